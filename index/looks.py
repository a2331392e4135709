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
NAMES_ROLE = (
    r"(?:(?:记者|記者)(?![会會节節站团團们們证證席])|通讯员|通訊員|评论员|評論員|实习生|實習生|特约撰稿|特約撰稿"
    r"|撰稿人?[:：\s])"
)
"""What names in a byline are led in by."""
_PAPER = r"(?:本[报報刊网網台]|新华社|新華社|中新社|[^\s，,。；;：:（）()]{2,6}(?:[日晚早时時商]?[报報]|社|网|網))"
_RANK = (
    r"(?:首席|高级|高級|资深|資深|特派|特约|特約|见习|見習|实习|實習|全媒体|全媒體|融媒体"
    r"|[驻駐][^\s,，。]{1,6})"
)
_REPORTER = rf"{_PAPER}?{_RANK}{{0,2}}{NAMES_ROLE}"
ENGLISH_NAMES = (
    r"[A-Z][\w.'’-]*(?:,?\s+(?:[A-Z][\w.'’-]*|and|in|with|of|for|from|the|de|van|von|bin|al|&"
    r"|staff|special|senior|chief|reporters?|writers?|correspondents?))*"
)
"""Names as English bylines print them: capitals, and the small words between: Lin Suye and Gu Wen in Beijing."""
_WRITER = r"(?i:reporter|writer|correspondent)"
BYLINE = re.compile(
    rf"[□■◎○][^。，,；;：:]{{1,40}}|[（(]\s*{_REPORTER}[^()（）。]{{0,120}}[)）]"
    # 记者从…获悉, 记者在…看到: a sentence, not a signature.
    rf"|(?:本[报報][讯訊]\s*)?{_REPORTER}(?![从從在获獲了注註采採调調走看发發])[\s:：/]*[^。，,；;：:（(]{{0,30}}"
    # 文/图 记者 王宁, 文/王宁 图/李朗
    r"|(?:文|图|圖|摄影|攝影|撰文)\s*[/／|｜:：]\s*[^。，,；;：:（(]{2,40}"
    # (据新华社), 本报综合, 综合新华社、央视报道
    r"|[（(]\s*(?:(?:均?[据據](?![了悉介统統报報])|综合|綜合)[^()（）。，,]{2,30}|本[报報刊](?:综合|綜合|整理)(?:[报報][道导導])?)\s*[)）]"
    r"|本[报報刊](?:综合|綜合)(?:[报報][道导導]|消息|整理)?"
    r"|(?:均?[据據]|综合|綜合)(?:新华社|新華社|中新社|央视|人民日报)[^。，,\d]{0,16}(?:[电電讯訊]|[报報][道导導]|消息)"
    rf"|[（(]?(?i:by)\s+{ENGLISH_NAMES}[)）]?"
    rf"|(?i:(?:our\s+)?(?:staff|special|senior|chief)\s+){_WRITER}s?\s*[:,]?\s*(?=[A-Z])[^。.!?,\n]{{2,60}}"
    rf"|(?:[A-Z][\w.'’-]+ ){{1,4}}?[A-Z][\w'’-]+, (?i:staff|special|senior) {_WRITER}"
)
"""A line that only says who wrote (or where it was taken from)."""
BYLINE_LENGTH = 130
_OPENING = re.compile(
    r"(?:据?[^\s。，,；;：:（(]{1,12}[报網网社台]?(?:讯|訊)[\s:：]*[（(]|本报讯|本報訊"
    r"|[^\s。，,；;：:]{1,20}\d{1,2}月\d{1,2}日[^\s。，,；;：:]{0,5}?[电電讯訊](?![视話话])"
    r"|[A-Z][A-Z .'-]{2,40}(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{2,40}\))? ?(?:--|—)|[（(](?:本报)?记者)"
)
FINAL = frozenset("。！？!?…；;.：:")
CLOSERS = "”’」』】）》〉)]\"'"
_SPEECH = re.compile(r"(?:说|指出|强调|表示|介绍|认为|要求|透露|告诉记者)[，,：:]")
_NO_START = re.compile(r"[，、。；：！？,;:!?)）”’」』》〉%]|[了的着吗呢吧们地得](?![一-鿿]{0,1}$)|[a-z]")
_CONJUNCTION = re.compile("并(?![非购])|及(?!时)|和(?![平谐])|或|等(?![待候])|且|以及")
_ROW = re.compile(r"\s[-+]?\d[\d.,:%℃()（）/-]*$")
_WIRE_HEAD = re.compile(r"[（(【\[][^）)】\]]{2,14}[）)】\]]\s*\S{3,}")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]|第?[一二三四五六七八九十]{1,2}(?:问|答|看|是)?[:：]|[Qq]\d?[:：.]|【|关键词|相关链接|[●■◆▲★◇△]"
)
_LABEL = re.compile(r"[^\s:：（(]{1,4}[:：]")
CREDIT = re.compile(r"(?:摄|供图|制图|绘图|新华社发|/图|图/\S{1,6}|责任编辑\S{0,10})\s*[）)]?$")
_END_MARK = re.compile(r"[（(【\[]\s*(?:全文)?(?:完|续完|未完待续|待续|续)\s*[)）】\]]")
TITLE_LENGTH = 60
"""No Chinese headline is longer, in characters."""


def looks_like_title(text: str) -> bool:
    """Whether a line could be a headline by its looks: short, no sentence end, no clause of speech, no table row."""
    ascii_share = sum(1 for character in text if character < "\x7f") / len(text) if len(text) < 130 else 0.0
    if len(text) > (130 if ascii_share > 0.8 else TITLE_LENGTH) or len(text) < 2 or "。" in text:
        return False
    if text[-1] in "。；;：:，,、." or _END_MARK.fullmatch(text):
        return False
    commas = [match.start() for match in re.finditer("[，,]", text)]
    if len(commas) > (2 if text[-1] in "！？!?" else 1) or (commas and (len(text) - commas[-1] < 5 or len(text) > 45)):
        return False
    if _SPEECH.search(text) or _NO_START.match(text) or _OPENING.match(text) or CREDIT.search(text):
        return False
    if not re.search(r"[^\W\d_]", text):
        return False
    if is_table_row(text):
        return False
    numbers = len(re.findall(r"(?:^|\s)[-+]?\d[\d.,:%℃/-]*", text))
    return numbers < 2 and sum(character.isdigit() for character in text) <= max(6, len(text) / 2.8)


def is_table_row(text: str) -> bool:
    """Whether a short line ends in a figure of its own, as the rows of a table do: 土豆 2.10(2.10)."""
    return len(text) <= TITLE_LENGTH and bool(_ROW.search(text))


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
