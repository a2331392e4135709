"""Join: which fragment of a page continues a sentence that a column's end cut."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul

from index.chains import Chains
from index.cohesion import Cohesion
from index.cohesion import terms as terms_of
from index.lines import Line, has_open_end
from index.looks import is_table_row, opens_article, starts_within_sentence
from index.records import PageNumber
from index.seams import Seams, closing, unclosed

_REACH = 60
"""So many lines after an open end its continuation is looked for: keeps the time linear on endless pages."""
_AROUND = 3
_SURE, _CERTAIN = 3.0, 40.0
"""A pair that scores so much more counts e times as much, up to the second, where floating point would run out."""
_WINDOW = 12
_WEIGHED = 8
"""So many of an open end's likeliest continuations are weighed with all that each would continue."""
LOCAL = (
    0.28,
    0.77,
    0.36,
    0.21,
    -2.31,
    5.71,
    -4.64,
    1.3,
    0.42,
    -0.94,
    0.31,
    3.55,
    -5.81,
    -0.54,
    -0.96,
    0.41,
    0.09,
    -1.22,
)
"""What each of a candidate's features counts before anything is linked.

These weights and the next ones were fitted (conditional logit, an open end left alone being one more choice) to 2,000
cut sentences on pages composed of one half of a newspaper's articles, with the character model of the other half.
"""
WHOLE = (
    *(0.26, 0.87, 0.33, 0.2, 0.59, -2.12, -3.72, 0.92, 0.32, -0.87, 0.19, 3.38, -7.87, -0.5, -0.64, 0.2, -0.06, -1.52),
    *(-3.64, 0.23, 9.48, 2.39, 0.07),
)
"""The same once first links are known, with the five of `Chains.features` behind them."""
_ALONE_LOCAL, _ALONE_WHOLE = 0.61, -0.06
"""The score of an open end that nothing on the page continues."""
_FIRM = 0.5
"""A line that neither looks cut at its start nor stands behind a cut needs so much more: most such lines are whole."""
_LEAVING = 2.0
"""The same for lines behind an open end and its jump mark: unless the mark is another's, it goes on elsewhere."""
_CROSSING = 3.0
"""The same for lines behind a jump mark, where no mark to them stands behind the open end."""
_SEAM = 2.0
"""Nats by which a line must be likelier as the rest of the sentence than as a paragraph's start to need neither."""
_AWAY = 5
"""An open end away from its jump mark is taken to stand so many lines from where it goes on."""
_BEGINS = 1.5
"""Nats by which a line that begins a paragraph must be likelier there: 1 in 100 continuations of a cut has as many."""
_PAUSES = frozenset("，,、：:“")
"""Behind these a sentence goes on as another one begins."""
_OPENERS = re.compile(
    r"[“\"‘'《（(【□■●—]|据(?:了解|介绍|悉|统计)|记者|目前|此外|同时|另外|随后|会议|近年来|\d{1,2}[月日]|今年|昨[天日]|今[天日]"
    r"|与此同时|不过|对此|其中|截至|一是|二是|三是|[一二三四五六七八九十]、|第[一二三四五]"
)
_WHOLE = re.compile(
    r"[“\"‘'（(【□■●—]|据(?:了解|介绍|悉|统计)|记者|此外|另外|随后|会议|与此同时|不过|对此|[一二三四五六七八九十]、"
)
_SPEAKER = re.compile(r"[^\s，,。；;：:]{2,20}(?:说|指出|强调|表示|认为|介绍|告诉记者|提醒|查明|了解)[，,：:]")


@dataclass(frozen=True, slots=True)
class Flow:
    """The body lines of an issue in page order, and what is known of them.

    `bodies` are positions in `lines`; `heads` gives the headline's terms for each body line that begins an article
    or continues one from another page; `leaving` are body lines with a jump mark right behind them. `numbers` are the
    pages' numbers; `arrivals` gives for body lines behind a jump mark the number of the page that they come from;
    `departures` are the pages (counted as in `Line.page`) with the numbers that jump marks on them name.
    """

    lines: Sequence[Line]
    bodies: Sequence[int]
    heads: Mapping[int, frozenset[str]]
    leaving: frozenset[int]
    terms: Sequence[frozenset[str]]
    cohesion: Cohesion
    numbers: Sequence[PageNumber | None] = ()
    arrivals: Mapping[int, PageNumber] = field(default_factory=dict)
    departures: frozenset[tuple[int, PageNumber]] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """The line at `bodies[order]` as continuation of an open end: what speaks for it, and the score it needs more."""

    order: int
    features: tuple[float, ...]
    needs: float


def link_cuts(flow: Flow) -> dict[int, int]:
    """For each line with an open end that another line continues, the position of that line.

    A continuation stands after the open end on the same page, or behind a jump mark on a later page that a mark on
    this one names. It continues one open end only; together the pairs are the likeliest ones. They are found twice: by
    what stands around both seams, then again by all that either side would be part of, as the first links have it.
    """
    found = candidates(flow)
    if not found:
        return {}
    scored = {
        order: sorted(((_score(each, LOCAL, _ALONE_LOCAL), each) for each in those), key=lambda pair: -pair[0])
        for order, those in found.items()
    }
    links = _best_pairs(
        [
            (score, flow.bodies[order], flow.bodies[each.order])
            for order, those in scored.items()
            for score, each in those
        ]
    )
    chains = Chains(flow.bodies, flow.lines, flow.heads, flow.leaving, flow.terms, flow.cohesion, links, found.keys())
    fits = []
    for order, those in scored.items():
        for _, each in those[:_WEIGHED]:
            whole = Candidate(each.order, each.features + chains.features(order, each.order), each.needs)
            fits.append((_score(whole, WHOLE, _ALONE_WHOLE), flow.bodies[order], flow.bodies[each.order]))
    return _best_pairs(fits)


