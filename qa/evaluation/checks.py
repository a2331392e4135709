"""Checks: sentences that are true or false of an article are verified against it, without a language model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.chunk import ChunkSettings, chunk
from index.records import Article, Hit
from index.search import Library
from index.sentences import split_sentences
from qa.checking.compose import Composed, compose
from qa.evaluation.metrics import comparable
from qa.evaluation.planted import Names, plant, shortened, true_sentences
from qa.evaluation.sets import Question
from qa.shown.evidence import Passage, Sentence

_UNTOUCHED = 3
"""True sentences of an article that are verified as they are, and as many shortened ones."""


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence to be verified: `measure` is the report's section and key that its outcome counts for, two of them
    where a kind is counted on its own as well."""

    id: str
    sentence: str
    measures: tuple[tuple[str, str], ...]


def checks_of(question: Question, gold: Sequence[Article], names: Names, seed: int = 0) -> Iterator[Check]:
    """The sentences that a question of a set with `hallucinated` has verified against its gold articles.

    `checks.caught`: of hallucinated sentences; `checks.false_alarms`: of the sentences that truly stand there instead.
    `planted.caught` (and its kinds): of sentences with a planted error; `planted.false_alarms` and
    `planted.false_alarms_shortened`: of untouched sentences, and of those without their first clause.
    """
    yield Check(f"{question.id}#hallucinated", question.hallucinated, (("checks", "caught"),))
    for at, sentence in enumerate(one for text in question.true_texts for one in _cut(text)):
        yield Check(f"{question.id}#true-{at}", sentence, (("checks", "false_alarms"),))
    for article in gold[:1]:
        for error in plant(article, names, seed):
            measures = (("planted", "caught"), ("planted", f"caught_{error.kind}"))
            yield Check(f"{question.id}#planted-{error.kind}", error.false, measures)
        untouched = true_sentences(article)
        for at, sentence in enumerate(untouched[:: max(1, len(untouched) // _UNTOUCHED)][:_UNTOUCHED]):
            yield Check(f"{question.id}#untouched-{at}", sentence, (("planted", "false_alarms"),))
            if short := shortened(sentence):
                yield Check(f"{question.id}#shortened-{at}", short, (("planted", "false_alarms_shortened"),))


def check_case(check: Check, gold: Sequence[Article], library: Library) -> dict[str, Any]:
    """One sentence verified as if a model had written it: 1.0 for every measure where it was found fault with."""
    composed = compose(check.sentence, "", passages_of(gold), library.encoder, library.page)
    objected = 0.0 if stands_verified(check.sentence, composed) else 1.0
    scores: dict[str, dict[str, float]] = {}
    for section, key in check.measures:
        scores.setdefault(section, {})[key] = objected
    return {
        "sentence": check.sentence,
        "shown": composed.text,
        "unverified": list(composed.unverified),
        "struck": list(composed.struck),
        "scores": scores,
    }


def stands_verified(written: str, composed: Composed) -> bool:
    """Whether a text is shown as it was written and no sentence of it marked unverified, repaired or struck out."""
    changed = composed.unverified or composed.struck or composed.repaired
    return not changed and comparable(composed.text) == comparable(written)


def passages_of(articles: Sequence[Article]) -> list[Passage]:
    """All of the articles as a model would be shown them: a passage for each chunk, with all of its sentences."""
    passages: list[Passage] = []
    for article in articles:
        for piece in chunk(article, ChunkSettings()):
            hit = Hit(len(passages) + 1, 1.0, 1.0, None, piece, article)
            sentences = tuple(
                Sentence(hit, piece.start + start, piece.start + end, piece.text[start:end], 1.0, 1.0, 1.0)
                for start, end in split_sentences(piece.text)
            )
            if sentences:
                passages.append(Passage(len(passages) + 1, article, sentences))
    return passages


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]
