"""Signers: the names that a byline holds, one by one, to find what somebody wrote."""

from __future__ import annotations

import re

from index.looks import NAMES_ROLE
from index.tokens import fold

_SEPARATORS = re.compile(r"[\s、，,；;：:/／|｜（()）□■◎○\[\]]+")
_ROLE = re.compile(rf"[^\s、，,；;：:/／（()）]*?{NAMES_ROLE}")
# What names are followed by or led in by, besides the role: 摄影报道, 据新华社, 综合, 文/图.
_BEHIND = re.compile(
    r"(?:采写|採寫|撰文|摄影|攝影|整理|编译|編譯|综合|綜合|供稿|供图|供圖)*(?:报道|報道|报导|報導|电|電|消息)?$"
)
_BEFORE = re.compile(r"^均?[据據]|^(?:综合|綜合|摘自|来源|來源|原载|原載)")
_NO_NAME = frozenset({"", "文", "图", "圖", "摄", "攝", "文图", "文圖", "等", "本报", "本報", "本刊", "记者", "記者"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_ENGLISH_ROLE = re.compile(
    r"^(?:by\s+)?(?:(?:our|staff|special|senior|chief|contributing|political|business|sports)\s+)*"
    r"(?:reporters?|writers?|correspondents?|editors?)?\s*[:,]?\s*",
    re.IGNORECASE,
)
_ENGLISH_JOINS = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)
_ENGLISH_PLACE = re.compile(r"\s+(?:in|for|from|at|of)\s+.*$", re.IGNORECASE)


def signers(byline: str) -> tuple[str, ...]:
    """The names in a byline as printed, in order, each once; reporters, correspondents and all others alike.

    `记者 彭瑜 通讯员 李进发` holds 彭瑜 and 李进发, `记者 李 明` (spaced out to the width of three) holds 李明. A body
    that signs (`人民日报评论员`) is a name with its role. `By Lin Suye and Gu Wen in Beijing` holds two names.
    """
    found = (
        _english_signers(byline) if len(_LATIN.findall(byline)) > len(_HAN.findall(byline)) else _han_signers(byline)
    )
    return tuple(dict.fromkeys(found))


def name_key(name: str) -> str:
    """A name as names are compared: without white space and points, traditional as simplified, in small letters."""
    return re.sub(r"[\s·•・.]+", "", fold(name))


def _han_signers(byline: str) -> list[str]:
    names: list[str] = []
    alone = ""
    for piece in _SEPARATORS.split(_ROLE.sub(" ", byline)):
        name = _BEHIND.sub("", _BEFORE.sub("", piece))
        if name in _NO_NAME:
            continue
        if len(name) == 1 and _HAN.match(name):
            # A name of two characters is often printed with a blank between them, as wide as one of three.
            names += [alone + name] if alone else []
            alone = "" if alone else name
        else:
            names.append(name)
            alone = ""
    names += [alone] if alone else []
    return names or [piece for piece in _SEPARATORS.split(byline) if piece not in _NO_NAME]


def _english_signers(byline: str) -> list[str]:
    bare = _ENGLISH_ROLE.sub("", _ENGLISH_PLACE.sub("", byline.strip(" ()（）")))
    names = [_ENGLISH_ROLE.sub("", part).strip() for part in _ENGLISH_JOINS.split(bare)]
    return [name for name in names if name]
