from __future__ import annotations

import json
import re
from html import unescape

import pytest

from ui.door import NOT_SIGNED_IN
from ui.notices import LOST, notices_in
from ui.render_keys import keys_html
from ui.texts import CHINESE, ENGLISH, Texts


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH], ids=lambda texts: texts.language)
def test_the_page_holds_its_words_for_the_notices_of_gradio(texts: Texts) -> None:
    found = re.search(r'data-notices="([^"]*)"', keys_html(texts))
    assert found and json.loads(unescape(found[1])) == notices_in(texts.language)


def test_no_word_of_a_notice_is_exchanged_twice() -> None:
    for language in ("zh", "en"):
        said = notices_in(language)  # type: ignore[arg-type]
        assert not set(said) & set(said.values())
        assert {LOST, NOT_SIGNED_IN.strip()} <= set(said)


def test_in_chinese_all_of_them_are_chinese() -> None:
    assert all(re.search(r"[\u4e00-\u9fff]", said) for said in notices_in("zh").values())
    assert set(notices_in("en")) < set(notices_in("zh"))
