"""Verification: does a sentence of the answer stand in the evidence, its numbers above all?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.chunk import context_line
from index.embed import Encoder
from index.tokens import fold, tokens
from qa.evidence import Passage, Sentence
from qa.question import language_of
from qa.refuse import FOREIGN_SIMILARITY

SUPPORT = 0.5
"""The share of a sentence's own tokens that must stand in what it cites."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
_CHINESE_NUMBER = re.compile(r"[〇零一二两三四五六七八九十百千万亿]*[一二两三四五六七八九十百千万亿]+")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


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
    added = set(tokens(statement)) - set(tokens(question)) or set(tokens(statement))
    wanted = numbers(statement) - numbers(question)
    found = []
    for passage in passages:
        context = context_line(passage.article)
        around = set(tokens(context))
        there = numbers(f"{context} {_date_words(passage)} {passage.text}")
        if language_of(passage.text) != language:
            share, best = _foreign_share(statement, passage, encoder)
            found.append(Support(share, wanted <= there, passage, best))
            continue
        # The sentence to quote is the one that holds the numbers; among those, the one that shares most.
        ranked = [
            (len(wanted & numbers(sentence.text)), _share(added, set(tokens(sentence.text)) | around), sentence)
            for sentence in passage.sentences
        ]
        _, share, best = max(ranked, key=lambda item: (item[0], item[1], -item[2].start))
        share = max(share, _share(added, set(tokens(passage.text)) | around) - 0.1)
        found.append(Support(share, wanted <= there, passage, best))
    return sorted(found, key=lambda item: (not item.numbers_stand, -item.share, item.passage.number))


def _foreign_share(statement: str, passage: Passage, encoder: Encoder) -> tuple[float, Sentence]:
    """As good as a share of tokens: SUPPORT at the cosine that statements of the same reach across languages."""
    cosines = encoder.encode_passages([one.text for one in passage.sentences]) @ encoder.encode_queries([statement])[0]
    best = int(cosines.argmax())
    return float(cosines[best]) - FOREIGN_SIMILARITY + SUPPORT, passage.sentences[best]


def _share(wanted: set[str], there: set[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 0.0


def _date_words(passage: Passage) -> str:
    """The date of the article as numbers a sentence may use: 2020年2月11日 gives 2020, 2 and 11."""
    day = passage.article.date
    return f"{day.year} {day.month} {day.day}" if day else ""


def numbers(text: str) -> set[str]:
    """The numbers in a text in one form: "４１", "41" and "四十一" are the same, "1,200" is 1200."""
    folded = fold(text)
    found = {number.replace(",", "").rstrip(".") for number in _NUMBER.findall(folded)}
    for match in _CHINESE_NUMBER.findall(folded):
        # One character alone is more often a word (一定, 万州) than a number.
        if len(match) > 1 and (value := _chinese_value(match)) is not None:
            found.add(str(value))
    return found


def _chinese_value(text: str) -> int | None:
    """The value of a Chinese number such as 三百二十; None where the characters make none."""
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit) * _LARGE[character]
            section = digit = 0
    return total + section + digit
