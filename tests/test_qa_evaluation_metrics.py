from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from qa.evaluation.metrics import (
    comparable,
    is_right,
    mean,
    ndcg,
    percentile,
    ranking_metrics,
    ratio,
    recall_at,
    reciprocal_rank,
)


def test_by_hand() -> None:
    ranking = ["a", "b", "c", "d"]
    assert [recall_at(ranking, {"b"}, k) for k in (1, 2, 5)] == [0.0, 1.0, 1.0]
    assert reciprocal_rank(ranking, {"c", "d"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranking, {"d"}, k=3) == 0.0
    assert ndcg(ranking, {"a"}) == 1.0
    assert ndcg(ranking, {"b"}) == pytest.approx(1 / math.log2(3))
    assert ndcg(ranking, {"b", "d"}) == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3)))
    assert ndcg(ranking, {"z"}) == ndcg([], {"a"}) == ndcg(ranking, set()) == 0.0


rankings = st.permutations([f"a{number}" for number in range(15)])


@given(rankings, st.sets(st.integers(0, 14), min_size=1))
def test_ndcg_is_scikit_learn_s(ranking: list[str], wanted: set[int]) -> None:
    gold = {f"a{number}" for number in wanted}
    relevance = [[float(found in gold) for found in ranking]]
    scores = [[float(len(ranking) - at) for at in range(len(ranking))]]
    assert ndcg(ranking, gold) == pytest.approx(ndcg_score(relevance, scores, k=10))


@given(rankings, st.sets(st.integers(0, 14), min_size=1))
def test_measures_agree_with_each_other(ranking: list[str], wanted: set[int]) -> None:
    gold = {f"a{number}" for number in wanted}
    found = reciprocal_rank(ranking, gold)
    assert recall_at(ranking, gold, 1) <= ndcg(ranking, gold) + 1e-9 or len(gold) > 1
    assert (found > 0) == bool(recall_at(ranking, gold, 10)) == (ndcg(ranking, gold) > 0)
    assert (found == 1) == bool(recall_at(ranking, gold, 1))


def test_means_over_questions() -> None:
    found = ranking_metrics([["a", "b"], ["a", "b"]], [["a"], ["b"]])
    assert found == {"r1": 0.5, "r5": 1.0, "mrr10": 0.75, "ndcg10": pytest.approx((1 + 1 / math.log2(3)) / 2, abs=1e-4)}
    assert ranking_metrics([], []) == {"r1": 0.0, "r5": 0.0, "mrr10": 0.0, "ndcg10": 0.0}
    with pytest.raises(ValueError):
        ranking_metrics([["a"]], [])


@pytest.mark.parametrize(
    ("text", "groups", "right"),
    [
        ("共转移4,216人。[1]", [["4216"]], True),
        ("共转移 ４２１６ 人", [["4216"]], True),
        ("共轉移群眾", [["转移群众"]], True),
        ("THE FLOOR of a barber's shop", [["Barber"]], True),
        ("143口井", [["143"], ["61"]], False),
        ("143口井，61口有水", [["143"], ["61", "六十一"]], True),
        ("六十一口有水", [["61", "六十一"]], True),
        ("[61]", [["61"]], False),
        ("任何话", [], False),
    ],
)
def test_right_answers(text: str, groups: list[list[str]], right: bool) -> None:
    assert is_right(text, groups) is right


def test_marks_spaces_and_separators_do_not_count() -> None:
    assert comparable(" 全市[1] 1,234,567 人\n") == "全市1234567人"


def test_numbers_about_numbers() -> None:
    assert (mean([True, False]), mean([]), mean(iter([1 / 3]))) == (0.5, 0.0, 0.3333)
    assert (ratio(1, 3), ratio(0, 0)) == (0.3333, None)
    values = [float(number) for number in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile([7.0], 0.95)) == (50.0, 95.0, 7.0)
    assert percentile([], 0.5) is None


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_so_many_values_do_not_exceed_a_percentile(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found is not None
    assert sum(round(value, 1) <= found for value in values) >= share * len(values) - 1e-9
