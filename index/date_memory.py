"""Date memory: what a text has said already, by which its later, shorter dates are resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index import calendar_days as calendar
from index.calendar_days import Days, InYear

_SENTENCE_END = re.compile("[。！？!?\n]")
_TO_COME_BEFORE = re.compile(
    r"(?:将[于在从自]|定于|拟于|将?计划[于在]|预计[于在到]?|[推延][迟期]?[至到]|截止(?:日期)?(?:为|是|到)) ?$"
)
_TO_COME_AFTER = re.compile("(?:起|开始|正式)+(?:施行|实施|执行|生效|启用)|将[要于在]?|截止")
_NEAR = 31
_BARE_AHEAD, _BARE_AHEAD_ANNOUNCED = 10, 25


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: a year (None: none is written) and what it is in any year, or `days` outright.

    `next` is the index of the word after it, `month` the month whose days may be counted on from here, `bare_day` a
    day of the month of which nothing else is written, `since` tells that 以来 stands after it.
    """

    start: int
    end: int
    next: int
    year: int | None = None
    in_year: InYear | None = None
    days: Days | None = None
    month: int | None = None
    bare_day: int | None = None
    since: bool = False


@dataclass(slots=True)
class _Said:
    """What the text has said so far, and how far that holds: year and month to the sentence's end, the rest to the
    paragraph's. `day` is the day spoken of last; `past` one of a year long gone that a story is being told of.
    """

    year: int | None = None
    month: tuple[int, int] | None = None
    day: date | None = None
    past: date | None = None


class DateMemory:
    """What one text has said so far of years, months and days; `issued` is the day of its issue, None if unknown.

    `last` are the days of the date before, which ends at `last_end`.
    """

    def __init__(self, plain: str, issued: date | None) -> None:
        self.plain = plain
        self.issued = issued
        self.said = _Said()
        self.last: Days | None = None
        self.last_end = 0
        self._last_day: date | None = None
        self._years: dict[tuple[int, int], int] = {}  # of the days and months that the text named with their year
        self._looked_to = 0

    def forget(self, to: int) -> None:
        """Let go of what holds no longer at offset `to`: offsets must not fall from call to call."""
        for end in _SENTENCE_END.finditer(self.plain, self._looked_to, to):
            self.said.year = self.said.month = None
            if end[0] == "\n":
                self.said = _Said()
        self._looked_to = to

    def remember(self, found: WrittenDate, days: Days) -> None:
        """Keep what a date has said for those after it."""
        if found.since:
            return  # the average since 1981 says nothing of the year of what follows
        first, last = days
        if found.year is not None:
            self.said.year = first.year
        if found.month is not None and first == last:
            self.said.month = last.year, last.month
        self.said.day = last if first == last else None
        self._last_day = self.said.day or self._last_day
        if found.month is not None and found.year is not None:
            self._years[last.month, last.day] = first.year
        if found.year is None:
            return
        told = found.month is not None and self.issued is not None and first.year < self.issued.year - 1
        self.said.past = first if told else None

    def again(self, start: int, next_day: bool) -> Days | None:
        """The day that 当日 at offset `start` is: the one spoken of last; for 次日 the one after this paragraph's."""
        if start == self.last_end:
            return None  # 11月22日当天: said already
        if next_day:
            return calendar.shifted(self.said.day, 1) if self.said.day else None
        spoken_of = self.said.day or self._last_day
        if not self.said.day and spoken_of and self.issued and abs((self.issued - spoken_of).days) > _NEAR:
            return None  # another paragraph told of it as of the past
        return calendar.day(spoken_of) if spoken_of else None

    def same_period(self, year: int) -> Days | None:
        """去年同期: what was spoken of last, in that year; where nothing was, the whole year."""
        if self.last is None or self.last[0].year == year:
            return None
        first, last = self.last
        moved = year - first.year
        return _in_other_year(first, moved), _in_other_year(last, moved)

    def _announced(self, written: WrittenDate) -> bool:
        before = self.plain[max(0, written.start - 7) : written.start]
        return bool(_TO_COME_BEFORE.search(before) or _TO_COME_AFTER.match(self.plain, written.end))

    def resolve(self, written: WrittenDate) -> Days:
        """The days of a date; raises ValueError or OverflowError where it has none or needs the issue's."""
        if written.days is not None:
            return written.days
        if written.bare_day is not None:
            return self._resolve_bare_day(written, written.bare_day)
        if written.in_year is None:
            raise ValueError("a date must be something in a year")
        year = written.year if written.year is not None else self.said.year
        if year is None and written.month is not None:
            year = self._year_told(written.in_year)
        if year is not None:
            return written.in_year(year)
        if self.issued is None:
            raise ValueError("a date without a year needs the issue's date")
        ahead = calendar.AHEAD_ANNOUNCED if self._announced(written) else calendar.AHEAD
        return calendar.latest_year(self.issued, written.in_year, ahead)

    def _resolve_bare_day(self, written: WrittenDate, number: int) -> Days:
        if self.said.month is not None:
            return calendar.day(date(*self.said.month, number))
        if self.issued is None:
            raise ValueError("a bare day needs the issue's date")
        ahead = _BARE_AHEAD_ANNOUNCED if self._announced(written) else _BARE_AHEAD
        return calendar.latest_day_of_month(self.issued, number, ahead)

    def _year_told(self, in_year: InYear) -> int | None:
        """The year of a story that goes on, or that the text gave with the same day or month before."""
        past = self.said.past
        if past and in_year(past.year)[0] >= past:
            return past.year
        if not self._years:
            return None
        last = in_year(self.issued.year if self.issued else next(iter(self._years.values())))[1]
        return self._years.get((last.month, last.day))

    def resolve_end(self, second: WrittenDate, first: Days) -> Days:
        """The days of a range's other end, which comes after `first`; raises as `resolve` does."""
        if second.days is not None or second.year is not None:
            return self.resolve(second)
        if second.bare_day is not None:
            for months in (0, 1):
                year, month = calendar.month_from(first[0], months)
                found = date(year, month, second.bare_day)
                if found > first[0]:
                    return calendar.day(found)
            raise ValueError("a range must go forward")
        if second.in_year is None:
            raise ValueError("a date must be something in a year")
        found_days = second.in_year(first[0].year)
        return found_days if found_days[1] > first[0] else second.in_year(first[0].year + 1)


def _in_other_year(value: date, years: int) -> date:
    try:
        return value.replace(year=value.year + years)
    except ValueError:
        return value.replace(year=value.year + years, day=28)
