"""Given headlines: lines of an article's text taken for the headline that a keeper gave it, and headlines made text."""

from __future__ import annotations

import re

from index.drafts import Draft, Drafts, Piece, next_piece
from index.looks import looks_like_title
from index.records import Mark, MarkRole

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_LEADING = 3
"""A headline of more lines than that is given by the keeper, not guessed."""


def claim(drafts: Drafts, draft: Draft, role: MarkRole, value: str) -> None:
    """Take the lines of an article's text that read just `value` out of it: they are its headline, kicker, …

    Nothing happens where there are none, or no other text; white space does not count.
    """
    text = drafts.text(draft.pieces)
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    wanted = "".join(value.split())
    for first in range(len(lines)):
        read = ""
        for last in range(first, len(lines)):
            read += "".join(text[slice(*lines[last])].split())
            if read == wanted and len(lines) > last - first + 1:
                _mark(drafts, draft, role, lines[first : last + 1])
                return
            if not wanted.startswith(read):
                break


def claim_leading(drafts: Drafts, draft: Draft) -> None:
    """Take the lines that an article's text begins with for its headline, as far as they look like one."""
    text = drafts.text(draft.pieces)
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    heads = 0
    while heads < min(_LEADING, len(lines) - 1) and looks_like_title(text[slice(*lines[heads])].strip()):
        heads += 1
    if heads:
        draft.title = " ".join(" ".join(text[slice(*line)].split()) for line in lines[:heads])
        _mark(drafts, draft, "headline", lines[:heads])


def unclaim(drafts: Drafts, draft: Draft, role: MarkRole) -> None:
    """Make the marks of a role text again, each in front of the text that follows it on its page."""
    for mark in sorted((m for m in draft.marks if m.role == role), key=lambda m: (m.page_id, m.start), reverse=True):
        index = next_piece(draft, mark.page_id, mark.start)
        text = drafts.as_text(draft, [mark])
        above = drafts.seam(draft.pieces[:index], text, apart=True)
        draft.pieces = drafts.seam(above, draft.pieces[index:], apart=True)


def _mark(drafts: Drafts, draft: Draft, role: MarkRole, lines: list[tuple[int, int]]) -> None:
    """Take ranges of an article's text out of its pieces and mark their places on the pages."""
    pieces: list[Piece] = []
    at = 0
    for piece in draft.pieces:
        shift = piece.start - at
        start, size = at, piece.end - piece.start
        for first, last in lines:
            low, high = max(first, at, start), min(last, at + size)
            if low >= high:
                continue
            if start < low:
                pieces.append(Piece(piece.page_id, start + shift, low + shift))
            words = drafts.pages[piece.page_id].text[low + shift : high + shift]
            if words.strip():
                begin = low + shift + len(words) - len(words.lstrip())
                draft.marks.append(Mark(role, piece.page_id, begin, begin + len(words.strip())))
            start = high
        if start < at + size:
            pieces.append(Piece(piece.page_id, start + shift, piece.end))
        at += size
    draft.pieces = pieces
