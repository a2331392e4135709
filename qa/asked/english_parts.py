"""English parts: an English question that asks for several things becomes one question for each of them."""

from __future__ import annotations

import re

_WH = r"(?:how (?:many|much|long|old|far|high|tall|deep)|who|whom|what|when|where|which|why|how)"
_BE = r"is|are|was|were|did|does|do|will|has|have|had|can|would|should"
_TWO_WH = re.compile(
    rf"^\W*(?P<one>{_WH})\s*(?:,|,? and|,? or)\s+(?P<two>{_WH})\s+(?P<tail>(?:{_BE})\b.*)$", re.IGNORECASE | re.DOTALL
)
_AND_ASKS = re.compile(rf"\s*(?:[,;]\s*and|[,;]|[?]|\band)\s+(?={_WH}\b)", re.IGNORECASE)
_ASKS = re.compile(rf"\b{_WH}\b", re.IGNORECASE)
_AUXILIARY = rf"(?:{_BE})"
_RESPECTIVELY = re.compile(r",?\s*\b(?:respectively|each)\b", re.IGNORECASE)
_NAME = r"[A-Z\d][\w'’.-]*(?: [A-Z\d][\w'’.-]*)*"
_PAIR = re.compile(
    rf"(?P<one>{_NAME}) and (?:the )?(?P<other>{_NAME})|(?P<first>[\w'’-]+) and (?:the )?(?P<second>[\w'’-]+)"
)
_KNOWN_PAIR = re.compile(
    r"\b(?P<one>men['’]s|(?:19|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)|director|writer|author|date|time|mayor|chairman|president)\s+and\s+(?:the\s+|in\s+)?"
    r"(?P<other>women['’]s|(?:19|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)|producer|screenwriter|translator|publisher|place|venue|location|secretary|vice[- ]president)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(between|both|together|combined|total|joint(?:ly)?|versus|vs)\b", re.IGNORECASE)
_LARGER = {
    "longer": "long", "shorter": "long", "taller": "tall", "higher": "high", "lower": "high", "deeper": "deep",
    "older": "old", "younger": "old", "larger": "large", "bigger": "big", "smaller": "large", "wider": "wide",
    "heavier": "heavy", "more expensive": "expensive", "cheaper": "expensive",
}  # fmt: skip
_WHICH = re.compile(
    rf"^\W*(?:which|who|what)(?: \w+)? (?P<be>is|was) (?P<how>{'|'.join(_LARGER)}),?:? "
    r"(?P<one>.+?) or (?P<other>.+?)\W*$",
    re.IGNORECASE,
)
_THAN = re.compile(
    rf"^\W*how much (?P<how>{'|'.join(_LARGER)}) (?P<be>is|was) (?P<one>.+?) than (?P<other>.+?)\W*$", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(they|them|he|him|she|her|it|there)\b", re.IGNORECASE)


def split_english(question: str) -> list[str]:
    """The questions that an English question is made of, itself alone where it asks for one thing."""
    for split in (_compared, _two_asked):
        if parts := split(question):
            return parts
    clauses = [piece.strip() for piece in _AND_ASKS.split(question) if piece.strip()]
    if len(clauses) > 1 and all(_ASKS.search(clause) and " " in clause for clause in clauses):
        first = clauses[0]
        clauses = [first, *(_completed(clause, first) for clause in clauses[1:])]
    else:
        clauses = [question]
    return [part for clause in clauses for part in _members(clause)]


def compares(question: str) -> bool:
    """Whether an English question sets two things against each other, as which is larger."""
    return bool(_compared(question))


def _compared(question: str) -> list[str]:
    found = _WHICH.match(question) or _THAN.match(question)
    if not found:
        return []
    asked = _LARGER[found["how"].lower()]
    return [f"How {asked} {found['be']} {found[thing].strip(' ,')}?" for thing in ("one", "other")]


def _two_asked(question: str) -> list[str]:
    """When and where was …: what follows is asked for with each."""
    found = _TWO_WH.match(question)
    return [f"{found[word].capitalize()} {found['tail']}" for word in ("one", "two")] if found else []


def _members(clause: str) -> list[str]:
    each = _RESPECTIVELY.search(clause)
    found = _PAIR.search(clause) if each else _KNOWN_PAIR.search(clause)
    if not found or _TOGETHER.search(clause):
        return [clause]
    head, tail = clause[: found.start()], clause[found.end() :]
    if not head.strip() and not tail.strip():
        return [clause]
    pair = [thing for thing in found.groups() if thing]
    parts = [f"{head}{thing}{tail}" for thing in pair]
    return [_RESPECTIVELY.sub("", part).strip() for part in parts]


def _completed(clause: str, first: str) -> str:
    """A clause with what the first one asks about in the place of its pronoun."""
    found = _PRONOUN.search(clause)
    topic = _topic(first)
    if not found or not topic:
        return clause
    return f"{clause[: found.start()]}{topic}{clause[found.end() :]}"


def _topic(clause: str) -> str:
    """What an English clause asks about: its words but for the one that asks and the auxiliary verb."""
    rest = _ASKS.sub("", clause, count=1).strip(" ?.!,")
    return re.sub(
        rf"^{_AUXILIARY}\s+|\b(?:has|have|had|did|does|do)\s+", "", rest, count=1, flags=re.IGNORECASE
    ).strip()
