"""Summary: the scores of all cases become rates, each with its interval and the number of cases that it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from qa.evaluation.metrics import percentile
from qa.evaluation.statistics import Interval, mean_interval, percentile_interval, rate_interval

MEANS = frozenset({"mrr10", "ndcg10"})
"""The measures that are means of numbers; all others are shares of cases in which something held."""

ANSWERS = ("accuracy", "citation_precision", "citation_recall", "unverified", "wrong_refusals")
REFUSALS = ("precision", "recall")
"""Measures that a report with answers always has, None where no case counts for them."""

Path = tuple[str, ...]


def scores_by_measure(cases: Sequence[Mapping[str, Any]]) -> dict[Path, dict[str, float]]:
    """For each measure (`("retrieval", "fused", "r1")`) the score of each case that counts for it, by the case's id."""
    found: dict[Path, dict[str, float]] = {}
    for case in cases:
        for path, score in _leaves(case.get("scores", {})):
            found.setdefault(path, {})[case["id"]] = score
    return found


def summarise(cases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rates of all measures, nested as the report has them, and `intervals` and `counts` nested alike.

    A rate and the ends of an interval are 0 to 1, rounded to four places; an interval is [low, high].
    """
    report: dict[str, Any] = {"intervals": {}, "counts": {}}
    for path, by_case in scores_by_measure(cases).items():
        scores = list(by_case.values())
        _put(report, path, round(fmean(scores), 4))
        _put(report["intervals"], path, _listed(interval_of(path, scores)))
        _put(report["counts"], path, len(scores))
    return report


def interval_of(path: Path, scores: Sequence[float]) -> Interval | None:
    """The 95 % interval of a measure: Wilson's for a share of cases, a bootstrap's for a mean of numbers."""
    if path[-1] in MEANS:
        return mean_interval(scores)
    return rate_interval(round(sum(scores)), len(scores))


def with_missing(report: dict[str, Any]) -> dict[str, Any]:
    """The report with every measure of answers and refusals in it, None where nothing counted for it."""
    for section, names in (("answers", ANSWERS), ("refusals", REFUSALS)):
        found = report.get(section, {})
        report[section] = {**dict.fromkeys(names), **found}
    return report


def latencies(cases: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Milliseconds that 50 and 95 % of the questions did not exceed, and the intervals of both, nested alike.

    `p50` and `p95` are of the whole answer, as are those in `total`; `search` and `first_token` have their own. Without
    answers `search` is the fused ranking's.
    """
    timings = [case["timings"] for case in cases if "timings" in case]
    totals = [one["total_ms"] for one in timings]
    searches = [one["search_ms"] for one in timings]
    firsts = [one["first_token_ms"] for one in timings if one["first_token_ms"] is not None]
    if not timings:
        searches = [case["search_ms"]["fused"] for case in cases if "search_ms" in case]
    found: dict[str, Any] = {}
    intervals: dict[str, Any] = {}
    for name, values in (("", totals), ("search", searches), ("first_token", firsts), ("total", totals)):
        for key, share in (("p50", 0.5), ("p95", 0.95)):
            path = (name, key) if name else (key,)
            _put(found, path, percentile(values, share))
            _put(intervals, path, _listed(percentile_interval(values, share)))
    return found, intervals


def _leaves(scores: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, float]]:
    for name, value in scores.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, name))
        else:
            yield (*path, name), float(value)


def _put(tree: dict[str, Any], path: Path, value: object) -> None:
    for name in path[:-1]:
        tree = tree.setdefault(name, {})
    tree[path[-1]] = value


def _listed(interval: Interval | None) -> list[float] | None:
    return None if interval is None else list(interval)
