"""Conflicts: where a passage says something else than a sentence of the answer whose words stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qa.checking.clauses import Clause, clauses
from qa.checking.facts import SURNAMES, Fact
from qa.checking.grounds import Grounds, Spoken, lines_of
from qa.checking.polarity import denied, opposite
from qa.checking.quantities import Quantity, quantities
from qa.checking.speakers import attributions, same_speaker

_CLEARLY = 0.4
"""By so much more of a clause's words must another figure's clause share for the figure to be taken for swapped."""

_SAME_MATTER = 0.5
_KNOWN = 100
_NEGATIVE = re.compile(r"[无未不没非]")
"""A clause with one of these may deny in words of its own (遥遥无期)."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What speaks against a sentence: `fact` is its own (None where it is its sense), `instead` what stands there."""

    kind: Literal["figure", "person", "opposite", "denial", "speaker", "moment"]
    fact: Fact | None
    instead: str
    sentence: int


def conflicts(statement: str, said: Sequence[Fact], missing: Sequence[Fact], grounds: Grounds) -> list[Conflict]:
    """What in a passage speaks against a statement that `level` gave, of its facts those that stand there as well."""
    own = clauses(statement)
    found: list[Conflict] = []
    for fact in said:
        clause = next((one for one in own if one.start <= fact.start < one.end), None)
        if clause is None or fact in missing:
            continue
        if fact.quantity is not None:
            found.extend(_other_figure(fact.quantity, fact, clause, grounds))
        elif fact.kind == "name" and fact.tag == "nr":
            found.extend(_other_person(fact, clause, grounds))
    found.extend(_other_moment(said, grounds))
    found.extend(_opposites(own, grounds))
    found.extend(_other_speaker(statement, grounds))
    return found


def better_figure(quantity: Quantity, clause: Clause, grounds: Grounds) -> tuple[Spoken | None, float]:
    """The figure of the same kind and another value whose clause in the passage shares most words with `clause`,
    and the share (0 to 1) of its words."""
    best, most = None, 0.0
    for one in grounds.spoken:
        if (
            quantity.same_kind(one.quantity)
            and quantity.kind == one.quantity.kind
            and not quantity.equals(one.quantity)
        ):
            portion = _portion(clause.cues, one.clause.cues)
            if portion > most:
                best, most = one, portion
    return best, most


def _other_figure(quantity: Quantity, fact: Fact, clause: Clause, grounds: Grounds) -> Iterator[Conflict]:
    """A figure that the passage gives for something else: its clause shares less than another figure's."""
    same = [one for one in grounds.spoken if quantity.equals(one.quantity)]
    if any(quantity.role and one.quantity.role == quantity.role for one in same):
        return
    turned = [one for one in same if quantity.role and one.quantity.role]
    if turned and len(turned) == len(same):
        yield Conflict("figure", fact, "", turned[0].sentence)
        return
    own = max((_portion(clause.cues, one.about) for one in same), default=0.0)
    other, share = better_figure(quantity, clause, grounds)
    if other is None or not (quantity.kind or quantity.percent):
        return
    more = (share - own) * len(clause.cues)
    if clause.start <= fact.start and any(other.quantity.equals(one) for one in quantities(clause.text)):
        return  # 从18人增加到41人 names both
    whole = share == 1.0 and len(clause.cues) >= 2 and own <= _SAME_MATTER
    if whole or (share - own >= _CLEARLY and (more >= 2 or (own == 0.0 and share >= _SAME_MATTER))):
        yield Conflict("figure", fact, _text_of(other, grounds), other.sentence)


def _other_person(fact: Fact, clause: Clause, grounds: Grounds) -> Iterator[Conflict]:
    """A person of whom the passage says nothing of the sort, where it says it of another."""
    about = frozenset(cue for cue in clause.cues if cue not in fact.text)
    if len(about) < 2:
        return
    end = fact.text[-2:]
    own = max((_portion(about, one.cues | one.before) for _, one in lines_of(grounds) if end in one.text), default=0.0)
    others = [
        (_portion(about, one.cues), found)
        for found, one in grounds.persons
        if not {found.text[at : at + 2] for at in range(len(found.text) - 1)}
        & {fact.text[at : at + 2] for at in range(len(fact.text) - 1)}
    ]
    share, other = max(others, key=lambda item: item[0], default=(0.0, fact))
    if other.text in clause.text or not _is_full_name(fact.text):
        return
    if own < 0.15 and share >= _CLEARLY and (share - own) * len(about) >= 2:
        yield Conflict("person", fact, other.text, 0)


