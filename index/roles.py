"""Roles: what the pieces of an article's text are: heads inside it, captions, the byline, the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.bylines import closing_byline, dateline_range, opening_byline
from index.looks import BYLINE, BYLINE_LENGTH, CREDIT, is_section_head, looks_like_title
from index.records import Annotation
from index.sentences import is_soft_break

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029\x85\v\f]*[^\s][^\n\r\u2028\u2029\x85\v\f]*")
_CAPTION = re.compile(
    r"[▲△▼▽←→↑↓◀▶]\s*\S|[（(]?(?:[上下左右本]?[图圖](?:[为為]|[一二三四五六七八九十①-⑨\d]{0,2}[:：])|[上下左右][图圖]\S{0,2}[,，:：])"
    r"|[图圖][①-⑨]|(?i:photo(?:graph)?(?:s)?(?: by|:)|pictured)"
)
_PHOTO_CREDIT = re.compile(
    r"[（(]\s*(?:(?:本版)?[图圖]片?\s*[/／:：由]|[^()（）]{0,20}(?:[摄攝]|供[图圖]|[图圖]片))[^()（）]{0,30}[)）]\Z"
)
_STAFF = re.compile(r"责任编辑|責任編輯")
_CAPTION_LENGTH, _HEAD_LENGTH, _BODY_LENGTH = 160, 30, 25
_SENTENCE_ENDS = "。！？!?；;…：:.”’」』）)"


def annotate(text: str) -> tuple[Annotation, ...]:
    """The roles of an article's text, in order, none overlapping another; a line break ends a paragraph.

    Byline and dateline are looked for where articles have them: at the start of the first paragraph, the byline also
    at the end of any paragraph or as a paragraph. A head inside the article is a short line between two paragraphs,
    or one that is numbered.
    """
    places = _places(text)
    paragraphs = [text[start:end] for start, end in places]
    found: list[Annotation] = []
    for at, (start, _) in enumerate(places):
        found.extend(Annotation(role.role, start + role.start, start + role.end) for role in _roles(paragraphs, at))
    return tuple(found)


def _places(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs stand, without white space around them; a soft line break is within one."""
    places: list[tuple[int, int]] = []
    for match in _PARAGRAPH.finditer(text):
        part = match[0]
        start, end = match.start() + len(part) - len(part.lstrip()), match.start() + len(part.rstrip())
        if places and is_soft_break(text, places[-1][1], start):
            start = places.pop()[0]
        places.append((start, end))
    return places


def _roles(paragraphs: Sequence[str], at: int) -> Iterator[Annotation]:
    """The roles within one paragraph, with offsets from its start."""
    paragraph = paragraphs[at]
    size = len(paragraph)
    if size <= BYLINE_LENGTH and BYLINE.fullmatch(paragraph) and not CREDIT.search(paragraph):
        yield Annotation("byline", 0, size)
    elif _is_caption(paragraph):
        yield Annotation("caption", 0, size)
    elif _is_head(paragraphs, at):
        yield Annotation("section_head", 0, size)
    else:
        yield from _within(paragraph, first=not at)


def _within(paragraph: str, first: bool) -> Iterator[Annotation]:
    opened = 0
    if first:
        dateline, byline = dateline_range(paragraph), opening_byline(paragraph)
        found = [Annotation("dateline", *dateline)] if dateline else []
        if byline and not (dateline and byline.start() < dateline[1] and dateline[0] < byline.end()):
            found.append(Annotation("byline", *(byline.span() if byline[0][0] in "（(" else byline.span(1))))
        found.sort(key=lambda each: each.start)
        opened = max((each.end for each in found), default=0)
        yield from found
    if paragraph[-1] not in "）)":
        return
    closing = _PHOTO_CREDIT.search(paragraph, max(opened, len(paragraph) - 80))
    if closing:
        yield Annotation("caption", *closing.span())
        return
    signed = closing_byline(paragraph)
    if signed and signed.start() >= opened:
        yield Annotation("byline", *signed.span())


def _is_caption(paragraph: str) -> bool:
    # A credit in brackets may stand behind a paragraph of the text too: that one is longer.
    limit = _CAPTION_LENGTH // 2 if paragraph[-1] in "）)" else _CAPTION_LENGTH
    if len(paragraph) > _CAPTION_LENGTH or _STAFF.search(paragraph):
        return False
    return bool(_CAPTION.match(paragraph)) or (len(paragraph) <= limit and bool(CREDIT.search(paragraph)))


def _is_head(paragraphs: Sequence[str], at: int) -> bool:
    paragraph = paragraphs[at]
    size = len(paragraph)
    if size > (_HEAD_LENGTH if not paragraph.isascii() else 3 * _HEAD_LENGTH) or at + 1 == len(paragraphs):
        return False
    following = paragraphs[at + 1]
    if is_section_head(paragraph):
        return paragraph[-1] not in "。；;，,、"
    if not at or not looks_like_title(paragraph):
        return False
    # Between paragraphs: rows of a list have rows above and below them.
    above = paragraphs[at - 1]
    return above[-1] in _SENTENCE_ENDS and len(above) >= _BODY_LENGTH and len(following) >= _BODY_LENGTH
