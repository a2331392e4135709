"""Join: which fragment of a page continues a sentence that a column's end cut."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import mul

from index.cohesion import Cohesion
from index.cohesion import terms as terms_of
from index.lines import Line, has_open_end, opens_article, starts_within_sentence

_REACH = 40
"""So many lines after an open end its continuation is looked for: keeps the time linear on endless pages."""
_AROUND = 3
_OCCURRENCES, _WINDOW, _SEARCHED = 40, 12, 200_000
WEIGHTS = (1.0, 0.7, -4.6, 2.3, -6.9, 1.5, 0.5, -0.9, 0.6, 2.4, 1.0, -0.6, 0.5, 1.8, -0.6, -1.6)
"""What each of `features` counts: fitted (conditional logit) to 1,000 cut sentences on pages composed of news texts,
then a loose start and one in mid-sentence raised, since the composed pages have no sentence that goes on nowhere."""
ACCEPT = 1.5
"""97 in 100 true continuations score more; of the best lines where there is none, less than half do."""
ACCEPT_FIRM = 2.5
"""The same for a line that neither looks cut at its start nor stands behind a cut: most such lines are whole."""
_OPENERS = re.compile(
    r"[“\"‘'《（(【□■●—]|据(?:了解|介绍|悉|统计)|记者|目前|此外|同时|另外|随后|会议|近年来|\d{1,2}[月日]|今年|昨[天日]|今[天日]"
    r"|与此同时|不过|对此|其中|截至|一是|二是|三是|[一二三四五六七八九十]、|第[一二三四五]"
)
_WHOLE = re.compile(
    r"[“\"‘'（(【□■●—]|据(?:了解|介绍|悉|统计)|记者|此外|另外|随后|会议|与此同时|不过|对此|[一二三四五六七八九十]、"
)
_SPEAKER = re.compile(r"[^\s，,。；;：:]{2,20}(?:说|指出|强调|表示|认为|介绍|告诉记者|提醒|查明|了解)[，,：:]")


class Seams:
    """How well two fragments fit at the seam, by the character pairs and triples of the issue's own text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._pairs: Counter[str] = Counter()
        self._triples: Counter[str] = Counter()
        for line in lines:
            text = line.text
            self._pairs.update(map("".join, pairwise(text)))
            self._triples.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
        self._first: Counter[str] = Counter()
        self._second: Counter[str] = Counter()
        for pair, count in self._pairs.items():
            self._first[pair[0]] += count
            self._second[pair[1]] += count
        self._text = "\n".join(line.text for line in lines)[:_SEARCHED]
        self._total = sum(self._pairs.values()) or 1

    def followers(self, before: str) -> frozenset[str]:
        """The terms that stand shortly behind the last two characters of a fragment elsewhere in the issue."""
        last, at = before[-2:], -1
        found: set[str] = set()
        for _ in range(_OCCURRENCES):
            at = self._text.find(last, at + 1)
            if at < 0:
                break
            # Not beyond the paragraph: what follows the fragment itself on the page says nothing.
            found |= terms_of(self._text[at + 2 : at + 2 + _WINDOW].split("\n", 1)[0])
        return frozenset(found)

    def fit(self, before: str, after: str) -> tuple[float, float]:
        """Pointwise mutual information of the pair at the seam (in nats, -1.5 to 4), and how many triples are known."""
        pair = before[-1:] + after[:1]
        count = self._pairs[pair]
        expected = (self._first[pair[:1]] + 1) * (self._second[pair[1:]] + 1) / self._total
        score = max(-1.5, min(4.0, math.log((count + 0.2) / (expected + 0.2))))
        known = (before[-2:] + after[:1], before[-1:] + after[:2])
        return score, float(sum(1 for triple in known if self._triples[triple]))


@dataclass(frozen=True, slots=True)
class Flow:
    """The body lines of an issue in page order, and what is known of them.

    `bodies` are positions in `lines`; `heads` gives the headline's terms for each body line that begins an article
    or continues one from another page; `leaving` are body lines with a jump mark right behind them.
    """

    lines: Sequence[Line]
    bodies: Sequence[int]
    heads: Mapping[int, frozenset[str]]
    leaving: frozenset[int]
    terms: Sequence[frozenset[str]]
    cohesion: Cohesion


def link_cuts(flow: Flow) -> dict[int, int]:
    """For each line with an open end that another line continues, the position of that line.

    A continuation stands after the open end on the same page, and continues one open end only; together
    the pairs are the likeliest ones.
    """
    seams = Seams([flow.lines[at] for at in flow.bodies])
    runs = _Runs(flow)
    fits: list[tuple[float, int, int]] = []
    for order, at in enumerate(flow.bodies):
        if has_open_end(flow.lines[at]) and at not in flow.leaving:
            for later, found in features(order, flow, seams, runs):
                score = sum(map(mul, WEIGHTS, found)) - runs.least(later)
                if score > 0:
                    fits.append((score, at, flow.bodies[later]))
    return _best_pairs(fits)


