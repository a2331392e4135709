"""Bylines: who wrote an article and from where, as the page prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ROLE = r"(?:记者(?![会节站团们])|記者(?![會節站團們])|通讯员|通訊員|评论员|評論員|实习生|特约撰稿)"
_IN_BRACKETS = re.compile(rf"[（(]\s*([^()（）。，,]{{0,12}}{_ROLE}[^()（）。]{{0,150}}?)\s*[)）]")
_ENGLISH = re.compile(r"(?i:by)\s+([A-Z][^\n.!?]{1,80})")
_DATELINE = re.compile(
    r"[^\s。，,；;：:（）()\d]{0,8}[社報报网網台][^\s。，,；;：:（）()\d]{0,15}(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:专|專)?[电電讯訊]"
)
_ENGLISH_DATELINE = re.compile(r"([A-Z][A-Z .'-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{2,40}\))?) ?(?:--|—)")
_HEAD, _TAIL = 90, 200


def read_byline(signed: Sequence[str], paragraphs: Sequence[str]) -> str:
    """The names as printed, out of lines of their own (`signed`), else out of the first paragraph, else the last.

    `本报讯(记者 彭瑜 通讯员 李进发)` gives `记者 彭瑜 通讯员 李进发`; "" where nobody signs.
    """
    for line in signed:
        bracketed = _IN_BRACKETS.fullmatch(line)
        english = _ENGLISH.match(line)
        bare = bracketed[1] if bracketed else english[1] if english else line.lstrip("□■◎○ \u3000")
        return " ".join(bare.split())
    if not paragraphs:
        return ""
    opening = _IN_BRACKETS.search(paragraphs[0], 0, _HEAD + 160)
    if opening and opening.start() <= _HEAD:
        return " ".join(opening[1].split())
    start = max(0, len(paragraphs[-1]) - _TAIL)
    closing = [match for match in _IN_BRACKETS.finditer(paragraphs[-1], start) if match.end() == len(paragraphs[-1])]
    return " ".join(closing[0][1].split()) if closing else ""


def read_dateline(paragraph: str) -> str:
    """The dateline a text opens with (`新华社北京2月10日电`, `BEIJING, Feb. 10 (Xinhua)`), "" without one."""
    head = paragraph[:_HEAD].lstrip()
    inner = re.match(r"[^\s（(]{0,8}讯?\s*[（(][^()（）]{1,80}[)）]\s*", head)
    for at in (0, inner.end() if inner else 0):
        match = _DATELINE.match(head, at)
        if match:
            return match[0]
    english = _ENGLISH_DATELINE.match(head)
    return english[1] if english else ""
