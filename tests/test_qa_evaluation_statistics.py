from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.statistics import (
    adjusted,
    difference_interval,
    mean_interval,
    paired_means_p,
    paired_rates_p,
    percentile_interval,
    rate_interval,
)


def wilson(successes: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """The formula as it stands in the paper."""
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_rate_s_interval_is_wilson_s(case: tuple[int, int]) -> None:
    low, high = rate_interval(*case) or (math.nan, math.nan)
    assert (low, high) == pytest.approx(wilson(*case), abs=1e-4)
    assert low <= case[0] / case[1] + 1e-4 and case[0] / case[1] <= high + 1e-4


def test_nothing_measured_has_no_interval() -> None:
    assert rate_interval(0, 0) is None
    assert mean_interval([]) is None and percentile_interval([], 0.5) is None and difference_interval([], []) is None
    assert adjusted([]) == []


def test_a_mean_s_interval_narrows_with_more_cases_and_is_the_same_each_time() -> None:
    few, many = [0.0, 0.5, 1.0, 0.25] * 3, [0.0, 0.5, 1.0, 0.25] * 100
    narrow, wide = mean_interval(many), mean_interval(few)
    assert narrow and wide and wide[1] - wide[0] > 3 * (narrow[1] - narrow[0])
    assert narrow[0] < 0.4375 < narrow[1]
    # The central limit theorem's interval: 1.96 standard errors to each side.
    assert narrow[1] - narrow[0] == pytest.approx(2 * 1.96 * 0.3698 / 20, rel=0.1)
    assert mean_interval(many) == narrow


def test_values_that_are_all_the_same_have_no_width() -> None:
    assert mean_interval([0.3]) == (0.3, 0.3) == mean_interval([0.3] * 5)


def test_a_percentile_s_interval_holds_it() -> None:
    values = [float(value) for value in range(1, 201)]
    low, high = percentile_interval(values, 0.95) or (0.0, 0.0)
    assert 175 < low < 190 < high <= 200


def test_mcnemar_counts_only_the_cases_that_changed() -> None:
    # 9 of 10 changes the same way: 2 * (1 + 10) / 2 ** 10.
    now, then = [1.0] * 9 + [0.0] + [1.0] * 50, [0.0] * 9 + [1.0] + [1.0] * 50
    assert paired_rates_p(now, then) == pytest.approx(22 / 1024)
    assert paired_rates_p(now[:10], then[:10]) == pytest.approx(22 / 1024)
    assert paired_rates_p([1.0] * 5, [1.0] * 5) == 1.0


def test_few_pairs_of_numbers_are_tested_exactly() -> None:
    # All of six differences point one way: 2 of the 64 ways to give them signs are as extreme.
    assert paired_means_p([0.5] * 6, [0.25] * 6) == pytest.approx(2 / 64)
    assert paired_means_p([0.5, 0.25], [0.5, 0.25]) == 1.0


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.sampled_from([0.0, 1.0])), min_size=1, max_size=60))
def test_a_test_does_not_care_which_side_is_which(pairs: list[tuple[float, float]]) -> None:
    now, then = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    assert paired_rates_p(now, then) == pytest.approx(paired_rates_p(then, now))
    assert 0 < paired_rates_p(now, then) <= 1


def test_a_small_shift_of_every_case_is_found_where_cases_differ_widely() -> None:
    then = [at / 100 for at in range(80)]
    now = [value + 0.01 + 0.02 * (at % 2) for at, value in enumerate(then)]
    assert paired_means_p(now, then) < 0.001
    low, high = difference_interval(now, then) or (0.0, 0.0)
    assert 0.01 < low < 0.02 < high < 0.03


def test_pairs_need_both_sides() -> None:
    for compare in (paired_rates_p, paired_means_p, difference_interval):
        with pytest.raises(ValueError, match="2 and 1"):
            compare([1.0, 0.0], [1.0])


def test_many_tests_make_each_less_sure() -> None:
    assert adjusted([0.03]) == [0.03]
    assert adjusted([0.03, *[0.9] * 9]) == pytest.approx([0.3, *[0.9] * 9])
