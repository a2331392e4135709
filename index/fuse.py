"""Fusion: the dense and the lexical ranking become one, by their scores and by what the query looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk by key with its fused score, its cosine and its BM25 score (None where that ranking lacks it)."""

    key: int
    score: float
    dense: float | None
    lexical: float | None


def fuse(
    query: str,
    dense: Mapping[int, float],
    lexical: Mapping[int, float],
    document_frequency: Callable[[str], int],
    chunks: int,
) -> list[Candidate]:
    """One ranking, best first; equal scores by key."""
    low, high = min(dense.values(), default=0.0), max(dense.values(), default=1.0)
    top = max(lexical.values(), default=1.0)
    scored = [
        Candidate(
            key,
            0.6 * (cosine - low) / max(high - low, 1e-9) + 0.4 * lexical.get(key, 0.0) / max(top, 1e-9),
            cosine,
            lexical.get(key),
        )
        for key, cosine in dense.items()
    ]
    return sorted(scored, key=lambda candidate: (-candidate.score, candidate.key))
