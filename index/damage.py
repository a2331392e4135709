"""Damage: places of a page's text that look spoilt by a scan or a wrong decoding; an estimate, and a low one.

Only what can hardly be anything else is told: a character that a recogniser took for another one that is a good word
too (己 for 已) is not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

DamageKind = Literal["replacement", "mojibake", "look_alike", "spaced", "run"]
DAMAGE_KINDS: tuple[DamageKind, ...] = get_args(DamageKind)


@dataclass(frozen=True, slots=True)
class Damage:
    """`page.text[start:end]` is suspect.

    `kind` says why: "replacement" (U+FFFD, control and private-use characters: what could not be decoded or
    recognised), "mojibake" (text decoded with the wrong encoding), "look_alike" (a digit, or a letter of another
    script, inside a word or a number), "spaced" (Chinese characters with a space between each), "run" (one sign over
    and over, or signs that no sentence has in a row).
    """

    kind: DamageKind
    start: int
    end: int


_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_REPLACEMENT = re.compile("[\ufffd\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]+")
# What a failed decoding leaves behind in Chinese text: U+FFFD read as GBK, fresh and freed memory of a C program.
_KNOWN_WRECKS = re.compile("锟斤拷(?:锟斤拷|锟|斤|拷)*|烫烫烫+|屯屯屯+")
_NO_MOJIBAKE = "\x00-\x7f\u2e80-\ufaff\ufe10-\uffef“”‘’…—–·"
# Mojibake has other characters than those of a Chinese page among it; looked for first, they spare most pages the rest.
_MOJIBAKE_HINT = re.compile(f"[^{_NO_MOJIBAKE}]")
_FOREIGN_RUN = re.compile("[^\x00-\x7f]{6,}")
_LOOK_ALIKE = re.compile(
    "(?=[01OoIl|\u0370-\u03ff\u0400-\u04ffニロエタトカハ])(?:"  # asked first, it spares most places the alternatives
    r"(?<=\d)[OoIl|](?=\d)"  # 2O20年
    r"|(?<=[a-z])[01|](?=[a-z]{2})"  # c0mmittee
    "|(?<=[A-Za-z])[\u0370-\u03ff\u0400-\u04ff]+(?=[A-Za-z])"  # a Greek or Cyrillic letter in a Latin word
    rf"|(?<={_HAN})[ニロエタトカハ](?={_HAN})"  # a lone katakana that has the shape of 二 口 工 夕 卜 力 八
    ")"
)
_KANA = re.compile("[\u3041-\u30ff]")
_SPACED = re.compile(rf"(?<![^\s])(?:{_HAN}[ \u3000]){{4,}}{_HAN}(?![^\s，。、：；！？,.])")
_RUN = re.compile(r"([^\W\d_])\1{5,}")  # one letter over and over
_SIGNS = re.compile(r"(?<!\S)[!-/:-@\[-`{-~]{5,}(?!\S)")
_DIFFERENT_SIGNS = 4
"""Of so many kinds must the signs of a run be: dots and dashes in a row lead to a page number or part two texts."""


def find_damage(text: str) -> list[Damage]:
    """The suspect places of a page's text, in order, none over another."""
    found = sorted(_found(text), key=lambda one: (one.start, -one.end))
    kept: list[Damage] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _found(text: str) -> Iterator[Damage]:
    from ftfy.badness import BADNESS_RE

    unlikely = _MOJIBAKE_HINT.search(text) is None
    signs: tuple[tuple[DamageKind, re.Pattern[str]], ...] = (
        ("replacement", _REPLACEMENT),
        ("mojibake", _KNOWN_WRECKS),
        *(() if unlikely else (("mojibake", BADNESS_RE),)),
        ("spaced", _SPACED),
        ("run", _RUN),
    )
    for kind, pattern in signs:
        for match in pattern.finditer(text):
            yield Damage(kind, *match.span())
    for match in _FOREIGN_RUN.finditer(text):
        if _is_utf8_read_as_gbk(match[0]):
            yield Damage("mojibake", *match.span())
    for match in _SIGNS.finditer(text):
        if len(set(match[0])) >= _DIFFERENT_SIGNS:
            yield Damage("run", *match.span())
    yield from _look_alikes(text)


def _look_alikes(text: str) -> Iterator[Damage]:
    # On a page with Japanese on it a katakana is what it looks like.
    japanese = len(_KANA.findall(text)) > max(3, len(text) // 100)
    for match in _LOOK_ALIKE.finditer(text):
        if not (japanese and _KANA.match(match[0])):
            yield Damage("look_alike", *match.span())


def _is_utf8_read_as_gbk(run: str) -> bool:
    """Whether a run of characters, written as GB18030, is UTF-8: right Chinese text has no such bytes for so long.

    Of a byte pair of GB 2312 a third can follow in UTF-8 and a sixth can lead; six characters in a row fit by chance
    once in ten million. What could not be read as GBK stands as U+FFFD, `?` or a private-use character meanwhile.
    """
    head = run[:24]
    decoded = head.encode("gb18030", "replace").decode("utf-8", "replace")
    return decoded.count("\ufffd") * 4 <= len(decoded)
