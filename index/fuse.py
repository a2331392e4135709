"""Fusion: the dense and the lexical ranking become one, weighed by how sure of itself the lexical one is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_LEAST_WEIGHT, _MOST_WEIGHT = 0.3, 0.7
"""The lexical ranking's share where it is most sure of itself: for one word, and for a query as long as a paragraph."""

_LONG_QUERY = 40
_CONCENTRATION_RANK = 10
_OTHER_SCRIPT = 0.25
"""What is left of the words' weight where query and passages are in two scripts: names and numbers may still meet."""

_LATIN_WORD = re.compile(r"[A-Za-z]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Candidate(NamedTuple):
    """A chunk by key with its fused score, its cosine and its BM25 score (None where that ranking lacks it).

    A tuple, as hundreds are made for each search.
    """

    key: int
    score: float
    dense: float | None
    lexical: float | None


def fuse(
    dense: Mapping[int, float], lexical: Mapping[int, float], query_tokens: int, trust: float = 1.0
) -> list[Candidate]:
    """One ranking of the chunks with a cosine in `dense`, best first, equal scores by key.

    score = (1 - w) * (cosine, min-max scaled) + w * BM25 / best BM25, where w = trust * concentration * (0.3 to 0.7,
    by the number of the query's tokens). A convex sum of scaled scores is after Bruch, Gai and Ingber, An Analysis of
    Fusion Functions for Hybrid Retrieval (2023), https://arxiv.org/abs/2210.11934; a weight that follows the query is
    ours: where many chunks share the query's words alike, BM25 cannot tell them apart and should not be heard, and a
    long description of an event gives it more to go by than a short question does.
    """
    if not dense:
        return []
    low, high = min(dense.values()), max(dense.values())
    top = max(lexical.values(), default=0.0)
    share = _LEAST_WEIGHT + (_MOST_WEIGHT - _LEAST_WEIGHT) * query_length(query_tokens)
    weight = trust * share * concentration(lexical)
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


def query_length(query_tokens: int) -> float:
    """How long a query is, 0 to 1: 1 is a description of an event, of 40 tokens or more."""
    return min(1.0, query_tokens / _LONG_QUERY)


def trust_in_words(query: str, passages: Iterable[str]) -> float:
    """How far the words of a query can meet the passages that are near it: 1.0, or 0.25 where their scripts differ.

    An English question about Chinese pages shares only names and numbers with them; its other words stand in few
    pages, look rare for that, and would weigh most.
    """
    own = _is_latin(query)
    others = [_is_latin(passage) for passage in passages]
    return _OTHER_SCRIPT if 2 * sum(other != own for other in others) > len(others) else 1.0


def _is_latin(text: str) -> bool:
    return len(_LATIN_WORD.findall(text)) > len(_HAN.findall(text))
