"""Calendar: the days that years, months, parts of them, weeks, weekdays, lunar days and festivals are.

Everything here raises ValueError or OverflowError for what no calendar has (30 February, days outside `date`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

Days = tuple[date, date]
"""First and last day, both inclusive."""

InYear = Callable[[int], Days]
"""The days of something that comes once in each year, for a year of the Gregorian calendar."""

AHEAD = 60
"""How many days after the issue a date without a year may begin and still be one to come.

Papers announce what is weeks away and look back on what is months away: a date further off is last year's."""

AHEAD_ANNOUNCED = 330
"""The same where the words around it say that it is still to come (将于, 起施行)."""

_LEAP_YEARS = 8
"""The longest time from one 29 February to the next (1896 to 1904)."""


def day(value: date) -> Days:
    """One day."""
    return value, value


def shifted(value: date, days: int) -> Days:
    """The day that comes `days` after `value` (before it, if negative)."""
    return day(value + timedelta(days=days))


def year_days(year: int) -> Days:
    """1 January to 31 December."""
    return date(year, 1, 1), date(year, 12, 31)


def months(year: int, first: int, last: int) -> Days:
    """The first day of month `first` to the last one of month `last` (1 to 12) of a year."""
    if not 1 <= first <= last <= 12:
        raise ValueError(f"months must be 1 to 12 in order, got {first} to {last}")
    end = date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(days=1)
    return date(year, first, 1), end


def third(year: int, month: int, part: int) -> Days:
    """A month's days 1 to 10 (`part` 0: 上旬), 11 to 20 (1: 中旬), or 21 to its end (2: 下旬)."""
    if part < 2:
        return date(year, month, 1 + 10 * part), date(year, month, 10 + 10 * part)
    return date(year, month, 21), months(year, month, month)[1]


def month_from(value: date, offset: int) -> tuple[int, int]:
    """Year and month that stand `offset` months after the one of `value`."""
    count = value.year * 12 + value.month - 1 + offset
    return count // 12, count % 12 + 1


def week(value: date, offset: int) -> Days:
    """Monday to Sunday of the week that stands `offset` weeks after the one of `value` (ISO 8601)."""
    monday = value - timedelta(days=value.weekday()) + timedelta(weeks=offset)
    return monday, monday + timedelta(days=6)


def latest_weekday(value: date, weekday: int) -> Days:
    """The latest day on or before `value` that is a `weekday` (0 Monday to 6 Sunday)."""
    return shifted(value, -((value.weekday() - weekday) % 7))


def latest_day_of_month(issued: date, number: int, ahead: int) -> Days:
    """The latest day `number` of a month that is at most `ahead` days after `issued`."""
    for offset in (1, 0, -1, -2):
        year, month = month_from(issued, offset)
        if number <= months(year, month, month)[1].day:
            found = date(year, month, number)
            if (found - issued).days <= ahead:
                return day(found)
    raise ValueError(f"no month near {issued} has a day {number}")


def latest_year(issued: date, in_year: InYear, ahead: int = AHEAD) -> Days:
    """The latest occurrence that begins at most `ahead` days after `issued`: the past is preferred.

    So 30 December is last year's on 2 January, and 20 February is still to come on 10 February.
    """
    for year in range(issued.year + 1, issued.year - _LEAP_YEARS - 1, -1):
        try:
            found = in_year(year)
        except (ValueError, OverflowError):
            continue  # 29 February, or a year that no calendar has
        if (found[0] - issued).days <= ahead:
            return found
    raise ValueError("no year near the issue has that day")


@lru_cache(maxsize=4096)
def _lunar_to_solar(year: int, month: int, number: int) -> date:
    from tyme4py.lunar import LunarDay

    found = LunarDay.from_ymd(year, month, number).get_solar_day()
    return date(found.get_year(), found.get_month(), found.get_day())


def lunar_day(year: int, month: int, number: int) -> Days:
    """Day `number` of lunar month `month` (negative: the leap month after it) that belongs to Gregorian `year`.

    The twelfth month counts as the one before that year's lunar New Year: it begins in December or January, so that
    some Gregorian years have its first day twice and some not at all.
    """
    return day(_lunar_to_solar(year if abs(month) < 12 else year - 1, month, number))


def lunar_month(year: int, month: int) -> Days:
    """The lunar month `month` (negative: a leap month) that belongs to Gregorian `year`, as `lunar_day` has it."""
    from tyme4py.lunar import LunarMonth

    first = lunar_day(year, month, 1)[0]
    lunar_year = year if abs(month) < 12 else year - 1
    return first, first + timedelta(days=int(LunarMonth.from_ym(lunar_year, month).get_day_count()) - 1)


def lunar_new_year(year: int) -> Days:
    """The first day of the lunar year that begins in Gregorian `year`."""
    return lunar_day(year, 1, 1)


def lunar_new_year_s_eve(year: int) -> Days:
    """The day before it (除夕): the last month has 29 days or 30."""
    return shifted(lunar_new_year(year)[0], -1)


def lunar_new_year_holidays(year: int) -> Days:
    """From the eve to the sixth day of the lunar year, the span that 春节期间 is commonly meant to be."""
    first = lunar_new_year(year)[0]
    return first - timedelta(days=1), first + timedelta(days=5)


def solar_term(year: int, name: str) -> Days:
    """The day of one of the 24 solar terms, such as 清明."""
    from tyme4py.solar import SolarTerm

    found = SolarTerm.from_name(year, name).get_solar_day()
    if found.get_year() != year:  # its years begin with the winter solstice before
        found = SolarTerm.from_name(year + 1, name).get_solar_day()
    return day(date(found.get_year(), found.get_month(), found.get_day()))
