from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Article, Page, Span
from index.sentences import is_soft_break
from qa.cite import cite, places, readable
from tests.strategies import article_of, articles, newspaper_text, page_of, pages

ONE, TWO = page_of("受威胁的\n群众1562户", "1", number=1), page_of("前文。下转。结尾", "2", number="A2")


def test_a_quote_within_one_span_has_one_place() -> None:
    article = article_of(ONE)
    found = places(article, 5, 7, {"1": ONE}.get)
    assert [(place.path, place.page_id, place.page, place.start, place.end) for place in found] == [
        (ONE.path, "1", 1, 5, 7)
    ]


def test_a_quote_that_a_break_cuts_has_a_place_for_each_part_in_order() -> None:
    spans = (Span(0, 4, "1", 0, 4), Span(4, 6, "2", 6, 8), Span(6, 8, "1", 5, 7))
    article = article_of(ONE, text="受威胁的结尾群众", spans=spans)
    found = places(article, 2, 7, {"1": ONE, "2": TWO}.get)
    assert [(place.page_id, place.page, place.start, place.end) for place in found] == [
        ("1", 1, 2, 4),
        ("2", "A2", 6, 8),
        ("1", 1, 5, 6),
    ]


def test_a_page_that_is_gone_is_an_error_and_not_a_shorter_quote() -> None:
    with pytest.raises(LookupError, match="page 1 of article article-1"):
        places(article_of(ONE), 0, 2, lambda _: None)


@given(st.lists(pages(newspaper_text), min_size=1, max_size=3, unique_by=lambda page: page.id), st.data())
def test_a_quote_is_its_places_put_together(of: list[Page], data: st.DataObject) -> None:
    article: Article = data.draw(articles(of))
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    by_id = {page.id: page for page in of}
    citation = cite(3, article, start, end, by_id.get)
    assert citation.number == 3
    assert citation.quote == article.text[start:end]
    assert "".join(by_id[place.page_id].text[place.start : place.end] for place in citation.places) == citation.quote
    assert all(place.path == by_id[place.page_id].path for place in citation.places)
    assert 1 <= len(citation.places) <= len(article.spans)


@given(newspaper_text, st.data())
def test_what_is_read_differs_from_the_text_only_where_a_column_broke_a_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = readable(text, start, end)
    assert len(shown) == end - start
    for at, (before, after) in enumerate(zip(text[start:end], shown, strict=True), start):
        assert after == (" " if before == "\n" and is_soft_break(text, at, at + 1) else before)


def test_a_break_of_two_characters_is_one_blank_and_a_hard_one_stays() -> None:
    assert readable("two\r\nwords.\r\nNext.") == "two words.\r\nNext."
    assert readable("第一行\n第二行 one\ntwo", 4) == "第二行 one two"
