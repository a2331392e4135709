"""Lines: what each line of a page looks like by itself: text, headline, byline, jump mark, running head."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.identify import page_number, running_head
from index.records import Page, PageNumber

Kind = Literal["text", "title", "byline", "jump_out", "jump_in", "running_head"]


@dataclass(slots=True)
class Line:
    """`page.text[start:end]` without white space around it; `stop` is where the next line starts (or the page ends).

    `page` counts the pages as given to the segmenter. `apart` tells that a blank line stands above. `jump` is the
    page that a jump mark names.
    """

    page: int
    start: int
    end: int
    stop: int
    text: str
    kind: Kind
    apart: bool
    jump: PageNumber | None = None


_LINE = re.compile(r"[^\n\r\u2028\u2029\x85\v\f]+")
_JUMP_OUT = re.compile(
    r"[（(【\[]?\s*(?:(?:下|紧)?转(?:第|到第?)?\s*(?P<a>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
    r"|紧接第?\s*(?P<b>[A-Za-z]?\d{1,3})\s*版|(?i:continued|see|turn)\s+(?i:on|to)\s+(?i:page\s+)?(?P<c>[A-Z]?\d{1,3}))"
    r"[^（()）\n]{0,12}[）)】\]]?"
)
_JUMP_IN = re.compile(
    r"[（(【\[]?\s*(?:[上紧]接第?\s*(?P<a>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
    r"|(?i:continued)\s+(?i:from)\s+(?i:page\s+)?(?P<c>[A-Z]?\d{1,3}))[^（()）\n]{0,12}[）)】\]]?"
)
_JUMP_HINT = re.compile(r"[转接]第?\s*[A-Za-z0-9一二三四五六七八九十]|转到|(?i:continued|turn to|see page)")
_CHINESE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九十")}
_REPORTER = (
    r"(?:本报|本刊|新华社|人民日报)?(?:首席|特派|特约|见习|实习|驻[^\s,，。]{1,6})?"
    r"(?:记者|通讯员|评论员|实习生|特约撰稿)"
)
_BYLINE = re.compile(
    rf"[□■◎○][^。，,；;：:]{{1,40}}|[（(]\s*{_REPORTER}[^()（）。]{{0,120}}[)）]"
    rf"|{_REPORTER}[\s:：/]*[^。，,；;：:（(]{{0,30}}"
    r"|(?i:by)\s+[A-Z][^。.!?]{2,60}(?:\n|$)"
)
_OPENING = re.compile(
    r"(?:据?[^\s。，,；;：:（(]{1,12}[报網网社台]?(?:讯|訊)[\s:：]*[（(]|本报讯|本報訊"
    r"|[^\s。，,；;：:]{1,20}\d{1,2}月\d{1,2}日(?:专|專)?[电電讯訊]"
    r"|[A-Z][A-Z .'-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{2,40}\))? ?(?:--|—)|[（(](?:本报)?记者)"
)
_FINAL = frozenset("。！？!?…；;.：:")
_CLOSERS = "”’」』】）》〉)]\"'"
_SPEECH = re.compile(r"(?:说|指出|强调|表示|介绍|认为|要求|透露|告诉记者)[，,：:]")
_NO_START = re.compile(r"[，、。；：！？,;:!?)）”’」』》〉%]|[了的着吗呢吧们地得](?![一-鿿]{0,1}$)|[a-z]")
_CONJUNCTION = re.compile("并(?![非购])|及(?!时)|和(?![平谐])|或|等(?![待候])|且|以及")
_WIRE_HEAD = re.compile(r"[（(【\[][^）)】\]]{2,14}[）)】\]]\s*\S{3,}")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]|第?[一二三四五六七八九十]{1,2}(?:问|答|看|是)?[:：]|[Qq]\d?[:：.]|【|关键词|相关链接|[●■◆▲★◇△]"
)
_LABEL = re.compile(r"[^\s:：（(]{1,4}[:：]")
_CREDIT = re.compile(r"(?:摄|供图|制图|绘图|新华社发|/图|图/\S{1,6}|责任编辑\S{0,10})\s*[）)]?$")
_TITLE_LENGTH = 60
_HEAD_LENGTH = 25


def read_lines(index: int, page: Page) -> list[Line]:
    """The lines of a page that hold anything, in order; inline jump marks are lines of their own."""
    pieces: list[Line] = []
    last = 0
    for match in _LINE.finditer(page.text):
        raw = match[0]
        text = raw.strip()
        if not text:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        apart = page.text.count("\n", last, start) > 1 or not pieces
        last = start + len(text)
        pieces.extend(_split_jumps(index, page.number, start, text, apart))
    for line, following in pairwise(pieces):
        line.stop = following.start
    if pieces:
        pieces[-1].stop = len(page.text)
    return pieces


def _split_jumps(index: int, number: PageNumber | None, start: int, text: str, apart: bool) -> list[Line]:
    def line(first: int, last: int, kind: Kind | None = None, jump: PageNumber | None = None) -> Line:
        part = text[first:last]
        at = start + first + len(part) - len(part.lstrip())
        part = part.strip()
        return Line(index, at, at + len(part), at + len(part), part, kind or _kind(part), apart and not first, jump)

    if not _JUMP_HINT.search(text[:40]) and not _JUMP_HINT.search(text[-40:]):
        return [line(0, len(text))]
    head = _JUMP_IN.match(text)
    if head and not (head.end() == len(text) or text[0] in "（(【["):
        head = None
    if head and "紧接" in head[0] and head.end() == len(text) and _leads_on(number, _jump_number(head)):
        head = None
    first = head.end() if head else 0
    tails = _JUMP_OUT.finditer(text, max(first, len(text) - 40))
    tail = next((m for m in tails if m.end() == len(text) and (m[0][0] in "（(【[" or m.start() == 0)), None)
    last = tail.start() if tail else len(text)
    found = [line(0, first, "jump_in", _jump_number(head))] if head else []
    if text[first:last].strip():
        found.append(line(first, last))
    return [*found, line(last, len(text), "jump_out", _jump_number(tail))] if tail else found


def _leads_on(here: PageNumber | None, there: PageNumber) -> bool:
    # 紧接N版 says either "goes on on page N" or "comes from page N"; papers go forward.
    return not isinstance(here, int) or not isinstance(there, int) or there > here


def _jump_number(match: re.Match[str]) -> PageNumber:
    printed = next(value for value in match.groupdict().values() if value)
    if printed[0] in _CHINESE_DIGITS:
        ones = _CHINESE_DIGITS[printed[-1]] if printed[-1] != "十" else 0
        if "十" not in printed:
            return ones
        return 10 * (_CHINESE_DIGITS[printed[0]] if printed[0] != "十" else 1) + ones
    return page_number(printed)


def _kind(text: str) -> Kind:
    if running_head(text):
        return "running_head"
    if len(text) <= 130 and _BYLINE.fullmatch(text):
        return "byline"
    return "title" if looks_like_title(text) else "text"


def looks_like_title(text: str) -> bool:
    """Whether a line could be a headline by its looks: short, no sentence end, no clause of speech, no table row."""
    ascii_share = sum(1 for character in text if character < "\x7f") / len(text) if len(text) < 130 else 0.0
    if len(text) > (130 if ascii_share > 0.8 else _TITLE_LENGTH) or len(text) < 2 or "。" in text:
        return False
    if text[-1] in "。；;：:，,、.":
        return False
    commas = [match.start() for match in re.finditer("[，,]", text)]
    if len(commas) > (2 if text[-1] in "！？!?" else 1) or (commas and (len(text) - commas[-1] < 5 or len(text) > 45)):
        return False
    if _SPEECH.search(text) or _NO_START.match(text) or _OPENING.match(text) or _CREDIT.search(text):
        return False
    if not re.search(r"[^\W\d_]", text):
        return False
    if re.search(r"\s[-+]?\d[\d.,:%℃()（）/-]*$", text):
        return False  # a row of a table: 土豆 2.10(2.10)
    numbers = len(re.findall(r"(?:^|\s)[-+]?\d[\d.,:%℃/-]*", text))
    return numbers < 2 and sum(character.isdigit() for character in text) <= max(6, len(text) / 2.8)


def opens_article(text: str) -> bool:
    """Whether a paragraph starts as an article's text does: 本报讯(记者 …), 新华社北京2月10日电, BEIJING --."""
    return bool(_OPENING.match(text))


