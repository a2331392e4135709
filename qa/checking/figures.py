"""Figures: those of a sentence with the words that say what they count, and whether two are given for the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.checking.quantities import Quantity, level, quantities
from qa.shown.evidence import Sentence

_CLAUSE_END = re.compile(r"(?<!\d)[,:](?!\d)|(?<=\d)[,:](?!\d)|(?<!\d)[,:](?=\d)|[。;!?、…\n]")
_ORDINAL = re.compile(r"第[\d一二三四五六七八九十百]+\w?")
_TIMES = frozenset({"days", "months", "years", "weeks", "clock", "hours", "minutes", "seconds"})
"""What dates are made of: a day that differs is no figure that does."""

_CONTENT = ("n", "v", "a", "j", "b", "l", "i", "z", "s", "eng", "d")
_NAMES = ("nr", "ns", "nt", "nz", "eng")
_LIGHT = frozenset(
    word
    for words in (
        "达 达到 为 有 是 共 共有 已 已有 已经 约 近 超 超过 突破 逾 的 了 也 都 还 又 再 仍 就 才 其中 目前",
        "截至 截止 达成 多 余 将 于 到 至 报告 显示",
    )
    for word in words.split()
)
"""Words around a figure that say nothing of what it counts."""

_FEWEST_CUES = 2
_SCOPE = re.compile(r"[全我本该各](?:国|省|市|县|区|州|乡|镇|村|校|院|厂|球|境|场|线)|世界|国内|海外|境外")
"""How much of the world a figure is for, told by words that are no names."""

_NOT = re.compile(r"[不没未无非]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as `printed` in a clause: the clause's content words, the names before it.

    `parting` are the sentence's ordinals and words of scope (第16届, 全省), `place` which of how many figures of its
    kind in the clause it is.
    """

    quantity: Quantity
    printed: str
    clause: str
    cues: frozenset[str]
    names: frozenset[str]
    parting: frozenset[str]
    place: tuple[int, int]


def figures(sentence: Sentence) -> list[Figure]:
    """The figures of a sentence that count or measure something, or are percentages, in order; days and times not."""
    text = level(sentence.text)
    # 全市 and 全省 part figures as ordinals do: what is counted for another whole is another count.
    parting = frozenset([*_ORDINAL.findall(text), *_SCOPE.findall(text)])
    counted = [one for one in quantities(text) if (one.kind and one.kind not in _TIMES) or one.percent]
    found = []
    for one in counted:
        start, end = _clause(text, one)
        alike = [other for other in counted if start <= other.start < end and other.same_kind(one)]
        printed = sentence.text[one.start : one.end].strip()
        clause = text[start:end]
        place = (alike.index(one), len(alike))
        found.append(Figure(one, printed, clause, _cues(clause), _names(text[: one.start]), parting, place))
    return found


def _clause(text: str, figure: Quantity) -> tuple[int, int]:
    """Where the clause around a figure stands, with those before it as long as no noun says what is counted."""
    bounds = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    at = max(index for index, bound in enumerate(bounds[:-1]) if bound <= figure.start)
    end = bounds[at + 1]
    while at > 0 and (len(_cues(text[bounds[at] : end])) < _FEWEST_CUES or not _noun(text[bounds[at] : end])):
        at -= 1
    return bounds[at], end


def _noun(text: str) -> bool:
    import rjieba

    return any(tag.startswith("n") and len(word) > 1 for word, tag in rjieba.tag(text))


def _cues(clause: str) -> frozenset[str]:
    import rjieba

    return frozenset(
        word
        for word, tag in rjieba.tag(clause)
        if tag.startswith(_CONTENT) and word not in _LIGHT and not any(map(str.isdigit, word))
    )


def _names(text: str) -> frozenset[str]:
    import rjieba

    return frozenset(word for word, tag in rjieba.tag(text) if tag.startswith(_NAMES) and len(word) > 1)


def equal(one: Figure, other: Figure) -> bool:
    """Whether one of two figures may be put for the other: 1.2万人 for 12000人, 约4200人 for 4216人."""
    return one.quantity.equals(other.quantity) or other.quantity.equals(one.quantity)


def same_matter(one: Figure, other: Figure) -> bool:
    """Whether two figures are given for the same thing and differ; in doubt not.

    The same kind, the same words around them but for one that only one of them has, no other names, no other ordinal.
    """
    first, second = one.quantity, other.quantity
    if first.kind != second.kind or first.percent != second.percent or first.role != second.role:
        return False
    if first.equals(second) or second.equals(first) or one.parting != other.parting or one.place != other.place:
        return False
    shared, more, less = one.cues & other.cues, one.cues - other.cues, other.cues - one.cues
    if len(shared) < _FEWEST_CUES or (more and less) or len(more | less) > (len(shared) > _FEWEST_CUES):
        return False
    if any(_NOT.search(word) for word in more | less):
        return False
    return one.names <= other.names or other.names <= one.names
