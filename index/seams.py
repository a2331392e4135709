"""Seams: how well the end of one fragment and the start of another fit together, by their characters alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from operator import add

from index.characters import PARAGRAPH, character_model, plain
from index.cohesion import terms

_OCCURRENCES, _WINDOW, _SEARCHED = 40, 12, 200_000
_BEHIND, _AHEAD = 8, 2
"""Characters of the end and of the start that the character model sees: what stands further on is as likely either way,
since the model looks two characters back."""
_PAIRS = {"”": "“", "）": "（", ")": "(", "》": "《", "」": "「", "’": "‘"}


class Seams:
    """The fit of fragments of one issue, by the issue's own text and by newspaper text at large."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._pairs: Counter[str] = Counter()
        self._triples: set[str] = set()
        for text in texts:
            pairs = list(map(add, text, text[1:]))
            self._pairs.update(pairs)
            self._triples.update(map(add, pairs, text[2:]))
        # Every character but a text's last is the first of a pair, every one but its first the second.
        characters = Counter("".join(texts))
        self._first, self._second = characters.copy(), characters
        self._first.subtract(text[-1:] for text in texts)
        self._second.subtract(text[:1] for text in texts)
        self._text = "\n".join(texts)[:_SEARCHED]
        self._total = sum(self._pairs.values()) or 1
        self._starts: dict[str, tuple[str, float, float]] = {}

    def followers(self, before: str) -> frozenset[str]:
        """The terms that stand shortly behind the last two characters of a fragment elsewhere in the issue."""
        last, at = before[-2:], -1
        found: set[str] = set()
        for _ in range(_OCCURRENCES):
            at = self._text.find(last, at + 1)
            if at < 0:
                break
            # Not beyond the paragraph: what follows the fragment itself on the page says nothing.
            found |= terms(self._text[at + 2 : at + 2 + _WINDOW].split("\n", 1)[0])
        return frozenset(found)

    def fits(self, before: str) -> Callable[[str], tuple[float, float, float, float]]:
        """What speaks for a text going on where `before` ends, as a function of that text.

        Pointwise mutual information of the pair at the seam in the issue (nats, -1.5 to 4); how many of the two triples
        at the seam the issue knows; and by the character model the log likelihood ratios (nats) of the first characters
        of `after` behind `before`, to their being there at a paragraph's start, and to their being anywhere.
        """
        end, last, lasts = plain(before[-_BEHIND:]), before[-1:], before[-2:]
        expected = (self._first[last] + 1) / self._total
        model = character_model()

        def fit(after: str) -> tuple[float, float, float, float]:
            count = self._pairs[last + after[:1]]
            chance = expected * (self._second[after[:1]] + 1)
            score = max(-1.5, min(4.0, math.log((count + 0.2) / (chance + 0.2))))
            known = (lasts + after[:1] in self._triples) + (last + after[:2] in self._triples)
            first, start, anywhere = self._start(after)
            joined = model.log_probability(end, first)
            return score, float(known), joined - start, joined - anywhere

        return fit

    def starts_paragraph(self, text: str) -> float:
        """Nats by which the first characters of a text are likelier at a paragraph's start than anywhere."""
        _, start, anywhere = self._start(text)
        return start - anywhere

    def _start(self, after: str) -> tuple[str, float, float]:
        head = after[: 2 * _AHEAD]
        if head not in self._starts:
            first, model = plain(head)[:_AHEAD], character_model()
            self._starts[head] = first, model.log_probability(PARAGRAPH, first), model.log_probability("", first)
        return self._starts[head]


def unclosed(text: str) -> frozenset[str]:
    """The opening quotes and brackets that a fragment leaves open at its end."""
    return frozenset(opening for closing, opening in _PAIRS.items() if text.rfind(opening) > text.rfind(closing))


def closing(text: str) -> frozenset[str]:
    """The opening quotes and brackets whose closing ones a fragment begins with, never having opened them."""
    found = set()
    for mark, opening in _PAIRS.items():
        at = text.find(mark)
        if at >= 0 and text.find(opening, 0, at) < 0:
            found.add(opening)
    return frozenset(found)
