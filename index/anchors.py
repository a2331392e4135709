"""Anchors: where on a page the words stand by which a keeper names a passage."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.corrections import Anchor
from index.errors import FixInput
from index.messages import Message, finished
from index.records import Page

_BREAK = re.compile(r"\r\n|\n|\r")
_CLOSING = frozenset("。！？!?…；;，,、：:.”’」』】）》〉)]\"'")

_HYPHENS = frozenset("-‐‑\u00ad")


@dataclass(frozen=True, slots=True)
class Place:
    """The range of a page's text that an anchor names."""

    page: Page
    start: int
    end: int


class AnchoredPage:
    """A page's text as anchors see it: in lines, and without white space and full-width forms."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._starts = [0, *(match.end() for match in _BREAK.finditer(page.text))]
        self._squeezed, self._origin = _squeezed(page.text)

    def line_at(self, offset: int) -> int:
        """The number, from 1, of the line that a character stands on, as an editor counts lines."""
        return bisect_right(self._starts, offset)

    def line_range(self, line: int) -> tuple[int, int]:
        """Where a line's text starts and ends, white space around it aside; an empty range for a line of nothing."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.page.text)
        text = self.page.text[start:end]
        if not text.strip():
            return start, start
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())

    def line_count(self) -> int:
        """How many lines the page has."""
        return len(self._starts)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Every place where words stand, white space and full and half width aside."""
        wanted, found, at = _squeezed(words)[0], [], -1
        while wanted and (at := self._squeezed.find(wanted, at + 1)) >= 0:
            found.append((self._origin[at], self._origin[at + len(wanted) - 1] + 1))
        return found

    def longest_start(self, words: str) -> tuple[str, int] | None:
        """The longest beginning of words (four characters or more) that stands on the page, and on which line."""
        wanted = _squeezed(words)[0]
        low, high = 3, len(wanted)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if wanted[:middle] in self._squeezed else (low, middle - 1)
        if low < 4:
            return None
        return wanted[:low], self.line_at(self._origin[self._squeezed.find(wanted[:low])])

    def from_line_start(self, start: int) -> int:
        """`start`, or its line's first character where nothing but marks such as an opening quote stand between."""
        first = self.line_range(self.line_at(start))[0]
        return start if _has_letters(self.page.text[first:start]) else min(first, start)

    def with_closing(self, end: int) -> int:
        """`end` with the stops and closing quotes right behind it."""
        while end < len(self.page.text) and self.page.text[end] in _CLOSING:
            end += 1
        last = self.line_range(self.line_at(end - 1))[1]
        return end if _has_letters(self.page.text[end:last]) else max(last, end)


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """A text without white space and with plain forms for full-width ones, and each character's place in it.

    Hyphens and invisible characters go as well: a word that a line's end cut is quoted whole.
    """
    kept: list[str] = []
    origin: list[int] = []
    plain: dict[str, str] = {}
    for at, character in enumerate(text):
        form = plain.get(character)
        if form is None:
            form = "".join(unicodedata.normalize("NFKC", character).split())
            hidden = character in _HYPHENS or unicodedata.category(character) == "Cf"
            form = plain[character] = "" if hidden else form
        kept.append(form)
        origin.extend([at] * len(form))
    return "".join(kept), origin


class Anchors:
    """The pages of an issue as anchors see them, made when first asked for."""

    def __init__(self, pages: Sequence[Page], is_copy: Callable[[str, int], bool]) -> None:
        """`is_copy(page id, offset)` tells of a repeated passage: of words that stand twice, the copy is not meant."""
        self._pages, self._is_copy = pages, is_copy
        self._made: dict[str, AnchoredPage] = {}

    def of(self, page: Page) -> AnchoredPage:
        """A page as anchors see it."""
        if page.id not in self._made:
            self._made[page.id] = AnchoredPage(page)
        return self._made[page.id]

    def find(self, anchor: Anchor, own: Page) -> Place:
        """The one place that an anchor names, on `own` unless it names another page of the issue.

        Of several places those in copies of a repeated passage do not count, and then only those that are whole lines.

        Raises FixInput where the words stand nowhere or more than once, and where there is no such page or line.
        """
        pages = [own] if anchor.page is None else [page for page in self._pages if page.number == anchor.page]
        if not pages:
            numbers = ", ".join(str(page.number) for page in self._pages if page.number is not None)
            raise FixInput(
                "there is no page {page} in this issue, it has {numbers}",
                remedy="name a page of the same newspaper and day, or add it",
                page=anchor.page,
                numbers=numbers or Message("no numbered page"),
            )
        if anchor.line is not None:
            return self._line(anchor, pages)
        found = [Place(page, *place) for page in pages for place in self.of(page).find(anchor.words)]
        kept = [place for place in found if not self._is_copy(place.page.id, place.start)]
        # A headline's words often stand in the text as well: who quotes a whole line means that line.
        lines = [place for place in kept if self._is_line(place)]
        for meant in (found, kept, lines):
            if len(meant) == 1:
                return meant[0]
        if found:
            raise FixInput(
                "{anchor} stands {count} times: on {places}",
                remedy="quote more words, so that they stand there once, or give a line number",
                anchor=anchor.said,
                count=len(found),
                places=self._named(found, own),
            )
        hint = self._hint(anchor, pages, own)
        raise FixInput("{anchor} stands nowhere on the page{hint}", remedy=_AS_PRINTED, anchor=anchor.said, hint=hint)

    def _line(self, anchor: Anchor, pages: Sequence[Page]) -> Place:
        if len(pages) > 1:
            raise FixInput(
                "{count} pages have the number {page}",
                remedy="quote words in place of a line number",
                count=len(pages),
                page=anchor.page,
            )
        page = self.of(pages[0])
        line = anchor.line or 0
        if line > page.line_count():
            raise FixInput(
                "the page has {count} lines, got line {line}", remedy=_AS_PRINTED, count=page.line_count(), line=line
            )
        start, end = page.line_range(line)
        if start >= end:
            raise FixInput("line {line} of the page is empty", remedy=_AS_PRINTED, line=line)
        return Place(pages[0], start, end)

    def _is_line(self, place: Place) -> bool:
        page = self.of(place.page)
        return page.line_range(page.line_at(place.start)) == (place.start, place.end)

    def _named(self, found: Sequence[Place], own: Page) -> Message:
        named = finished("…" if len(found) > 6 else "")
        for place in reversed(found[:6]):
            one = _line_of(self.of(place.page).line_at(place.start), None if place.page is own else place.page)
            named = Message("{one}, {more}", one=one, more=named) if named.text() else one
        return named

    def _hint(self, anchor: Anchor, pages: Sequence[Page], own: Page) -> str | Message:
        """What is nearest to words that were not found: another page of the issue, or where they begin to differ."""
        for page in self._pages:
            if page not in pages and page.number is not None and self.of(page).find(anchor.words):
                return Message(", but on page {page}: write {{page = {page}, words = …}}", page=page.number)
        begins = self.of(pages[0]).longest_start(anchor.words)
        if begins is None:
            return ""
        line = _line_of(begins[1], None if pages[0] is own else pages[0])
        return Message(", only its beginning {words!r} does, on {line}", words=begins[0], line=line)


def _line_of(line: int, page: Page | None) -> Message:
    """A line, and of which page where that is another one."""
    return (
        Message("line {line}", line=line)
        if page is None
        else Message("line {line} of {path}", line=line, path=page.path)
    )


_AS_PRINTED = Message("quote a few words just as the page file has them, or give a line number of the file")
