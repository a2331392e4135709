"""Screening: of the sentences that were found, those that a model may write from, and why the others are withheld."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.shown.agreement import Standing, standings
from qa.shown.evidence import Sentence
from qa.shown.guard import Suspicion, kept_from_model

_ASKS_FACT = re.compile(
    r"多少|几|何[时地人]|时候|时间|谁|哪[^些]|日期|多[大高长宽远重久]"
    r"|\b(?:how (?:many|much|long|far|high|old)|when|who|whom|whose|which|where)\b",
    re.IGNORECASE,
)
"""Questions that one figure, name or day answers."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that the model is not shown, and why: words that speak to it, or what other articles say."""

    sentence: Sentence
    why: Suspicion | Standing


@dataclass(frozen=True, slots=True)
class Screened:
    """The sentences that a model may read, in the order in which they came, and those withheld from it."""

    kept: tuple[Sentence, ...]
    withheld: tuple[Withheld, ...]


def screen(question: str, sentences: Sequence[Sentence]) -> Screened:
    """Part the sentences found for a question into what a model may write from and what not.

    Withheld are sentences that speak to the model, that more articles contradict, or that add a name to what another
    article prints without it. Of sentences that contradict each other and have nothing to settle it neither is told as
    fact, unless one figure, name or day is asked for or nothing else is left: what is then written needs both shown
    side by side, as a disagreement.
    """
    suspicions = _suspicions(question, sentences)
    honest = [at for at, why in enumerate(suspicions) if why is None]
    found: list[Suspicion | Standing | None] = list(suspicions)
    for at, standing in zip(honest, standings(question, [sentences[at] for at in honest]), strict=True):
        found[at] = standing
    if _ASKS_FACT.search(question) or not any(why is None for why in found):
        found = [None if why == "disputed" else why for why in found]
    kept = tuple(sentence for sentence, why in zip(sentences, found, strict=True) if why is None)
    withheld = tuple(Withheld(sentence, why) for sentence, why in zip(sentences, found, strict=True) if why is not None)
    return Screened(kept, withheld)


def _suspicions(question: str, sentences: Sequence[Sentence]) -> list[Suspicion | None]:
    """Each sentence's suspicion, found passage by passage since a quotation may run over several sentences."""
    passages: dict[str, list[int]] = {}
    for at, sentence in enumerate(sentences):
        passages.setdefault(sentence.hit.chunk.id, []).append(at)
    found: list[Suspicion | None] = [None] * len(sentences)
    for places in passages.values():
        places.sort(key=lambda at: sentences[at].start)
        for at, why in zip(places, kept_from_model([sentences[at].text for at in places], question), strict=True):
            found[at] = why
    return found
