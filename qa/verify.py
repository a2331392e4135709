"""Verification: whether a sentence of the answer stands in the evidence, its numbers above all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.chunk import context_line
from index.embed import Encoder
from index.tokens import simplified, tokens
from qa.evidence import Passage, Sentence
from qa.numbers import in_figures, numbers
from qa.question import language_of
from qa.refuse import FOREIGN_SIMILARITY

SUPPORT = 0.5
"""The share of a sentence's own tokens that must stand in what it cites."""


@dataclass(frozen=True, slots=True)
class Support:
    """How well a passage bears a sentence: the share of its tokens found, the passage's best sentence for it."""

    share: float
    numbers_stand: bool
    passage: Passage
    sentence: Sentence

    @property
    def holds(self) -> bool:
        """Whether the passage bears the sentence out."""
        return self.numbers_stand and self.share >= SUPPORT


def support(statement: str, question: str, passages: Sequence[Passage], encoder: Encoder) -> list[Support]:
    """How well each passage bears out a sentence of the answer, best first.

    Looked for are the tokens that the sentence adds to the question (all of its tokens where it adds none), in a
    sentence of the passage, its headline and date. Every number of the statement must stand in the passage or the
    question. A passage in another language shares no tokens: there the encoder's cosine decides.
    """
    language = language_of(statement)
    added = _words(statement) - _words(question) or _words(statement)
    wanted = numbers(statement) - numbers(question, words=True)
    # A Chinese character alone proves nothing, yet of two sentences the one with the same 三公里 is the one to quote.
    said = numbers(statement, words=True) - numbers(question, words=True)
    found = []
    for passage in passages:
        context = context_line(passage.article)
        around = _words(context)
        there = numbers(f"{context} {_date_words(passage)} {passage.text}", words=True)
        if language_of(passage.text) != language:
            share, best = _foreign_share(statement, passage, encoder)
            found.append(Support(share, wanted <= there, passage, best))
            continue
        # The sentence to quote is the one that holds the numbers; among those, the one that shares most.
        ranked = [
            (
                len(said & numbers(sentence.text, words=True)),
                _share(added, _words(sentence.text) | around),
                sentence,
            )
            for sentence in passage.sentences
        ]
        _, share, best = max(ranked, key=lambda item: (item[0], item[1], -item[2].start))
        share = max(share, _share(added, _words(passage.text) | around) - 0.1)
        found.append(Support(share, wanted <= there, passage, best))
    return sorted(found, key=lambda item: (not item.numbers_stand, -item.share, item.passage.number))


def _foreign_share(statement: str, passage: Passage, encoder: Encoder) -> tuple[float, Sentence]:
    """As good as a share of tokens: SUPPORT at the cosine that statements of the same reach across languages."""
    vectors = encoder.encode_passages([simplified(one.text) for one in passage.sentences])
    cosines = vectors @ encoder.encode_queries([simplified(statement)])[0]
    best = int(cosines.argmax())
    return float(cosines[best]) - FOREIGN_SIMILARITY + SUPPORT, passage.sentences[best]


def _words(text: str) -> set[str]:
    return set(tokens(in_figures(text)))


def _share(wanted: set[str], there: set[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 0.0


def _date_words(passage: Passage) -> str:
    """The date of the article as numbers a sentence may use: 2020年2月11日 gives 2020, 2 and 11."""
    day = passage.article.date
    return f"{day.year} {day.month} {day.day}" if day else ""
