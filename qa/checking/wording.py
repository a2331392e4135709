"""Wording: the words of a sentence with what they weigh, and how much of that weight stands in a passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import log10
from statistics import fmean

from qa.checking.facts import EDGES
from qa.checking.grounds import Grounds

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z'’-]+")
_LIGHT_TAGS = tuple("pcuryxkedmqo")
"""Parts of speech that bind: prepositions, conjunctions, particles, pronouns, numbers and the like."""

_LIGHT_WORDS = (
    "一共 共有 总共 共计 合计 之前 之后 以前 以后 此前 此后 其中 原因 用来 用于 来自 包括 位于 "
    "进行 举行 表示 指出 介绍 认为 称为 名为 由于 因为 因此 所以 根据 按照 通过 关于 对于 目前 "
    "现在 当时 当天 当日 期间 时候 时间 开始 已经 完成 发生 出现 存在 成为 作为 属于 具有 有关 "
    "相关 以及 等等 还有 没有 可以 能够 需要 应该 主要 一些 一个 这个 那个 这些 那些 这是 就是 "
    "不是 分别 共同 全部 所有 同时 此外 另外 然而 但是 不过 如果 虽然 而且 并且 因而 从而 即 内 "
    "时 后 前 中 上 下 里 间 据 该 本 全市 本市 我市 我国 下午 上午 凌晨 早上 晚上 中午 傍晚 "
    "文中 提到 提及 报道 显示 内容 信息 情况 资料 摘录 回答 答案 问题 以下 如下 数额 数量 名字 "
    "名称 叫做 地点 是指 指的是 至少 至多 左右 大约 超过 不足 仅有 只有 达到 达 为 至 增至 已有 "
    "时有 原来 变为 改为 成了 位升 "
)
_LIGHT = frozenset(_LIGHT_WORDS.split())
_ENGLISH_LIGHT_WORDS = (
    "the a an and or but of in on at by for from to with as is are was were be been being it its this that these "
    "those he she they his her their there then than who which what when where how why not no yes has have had do "
    "does did will would can could may might must should also only after before during until about over under "
    "more most one all any some each such because due since so if while said says according reported currently "
    "total following because’s "
)
_ENGLISH_LIGHT = frozenset(_ENGLISH_LIGHT_WORDS.split())
_RARE = 7.8
_COMMON = 4.6
_HEAVIEST = 2.6
_STRANGE = 2.2
_PLAIN = 0.8
_NAMES = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a statement and its weight: the rarer in the dictionary's corpus, the heavier (0 to 2.6)."""

    text: str
    weight: float
    tag: str = ""


def words_of(statement: str, question: str) -> tuple[Word, ...]:
    """The words that a statement (which `level` gave) adds to its question, with a weight; all where it adds none."""
    every = tuple(_chinese(statement)) + tuple(_english(statement))
    return tuple(word for word in every if word.text not in question) or every


def _chinese(statement: str) -> Iterable[Word]:
    import rjieba

    for word, tag in rjieba.tag(re.sub(r"\s+", "", statement)):
        if not _HAN.fullmatch(word):
            continue
        bare = word if rjieba.has_word(word) else word.strip(EDGES)
        if len(bare) < 2 or bare in _LIGHT or tag.startswith(_LIGHT_TAGS):
            continue
        if (weight := _weight(bare)) > 0.0:
            yield Word(bare, weight, tag)


def _weight(word: str) -> float:
    """The rarity of a word; of one that is made of several (表示感谢), the mean of theirs."""
    import rjieba

    pieces = [piece for piece in rjieba.cut_for_search(word) if 1 < len(piece) < len(word)]
    if len(word) > 3 and rjieba.has_word(word) and pieces:
        return fmean(_weight(piece) for piece in pieces)
    rarity = _RARE - log10(max(1, rjieba.suggest_freq(word)))
    return max(0.0, min(_HEAVIEST, rarity - _COMMON + 1.2))


def _english(statement: str) -> Iterable[Word]:
    for word in _LATIN.findall(statement):
        if word not in _ENGLISH_LIGHT and len(word) > 2:
            yield Word(word, 1.5)


def share(words: Iterable[Word], *grounds: Grounds) -> tuple[float, float]:
    """The share (0 to 1) of the words' weight that stands in one of the passages, and the weight that does not.

    Of a Chinese word that does not stand there whole, its pairs of characters count: 研究所 is half there with 研究.
    """
    total = lost = 0.0
    for word in words:
        total += word.weight
        lost += word.weight * (1.0 - max(_stands(word.text, one) for one in grounds))
    return (1.0 - lost / total if total else 1.0), lost


def _stands(word: str, grounds: Grounds) -> float:
    if word.isascii():
        return float(word in grounds.words or word[:5] in grounds.words or word.rstrip("s") in grounds.words)
    if word in grounds.all:
        return 1.0
    if len(word) == 2 and word[1] in "子儿们者" and word[0] in grounds.all:
        return 1.0
    if len(word) == 2 and all(character in grounds.all for character in word) and not _known(word):
        return 0.5  # 守堤, where 守 and 堤 stand apart: no word of the dictionary
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return sum(pair in grounds.grams for pair in pairs) / len(pairs)


def _known(word: str) -> bool:
    import rjieba

    return bool(rjieba.has_word(word))


def strange(words: Iterable[Word], statement: str, grounds: Grounds) -> list[Word]:
    """The nouns that can be no paraphrase: less than half of them stands in a passage, and they are rare, or the
    passage has another word in the same place, between the same two characters on either side."""
    return [
        word
        for word in words
        if word.tag.startswith("n")
        and word.weight > (0.0 if word.tag in _NAMES else _PLAIN)
        and _stands(word.text, grounds) < 0.5
        and (word.weight >= _STRANGE or _put_in(word.text, statement, grounds))
    ]


def _put_in(word: str, statement: str, grounds: Grounds) -> bool:
    at = statement.find(word)
    before, after = statement[max(0, at - 2) : at], statement[at + len(word) : at + len(word) + 2]
    if at < 0 or len(before) + len(after) < 3:
        return False
    return bool(re.search(f"{re.escape(before)}[^。,;!?]{{1,8}}{re.escape(after)}", grounds.squeezed))
