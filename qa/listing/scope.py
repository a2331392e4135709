"""Scope: the issues that a question of the records and the reader's filters leave, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.catalogue import PageSummary
from index.issue import page_key
from index.records import Article, DateRange, Filters
from index.search import Library
from index.tokens import fold
from qa.listing.question import ListingQuestion
from qa.listing.texts import TEXTS, plain, say_days, say_newspaper
from qa.records import Reason


@dataclass(frozen=True, slots=True)
class Issue:
    """One newspaper of one day (both may be unknown) and its pages, in order."""

    newspaper: str | None
    days: DateRange | None
    pages: tuple[PageSummary, ...]


class NothingFitsError(Exception):
    """Nothing in the records fits: `reason` is that of the refusal, `sentences` say it and what there is instead."""

    def __init__(self, reason: Reason, *sentences: str) -> None:
        self.reason, self.sentences = reason, tuple(filter(None, sentences))
        super().__init__(reason)


class Scope:
    """What is looked at: the `filters` with the newspaper and the days of the question, and the `issues` they leave.

    Raises NothingFitsError where there is no such newspaper, or no issue of these days.
    """

    def __init__(self, asked: ListingQuestion, library: Library, filters: Filters, language: str) -> None:
        self.library, self.language, self.words = library, language, TEXTS[language]
        self.held = _issues(library.pages())
        named = self._with_newspaper(asked, filters)
        self.filters = self._with_days(self._days(asked, named), named)
        self.issues = [
            left for issue in self.held if _fits(issue, self.filters) and (left := _left(issue, self.filters))
        ]
        if not self.issues and (self.filters.date_from or self.filters.date_to):
            raise self._no_issue(_days_of(self.filters))

    def _with_newspaper(self, asked: ListingQuestion, filters: Filters) -> Filters:
        if not asked.newspaper:
            return filters
        held = self.library.newspapers()
        known = [name for name in held if fold(name) == fold(asked.newspaper)]
        if not known or (filters.newspaper is not None and fold(filters.newspaper) != fold(known[0])):
            missing = self.words["no_newspaper"].format(name=plain(asked.newspaper))
            names = self.words["join"].join(map(plain, held))
            raise NothingFitsError("nothing_found", missing, self.words["holds"].format(names=names) if names else "")
        return replace(filters, newspaper=known[0])

    def _days(self, asked: ListingQuestion, filters: Filters) -> DateRange | None:
        if not asked.newest_issue:
            return asked.days
        dated = [issue.days for issue in self.held if issue.days and _fits(issue, filters)]
        return max(dated, key=lambda days: days.first) if dated else None

    def _with_days(self, days: DateRange | None, filters: Filters) -> Filters:
        if days is None:
            return filters
        first = max(filters.date_from or days.first, days.first)
        last = min(filters.date_to or days.last, days.last)
        if first > last:
            raise self._no_issue(days)
        return replace(filters, date_from=first, date_to=last)

    def _no_issue(self, days: DateRange) -> NothingFitsError:
        missing = self.words["no_days"].format(days=say_days(days, self.language))
        return NothingFitsError("outside_dates", missing, self.covered())

    def covered(self) -> str:
        """The sentence that says which days the archive has."""
        dated = [issue.days for issue in self.held if issue.days]
        if not dated:
            return self.words["undated"]
        return self.words["covered"].format(days=say_days(span(dated), self.language), issues=len(dated))

    def said(self, page: str = "", days: DateRange | None = None, newspaper: str | None = None) -> str:
        """Newspaper, days and page that are looked at, in words; the archive where it is all of it.

        `days` and `newspaper` narrow what the filters say. In English with the preposition before it.
        """
        name = say_newspaper(newspaper or self.filters.newspaper, self.language).rstrip(", ")
        if days is None and (self.filters.date_from or self.filters.date_to):
            days = _days_of(self.filters)
        printed = [name, say_days(days, self.language) if days else ""]
        if self.language == "zh":
            return "".join([*printed, page]) or self.words["archive"]
        issue = ", ".join(filter(None, printed))
        said = [f"on {page}" if page else "", f"of {issue}" if issue else ""]
        return " ".join(filter(None, said)) or self.words["archive"]


def span(days: Sequence[DateRange]) -> DateRange:
    """From the first day of some to the last."""
    return DateRange(min(one.first for one in days), max(one.last for one in days))


def days_of(articles: Iterable[Article]) -> DateRange | None:
    """From the first day of some articles to the last, None where none has a date."""
    dated = [DateRange(one.date, one.date) for one in articles if one.date]
    return span(dated) if dated else None


def _days_of(filters: Filters) -> DateRange:
    first, last = filters.date_from or filters.date_to, filters.date_to or filters.date_from
    assert first is not None and last is not None
    return DateRange(first, last)


def _issues(pages: Iterable[PageSummary]) -> list[Issue]:
    """The issues that pages make, in their order (newspaper, day, number)."""
    found = []
    for (newspaper, day), group in groupby(pages, key=lambda page: (page.newspaper, page.date)):
        found.append(Issue(newspaper, DateRange(day, day) if day else None, tuple(group)))
    return found


def _left(issue: Issue, filters: Filters) -> Issue | None:
    """The issue with the pages that fit a filter on the page, None where none does."""
    if filters.page is None:
        return issue
    wanted = page_key(filters.page)
    pages = tuple(page for page in issue.pages if page.number is not None and page_key(page.number) == wanted)
    return replace(issue, pages=pages) if pages else None


def _fits(issue: Issue, filters: Filters) -> bool:
    if filters.newspaper is not None and fold(issue.newspaper or "") != fold(filters.newspaper):
        return False
    if not (filters.date_from or filters.date_to):
        return True
    if issue.days is None:
        return False
    day = issue.days.first
    return (filters.date_from or day) <= day <= (filters.date_to or day)
