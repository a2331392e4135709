"""Spacing: blanks within a line that only space its characters out, told from those that part words or names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Range = tuple[int, int]

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = rf"{_HAN}，。、；：！？“”‘’（）《》〈〉【】「」『』…—"
_HAN_BLANK = re.compile(rf"[{_WIDE}]\s+[{_WIDE},;:!?()]|[,;:!?()]\s+[{_HAN}]")
_TOKEN = re.compile(r"\S+")
_SINGLE = re.compile(rf"[{_HAN}][，。、；：！？]?\Z")
_PUNCTUATION = re.compile("[，,。、；;：:]")
_ROLE = r"(?:记者|記者|通讯员|通訊員|评论员|評論員|实习生|特约|撰稿|供图|摄影|图片?[:：/]|编辑[:：]?)"
# Names stand here, and the blanks part them: up to the next mark that ends a clause.
_NAMES = re.compile(
    rf"{_ROLE}[^，,。；;：:）)]*[）)]?|[电電讯訊](?:\([^)]*\)|（[^）]*）)?\s+|[。！？!?”’]\s+|\s+\S{{2,4}}\s*[摄攝]"
)
_NUMERALS = frozenset("〇一二三四五六七八九十日")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯莊聶魯關蘭寧"
)
_RUN, _WHOLE_LINE = 4, 3
"""So many single characters in a row are one word spaced out; fewer are enough where the line holds nothing else."""
_DENSE, _SPARSE = 4, 18
"""Blanks strewn over a sentence are at least so many, and one on at least so many characters."""


def needless_blanks(text: str) -> list[Range]:
    """The ranges of white space in a line that are no separators, in order.

    Two kinds: single characters in a row (`重 庆 日 报`), where a wider blank among them still parts words and names
    stay as printed (`王 宁 李 朗`); and the blanks that a scan strewed over a sentence. A headline's phrases, names
    in a byline and the cells of a table stay apart.
    """
    if not _HAN_BLANK.search(text):
        return []
    protected = [match.span() for match in _NAMES.finditer(text)]
    found = [*_in_sentence(text, protected)] if _is_sentence(text) else []
    return sorted({*found, *_in_spaced_words(text, protected)})


def _is_sentence(text: str) -> bool:
    marks = len(_PUNCTUATION.findall(text))
    return len(text) >= 20 and marks > 0 and 40 * marks >= len(text)


def _in_sentence(text: str, protected: Sequence[Range]) -> Iterator[Range]:
    """The blanks strewn over a sentence, if they are so many that they can mean nothing."""
    blanks = [*_outside([match.span() for match in _blanks(text)], protected)]
    if len(blanks) < _DENSE or _SPARSE * len(blanks) < len(text):
        return
    words = [text[end:start] for (_, end), (start, _) in pairwise(blanks)]
    # Words of one length in a row are a list; so are surnames.
    names = sum(1 for word in words if 2 <= len(word) <= 4 and word[0] in _SURNAMES)
    if len({len(word) for word in words}) > 1 and 2 * names < len(words):
        yield from blanks


def _blanks(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<=[{_WIDE}])\s+(?=[{_WIDE},;:!?()])|(?<=[,;:!?()])\s+(?=[{_HAN}])", text)


def _outside(ranges: Sequence[Range], protected: Sequence[Range]) -> Iterator[Range]:
    at = 0
    for start, end in ranges:
        while at < len(protected) and protected[at][1] <= start:
            at += 1
        if at == len(protected) or protected[at][0] >= end:
            yield (start, end)


def _in_spaced_words(text: str, protected: Sequence[Range]) -> Iterator[Range]:
    run: list[re.Match[str]] = []
    total = 0
    for match in _TOKEN.finditer(text):
        total += 1
        if _SINGLE.match(match[0]):
            run.append(match)
            continue
        yield from _within(run, _RUN, protected)
        run = []
    yield from _within(run, _WHOLE_LINE if len(run) == total else _RUN, protected)


def _within(run: Sequence[re.Match[str]], least: int, protected: Sequence[Range]) -> Iterator[Range]:
    if len(run) < least or _NUMERALS.issuperset(token[0][0] for token in run) or _are_names(run):
        return
    gaps = [(run[at].end(), run[at + 1].start()) for at in range(len(run) - 1)]
    narrow = min(end - start for start, end in gaps)
    yield from _outside([gap for gap in gaps if gap[1] - gap[0] == narrow], protected)


def _are_names(run: Sequence[re.Match[str]]) -> bool:
    """Whether single characters in a row are names of two characters each, set as wide as names of three."""
    return len(run) % 2 == 0 and all(token[0] in _SURNAMES for token in run[::2])
