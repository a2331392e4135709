"""Running heads: the lines at a page's top or foot that print its newspaper, date and number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from index.issue import IssueGiven, page_number

FULL_DATE = re.compile(r"((?:1[6-9]|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NUMERIC_DATE = re.compile(r"(?<![\d./-])((?:1[6-9]|20)\d\d)([-./])(\d{1,2})\2(\d{1,2})(?![\d/-]|\.\d)")
MONTHS = {name: number for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_ENGLISH_DATE = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+(\d{1,2}),?\s+((?:1[6-9]|20)\d\d)\b"
)
_PRINTED_PAGE = re.compile(
    r"第\s*([A-Za-z]?\d{1,3})\s*版|(?<![\w])([A-Z]\d{1,3}|\d{1,3})\s*版(?!\w)|(?:^|[\s|·])([A-Z]\d{1,2}|0\d)(?=$|[\s|·])"
)
_ENGLISH_PAGE = re.compile(r"(?:\bpage\s*)?\b([A-Z]\d{1,2})\b|\bpage\s*(\d{1,3})\b", re.IGNORECASE)
_PRINTED_PAPER = re.compile(
    r"(?:^|[\s|·])([^\W\d_]{1,12}[报報]|(?:The )?(?:[A-Z][a-z]+ ){1,3}(?:Daily|Times|Post|News|Herald|Gazette|Tribune))"
    r"(?=$|[\s|·])"
)
# What stands beside the date in a running head only: the weekday, the day of the lunar calendar.
_WEEKDAY = re.compile(
    r"[(（]?(?:星期|周|週)[一二三四五六日天][)）]?|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b,?", re.I
)
_LUNAR = re.compile(
    r"(?:农历|農曆|夏历)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?\s*闰?[正一二三四五六七八九十冬腊臘]{1,2}月[大小]?[初十廿二三四五六七八九一]{0,3}"
    r"|(?:农历|農曆)闰?[正一二三四五六七八九十冬腊臘]{1,2}月[初十廿二三四五六七八九一]{1,3}"
)
_CREDITS = re.compile(
    r"(?:责任?编辑?|責任?編輯?|本版编辑|编辑|美编|版式|校对|组版|主编|编审|值班主任)\s*[:：/]?\s*[^\s|]{2,4}"
)
_BARE_PAGE = re.compile(r"(?:第\s*)?([A-Za-z]?\d{1,3})\s*版?|(?:Page|PAGE|page)\s*([A-Z]?\d{1,3})")
_SECTION = re.compile(r"[\u3400-\u9fff]{2,8}|[A-Z][A-Za-z&]{2,19}")
_NO_SECTION = re.compile(
    r"(?:[报報社日期]|出版|发行|發行|刊号|刊號|热线|邮箱|网址|天气|天氣|Daily|Times|Post|News|Edition|Page|No|Vol)$"
)
_OWN_LINE = re.compile(
    r"(?:本报|今日)?(?:要闻|国内|国际|时政|时事|时评|评论|观点|理论|经济|财经|金融|产经|市场|社会|民生|法治|都市|本地|地方|区县|综合|文化|文娱|娱乐|副刊|体育"
    r"|科技|教育|健康|卫生|旅游|军事|生态|农业|港澳台|視點|要聞|國際|國內|經濟|財經|社會|綜合|體育|娛樂|港澳臺)(?:新闻|新聞|报道|報道|版)?"
)
"""Sections that are known by name: alone on a line beside a running head any other word may be a headline."""

_HEAD_LENGTH = 60
_YEAR = re.compile(r"\d{4}")
"""A full date has one: most lines lack it, which is seen in no time."""


def running_head(line: str) -> IssueGiven | None:
    """What a line says if it is a running head (a full date with weekday, lunar day or page, little else), or None."""
    if len(line) > _HEAD_LENGTH or not _YEAR.search(line):
        return None
    said = _head(line)
    return said[0] if said is not None and said[1] else None


def printed_section(text: str) -> str:
    """The name of a page's section (要闻, 国际) as its running heads print it, "" without one.

    Beside the date any word may name it; on a line of its own next to the head, one of `_OWN_LINE`.
    """
    edges = [
        [line for line in text[: 8 * _HEAD_LENGTH].splitlines() if line.strip()][:6],
        [line for line in text[-8 * _HEAD_LENGTH :].splitlines() if line.strip()][-4:],
    ]
    lines = [line for edge in edges for line in edge]
    heads = (_head(line) for line in lines if len(line) <= _HEAD_LENGTH and _YEAR.search(line))
    names = {name for head in heads if head and head[1] for name in head[2]}
    names = names or {name for edge in edges for name in _sections_beside(edge)}
    return names.pop() if len(names) == 1 else ""


def _sections_beside(lines: Sequence[str]) -> set[str]:
    """The sections that stand alone on a line next to a running head, which may itself be on several lines."""
    used = set(split_head(lines)[1]) | {at for at, line in enumerate(lines) if running_head(line)}
    beside = used | {at + step for at in used for step in (-1, 1)}
    printed = (unicodedata.normalize("NFKC", lines[at]).strip() for at in beside if 0 <= at < len(lines))
    return {line for line in printed if _OWN_LINE.fullmatch(line)}


def _head(line: str) -> tuple[IssueGiven, bool, tuple[str, ...]] | None:
    """What a line with a full date says, whether a weekday, a lunar day or a page stands beside it, and what else does.

    The last are words that may name a section.
    """
    printed = unicodedata.normalize("NFKC", line).strip()
    chinese = FULL_DATE.search(printed) or _NUMERIC_DATE.search(printed)
    match = chinese or _ENGLISH_DATE.search(printed)
    if match is None:
        return None
    groups = [group for group in match.groups() if group.isalnum()]
    parts = groups if chinese else [groups[2], str(MONTHS[groups[0].lower()]), groups[1]]
    rest = printed.replace(match[0], " ")
    beside = [pattern.search(rest) for pattern in (_WEEKDAY, _LUNAR, _CREDITS)]
    for piece in beside:
        rest = rest.replace(piece[0], " ") if piece else rest
    rest = _CREDITS.sub(" ", rest)
    page = (_PRINTED_PAGE if chinese else _ENGLISH_PAGE).search(rest)
    rest = rest.replace(page[0], " ") if page else rest
    if match.re is _NUMERIC_DATE and re.search(r"\d", rest):
        return None  # a row of a table
    # A sentence that mentions a full date and a weekday is no running head: commas and stops tell it.
    if re.search(r"[，。；：！？,;:!?“”]", rest) or len(rest.split()) > 8:
        return None
    try:
        day = date(int(parts[0]), int(parts[1]), int(parts[2]))
        number = page_number(next(group for group in page.groups() if group)) if page else None
    except ValueError:
        return None
    paper = _PRINTED_PAPER.search(rest)
    rest = rest.replace(paper[1], " ") if paper else rest
    names = tuple(
        word for word in re.split(r"[\s|·•]+", rest) if _SECTION.fullmatch(word) and not _NO_SECTION.search(word)
    )
    return IssueGiven(paper[1] if paper else None, day, number), bool(page or any(beside)), names


def split_head(lines: Sequence[str]) -> tuple[IssueGiven, frozenset[int]]:
    """A running head that stands on a few lines of their own (paper, date, page, section), in any order.

    `lines` are a page's first lines, or its last. Gives what they say and which of them they are; nothing without a
    line that is a date and little else, beside another that is a newspaper's name or a page's number and nothing else.
    """
    for at, line in enumerate(lines):
        dated = _head(line) if len(line) <= _HEAD_LENGTH else None
        if dated is None:
            continue
        said, used, named = dated[0], {at}, set[int]()
        for beside in (at - 1, at + 1, at - 2, at + 2):
            if not 0 <= beside < len(lines) or (abs(beside - at) == 2 and (at + beside) // 2 not in used):
                continue
            printed = unicodedata.normalize("NFKC", lines[beside]).strip()
            page, paper = _BARE_PAGE.fullmatch(printed), _PRINTED_PAPER.fullmatch(printed)
            if page and said.page is None:
                said, used = said.over(IssueGiven(page=page_number(page[1] or page[2]))), used | {beside}
            elif paper and said.newspaper is None:
                said, used = said.over(IssueGiven(paper[1])), used | {beside}
            elif _WEEKDAY.fullmatch(printed) or _LUNAR.fullmatch(printed):
                used = used | {beside}
            elif _OWN_LINE.fullmatch(printed):
                used, named = used | {beside}, named | {beside}
        if len(used - named) > 1:
            return said, frozenset(used)
    return IssueGiven(), frozenset()


def from_running_head(text: str) -> IssueGiven:
    """Newspaper, date and page as the running heads of a page print them; nothing where two of them contradict."""
    lines = [line for line in text[: 8 * _HEAD_LENGTH].splitlines() if line.strip()][:6]
    ending = [line for line in text[-8 * _HEAD_LENGTH :].splitlines() if line.strip()][-4:]
    said = [split_head(lines)[0], split_head(ending)[0]]
    for pattern in (FULL_DATE, _NUMERIC_DATE, _ENGLISH_DATE):
        for match in pattern.finditer(text):
            # Looked for within a running head's length only: a line of megabytes with many dates stays linear.
            start = text.rfind("\n", max(0, match.start() - _HEAD_LENGTH), match.start()) + 1
            end = text.find("\n", match.end(), match.end() + _HEAD_LENGTH)
            if (start or match.start() <= _HEAD_LENGTH) and (end >= 0 or len(text) - match.end() <= _HEAD_LENGTH):
                head = running_head(text[start : end if end >= 0 else len(text)])
                if head:
                    said.append(head)
    papers, days, pages = {h.newspaper for h in said}, {h.date for h in said}, {h.page for h in said}
    for values in (papers, days, pages):
        values.discard(None)
    return IssueGiven(
        papers.pop() if len(papers) == 1 else None,
        days.pop() if len(days) == 1 else None,
        pages.pop() if len(pages) == 1 else None,
    )
