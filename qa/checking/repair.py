"""Repair: the one wrong figure, day or person of a sentence is replaced by what the passage gives for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.dates import find_dates
from qa.checking.clauses import Clause, clauses, cues
from qa.checking.conflicts import Conflict
from qa.checking.facts import Fact
from qa.checking.grounds import Grounds
from qa.checking.verify import Statement, Support

_ALIKE, _LEAST = 0.8, 3
"""The share of a clause's words that a clause of the passage must have to be about the same, and how many at least.

Words that stand nowhere in the passage count for neither side; those of another clause count against.
"""

_BEHIND = 5
_AHEAD = 0.25
"""By so much less must the next clause with another value share: two that fit are no reason to choose one."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a passage may say in the place of a fact, and the share of the words of the fact's clause around it."""

    text: str
    share: float


def repaired(statement: Statement, support: Support, grounds: Grounds) -> str | None:
    """The sentence with its one wrong fact as the passage has it; None where that is not certain.

    Certain is: one fact alone is wrong, a figure with the same unit, a day or a person stands in a clause of the
    passage that shares most of the words around it, and nothing else of the kind does so nearly as well. Whether
    the repaired sentence holds is for the caller to verify.
    """
    wrong: list[Fact | None] = [*support.missing, *(one.fact for one in support.conflicts)]
    if len(wrong) != 1 or wrong[0] is None:
        return None
    fact = wrong[0]
    clause = _clause_of(fact, statement)
    if clause is None:
        return None
    start, end = fact.start, fact.end
    if fact.quantity is not None:
        end = fact.quantity.digits_end
        found = list(_figures(fact, clause, statement, grounds))
    elif fact.days is not None:
        found = list(_days(fact, clause, support.conflicts, grounds))
    elif fact.tag == "nr":
        found = list(_persons(fact, clause, grounds))
    else:
        return None
    new = _certain(found)
    return statement.text[:start] + new + statement.text[end:] if new else None


def contradicted(statement: Statement, support: Support, grounds: Grounds) -> bool:
    """Whether a passage that does not bear a sentence out says something else for the same."""
    if support.conflicts:
        return True
    for fact in support.missing:
        clause = _clause_of(fact, statement)
        if clause and fact.quantity is not None:
            found = list(_figures(fact, clause, statement, grounds))
            if any(one.share >= _ALIKE for one in found):
                return True
    return False


def _clause_of(fact: Fact, statement: Statement) -> Clause | None:
    return next((one for one in clauses(statement.folded) if one.start <= fact.start < one.end), None)


def _certain(found: list[_Candidate]) -> str | None:
    """The candidate that is ahead of all that say something else."""
    ranked = sorted(found, key=lambda one: -one.share)
    if not ranked or ranked[0].share < _ALIKE:
        return None
    others = [one.share for one in ranked if one.text != ranked[0].text]
    return ranked[0].text if not others or ranked[0].share - others[0] >= _AHEAD else None


def _share(about: frozenset[str], there: frozenset[str], grounds: Grounds, least: int = _LEAST) -> float:
    known = [cue for cue in about if cue in grounds.squeezed]
    common = len(about & there)
    enough = common >= _LEAST or least <= common == len(about)
    return common / len(known) if enough and 2 * common >= len(about) else 0.0


def _figures(fact: Fact, clause: Clause, statement: Statement, grounds: Grounds) -> Iterator[_Candidate]:
    wrong = fact.quantity
    assert wrong is not None
    unit = statement.folded[wrong.digits_end : wrong.end]
    for one in grounds.spoken:
        line = grounds.lines[one.sentence]
        same = line.text[one.quantity.digits_end : one.quantity.end] == unit and (unit or wrong.percent)
        ordinal = line.text[one.quantity.start - 1 : one.quantity.start] == "第"
        if ordinal != (statement.folded[wrong.start - 1 : wrong.start] == "第"):
            continue
        if same and one.quantity.percent == wrong.percent and not wrong.equals(one.quantity):
            yield _Candidate(
                line.text[one.quantity.start : one.quantity.digits_end],
                _share(clause.cues, one.clause.cues, grounds, 2),
            )


def _days(fact: Fact, clause: Clause, conflicts: tuple[Conflict, ...], grounds: Grounds) -> Iterator[_Candidate]:
    """Single days, in the form in which the sentence has its own."""
    if fact.days is None or fact.days[0] != fact.days[1] or not re.search(r"\d[日号]$", fact.text):
        return
    if conflicts and conflicts[0].kind == "moment":
        yield _Candidate(_written(date.fromisoformat(conflicts[0].instead), fact.text), 1.0)
        return
    for line in grounds.lines:
        for event in find_dates(line.text, grounds.issued):
            if event.first != event.last:
                continue
            about = next((one for one in line.clauses if one.start <= event.start < one.end), None)
            if about is not None and not _otherwise_used(fact, clause, about, grounds):
                yield _Candidate(_written(event.first, fact.text), _share(clause.cues, about.cues, grounds))


def _otherwise_used(fact: Fact, clause: Clause, there: Clause, grounds: Grounds) -> bool:
    """Whether what the sentence goes on with behind a day (6月18日举行) is said elsewhere and not in that clause."""
    behind = cues(clause.text[fact.end - clause.start :][:_BEHIND])
    return any(cue in grounds.squeezed and cue not in there.cues for cue in behind)


def _written(day: date, form: str) -> str:
    end = form[-1]
    if "年" in form:
        return f"{day.year}年{day.month}月{day.day}{end}"
    return f"{day.month}月{day.day}{end}" if "月" in form else f"{day.day}{end}"


def _persons(fact: Fact, clause: Clause, grounds: Grounds) -> Iterator[_Candidate]:
    about = frozenset(cue for cue in clause.cues if not set(cue) & set(fact.text))
    known = {found.text for found, _ in grounds.persons}
    for found, there in grounds.persons:
        # Of a name that is also cut otherwise (查仲 and 查仲明) the longer one counts.
        short = any(found.text != other and found.text in other for other in known)
        if not short and found.text not in clause.text:
            yield _Candidate(found.text, _share(about, there.cues, grounds))