def _is_full_name(name: str) -> bool:
    import rjieba

    if rjieba.has_word(name) and rjieba.suggest_freq(name) >= _KNOWN:
        return False  # 乌克兰
    return (len(name) in (2, 3) and name[0] in SURNAMES) or "·" in name


def _other_moment(said: Sequence[Fact], grounds: Grounds) -> Iterator[Conflict]:
    """An hour with a day right in front of it, where the passage has that hour on other days only."""
    for day in said:
        for hour in said:
            near = 0 <= hour.start - day.end <= 4 and day.days and hour.quantity and hour.quantity.kind == "clock"
            if not near or day.days is None or hour.quantity is None:
                continue
            days = {found for found, hours in grounds.moments if hours & hour.quantity.hours}
            if days and not any(day.days[0] <= one <= day.days[1] for one in days):
                yield Conflict("moment", day, min(days).isoformat(), 0)


def _opposites(own: Sequence[Clause], grounds: Grounds) -> Iterator[Conflict]:
    """A clause that a passage's clause about the same contradicts, by an opposite or by negation."""
    for clause in own:
        if len(clause.cues) < 2:
            continue
        figures = quantities(clause.text)
        near = [
            (_portion(clause.cues, there.cues | there.before), _same_figure(figures, there), line, there, number)
            for number, line in enumerate(grounds.lines)
            for there in line.clauses
        ]
        portion, same, line, there, number = max(
            near, key=lambda item: item[0] + 0.5 * item[1], default=(0.0, False, None, None, 0)
        )
        if line is None or there is None or portion + 0.5 * same < _CLEARLY:
            continue
        if (word := opposite(clause.text, there.text)) and word not in line.text:
            yield Conflict("opposite", None, word, number)
        no, yes = denied(clause.text), denied(there.text)
        if (
            no
            and not yes
            and not _NEGATIVE.search(there.text)
            and any(word in there.text for word in no)
            and (same or not _any_denied(no, grounds))
        ) or (yes and not no and any(word in clause.text for word in yes) and _all_denied(yes, grounds)):
            yield Conflict("denial", None, there.text, number)


def _same_figure(figures: Sequence[Quantity], clause: Clause) -> bool:
    return any(one.equals(other) and one.kind for one in figures for other in quantities(clause.text))


def _any_denied(words: set[str], grounds: Grounds) -> bool:
    return any(words & denied(clause.text) for line in grounds.lines for clause in line.clauses)


def _all_denied(words: set[str], grounds: Grounds) -> bool:
    """Whether the passage never says what it denies there."""
    return not any(
        word in clause.text and word not in denied(clause.text)
        for line in grounds.lines
        for clause in line.clauses
        for word in words
    )


def _other_speaker(statement: str, grounds: Grounds) -> Iterator[Conflict]:
    """Words that the passage has somebody else say."""
    for claim in attributions(statement):
        words = {claim.said[at : at + 2] for at in range(len(claim.said) - 1)}
        best, most = None, 0.0
        for one in grounds.said:
            there = {one.said[at : at + 2] for at in range(len(one.said) - 1)}
            portion = len(words & there) / len(words) if words else 0.0
            if portion > most:
                best, most = one, portion
        if best is None or most < 0.7:
            continue
        agrees = [
            same_speaker(claim.speaker, one.speaker)
            for one in grounds.said
            if len(words & {one.said[at : at + 2] for at in range(len(one.said) - 1)}) >= 0.7 * len(words)
        ]
        if agrees and all(one is False for one in agrees):
            yield Conflict("speaker", None, best.speaker, 0)


def _portion(wanted: frozenset[str], there: frozenset[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 0.0


def _text_of(spoken: Spoken, grounds: Grounds) -> str:
    line = grounds.lines[spoken.sentence].text
    return line[spoken.quantity.start : spoken.quantity.digits_end]
