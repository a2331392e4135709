"""Mentions: a pattern that finds words in raw text however they are printed: script, width, case, blanks, breaks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from index.tokens import fold

_HAN_CLASS = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN = re.compile(f"[{_HAN_CLASS}]")
_BLANK_BESIDE_HAN = re.compile(rf"(?<=[{_HAN_CLASS}]) | (?=[{_HAN_CLASS}])")
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LONGEST = 4
"""Characters that one printed character may stand for: ℃ for two, ㎜ for two, … for three."""


@cache
def _printed() -> dict[str, str]:
    """For each folded text of one to `_LONGEST` characters, the single characters that fold to it."""
    found: dict[str, list[str]] = {}
    for code in (*range(0x80, 0xD800), *range(0xF900, 0x10000), *range(0x2F800, 0x2FA20), *range(0x41, 0x5B)):
        character = chr(code)
        folded = fold(character).strip()
        if folded and folded != character and len(folded) <= _LONGEST:
            found.setdefault(folded, []).append(character)
    return {folded: "".join(characters) for folded, characters in found.items()}


def mention_pattern(phrase: str) -> re.Pattern[str] | None:
    """A pattern for `search` in the raw text of an article; None for a phrase without a letter or figure.

    It meets traditional and simplified characters, full and half width, capitals and small letters, blanks and line
    breaks beside Chinese characters, invisible characters, an English plural or possessive. A word of Latin script and
    a number stand whole: `3` is not met in `30` nor in `3.5`, nor `art` in `part`. Accents written as characters of
    their own are not met.
    """
    folded = _BLANK_BESIDE_HAN.sub("", " ".join(fold(phrase).split()))
    if not any(character.isalnum() for character in folded):
        return None
    parts: list[str] = []
    at = 0
    while at < len(folded):
        size = next((n for n in range(_LONGEST, 1, -1) if folded[at : at + n] in _printed()), 1)
        piece = folded[at : at + size]
        parts.append(_gap(folded[at - 1], piece[0]) if at else "")
        parts.append(_alternatives(piece))
        at += size
    return re.compile(_edge_before(folded[0]) + "".join(parts) + _edge_after(folded[-1]))


def _gap(before: str, after: str) -> str:
    if _HAN.match(before) or _HAN.match(after):
        return rf"[\s{_UNSEEN}]*"
    return "" if " " in (before, after) else f"[{_UNSEEN}]*"


def _alternatives(piece: str) -> str:
    if piece == " ":
        return r"\s+"
    if len(piece) == 1:
        return f"[{re.escape(piece + _printed().get(piece, ''))}]"
    spelled = "".join(_alternatives(character) for character in piece)
    return f"(?:{spelled}|[{re.escape(_printed()[piece])}])"


def _edge_before(first: str) -> str:
    if first.isdigit():
        return r"(?<!\d)(?<!\d[.,])"
    return rf"(?<![^\W\d_{_HAN_CLASS}])" if _is_latin(first) else ""


def _edge_after(last: str) -> str:
    if last.isdigit():
        return r"(?!\d)(?![.,]\d)"
    return rf"(?:['’][sS]|[eE]?[sS])?(?![^\W\d_{_HAN_CLASS}])" if _is_latin(last) else ""


def _is_latin(character: str) -> bool:
    return character.isalpha() and unicodedata.category(character) in ("Ll", "Lu")
