"""Lines: what each line of a page looks like by itself: text, headline, byline, jump mark, running head."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.issue import page_number
from index.looks import (
    BYLINE,
    BYLINE_LENGTH,
    CLOSERS,
    CREDIT,
    FINAL,
    JUMP_HINT,
    JUMP_IN,
    JUMP_OUT,
    TITLE_LENGTH,
    looks_like_title,
)
from index.records import Page, PageNumber
from index.repair import RepairedLine, cut, repair
from index.running_heads import running_head, split_head

Kind = Literal["text", "title", "byline", "jump_out", "jump_in", "running_head"]


@dataclass(slots=True)
class Line:
    """`page.text[start:end]` without white space around it; `stop` is where the next line starts (or the page ends).

    `page` counts the pages as given to the segmenter. `apart` tells that a blank line stands above. `jump` is the
    page that a jump mark names. `text` is the pieces of the page at `pieces` (one from `start` to `end`, if none are
    given), one after the other; `dropped` are the characters between that were left out although they are not white
    space: hyphens of line ends, invisible characters.
    """

    page: int
    start: int
    end: int
    stop: int
    text: str
    kind: Kind
    apart: bool
    jump: PageNumber | None = None
    pieces: tuple[tuple[int, int], ...] = ()
    dropped: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.pieces:
            self.pieces = ((self.start, self.end),)


_CHINESE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")}
_HEAD_LENGTH = 25
_HEAD_LINES = 4
"""Among so many lines at a page's top or foot a running head on several lines is looked for."""


def read_lines(index: int, page: Page) -> list[Line]:
    """The lines of a page that hold anything, in order; inline jump marks are lines of their own."""
    lines: list[Line] = []
    for repaired in repair(page.text):
        lines.extend(_split_jumps(index, page.number, repaired))
    _mark_head(lines)
    for line, following in pairwise(lines):
        line.stop = following.start
    if lines:
        lines[-1].stop = len(page.text)
    return lines


def _mark_head(lines: Sequence[Line]) -> None:
    """Make running heads of the page's first or last lines where paper, date and page stand on lines of their own."""
    for edge in (lines[:_HEAD_LINES], lines[-_HEAD_LINES:]):
        _, places = split_head([line.text for line in edge])
        for at in places:
            edge[at].kind = "running_head"


def _line(index: int, repaired: RepairedLine, kind: Kind | None = None, jump: PageNumber | None = None) -> Line:
    return Line(
        index,
        repaired.start,
        repaired.end,
        repaired.end,
        repaired.text,
        kind or _kind(repaired.text),
        repaired.apart,
        jump,
        repaired.pieces,
        repaired.dropped,
    )


def _split_jumps(index: int, number: PageNumber | None, repaired: RepairedLine) -> list[Line]:
    text = repaired.text
    if not JUMP_HINT.search(text[:40]) and not JUMP_HINT.search(text[-40:]):
        return [_line(index, repaired)]
    head = JUMP_IN.match(text)
    if head and not (head.end() == len(text) or text[0] in "（(【["):
        head = None
    if head and "紧接" in head[0] and head.end() == len(text) and _leads_on(number, _jump_number(head)):
        head = None
    first = head.end() if head else 0
    tails = JUMP_OUT.finditer(text, max(first, len(text) - 40))
    tail = next((m for m in tails if m.end() == len(text) and (m[0][0] in "（(【[" or m.start() == 0)), None)
    last = tail.start() if tail else len(text)
    found = [_line(index, cut(repaired, 0, first), "jump_in", _jump_number(head))] if head else []
    if text[first:last].strip():
        found.append(_line(index, cut(repaired, first, last)))
    return [*found, _line(index, cut(repaired, last, len(text)), "jump_out", _jump_number(tail))] if tail else found


def _leads_on(here: PageNumber | None, there: PageNumber) -> bool:
    # 紧接N版 says either "goes on on page N" or "comes from page N"; papers go forward.
    return not isinstance(here, int) or not isinstance(there, int) or there > here


def _jump_number(match: re.Match[str]) -> PageNumber:
    printed = next(value for value in match.groupdict().values() if value)
    if printed[0] in _CHINESE_DIGITS:
        ones = _CHINESE_DIGITS[printed[-1]] if printed[-1] != "十" else 0
        if "十" not in printed:
            return ones
        return 10 * (_CHINESE_DIGITS[printed[0]] if printed[0] != "十" else 1) + ones
    return page_number(printed)


def _kind(text: str) -> Kind:
    if running_head(text):
        return "running_head"
    if len(text) <= BYLINE_LENGTH and BYLINE.fullmatch(text):
        return "byline"
    return "title" if looks_like_title(text) else "text"


def has_open_end(line: Line) -> bool:
    """Whether a paragraph ends before its sentence does (a column's end cut it)."""
    text = line.text
    bare = text.rstrip(CLOSERS)
    if line.kind == "title" and len(text) < _HEAD_LENGTH:
        return False  # a head inside an article, or a row of a table
    if len(text) < TITLE_LENGTH and not text.isascii() and len(text.split()) > 2 and not re.search("[，,。]", text):
        return False  # a row of a table with words in it
    if len(bare) < 2 or not any(map(str.isalnum, bare)):
        return False  # one character, or a rule of stars, tells too little of what would go on from it
    if len(bare) < len(text) and text[-1] in "）)】]":
        return False  # (完), [credit]
    return bare[-1] not in FINAL and not CREDIT.search(text)


def squeeze(text: str) -> str:
    """The text without white space and with full-width forms made plain: what two copies are compared by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
