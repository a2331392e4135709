from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui_samples import article
from ui.titles import WORDS, begins_with_jump_mark, is_jump_mark, shown_title

MARKS = ["(上接1版)", "（上接第3版）", "(紧接A2版)", "上接1版", "Continued from A1", "(Continued from Page 3)"]


@pytest.mark.parametrize("mark", MARKS)
def test_an_article_with_a_mark_for_a_title_shows_its_first_words_behind_it(mark: str) -> None:
    text = "自今年1月起，全市新建公园四十座，居民出门三百米就能见绿。\n下一段。"
    assert shown_title(article(text=text, title=mark)) == f"{mark} 自今年1月起，全市新建公园四十座…"
    assert is_jump_mark(mark) and begins_with_jump_mark(shown_title(article(text=text, title=mark)))


def test_words_of_latin_script_are_not_cut() -> None:
    of = article(text="kilometres long and\nfourteen metres high, it can withstand floods.", title="Continued from A1")
    assert shown_title(of) == "Continued from A1 kilometres long and fourteen…"


@pytest.mark.parametrize(
    ("title", "text"), [("霁河三桥合龙", "大桥昨日合龙。"), ("", "大桥昨日合龙。"), ("上接天光", "湖。")]
)
def test_any_other_title_stays_as_it_is(title: str, text: str) -> None:
    assert shown_title(article(text=text, title=title)) == title
    assert not is_jump_mark(title)


def test_a_short_text_is_shown_whole_and_none_leaves_the_mark() -> None:
    assert shown_title(article(text="完了。", title="(上接1版)")) == "(上接1版) 完了。"
    assert shown_title(article(text="", title="(上接1版)")) == "(上接1版)"


@given(st.text(max_size=200))
def test_what_is_shown_is_short_and_one_line(text: str) -> None:
    shown = shown_title(article(text=text, title="(上接1版)")).removeprefix("(上接1版)")
    assert len(shown) <= WORDS + 2
    assert len(shown.splitlines()) <= 1
    assert "".join(text.split()).startswith("".join(shown.removesuffix("…").split()))
