"""Join: which fragment of a page continues a sentence that a column's end cut."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.cohesion import Cohesion
from index.lines import Line, has_open_end, opens_article, starts_within_sentence

_REACH = 60
"""So many lines after an open end its continuation is looked for: keeps the time linear on endless pages."""
_ACCEPT = 1.0
_OPENERS = re.compile(
    r"[“\"‘'《（(【□■●—]|据(?:了解|介绍|悉|统计)|记者|目前|此外|同时|另外|随后|会议|近年来|\d{1,2}[月日]|今年|昨[天日]|今[天日]"
    r"|与此同时|不过|对此|其中|截至|一是|二是|三是|[一二三四五六七八九十]、|第[一二三四五]"
)


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
        self._total = sum(self._pairs.values()) or 1

    def fit(self, before: str, after: str) -> float:
        """Pointwise mutual information of the pair at the seam (in nats, -1.5 to 4), more if triples are known too."""
        pair = before[-1:] + after[:1]
        count = self._pairs[pair]
        expected = (self._first[pair[:1]] + 1) * (self._second[pair[1:]] + 1) / self._total
        score = max(-1.5, min(4.0, math.log((count + 0.2) / (expected + 0.2))))
        known = (before[-2:] + after[:1], before[-1:] + after[:2])
        return score + sum(1.0 for triple in known if self._triples[triple])


def link_cuts(
    lines: Sequence[Line],
    starts: set[int],
    bodies: Sequence[int],
    terms: Sequence[frozenset[str]],
    cohesion: Cohesion,
) -> dict[int, int]:
    """For each line with an open end that is continued elsewhere or next, the position of the continuation.

    `bodies` are the positions of body lines in order, `starts` those of them that begin an article. A continuation
    stands after the open end on the same page, and continues one open end only. The best fits are linked first.
    """
    seams = Seams([lines[at] for at in bodies])
    fits: list[tuple[float, int, int]] = []
    for order, at in enumerate(bodies):
        if has_open_end(lines[at].text):
            fits.extend(
                (score, at, candidate)
                for score, candidate in _candidates(order, lines, starts, bodies, terms, cohesion, seams)
            )
    links: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, candidate in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if at not in links and candidate not in taken:
            links[at] = candidate
            taken.add(candidate)
    return links


def _candidates(
    order: int,
    lines: Sequence[Line],
    starts: set[int],
    bodies: Sequence[int],
    terms: Sequence[frozenset[str]],
    cohesion: Cohesion,
    seams: Seams,
) -> list[tuple[float, int]]:
    found = []
    at = bodies[order]
    here = terms[at].union(*(terms[near] for near in _back(order, lines, starts, bodies)))
    for later in range(order + 1, min(len(bodies), order + 1 + _REACH)):
        candidate = bodies[later]
        line = lines[candidate]
        if line.page != lines[at].page:
            break
        if candidate in starts or opens_article(line.text):
            continue
        there = terms[candidate].union(*(terms[near] for near in _ahead(later, lines, starts, bodies)))
        score = seams.fit(lines[at].text, line.text) + 12 * cohesion.alike(here, there)
        previous = bodies[later - 1]
        loose = has_open_end(lines[previous].text) or candidate - previous > 1
        score += 1.0 if loose else -8 * cohesion.alike(terms[previous], there)
        score += 1.5 if starts_within_sentence(line.text) else 0.0
        score -= 2.0 if _OPENERS.match(line.text) else 0.0
        score += 0.8 if later == order + 1 else 0.0
        if score >= _ACCEPT + (0.0 if loose or starts_within_sentence(line.text) else 1.0):
            found.append((score, candidate))
    return found


def _back(order: int, lines: Sequence[Line], starts: set[int], bodies: Sequence[int]) -> list[int]:
    found: list[int] = []
    at = order
    while len(found) < 3 and bodies[at] not in starts and at > 0 and not has_open_end(lines[bodies[at - 1]].text):
        at -= 1
        if lines[bodies[at]].page != lines[bodies[order]].page:
            break
        found.append(bodies[at])
    return found


def _ahead(order: int, lines: Sequence[Line], starts: set[int], bodies: Sequence[int]) -> list[int]:
    found: list[int] = []
    at = order
    while len(found) < 3 and at + 1 < len(bodies) and not has_open_end(lines[bodies[at]].text):
        at += 1
        if lines[bodies[at]].page != lines[bodies[order]].page or bodies[at] in starts:
            break
        found.append(bodies[at])
    return found
