"""Metrics: of rankings, answers and refusals, each a plain function of what was found and what is right."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from statistics import fmean

from index.tokens import fold


def recall_at(ranking: Sequence[str], gold: Collection[str], k: int) -> float:
    """1.0 where any gold article is among the first k of a ranking of article ids, else 0.0 (success at k)."""
    return float(any(found in gold for found in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], gold: Collection[str], k: int = 10) -> float:
    """1 / rank of the first gold article among the first k, 0.0 where there is none.

    Source: Voorhees, The TREC-8 Question Answering Track Report (1999).
    """
    return next((1.0 / rank for rank, found in enumerate(ranking[:k], start=1) if found in gold), 0.0)


def ndcg(ranking: Sequence[str], gold: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain at k with gains of 0 and 1.

    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002), discount log2(rank + 1).
    """
    gained = sum(1.0 / math.log2(rank + 1) for rank, found in enumerate(ranking[:k], start=1) if found in gold)
    best = sum(1.0 / math.log2(rank + 1) for rank in range(1, min(len(gold), k) + 1))
    return gained / best if best else 0.0


def ranking_metrics(rankings: Sequence[Sequence[str]], golds: Sequence[Collection[str]]) -> dict[str, float]:
    """Means over questions of R@1, R@5, MRR@10 and nDCG@10; a ranking holds each article id once."""
    pairs = list(zip(rankings, golds, strict=True))
    return {
        "r1": mean(recall_at(ranking, gold, 1) for ranking, gold in pairs),
        "r5": mean(recall_at(ranking, gold, 5) for ranking, gold in pairs),
        "mrr10": mean(reciprocal_rank(ranking, gold) for ranking, gold in pairs),
        "ndcg10": mean(ndcg(ranking, gold) for ranking, gold in pairs),
    }


def is_right(text: str, groups: Sequence[Sequence[str]]) -> bool:
    """Whether every group has at least one of its strings in the text, forms of characters and spaces aside."""
    plain = comparable(text)
    return bool(groups) and all(any(comparable(string) in plain for string in group) for group in groups)


def comparable(text: str) -> str:
    """A text as it is compared with an answer: folded, without spaces, marks of citations and thousands separators."""
    return re.sub(r"\[\d+\]|\s+|(?<=\d),(?=\d{3})", "", fold(text))


def mean(values: object) -> float:
    """The mean of an iterable of numbers rounded to four places; 0.0 where it is empty."""
    listed = list(values)  # type: ignore[call-overload]
    return round(fmean(listed), 4) if listed else 0.0


def ratio(part: int, whole: int) -> float | None:
    """part / whole rounded to four places, None where there is nothing to divide by."""
    return round(part / whole, 4) if whole else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that `share` (0 to 1) of the values do not exceed (nearest rank); None where there are none."""
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[max(0, math.ceil(share * len(ordered)) - 1)], 1)
