"""Statistics: how far a measured rate may be off, and whether two measurements of the same questions differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
SIGNIFICANCE = 0.05

_RESAMPLES = 10_000
_SEED = 20240520
"""Fixed, so that the same cases give the same interval each time."""

_DIGITS = 4

Interval = tuple[float, float]


def rate_interval(successes: int, n: int) -> Interval | None:
    """The 95 % interval of a rate of `successes` among `n` cases (each 0 to 1); None without a case.

    Wilson's score interval, which holds for few cases and for rates near 0 and 1: E. B. Wilson, Probable inference, the
    law of succession, and statistical inference (1927), https://doi.org/10.1080/01621459.1927.10502953.
    """
    if n == 0:
        return None
    from scipy.stats import binomtest

    found = binomtest(successes, n).proportion_ci(CONFIDENCE, method="wilson")
    return round(float(found.low), _DIGITS), round(float(found.high), _DIGITS)


def mean_interval(values: Sequence[float]) -> Interval | None:
    """The 95 % interval of the mean of `values`, by bootstrap; None without a value."""
    return _bootstrap(values, lambda sample, axis: np.mean(sample, axis=axis))


def percentile_interval(values: Sequence[float], share: float) -> Interval | None:
    """The 95 % interval of the value that `share` (0 to 1) of `values` do not exceed, by bootstrap; None without one.

    The unit is that of the values. The percentile is the nearest rank's, as in `qa.evaluation.metrics.percentile`.
    """
    return _bootstrap(
        values, lambda sample, axis: np.percentile(sample, share * 100, axis=axis, method="inverted_cdf"), digits=1
    )


def _bootstrap(values: Sequence[float], statistic: Callable[..., Any], digits: int = _DIGITS) -> Interval | None:
    """The percentile bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13."""
    if not values:
        return None
    data = np.asarray(values, dtype=np.float64)
    if np.ptp(data) == 0:
        return round(float(data[0]), digits), round(float(data[0]), digits)
    from scipy.stats import bootstrap

    found = bootstrap(
        (data,),
        statistic,
        n_resamples=_RESAMPLES,
        batch=1000,
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return round(float(found.low), digits), round(float(found.high), digits)


def paired_rates_p(now: Sequence[float], then: Sequence[float]) -> float:
    """How likely a difference as large would be by chance, for yes/no outcomes (1.0, 0.0) of the same cases twice.

    McNemar's test, exact: of the cases that changed, one way and the other are equally likely. Q. McNemar, Note on the
    sampling error of the difference between correlated proportions (1947), https://doi.org/10.1007/BF02295996.
    Raises ValueError where the two differ in length.
    """
    differences = _differences(now, then)
    better, worse = int((differences > 0).sum()), int((differences < 0).sum())
    if better + worse == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(better, better + worse).pvalue)


def paired_means_p(now: Sequence[float], then: Sequence[float]) -> float:
    """The same for numbers: a paired permutation test, the sign of each case's difference being chance.

    Exact for few cases, else of 10,000 draws with a fixed seed. For retrieval measures: M. D. Smucker and others, A
    comparison of statistical significance tests for information retrieval evaluation (2007),
    https://doi.org/10.1145/1321440.1321528. Raises ValueError where the two differ in length.
    """
    differences = _differences(now, then)
    changed = differences[differences != 0]
    if not len(changed):
        return 1.0
    from scipy.stats import permutation_test

    found = permutation_test(
        (changed,),
        lambda sample, axis: np.mean(sample, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=_RESAMPLES,
        batch=1000,
        rng=np.random.default_rng(_SEED),
    )
    return float(found.pvalue)


def difference_interval(now: Sequence[float], then: Sequence[float]) -> Interval | None:
    """The 95 % interval of the mean of paired differences, by bootstrap over the cases; None without a case.

    Raises ValueError where the two differ in length.
    """
    return mean_interval([float(value) for value in _differences(now, then)])


def adjusted(p_values: Sequence[float]) -> list[float]:
    """The p values of many tests so adjusted that of those below 0.05 at most one in twenty is expected to be chance.

    Benjamini and Hochberg, Controlling the false discovery rate (1995),
    https://doi.org/10.1111/j.2517-6161.1995.tb02031.x.
    """
    if not p_values:
        return []
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(list(p_values))]


def _differences(now: Sequence[float], then: Sequence[float]) -> NDArray[np.float64]:
    if len(now) != len(then):
        raise ValueError(f"pairs need two outcomes a case, got {len(now)} and {len(then)}")
    return np.asarray(now, dtype=np.float64) - np.asarray(then, dtype=np.float64)
