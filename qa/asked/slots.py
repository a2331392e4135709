"""Slots: what a question names (its subject, persons, places, times), so that another may stand in its place."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.tokens import simplified
from qa.asked.asking import TIME, Word, words_of
from qa.asked.coordination import NAMES, nominal_run

_NEXT_DAY = {"第二天": 1, "次日": 1, "后一天": 1, "隔天": 1, "前一天": -1}
_DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_UNITS = re.compile(r"[年月日号时]")
_NUMBERED_UNIT = r"(?:\d+|[〇零一二三四五六七八九十]+){unit}"
_BEFORE_SUBJECT = re.compile(r"^(?:请问|截[至止]|在|到|自|从|据|[，,\s])+")
_LATIN_NAME = re.compile(r"\b[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*")
_ENGLISH_OPENERS = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|"
    r"in|on|at|the|a|an|he|she|it|they|his|her|its|their|according|yes|no|there)$",
    re.IGNORECASE,
)


def subject_of(question: str) -> str:
    """The name that a Chinese question begins with, up to the first word that is none; "" where it begins otherwise.

    霁河三桥的总工程师是谁 is about 霁河三桥; a time before it (5月19日18时) is left aside.
    """
    read = simplified(question)
    at = 0
    while found := (_BEFORE_SUBJECT.match(read[at:]) or TIME.match(read[at:])):
        at += found.end()
    run: list[Word] = []
    for word in nominal_run(words_of(question[at:])):
        if word.tag.startswith("v") and run:
            break
        run.append(word)
    if not run or all(word.tag.startswith(("v", "m", "a")) for word in run):
        return ""
    subject = question[at + run[0].start : at + run[-1].end].strip()
    return subject if len(subject) > 1 else ""


def names_in(text: str, tags: frozenset[str] = NAMES) -> list[str]:
    """The names in a text whose tag is among `tags`, as they stand there, each once."""
    found = [text[word.start : word.end] for word in words_of(text) if word.tag in tags and len(word.word) > 1]
    return list(dict.fromkeys(found))


def latin_names(text: str) -> list[str]:
    """The names in Latin script in a text (runs of words with a capital), each once, without words that only open."""
    found = []
    for match in _LATIN_NAME.finditer(text):
        words = match[0].split()
        while words and _ENGLISH_OPENERS.match(words[0]):
            words = words[1:]
        if words:
            found.append(" ".join(words).rstrip("."))
    return list(dict.fromkeys(found))


def at_other_time(question: str, time: str) -> str | None:
    """The question with another time in the place of its last one: 5月19日18时 with 20日 is 5月20日18时.

    A time that the question has no unit of stands before it. None for a day that is told from another (第二天) where
    the question names no day.
    """
    times = list(TIME.finditer(simplified(question)))
    if not times:
        return None if time in _NEXT_DAY else f"{time}{question}"
    found = times[-1]
    old = question[found.start() : found.end()]
    new = _moved(old, _NEXT_DAY[time]) if time in _NEXT_DAY else _merged(old, time)
    return f"{question[: found.start()]}{new}{question[found.end() :]}" if new else None


def is_time(text: str) -> bool:
    """Whether the text is nothing but a time."""
    return text in _NEXT_DAY or bool(TIME.fullmatch(simplified(text)))


def _moved(old: str, days: int) -> str | None:
    found = _DAY.search(simplified(old))
    if not found:
        return None
    # Any year that is no leap year will do where none is named: the end of February is left to who knows it.
    year, month, day = int(found["year"] or 2023), int(found["month"]), int(found["day"])
    try:
        there = date(year, month, day) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    if not found["year"] and month in (2, 3) and there.month != month:
        return None
    written = f"{there.year}年" if found["year"] else ""
    return f"{old[: found.start()]}{written}{there.month}月{there.day}日{old[found.end() :]}"


def _merged(old: str, new: str) -> str:
    units = _UNITS.findall(simplified(new))
    if not units or not re.search(r"\d|[一二三四五六七八九十]", new):
        return new
    read = simplified(old)
    first = re.search(_NUMBERED_UNIT.format(unit=_either(units[0])), read)
    last = re.search(_NUMBERED_UNIT.format(unit=_either(units[-1])), read)
    if not first:
        # 2021年 of 5月19日: the year stands before it.
        return f"{new}{old}" if units[0] == "年" else new
    return f"{old[: first.start()]}{new}{old[last.end() :] if last else ''}"


def _either(unit: str) -> str:
    return "[日号]" if unit in "日号" else unit
