"""Looks: what a line's text says of itself: headline, byline, jump mark, an article's opening, a loose start."""

from __future__ import annotations

import re

JUMP_OUT = re.compile(
    r"[（(【\[]?\s*(?:(?:下|紧)?转(?:第|到第?)?\s*(?P<a>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
    r"|紧接第?\s*(?P<b>[A-Za-z]?\d{1,3})\s*版|(?i:continued|see|turn)\s+(?i:on|to)\s+(?i:page\s+)?(?P<c>[A-Z]?\d{1,3}))"
    r"[^（()）\n]{0,12}[）)】\]]?"
)
"""A mark that sends the reader to another page; the group that matched is the page's number."""
JUMP_IN = re.compile(
    r"[（(【\[]?\s*(?:[上紧]接第?\s*(?P<a>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
    r"|(?i:continued)\s+(?i:from)\s+(?i:page\s+)?(?P<c>[A-Z]?\d{1,3}))[^（()）\n]{0,12}[）)】\]]?"
)
"""A mark that says from which page the text comes."""
JUMP_HINT = re.compile(r"[转接]第?\s*[A-Za-z0-9一二三四五六七八九十]|转到|(?i:continued|turn to|see page)")
_REPORTER = (
    r"(?:本报|本刊|新华社|人民日报)?(?:首席|特派|特约|见习|实习|驻[^\s,，。]{1,6})?"
    r"(?:记者|通讯员|评论员|实习生|特约撰稿)"
)
BYLINE = re.compile(
    rf"[□■◎○][^。，,；;：:]{{1,40}}|[（(]\s*{_REPORTER}[^()（）。]{{0,120}}[)）]"
    rf"|{_REPORTER}[\s:：/]*[^。，,；;：:（(]{{0,30}}"
    r"|(?i:by)\s+[A-Z][^。.!?]{2,60}(?:\n|$)"
)
_OPENING = re.compile(
    r"(?:据?[^\s。，,；;：:（(]{1,12}[报網网社台]?(?:讯|訊)[\s:：]*[（(]|本报讯|本報訊"
    r"|[^\s。，,；;：:]{1,20}\d{1,2}月\d{1,2}日(?:专|專)?[电電讯訊]"
    r"|[A-Z][A-Z .'-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{2,40}\))? ?(?:--|—)|[（(](?:本报)?记者)"
)
FINAL = frozenset("。！？!?…；;.：:")
CLOSERS = "”’」』】）》〉)]\"'"
_SPEECH = re.compile(r"(?:说|指出|强调|表示|介绍|认为|要求|透露|告诉记者)[，,：:]")
_NO_START = re.compile(r"[，、。；：！？,;:!?)）”’」』》〉%]|[了的着吗呢吧们地得](?![一-鿿]{0,1}$)|[a-z]")
_CONJUNCTION = re.compile("并(?![非购])|及(?!时)|和(?![平谐])|或|等(?![待候])|且|以及")
_WIRE_HEAD = re.compile(r"[（(【\[][^）)】\]]{2,14}[）)】\]]\s*\S{3,}")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]|第?[一二三四五六七八九十]{1,2}(?:问|答|看|是)?[:：]|[Qq]\d?[:：.]|【|关键词|相关链接|[●■◆▲★◇△]"
)
_LABEL = re.compile(r"[^\s:：（(]{1,4}[:：]")
CREDIT = re.compile(r"(?:摄|供图|制图|绘图|新华社发|/图|图/\S{1,6}|责任编辑\S{0,10})\s*[）)]?$")
TITLE_LENGTH = 60
"""No Chinese headline is longer, in characters."""


def looks_like_title(text: str) -> bool:
    """Whether a line could be a headline by its looks: short, no sentence end, no clause of speech, no table row."""
    ascii_share = sum(1 for character in text if character < "\x7f") / len(text) if len(text) < 130 else 0.0
    if len(text) > (130 if ascii_share > 0.8 else TITLE_LENGTH) or len(text) < 2 or "。" in text:
        return False
    if text[-1] in "。；;：:，,、.":
        return False
    commas = [match.start() for match in re.finditer("[，,]", text)]
    if len(commas) > (2 if text[-1] in "！？!?" else 1) or (commas and (len(text) - commas[-1] < 5 or len(text) > 45)):
        return False
    if _SPEECH.search(text) or _NO_START.match(text) or _OPENING.match(text) or CREDIT.search(text):
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


def starts_within_sentence(text: str) -> bool:
    """Whether a paragraph plainly starts in the middle of a sentence: with a particle, a comma, a small letter."""
    return bool(_NO_START.match(text) or _CONJUNCTION.match(text))