def _best_pairs(fits: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    """Of (score above 0, open end, continuation), the pairs, each of either once, whose scores sum up highest.

    A sparse assignment problem, solved by scipy's LAPJVsp; an open end may also stay alone, for a score of 0.
    """
    if not fits:
        return {}
    from scipy.sparse import csr_array  # 0.2 s that most commands need not pay
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    opens = sorted({at for _, at, _ in fits})
    nexts = sorted({candidate for _, _, candidate in fits})
    row, column = {at: i for i, at in enumerate(opens)}, {at: i for i, at in enumerate(nexts)}
    alone = range(len(opens))
    ceiling = 1 + max(score for score, _, _ in fits)  # costs must not be 0: that would mean no edge
    costs = [ceiling - score for score, _, _ in fits] + [ceiling for _ in alone]
    rows = [row[at] for _, at, _ in fits] + list(alone)
    columns = [column[candidate] for _, _, candidate in fits] + [len(nexts) + i for i in alone]
    graph = csr_array((costs, (rows, columns)), shape=(len(opens), len(nexts) + len(opens)))
    matched = zip(*min_weight_full_bipartite_matching(graph), strict=True)
    return {opens[int(i)]: nexts[int(j)] for i, j in matched if j < len(nexts)}


def features(order: int, flow: Flow, seams: Seams, runs: _Runs) -> Iterator[tuple[int, tuple[float, ...]]]:
    """For each line that could continue the `order`-th body line: its own order, and what speaks for and against."""
    lines, bodies = flow.lines, flow.bodies
    line = lines[bodies[order]]
    here = runs.back(order)
    weight = flow.cohesion.weight(here)
    unclosed = _unclosed(line.text)
    followers = seams.followers(line.text)
    for later in range(order + 1, min(len(bodies), order + 1 + _REACH)):
        candidate = lines[bodies[later]]
        if candidate.page != line.page:
            break
        if bodies[later] in flow.heads:
            continue
        start = runs.start(later)
        if start is None:
            continue
        shared = flow.cohesion.weight(here & start.terms)
        pair, triples = seams.fit(line.text, candidate.text)
        yield (
            later,
            (
                pair,
                triples,
                shared / math.sqrt(weight * start.weight) if weight and start.weight else 0.0,
                shared / start.weight if start.weight else 0.0,
                shared / 100,
                math.sqrt(shared),
                float(later == order + 1),
                math.log(later - order),
                math.sqrt(flow.cohesion.weight(followers & terms_of(candidate.text[:_WINDOW]))),
                1.0 if unclosed & start.closes else -1.0 if unclosed or start.closes else 0.0,
                *start.features,
            ),
        )


_PAIRS = {"”": "“", "）": "（", ")": "(", "》": "《", "」": "「", "’": "‘"}


def _unclosed(text: str) -> frozenset[str]:
    return frozenset(opening for closing, opening in _PAIRS.items() if text.rfind(opening) > text.rfind(closing))


def _closes(text: str) -> frozenset[str]:
    found = set()
    for closing, opening in _PAIRS.items():
        at = text.find(closing)
        if at >= 0 and text.find(opening, 0, at) < 0:
            found.add(opening)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Start:
    """What a line is as a continuation, whatever it may continue."""

    terms: frozenset[str]
    weight: float
    closes: frozenset[str]
    features: tuple[float, ...]
    plain: bool


class _Runs:
    """The lines around an open end or a loose start that surely belong with it, by their terms."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._starts: dict[int, _Start | None] = {}

    def back(self, order: int) -> frozenset[str]:
        """The terms of the `order`-th body line, of a few lines before it, and of the headline if that is near."""
        flow, at = self._flow, order
        found = set(flow.terms[flow.bodies[order]])
        for _ in range(_AROUND):
            if flow.bodies[at] in flow.heads:
                found |= flow.heads[flow.bodies[at]]
                break
            if self._is_loose(at):
                break
            at -= 1
            found |= flow.terms[flow.bodies[at]]
        return frozenset(found)

    def start(self, order: int) -> _Start | None:
        """The `order`-th body line as a continuation; None where it surely starts a sentence."""
        if order not in self._starts:
            text = self._flow.lines[self._flow.bodies[order]].text
            whole = _SPEAKER.match(text) or _WHOLE.match(text)
            opens = opens_article(text) or bool(whole and not self._is_loose(order))
            self._starts[order] = None if opens else self._read(order)
        return self._starts[order]

    def least(self, order: int) -> float:
        """The score that the `order`-th body line needs to be taken for a continuation."""
        start = self.start(order)
        return ACCEPT if start is None or start.plain else ACCEPT_FIRM

    def _read(self, order: int) -> _Start:
        flow, at = self._flow, order
        line = flow.lines[flow.bodies[order]]
        gathered = set(flow.terms[flow.bodies[order]])
        for _ in range(_AROUND):
            at += 1
            if at >= len(flow.bodies) or self._is_loose(at) or flow.bodies[at] in flow.heads:
                break
            gathered |= flow.terms[flow.bodies[at]]
        found = frozenset(gathered)
        loose = self._is_loose(order)
        before = frozenset() if loose else flow.terms[flow.bodies[order - 1]]
        shared = flow.cohesion.weight(before & found)
        return _Start(
            found,
            flow.cohesion.weight(found),
            _closes(line.text),
            (
                flow.cohesion.alike(before, found) if shared else 0.0,
                math.sqrt(shared),
                float(loose),
                float(starts_within_sentence(line.text)),
                float(bool(_OPENERS.match(line.text))),
                float(line.kind == "title"),
            ),
            loose or starts_within_sentence(line.text),
        )

    def _is_loose(self, order: int) -> bool:
        """Whether the line in front of the `order`-th body line does not lead to it: another page, a cut, a jump."""
        if not order:
            return True
        before, line = self._flow.bodies[order - 1], self._flow.lines[self._flow.bodies[order]]
        previous = self._flow.lines[before]
        return previous.page != line.page or before in self._flow.leaving or has_open_end(previous)
