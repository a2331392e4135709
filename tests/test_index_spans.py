"""Spans: the pieces of the pages are the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.records import Article, Span
from index.spans import page_ranges

PAGES = {"a": "甲" * 30 + "乙" * 30, "b": "丙" * 40}


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text, spans = "", []
    for _ in range(draw(st.integers(1, 6))):
        page = draw(st.sampled_from(sorted(PAGES)))
        first = draw(st.integers(0, len(PAGES[page]) - 1))
        last = draw(st.integers(first + 1, len(PAGES[page])))
        spans.append(Span(len(text), len(text) + last - first, page, first, last))
        text += PAGES[page][first:last]
    return Article("x", "", "", "", "", None, None, False, (), text, tuple(spans))


@given(articles(), st.data())
def test_the_pieces_of_the_pages_are_the_text(article: Article, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(article.text)))
    end = data.draw(st.integers(start, len(article.text)))
    pieces = list(page_ranges(article, start, end))
    assert "".join(PAGES[page][first:last] for page, first, last in pieces) == article.text[start:end]
    assert all((before[0], before[2]) != (after[0], after[1]) for before, after in pairwise(pieces))


def test_adjoining_spans_are_one_piece() -> None:
    article = Article(
        "x", "", "", "", "", None, None, False, (), "甲" * 6, (Span(0, 2, "a", 3, 5), Span(2, 6, "a", 5, 9))
    )
    assert list(page_ranges(article, 1, 5)) == [("a", 4, 8)]
