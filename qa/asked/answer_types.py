"""Answer types: what kind of thing would answer a question, and whether a sentence holds one that is news to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from index.tokens import fold, simplified
from qa.numbers import numbers

AnswerType = Literal["time", "place", "number", "person"]

_ASKS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        "time",
        re.compile(
            r"何时|什么时[候间]|哪一?[年月日天]|[几][年月日号点]|时间|日期|\b(when|what (time|date|year|day))\b"
        ),
    ),
    (
        "place",
        re.compile(r"何[地处]|哪[里儿]|在哪|哪一?个?(国家|国|省|市|县|区|镇|村|城市|地方|地区)|地[点址]|\bwhere\b"),
    ),
    (
        "number",
        re.compile(
            r"多少|几(?![年月日号点乎])|多[大高长宽远深重久快]|第几|[率额量数]是|(?<!很)几[个位名]|"
            r"\bhow (many|much|long|far|high|old|large|big|fast)\b"
        ),
    ),
    ("person", re.compile(r"谁|何人|哪一?位|姓名|叫什么名|\bwho(m|se)?\b")),
)

_TIME = re.compile(
    r"\d\s*[年月日号时点]|[一二三四五六七八九十〇]\s*[年月日号]|[今昨前明去]\s*[天日年]|[上下]午|凌晨|春节|[正腊]月"
)
_ENGLISH_TIME = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|yesterday|today|[12]\d{3})\b"
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")


def answer_type(question: str) -> AnswerType | None:
    """What kind of thing a question asks for, None where its words do not tell (why, how, which measures)."""
    asked = simplified(question).lower()
    found = [(match.start(), kind) for kind, pattern in _ASKS if (match := pattern.search(asked))]
    return min(found)[1] if found else None


def holds(kind: AnswerType, text: str, question: str) -> bool:
    """Whether a text holds something of that kind which the question does not say itself."""
    return _HOLDS[kind](text, question)


def _holds_time(text: str, question: str) -> bool:
    said = fold(question)
    return any(found[0] not in said for pattern in (_TIME, _ENGLISH_TIME) for found in pattern.finditer(fold(text)))


def _holds_number(text: str, question: str) -> bool:
    return bool(numbers(text) - numbers(question, words=True))


def _holds_name(tag: str) -> Callable[[str, str], bool]:
    def holds_name(text: str, question: str) -> bool:
        import rjieba

        said = fold(question)
        tagged = rjieba.tag(fold(text))
        chinese = any(kind.startswith(tag) and len(word) > 1 and word not in said for word, kind in tagged)
        return chinese or any(name.lower() not in said for name in _CAPITALISED.findall(text))

    return holds_name


_HOLDS: dict[AnswerType, Callable[[str, str], bool]] = {
    "time": _holds_time,
    "place": _holds_name("ns"),
    "number": _holds_number,
    "person": _holds_name("nr"),
}
