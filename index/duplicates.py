"""Duplicates: whether a passage says nothing that a better one does not say, in the same words."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import cached_property

from index.tokens import fold

_SHARED = 0.8
"""The share of the shorter passage's pairs of characters that stand in the longer one, for a closer comparison."""
_SLIPS = 0.02
"""The share of characters that a scanner misreads on a fair page; a shorter text may not differ in any."""
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*|[〇零一二两三四五六七八九十百千万亿]+")
_REACH = 4
"""So many characters before and behind one show which word it belongs to."""
_DENIAL = re.compile(r"[不没未无非否]|no|n't")
_NOT_LETTERS = re.compile(r"[\W_]+")


class PassageText:
    """A passage's text as it is compared with others: folded, letters and digits only."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self.letters = _NOT_LETTERS.sub("", folded)
        self._folded = folded
        self._bare = "".join(text.split())

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring characters."""
        return frozenset(self.letters[at : at + 2] for at in range(len(self.letters) - 1))

    @cached_property
    def figures(self) -> Counter[str]:
        """The numbers, in digits or in Chinese characters, with how often each stands there."""
        return Counter(_FIGURE.findall(self._folded))

    def is_same(self, other: PassageText) -> bool:
        """Whether the two are one text, white space aside."""
        return self._bare == other._bare

    def repeats(self, better: PassageText) -> bool:
        """Whether this passage only says again what a better one says, or the reverse: one of them can be left out.

        The shorter must stand in the longer but for characters left out or misread. Texts whose figures differ, in
        which a word or a character of a name stands for another, or of which one denies what the other says, are two
        sources that disagree.
        """
        if self.is_same(better):
            return True
        shorter, longer = sorted((self, better), key=lambda each: (len(each.letters), each.letters))
        if not shorter.pairs or len(shorter.pairs & longer.pairs) < _SHARED * len(shorter.pairs):
            return False
        return not shorter.figures - longer.figures and _says_the_same(shorter.letters, longer.letters)


def _says_the_same(shorter: str, longer: str) -> bool:
    """Whether the shorter text stands in the longer one, parts that only one of them has and slips aside."""
    slips = 0
    for change, start, end, other_start, other_end in SequenceMatcher(None, shorter, longer, False).get_opcodes():
        if change == "equal":
            continue
        one, other = shorter[start:end], longer[other_start:other_end]
        if change == "replace" and (
            max(len(one), len(other)) > 1 or _in_word(shorter, start) == _in_word(longer, other_start)
        ):
            return False
        slips += len(one)
        inside = other_start > 0 and other_end < len(longer)
        if _DENIAL.search(one) or (inside and len(other) <= 4 and _DENIAL.search(other)):
            return False
    return slips <= _SLIPS * len(shorter)


def _in_word(letters: str, at: int) -> bool:
    """Whether a character is part of a word that the dictionary has: of two readings the one that is not is a slip.

    Where both are, or neither is as in most names (上博, 国博), nothing tells a slip from another fact.
    """
    import rjieba

    first = max(0, at - _REACH)
    end = first
    for word in rjieba.cut(letters[first : at + _REACH + 1]):
        end += len(word)
        if end > at:
            return len(word) > 1 and bool(rjieba.has_word(word))
    return False
