from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.records import Mark, Span
from tests.strategies import article_of, articles, page_of, pages
from ui.page_map import Passage, map_page

PAGE = page_of("大桥合龙\n大桥昨日合\n水位上涨。\n龙。\n广告", "p1")
BRIDGE = article_of(
    PAGE,
    text="大桥昨日合龙。\n",
    spans=(Span(0, 5, "p1", 5, 10), Span(5, 8, "p1", 17, 20)),
    marks=(Mark("headline", "p1", 0, 4), Mark("jump", "p9", 0, 4)),
)
WATER = article_of(PAGE, text="水位上涨。\n", spans=(Span(0, 6, "p1", 11, 17),), id="water")


def test_every_passage_knows_its_article_its_role_and_where_a_sentence_leaves_and_comes_back() -> None:
    assert map_page(PAGE, [WATER, BRIDGE]) == [
        Passage(0, 4, 2, "headline"),
        Passage(4, 5, None, "unclaimed"),
        Passage(5, 10, 2, "text", cut_after=True),
        Passage(10, 11, None, "unclaimed"),
        Passage(11, 17, 1, "text"),
        Passage(17, 20, 2, "text", cut_before=True),
        Passage(20, 22, None, "unclaimed"),
    ]


def test_a_page_without_articles_is_unclaimed_and_one_without_text_has_no_passages() -> None:
    assert map_page(PAGE, []) == [Passage(0, 22, None, "unclaimed")]
    assert map_page(page_of(""), []) == []


@given(st.data())
def test_passages_tile_the_page_whatever_articles_claim(data: st.DataObject) -> None:
    of = data.draw(st.lists(pages(st.text("大桥。\n", min_size=1, max_size=30)), min_size=1, max_size=2))
    found = data.draw(st.lists(articles(of), max_size=4))
    passages = map_page(of[0], found)
    assert "".join(of[0].text[one.start : one.end] for one in passages) == of[0].text
    assert all(one.end == after.start for one, after in pairwise(passages))
    claimed = {
        at
        for article in found
        for place in article.spans
        if place.page_id == of[0].id
        for at in range(place.page_start, place.page_end)
    }
    assert all(one.number is not None for one in passages if claimed & set(range(one.start, one.end)))
