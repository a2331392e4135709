"""Chains: the lines that stand together before and behind a cut, as far as links between cuts are known."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from index.cohesion import Cohesion
from index.lines import Line

_LENGTH = 12
"""So many lines of a chain are looked at: more say little more and make the time grow."""


class _Side(NamedTuple):
    """The lines of a chain (their order in the bodies), their terms and what these weigh, and its headline's terms."""

    orders: frozenset[int]
    terms: frozenset[str]
    weight: float
    title: frozenset[str]


class Chains:
    """Runs of body lines joined by links: what leads up to an open end, and what follows from a line on.

    `bodies`, `heads`, `leaving` are those of `join.Flow`; `links` lead from positions to positions of lines; `ends` are
    the open ends by their order in `bodies`.
    """

    def __init__(
        self,
        bodies: Sequence[int],
        lines: Sequence[Line],
        heads: Mapping[int, frozenset[str]],
        leaving: frozenset[int],
        words: Sequence[frozenset[str]],
        cohesion: Cohesion,
        links: Mapping[int, int],
        ends: Collection[int],
    ) -> None:
        self._bodies, self._heads, self._words, self._cohesion = bodies, heads, words, cohesion
        order = {at: i for i, at in enumerate(bodies)}
        ahead = {order[at]: order[after] for at, after in links.items()}
        self._after: dict[int, int] = dict(ahead)
        linked = set(ahead.values())
        for i in range(len(bodies) - 1):
            here, there = bodies[i], bodies[i + 1]
            closed = i not in ends and here not in leaving and lines[here].page == lines[there].page
            if closed and there not in heads and i + 1 not in linked:
                self._after[i] = i + 1
        self._before = {after: i for i, after in self._after.items()}
        self._up: dict[int, _Side] = {}
        self._down: dict[int, _Side] = {}

    def features(self, order: int, later: int) -> tuple[float, ...]:
        """What the chain up to the open end `order` and the chain from `later` on have in common.

        Likeness (0 to 1), the root of the weight of the terms that both hold, the shares of the second's terms and of
        the first's headline that the other holds, and whether the first has no headline.
        """
        up, down = self._side(order, self._up, self._before), self._side(later, self._down, self._after)
        theirs, other = down.terms, down.weight
        if order in down.orders:
            # The chain from `later` leads back here already: what it holds by that says nothing.
            theirs = self._words[self._bodies[later]]
            other = self._cohesion.weight(theirs)
        shared = self._cohesion.weight(up.terms & theirs)
        return (
            shared / math.sqrt(up.weight * other) if shared else 0.0,
            math.sqrt(shared),
            shared / other if shared else 0.0,
            self._cohesion.covered(up.title, theirs),
            float(not up.title),
        )

    def _side(self, order: int, known: dict[int, _Side], step: Mapping[int, int]) -> _Side:
        if order not in known:
            known[order] = self._gather(order, step.get)
        return known[order]

    def _gather(self, order: int, step: Callable[[int], int | None]) -> _Side:
        orders: set[int] = set()
        words: set[str] = set()
        title: frozenset[str] = frozenset()
        at: int | None = order
        while at is not None and at not in orders and len(orders) < _LENGTH:
            orders.add(at)
            words |= self._words[self._bodies[at]]
            title = self._heads.get(self._bodies[at], title)
            at = step(at)
        found = frozenset(words) | title
        return _Side(frozenset(orders), found, self._cohesion.weight(found), title)
