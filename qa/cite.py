"""Citing: a quote in an article becomes a citation with its places on the raw pages."""

from __future__ import annotations

from collections.abc import Callable

from index.records import Article, Page
from index.spans import page_ranges
from qa.records import Citation, Place


def places(article: Article, start: int, end: int, page_of: Callable[[str], Page | None]) -> tuple[Place, ...]:
    """Where `article.text[start:end]` stands on the raw pages, in order: one place unless a break cuts it.

    Raises LookupError where a page of the article is not to be had, which a whole library never does.
    """
    found: list[Place] = []
    for page_id, first, last in page_ranges(article, start, end):
        page = page_of(page_id)
        if page is None:
            raise LookupError(f"page {page_id} of article {article.id} is not in the library")
        found.append(Place(page.path, page.id, page.number, first, last))
    return tuple(found)


def cite(number: int, article: Article, start: int, end: int, page_of: Callable[[str], Page | None]) -> Citation:
    """The citation of `article.text[start:end]` under a number."""
    return Citation(number, article.text[start:end], article, start, end, places(article, start, end, page_of))
