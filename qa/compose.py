"""Composing: what the model wrote becomes a checked answer: each sentence cited, corrected, or marked unverified."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.embed import Encoder
from index.records import Page
from index.sentences import split_sentences
from index.tokens import tokens
from qa.cite import cite
from qa.evidence import Passage, Sentence
from qa.grounds import Grounds
from qa.records import Citation, Repair
from qa.verify import Support, statement_of, supports

_NEAR = 0.15

UNRESOLVED = "[?]"
"""Stands in the text where the model cited a passage that does not exist."""

_MARKS = re.compile(r"([^\S\n]*[\[［【]\d{1,3}(?:\s*[,，、]\s*\d{1,3})*[\]］】])+")
_LABEL = re.compile(
    r"[，,、;；]?\s*(?:(?:所据|见|据)?(?:摘录编号|摘录|编号)|\bextracts?)[:：]?\s*(?=[\[［【]\d)", re.IGNORECASE
)
"""What a model sometimes writes in front of a mark, in the words of its task: "，摘录编号[1]"."""
_MARKS_AFTER_STOP = re.compile(rf"([。！？；!?;.…]+[”’」』）\"')]*)({_MARKS.pattern})")
_OPEN_MARK = re.compile(r"\[\d{0,3}$")


@dataclass(frozen=True, slots=True)
class Composed:
    """A checked text: its citations, the sentences without support, the numbers that named no passage.

    `repaired` and `struck` are as in `Answer`.
    """

    text: str
    citations: tuple[Citation, ...]
    unverified: tuple[str, ...]
    unresolved: tuple[int, ...]
    repaired: tuple[Repair, ...] = ()
    struck: tuple[str, ...] = ()


class _Citations:
    """Citations in the making: the same quote has the same number wherever it is cited."""

    def __init__(self, page_of: Callable[[str], Page | None]) -> None:
        self._page_of = page_of
        self._made: dict[tuple[str, int, int], Citation] = {}

    def number(self, sentence: Sentence) -> int:
        key = (sentence.hit.article.id, sentence.start, sentence.end)
        if key not in self._made:
            number = len(self._made) + 1
            self._made[key] = cite(number, sentence.hit.article, sentence.start, sentence.end, self._page_of)
        return self._made[key].number

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._made.values())


def compose(
    written: str, question: str, passages: Sequence[Passage], encoder: Encoder, page_of: Callable[[str], Page | None]
) -> Composed:
    """Check a model's answer against the passages it was shown.

    A sentence keeps a citation that bears it out, gets another passage's where only that does, and is `unverified`
    where none does. Numbers are given anew, in the order of the text.
    """
    citations = _Citations(page_of)
    parts: list[str] = []
    unverified: list[str] = []
    unresolved: list[int] = []
    known = {passage.number for passage in passages}
    grounds = [Grounds(passage) for passage in passages]
    for statement, cited in _statements(written):
        unresolved += [number for number in cited if number not in known]
        held = [item for item in supports(statement_of(statement, question), grounds, encoder) if item.holds]
        # What the model cites counts unless another passage bears the sentence out far better.
        enough = held[0].share - _NEAR if held else 0.0
        chosen = [item for item in held if item.passage.number in cited and item.share >= enough] or held[:1]
        if not tokens(statement):
            parts.append(statement)
        elif chosen:
            numbers = dict.fromkeys(citations.number(item.sentence) for item in _distinct(chosen))
            parts.append(statement + "".join(f"[{number}]" for number in numbers))
        else:
            shown = f"{statement}{UNRESOLVED}" if any(number not in known for number in cited) else statement
            parts.append(shown)
            unverified.append(shown)
    return Composed(_joined(parts), citations.all(), tuple(unverified), tuple(dict.fromkeys(unresolved)))


def extract(sentences: Sequence[Sentence], page_of: Callable[[str], Page | None]) -> Composed:
    """An answer made of verbatim sentences, each cited."""
    citations = _Citations(page_of)
    parts = [f"{' '.join(sentence.text.split())}[{citations.number(sentence)}]" for sentence in sentences]
    return Composed(_joined(parts), citations.all(), (), ())


def _statements(written: str) -> list[tuple[str, list[int]]]:
    """The sentences of an answer without their marks, and the numbers that each was marked with."""
    text = _LABEL.sub("", written.strip())
    if not _MARKS.match(text):
        # A mark behind the full stop belongs to the sentence before it, unless marks stand in front of what they mark.
        text = _MARKS_AFTER_STOP.sub(r"\2\1", text)
    found = []
    for start, end in split_sentences(text):
        sentence = text[start:end]
        cited = [int(number) for mark in _MARKS.finditer(sentence) for number in re.findall(r"\d+", mark[0])]
        bare = _without_marks(sentence)
        if bare:
            found.append((bare, cited))
        elif found:
            found[-1][1].extend(cited)
    return found


def _without_marks(sentence: str) -> str:
    """A sentence without marks, those aside that appear only where others are taken out: [1[2]]."""
    bare, before = sentence, ""
    while bare != before:
        bare, before = _MARKS.sub("", bare), bare
    marked_in_front = _MARKS.match(sentence)
    return bare.lstrip(" \t:：,，、").strip() if marked_in_front else bare.strip()


def _distinct(chosen: Sequence[Support]) -> list[Support]:
    """At most two supports of one statement: more marks than that help nobody to check it."""
    return list(chosen)[:2]


def _joined(parts: Sequence[str]) -> str:
    """Sentences one after the other, with a space between those of Latin script."""
    text = ""
    for part in parts:
        # Nor may the end of one and the start of the next make a mark between them.
        apart = part[:1].isascii() or _OPEN_MARK.search(text)
        text += (" " if text and apart else "") + part
    return text
