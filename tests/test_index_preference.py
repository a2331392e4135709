"""Preference: days that are asked for, and the newest of what fits alike."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.fuse import Candidate
from index.passages import Passage
from index.preference import preferring
from index.records import DateRange, EventDate, Preference

TENTH = date(2020, 2, 10)
ON_TENTH = Preference(dates=(DateRange(TENTH, TENTH),))
NAMED = (EventDate(0, 2, TENTH, TENTH),)
YEAR = (EventDate(0, 2, date(2020, 1, 1), date(2020, 12, 31)),)


def ranked(scores: list[float]) -> list[Candidate]:
    return [Candidate(key, score, score, None) for key, score in enumerate(scores)]


def day(number: int) -> Passage:
    return Passage("", "", date(2020, 2, number))


def order(scores: list[float], passages: dict[int, Passage], prefer: Preference) -> list[int]:
    return [candidate.key for candidate in preferring(ranked(scores), passages, prefer)]


def test_the_report_of_that_day_beats_one_that_fits_a_little_better() -> None:
    assert order([0.9, 0.85], {0: day(3), 1: day(10)}, ON_TENTH) == [1, 0]


def test_a_newspaper_of_the_day_after_tells_of_the_day_too_one_of_the_day_before_does_not() -> None:
    assert order([0.9, 0.85, 0.84], {0: day(9), 1: day(11), 2: day(12)}, ON_TENTH) == [1, 0, 2]


def test_an_unrelated_passage_of_that_day_stays_behind() -> None:
    assert order([0.9, 0.4], {0: day(3), 1: day(10)}, ON_TENTH) == [0, 1]


def test_naming_the_day_counts_in_the_passage_more_than_elsewhere_in_the_article() -> None:
    late = date(2020, 3, 1)
    passages = {
        0: Passage("", "", late),
        1: Passage("", "", late, (), NAMED),
        2: Passage("", "", late, NAMED, NAMED),
        3: Passage("", "", late, YEAR, YEAR),
    }
    assert order([0.9, 0.88, 0.86, 0.84], passages, ON_TENTH) == [2, 1, 0, 3]


def test_the_newest_comes_first_of_what_fits_alike_and_an_undated_one_last() -> None:
    newest = Preference(newest=True)
    passages = {0: day(3), 1: day(10), 2: Passage("", ""), 3: day(20)}
    assert order([0.9, 0.85, 0.84, 0.3], passages, newest) == [1, 0, 2, 3]


@given(
    st.lists(st.tuples(st.floats(0, 1), st.none() | st.integers(1, 28)), max_size=20),
    st.lists(st.integers(1, 28), max_size=2),
    st.booleans(),
)
def test_every_candidate_stays_best_first_within_0_and_1(
    given_: list[tuple[float, int | None]], days: list[int], newest: bool
) -> None:
    before = ranked(sorted((score for score, _ in given_), reverse=True))
    passages = {at: day(number) if number else Passage("", "") for at, (_, number) in enumerate(given_)}
    wanted = tuple(DateRange(date(2020, 2, number), date(2020, 2, number)) for number in days)
    found = preferring(before, passages, Preference(wanted, newest))
    assert sorted(candidate.key for candidate in found) == list(range(len(before)))
    scores = [candidate.score for candidate in found]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
