from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import calendar_days as calendar

YEARS = st.integers(1900, 2099)


@pytest.mark.parametrize(
    ("year", "first"),
    # The Hong Kong Observatory's conversion tables (hko.gov.hk, Gregorian-Lunar Calendar Conversion Table).
    [
        (1901, (2, 19)),
        (1949, (1, 29)),
        (1985, (2, 20)),
        (2000, (2, 5)),
        (2020, (1, 25)),
        (2033, (1, 31)),
        (2034, (2, 19)),
    ],
)
def test_lunar_new_year(year: int, first: tuple[int, int]) -> None:
    assert calendar.lunar_new_year(year)[0] == date(year, *first)


@given(YEARS)
def test_the_eve_comes_before_the_first_day_and_the_last_month_holds_it(year: int) -> None:
    eve, first = calendar.lunar_new_year_s_eve(year)[0], calendar.lunar_new_year(year)[0]
    assert first - eve == timedelta(days=1)
    assert calendar.lunar_month(year, 12)[1] == eve


@given(YEARS, st.integers(1, 12))
def test_a_lunar_month_is_29_or_30_days_from_its_first(year: int, month: int) -> None:
    first, last = calendar.lunar_month(year, month)
    assert first == calendar.lunar_day(year, month, 1)[0]
    assert (last - first).days in (28, 29)


def test_a_leap_month_comes_in_its_year_only() -> None:
    assert calendar.lunar_month(2020, -4) == (date(2020, 5, 23), date(2020, 6, 20))
    with pytest.raises(ValueError):
        calendar.lunar_month(2021, -4)


def test_the_winter_solstice_is_the_one_of_the_year() -> None:
    assert calendar.solar_term(2021, "冬至") == calendar.day(date(2021, 12, 21))
    assert calendar.solar_term(2020, "清明") == calendar.day(date(2020, 4, 4))


@given(st.dates(date(1, 3, 1), date(9998, 12, 31)), st.integers(0, 6))
def test_the_latest_weekday_is_one_and_less_than_a_week_ago(day: date, weekday: int) -> None:
    found = calendar.latest_weekday(day, weekday)[0]
    assert found.weekday() == weekday
    assert 0 <= (day - found).days < 7


@given(YEARS, st.integers(1, 12))
def test_the_thirds_of_a_month_tile_it(year: int, month: int) -> None:
    parts = [calendar.third(year, month, part) for part in range(3)]
    first, last = calendar.months(year, month, month)
    assert parts[0][0] == first and parts[2][1] == last
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(parts))


@pytest.mark.parametrize("bad", [(0, 1), (5, 4), (1, 13)])
def test_months_out_of_the_calendar(bad: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        calendar.months(2020, *bad)
