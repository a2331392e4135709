from __future__ import annotations

import dataclasses
import re

import pytest

from ui.texts_references import CHINESE, ENGLISH, reference_texts_in

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(ENGLISH)])
def test_a_text_has_the_same_blanks_in_both_languages_and_is_translated(name: str) -> None:
    english, chinese = getattr(ENGLISH, name), getattr(CHINESE, name)
    assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", chinese))
    assert HAN.search(chinese) or name == "quoted"
    assert not HAN.search(english)
    assert "<" not in english + chinese
    assert not re.search(r"[\u4e00-\u9fff][,;:?!]", chinese)


def test_a_language_that_there_is_not_is_english() -> None:
    assert reference_texts_in("zh") is CHINESE
    assert reference_texts_in("en") is reference_texts_in("xx") is ENGLISH
