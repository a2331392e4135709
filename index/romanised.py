"""Romanised: the Chinese names that an English text writes in pinyin, found among the names of the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from index.sounds import readings

Lookup = Callable[[str], Sequence[str]]
"""From a regular expression to the names that it fits from end to end."""

_CAPITALISED = re.compile(r"[A-Z][a-z]+(?:['’-]?[a-z]+)*")
_LEAST, _MOST = 2, 4
"""Characters of a name: one syllable alone may be any of a hundred."""

_COMMON = range(0x4E00, 0x9FA6)
"""The characters whose readings are looked at: the first block of Unicode's CJK Unified Ideographs."""

_NO_SYLLABLES = frozenset({"m", "n", "ng", "hm", "hng"})
"""Interjections: in names n and ng only end a syllable."""

_LONGEST = len("zhuang")
_PARTS = "'’-"


def romanised(text: str, names: Lookup) -> Iterator[tuple[str, str]]:
    """The names that the capitalised words of an English text spell, each with the words that spell it.

    Neighbouring words that are pinyin are one name (Duan Chenggang: 段成刚); where none is spelled so, and each word
    has syllables enough, each for itself (Beijing Ditan: 北京, 地坛). Of the ways to cut a word (Xian: xian, xi an) the
    one with the fewest syllables comes first. A single word that opens the text is left out: its capital says nothing.
    """
    for words in _runs(text):
        found = list(_spelled(words, names))
        if not found and len(words) > 1 and all(len(_cuts(word)[0]) >= _LEAST for word in words):
            found = [pair for word in words for pair in _spelled([word], names)]
        if len(words) > 1 or not text.lstrip().startswith(words[0]):
            yield from found


def _runs(text: str) -> Iterator[list[str]]:
    """The longest runs of neighbouring words with a capital that can be cut into syllables."""
    run: list[str] = []
    end = 0
    for match in _CAPITALISED.finditer(text):
        near = text[end : match.start()] == " "
        if run and not (near and _cuts(match[0])):
            yield run
            run = []
        if _cuts(match[0]):
            run.append(match[0])
        end = match.end()
    if run:
        yield run


def _spelled(words: Sequence[str], names: Lookup) -> Iterator[tuple[str, str]]:
    ways: list[tuple[str, ...]] = [()]
    for word in words:
        ways = [(*head, *tail) for head in ways for tail in _cuts(word) if len(head) + len(tail) <= _MOST]
    for cut in sorted(ways, key=len):
        if len(cut) >= _LEAST:
            found = names("".join(f"[{_characters()[syllable]}]" for syllable in cut))
            if found:
                yield from ((" ".join(words), name) for name in found)
                return


def _cuts(word: str) -> list[tuple[str, ...]]:
    """All ways to cut a word into syllables, the fewest first; an apostrophe or a hyphen parts two of them."""
    return sorted(_ways(word.lower()), key=len)


def _ways(word: str) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
        return
    for end in range(1, min(_LONGEST, len(word)) + 1):
        if word[:end] in _characters():
            yield from ((word[:end], *rest) for rest in _ways(word[end:].lstrip(_PARTS)))


@cache
def _characters() -> dict[str, str]:
    """The characters that have each syllable among their usual readings; ü is also written u, and yu behind l and n."""
    found: dict[str, list[str]] = {}
    for code in _COMMON:
        for reading in readings(chr(code)) - _NO_SYLLABLES:
            for spelling in {reading, reading.replace("v", "u"), reading.replace("v", "yu")}:
                found.setdefault(spelling, []).append(chr(code))
    return {syllable: "".join(characters) for syllable, characters in found.items()}
