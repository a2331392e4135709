"""When: the days that a question names, as filters on printing and preferences, and whether the archive has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index.calendar_days import Days
from index.dates import find_dates
from index.records import DateRange, EventDate, Filters, Preference
from qa.days.words import (
    as_read,
    asks_when,
    is_as_of,
    is_day_of_printing,
    newest_issue,
    read_counted,
    wants_newest,
)
from qa.records import LookedAt

_WIDE = 92
"""A range of more days than this (去年, 2024年上半年) says little of where to look."""

_AHEAD = 60
"""So many days after its last issue an archive tells of what is to come: see `index.calendar_days.AHEAD`."""

_WRITTEN_YEAR = re.compile(r"\d{4}|[一二][〇○零Ｏ一二三四五六七八九]{3}年")
_RELATIVE = re.compile(
    r"[今昨][天日年晚晨早夜]|明[天日年晚早晨]|[本这去上][个上]?(?:[周月年]|星期|礼拜|两|几|[一二三四五六七八九十\d])|[前后][天日晚年]"
    r"|下个?(?:[周月年]|星期|礼拜)|[周期拜][一二三四五六日天]|最|近|过去|前$"
    r"|\b(?:last|this|next|past|previous|yesterday|today|tomorrow|tonight|ago|earlier|latest|newest|recent)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?:和|与|跟|同|及|、|,|，| and | or | to |至|到)$")
_UNTIL_NOW = re.compile(r"^起?(?:至今|迄今|到现在|到目前|以来)")
_YEAR_BEFORE = re.compile(r"\b((?:19|20)\d\d)(?:'s|’s)? $")


@dataclass(frozen=True, slots=True)
class When:
    """The days that a question names.

    `named` are all of them, in the question's order, each with the question's own words for it. `only` is true of one
    where a paper printed on these days is asked for (昨天的报纸), false of one where something happened (昨天的水位).
    `days` are those of them by which a search is to look. `newest`: of several reports the latest is wanted.
    `as_of` are those of the named days as of which a state is asked for (截至5月20日18时). `asks_when`: a day or a time
    is what would answer.
    """

    named: tuple[LookedAt, ...] = ()
    days: tuple[LookedAt, ...] = ()
    newest: bool = False
    as_of: tuple[DateRange, ...] = ()
    asks_when: bool = False


def read_dates(question: str, clock: date | None, coverage: DateRange | None = None) -> When:
    """The days that a question names, reckoned from the day `clock` (None: only complete dates are read).

    `coverage` are the first and the last day of the archive's issues, None if it has no dated ones. The dates are read
    as `index.dates.find_dates` reads those of a page printed on the clock's day, with counts of days back (近三天,
    two days ago) beside. Where the words leave a choice:

    - a day without a year that is far from the archive's issues is reckoned from the last of them: 2月10日 is one of
      2020 in an archive that ends in that month, whatever the clock says. One that comes soon after the last issue is
      both: the day to come and, where the archive covers it, the same a year before (a paper's only the latter);
    - the day of a paper (昨天的报纸, 5月20日头版, printed on 20 May, 最新一期) is a filter on the day of printing, any
      other day a preference: what happened on the 10th is told in the paper of the 10th, of the 11th, or years later;
    - a range of more than 92 days (1949年, 去年) is looked by only where it parts the archive: where it overlaps the
      coverage without holding all of it, or is still to come. A year in a name or in history thus changes nothing.

    Pure; nothing is raised for any question. Every `words` stands in the question, character for character.
    """
    plain = as_read(question)
    events = _events(plain, clock, coverage)
    printed = [is_day_of_printing(plain, event.start, event.end, (event.first, event.last)) for event in events]
    for at in range(len(events) - 2, -1, -1):  # 5月20日和21日的头版: of both days
        printed[at] |= printed[at + 1] and bool(_JOINED.search(plain[events[at].end : events[at + 1].start]))
    named = [
        LookedAt(question[event.start : event.end], DateRange(*days), only)
        for event, only in zip(events, printed, strict=True)
        for days in _in_which_years(event, plain[event.start : event.end], only, coverage)
    ]
    latest = newest_issue(plain)
    last = coverage.last if coverage else clock
    if latest and last and not named:
        named.append(LookedAt(question[slice(*latest)], DateRange(last, last), only=True))
    days = tuple(one for one in named if one.only or not _is_wide(one.days) or _parts(one.days, coverage))
    as_of = tuple(DateRange(event.first, event.last) for event in events if is_as_of(plain, event.start))
    return When(tuple(named), days, wants_newest(plain, events), as_of, asks_when(plain))


def _events(plain: str, clock: date | None, coverage: DateRange | None) -> list[EventDate]:
    """The dates in a question, in order and without overlap, a wider one that stands around a narrower one left out."""
    counted = list(read_counted(plain, clock)) if clock else []
    found = [_in_coverage(event, plain, clock, coverage) for event in _read(plain, clock)]
    found = [event for event in found if not any(_meet(event, other) for other in counted)]
    merged: list[EventDate] = []
    for event in sorted(found + counted, key=lambda event: (event.start, -event.end)):
        before = merged[-1] if merged else None
        if before and event.start < before.end:
            continue
        if before and plain[before.end : event.start] in ("", " ", "的") and _holds(before, event):
            event = replace(event, start=before.start)  # 今年 年初
            merged.pop()
        merged.append(_until_now(event, plain, clock))
    return merged


def _in_coverage(event: EventDate, plain: str, clock: date | None, coverage: DateRange | None) -> EventDate:
    """The date, in another year where it names none and another fits the archive."""
    words = plain[event.start : event.end]
    if _WRITTEN_YEAR.search(words):
        return event
    year = _YEAR_BEFORE.search(plain, 0, event.start) if words.isascii() and not _RELATIVE.search(words) else None
    if year:  # the 2020 Spring Festival
        whole = _read(f"{words} {year[1]}", clock)
        return replace(event, start=year.start(), first=whole[0].first, last=whole[0].last) if whole else event
    if _RELATIVE.search(words) or clock is None:
        return event
    if coverage is None:
        return event if (event.first - clock).days <= _AHEAD else _again(event, plain, words, clock)
    return event if _is_near(event, coverage) else _again(event, plain, words, coverage.last)


def _in_which_years(event: EventDate, words: str, only: bool, coverage: DateRange | None) -> list[Days]:
    """The days of a date: of one without a year that comes after the last issue, those of the year before too."""
    days = (event.first, event.last)
    if coverage is None or event.first <= coverage.last or _WRITTEN_YEAR.search(words) or _RELATIVE.search(words):
        return [days]
    try:
        before = (event.first.replace(year=event.first.year - 1), event.last.replace(year=event.last.year - 1))
    except ValueError:  # 29 February
        return [days]
    if before[1] < coverage.first:
        return [days]
    return [before] if only else [days, before]


def _again(event: EventDate, plain: str, words: str, clock: date) -> EventDate:
    """The same words reckoned from another day; by themselves, since 起施行 behind them would put them a year ahead."""
    alone = _read(words, clock)
    there = [other for other in _read(plain, clock) if other.start == event.start]
    for other in (*(one for one in alone if one.end - one.start == len(words)), *there):
        if (other.first - clock).days <= _AHEAD:
            return replace(event, first=other.first, last=other.last)
    return event


@lru_cache(maxsize=64)
def _read(text: str, clock: date | None) -> tuple[EventDate, ...]:
    return find_dates(text, clock)


def _is_near(event: EventDate, coverage: DateRange) -> bool:
    """Whether the issues may tell of the day as of one gone by lately, or to come soon."""
    return (coverage.first - event.last).days <= _AHEAD and (event.first - coverage.last).days <= _AHEAD


def _meet(one: EventDate, other: EventDate) -> bool:
    return one.start < other.end and other.start < one.end


def _holds(outer: EventDate, inner: EventDate) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _until_now(event: EventDate, plain: str, clock: date | None) -> EventDate:
    """2020年至今: to the clock's day."""
    now = _UNTIL_NOW.search(plain[event.end : event.end + 4])
    if now is None or clock is None or event.first > clock:
        return event
    return replace(event, end=event.end + now.end(), last=max(clock, event.first))


def _is_wide(days: DateRange) -> bool:
    return (days.last - days.first).days >= _WIDE


def _parts(days: DateRange, coverage: DateRange | None) -> bool:
    """Whether some issues are within the days and some are not, or the days come after all issues."""
    if coverage is None or days.last < coverage.first:
        return False
    return days.first > coverage.first or days.last < coverage.last


# What a search makes of it


def preference(when: When) -> Preference | None:
    """What a search is to rank higher: reports printed on the days or telling of them, the newest; None for neither."""
    dates = tuple(dict.fromkeys(one.days for one in when.days))
    return Preference(dates, when.newest) if dates or when.newest else None


def narrowed(filters: Filters, when: When) -> Filters | None:
    """The filters with the days of printing that the question names; None where no day fits both.

    Of several days (5月20日和22日的报纸) the filter reaches from the first to the last.
    """
    only = [one.days for one in when.days if one.only]
    if not only:
        return filters
    first, last = min(days.first for days in only), max(days.last for days in only)
    first, last = max(filters.date_from or first, first), min(filters.date_to or last, last)
    return replace(filters, date_from=first, date_to=last) if first <= last else None


def outside_dates(
    when: When,
    clock: date | None,
    coverage: DateRange | None,
    issues: Collection[date],
    told: Callable[[DateRange], bool],
) -> tuple[LookedAt, ...]:
    """The named days of which the archive can hold nothing; () where that is not sure.

    `issues` are the days on which there are issues, `told` says whether any article may tell of given days
    (`Library.tells_of`). A question is to be refused as `outside_dates` where all days it names are outside, before
    any answer is written: what papers say of other days is no answer. Outside are

    - days of printing (昨天的报纸) on which no issue was printed;
    - days after the last issue as of which a state is asked for (截至5月22日18时): no paper can tell it yet;
    - other days after the last issue that no article tells of. Days before the first issue never are: papers tell of
      earlier years. Nor are days ahead of the clock that the question only points at (明天, 今年国庆节, next week).
    """
    if coverage is None:
        return ()

    def is_outside(one: LookedAt) -> bool:
        if one.only:
            return not any(one.days.first <= day <= one.days.last for day in issues)
        to_come = one.days.first > coverage.last
        return to_come and (one.days in when.as_of or not (_points_ahead(one, clock) or told(one.days)))

    return tuple(one for one in when.named if is_outside(one))


def _points_ahead(one: LookedAt, clock: date | None) -> bool:
    return clock is not None and clock < one.days.last and is_relative(one.words)


def is_relative(words: str) -> bool:
    """Whether words for days mean others when asked another day: 昨天, 上周, last month; not 5月20日."""
    plain = as_read(words)
    return not _WRITTEN_YEAR.search(plain) and bool(_RELATIVE.search(plain))


def all_outside(when: When, outside: Sequence[LookedAt]) -> bool:
    """Whether the question names days and every one of them is outside."""
    return bool(when.named) and len(outside) == len(when.named)
