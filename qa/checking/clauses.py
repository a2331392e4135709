"""Clauses: the parts of a sentence between commas, with what each is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.checking.quantities import quantities

_CLAUSE_END = re.compile(r"(?<!\d)[,:](?!\d)|(?<=\d)[,:](?!\d)|(?<!\d)[,:](?=\d)|[。;!?、…\n]")
_GRAMS = re.compile(r"[\u3400-\u9fff]+|[a-z]{3,}")
SMALL = frozenset("的了是在为和与将已于被等也都就从到其这那个一并对由至及或而以把着过")
"""Characters that bind: a pair with one of them tells nothing of what a clause is about."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text: `text`, which is `whole[start:end]`, and the pairs of characters and words that it holds."""

    text: str
    start: int
    end: int
    cues: frozenset[str]
    before: frozenset[str] = frozenset()
    """The cues of the clause before it in the same sentence."""


def clauses(text: str) -> list[Clause]:
    """The clauses of a sentence that `level` gave; one without words of its own has those of its neighbour."""
    found: list[Clause] = []
    start = 0
    bounds = [*((match.start(), match.end()) for match in _CLAUSE_END.finditer(text)), (len(text), len(text))]
    for end, following in bounds:
        if text[start:end].strip():
            piece = text[start:end]
            found.append(Clause(piece, start, end, cues(piece), found[-1].cues if found else frozenset()))
        start = following
    for at, one in enumerate(found):
        if not one.cues:
            near = one.before or (found[at + 1].cues if at + 1 < len(found) else frozenset())
            found[at] = Clause(one.text, one.start, one.end, near, one.before)
    return found


def cues(text: str) -> frozenset[str]:
    """The pairs of characters and the words of a text that tell what it is about, its figures left out."""
    found = set()
    for one in reversed(quantities(text)):
        text = f"{text[: one.start]} {text[one.end :]}"
    for piece in _GRAMS.findall(text):
        if piece.isascii():
            found.add(piece[:6])
        else:
            pairs = (piece[at : at + 2] for at in range(len(piece) - 1))
            found.update(pair for pair in pairs if pair[0] not in SMALL and pair[1] not in SMALL)
    return frozenset(found)
