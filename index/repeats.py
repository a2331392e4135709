"""Repeats: passages that stand more than once in an issue, each kept once."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.cohesion import Cohesion
from index.copies import Copy, find_copies
from index.lines import Line, squeeze

_LENGTH = 12
"""Shorter lines stand twice for other reasons (standing heads, table rows) and are folded only as part of a run."""
_TITLE_LENGTH = 20
"""A line that looks like a headline, is this long and stands twice on a page is half a sentence, cut by a column."""
_FRAGMENT = 40
"""A piece of a sentence shorter than this may be a formula that another article has too."""
_HEADLINE = 60
"""Longer lines than this are no headlines."""
_BELOW = 3
"""So near below a headline (a kicker or a byline may stand between) a text says the headline again."""
_AROUND = 3
_LOOKED_AT = 8
"""So far the neighbours are looked for that are no copies themselves."""
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2026: "..."}
_FINAL = frozenset("。！？!?…;；”’」』)")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text without white space and the positions of the lines that hold exactly this; `page` where it is a title."""

    text: str
    places: list[int]
    page: int | None


def fold_repeats(lines: Sequence[Line], terms: Sequence[frozenset[str]], cohesion: Cohesion) -> dict[int, int]:
    """Positions of lines that repeat another one, each with the position of the copy that is kept.

    Copies may differ by what a scanner loses or confuses, and one may be a part of the other. Kept is the one that
    holds more; of copies that hold the same, the one that has most to do with the lines around it; where that does
    not tell, the longest, then the first. A headline that stands again beside a jump mark is an echo and no repeat.
    """
    # Full-width forms made plain first: what is normal already normalises ten times as fast.
    keys = [squeeze(line.text.translate(_PLAIN)) for line in lines]
    known: dict[str, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        if line.kind in ("text", "title"):
            known[keys[position]].append(position)
    passages = _passages(lines, keys)
    found = find_copies([passage.text for passage in passages])
    copies = _sound([copy for copy in found if _may_fold(copy, passages, lines)], passages, known)
    leader = _leaders(copies, len(passages))
    inside = _inside(copies, passages, leader)
    members: dict[int, list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        members[leader[number]].extend(passage.places)
    twice = {at for places in members.values() if len(places) > 1 for at in places}
    twice.update(at for number in inside for at in members[number])
    kept = {
        number: min(places)
        if len(places) == 1
        else max(places, key=lambda at: (round(_fit(at, lines, terms, cohesion, twice), 3), len(keys[at]), -at))
        for number, places in members.items()
    }
    repeated: dict[int, int] = {}
    for number, places in members.items():
        root = kept[_outermost(number, inside)]
        repeated.update({at: root for at in places if at != root})
    _fold_remainders(repeated, copies, passages, known, lines)
    _extend(repeated, keys, lines)
    return {at: kept_copy(repeated, at) for at in repeated}


def _passages(lines: Sequence[Line], keys: Sequence[str]) -> list[_Passage]:
    """The distinct texts that may repeat one another; what looks like a headline may only do so on its own page."""
    found: dict[tuple[str, int | None], list[int]] = {}
    for position, line in enumerate(lines):
        length = len(keys[position])
        if line.kind == "text" and length >= _LENGTH:
            found.setdefault((keys[position], None), []).append(position)
        elif line.kind == "title" and length >= _TITLE_LENGTH and not _beside_jump(lines, position):
            same = found.setdefault((keys[position], line.page), [])
            if not same or position - same[-1] > _BELOW:
                same.append(position)
    return [_Passage(text, places, page) for (text, page), places in found.items()]


def _beside_jump(lines: Sequence[Line], position: int) -> bool:
    return any(
        lines[at].kind in ("jump_in", "jump_out")
        for at in (position - 1, position + 1)
        if 0 <= at < len(lines) and lines[at].page == lines[position].page
    )


def _may_fold(copy: Copy, passages: Sequence[_Passage], lines: Sequence[Line]) -> bool:
    """Whether a copy that the texts show may be one for what kind of lines they are."""
    part, whole = passages[copy.part], passages[copy.whole]
    titles = (part.page is not None) + (whole.page is not None)
    below = set(whole.places)
    # A text often says its headline again, also where a full stop or its length makes that look like a text.
    if titles or (not copy.mutual and len(part.text) <= _HEADLINE):
        reach = range(-_BELOW if titles else 1, _BELOW + 1)
        if any(place + step in below for place in part.places for step in reach):
            return False
    if titles == 0:
        return True
    if not copy.mutual or len({lines[at].page for at in part.places + whole.places}) > 1:
        return False
    # A brief's first sentence may be its headline again; two ends in mid-sentence are one cut, seen twice.
    return titles == 2 or (part.text[-1] not in _FINAL and whole.text[-1] not in _FINAL)


def _leaders(copies: Iterable[Copy], count: int) -> list[int]:
    """For each of `count` passages the first of those that hold the same text (union-find over mutual copies)."""
    leader = list(range(count))

    def first(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for copy in copies:
        if copy.mutual:
            one, other = sorted((first(copy.part), first(copy.whole)))
            leader[other] = one
    return [first(number) for number in range(count)]


def _inside(copies: Sequence[Copy], passages: Sequence[_Passage], leader: Sequence[int]) -> dict[int, int]:
    """Leaders of passages that stand within another one, each with the leader of the longest that holds it."""
    found: dict[int, int] = {}
    size: dict[int, int] = defaultdict(int)
    for number, passage in enumerate(passages):
        size[leader[number]] = max(size[leader[number]], len(passage.text))
    for copy in sorted(copies, key=lambda each: -size[leader[each.whole]]):
        part, whole = leader[copy.part], leader[copy.whole]
        # Longer ones only: no circle comes about, whatever noise did to the lengths.
        if not copy.mutual and size[part] < size[whole] and part not in found:
            found[part] = whole
    return found


def _outermost(number: int, inside: Mapping[int, int]) -> int:
    while number in inside:
        number = inside[number]
    return number


def _sound(copies: Sequence[Copy], passages: Sequence[_Passage], known: Mapping[str, Sequence[int]]) -> list[Copy]:
    """The copies without short pieces of sentences whose other half does not stand anywhere: those may be formulas."""
    starts: dict[int, set[int]] = defaultdict(set)
    stops: dict[int, set[int]] = defaultdict(set)
    for copy in copies:
        if not copy.mutual:
            starts[copy.whole].add(copy.start)
            stops[copy.whole].add(copy.end)
    sound = []
    for copy in copies:
        part, whole = passages[copy.part], passages[copy.whole].text
        open_start = copy.start > 0 and whole[copy.start - 1] not in _FINAL
        open_end = copy.end < len(whole) and whole[copy.end - 1] not in _FINAL
        long = len(part.text) >= _FRAGMENT
        if open_start and not long:
            open_start = not (_near(copy.start, stops[copy.whole]) or whole[: copy.start] in known)
        if open_end and not long:
            open_end = not (_near(copy.end, starts[copy.whole]) or whole[copy.end :] in known)
        if copy.mutual or long or not (open_start or open_end):
            sound.append(copy)
    return sound


def _near(boundary: int, boundaries: Iterable[int]) -> bool:
    return any(abs(boundary - each) <= 2 for each in boundaries)


def _fold_remainders(
    repeated: dict[int, int],
    copies: Iterable[Copy],
    passages: Sequence[_Passage],
    known: Mapping[str, Sequence[int]],
    lines: Sequence[Line],
) -> None:
    """Fold the short other half of a passage that was folded into the whole that holds both."""
    roots = set(repeated.values())
    for copy in copies:
        part, whole = passages[copy.part], passages[copy.whole]
        if copy.mutual or part.places[0] not in repeated:
            continue
        for first, last in ((0, copy.start), (copy.end, len(whole.text))):
            half, inner = whole.text[first:last], whole.text[copy.end - 1 if first else last - 1]
            for place in part.places if half and half in known else ():
                # Few characters say little by themselves: the nearest one only, and not what others are folded into.
                at = _nearest(known[half], place)
                same_page = lines[at].page == lines[place].page
                if (
                    same_page
                    and at not in repeated
                    and at not in roots
                    and (inner not in _FINAL or abs(at - place) == 1)
                ):
                    repeated[at] = repeated[place]


def _nearest(places: Sequence[int], place: int) -> int:
    behind = bisect(places, place)
    return min(places[max(0, behind - 1) : behind + 1], key=lambda at: abs(at - place))


def _fit(at: int, lines: Sequence[Line], terms: Sequence[frozenset[str]], cohesion: Cohesion, twice: set[int]) -> float:
    """How much a line has to do with the three lines above and the three below it, each nearer one counting double.

    What the line above and the line below have to do with each other counts against it: it stands between them.
    """
    above, below = (_around(at, step, lines, twice) for step in (-1, 1))
    fit: float = sum(
        cohesion.alike(terms[at], terms[near]) / 2**i for side in (above, below) for i, near in enumerate(side)
    )
    return fit - cohesion.alike(terms[above[0]], terms[below[0]]) / 2 if above and below else fit


def _around(at: int, step: int, lines: Sequence[Line], twice: set[int]) -> list[int]:
    """The nearest lines above (-1) or below (1) on the page, up to the headline of what follows."""
    found: list[int] = []
    near, seen = at + step, 0
    while len(found) < _AROUND and seen < _LOOKED_AT and 0 <= near < len(lines) and lines[near].page == lines[at].page:
        if step > 0 and lines[near].kind == "title":
            break
        # A neighbour that is itself a copy says nothing of the place: look past it, but not far.
        if near not in twice:
            found.append(near)
        near, seen = near + step, seen + 1
    return found


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
