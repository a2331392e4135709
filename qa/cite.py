"""Citing: a quote in an article becomes a citation with its places on the raw pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.records import Article, Page
from index.sentences import is_soft_break
from index.spans import page_ranges
from qa.records import Citation, Place

_BREAK = re.compile(r"\r?\n")


def readable(text: str, start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` as it is read: a blank for each break that a column's width put between two words.

    Offsets into the result are those of `text` only where its breaks are single characters; breaks between sentences,
    heads and rows of a table stay.
    """

    def said(found: re.Match[str]) -> str:
        return " " if is_soft_break(text, start + found.start(), start + found.end()) else found[0]

    return _BREAK.sub(said, text[start:end])


def places(article: Article, start: int, end: int, page_of: Callable[[str], Page | None]) -> tuple[Place, ...]:
    """Where `article.text[start:end]` stands on the raw pages, in order: one place unless a break cuts it.

    Raises LookupError where a page of the article is not to be had, which a whole library never does.
    """
    found: list[Place] = []
    for page_id, first, last in page_ranges(article, start, end):
        page = page_of(page_id)
        if page is None:
            raise LookupError(f"page {page_id} of article {article.id} is not in the library")
        address = page.given.address if page.given else ""
        found.append(Place(page.path, page.id, page.number, first, last, address))
    return tuple(found)


def cite(number: int, article: Article, start: int, end: int, page_of: Callable[[str], Page | None]) -> Citation:
    """The citation of `article.text[start:end]` under a number."""
    return Citation(number, article.text[start:end], article, start, end, places(article, start, end, page_of))
