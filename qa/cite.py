"""Citing: a quote in an article becomes a citation with its places on the raw pages."""

from __future__ import annotations

from collections.abc import Callable

from index.records import Article, Page
from qa.records import Citation, Place


def places(article: Article, start: int, end: int, page_of: Callable[[str], Page | None]) -> tuple[Place, ...]:
    """Where `article.text[start:end]` stands on the raw pages, in order: one place unless a break cuts it.

    Raises LookupError where a page of the article is not to be had, which a whole library never does.
    """
    found: list[Place] = []
    for span in article.spans:
        first, last = max(start, span.start), min(end, span.end)
        if first >= last:
            continue
        page = page_of(span.page_id)
        if page is None:
            raise LookupError(f"page {span.page_id} of article {article.id} is not in the library")
        shift = span.page_start - span.start
        found.append(Place(page.path, page.id, page.number, first + shift, last + shift))
    return tuple(found)


def cite(number: int, article: Article, start: int, end: int, page_of: Callable[[str], Page | None]) -> Citation:
    """The citation of `article.text[start:end]` under a number."""
    return Citation(number, article.text[start:end], article, start, end, places(article, start, end, page_of))
