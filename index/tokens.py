"""Lexical tokens: character bigrams for Chinese, words for Latin text and numbers, traditional folded to simplified."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_PIECE = re.compile(rf"[{_HAN}]+|\d+(?:[.,]\d+)*|[^\W\d_{_HAN}]+")
_HAN_PIECE = re.compile(rf"[{_HAN}]")


_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Soft hyphens, marks of direction and blanks without width: they stand within words and are not seen."""


@cache
def _simplified() -> dict[int, str]:
    """Character map from traditional to simplified, one character to one; what it gives, it leaves as it is.

    Mapping single characters (not phrases, as OpenCC can) makes a question and a page meet whatever stands around.
    """
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00))]
    converted = convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    found = {ord(old): new for old, new in pairs if old != new and len(new) == 1}
    # OpenCC gives 苧 for 薴, and 苎 for 苧.
    return {old: found.get(ord(new), new) for old, new in found.items()}


@cache
def _folded() -> dict[int, str | None]:
    """Character map of `fold`: traditional to simplified, invisible characters to none."""
    return {**_simplified(), **dict.fromkeys(map(ord, _INVISIBLE))}


def simplified(text: str) -> str:
    """The text as the encoder is to see it: traditional characters as simplified, all else as printed.

    Both passages and questions go through here, so that a page and a question in different scripts are as near as in
    one. The length stays; a text printed in simplified characters stays as it is, but for the few of them that OpenCC
    takes for traditional (乾 in 乾隆).
    """
    return text.translate(_simplified())


def fold(text: str) -> str:
    """The text as it is compared: compatibility forms unified (NFKC), lower case, traditional as simplified.

    Characters that are not seen (soft hyphens, blanks without width) are left out.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_folded())


def tokens(text: str) -> list[str]:
    """Tokens of a text in order, repeats included: "新冠肺炎41例" gives 新冠, 冠肺, 肺炎, 41, 例."""
    found: list[str] = []
    for piece in _PIECE.findall(fold(text)):
        if len(piece) == 1 or not _HAN_PIECE.match(piece):
            found.append(piece)
        else:
            found.extend(piece[at : at + 2] for at in range(len(piece) - 1))
    return found
