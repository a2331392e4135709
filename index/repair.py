"""Repair: a page's physical lines to lines as they were written, each character with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.spacing import needless_blanks
from index.wrapping import PhysicalLine, display_width, paragraphs

Range = tuple[int, int]
"""Half-open character offsets."""


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """A paragraph or a line of a page, put right.

    The pieces of the page at `pieces`, one after the other, are `text`; all lie in `start` to `end`. `dropped` are the
    characters among them that are in no piece although they are not white space: hyphens of line ends, invisible
    characters. `apart` tells that a blank line stands above.
    """

    start: int
    end: int
    text: str
    pieces: tuple[Range, ...]
    dropped: tuple[Range, ...]
    apart: bool


_LINE = re.compile(r"[^\n\r\u2028\u2029\x85\v\f]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_BREAK_HYPHEN = re.compile(r"([A-Za-z\u00c0-\u024f]+)[-\u2010]\Z")
_FIRST_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_COMPOUND = re.compile("all|anti|co|ex|half|high|ill|low|mid|much|multi|non|part|post|pre|pro|quasi|self|semi|so|well")
"""First parts that keep their hyphen more often than not."""
_LINE_BREAKS = "\n\r\u2028\u2029\x85\v\f"


def repair(text: str) -> list[RepairedLine]:
    """The lines of a page that hold anything, in order: hard-wrapped paragraphs whole, needless blanks left out.

    Every character of the page that is not white space is in exactly one piece or dropped range of one line.
    """
    words = _words_of(text)
    invisible = _INVISIBLE.search(text) is not None
    repaired: list[RepairedLine] = []
    for group in paragraphs(_physical_lines(text)):
        pieces, dropped = _join(text, group, words)
        line = RepairedLine(
            group[0].start,
            group[-1].end,
            "".join(text[start:end] for start, end in pieces),
            pieces,
            dropped,
            group[0].gap > 0 or not repaired,
        )
        if invisible:
            line = _visible(line)
        repaired.append(_without(line, needless_blanks(line.text), keep=False))
    if not invisible:
        return repaired
    # A page of nothing else has no line to lay them to: they stay lines.
    return _absorb_empty(repaired) or [_as_printed(text, line) for line in _physical_lines(text)]


def _as_printed(text: str, line: PhysicalLine) -> RepairedLine:
    return RepairedLine(line.start, line.end, text[line.start : line.end], ((line.start, line.end),), (), True)


def cut(line: RepairedLine, first: int, last: int) -> RepairedLine:
    """`line.text[first:last]` without white space around it, as a line; the dropped characters between stay with it.

    Of two neighbouring cuts the first one keeps what was dropped between them.
    """
    part = line.text[first:last]
    inner = first + len(part) - len(part.lstrip())
    part = part.strip()
    pieces = tuple(_places(line.pieces, inner, inner + len(part)))
    low = next(_places(line.pieces, first, first + 1))[0] if first else line.start
    high = line.end
    if last < len(line.text):
        high = next(_places(line.pieces, last, last + 1))[0]
    dropped = tuple(each for each in line.dropped if low <= each[0] < high)
    start = min([pieces[0][0], *(each[0] for each in dropped)])
    end = max([pieces[-1][1], *(each[1] for each in dropped)])
    return RepairedLine(start, end, part, pieces, dropped, line.apart and not first)


def _physical_lines(text: str) -> list[PhysicalLine]:
    lines: list[PhysicalLine] = []
    last = 0
    for match in _LINE.finditer(text):
        raw = match[0]
        bare = raw.strip()
        if not bare:
            continue
        lead = len(raw) - len(raw.lstrip())
        start = match.start() + lead
        gap = max(0, text.count("\n", last, start) - 1)
        last = start + len(bare)
        lines.append(PhysicalLine(start, last, bare, display_width(raw[:lead].expandtabs(4)) if lead else 0, gap))
    return lines


# --- lines to one ---------------------------------------------------------------------------------------------------


def _words_of(text: str) -> Callable[[], frozenset[str]]:
    """The words of Latin script on a page, hyphens and all, in small letters; found once, when first asked for."""
    found: list[frozenset[str]] = []

    def words() -> frozenset[str]:
        if not found:
            found.append(frozenset(word.lower() for word in _WORD.findall(text)))
        return found[0]

    return words


def _join(
    text: str, group: Sequence[PhysicalLine], words: Callable[[], frozenset[str]]
) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    pieces: list[Range] = []
    dropped: list[Range] = []
    for at, line in enumerate(group):
        end = line.end
        between: Range | None = None
        if at + 1 < len(group):
            following = group[at + 1]
            if _BREAK_HYPHEN.search(line.text) and _LETTER.match(following.text):
                if not _keeps_hyphen(line.text, following.text, words):
                    end -= 1
                    dropped.append((end, line.end))
            elif _parts_words(line.text, following.text, words):
                between = _blank_between(text, line.end, following.start)
        _add(pieces, (line.start, end))
        if between:
            _add(pieces, between)
    return tuple(pieces), tuple(dropped)


def _add(pieces: list[Range], piece: Range) -> None:
    if pieces and pieces[-1][1] == piece[0]:
        pieces[-1] = (pieces[-1][0], piece[1])
    elif piece[0] < piece[1]:
        pieces.append(piece)


def _keeps_hyphen(above: str, below: str, words: Callable[[], frozenset[str]]) -> bool:
    """Whether a hyphen at a line's end is the word's own.

    What the page prints elsewhere decides, with hyphen or without; else a capital behind it (Asia-Pacific) or a first
    part that is known from compounds (well-known). A hyphen of the typesetter's is far commoner, so the rest lose it.
    """
    first = _BREAK_HYPHEN.search(above)
    second = _FIRST_WORD.match(below)
    if first is None or second is None:
        return True
    one, other = first[1].lower(), second[0].lower()
    if f"{one}-{other}" in words():
        return True
    if one + other in words():
        return False
    return below[0].isupper() or _COMPOUND.fullmatch(one) is not None


def _parts_words(above: str, below: str, words: Callable[[], frozenset[str]]) -> bool:
    """Whether a line break stands for a blank: between words of Latin script, not between Chinese characters."""
    last, first = above[-1], below[0]
    if last in "\u00ad\u200b\u2060\ufeff" or "\u2e80" <= last <= "\uffef" or "\u2e80" <= first <= "\uffef":
        return False
    if _is_latin(above) and _is_latin(below):
        return True
    if not (_LETTER.match(last) and _LETTER.match(first)):
        return False
    head, tail = re.search(r"[A-Za-z]+\Z", above), re.match("[A-Za-z]+", below)
    # Among Chinese characters a Latin word may be broken anywhere: it is whole if the page has it so.
    return head is None or tail is None or (head[0] + tail[0]).lower() not in words()


def _is_latin(text: str) -> bool:
    return text.isascii() or display_width(text) < 1.3 * len(text)


def _blank_between(text: str, start: int, end: int) -> Range:
    """The one character that stays between two words: a blank where the page has one, else its line break."""
    for at in range(start, end):
        if text[at] not in _LINE_BREAKS:
            return (at, at + 1)
    at = next(at for at in range(end - 1, start - 1, -1) if text[at] in _LINE_BREAKS)
    return (at, at + 1)


# --- characters left out --------------------------------------------------------------------------------------------


def _places(pieces: Sequence[Range], first: int, last: int) -> Iterator[Range]:
    """Where `first` to `last` of the text that the pieces make stands on the page."""
    size = 0
    for start, end in pieces:
        low, high = max(first - size, 0), min(last - size, end - start)
        if low < high:
            yield (start + low, start + high)
        size += end - start
        if size >= last:
            return


def _without(line: RepairedLine, left_out: Iterable[Range], keep: bool) -> RepairedLine:
    """The line without ranges of its text (in order); `keep` says that their places are to be remembered."""
    ranges = list(left_out)
    if not ranges:
        return line
    pieces: list[Range] = []
    gone: list[Range] = []
    following = iter([*ranges, (len(line.text), len(line.text))])
    out_start, out_end = next(following)
    size = 0
    for start, end in line.pieces:
        at, shift = size, start - size
        size += end - start
        while at < size:
            if at < out_start:
                stop = min(out_start, size)
                _add(pieces, (at + shift, stop + shift))
            else:
                stop = min(out_end, size)
                _add(gone, (at + shift, stop + shift))
            at = stop
            if at >= out_end and at < len(line.text):
                out_start, out_end = next(following)
    text = "".join(
        line.text[a:b] for (_, a), (b, _) in zip([(0, 0), *ranges], [*ranges, (len(line.text), 0)], strict=True)
    )
    dropped = tuple(sorted([*line.dropped, *gone])) if keep else line.dropped
    return RepairedLine(line.start, line.end, text, tuple(pieces), dropped, line.apart)


def _visible(line: RepairedLine) -> RepairedLine:
    """The line without its invisible characters, and without the white space that stands at its ends then."""
    line = _without(line, ((match.start(), match.end()) for match in _INVISIBLE.finditer(line.text)), keep=True)
    bare = line.text.strip()
    first = len(line.text) - len(line.text.lstrip()) if bare else 0
    edges = [(0, first), (first + len(bare), len(line.text))]
    return _without(line, [(start, end) for start, end in edges if start < end], keep=False)


def _absorb_empty(lines: Sequence[RepairedLine]) -> list[RepairedLine]:
    """The lines, those of invisible characters alone laid to the line above; the first ones to the line below."""
    full = [at for at, line in enumerate(lines) if line.text]
    if not full:
        return []  # nothing to lay them to
    found = []
    for order, at in enumerate(full):
        line = lines[at]
        above = lines[:at] if not order else ()
        below = lines[at + 1 : full[order + 1] if order + 1 < len(full) else len(lines)]
        if above or below:
            dropped = [each for other in (*above, line, *below) for each in other.dropped]
            start, end = (above[0] if above else line).start, (below[-1] if below else line).end
            line = replace(line, start=start, end=end, dropped=tuple(dropped), apart=line.apart or bool(above))
        found.append(line)
    return found
