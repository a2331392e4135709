"""Variants: other forms under which the names and words of a query may stand in the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.names import NAME_TAGS, SHORT_TAG, Piece, is_organisation, organisations_in, pieces
from index.romanised import romanised
from index.sounds import same_sound
from index.tokens import fold, tokens
from index.vocabulary import Vocabulary

if TYPE_CHECKING:
    from opencc import OpenCC

Why = Literal["explained", "abbreviation", "vocabulary", "romanised", "same_sound", "near_name"]
"""What a variant is: a short form or full name that a page explains; one that the parts of a name make; the word of the

other side of the Taiwan Strait; a Chinese name that an English query writes in pinyin; a name that sounds the same; one
that differs in a single character.
"""

NEAR: frozenset[Why] = frozenset({"same_sound", "near_name"})
"""Variants of a name that stands in no page as the query writes it: the reader is to be told which was searched."""

WEIGHTS: dict[Why, float] = {
    "explained": 0.8,
    "abbreviation": 0.6,
    "vocabulary": 0.6,
    "romanised": 1.0,
    "same_sound": 0.8,
    "near_name": 0.6,
}
"""Share of the word's own weight that a variant has in the ranking."""

Holding = Callable[[Sequence[str]], int]
"""In how many chunks all of some tokens stand."""

_HAN = re.compile(r"[\u3400-\u9fff]+")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_SHORT_TAGS = (SHORT_TAG, "nt")
_MOST_PIECES, _MOST_NEAR = 7, 3
_LONGEST_NAME = 8
_MOST_SPELLED, _MANY_SPELLED = 2, 6
_FAR_MORE = 10
"""A word that the pages have so much less than that of the other side is not theirs."""

_ASKS_TAG, _PERSON_TAG = "r", "nr"
_BINDING = frozenset(
    "的地得了着过在是和与及跟同于从对为被把向由以因给让哪谁何什几多少这那其此下上中里内外后前时年月日有没无不也都就而并或到去来说将会能"
)
"""Characters that bind or ask: at the edge of a word that is not known they most likely stand beside a name."""

_ENDS_ORGANISATION = "委局部院办协联会大所署厅社团行"


class Variant(NamedTuple):
    """`word`, as it stands in the folded query, may stand in the pages as `text`; `weight` is 0 to 1."""

    word: str
    text: str
    weight: float
    why: Why


def variants(query: str, vocabulary: Vocabulary, holding: Holding) -> tuple[Variant, ...]:
    """The variants of a query's names and words that stand in the library, each once.

    A name that stands there as it is written has no near ones: only what stands nowhere is taken for a slip of the pen
    or of the scanner.
    """
    words = pieces(query)
    found: dict[tuple[str, str], Variant] = {}
    sources: tuple[tuple[Why, Iterator[tuple[str, str]]], ...] = (
        ("explained", _explained(query, words, vocabulary)),
        ("abbreviation", _abbreviations(words, vocabulary)),
        ("vocabulary", _other_side(words, holding)),
        ("romanised", _romanised(query, vocabulary, holding)),
    )
    for why, pairs in sources:
        for word, text in pairs:
            if holding(tokens(text)):
                found.setdefault((word, text), Variant(word, text, WEIGHTS[why], why))
    explained = {variant.word for variant in found.values()}
    for word, text in _near(words, vocabulary, holding):
        if word not in explained:
            near: Why = "same_sound" if same_sound(word, text) else "near_name"
            found.setdefault((word, text), Variant(word, text, WEIGHTS[near], near))
    return tuple(found.values())


def meant(query: str, found: Sequence[Variant]) -> str:
    """The query as it was likely meant, folded: each name that stands in no page replaced by the likeliest near one.

    Takes the variants of this very query; a query without near names comes back folded and else as it is.
    """
    text = fold(query)
    for word in dict.fromkeys(variant.word for variant in found if variant.why in NEAR):
        text = text.replace(word, next(each.text for each in found if each.word == word and each.why in NEAR))
    return text


def with_spelled(query: str, found: Sequence[Variant]) -> str:
    """The query with the Chinese names behind the words that spell them in pinyin: Huang Xia (黄霞).

    Takes the variants of this very query.
    """
    for word in dict.fromkeys(variant.word for variant in found if variant.why == "romanised"):
        names = "/".join(each.text for each in found if each.word == word and each.why == "romanised")
        query = re.sub(rf"\b{re.escape(word)}\b", lambda said, names=names: f"{said[0]} ({names})", query, flags=re.I)  # type: ignore[misc]
    return query


def _explained(query: str, words: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """What pages say the query's words are short for, or are called in short; of words in each other the longest."""
    chinese = bool(_HAN.search(query))
    capitals = set(map(fold, _CAPITALS.findall(query)))
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _MOST_PIECES), at, -1):
            word = "".join(piece.text for piece in words[at:end])
            # In an English question "who" asks, and only "WHO" is a name.
            meanings = vocabulary.meanings(word) if chinese or not word.isascii() or word in capitals else ()
            if meanings:
                yield from ((word, text) for text in meanings)
                at = end - 1
                break
        at += 1


