"""Joints: where an article's text was put together from places that stand apart on its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.records import Article, Mark, Page, Span

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
    found = []
    for before, after in pairwise(article.spans):
        kind = _kind(article, before, after, pages)
        if kind is not None:
            found.append(Joint(kind, after.start, before.page_id, before.page_end, after.page_id, after.page_start))
    return found


def _kind(article: Article, before: Span, after: Span, pages: Mapping[str, Page]) -> JointKind | None:
    whole = "\n" not in (article.text[after.start - 1], article.text[after.start])
    if before.page_id != after.page_id:
        return "jump"
    page = pages.get(before.page_id)
    if page is None or before.page_end > after.page_start:
        return "cut" if whole else "moved"
    between = page.text[before.page_end : after.page_start]
    if whole:
        # A blank line parts paragraphs, so a sentence that goes on below it was cut; a single break is a line's end.
        bare = between.replace("-", "").replace("\u00ad", "").replace("\u2010", "")
        return "line" if not bare.strip() and between.count("\n") < 2 else "cut"
    return None if not _unmarked(article.marks, before.page_id, before.page_end, between) else "moved"


def _unmarked(marks: Sequence[Mark], page_id: str, start: int, between: str) -> bool:
    """Whether anything but white space stands in `between` that is no mark of the article."""
    covered = [
        (mark.start, mark.end)
        for mark in marks
        if mark.page_id == page_id and mark.start < start + len(between) and mark.end > start
    ]
    return any(
        not character.isspace() and not any(first <= at < last for first, last in covered)
        for at, character in enumerate(between, start)
    )
