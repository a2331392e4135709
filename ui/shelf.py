"""Shelf: which issues of a library a reader looks at: a newspaper's or all, a month's, a day's, the undated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ui.records import IssueLine, Overview

Span = Literal["newest", "month", "day", "undated"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen of the list: `day` is the day, the first of the month, or None where neither is chosen.

    Without a `newspaper` those of all are meant; `span` "newest" leaves nothing out.
    """

    newspaper: str | None = None
    span: Span = "newest"
    day: date | None = None


def issues_of(overview: Overview, choice: Choice) -> tuple[IssueLine, ...]:
    """The issues that fit a choice, in the overview's order."""
    return tuple(issue for issue in overview.issues if _fits(issue, choice))


def _fits(issue: IssueLine, choice: Choice) -> bool:
    if choice.newspaper is not None and issue.newspaper != choice.newspaper:
        return False
    if choice.span == "undated":
        return issue.date is None
    if choice.span == "newest" or choice.day is None:
        return True
    if issue.date is None:
        return False
    return issue.date == choice.day if choice.span == "day" else month_of(issue.date) == choice.day


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def articles_by_day(issues: Iterable[IssueLine]) -> dict[date, int]:
    """How many articles each dated day has."""
    counts: Counter[date] = Counter()
    for issue in issues:
        if issue.date is not None:
            counts[issue.date] += issue.articles
    return dict(counts)


def next_choice(choice: Choice, wanted: str) -> Choice:
    """The choice that a link of the calendar makes of `choice`; a name that is none leaves it as it is.

    `wanted` is "newest", "undated", "month:2024-05-01", "day:2024-05-20", or "paper:NAME" ("paper:" for all). It comes
    from a browser, which may name anything.
    """
    kind, _, value = wanted.partition(":")
    if kind == "newest":
        return replace(choice, span="newest", day=None)
    if kind == "undated":
        return replace(choice, span="undated", day=None)
    if kind == "paper":
        return replace(choice, newspaper=value or None)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return choice
    if kind == "month":
        return replace(choice, span="month", day=month_of(day))
    return replace(choice, span="day", day=day) if kind == "day" else choice
