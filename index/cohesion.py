"""Cohesion: how much two stretches of a newspaper issue have to do with each other, by the rare words they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add

_LATIN = re.compile(r"[A-Za-z]{3,}")
_HAN = re.compile(r"[㐀-鿿]+")


def terms(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters and lower-case Latin words of a text."""
    found = {word.lower() for word in _LATIN.findall(text)}
    for run in _HAN.findall(text):
        found.update(map(add, run, run[1:]))
    return frozenset(found)


class Cohesion:
    """Weights of terms by how few of an issue's paragraphs hold them.

    weight(t) = ln((1 + n) / (1 + df(t))) over n paragraphs, the smoothed inverse document frequency of Salton and
    Buckley, Term-weighting approaches in automatic text retrieval, Information Processing & Management 24 (1988).
    """

    def __init__(self, paragraphs: Sequence[frozenset[str]]) -> None:
        counts: Counter[str] = Counter()
        for paragraph in paragraphs:
            counts.update(paragraph)
        total = 1 + len(paragraphs)
        weights = {count: math.log(total / (1 + count)) for count in set(counts.values())}
        self._weights = {term: weights[count] for term, count in counts.items()}

    def weight(self, found: Iterable[str]) -> float:
        """The weights of the terms, summed; terms of no paragraph weigh nothing."""
        return sum(filter(None, map(self._weights.get, found)))

    def covered(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """The weighted share (0 to 1) of the terms of `part` that `whole` holds too."""
        total = self.weight(part)
        return self.weight(part & whole) / total if total else 0.0

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Likeness from 0 to 1: the weight of what both hold over the geometric mean of their weights."""
        scale = math.sqrt(self.weight(one) * self.weight(other))
        return self.weight(one & other) / scale if scale else 0.0
