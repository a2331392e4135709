from __future__ import annotations

from typing import Any

from qa.evaluation.statistics import rate_interval
from qa.evaluation.summary import latencies, summarise, with_missing


def case(identifier: str, **scores: object) -> dict[str, Any]:
    return {"id": identifier, "scores": scores}


CASES = [
    case("q1", answers={"accuracy": 1.0, "citation_precision": 1.0}, retrieval={"fused": {"mrr10": 0.5, "r1": 0.0}}),
    case("q2", answers={"accuracy": 0.0}, retrieval={"fused": {"mrr10": 1.0, "r1": 1.0}}),
    case("q3", refusals={"recall": 1.0}),
    {"id": "q4"},
]


def test_rates_are_over_the_cases_that_count_for_them() -> None:
    found = summarise(CASES)
    assert found["answers"] == {"accuracy": 0.5, "citation_precision": 1.0}
    assert found["counts"]["answers"] == {"accuracy": 2, "citation_precision": 1}
    assert found["retrieval"]["fused"] == {"mrr10": 0.75, "r1": 0.5}
    assert found["intervals"]["answers"]["accuracy"] == list(rate_interval(1, 2) or ())
    assert found["intervals"]["retrieval"]["fused"]["mrr10"] == [0.5, 1.0]


def test_a_measure_that_nothing_counts_for_is_none_and_not_zero() -> None:
    found = with_missing(summarise(CASES))
    assert found["answers"]["wrong_refusals"] is None and found["refusals"] == {"precision": None, "recall": 1.0}
    assert with_missing(summarise([]))["answers"]["accuracy"] is None


def test_latencies_are_of_answers_where_there_are_any() -> None:
    timed = [
        {
            "timings": {
                "search_ms": 10.0 * at,
                "first_token_ms": None if at == 1 else 100.0 * at,
                "total_ms": 1000.0 * at,
            }
        }
        for at in range(1, 21)
    ]
    ranked = [{"search_ms": {"fused": 7.0, "dense": 1.0}}]
    found, intervals = latencies([*timed, *ranked])
    assert (found["p50"], found["p95"]) == (10_000.0, 19_000.0) == (found["total"]["p50"], found["total"]["p95"])
    assert found["search"] == {"p50": 100.0, "p95": 190.0} and found["first_token"]["p50"] == 1100.0
    assert intervals["p50"][0] < 10_000 < intervals["p50"][1]
    assert latencies(ranked)[0] == {
        "p50": None,
        "p95": None,
        "search": {"p50": 7.0, "p95": 7.0},
        "first_token": {"p50": None, "p95": None},
        "total": {"p50": None, "p95": None},
    }