def _abbreviations(words: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Organisations that words abbreviate, and abbreviations of organisations, both by the parts of the names."""
    for at, (text, tag) in enumerate(words):
        if 2 <= len(text) <= 6 and _HAN.fullmatch(text) and (tag in _SHORT_TAGS or not _in_dictionary(text)):
            yield from ((text, full) for full in vocabulary.longer(text))
        for count in (2, 3):
            run = words[at : at + count]
            word = "".join(piece.text for piece in run)
            likely = len(run) == count and 3 <= len(word) <= 6 and bool(_HAN.fullmatch(word))
            if likely and (is_organisation(run[-1].text) or word[-1] in _ENDS_ORGANISATION):
                yield from ((word, full) for full in vocabulary.longer(word))
    for parts in organisations_in(words):
        full = "".join(parts)
        yield from ((full, short) for short in vocabulary.shorter(parts))


def _other_side(words: Sequence[Piece], holding: Holding) -> Iterator[tuple[str, str]]:
    """The mainland's word for Taiwan's (资讯: 信息) and the other way round, where the pages have it far more."""
    plain = list(dict.fromkeys(text for text, _ in words if len(text) > 1 and _HAN.fullmatch(text)))
    if not plain:
        return
    # Words of one query go through OpenCC together: a call costs more than what it converts.
    text = "\n".join(plain)
    traditional = _convert("s2t", text)
    for other in (_convert("tw2sp", traditional), _convert("s2twp", text)):
        for word, converted in zip(plain, map(fold, other.split("\n")), strict=True):
            if converted != word and holding(tokens(converted)) > _FAR_MORE * holding(tokens(word)):
                yield word, converted


def _romanised(query: str, vocabulary: Vocabulary, holding: Holding) -> Iterator[tuple[str, str]]:
    """The names of the pages that an English query spells, those that most chunks have; of too many none is told."""
    if _HAN.search(query):
        return
    found: dict[str, list[str]] = {}
    for word, name in romanised(query, vocabulary.fitting):
        found.setdefault(fold(word), []).append(name)
    for word, names in found.items():
        likely = sorted(names, key=lambda name: -holding(tokens(name)))
        yield from ((word, name) for name in likely[:_MOST_SPELLED] if len(names) <= _MANY_SPELLED)


def _near(words: Sequence[Piece], vocabulary: Vocabulary, holding: Holding) -> Iterator[tuple[str, str]]:
    """Names one edit away from what the query writes where a name could stand that is in no page."""
    for run in _unknown_runs(words, vocabulary, holding):
        taken = [False] * len(run)
        for length in range(min(_LONGEST_NAME, len(run)), 1, -1):
            for at in range(len(run) - length + 1):
                word = run[at : at + length]
                if not any(taken[at : at + length]) and not holding(tokens(word)):
                    near = _likely(word, vocabulary.near(word), holding)
                    if near:
                        taken[at : at + length] = [True] * length
                        yield from ((word, name) for name in near)
    for text, tag in words:
        if tag == "eng" and len(text) > 4 and not holding(tokens(text)):
            yield from ((text, name) for name in vocabulary.near(text)[:_MOST_NEAR])


def _likely(word: str, near: list[str], holding: Holding) -> list[str]:
    """Those of the near names that are likely meant, none where they are too many to tell.

    Of two characters one says little: the name must sound the same. Else those that sound the same come before those
    with the same first character, a family's name most often, and these before the rest.
    """
    standing = [name for name in near if holding(tokens(name))]
    sounding = [name for name in standing if same_sound(word, name)]
    if len(word) == 2 or sounding:
        return sounding if len(sounding) <= _MOST_NEAR else []
    if word[0] in _BINDING or word[-1] in _BINDING:
        return []
    family = [name for name in standing if name[0] == word[0]] or standing
    return family if len(family) <= _MOST_NEAR else []


def _unknown_runs(words: Sequence[Piece], vocabulary: Vocabulary, holding: Holding) -> Iterator[str]:
    """Neighbouring words that may be pieces of a damaged name, put together.

    A damaged name falls to pieces: single characters, words that the tagger guesses, shorter names (阿根 of 阿根大).
    """
    run = ""
    for text, tag in (*words, Piece("", "")):
        if tag != _ASKS_TAG and _HAN.fullmatch(text) and not _known(text, tag, vocabulary, holding):
            run += text
            continue
        if len(run) > 1:
            yield run
        run = ""


def _known(text: str, tag: str, vocabulary: Vocabulary, holding: Holding) -> bool:
    """Whether a word is right as it is: in the pages, or in the dictionary and no person, since persons share names."""
    if len(text) == 1:
        return False
    if text in vocabulary or (len(text) > 2 and holding(tokens(text)) > 0):
        return True
    return not tag.startswith(_PERSON_TAG if len(text) > 2 else NAME_TAGS) and _in_dictionary(text)


def _in_dictionary(word: str) -> bool:
    import rjieba

    return bool(rjieba.has_word(word))


def _convert(recipe: str, text: str) -> str:
    return str(_converter(recipe).convert(text))


@cache
def _converter(recipe: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(recipe)
