"""Second stage: the candidates of the fusion ranked anew by what their best ones have in common and by whole words.

Two features are added to the fused score, both from what is at hand, so that the stage costs a few milliseconds:

Feedback: the cosine of a candidate to the mean vector of the best ten, each weighed by the softmax of its fused score.
Where several passages tell of what is asked, they resemble one another more than those that only share its words.
After Rocchio, Relevance Feedback in Information Retrieval (1971), for vectors Li et al., Pseudo Relevance Feedback with
Deep Language Models and Dense Retrievers (2021), https://arxiv.org/abs/2108.11044. The softmax keeps a passage that
stands far above the rest from being drawn to them.

Words: the share of the query's words, each weighed by its rarity, that stand whole in the candidate or its headline.
BM25 ranks by pairs of characters, which also meet by chance. The weight grows with the query's length as that of BM25
does in `index.fuse`: a long description of an event should be met word by word, the words of a short question (时间,
人数) are often those that its answer does not use.

Both weights are set by hand on twelve sets of eight kinds of question (short and long, titles, key words, sentences cut
out, English about Chinese); between half and twice of each, R@1 stays within 0.03 of each set's best. Learned weights
are not used: they gained on the sets they came from and lost on others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from index.dense import Vectors
from index.fuse import Candidate, query_length
from index.passages import Passage
from index.tokens import fold, tokens

_FEEDBACK_WEIGHT = 0.4
_FEEDBACK_DEPTH = 10
_TEMPERATURE = 0.1
_LEAST_WORDS, _MOST_WORDS = 0.04, 0.15
"""The weight of words for one word, and for a query as long as a paragraph."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACE = re.compile(r"\s+")


def with_feedback(candidates: Sequence[Candidate], vectors: Vectors) -> list[Candidate]:
    """The candidates of `fuse`, in their order, with the feedback in their scores (0 to 1), best first.

    `vectors`: unit vectors, float32 of shape (len(candidates), dimension), in the candidates' order.
    """
    if not candidates:
        return []
    scores = np.array([candidate.score for candidate in candidates])
    best = np.argsort(-scores, kind="stable")[:_FEEDBACK_DEPTH]
    weights = np.exp((scores[best] - scores[best[0]]) / _TEMPERATURE)
    likeness = vectors @ (weights @ vectors[best] / weights.sum()).astype(np.float32)
    low, high = float(likeness.min()), float(likeness.max())
    scaled = (likeness - low) / (high - low) if high > low else np.ones(len(likeness))
    return ordered(candidates, (scores + _FEEDBACK_WEIGHT * scaled) / (1 + _FEEDBACK_WEIGHT))


def with_words(
    candidates: Sequence[Candidate],
    passages: Mapping[int, Passage],
    words: Mapping[str, float],
    query_tokens: int,
    trust: float = 1.0,
) -> list[Candidate]:
    """The candidates with the share of the query's `words` (see `weigh_words`) in their scores (0 to 1), best first.

    A candidate that is not among `passages` counts as having none of them. `query_tokens` and `trust` are those of
    `index.fuse`.
    """
    weight = trust * (_LEAST_WORDS + (_MOST_WORDS - _LEAST_WORDS) * query_length(query_tokens))
    shares = [_share(words, passages.get(candidate.key)) for candidate in candidates]
    scores = np.array([candidate.score for candidate in candidates])
    return ordered(candidates, (scores + weight * np.array(shares)) / (1 + weight))


def weigh_words(query: str, rarity: Callable[[str], float]) -> dict[str, float]:
    """The words of a query, folded, with their weights: the mean rarity of their tokens.

    Single characters are left out, as the index knows pairs of them; of words that only ask or bind (什么, 多少), the
    rarity says how little they matter.
    """
    import rjieba

    weights = {}
    for word in rjieba.cut(fold(query)):
        pieces = tokens(word)
        if pieces and (len(word) > 1 or not _HAN.match(word)):
            weights[word] = sum(map(rarity, pieces)) / len(pieces)
    return weights


def _share(words: Mapping[str, float], passage: Passage | None) -> float:
    """The share (0 to 1) of the words' weight that stands in a passage."""
    total = sum(words.values())
    if passage is None or not total:
        return 0.0
    folded = fold(f"{passage.context}\n{passage.text}")
    run_on = _SPACE.sub("", folded)
    there: frozenset[str] | None = None
    found = 0.0
    for word, weight in words.items():
        if _HAN.match(word):
            found += weight * (word in run_on)
            continue
        # 41 does not stand in 1412, nor "art" in "party".
        there = there if there is not None else frozenset(tokens(folded))
        found += weight * all(piece in there for piece in tokens(word))
    return found / total


def ordered(candidates: Sequence[Candidate], scores: Iterable[float]) -> list[Candidate]:
    """The candidates with these scores in place of theirs, best first, equal scores by key."""
    renewed = [candidate._replace(score=float(score)) for candidate, score in zip(candidates, scores, strict=True)]
    return sorted(renewed, key=lambda candidate: (-candidate.score, candidate.key))
