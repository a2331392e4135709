"""Sounds: how Chinese characters are read, so that names which sound the same are known as such."""

from __future__ import annotations

import unicodedata
from functools import cache

_UMLAUT = "\u0308"
_USUAL = 2
"""How many readings of a character count: the table has the usual ones first, and old and rare ones behind them."""


@cache
def readings(character: str) -> frozenset[str]:
    """The usual readings of one Chinese character in pinyin without tones (行: xing, hang), empty where it has none.

    The table is pypinyin's, made of the Unihan database and the Kangxi and modern dictionaries,
    https://github.com/mozillazg/pinyin-data. ü is written v, as it is typed.
    """
    from pypinyin.constants import PINYIN_DICT

    found = PINYIN_DICT.get(ord(character), "")
    marks = "".join(each for each in unicodedata.normalize("NFD", found) if each in _UMLAUT or each.isascii())
    plain = dict.fromkeys(marks.replace("u" + _UMLAUT, "v").split(","))
    return frozenset(list(plain)[:_USUAL]) - {""}


def same_sound(one: str, other: str) -> bool:
    """Whether two texts of equal length have, character by character, a reading in common (晓 and 小, 霞 and 暇)."""
    return len(one) == len(other) and all(
        a == b or bool(readings(a) & readings(b)) for a, b in zip(one, other, strict=True)
    )
