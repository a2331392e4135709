from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index.oddities import ODDITY_CODES
from index.page_report import MOST_PLACES, report_from_json, report_issue, report_json, report_page
from index.records import Article, GivenArticle, Mark, OpenJump, Page, Span
from index.segment import segment
from tests.strategies import article_of, articles, page_of, pages

DAY: dict[str, Any] = {"newspaper": "霁川日报", "date": date(2024, 5, 20)}
FIRST = page_of(
    "霁河三桥合龙\n本报讯(记者 王宁)大桥昨日合\n水位上涨\n昨日水位28米。\n龙。全桥贯通。\n"
    "昨日水位28米。\n(下转4版)\n(下转9版)\n",
    "p1",
    number=1,
    **DAY,
)
FOURTH = page_of("(上接1版)\n大桥年底通车。\n", "p4", number=4, **DAY)


def at(page: Page, words: str, after: int = 0) -> tuple[int, int]:
    start = page.text.index(words, after)
    return start, start + len(words)


def sewn(page_words: list[tuple[Page, str]], title: str, marks: tuple[Mark, ...], **fields: Any) -> Article:
    spans, text = [], ""
    for page, words in page_words:
        start, end = at(page, words)
        spans.append(Span(len(text), len(text) + len(words), page.id, start, end))
        text += words
    return article_of(FIRST, title, text=text, spans=tuple(spans), marks=marks, **fields)


def mark(role: Any, page: Page, words: str, after: int = 0) -> Mark:
    return Mark(role, page.id, *at(page, words, after))


BRIDGE = sewn(
    [(FIRST, "本报讯(记者 王宁)大桥昨日合"), (FIRST, "龙。全桥贯通。\n"), (FOURTH, "大桥年底通车。\n")],
    "霁河三桥合龙",
    (
        mark("headline", FIRST, "霁河三桥合龙"),
        mark("jump", FIRST, "(下转4版)"),
        mark("jump", FOURTH, "(上接1版)"),
    ),
)
WATER = sewn(
    [(FIRST, "水位上涨\n昨日水位28米。\n")],
    "水位上涨",
    (mark("repeat", FIRST, "昨日水位28米。", FIRST.text.index("贯通")), mark("jump", FIRST, "(下转9版)")),
    id="water",
    open_jumps=(OpenJump("to", 9, "p1", *at(FIRST, "(下转9版)")),),
)


def test_a_report_counts_what_the_articles_say_of_their_page() -> None:
    first, fourth = report_issue([FIRST, FOURTH], [BRIDGE, WATER], 3.0)
    assert [(one.id, one.characters, one.start) for one in first.articles] == [
        (BRIDGE.id, 21, FIRST.text.index("本报讯")),
        ("water", 12, FIRST.text.index("水位上涨")),
    ]
    assert (first.headlines, [one.id for one in first.unheaded], first.unheaded_characters) == (1, ["water"], 12)
    assert (first.repeats, first.repeated_characters) == (1, 8)
    assert (first.jumps_joined, [jump.number for jump in first.jumps_open]) == (1, [9])
    assert (first.cuts_joined, first.lines_joined) == (1, 0)
    assert [(one.id, one.title, one.characters) for one in fourth.articles] == [(BRIDGE.id, "霁河三桥合龙", 7)]
    assert (fourth.headlines, fourth.unheaded, fourth.jumps_joined, fourth.jumps_open) == (0, (), 1, ())
    assert [(one.code, one.start) for one in first.oddities] == [
        ("no_headline", FIRST.text.index("水位上涨")),
        ("jump_open", FIRST.text.index("(下转9版)")),
    ]
    assert (first.newspaper, first.date, first.number, first.path) == ("霁川日报", "2024-05-20", 1, FIRST.path)


def test_the_rest_of_an_article_that_is_not_there_lacks_no_headline() -> None:
    rest = sewn(
        [(FOURTH, "大桥年底通车。\n")],
        "(上接1版)",
        (mark("jump", FOURTH, "(上接1版)"),),
        open_jumps=(OpenJump("from", 1, "p4", *at(FOURTH, "(上接1版)")),),
    )
    report = report_page(FOURTH, [rest], 0.0)
    assert [one.code for one in report.oddities] == ["jump_open"] and len(report.unheaded) == 1


def test_an_issue_s_time_is_shared_by_length() -> None:
    first, fourth = report_issue([FIRST, FOURTH], [BRIDGE, WATER], 3.0)
    assert first.seconds > fourth.seconds > 0 and abs(first.seconds + fourth.seconds - 3.0) < 1e-9
    assert first.without_time() == report_issue([FIRST, FOURTH], [BRIDGE, WATER], 9.0)[0].without_time()


def test_pages_that_claim_one_number_name_each_other() -> None:
    twin = page_of("渡口恢复通航\n渡口昨日通航。\n渡口全长10米。\n", "p5", number=1, **DAY)
    reports = report_issue([FIRST, twin], [article_of(twin)], 0.0)
    details = [[one.detail for one in report.oddities if one.code == "two_pages_same_number"] for report in reports]
    assert details == [["p5.txt"], ["p1.txt"]]
    alone = report_page(FIRST, [BRIDGE], 0.0)
    assert "two_pages_same_number" not in {one.code for one in alone.oddities}


def test_a_given_article_has_its_headline_from_its_line() -> None:
    page = page_of("渡口恢复通航。", given=GivenArticle("a", "渡口"), **DAY)
    report = report_issue([page], [article_of(page, "渡口")], 0.0)[0]
    assert (report.headlines, report.unheaded, report.oddities) == (1, (), ())


def test_damage_is_counted_whole_and_listed_in_part() -> None:
    page = page_of("大\ufffd桥。" * (MOST_PLACES + 5), **DAY)
    report = report_issue([page], [article_of(page)], 0.0)[0]
    assert (report.damaged_places, len(report.damage)) == (MOST_PLACES + 5, MOST_PLACES)
    assert "damaged_text" in {one.code for one in report.oddities}


@given(st.data())
def test_a_report_survives_json_and_says_nothing_that_cannot_be(data: st.DataObject) -> None:
    of = data.draw(st.lists(pages(st.text(min_size=1, max_size=60)), min_size=1, max_size=3, unique_by=lambda p: p.id))
    found = data.draw(st.lists(articles(of), max_size=3))
    for page, report in zip(of, report_issue(of, found, 1.0), strict=True):
        assert report_from_json(json.loads(json.dumps(report_json(report)))) == report
        assert report.page_id == page.id and {one.code for one in report.oddities} <= set(ODDITY_CODES)
        assert report.headlines <= len(report.articles) >= len(report.unheaded)
        assert len(report.articles) == sum(
            any(place.page_id == page.id for place in (*article.spans, *article.marks)) for article in found
        )


@given(
    st.lists(
        st.sampled_from(["大桥昨日合龙", "本报讯(记者 王宁)大桥合龙。", "水位上涨，", "(下转4版)", ""]), max_size=9
    )
)
def test_what_the_segmenter_recovers_is_all_of_the_page(lines: list[str]) -> None:
    page = page_of("\n\n".join(lines), number=1, **DAY)
    recovered = segment([page]) if page.text.strip() else []
    report = report_page(page, recovered, 0.0)
    marked = sum(
        len("".join(page.text[mark.start : mark.end].split())) for article in recovered for mark in article.marks
    )
    assert report.characters == sum(one.characters for one in report.articles) + marked
