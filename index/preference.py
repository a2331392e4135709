"""Preference: what tells of the days that are asked for ranks higher, or the latest of what fits alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from index.fuse import Candidate
from index.passages import Passage
from index.records import DateRange, EventDate, Preference
from index.rerank import ordered

_DATE_WEIGHT = 0.3
"""Reports of one event on two days are up to 0.1 apart in score, the best ten of a search about 0.3, and most of the
hundred that it looks at more than 0.5 below the first."""
_ELSEWHERE = 0.5
"""What a day counts that the article names outside the passage."""
_LONGEST_EVENT = 31
"""Days; an event as long as a year (今年) tells of none of them."""
_ALIKE = 0.15
"""So far below the best passage of a group one still fits alike."""


def preferring(candidates: Sequence[Candidate], passages: Mapping[int, Passage], prefer: Preference) -> list[Candidate]:
    """The candidates, best first, as a preference would have them; scores stay within 0 to 1.

    A candidate that is not among `passages`, or an undated one, is not preferred.
    """
    if prefer.dates:
        shares = [_tells_of(passages.get(candidate.key), prefer.dates) for candidate in candidates]
        scores = [candidate.score for candidate in candidates]
        raised = [
            (score + _DATE_WEIGHT * share) / (1 + _DATE_WEIGHT) for score, share in zip(scores, shares, strict=True)
        ]
        candidates = ordered(candidates, raised)
    return _newest_first(candidates, passages) if prefer.newest else list(candidates)


def _tells_of(passage: Passage | None, wanted: Sequence[DateRange]) -> float:
    """How far a passage tells of the days, 0 to 1: printed then or on the day after, or naming one of them."""
    if passage is None:
        return 0.0
    printed = passage.printed
    # A newspaper tells of the day before it is printed.
    if printed and any(days.first <= printed <= days.last + timedelta(days=1) for days in wanted):
        return 1.0
    if _names(passage.own_events, wanted):
        return 1.0
    return _ELSEWHERE if _names(passage.events, wanted) else 0.0


def _names(events: Iterable[EventDate], wanted: Sequence[DateRange]) -> bool:
    return any(
        event.first <= days.last and event.last >= days.first
        for event in events
        if (event.last - event.first).days < _LONGEST_EVENT
        for days in wanted
    )


def _newest_first(candidates: Sequence[Candidate], passages: Mapping[int, Passage]) -> list[Candidate]:
    """Groups of candidates that fit alike, each with the score of its best, the latest printed first within it."""

    def day(candidate: Candidate) -> int:
        passage = passages.get(candidate.key)
        return (passage.printed if passage and passage.printed else date.min).toordinal()

    found: list[Candidate] = []
    group: list[Candidate] = []
    for candidate in candidates:
        if group and candidate.score < group[0].score - _ALIKE:
            found += sorted(group, key=day, reverse=True)
            group = []
        group.append(candidate._replace(score=group[0].score if group else candidate.score))
    return found + sorted(group, key=day, reverse=True)