def _score(candidate: Candidate, weights: Sequence[float], alone: float) -> float:
    return math.fsum(map(mul, weights, candidate.features)) - alone - candidate.needs


def _best_pairs(fits: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    """Of (score, open end, continuation), the likeliest pairs, each of either once.

    A sparse assignment problem, solved by scipy's LAPJVsp; an open end may also stay alone, for a score of 0. What is
    summed up grows faster than the score: one sure pair must not be broken up for two doubtful ones.
    """
    fits = [(math.expm1(min(score, _CERTAIN) / _SURE), at, after) for score, at, after in fits if score > 0]
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


def candidates(flow: Flow) -> dict[int, list[Candidate]]:
    """For each body line with an open end (its place in `bodies`), the lines that could continue it."""
    ends = [order for order, at in enumerate(flow.bodies) if has_open_end(flow.lines[at])]
    if not ends:
        return {}
    seams = Seams([flow.lines[at].text for at in flow.bodies])
    starts = _Starts(flow, seams)
    arriving = _arriving(flow)
    return {order: list(_candidates(order, flow, seams, starts, arriving)) for order in ends}


def _arriving(flow: Flow) -> dict[PageNumber, list[int]]:
    """The positions of `flow.arrivals` by the page that they come from, in order."""
    found: dict[PageNumber, list[int]] = {}
    for there in sorted(flow.arrivals):
        found.setdefault(flow.arrivals[there], []).append(there)
    return found


def _candidates(
    order: int, flow: Flow, seams: Seams, starts: _Starts, arriving: Mapping[PageNumber, Sequence[int]]
) -> Iterator[Candidate]:
    text = flow.lines[flow.bodies[order]].text
    here = starts.back(order)
    weight = flow.cohesion.weight(here)
    left_open = unclosed(text)
    followers, fit = seams.followers(text), seams.fits(text)
    for later, distance, needs in _in_reach(order, flow, arriving):
        start = starts.at(later)
        if start is None or (start.begins and text[-1] not in _PAUSES):
            continue
        seam = fit(flow.lines[flow.bodies[later]].text)
        if seam[2] > _SEAM:
            needs = min(needs, 0.0)
        shared = flow.cohesion.weight(here & start.terms)
        features = (
            *seam,
            shared / math.sqrt(weight * start.weight) if weight and start.weight else 0.0,
            shared / start.weight if start.weight else 0.0,
            shared / 100,
            math.sqrt(shared),
            float(distance == 1),
            math.log(distance),
            math.sqrt(flow.cohesion.weight(followers & start.first)),
            1.0 if left_open & start.closing else -1.0 if left_open or start.closing else 0.0,
            *start.features,
        )
        yield Candidate(later, features, needs + (0.0 if start.plain else _FIRM))


def _in_reach(order: int, flow: Flow, arriving: Mapping[PageNumber, Sequence[int]]) -> Iterator[tuple[int, int, float]]:
    """The lines that may continue an open end: their order, how many lines on, and the score that they need more."""
    at = flow.bodies[order]
    page = flow.lines[at].page
    leaving = at in flow.leaving
    for later in range(order + 1, min(len(flow.bodies), order + 1 + _REACH)):
        if flow.lines[flow.bodies[later]].page != page:
            break
        if flow.bodies[later] not in flow.heads:
            yield later, later - order, _LEAVING if leaving else 0.0
    here = flow.numbers[page] if flow.numbers else None
    arrivals = arriving.get(here, ()) if here is not None else ()
    behind = bisect_right(arrivals, at)
    for there in arrivals[behind : behind + _REACH]:
        number = flow.numbers[flow.lines[there].page]
        if flow.lines[there].page != page and number is not None and (page, number) in flow.departures:
            yield bisect_left(flow.bodies, there), 1 if leaving else _AWAY, 0.0 if leaving else _CROSSING


@dataclass(frozen=True, slots=True)
class _Start:
    """What a line is as a continuation, whatever it may continue."""

    terms: frozenset[str]
    weight: float
    first: frozenset[str]
    closing: frozenset[str]
    features: tuple[float, ...]
    plain: bool
    begins: bool


class _Starts:
    """The lines around an open end or a loose start that surely belong with it, by their terms."""

    def __init__(self, flow: Flow, seams: Seams) -> None:
        self._flow, self._seams = flow, seams
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

    def at(self, order: int) -> _Start | None:
        """The `order`-th body line as a continuation; None where it surely starts a sentence."""
        if order not in self._starts:
            text = self._flow.lines[self._flow.bodies[order]].text
            whole = _SPEAKER.match(text) or _WHOLE.match(text)
            opens = opens_article(text) or is_table_row(text) or bool(whole and not self._is_loose(order))
            self._starts[order] = None if opens else self._read(order)
        return self._starts[order]

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
            terms_of(line.text[:_WINDOW]),
            closing(line.text),
            (
                flow.cohesion.alike(before, found) if shared else 0.0,
                math.sqrt(shared),
                float(loose),
                float(starts_within_sentence(line.text)),
                float(bool(_OPENERS.match(line.text))),
                float(line.kind == "title"),
            ),
            plain := loose or starts_within_sentence(line.text),
            not plain and self._seams.starts_paragraph(line.text) > _BEGINS,
        )

    def _is_loose(self, order: int) -> bool:
        """Whether the line in front of the `order`-th body line does not lead to it: another page, a cut, a jump."""
        if not order or self._flow.bodies[order] in self._flow.arrivals:
            return True
        before, line = self._flow.bodies[order - 1], self._flow.lines[self._flow.bodies[order]]
        previous = self._flow.lines[before]
        return previous.page != line.page or before in self._flow.leaving or has_open_end(previous)
