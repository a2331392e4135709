"""Authors: who is named first in a reference, out of an article's byline or, where nobody signs, its dateline."""

from __future__ import annotations

import re

from index.records import Article
from index.signers import signers

NAMED = 3
"""Authors that a reference names; of more, "and others" stands for the rest (GB/T 7714-2015, 8.1)."""

_HAN = re.compile(r"[\u3400-\u9fff]")
# 本报讯, 本报综合: the newspaper says nothing but that the article is its own.
_NOBODY = re.compile(r"本[报報刊](?:讯|訊|综合|綜合|整理|消息|报道|報道)*")
_AGENCY = re.compile(r"\s*([^\s（(\d，。,]{1,8}?社)")
_ENGLISH_AGENCY = re.compile(r"\(([^()]{2,40})\)")
_BODY = re.compile(r"\b(?:the|of|news|agency|press|daily|times|service|staff|team|desk|bureau|xinhua)\b", re.IGNORECASE)
_SURNAME = re.compile(
    r"bai|cai|cao|chang|chen|cheng|cui|dai|deng|ding|dong|du|duan|fan|fang|feng|fu|gao|ge|gong|gu|guan|guo|han|"
    r"hao|he|hong|hou|hu|huang|jia|jiang|jin|kang|kong|lai|lei|li|liang|liao|lin|ling|liu|long|lu|luo|lyu|ma|"
    r"mao|meng|mo|niu|pan|pang|pei|peng|qian|qiao|qin|qiu|ren|ruan|shao|shen|shi|song|su|sun|tan|tang|tao|tian|"
    r"wan|wang|wei|wen|weng|wu|xia|xiang|xiao|xie|xin|xiong|xu|xue|yan|yang|yao|ye|yi|yin|you|yu|yuan|zeng|zhai|"
    r"zhang|zhao|zheng|zhong|zhou|zhu|zhuang|zou|ouyang|shangguan|sima|zhuge",
    re.IGNORECASE,
)
"""Chinese surnames in pinyin that are common: a name that begins with one has its surname in front."""


def authors_of(article: Article) -> tuple[str, ...]:
    """The names as printed, in the byline's order; else the agency that the dateline names; () where neither does."""
    names = tuple(name for name in signers(article.byline) if not _NOBODY.fullmatch(name)) if article.byline else ()
    if names or not article.dateline:
        return names
    agency = _AGENCY.match(article.dateline) or _ENGLISH_AGENCY.search(article.dateline)
    return (agency[1],) if agency and not _NOBODY.match(agency[1]) else ()


def surname_first(name: str) -> str:
    """A name as GB/T 7714-2015, 8.1 writes it: `SMITH J R` for J. R. Smith, `LIN Suye` for Lin Suye.

    A Chinese name and the name of a body stand as printed. Chinese names in pinyin follow GB/T 28039-2011.
    """
    words = name.replace(".", ". ").split()
    if _HAN.search(name) or len(words) < 2 or _BODY.search(name):
        return name
    if _SURNAME.fullmatch(words[0]):
        return " ".join([words[0].upper(), *words[1:]])
    # A particle (van, de) in small letters begins the surname.
    at = next((at for at, word in enumerate(words) if at and word[0].islower()), len(words) - 1)
    initials = [part[0].upper() for word in words[:at] for part in re.findall(r"\w+", word)]
    return " ".join([*(word.upper() for word in words[at:]), *initials])
