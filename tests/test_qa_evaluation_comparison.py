from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import FixInput, FixPermissions
from qa.evaluation.comparison import NOT_TOLD_APART, REAL, compare, read_report, write_report


def report(scores: dict[str, dict[str, float]], **fields: object) -> dict[str, Any]:
    """A report whose cases have these accuracies and reciprocal ranks."""
    cases = [
        {
            "id": identifier,
            "scores": {
                "answers": {"accuracy": of["accuracy"]},
                "retrieval": {"fused": {"mrr10": of.get("mrr10", 1.0)}},
            },
        }
        for identifier, of in scores.items()
    ]
    values: dict[str, Any] = {"set": "s", "digest": "d" * 64, "mode": "answers", "cases": cases}
    return {**values, "versions": {"torch": "1"}, "digests": {}, "settings": {"hits": 6}, **fields}


def of(right: list[int], n: int = 40, **fields: object) -> dict[str, Any]:
    return report({f"q{at}": {"accuracy": float(at in right)} for at in range(n)}, **fields)


def row(comparison: dict[str, Any], measure: str) -> dict[str, Any]:
    [found] = [one for one in comparison["differences"] if one["measure"] == measure]
    return dict(found)


def test_many_questions_that_turned_right_are_a_real_difference() -> None:
    comparison = compare(of(list(range(30))), of(list(range(15))), "before.json")
    found = row(comparison, "answers.accuracy")
    assert (found["now"], found["then"], found["difference"]) == (0.75, 0.375, 0.375)
    assert (found["n"], found["better"], found["worse"], found["verdict"]) == (40, 15, 0, REAL)
    assert found["p"] == pytest.approx(2 / 2**15) and found["p"] <= found["p_adjusted"] < 0.05
    assert 0 < found["interval"][0] < 0.375 < found["interval"][1]
    assert (comparison["with"], comparison["questions"]) == ("before.json", 40)


def test_questions_that_turned_both_ways_are_not_told_apart() -> None:
    found = row(compare(of(list(range(20))), of([*range(2, 20), 30])), "answers.accuracy")
    assert (found["better"], found["worse"], found["verdict"]) == (2, 1, NOT_TOLD_APART)
    same = row(compare(of([1, 2]), of([1, 2])), "answers.accuracy")
    assert (same["difference"], same["interval"], same["p"], same["verdict"]) == (0.0, [0.0, 0.0], 1.0, NOT_TOLD_APART)


def test_means_are_tested_as_numbers() -> None:
    now = report({f"q{at}": {"accuracy": 1.0, "mrr10": 1 / (1 + at % 3)} for at in range(30)})
    then = report({f"q{at}": {"accuracy": 1.0, "mrr10": 1 / (2 + at % 3)} for at in range(30)})
    found = row(compare(now, then), "retrieval.fused.mrr10")
    assert found["difference"] == pytest.approx(0.25, abs=1e-3) and found["verdict"] == REAL


def test_questions_are_paired_by_their_id_and_only_those_in_both_count() -> None:
    now, then = of([0, 1, 2], n=10), of([0, 1, 2], n=6)
    then["cases"].reverse()
    comparison = compare(now, then)
    assert (comparison["questions"], comparison["only_now"], comparison["only_then"]) == (6, 4, 0)
    found = row(comparison, "answers.accuracy")
    assert (found["n"], found["now"], found["difference"]) == (6, 0.5, 0.0)


def test_a_measure_that_only_one_report_has_is_not_compared() -> None:
    now = of([0], n=4)
    now["cases"][0]["scores"]["attacks"] = {"reached": 1.0}
    measures = [one["measure"] for one in compare(now, of([0], n=4))["differences"]]
    assert measures == ["answers.accuracy", "retrieval.fused.mrr10"]


def test_what_was_measured_with_something_else_is_named() -> None:
    comparison = compare(of([0], versions={"torch": "2", "faiss": "1"}, settings={"hits": 8}), of([0]))
    assert comparison["changed"] == {
        "versions.torch": {"now": "2", "then": "1"},
        "versions.faiss": {"now": "1", "then": None},
        "settings.hits": {"now": 8, "then": 6},
    }


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (of([0], digest="e" * 64), "different sets"),
        (of([0], mode="unanswerable"), "gold articles"),
        (report({"other": {"accuracy": 1.0}}), "in common"),
    ],
)
def test_what_cannot_be_compared_is_refused(then: dict[str, Any], said: str) -> None:
    with pytest.raises(FixInput, match=said) as caught:
        compare(of([0]), then, "before.json")
    assert caught.value.where == "before.json" and caught.value.remedy


def test_a_report_is_saved_and_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.json"
    write_report(of([0]), path)
    assert read_report(path) == of([0])
    assert [file.name for file in path.parent.iterdir()] == ["report.json"]
    with pytest.raises(FixPermissions, match="cannot be saved"):
        write_report(of([0]), path / "below")


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"cases": [7], "digest": "d"}), '{"cases": []}'])
def test_a_file_that_is_no_report_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(content)
    with pytest.raises(FixInput, match="no report") as caught:
        read_report(path)
    assert caught.value.where == str(path)
    with pytest.raises(FixInput, match="no report"):
        read_report(tmp_path / "none.json")
