"""Planted errors: true sentences of an article with one figure, date or name changed, to see whether it is noticed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.records import Article
from index.sentences import split_sentences
from index.tokens import fold
from qa.numbers import numbers

Kind = Literal["figure", "date", "name", "place", "organisation"]

SHORTEST, LONGEST = 12, 120
"""Characters of a sentence that an error is planted in."""

_TRIES = 40
_DATE = re.compile(
    r"(?:\d{4}年)?(?<!\d)\d{1,2}月\d{1,2}[日号]|(?<!\d)\d{4}年(?:\d{1,2}月)?|(?<!\d)\d{1,2}(?:日|号(?![线楼院]))"
)
_ENGLISH_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
)
_FIGURE = re.compile(r"(?<![\d.A-Za-z-])\d+(?:\.\d+)?(?![\d.]*[\d年月日号时点分秒])(?![A-Za-z-])")
_TAGS: Mapping[str, Kind] = {"nr": "name", "ns": "place", "nt": "organisation"}
"""Parts of speech (ICTCLAS tags, https://github.com/fxsjy/jieba) of names; `nr` of persons, `nt` of organisations."""

_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,}")


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence of an article (`true`) and what it became (`false`): `new` stands where `old` stood."""

    kind: Kind
    true: str
    false: str
    old: str
    new: str


Names = dict[Kind, list[str]]


def names_in(articles: Sequence[Article]) -> Names:
    """The names of persons, places and organisations in the articles, each once, sorted."""
    found: dict[Kind, set[str]] = {kind: set() for kind in _TAGS.values()}
    for article in articles:
        for kind, name in _names(article.text):
            found[kind].add(name)
    return {kind: sorted(names) for kind, names in found.items()}


def plant(article: Article, others: Names, seed: int = 0) -> list[Planted]:
    """One error of each kind that the article has room for, each in another sentence where it has enough of them.

    What is put in stands nowhere in the article: a figure or a date with one digit or day changed, a name out of
    `others` of the same kind. The same article, names and seed give the same errors.
    """
    chance = random.Random(f"{seed} {article.id}")  # noqa: S311 - for measuring, nothing is secret
    sentences = true_sentences(article)
    chance.shuffle(sentences)
    planted: list[Planted] = []
    for kind in ("figure", "date", "name", "place", "organisation"):
        # A sentence that has an error already is the last to get another.
        used = [one.true for one in planted]
        for sentence in sorted(sentences, key=used.count):
            if error := _in_sentence(kind, sentence, article, others, chance):
                planted.append(error)
                break
    return planted


def true_sentences(article: Article) -> list[str]:
    """The sentences of an article that are neither too short to say something nor too long, in order, each once."""
    cut = (article.text[start:end] for start, end in split_sentences(article.text))
    whole = (" ".join(sentence.split()) for sentence in cut)
    return list(dict.fromkeys(one for one in whole if SHORTEST <= len(one) <= LONGEST and one[-1] in "。！？.!?”"))


def shortened(sentence: str) -> str | None:
    """A true sentence without its first clause, as one writes it who sums up; None where it has no clause to spare."""
    first, comma, rest = sentence.partition("，")
    return rest if comma and len(first) <= len(rest) and len(rest) >= SHORTEST else None


def _in_sentence(kind: Kind, sentence: str, article: Article, others: Names, chance: random.Random) -> Planted | None:
    spots = [old for found, old in _spots(sentence) if found == kind]
    chance.shuffle(spots)
    for old in spots:
        for _ in range(_TRIES):
            new = _changed(kind, old, others, chance)
            if new and not _stands(new, old, article):
                return Planted(kind, sentence, sentence.replace(old, new), old, new)
    return None


def _spots(sentence: str) -> Iterator[tuple[Kind, str]]:
    """What can be changed in a sentence."""
    dates = [match[0] for match in (*_DATE.finditer(sentence), *_ENGLISH_DATE.finditer(sentence))]
    yield from (("date", found) for found in dates)
    bare = sentence
    for found in dates:
        bare = bare.replace(found, " ")
    # A single digit is part of another number as often as not: 1 of 3 and 13 both.
    yield from (("figure", match[0]) for match in _FIGURE.finditer(bare) if sentence.count(match[0]) == 1)
    yield from _names(sentence)


def _names(text: str) -> Iterator[tuple[Kind, str]]:
    import rjieba

    for word, tag in rjieba.tag(text):
        kind = _TAGS.get(tag)
        if kind and _HAN_NAME.fullmatch(word):
            yield kind, word


def _changed(kind: Kind, old: str, others: Names, chance: random.Random) -> str | None:
    if kind in ("figure", "date"):
        return _other_digits(old, chance) if kind == "figure" else _other_day(old, chance)
    names = others.get(kind, [])
    return chance.choice(names) if names else None


def _other_digits(old: str, chance: random.Random) -> str | None:
    """The number with one digit changed, none of them into a leading zero."""
    at = chance.choice([at for at, character in enumerate(old) if character.isdigit()])
    digit = chance.choice([one for one in "123456789" if one != old[at]])
    return old[:at] + digit + old[at + 1 :]


def _other_day(old: str, chance: random.Random) -> str | None:
    """The date with its year, month or day changed into another that there is."""
    parts = [(match.start(), match.end()) for match in re.finditer(r"\d+", old)]
    start, end = chance.choice(parts)
    unit = old[end : end + 1]
    year = int(old[start:end])
    value = {"年": year + chance.choice([-2, -1, 1, 2]), "月": chance.randint(1, 12)}.get(unit, chance.randint(1, 28))
    new = f"{old[:start]}{value}{old[end:]}"
    return new if new != old else None


def _stands(new: str, old: str, article: Article) -> bool:
    """Whether what is to be put in stands in the article already, or is another form of what it replaces."""
    text = fold("\n".join([article.title, article.kicker, article.text]))
    if fold(new) in text or fold(new) in fold(old) or fold(old) in fold(new):
        return True
    if not any(character.isdigit() for character in new):
        return False
    known = numbers(text, words=True) | (_numbers_of(article.date) if article.date else set())
    # The wrong day of a date may well be a number that stands elsewhere: only its own form must be new.
    changed = numbers(new, words=True) - numbers(old, words=True)
    return not changed or (_FIGURE.fullmatch(new) is not None and changed <= known)


def _numbers_of(day: date) -> set[str]:
    return {str(day.year), str(day.month), str(day.day)}
