"""Slots: the titles, quoted words, newspapers, days and pages that a question names, each put down to one character.

What is left is short enough for a grammar that must fit the whole question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from index.date_words import number
from index.records import DateRange
from index.tokens import fold, simplified
from qa.days.when import read_dates

TITLE, QUOTED, NEWSPAPER, DAYS, LATEST, PAGE, FRONT = (f"[\\ue{kind}00-\\ue{kind}ff]" for kind in range(7))
"""Character classes (of the private use area) that stand for what a slot holds."""

_KINDS = {kind: 0xE000 + 0x100 * at for at, kind in enumerate((TITLE, QUOTED, NEWSPAPER, DAYS, LATEST, PAGE, FRONT))}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MOST = 0x100

_IN_TITLE_MARKS = re.compile(r"《([^《》]{1,120})》")
_IN_QUOTES = re.compile(r'“([^“”]{1,120})”|"([^"]{1,120})"|「([^「」]{1,120})」|『([^『』]{1,120})』|‘([^‘’]{1,120})’')
_ANY_NEWSPAPER = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|晨报|时报|周报|商报|都市报|青年报|快报)(?!道)|(?:日报|晚报)(?=社)"
)
_LATEST = re.compile(
    r"(?:最新|最近|最后)的?(?:这|那)?(?:一期|一天|一日)(?:的?报纸)?|(?:最新|最近)的?(?:报纸|一份报纸)"
    r"|\b(?:the )?(?:latest|newest|most recent|last) (?:issue|edition|paper|newspaper)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(r"(?:头|首)版(?![权本])|\b(?:the )?front page\b", re.IGNORECASE)
_PAGE = re.compile(
    r"第?(?<![A-Za-z0-9.])([A-Za-z]{0,1}\d{1,3}|(?<![一二三四五六七八九十哪某每同另])[一二三四五六七八九十]{1,3})版面?(?![权本税画纳次])"
    r"|第(\d{1,3}|[一二三四五六七八九十]{1,3})页|\bpages? (?:no\.? ?|number )?([A-Z]?\d{1,3}|one|two|three|four)\b",
    re.IGNORECASE,
)
_ENGLISH_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4"}


@dataclass(slots=True)
class Slots:
    """A question with its slots: `text`, and what each slot character stands for."""

    text: str
    words: dict[str, str] = field(default_factory=dict)
    days: dict[str, DateRange] = field(default_factory=dict)

    def put(self, kind: str, start: int, end: int, words: str) -> str:
        """Put `text[start:end]` down to one character of a kind, which stands for `words`; returns the character."""
        first = _KINDS[kind]
        mark = chr(first + sum(first <= ord(known) < first + _MOST for known in self.words))
        self.words[mark] = words
        self.text = self.text[:start] + mark + self.text[end:]
        return mark

    def all(self, kind: str, text: str | None = None) -> list[str]:
        """The slot characters of a kind in the text, or in a part of it."""
        return re.findall(kind, self.text if text is None else text)

    def spoken(self, text: str) -> str:
        """A part of the text with the words of its slots back in their places."""
        return _PRIVATE.sub(lambda found: self.words.get(found[0], ""), text)


def read_slots(
    question: str, clock: date | None, newspapers: Sequence[str] = (), coverage: DateRange | None = None
) -> Slots | None:
    """The question in simplified characters of half width, its slots put down; None where it holds such characters.

    `newspapers` are the names that the archive knows; `clock` and `coverage` are as for `qa.days.when.read_dates`.
    """
    if _PRIVATE.search(question):
        return None
    slots = Slots(simplified("".join(map(_narrow, question.strip()))))
    papers = {_paper_key(name): name for name in newspapers}
    _put_all(slots, _IN_TITLE_MARKS, TITLE, papers)
    _put_all(slots, _IN_QUOTES, QUOTED, papers)
    for name in sorted(papers, key=len, reverse=True):
        while name and (at := _paper_key(slots.text).find(name)) >= 0 and len(fold(slots.text)) == len(slots.text):
            slots.put(NEWSPAPER, at, at + len(name), papers[name])
    _put_all(slots, _ANY_NEWSPAPER, NEWSPAPER, papers)
    _put_all(slots, _LATEST, LATEST, {})
    _put_days(slots, clock, coverage)
    _put_all(slots, _FRONT, FRONT, {})
    _put_all(slots, _PAGE, PAGE, {})
    return slots


def _put_days(slots: Slots, clock: date | None, coverage: DateRange | None) -> None:
    """Put down the days; of several years that a day may be of, the first that the archive covers."""
    places: dict[int, tuple[str, DateRange]] = {}
    at = 0
    for one in read_dates(slots.text, clock, coverage).named:
        start = slots.text.find(one.words, at)
        if start < 0:  # the same words once more, for another year
            start = max(places, default=-1)
            if start < 0 or not coverage or _meet(places[start][1], coverage) or not _meet(one.days, coverage):
                continue
        places[start] = (one.words, one.days)
        at = start + len(one.words)
    for start in sorted(places, reverse=True):
        words, days = places[start]
        slots.days[slots.put(DAYS, start, start + len(words), words)] = days


def _meet(one: DateRange, other: DateRange) -> bool:
    return one.first <= other.last and other.first <= one.last


def page_number(words: str) -> str:
    """The number in a page's words: `第3版` and `第三版` give 3, `A04版` A04, `page one` 1."""
    found = re.search(r"[A-Za-z]?\d{1,3}", words)
    if found:
        return found[0]
    english = next((value for word, value in _ENGLISH_NUMBERS.items() if word in words.lower()), "")
    return english or str(number(words))


def _narrow(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def _paper_key(name: str) -> str:
    return fold(name).strip()


def _put_all(slots: Slots, pattern: re.Pattern[str], kind: str, papers: dict[str, str]) -> None:
    """Put down every match, from the end; a title or a quote that is a newspaper's name is that."""
    for found in reversed(list(pattern.finditer(slots.text))):
        if len(slots.words) >= _MOST - 1:
            return
        words = next((group for group in found.groups() if group), None) or found[0]
        if kind == PAGE:
            words = found[0]
        name = papers.get(_paper_key(words)) or (words if _ANY_NEWSPAPER.fullmatch(words) else None)
        slots.put(NEWSPAPER if name else kind, found.start(), found.end(), name or words)
