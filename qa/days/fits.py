"""Fitting days: whether a sentence of an article speaks of the days that a question names, or of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from index.dates import find_dates
from index.records import Article, DateRange, EventDate
from qa.days.when import When
from qa.shown.evidence import Sentence

_MOST_DAYS_ASKED = 31
_MOST_DAYS_OF_A_SENTENCE = 7
"""A sentence that speaks of a month or a year (今年以来) speaks of none of its days."""

_FITS, _OTHER_DAY = 0.03, -0.08
"""What it is worth to a sentence's score to speak of a day that the question names, and of another."""

_SENTENCE_BEFORE = 150
_LEAD = 120
_ONE_DAY = timedelta(days=1)


def fits(article: Article, start: int, end: int, when: When) -> bool | None:
    """Whether `article.text[start:end]`, a sentence or a passage, speaks of a day that the question names.

    True where it does, False where it speaks of another day, None where that cannot be told, or where the question
    names no day, only ranges of more than 31 days, or asks for a day. Most telling first:

    - for days of printing: whether the article was printed then;
    - the days that the sentence itself names; one still to come when it was printed does not make it speak of that
      day only;
    - the day that the sentence before it, in the same paragraph, names last;
    - the day in the headline, then the one that the article begins with (its dateline);
    - the day of printing: that day's paper or the next day's may tell of it, an earlier one cannot unless its article
      names the day somewhere.

    Pure. The time is that of going through the article's dates once.
    """
    printed = [one.days for one in when.days if one.only]
    if printed:
        return None if article.date is None else _within(article.date, printed)
    asked = [one.days for one in when.days if (one.days.last - one.days.first).days <= _MOST_DAYS_ASKED]
    if not asked:
        return None
    own = [event for event in article.events if event.start < end and start < event.end]
    verdict = _speaks(own, asked, article.date)
    if verdict is None:
        verdict = _from_around(article, start, asked)
    return None if verdict is False and when.asks_when else verdict


def by_days(sentences: Sequence[Sentence], when: When) -> list[Sentence]:
    """The sentences with what their days are worth added to their scores, best first.

    Where some speak of the one day that the question names, those of other days are left out: the figure of a day must
    not be answered with its neighbour's.
    """
    found = [(one, fits(one.hit.article, one.start, one.end, when)) for one in sentences]
    if len({one.days for one in when.days}) == 1 and any(fit for _, fit in found):
        found = [(one, fit) for one, fit in found if fit is not False]
    worth = {True: _FITS, False: _OTHER_DAY, None: 0.0}
    scored = [replace(one, score=one.score + worth[fit]) for one, fit in found]
    return sorted(scored, key=lambda one: (-one.score, one.hit.rank, one.start))


def _from_around(article: Article, start: int, asked: list[DateRange]) -> bool | None:
    """The same for a sentence that names no day itself."""
    anywhere = any(_is_of(event, asked) for event in article.events)
    before = [event for event in article.events if event.end <= start and _is_in_reach(article.text, event.end, start)]
    headline = _headline_days(article.title, article.date)
    lead = [event for event in article.events if event.end <= _LEAD][:1]
    for events in (before[-1:], headline, lead):
        verdict = _speaks(events, asked, article.date)
        if verdict or (verdict is False and not anywhere and events is not lead):
            return verdict
    if article.date is None:
        return None
    if any(days.first <= article.date <= days.last + _ONE_DAY for days in asked):
        return None if _speaks(lead, asked, article.date) is False else True
    return False if not anywhere and all(article.date < days.first for days in asked) else None


def _speaks(events: Iterable[EventDate], asked: list[DateRange], issued: date | None) -> bool | None:
    """True where one of the events is of an asked day, False where one is of another day gone by, else None."""
    events = list(events)
    if any(_is_of(event, asked) for event in events):
        return True
    others = any(_is_narrow(event) and (issued is None or event.last <= issued) for event in events)
    return False if others else None


def _is_of(event: EventDate, asked: list[DateRange]) -> bool:
    overlap = any(event.first <= days.last and days.first <= event.last for days in asked)
    return overlap and (
        _is_narrow(event) or any(days.first <= event.first and event.last <= days.last for days in asked)
    )


def _is_narrow(event: EventDate) -> bool:
    return (event.last - event.first).days < _MOST_DAYS_OF_A_SENTENCE


def _is_in_reach(text: str, end: int, start: int) -> bool:
    """Whether a date that ends at `end` stands in the paragraph of a sentence that begins at `start`, near it."""
    return start - end <= _SENTENCE_BEFORE and "\n" not in text[end:start].rstrip()


def _within(day: date, ranges: list[DateRange]) -> bool:
    return any(days.first <= day <= days.last for days in ranges)


@lru_cache(maxsize=1024)
def _headline_days(title: str, issued: date | None) -> tuple[EventDate, ...]:
    return find_dates(title, issued)
