"""What the text of a refusal has said already, in either language, so that no door says it twice."""

from __future__ import annotations

from index.records import DateRange
from qa.days.texts import days_text
from qa.records import Answer, LookedAt

_LANGUAGES = ("zh", "en")


def unnamed_dates(answer: Answer) -> tuple[LookedAt, ...]:
    """The days that were looked at; of a refusal only those that its text does not name."""
    if not answer.refused:
        return answer.dates
    named = answer.text
    return tuple(one for one in answer.dates if not any(days_text(one.days, said) in named for said in _LANGUAGES))


def says_covered(answer: Answer) -> bool:
    """Whether the text tells which days the archive covers."""
    covered = answer.covered
    if covered is None:
        return False
    ends = [DateRange(day, day) for day in (covered.first, covered.last)]
    return any(
        days_text(covered, said) in answer.text or all(days_text(day, said) in answer.text for day in ends)
        for said in _LANGUAGES
    )
