from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from index.corrections import Anchor, Drop, Fields, Join, Move, SetFields, Split, parse_corrections
from index.errors import FixInput
from index.recover import recover_issue
from tests.strategies import page_of
from tests.test_ui_browser_pages import FIRST, FOURTH
from ui.correction_form import (
    FIELDS,
    KINDS,
    SHOWN,
    Desk,
    Filled,
    article_choices,
    correction_of,
    fields_of,
    other_choices,
    place_words,
    tried,
    with_correction,
)
from ui.texts import CHINESE


def desk_of(*texts: str) -> Desk:
    pages = tuple(
        page_of(text, f"p{number}", newspaper="霁川日报", date=date(2024, 5, 20), number=number)
        for number, text in zip((1, 4), texts, strict=False)
    )
    return Desk(pages[0], pages, recover_issue(pages).articles, "", pages[0].id)


@pytest.fixture
def desk() -> Desk:
    return desk_of(FIRST, FOURTH)


def titled(desk: Desk, words: str) -> str:
    return next(article.id for article in desk.articles if words in article.title)


def test_only_the_fields_that_were_changed_are_corrected(desk: Desk) -> None:
    name = titled(desk, "防汛")
    filled = Filled("article", name, **dict(zip(FIELDS, fields_of(desk, name), strict=True)))
    with pytest.raises(FixInput) as caught:
        correction_of(filled, desk, CHINESE)
    assert caught.value.what == CHINESE.keeping.nothing_new
    correction = correction_of(replace(filled, byline="", title="市委 开会"), desk, CHINESE)
    assert isinstance(correction, SetFields)
    assert correction.fields == Fields(title="市委 开会", byline="")
    article = next(one for one in tried(desk, with_correction("", correction))[0].articles if one.title == "市委 开会")
    assert article.byline == ""


def test_each_kind_becomes_its_correction(desk: Desk) -> None:
    meeting = titled(desk, "防汛")
    split = correction_of(Filled("split", first=" 会议 要求 ", title="转移"), desk, CHINESE)
    assert split == Split(1, Anchor("会议 要求"), Fields(title="转移"))
    move = correction_of(Filled("move", first="甲", last="乙", side="into", target="丙"), desk, CHINESE)
    assert move == Move(1, Anchor("甲"), Anchor("乙"), "into", Anchor("丙"))
    assert correction_of(Filled("drop", first="甲", last=""), desk, CHINESE) == Drop(1, None, Anchor("甲"), None)
    whole = correction_of(Filled("drop", article=meeting), desk, CHINESE)
    assert isinstance(whole, Drop) and whole.at is not None


def test_parts_on_two_pages_are_joined(desk: Desk) -> None:
    filled = Filled("join", titled(desk, "防汛"), (titled(desk, "陪餐"),))
    correction = correction_of(filled, desk, CHINESE)
    assert isinstance(correction, Join) and [part.page for part in correction.parts] == [None, 4]
    after, sheet = tried(desk, with_correction("", correction))
    assert len(after.articles) == len(desk.articles) - 1
    assert sheet.report is not None and not sheet.report.refused and sheet.page.id != desk.page.id
    assert any("校长先尝一口" in article.text and "防汛" in article.title for article in sheet.articles)


def test_a_second_trial_builds_on_the_first(desk: Desk) -> None:
    first = with_correction("", correction_of(Filled("split", first="会议要求把人员"), desk, CHINESE))
    after, _ = tried(desk, first)
    second = with_correction(first, correction_of(Filled("drop", first="会议要求把人员"), after, CHINESE))
    assert [type(one) for one in parse_corrections(second, "file").items] == [Split, Drop]
    assert tried(after, second)[0].kept == desk.kept


@pytest.mark.parametrize(
    "filled",
    [
        Filled("article", "no such id"),
        Filled("split"),
        Filled("join", "no such id"),
        Filled("move", first="甲"),
        Filled("move", target="甲"),
        Filled("drop"),
        Filled("no such kind"),
    ],
)
def test_what_is_missing_is_told(desk: Desk, filled: Filled) -> None:
    with pytest.raises(FixInput) as caught:
        correction_of(filled, desk, CHINESE)
    assert caught.value.remedy


def test_the_articles_of_other_pages_can_be_joined_and_only_by_a_number_that_names_one_page(desk: Desk) -> None:
    assert [label for label, _ in article_choices(desk, CHINESE)] == [
        "1 市委召开防汛工作会议 部署下一阶段工作",
        "2 霁河三桥昨日合龙 年底前建成通车",
    ]
    assert [label for label, _ in other_choices(desk, CHINESE)][2:] == ["望溪区推行陪餐公示制度（第4版）"]
    twins = replace(desk, pages=(desk.page, replace(desk.pages[1], number=1)))
    assert other_choices(twins, CHINESE) == article_choices(twins, CHINESE)


@pytest.mark.parametrize(
    ("words", "kind", "first", "placed"),
    [
        ("会议  要求", "split", "", {"first": "会议 要求"}),
        ("甲" * 20 + "乙" * 40, "move", "", {"first": "甲" * 16, "last": "乙" * 16}),
        ("甲" * 20 + "乙" * 40, "split", "", {"first": "甲" * 20 + "乙" * 12}),
        ("丙", "move", "甲", {"target": "丙"}),
    ],
)
def test_marked_words_go_where_they_belong(words: str, kind: str, first: str, placed: dict[str, str]) -> None:
    assert place_words(words, kind, first) == placed


def test_every_kind_has_its_fields() -> None:
    names: set[Any] = set(Filled.__dataclass_fields__) - {"kind"}
    assert set(SHOWN) == set(KINDS) and {name for kind in SHOWN.values() for name in kind} == names
