from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from index import errors
from qa.records import Reason
from qa.shown.guard import SuspicionReason
from ui.records import BuildStage
from ui.texts import CHINESE, ENGLISH, texts_in

SAME_IN_BOTH: set[str] = set()
HAN = re.compile(r"[\u4e00-\u9fff]")


def flat(texts: Any) -> dict[str, str]:
    """Every text by its name, those within others with the names around them."""
    found: dict[str, str] = {}

    def take(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                take(f"{name}.{key}" if name else key, inner)
        else:
            found[name] = value

    take("", dataclasses.asdict(texts))
    return found


def test_both_languages_say_the_same_things() -> None:
    assert flat(ENGLISH).keys() == flat(CHINESE).keys()


@pytest.mark.parametrize("name", sorted(flat(ENGLISH)))
def test_a_text_has_the_same_blanks_in_both_languages_and_is_translated(name: str) -> None:
    english, chinese = flat(ENGLISH)[name], flat(CHINESE)[name]
    assert english.strip() and chinese.strip()
    assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", chinese))
    if name in {"language", "html_language"}:
        return
    assert HAN.search(chinese), "not translated"
    assert not HAN.search(english) or name == "intake.add_hint"
    assert "<" not in english + chinese, "texts hold no HTML"


def test_chinese_texts_use_chinese_punctuation() -> None:
    for name, text in flat(CHINESE).items():
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text), (name, text)


def test_every_kind_of_error_has_a_title() -> None:
    kinds = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.AskpressError) and value is not errors.AskpressError
    }
    assert kinds == set(ENGLISH.error_titles) == set(CHINESE.error_titles)


def test_every_stage_of_a_build_has_a_name() -> None:
    assert set(BuildStage.__args__) == set(ENGLISH.stages) == set(CHINESE.stages)


def test_every_refusal_has_a_heading_and_every_suspicion_a_sentence() -> None:
    for texts in (ENGLISH, CHINESE):
        assert set(texts.refusals) == set(get_args(Reason))
        assert set(texts.withheld) == set(get_args(SuspicionReason))


def test_a_language_that_there_is_not_is_english() -> None:
    assert texts_in("zh") is CHINESE
    assert texts_in("en") is texts_in("xx") is ENGLISH


def test_the_library_has_one_name_in_chinese() -> None:
    root = Path(__file__).parent.parent
    for path in (*root.glob("ui/*.py"), root / "README.zh.md"):
        assert "报库" not in path.read_text(encoding="utf-8"), f"{path.name}: 资料库"
