"""Bylines: who wrote an article and from where, as the page prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.looks import BYLINE, BYLINE_LENGTH, ENGLISH_NAMES, NAMES_ROLE

Range = tuple[int, int]
"""Half-open character offsets."""

_IN_BRACKETS = re.compile(rf"[（(]\s*([^()（）。，,]{{0,12}}{NAMES_ROLE}[^()（）。]{{0,150}}?)\s*[)）]")
# Where an article was taken from, at its end: (据新华社), （综合新华社、央视报道）, (本报综合).
_SOURCE = re.compile(
    r"[（(]\s*((?:均?[据據](?![了悉介统統报報])|综合|綜合|摘自|来源[:：]?|來源[:：]?|原载)[^()（）。]{2,30}"
    r"|本[报報刊](?:综合|綜合|整理|讯|訊)(?:报道|報道|报导|報導|消息)?)\s*[)）]"
)
# 本报讯 记者王宁报道: without brackets the word behind the names must tell where they end.
_REPORTS = re.compile(
    rf"(?:[^\s。，,；;：:（(]{{1,12}}[报報网網社台]?[讯訊]|[^。，,；;：:（(]{{1,24}}日[专專]?[电電讯訊])?\s*"
    rf"([^\s。，,；;：:（()）]{{0,12}}?{NAMES_ROLE}(?:[\s、]*[^\s。，,；;：:（()）、]{{1,4}}?){{1,8}}?"
    r"[\s、]*(?:摄影|攝影)?(?:报道|報道|报导|報導))(?=[\s:：]|\Z)"
)
_ENGLISH = re.compile(rf"[(（]?(?i:by)\s+({ENGLISH_NAMES})[)）]?")
_DATELINE = re.compile(
    r"[^\s。，,；;：:（）()\d]{0,8}[社報报网網台][^\s。，,；;：:（）()\d]{0,15}(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    r"(?:体育|體育|财经|財經|综合)?[专專]?[电電讯訊]"
)
_ENGLISH_DATELINE = re.compile(r"([A-Z][A-Z .'-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{2,40}\))?) ?(?:--|—)")
_INNER = re.compile(r"[^\s（(]{0,8}讯?\s*[（(][^()（）]{1,80}[)）]\s*")
_HEAD, _TAIL = 90, 200
_NAME_LENGTH, _SPACED_LENGTH = 8, 16
"""What stands between two commas (blanks) in a byline is no longer; longer pieces are the text that follows."""


def read_byline(signed: Sequence[str], paragraphs: Sequence[str]) -> str:
    """The names as printed, out of lines of their own (`signed`), else out of the first paragraph, else the last.

    `本报讯(记者 彭瑜 通讯员 李进发)` gives `记者 彭瑜 通讯员 李进发`; where nobody signs, what the article was taken
    from (`据新华社`), else "". Names in brackets on a line of their own stand at an article's end (who took part, who
    edited): those in the opening come first.
    """
    for line in signed:
        bracketed = _IN_BRACKETS.fullmatch(line) or _SOURCE.fullmatch(line)
        if bracketed and paragraphs and opening_byline(paragraphs[0]):
            break
        english = _ENGLISH.fullmatch(line)
        bare = bracketed[1] if bracketed else english[1] if english else line.lstrip("□■◎○ \u3000")
        return " ".join(bare.split())
    for found in (opening_byline(paragraphs[0]), closing_byline(paragraphs[-1])) if paragraphs else ():
        if found:
            return " ".join(found[1].split())
    if len(paragraphs) > 1 and len(paragraphs[-1]) <= BYLINE_LENGTH and BYLINE.fullmatch(paragraphs[-1]):
        return read_byline(paragraphs[-1:], [])
    return ""


def opening_byline(paragraph: str) -> re.Match[str] | None:
    """The byline near the start of a paragraph, group 1 without its brackets."""
    for match in _IN_BRACKETS.finditer(paragraph, 0, _HEAD + 160):
        if match.start() > _HEAD:
            return None
        if _holds_names(match[1]):
            return match
    return _REPORTS.match(paragraph, 0, _HEAD)


def _holds_names(inner: str) -> bool:
    """Whether a byline's brackets hold names only: where a scan lost the closing one, the text would come along."""
    if any(len(piece) > _SPACED_LENGTH for piece in re.split(r"[\s、，,；;：:/]+", inner)):
        return False
    parts = re.split("[，,；;]", re.sub(rf"\S*?{NAMES_ROLE}|[\s、：:/]+", " ", inner))
    return len(parts) == 1 or all(len(name) <= _NAME_LENGTH for part in parts for name in part.split())


def closing_byline(paragraph: str) -> re.Match[str] | None:
    """The byline in brackets, or the source, that a paragraph ends with; group 1 without its brackets."""
    start = max(0, len(paragraph) - _TAIL)
    for match in (*_IN_BRACKETS.finditer(paragraph, start), *_SOURCE.finditer(paragraph, start)):
        if match.end() == len(paragraph) and _holds_names(match[1]):
            return match
    return None


def dateline_range(paragraph: str) -> Range | None:
    """Where the dateline stands in a paragraph that opens with one, perhaps behind a byline in brackets."""
    lead = len(paragraph) - len(paragraph.lstrip())
    head = paragraph[: lead + _HEAD]
    inner = _INNER.match(head, lead)
    for at in (lead, inner.end() if inner else lead):
        match = _DATELINE.match(head, at)
        if match:
            return match.span()
    english = _ENGLISH_DATELINE.match(head, lead)
    return english.span(1) if english else None


def read_dateline(paragraph: str) -> str:
    """The dateline a text opens with (`新华社北京2月10日电`, `BEIJING, Feb. 10 (Xinhua)`), "" without one."""
    found = dateline_range(paragraph)
    return paragraph[slice(*found)] if found else ""
