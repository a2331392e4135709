"""Disagreeing: what other articles give as the figure or name that the answer tells, side by side with their days.

Cumulative figures change from day to day, and reports contradict each other. Neither is to be merged into one
statement: the reader is shown what each source says, and when.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.records import DateRange
from qa.checking.figures import Figure, equal, figures, same_matter
from qa.checking.quantities import level, quantities
from qa.records import Claim, Disagreement
from qa.shown.agreement import contradictions
from qa.shown.evidence import Sentence

_FLOW = re.compile(
    r"新增|新收|当日|当天|今日|昨日|昨天|今天|前一[日天]|增长|下降|同比|环比|涨|跌|气温|收[盘报]"
    r"|\b(?:new|daily|rose|fell|today|yesterday)\b"
)
"""What is counted anew each day: figures of two days do not disagree."""

_RUNNING = re.compile(r"截至|截止|累计|总共|共计|一共|已有?|\b(?:so far|as of|total|altogether|by)\b")
"""What is counted on from day to day: figures of two days are to be told with their days."""

_PURE_DIGITS = re.compile(r"[\d.%]+")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)|\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """What one sentence says: `value` as printed, `told` the days that it tells of (None where it names none)."""

    value: str
    sentence: Sentence
    told: DateRange | None

    @property
    def printed(self) -> date | None:
        """The day on which it was printed."""
        return self.sentence.hit.article.date


@dataclass(frozen=True, slots=True)
class Differing:
    """Sources that say different things of the same, oldest first: at least two claims, no two with one value."""

    claims: tuple[SourceClaim, ...]

    @property
    def by_day(self) -> bool:
        """Whether each tells of other days, so that all of them may be right."""
        told = [claim.told for claim in self.claims]
        return None not in told and len(set(told)) == len(told)


def find_disagreements(
    answered: Sequence[tuple[str, Sentence]], sentences: Sequence[Sentence], asked_days: Sequence[DateRange] = ()
) -> tuple[Differing, ...]:
    """Where other articles give another figure or name than the answer does.

    `answered` are the verified sentences of the answer, each with the sentence that it cites; `sentences` all those
    found, withheld ones that nothing but other articles speak against included. Where the question names
    `asked_days`, sentences that tell of other days do not count.
    """
    found: list[Differing] = []
    shown: set[frozenset[tuple[str, str]]] = set()
    for statement, cited in answered:
        others = [one for one in sentences if one.hit.article.id != cited.hit.article.id]
        for own, claims in _claims(statement, cited, others):
            fitting = [claim for claim in [own, *claims] if _fits(claim, asked_days)]
            distinct = _distinct(sorted(fitting, key=_oldest_first))
            values = frozenset((claim.value, claim.sentence.hit.article.id) for claim in distinct)
            if own in fitting and len(distinct) > 1 and values not in shown:
                shown.add(values)
                found.append(Differing(distinct))
    return tuple(found)


def cited_disagreement(differing: Differing, number: Callable[[Sentence], int]) -> Disagreement:
    """The record of a disagreement; `number` gives the number under which a sentence is cited, making the citation."""
    return Disagreement(tuple(Claim(one.value, one.printed, number(one.sentence)) for one in differing.claims))


def disagreement_text(differing: Differing, number: Callable[[Sentence], int], language: str) -> str:
    """A disagreement in words for readers, `language` "zh" or "en", each claim with its day and citation."""
    chinese = language == "zh"
    parts = [f"{_day_words(claim, chinese)}{claim.value}[{number(claim.sentence)}]" for claim in differing.claims]
    if chinese:
        return f"{'各日数字不同' if differing.by_day else '各处说法不一'}：{'；'.join(parts)}。"
    return f"{'Figures of different days' if differing.by_day else 'Sources differ'}: {'; '.join(parts)}."


def _day_words(claim: SourceClaim, chinese: bool) -> str:
    """The one day that a claim tells of, else the day on which it was printed, else nothing."""
    told = claim.told if claim.told and claim.told.first == claim.told.last else None
    day = told.last if told else claim.printed
    if day is None:
        return ""
    words = f"{day.year}年{day.month}月{day.day}日" if chinese else day.isoformat()
    if told:
        return f"{words} " if chinese else f"{words}, "
    return f"{words}报道 " if chinese else f"reported {words}, "


def _claims(
    statement: str, cited: Sentence, others: Sequence[Sentence]
) -> Iterator[tuple[SourceClaim, list[SourceClaim]]]:
    """For each figure and name that the statement takes from what it cites: that claim, and what others say."""
    said = quantities(level(statement))
    ours = figures(cited)
    for figure in ours:
        if not any(figure.quantity.equals(one) for one in said):
            continue
        own = SourceClaim(figure.printed, cited, _told(cited))
        claims = []
        for other in others:
            theirs = figures(other)
            if any(equal(figure, one) for one in theirs):
                continue  # it says the same
            claim = next((one for one in theirs if same_matter(figure, one)), None)
            if claim and not any(equal(claim, one) for one in ours) and _comparable(figure, cited, claim, other):
                claims.append(SourceClaim(claim.printed, other, _told(other)))
        yield own, claims
    shown = {figure.printed for figure in ours}
    for other in others:
        for value, instead in contradictions(cited.text, other.text):
            known = _PURE_DIGITS.fullmatch(value) or any(printed.startswith(value) for printed in shown)
            if value in statement and not known:
                yield SourceClaim(value, cited, _told(cited)), [SourceClaim(instead, other, _told(other))]


def _comparable(figure: Figure, cited: Sentence, claim: Figure, other: Sentence) -> bool:
    """Whether two figures may be told side by side, by their days.

    Of one day, or of no day, they may. Of different days they may where the count runs on, not where each day or year
    has its own.
    """
    mine, theirs = _told(cited), _told(other)
    years = [set(_YEAR.findall(level(sentence.text))) for sentence in (cited, other)]
    if (mine is None) != (theirs is None) or bool(years[0]) != bool(years[1]) or (years[0] and not years[0] & years[1]):
        return False
    if mine == theirs and cited.hit.article.date == other.hit.article.date:
        return True
    if _FLOW.search(figure.clause) or _FLOW.search(claim.clause):
        return False
    if mine is None or theirs is None or mine == theirs:
        return True
    days = mine.first == mine.last and theirs.first == theirs.last
    return days and bool(_RUNNING.search(level(cited.text)) and _RUNNING.search(level(other.text)))


def _told(sentence: Sentence) -> DateRange | None:
    """The days of which a sentence tells: those of the first date in it."""
    for event in sentence.hit.article.events:
        if sentence.start <= event.start < sentence.end:
            return DateRange(event.first, event.last)
    return None


def _fits(claim: SourceClaim, asked: Sequence[DateRange]) -> bool:
    if not asked or claim.told is None:
        return True
    told = claim.told
    return any(told.first <= days.last and days.first <= told.last for days in asked)


def _oldest_first(claim: SourceClaim) -> tuple[bool, date, date, int]:
    printed = claim.printed or date.max
    return claim.printed is None, claim.told.last if claim.told else printed, printed, claim.sentence.hit.rank


def _distinct(claims: Sequence[SourceClaim]) -> tuple[SourceClaim, ...]:
    """The first claim of each value: who prints the same again, or prints it in other figures, is no further source."""
    found: list[SourceClaim] = []
    for claim in claims:
        if not any(_same_value(claim.value, known.value) for known in found):
            found.append(claim)
    return tuple(found)


def _same_value(one: str, other: str) -> bool:
    if one == other:
        return True
    first, second = quantities(level(one)), quantities(level(other))
    return (
        len(first) == len(second) == 1
        and first[0].start == second[0].start == 0
        and (first[0].equals(second[0]) or second[0].equals(first[0]))
    )
