"""Grounds: what one passage says, taken apart once, so that every fact of an answer can be looked up in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from index.chunk import context_line
from index.dates import find_dates
from index.records import EventDate
from qa.checking.clauses import SMALL, Clause, clauses
from qa.checking.facts import EDGES, SURNAMES, Fact, names, pair_facts
from qa.checking.quantities import Quantity, level, quantities
from qa.checking.speakers import Attribution, attributions
from qa.cite import readable
from qa.numbers import NUMBER, read_number
from qa.shown.evidence import Passage, Sentence

_LATIN = re.compile(r"[a-z][a-z0-9'’.-]*[a-z0-9]|[a-z]")
_PUBLISHED = re.compile(r"报道|[本该]报|刊[登发]|发表|讯|电$|reported|published|newspaper|issue")
_ACRONYMS = {
    "ceo": ("首席执行官", "总裁"),
    "ai": ("人工智能",),
    "gdp": ("国内生产总值", "生产总值"),
    "cpi": ("居民消费价格",),
    "ppi": ("工业生产者出厂价格",),
    "who": ("世卫", "世界卫生组织"),
    "un": ("联合国",),
    "eu": ("欧盟",),
    "imf": ("国际货币基金",),
    "app": ("应用程序", "客户端", "应用软件"),
    "dna": ("脱氧核糖核酸",),
    "usa": ("美国",),
    "us": ("美国",),
    "uk": ("英国",),
}
"""What is printed in Chinese and called by its Latin letters as often."""

_MONTH_DAY = re.compile(r"\d+月\d+[日号]")
_DIGITS = re.compile(r"\d")
_SPACE = re.compile(r"\s+")
_QUOTES = re.compile(r"[“”‘’「」『』\"']")
_PLACE_END = re.compile(r"(?:特别行政区|自治[区州县]|[省市县区州镇乡村国])$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A figure where a passage says it: in which clause of which sentence."""

    quantity: Quantity
    clause: Clause
    sentence: int
    about: frozenset[str]
    """The cues of its clause, and of the clause before where that has no figure of the same kind."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a passage, folded, with its clauses."""

    sentence: Sentence
    text: str
    clauses: list[Clause]


def _spoken(line: Line, number: int) -> Iterator[Spoken]:
    figures = quantities(line.text)
    for one in figures:
        for at, clause in enumerate(line.clauses):
            if clause.start <= one.start < clause.end:
                last = line.clauses[at - 1] if at else clause
                other = any(last.start <= two.start < last.end and two.kind == one.kind for two in figures)
                yield Spoken(one, clause, number, clause.cues if other else clause.cues | clause.before)


