from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.joints import joints
from index.records import Article, Mark, Page, Span
from tests.strategies import article_of, articles, page_of, pages


def sewn(of: list[Page], *places: tuple[int, int, int], **fields: Any) -> Article:
    """An article of (page, start, end) of the pages."""
    spans, text = [], ""
    for number, start, end in places:
        piece = of[number].text[start:end]
        spans.append(Span(len(text), len(text) + len(piece), of[number].id, start, end))
        text += piece
    return article_of(of[0], text=text, spans=tuple(spans), **fields)


def kinds(of: list[Page], article: Article) -> list[str]:
    return [joint.kind for joint in joints(article, {page.id: page for page in of})]


PAGE = page_of("大桥昨日合\n\n水位上涨。\n\n龙。全桥贯通。\n", "p1")


def test_a_sentence_that_goes_on_elsewhere_is_a_cut() -> None:
    article = sewn([PAGE], (0, 0, 5), (0, 14, 22))
    assert article.text == "大桥昨日合龙。全桥贯通。\n"[:13]
    [joint] = joints(article, {"p1": PAGE})
    assert (joint.kind, joint.at, joint.page_id, joint.end, joint.to_page, joint.start) == ("cut", 5, "p1", 5, "p1", 14)


def test_a_cut_may_go_back_up_the_page() -> None:
    assert kinds([PAGE], sewn([PAGE], (0, 14, 16), (0, 0, 5))) == ["cut"]


def test_a_paragraph_from_elsewhere_was_moved() -> None:
    assert kinds([PAGE], sewn([PAGE], (0, 0, 7), (0, 14, 22))) == ["moved"]


def test_another_page_is_a_jump_with_or_without_a_line_break() -> None:
    other = page_of("龙。\n", "p2")
    assert kinds([PAGE, other], sewn([PAGE, other], (0, 0, 5), (1, 0, 3))) == ["jump"]
    assert kinds([PAGE, other], sewn([PAGE, other], (0, 0, 7), (1, 0, 3))) == ["jump"]


@pytest.mark.parametrize(
    ("text", "places", "kind"),
    [
        ("the com-\nmittee met", [(0, 0, 7), (0, 9, 19)], "line"),
        ("大桥昨日\n合龙。", [(0, 0, 4), (0, 5, 8)], "line"),
        ("大 桥", [(0, 0, 1), (0, 2, 3)], "line"),
        ("大桥昨日\n\n合龙。", [(0, 0, 4), (0, 6, 9)], "cut"),
        ("大桥昨日。水位\n合龙。", [(0, 0, 4), (0, 8, 11)], "cut"),
    ],
)
def test_a_line_s_end_is_told_from_a_column_s(text: str, places: list[tuple[int, int, int]], kind: str) -> None:
    page = page_of(text)
    assert kinds([page], sewn([page], *places)) == [kind]


def test_a_mark_between_two_paragraphs_is_no_joint() -> None:
    page = page_of("大桥合龙。\n(本报记者 王宁)\n全桥贯通。", "p1")
    spans = ((0, 0, 6), (0, 16, 21))
    assert kinds([page], sewn([page], *spans)) == ["moved"]
    assert kinds([page], sewn([page], *spans, marks=(Mark("byline", "p1", 6, 15),))) == []


def test_one_span_has_no_joint() -> None:
    assert kinds([PAGE], article_of(PAGE)) == []


@given(st.data())
def test_joints_stand_where_spans_meet(data: st.DataObject) -> None:
    of = data.draw(st.lists(pages(st.text("大桥合龙。\n -", min_size=1, max_size=30)), min_size=1, max_size=3))
    article = data.draw(articles(of))
    pairs = list(pairwise(article.spans))
    meets = {(span.page_id, span.page_end, after.page_id, after.page_start, after.start) for span, after in pairs}
    found = joints(article, {page.id: page for page in of})
    assert {(one.page_id, one.end, one.to_page, one.start, one.at) for one in found} <= meets
    assert sum(one.kind == "jump" for one in found) == sum(span.page_id != after.page_id for span, after in pairs)


def test_many_places_with_many_marks_between_take_no_longer_than_they_are() -> None:
    """Every second line of a page of 20,000 is a mark, the others are read from its foot to its head and back."""
    page = page_of("大桥昨日合龙。\n" * 20_000)
    places = [(at, at + 8) for at in range(0, 160_000, 16)]
    order = [place for pair in zip(places[:5000], reversed(places[5000:]), strict=True) for place in pair]
    marks = tuple(Mark("repeat", "p1", at + 8, at + 15) for at in range(0, 160_000, 16))
    article = sewn([page], *((0, start, end) for start, end in order), marks=marks)
    begun = time.process_time()
    found = joints(article, {"p1": page})
    assert time.process_time() - begun < 5
    assert {joint.kind for joint in found} == {"moved"} and len(found) >= len(order) - 3
