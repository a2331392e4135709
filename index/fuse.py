"""Fusion: the dense and the lexical ranking become one, weighed by how sure of itself the lexical one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_LEAST_WEIGHT, _MOST_WEIGHT = 0.3, 0.7
"""The lexical ranking's share where it is most sure of itself: for one word, and for a query as long as a paragraph."""

_LONG_QUERY = 40
_CONCENTRATION_RANK = 10


class Candidate(NamedTuple):
    """A chunk by key with its fused score, its cosine and its BM25 score (None where that ranking lacks it).

    A tuple, as hundreds are made for each search.
    """

    key: int
    score: float
    dense: float | None
    lexical: float | None


def fuse(dense: Mapping[int, float], lexical: Mapping[int, float], query_tokens: int) -> list[Candidate]:
    """One ranking of the chunks with a cosine in `dense`, best first, equal scores by key.

    score = (1 - w) * (cosine, min-max scaled) + w * BM25 / best BM25, where w = concentration * (0.3 to 0.7, by the
    number of the query's tokens). A convex sum of scaled scores is after Bruch, Gai and Ingber, An Analysis of Fusion
    Functions for Hybrid Retrieval (2023), https://arxiv.org/abs/2210.11934; a weight that follows the query is ours:
    where many chunks share the query's words alike, BM25 cannot tell them apart and should not be heard, and a long
    description of an event gives it more to go by than a short question does.
    """
    if not dense:
        return []
    low, high = min(dense.values()), max(dense.values())
    top = max(lexical.values(), default=0.0)
    share = _LEAST_WEIGHT + (_MOST_WEIGHT - _LEAST_WEIGHT) * min(1.0, query_tokens / _LONG_QUERY)
    weight = share * concentration(lexical)
    candidates = []
    for key, cosine in dense.items():
        semantic = (cosine - low) / (high - low) if high > low else 1.0
        words = lexical.get(key, 0.0) / top if top else 0.0
        candidates.append(Candidate(key, (1 - weight) * semantic + weight * words, cosine, lexical.get(key)))
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.key))


def concentration(scores: Mapping[int, float]) -> float:
    """How far the best score stands above the tenth: (first - tenth) / first, 0 to 1; a missing tenth counts as 0."""
    ordered = sorted(scores.values(), reverse=True)
    if not ordered or ordered[0] <= 0:
        return 0.0
    tenth = ordered[_CONCENTRATION_RANK - 1] if len(ordered) >= _CONCENTRATION_RANK else 0.0
    return (ordered[0] - tenth) / ordered[0]
