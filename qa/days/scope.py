"""Scope: where and when a question is looked for: the days it names, the reader's filters, what the archive covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.records import DateRange, Filters, Preference
from index.search import Library
from qa.days.when import When, all_outside, narrowed, outside_dates, preference, read_dates
from qa.records import LookedAt


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a question is looked for.

    `when` are the days it names, `filters` what a search must keep to, `prefer` what it is to rank higher. `outside`
    are named days of which the archive can hold nothing; `closed` says that there is nowhere to look: all named days
    are such, or none of them fits the reader's own filters (which `filters` then are). `covered` are the days of the
    archive's issues, None where none is dated.
    """

    when: When
    filters: Filters
    prefer: Preference | None
    outside: tuple[LookedAt, ...]
    closed: bool
    covered: DateRange | None

    @property
    def days(self) -> tuple[DateRange, ...]:
        """The days to look by, each once."""
        return tuple(dict.fromkeys(one.days for one in self.when.days))


def today_of(library: Library, filters: Filters, today: date | None) -> tuple[date | None, DateRange | None]:
    """The day that 昨天 is reckoned from (`today`, or else that of the last issue), and the days of the issues."""
    covered = library.coverage(Filters(newspaper=filters.newspaper))
    return today or (covered.last if covered else None), covered


def scope_of(question: str, library: Library, filters: Filters, today: date | None = None) -> Scope:
    """Where to look for a question, given the reader's filters; `today` is None for the day of the last issue."""
    clock, covered = today_of(library, filters, today)
    when = read_dates(question, clock, covered)

    def told(days: DateRange) -> bool:
        return library.tells_of(days, filters.newspaper)

    issues = library.issue_days(filters.newspaper)
    outside = outside_dates(when, clock, covered, issues, told)
    within = narrowed(filters, when)
    closed = within is None or all_outside(when, outside)
    return Scope(when, within or filters, preference(when), outside, closed, covered)
