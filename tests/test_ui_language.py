from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.language import choose_language, say_date, say_newspaper, say_pages
from ui.texts import CHINESE, ENGLISH


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh-Hant-TW,en;q=0.5", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("zh-Hans-HK", "zh"),
        ("zh-yue-HK", "zh-Hant"),
        ("zh-SG", "zh"),
        ("zh-CN,zh-TW;q=0.9", "zh"),
        ("en;q=0.7,zh-TW;q=0.8,zh-CN;q=0.6", "zh-Hant"),
        ("ZH-cn, en;q=0.9", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr,zh;q=0.5,en;q=0.7", "en"),
        ("fr-FR,fr;q=0.9,zh-CN;q=0.3", "zh"),
        ("de", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("zh;q=x", "en"),
        ("*", "en"),
        ("", "en"),
        (None, "en"),
        ("zha", "en"),
    ],
)
def test_the_browser_s_preference_decides(header: str | None, language: str) -> None:
    assert choose_language(header) == language


@given(st.text(max_size=40))
def test_any_header_gives_a_language(header: str) -> None:
    assert choose_language(header) in ("zh", "zh-Hant", "en")


def test_dates_are_written_as_the_language_does() -> None:
    day = date(2020, 2, 11)
    assert say_date(day, False, CHINESE) == "2020年2月11日"
    assert say_date(day, False, ENGLISH) == "11 February 2020"
    assert say_date(day, True, ENGLISH) == "11 February 2020 (inferred)"
    assert say_date(None, False, CHINESE) == CHINESE.unknown_date


def test_pages_and_newspapers() -> None:
    assert say_pages((1,), CHINESE) == "第1版"
    assert say_pages((1,), ENGLISH) == "page 1"
    assert say_pages((1, "A4"), ENGLISH) == "pages 1, A4"
    assert say_pages((1, "A4"), CHINESE) == "第1、A4版"
    assert say_pages((), ENGLISH) == ENGLISH.unknown_page
    assert say_newspaper("霁川日报", ENGLISH) == "《霁川日报》"
    assert say_newspaper(None, CHINESE) == CHINESE.unknown_newspaper
