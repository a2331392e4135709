"""The question: the words in it that an answer's passage should hold, and how much each of them weighs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from statistics import fmean

from index.search import Library
from index.tokens import fold, simplified, tokens

_CONTENT_TAGS = ("n", "v", "a", "t", "s", "f", "i", "j", "l", "z", "eng", "m", "b", "x")
"""Parts of speech (ICTCLAS tags, https://github.com/fxsjy/jieba) that carry what is asked: nouns, verbs, times, ..."""

_NAME_TAGS = frozenset({"ns", "nr", "nt"})

_ASKING = re.compile(
    r"谁|什么|何时|何地|何人|哪.?|多少|几个?|如何|怎么样?|怎样|为什么|为何|是否|有没有|是不是|请问|告诉|想|知道|是|有|时候|时间|"
    r"a|an|and|any|are|as|at|be|been|by|can|could|did|do|does|for|from|give|had|has|have|how|i|in|is|it|its|many|me|"
    r"much|of|on|or|please|say|says|tell|than|that|the|their|there|these|this|those|to|was|were|what|when|where|"
    r"which|who|whom|whose|why|will|with|would"
)


_LATIN = re.compile(r"[A-Za-z]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def language_of(text: str) -> str:
    """The language of a question or passage: "en" where it has more Latin words than Chinese characters, else "zh"."""
    return "en" if len(_LATIN.findall(text)) > len(_HAN.findall(text)) else "zh"


def content_words(question: str) -> list[str]:
    """The question's words in folded form, without those that only ask (谁, 多少, how many) or only bind (的, of).

    Characters that the dictionary leaves single one after the other are one word, most often a name (霁河, 裴若舟). One
    that stands alone (人, 米) counts only where there is nothing else: the index knows pairs of characters.
    """
    import rjieba

    words = [""]
    joins = False
    for word, tag in rjieba.tag(fold(question)):
        word = word.strip()
        carries = tag.startswith(_CONTENT_TAGS) and bool(tokens(word)) and not _ASKING.fullmatch(simplified(word))
        single = carries and bool(_HAN.fullmatch(word))
        if single and joins:
            words[-1] += word
        elif carries:
            words.append(word)
        joins = single
    found = list(dict.fromkeys(words[1:]))
    return [word for word in found if not _HAN.fullmatch(word)] or found


def names(question: str) -> list[str]:
    """The names of places, persons and organisations in a Chinese question, in folded form."""
    import rjieba

    return [word for word, tag in rjieba.tag(fold(question)) if tag in _NAME_TAGS and len(word) > 1]


def word_weights(question: str, library: Library) -> dict[str, float]:
    """The question's content words with their weight in this library: the rarer its tokens, the heavier.

    The mean of its tokens, since a wrong cut of words makes tokens that stand nowhere. One more than the rarity: in a
    library of a few passages a word that stands in all of them would weigh nothing.
    """
    return {word: 1.0 + fmean(library.rarity(tokens(word))) for word in content_words(question)}


def word_shares(words: Iterable[str], text: str) -> dict[str, float]:
    """How much of each word stands in the text, 0 to 1.

    Of a Chinese word that does not stand there whole, its pairs of characters count: 执行官 is half there with 执行.
    """
    there = set(tokens(text))
    folded = re.sub(r"\s+", "", fold(text))
    shares = {}
    for word in words:
        pieces = tokens(word)
        whole = not word.isascii() and word in folded
        shares[word] = 1.0 if whole else sum(piece in there for piece in pieces) / len(pieces)
    return shares


def covered_share(weights: Mapping[str, float], shares: Mapping[str, float]) -> float:
    """The share (0 to 1) of the words' weight that is there, given how much of each is; 0 where there is no weight."""
    total = sum(weights.values())
    return sum(weight * shares[word] for word, weight in weights.items()) / total if total else 0.0


def coverage(weights: Mapping[str, float], text: str) -> float:
    """The share (0 to 1) of the weight whose words stand in the text; 0 where there is no weight."""
    return covered_share(weights, word_shares(weights, text))
