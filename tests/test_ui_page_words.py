from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest

from index.damage import DAMAGE_KINDS
from index.oddities import ODDITY_CODES, Oddity
from index.page_report import report_page
from index.records import Mark, OpenJump
from tests.strategies import article_of, page_of
from tests.test_ui_texts import HAN, flat
from ui.page_map import Role
from ui.page_words import CHINESE, ENGLISH, page_words_in, say_facts, say_jump, say_oddity


def test_both_languages_say_the_same_things() -> None:
    assert flat(ENGLISH).keys() == flat(CHINESE).keys()
    assert page_words_in("zh") is CHINESE and page_words_in("en") is page_words_in("fr") is ENGLISH


@pytest.mark.parametrize("name", sorted(flat(ENGLISH).keys() - {"language", "separator"}))
def test_a_text_has_the_same_blanks_in_both_languages_and_is_translated(name: str) -> None:
    english, chinese = flat(ENGLISH)[name], flat(CHINESE)[name]
    assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", chinese))
    assert HAN.search(chinese) and not HAN.search(english)
    assert "<" not in english + chinese, "texts hold no HTML"


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_code_kind_and_role_has_words(words: object) -> None:
    for language in (ENGLISH, CHINESE):
        assert set(language.oddities) == set(ODDITY_CODES)
        assert set(language.damage) == set(DAMAGE_KINDS)
        literals = {name for part in get_args(Role) for name in (get_args(part) or (part,))}
        assert set(language.roles) == literals


def test_an_oddity_says_how_much_and_which() -> None:
    long = Oddity("very_long_paragraph", 12345, "大桥昨日合龙", 7)
    assert say_oddity(long, ENGLISH) == "a paragraph of 12,345 characters: 大桥昨日合龙"
    assert say_oddity(long, CHINESE) == "有长达 12,345 字的段落：大桥昨日合龙"
    assert say_oddity(Oddity("no_date"), CHINESE) == "日期不详"


def test_facts_leave_out_what_there_is_none_of() -> None:
    page = page_of("大桥昨日合龙。\n大桥昨日合龙。\n(下转4版)\n大\ufffd桥", date=date(2024, 5, 20))
    jump = OpenJump("to", 4, "p1", 16, 22)
    marks = (Mark("repeat", "p1", 8, 15), Mark("jump", "p1", 16, 22))
    report = report_page(page, [article_of(page, marks=marks, open_jumps=(jump,))], 0.0123)
    assert say_jump(jump, ENGLISH) == "to page 4"
    assert say_facts(report, ENGLISH) == [
        "articles: 1",
        "headlines: 0",
        "without a headline: 1 (23 characters, from character 0)",
        "repeats folded: 1 (7 characters)",
        "jumps open: 1 (to page 4)",
        "looks damaged: 1 places (not decoded or not recognised)",
        "recovered in 12 ms",
    ]
    plain = report_page(page_of("大桥。"), [], 0.0)
    assert say_facts(plain, CHINESE) == ["文章 0 篇", "标题 0 个", "用时 0 毫秒"]
