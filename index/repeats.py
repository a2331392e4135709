"""Repeats: passages that stand more than once in an issue, each kept once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.cohesion import Cohesion
from index.lines import Line, squeeze

_LENGTH = 12
"""Shorter lines stand twice for other reasons (standing heads, table rows) and are folded only as part of a run."""


def fold_repeats(lines: Sequence[Line], terms: Sequence[frozenset[str]], cohesion: Cohesion) -> dict[int, int]:
    """Positions of lines that repeat another one, each with the position of the copy that is kept.

    Of several copies the one is kept that has most to do with the lines around it; the first, where that does not
    tell. A headline that stands again beside a jump mark is an echo and no repeat.
    """
    copies: dict[str, list[int]] = defaultdict(list)
    keys = [squeeze(line.text) for line in lines]
    for position, line in enumerate(lines):
        if line.kind in ("text", "title") and len(keys[position]) >= _LENGTH:
            if line.kind == "title" and _beside_jump(lines, position):
                continue
            copies[keys[position]].append(position)
    repeated: dict[int, int] = {}
    twice = {position for places in copies.values() if len(places) > 1 for position in places}
    for places in copies.values():
        # Headlines that are the same on two pages are a column's name or an echo; a passage is text.
        if len(places) > 1 and lines[places[0]].kind == "text":
            kept = max(places, key=lambda at: (round(_fit(at, lines, terms, cohesion, twice), 3), -at))
            repeated.update({place: kept for place in places if place != kept})
    _extend(repeated, keys, lines)
    return repeated


def _beside_jump(lines: Sequence[Line], position: int) -> bool:
    return any(
        lines[at].kind in ("jump_in", "jump_out")
        for at in (position - 1, position + 1)
        if 0 <= at < len(lines) and lines[at].page == lines[position].page
    )


def _fit(at: int, lines: Sequence[Line], terms: Sequence[frozenset[str]], cohesion: Cohesion, twice: set[int]) -> float:
    fit = 0.0
    for step in (-1, 1):
        near, seen = at + step, 0
        # A neighbour that is itself a copy says nothing of the place: look past it, but not far.
        while 0 <= near < len(lines) and near in twice and seen < 8:
            near, seen = near + step, seen + 1
        if 0 <= near < len(lines) and lines[near].page == lines[at].page:
            fit += cohesion.alike(terms[at], terms[near])
    return fit


def _extend(repeated: dict[int, int], keys: Sequence[str], lines: Sequence[Line]) -> None:
    """A short line beside a folded one is folded too, if its fellow stands beside the copy that is kept."""
    waiting = list(repeated.items())
    while waiting:
        position, kept = waiting.pop()
        for step in (-1, 1):
            near, fellow = position + step, kept + step
            inside = 0 <= near < len(lines) and 0 <= fellow < len(lines)
            if not inside or near in repeated or fellow in repeated or near == fellow:
                continue
            same_page = lines[near].page == lines[position].page and lines[fellow].page == lines[kept].page
            if same_page and keys[near] == keys[fellow] and lines[near].kind in ("text", "title"):
                repeated[near] = fellow
                waiting.append((near, fellow))


def kept_copy(repeated: Mapping[int, int], position: int) -> int:
    """The position of the copy that is kept in the end for a line (itself, if it is no repeat)."""
    while position in repeated:
        position = repeated[position]
    return position
