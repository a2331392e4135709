"""Names: persons, places, organisations and other proper names in a text, and the short forms that it explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.abbreviations import abbreviated
from index.tokens import fold

NAME_TAGS = ("nr", "ns", "nt", "nz")
"""Heads of the ICTCLAS tags of names, https://github.com/fxsjy/jieba: persons, places, organisations, others."""

SHORT_TAG = "j"
"""The tag of an abbreviation that the dictionary knows (北大)."""

_LINKS = ("n", "a", "vn", "j", "b", "l", "s", "f")
"""Heads of the tags of words that an organisation's name is put together of, its last word apart."""

_ORGANISATION = re.compile(
    r".*(委员会|大学|学院|学校|中学|小学|组织|公司|集团|中心|联盟|协会|学会|基金会|联合会|银行|医院|法院|检察院|"
    r"研究所|研究院|出版社|报社|通讯社|俱乐部|博物馆|图书馆|大会|总局|管理局|[^一二三四五六七八九十全大干东南西北中内外局]部|[^结全大政格]局|厅|署|院)"
)

_KEPT_TAGS = (*NAME_TAGS, SHORT_TAG)
_JOINED_TAGS = frozenset("nvazgj")

_MOST_PARTS, _LONGEST = 7, 20
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z'’-]{4,}")

_SAYS_SHORT = re.compile(
    r"([\u3400-\u9fffA-Za-z·]{4,30})[”」』》]?[(（](?:以下|下文|下面)?(?:统|均)?(?:简称|缩写|下称|又称|又名)"
    r"(?:为|作|是)?[:：]?[“「『《\"]?([\u3400-\u9fffA-Za-z]{2,10})[”」』》\"]?[)）]"
)
_HAN_LATIN = re.compile(r"([\u3400-\u9fff·]{2,30})[(（](?:英文)?(?:简称|缩写)?[:：]?([A-Z][A-Za-z]{1,11})[)）]")
_LATIN_HAN = re.compile(r"(?<![A-Za-z])([A-Z][A-Za-z]{1,11})[(（]([\u3400-\u9fff]{4,20})[)）]")


class Piece(NamedTuple):
    """A word as the tagger cut it out, with its tag."""

    text: str
    tag: str


class Pair(NamedTuple):
    """A short form, in Latin letters as printed and else folded, and the folded name that a text says it stands for."""

    short: str
    full: str


def pieces(text: str) -> list[Piece]:
    """The words of a text in folded form with ICTCLAS tags, in order; together they are the folded text."""
    import rjieba

    return [Piece(*pair) for pair in rjieba.tag(fold(text))]


def names_in(words: Sequence[Piece]) -> Iterator[str]:
    """The names among the words of a text: those tagged as names, single characters around them joined, Latin words.

    The dictionary leaves the characters of a name that it does not know single, one after the other (霁, 河), of which
    at least one is tagged as a name. Names shorter than two characters, and Latin ones below five, are left out.
    """
    singles: list[Piece] = []
    for word in (*words, Piece("", "")):
        text, tag = word
        if len(text) == 1 and tag[:1] in _JOINED_TAGS and _HAN.fullmatch(text):
            singles.append(word)
            continue
        if singles:
            if 2 <= len(singles) <= 4 and any(single.tag.startswith(NAME_TAGS) for single in singles):
                yield "".join(single.text for single in singles)
            singles.clear()
        if tag.startswith(_KEPT_TAGS):
            if len(text) > 1 and _HAN.fullmatch(text):
                yield text
        elif tag == "eng" and len(text) > 4 and _LATIN.fullmatch(text):
            yield text


def organisations_in(words: Sequence[Piece]) -> Iterator[tuple[str, ...]]:
    """The names of organisations among the words of a text, each as its parts (国家, 卫生, 健康, 委员会).

    A run of nouns and the like that ends with a word for an organisation. Where the run begins too early, words stand
    in front of the name that are not part of it.
    """
    first = 0
    for last, (text, tag) in enumerate(words):
        # 组织 is tagged as a verb wherever it stands.
        if not tag.startswith(_LINKS) and text != "组织":
            first = last + 1
        elif len(text) > 1 and is_organisation(text):
            run = words[max(first, last + 1 - _MOST_PARTS) : last + 1]
            parts = [part for word in run for part in cut(word.text)]
            while len(parts) > _MOST_PARTS or sum(map(len, parts)) > _LONGEST:
                parts.pop(0)
            if len(parts) > 1 and sum(map(len, parts)) >= 4:
                yield tuple(parts)


@lru_cache(maxsize=100_000)
def is_organisation(word: str) -> bool:
    """Whether a word ends as the names of organisations do (委员会, 大学, 局)."""
    return bool(_ORGANISATION.fullmatch(word))


@lru_cache(maxsize=100_000)
def cut(word: str) -> tuple[str, ...]:
    """The words that a word of the dictionary is put together of (世界, 卫生, 组织), itself where it is of none."""
    import rjieba

    if len(word) < 4:
        return (word,)
    inner = [part for part in rjieba.cut_for_search(word) if 1 < len(part) < len(word)]
    found: list[str] = []
    at = 0
    while at < len(word):
        fits = [part for part in inner if word.startswith(part, at)]
        if not fits:
            return (word,)
        found.append(max(fits, key=len))
        at += len(found[-1])
    return tuple(found)


def pairs_in(text: str) -> Iterator[Pair]:
    """The short forms that a text explains: 世界卫生组织（以下简称世卫组织）, WHO（世界卫生组织）, 世界卫生组织(WHO).

    How far the name reaches to the left is told by the short form where that is made of its parts, else by the words:
    it does not reach over one that cannot stand within a name (a verb, a preposition).
    """
    if "(" not in text and "（" not in text:
        return
    for match in _SAYS_SHORT.finditer(text):
        yield from _pair(match[2], match[1])
    for match in _HAN_LATIN.finditer(text):
        yield from _pair(match[2], match[1])
    for match in _LATIN_HAN.finditer(text):
        yield Pair(match[1], fold(match[2]))


def _pair(written: str, before: str) -> Iterator[Pair]:
    words = pieces(before)
    short = written if written.isascii() else fold(written)
    parts = [part for word in words for part in cut(word.text)]
    for first in range(len(parts) - 2, -1, -1):
        full = "".join(parts[first:])
        if abbreviated(short, parts[first:]) == full:
            yield Pair(short, full)
            return
    if not short.isascii() and _is_common(short):
        return
    # An acronym stands for a run of words, and a capitalised word is the name of one person, place or thing.
    links, least = (NAME_TAGS, 2) if short.isascii() and not short.isupper() else ((*_LINKS, "i", "eng"), 4)
    first = len(words)
    while first and words[first - 1].tag.startswith(links) and len(words) - first < _MOST_PARTS:
        first -= 1
    full = "".join(word.text for word in words[first:])
    # A single common noun in front of an acronym says what kind of thing it is (模型（GPT）), not what it is called.
    if len(full) >= least and (len(full) > len(short) or short.isascii()):
        yield Pair(short, full)


def _is_common(word: str) -> bool:
    """Whether a word is one of the dictionary and no name: what one page calls "the company" is not so elsewhere."""
    found = pieces(word)
    return len(found) == 1 and not found[0].tag.startswith(_KEPT_TAGS)