def is_wire_headline(text: str) -> bool:
    """Whether a headline bears a news agency's mark of its kind in front: （国际）…"""
    return bool(_WIRE_HEAD.match(text))


def is_section_head(text: str) -> bool:
    """Whether a short line is numbered or marked the way sections inside an article are."""
    return bool(_SECTION.match(text))


def is_labelled(text: str) -> bool:
    """Whether a short line starts with a label of a few characters and a colon (上渡村：…)."""
    return bool(_LABEL.match(text))


def has_open_end(line: Line) -> bool:
    """Whether a paragraph ends before its sentence does (a column's end cut it)."""
    text = line.text
    bare = text.rstrip(_CLOSERS)
    if line.kind == "title" and len(text) < _HEAD_LENGTH:
        return False  # a head inside an article, or a row of a table
    if len(text) < _TITLE_LENGTH and not text.isascii() and len(text.split()) > 2 and not re.search("[，,。]", text):
        return False  # a row of a table with words in it
    if not bare:
        return False
    if len(bare) < len(text) and text[-1] in "）)】]":
        return False  # (完), [credit]
    return bare[-1] not in _FINAL and not _CREDIT.search(text)


def starts_within_sentence(text: str) -> bool:
    """Whether a paragraph plainly starts in the middle of a sentence: with a particle, a comma, a small letter."""
    return bool(_NO_START.match(text) or _CONJUNCTION.match(text))


def squeeze(text: str) -> str:
    """The text without white space and with full-width forms made plain: what two copies are compared by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
