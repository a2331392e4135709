"""Spans: from a range of an article's text to the ranges of the raw pages that it came from."""

from __future__ import annotations

from collections.abc import Iterator

from index.records import Article


def page_ranges(article: Article, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Where `article.text[start:end]` stands: (page id, start, end) in the order of the text, adjoining pieces joined.

    The pieces of the pages' raw texts, one after the other, are the range's text.
    """
    found: tuple[str, int, int] | None = None
    for span in article.spans:
        first, last = max(start, span.start), min(end, span.end)
        if first >= last:
            continue
        shift = span.page_start - span.start
        piece = (span.page_id, first + shift, last + shift)
        if found and found[0] == piece[0] and found[2] == piece[1]:
            found = (found[0], found[1], piece[2])
            continue
        if found:
            yield found
        found = piece
    if found:
        yield found
