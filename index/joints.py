"""Joints: where an article's text was put together from places that stand apart on its pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.records import Article, Page, Span

JointKind = Literal["cut", "jump", "line", "moved"]


@dataclass(frozen=True, slots=True)
class Joint:
    """At `article.text[at]` the text leaves `page_id` (after its character `end`) for `to_page` (from `start`).

    `kind` says how: "cut" (a sentence goes on at another place, with no line break between), "jump" (on another page),
    "line" (a line's end within a sentence, with or without its hyphen, was taken out), "moved" (the next paragraph
    stands elsewhere on the page).
    """

    kind: JointKind
    at: int
    page_id: str
    end: int
    to_page: str
    start: int


def joints(article: Article, pages: Mapping[str, Page]) -> list[Joint]:
    """The joints of an article in the order of its text; `pages` are those it stands on, by id.

    What lies between two neighbouring places of a page and is nothing but white space and marks (a jump mark, a
    headline's echo, a byline at the end of a line) was never text: there is no joint over it, unless it parts a
    sentence.
    """
    marked: dict[str, list[tuple[int, int]]] = {}
    for mark in article.marks:
        marked.setdefault(mark.page_id, []).append((mark.start, mark.end))
    for places in marked.values():
        places.sort()
    found = []
    for before, after in pairwise(article.spans):
        kind = _kind(article, before, after, pages.get(before.page_id), marked.get(before.page_id, []))
        if kind is not None:
            found.append(Joint(kind, after.start, before.page_id, before.page_end, after.page_id, after.page_start))
    return found


def _kind(
    article: Article, before: Span, after: Span, page: Page | None, marked: Sequence[tuple[int, int]]
) -> JointKind | None:
    whole = "\n" not in (article.text[after.start - 1], article.text[after.start])
    if before.page_id != after.page_id:
        return "jump"
    if page is None or before.page_end > after.page_start:
        return "cut" if whole else "moved"
    if whole:
        return "line" if _is_line_end(page.text, before.page_end, after.page_start) else "cut"
    return "moved" if _holds_text(page.text, before.page_end, after.page_start, marked) else None


def _is_line_end(text: str, start: int, end: int) -> bool:
    """Whether a range is white space with a hyphen at most, and parts no paragraphs as a blank line does."""
    return not _FILLED.search(text, start, end) and text.count("\n", start, end) < 2


_FILLED = re.compile("[^\\s\u00ad\u2010-]")
_NOT_WHITE = re.compile(r"\S")


def _holds_text(text: str, start: int, end: int, marked: Sequence[tuple[int, int]]) -> bool:
    """Whether anything but white space stands in a range that none of the marked ranges, in order, holds."""
    at = start
    for first, last in marked[max(0, bisect_left(marked, (start,)) - 1) :]:
        if first >= end:
            break
        if at < first and _NOT_WHITE.search(text, at, first):
            return True
        at = max(at, last)
    return at < end and _NOT_WHITE.search(text, at, end) is not None