class Grounds:
    """A passage taken apart: its sentences, and what facts they and the line over them (headline, date) hold."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        article = passage.article
        self.issued: date | None = article.date
        self.lines = [
            Line(one, text, clauses(text))
            for one in passage.sentences
            if (text := level(readable(article.text, one.start, one.end)))
        ]
        self.text = "\n".join(line.text for line in self.lines)
        self.heading = level(" ".join((context_line(article), article.subtitle, article.byline, article.dateline)))
        self.squeezed = _SPACE.sub("", self.text)
        self.all = f"{self.squeezed}\n{_SPACE.sub('', self.heading)}"
        self.grams = {self.all[at : at + 2] for at in range(len(self.all) - 1)}
        self.bare = _QUOTES.sub("", self.all)

    @cached_property
    def words(self) -> set[str]:
        """The Latin words, and their beginnings of five letters: floods and flooded are one."""
        found = set(_LATIN.findall(f"{self.text} {self.heading}"))
        return found | {word[:5] for word in found if len(word) > 5}

    @cached_property
    def spoken(self) -> list[Spoken]:
        """The figures of the passage's sentences."""
        return [spoken for number, line in enumerate(self.lines) for spoken in _spoken(line, number)]

    @cached_property
    def events(self) -> tuple[EventDate, ...]:
        """The dates of the article, with their places in it."""
        article = self.passage.article
        return article.events or find_dates(article.text, self.issued)

    @cached_property
    def moments(self) -> list[tuple[date, frozenset[Decimal]]]:
        """The days and hours that stand together, each hour with the day right in front of it."""
        found = []
        for line in self.lines:
            own = {one.end - line.sentence.start: one.first for one in self.events if one.start >= line.sentence.start}
            for clock in quantities(line.text):
                day = next((own[at] for at in range(clock.start, clock.start - 5, -1) if at in own), None)
                if clock.kind == "clock" and day:
                    found.append((day, clock.hours))
        return found

    @cached_property
    def figures(self) -> list[Quantity]:
        """All figures, those of the headline too."""
        return [*(one.quantity for one in self.spoken), *quantities(self.heading)]

    @cached_property
    def loose(self) -> set[tuple[str, str]]:
        """All numbers, single characters too, each with the character behind it: 6车道 is 六车道."""
        text = f"{self.text}\n{self.heading}"
        found = ((one, match.end()) for match in NUMBER.finditer(text) for one in read_number(match, words=True))
        return {(one, text[end : end + 1]) for one, end in found}

    @cached_property
    def pairs(self) -> set[tuple[int, int]]:
        """The scores and the times of day with minutes."""
        text = f"{self.text}\n{self.heading}"
        return {pair for fact in pair_facts(text) for pair in fact.pairs}

    @cached_property
    def days(self) -> list[tuple[date, date]]:
        """The days that the passage and its headline name, first and last of each."""
        article = self.passage.article
        spans = [(one.start, one.end) for one in self.passage.sentences]
        own = [(one.first, one.last) for one in self.events if any(start <= one.start < end for start, end in spans)]
        said = find_dates(f"{article.title}\n{article.kicker}", self.issued)
        return own + [(one.first, one.last) for one in said]

    @cached_property
    def persons(self) -> list[tuple[Fact, Clause]]:
        """The names of persons, with the clauses that they stand in."""
        tagged = [
            (fact, clause)
            for line in self.lines
            for fact in names(line.text)
            if fact.tag == "nr"
            for clause in line.clauses
            if clause.start <= fact.start < clause.end
        ]
        speakers = {tail for one in self.said for length in (3, 2) if (tail := one.speaker[-length:])[:1] in SURNAMES}
        spoken = [
            (Fact("name", at, at + len(name), name, tag="nr"), clause)
            for line in self.lines
            for clause in line.clauses
            for name in speakers
            if len(name) > 1 and (at := line.text.find(name, clause.start, clause.end)) >= 0
        ]
        return tagged + spoken

    @cached_property
    def said(self) -> list[Attribution]:
        """Who says what in the passage."""
        return attributions(self.text)

    def holds(self, fact: Fact, statement: str, *, copied: bool = False) -> bool:
        """Whether a fact of a statement (which `level` gave) stands in the passage or in the line over it.

        In a statement that is `copied` but for a word, a date must be the passage's own, and not one that holds it.
        """
        match fact.kind:
            case "date":
                return self._holds_date(fact, statement, copied)
            case "pair":
                return bool(fact.pairs & self.pairs) or self._literal(fact.text) or self._on_the_hour(fact)
            case "quantity":
                assert fact.quantity is not None
                return any(fact.quantity.equals(one) for one in self.figures) or self._holds_number(fact, statement)
            case "latin":
                known = fact.text in self.words or fact.text.rstrip("s") in self.words or fact.text in self.all
                return known or any(name in self.all for name in _ACRONYMS.get(fact.text, ()))
            case "quote" | "title":
                parts = re.split(r"…+|\.{3,}", _QUOTES.sub("", _SPACE.sub("", fact.text)))
                return all(part.strip(",。!?;:.、") in self.bare for part in parts)
            case "name":
                return self._holds_name(fact)
            case _:
                return self._literal(fact.text)

    def _literal(self, text: str) -> bool:
        return _SPACE.sub("", text) in self.all

    def _on_the_hour(self, fact: Fact) -> bool:
        """18:00 where the passage has 18时."""
        hours = {hour for hour, minutes in fact.pairs if minutes == 0}
        return any(one.kind == "clock" and one.hours & hours for one in self.figures)

    def _holds_number(self, fact: Fact, statement: str) -> bool:
        """A number that has no unit, or one with minutes, or is a part of the article's own date: 6, 18, 2024."""
        quantity = fact.quantity
        assert quantity is not None
        behind = statement[quantity.digits_end : quantity.digits_end + 1]
        if not quantity.kind and (f"{quantity.value.normalize():f}", behind) in self.loose:
            return True
        if quantity.kind == "clock":
            return any(hour in quantity.hours and not minutes for hour, minutes in self.pairs)
        if self.issued is None or quantity.kind not in ("", "years", "months", "days"):
            return False
        parts = {"years": self.issued.year, "months": self.issued.month, "days": self.issued.day}
        return quantity.value == parts.get(quantity.kind, self.issued.year)

    def _holds_date(self, fact: Fact, statement: str, copied: bool) -> bool:
        assert fact.days is not None
        if self._literal(fact.text) and (not _DIGITS.search(fact.text) or len(fact.text) > 4):
            return True
        first, last = fact.days
        whole = first.day == 1 and (last - first).days >= 27
        has_year = bool(re.search(r"\d{4}|[〇零一二三四五六七八九]{4}年|[今去明前]年", fact.text))
        if not has_year and _MONTH_DAY.fullmatch(fact.text) and self._literal(fact.text):
            return True
        has_month = bool(re.search(r"月|[a-z]{3}|\d[-/.]\d", fact.text))
        for start, end in self.days:
            if (start, end) == (first, last) or (whole and not copied and first <= start and end <= last):
                return True
            if not has_year and (start.month, start.day, end.month, end.day) == _month_days(first, last):
                return True
            if not has_month and not has_year and not whole and (start.day, end.day) == (first.day, last.day):
                return bool(_DIGITS.search(fact.text))
        if self.issued is None or not first <= self.issued <= last:
            return self._ends_stand(first, last)
        around = statement[max(0, fact.start - 6) : fact.end + 8]
        # The day of the paper itself is what 5月20日 can mean where the text names no day of its own.
        return (whole and not copied) or not self.days or bool(_PUBLISHED.search(around))

    def _ends_stand(self, first: date, last: date) -> bool:
        """Of a span of days, whether its ends stand each for itself: 15日 at one place, 21日 at another."""
        starts = {start for start, _ in self.days} | {end for _, end in self.days}
        return first != last and first.day != 1 and first in starts and last in starts

    def _holds_name(self, fact: Fact) -> bool:
        if fact.text in self.all:
            return True
        core = _PLACE_END.sub("", fact.text)
        if fact.tag != "nr" and len(core) > 1 and core in self.all:
            return True
        if fact.tag == "nt" and len(fact.text) > 3:
            # 中国证监会 is 证监会.
            first, rest = fact.text[:2], fact.text[2:]
            if rest in self.all and (first in self.all or first in ("中国", "国家", "全国", "我国")):
                return True
        if fact.tag in ("nt", "nz") and len(fact.text) <= 4:
            # 北师大 is 北京师范大学.
            return bool(re.search("[\u4e00-\u9fff]{0,4}".join(map(re.escape, fact.text)), self.all))
        # A wrong cut (王磊用 for 王磊): every character stands there beside one of its neighbours.
        return all(
            character in SMALL or character in EDGES or character in "均各共同则即用因曾经市省县区"
            for at, character in enumerate(fact.text)
            if not {fact.text[max(0, at - 1) : at + 1], fact.text[at : at + 2]} & self.grams
        )


def _month_days(first: date, last: date) -> tuple[int, int, int, int]:
    return first.month, first.day, last.month, last.day


def lines_of(grounds: Grounds) -> Iterator[tuple[Line, Clause]]:
    """Every clause of a passage with its sentence."""
    for line in grounds.lines:
        for clause in line.clauses:
            yield line, clause
