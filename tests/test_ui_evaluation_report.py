from __future__ import annotations

from typing import Any

from qa.evaluation.comparison import compare
from qa.evaluation.summary import latencies, summarise, with_missing
from ui.evaluation_report import comparison_lines, evaluation_lines

CASES: list[dict[str, Any]] = [
    {
        "id": f"q{at}",
        "scores": {
            "retrieval": {"fused": {"r1": float(at < 6), "r5": 1.0, "mrr10": 0.75, "ndcg10": 0.8}},
            "answers": {"accuracy": float(at < 8)},
        },
        "timings": {"search_ms": 40.0, "first_token_ms": 900.0, "total_ms": 4000.0},
    }
    for at in range(10)
]


def report(cases: list[dict[str, Any]] = CASES, **fields: object) -> dict[str, Any]:
    found = with_missing(summarise(cases))
    found["latency_ms"], _ = latencies(cases)
    head = {"set": "examples", "digest": "d" * 64, "n": 10, "of": 40, "mode": "answers", "cases": cases}
    versions = {"encoder": "e5 0123", "model": "qwen", "askpress": "1"}
    return {**head, "versions": versions, "digests": {"code": "c" * 64}, "settings": {}, **found, **fields}


def test_an_evaluation_as_tables() -> None:
    lines = list(evaluation_lines(report(not_graded=3, taken_from_earlier_run=4)))
    text = "\n".join(lines)
    assert lines[0] == (
        "examples: 10 of 40 questions, spread evenly, asked as they are, 4 cases measured by an earlier run"
    )
    assert lines[1].split() == ["ranking", "R@1", "R@5", "MRR@10", "nDCG@10"]
    assert lines[2].split()[:4] == ["fused", "0.600", "[0.313", "0.832]"]
    [accuracy] = [line for line in lines if line.strip().startswith("accuracy")]
    assert accuracy.split() == ["accuracy", "0.800", "[0.490", "0.943]", "of", "10"]
    assert [line.split() for line in lines if "wrong refusals" in line] == [["wrong", "refusals", "–"]]
    assert "not in accuracy: 3 questions" in text
    assert "half within 900, 95 % within 900" in text
    assert "encoder e5 0123, model qwen" in text and "set dddddddddddd, code cccccccccccc" in text


def test_every_column_stands_below_its_title() -> None:
    lines = list(evaluation_lines(report()))
    assert lines[1].index("MRR@10") == lines[2].index("0.750")


def test_without_rankings_or_answers_their_tables_are_left_out() -> None:
    lines = list(evaluation_lines({"set": "s", "n": 1, "retrieval": {}, "answers": {}}))
    assert lines == ["s: 1 questions", ""]


def test_a_comparison_shows_what_differs_the_surest_first() -> None:
    now = [{**case, "scores": {**case["scores"], "answers": {"accuracy": 1.0}}} for case in CASES]
    for case in now[:2]:
        case["scores"]["retrieval"] = {"fused": {"r1": 0.0, "r5": 1.0, "mrr10": 0.1, "ndcg10": 0.1}}
    other = report(now, digests={"code": "f" * 64})
    lines = list(comparison_lines(compare(other, report(), "before.json")))
    text = "\n".join(lines)
    assert "compared with before.json, 10 cases in both" in text
    assert "digests.code: cccccccccccc then, ffffffffffff now" in text
    assert "answers.accuracy" in text and "not told apart" in text and "retrieval.fused.r5" not in text
    rows = [line for line in lines if "told apart" in line or line.endswith("real")]
    assert len(rows) == 4


def test_two_reports_that_are_alike_differ_in_nothing() -> None:
    lines = list(comparison_lines(compare(report(), report(), "before.json")))
    assert "5 measures in both, 0 differ" in lines[-1]
