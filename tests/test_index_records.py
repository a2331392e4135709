from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Article, Filters, Page, Span
from tests.strategies import article_of, articles, newspaper_text, page_of, pages


@pytest.mark.parametrize(
    ("start", "end", "page_start", "page_end"),
    [(-1, 2, 0, 3), (2, 2, 0, 0), (3, 2, 0, 1), (0, 2, -1, 1), (0, 2, 0, 3), (0, 3, 0, 2)],
)
def test_a_span_that_is_no_forward_range_of_one_length_is_refused(
    start: int, end: int, page_start: int, page_end: int
) -> None:
    with pytest.raises(ValueError, match="span must be"):
        Span(start, end, "p", page_start, page_end)


@pytest.mark.parametrize(
    "spans",
    [
        (),
        (Span(0, 3, "p", 0, 3),),
        (Span(1, 4, "p", 1, 4),),
        (Span(0, 2, "p", 0, 2), Span(3, 4, "p", 3, 4)),
        (Span(0, 3, "p", 0, 3), Span(2, 4, "p", 2, 4)),
        (Span(2, 4, "p", 2, 4), Span(0, 2, "p", 0, 2)),
        (Span(0, 5, "p", 0, 5),),
    ],
)
def test_spans_that_do_not_tile_the_text_are_refused(spans: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match="spans must tile the text"):
        replace(article_of(page_of("四个字。")), spans=spans)


def test_an_article_without_text_has_no_spans() -> None:
    assert article_of(page_of("")).spans == ()


@given(st.lists(pages(newspaper_text), min_size=1, max_size=3, unique_by=lambda page: page.id), st.data())
def test_spans_lead_every_character_back_to_its_page(of: list[Page], data: st.DataObject) -> None:
    article: Article = data.draw(articles(of))
    texts = {page.id: page.text for page in of}
    assert "".join(texts[span.page_id][span.page_start : span.page_end] for span in article.spans) == article.text


def test_records_are_frozen() -> None:
    page = page_of("x")
    with pytest.raises(FrozenInstanceError):
        page.text = "y"  # type: ignore[misc]


def test_dates_of_a_filter_run_forward() -> None:
    day = date(2024, 5, 20)
    assert Filters(day, day).date_from == day
    with pytest.raises(ValueError, match="2024-05-20 is after date_to 2024-05-19"):
        Filters(day, date(2024, 5, 19))
