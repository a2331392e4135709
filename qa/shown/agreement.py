"""Agreement: of sentences that several articles print alike but for a few words, which the others bear out.

Two sentences are compared word for word. Where they say the same up to a figure, a name or a "not", they contradict
each other: more articles on one side outvote the other, else it stays disputed. Where one adds a name that the other
does without (as an advertisement does that was slipped into a report), the plainer one is the safer to quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal

from index.tokens import fold, tokens
from qa.shown.evidence import Sentence

Standing = Literal["outvoted", "disputed", "adds_name"]
"""What other articles make of a sentence: `outvoted`: more of them say otherwise; `disputed`: as many say otherwise;
`adds_name`: another prints the same without a name that only this one has."""

_Relation = Literal["same", "contradict", "first_adds", "second_adds"]

_LIKELY = 0.5
"""The share of the shorter one's tokens that must stand in the other before words are compared at all."""

_FRAME = 0.75
"""The share of both sentences' words that must agree, in their order, where figures or a "not" differ."""

_WORD_FRAME = 0.85
"""The same where words differ that are no figures: 明代 and 清代, 上博 and 国博."""

_CONTAINED = 0.95
"""The share of the plainer sentence's words that must stand in the one that adds a name."""

_LEAST_TOKENS = 12
_LONGEST_SLOT = 14
"""In characters: what is longer is a statement of its own and no other value."""

_MOST_PAIRS = 40
"""Word by word comparisons for one question, the likeliest pairs first: time stays bounded."""

_MARKS = re.compile(r"[^\w%.]+")
_DIGIT = re.compile(r"\d+(?:\.\d+)?%?|[一二两三四五六七八九十百千万亿数几]+")
_NOT = re.compile(r"[不没未无非勿难]")
_TIME = re.compile(
    r"第?\d+(?:年|月|日|号|时|点|届|季|周|年度|期|月份|日晚|日上午|日下午)|[昨今明前]日|[去今明前]年|星期|周[一二三四五六日]"
)
_NAME_TAGS = ("nr", "ns", "nt", "nz", "eng")
_VALUE_TAGS = ("n", "t", "s", "a", "b", "j", "z", "eng")
"""Parts of speech (ICTCLAS) that a value may be; verbs are left out, for 增长 and 上涨 say the same."""
_ASKS_NAME = re.compile(
    r"谁|何人|哪[家位个名所]|(?:哪些|什么)(?:人|公司|企业|机构|单位|平台|组织|名|牌)|\b(?:who|which|whose|whom)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence's words and their parts of speech."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Words that stand in one sentence where others, or none, stand in the other.

    `opens` says that both begin with them, `after` is the word that follows in the first.
    """

    first: tuple[str, ...]
    first_tags: tuple[str, ...]
    second: tuple[str, ...]
    second_tags: tuple[str, ...]
    opens: bool
    after: str


def standings(question: str, sentences: Sequence[Sentence]) -> tuple[Standing | None, ...]:
    """What the other articles' sentences make of each sentence, in the order given; None where nothing is amiss.

    Articles of different days do not outvote one another, since figures change. Where the question asks for a name, an
    added one may be the answer. `sentences` are those of all passages found, the more the better.
    """
    words: dict[int, _Words] = {}
    asked = frozenset(word for word in _read(question).words if len(word) > 1)
    related: dict[tuple[int, int], _Relation] = {}
    for at, other in _likely_pairs(sentences):
        for one in (at, other):
            words[one] = words.get(one) or _read(sentences[one].text)
        relation = _relation(words[at], words[other], asked)
        if relation:
            related[at, other] = relation
            related[other, at] = _TURNED[relation]
    found: list[Standing | None] = [None] * len(sentences)
    for (at, other), relation in related.items():
        if relation == "first_adds" and found[at] is None and not _ASKS_NAME.search(question):
            found[at] = "adds_name"
        elif relation == "contradict" and not _days_apart(sentences[at], sentences[other]):
            mine, theirs = (_backers(one, another, sentences, related) for one, another in ((at, other), (other, at)))
            if mine <= theirs and found[at] != "outvoted":
                found[at] = "outvoted" if mine < theirs else "disputed"
    return tuple(found)


def contradictions(first: str, second: str) -> tuple[tuple[str, str], ...]:
    """The words in which two sentences contradict each other that say the same otherwise, as either prints them.

    A "not" that only one of them has is no pair of words and is not among them.
    """
    if _alike(frozenset(tokens(first)), frozenset(tokens(second))) < _LIKELY:
        return ()
    compared = _compared(_read(first), _read(second), frozenset())
    if compared is None:
        return ()
    pairs = [
        ("".join(slot.first), "".join(slot.second)) for slot in compared.slots if _contradicts(slot, compared.agree)
    ]
    # Words were folded for comparing: only what stands in the sentence as it is can be shown as printed.
    return tuple((words, others) for words, others in pairs if words and others and words in first and others in second)


_ADDITIONS: tuple[tuple[bool, _Relation], ...] = ((True, "first_adds"), (False, "second_adds"))
_TURNED: dict[_Relation, _Relation] = {
    "same": "same",
    "contradict": "contradict",
    "first_adds": "second_adds",
    "second_adds": "first_adds",
}


def _likely_pairs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs of different articles' sentences that share many tokens, the likeliest first."""
    bags = [frozenset(tokens(sentence.text)) for sentence in sentences]
    found = []
    for at, other in combinations(range(len(sentences)), 2):
        if sentences[at].hit.article.id != sentences[other].hit.article.id:
            share = _alike(bags[at], bags[other])
            if share >= _LIKELY:
                found.append((share, at, other))
    return [(at, other) for _, at, other in sorted(found, reverse=True)[:_MOST_PAIRS]]


def _alike(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of the smaller bag's tokens that stand in the other; 0 where one is too small to say anything."""
    smaller = min(len(one), len(two))
    return len(one & two) / smaller if smaller >= _LEAST_TOKENS else 0.0


def _backers(at: int, against: int, sentences: Sequence[Sentence], related: dict[tuple[int, int], _Relation]) -> int:
    """How many further articles say what one sentence says and contradict the other."""
    both = {sentences[at].hit.article.id, sentences[against].hit.article.id}
    return len(
        {
            sentences[third].hit.article.id
            for (one, third), relation in related.items()
            if one == at and relation != "contradict" and related.get((against, third)) == "contradict"
        }
        - both
    )


def _days_apart(one: Sentence, other: Sentence) -> bool:
    first, second = one.hit.article.date, other.hit.article.date
    return first is not None and second is not None and first != second


def _read(sentence: str) -> _Words:
    import rjieba

    folded = fold(sentence)
    pairs = [(_MARKS.sub("", word), tag) for word, tag in rjieba.tag(folded)]
    kept = [(word, tag) for word, tag in pairs if word and not tag.startswith("u")]
    return _Words(tuple(word for word, _ in kept), tuple(tag for _, tag in kept))


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two sentences that speak of the same: where they differ, the share of both's words that agree, how many do."""

    slots: tuple[_Slot, ...]
    agree: float
    same: int


def _compared(one: _Words, two: _Words, asked: frozenset[str]) -> _Compared | None:
    """Two sentences compared word by word; None where they speak of different things."""
    matcher = SequenceMatcher(None, one.words, two.words, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    agree = 2 * same / (len(one.words) + len(two.words))
    if agree < _FRAME:
        return None
    slots = _slots(one, two, matcher)
    if any(_other_subject(slot, asked) or _other_time(slot) for slot in slots):
        return None
    return _Compared(slots, agree, same)


def _relation(one: _Words, two: _Words, asked: frozenset[str]) -> _Relation | None:
    """How two sentences stand to each other; None where they speak of different things."""
    compared = _compared(one, two, asked)
    if compared is None:
        return None
    if any(_contradicts(slot, compared.agree) for slot in compared.slots):
        return "contradict"
    for first, relation in _ADDITIONS:
        plainer = len(two.words if first else one.words)
        whole = compared.same >= _CONTAINED * plainer
        if whole and any(_adds_name(slot, first=first) for slot in compared.slots):
            return relation
    return "same"


def _slots(one: _Words, two: _Words, matcher: SequenceMatcher[str]) -> tuple[_Slot, ...]:
    return tuple(
        _Slot(
            one.words[start:end],
            one.tags[start:end],
            two.words[other_start:other_end],
            two.tags[other_start:other_end],
            start == 0 and other_start == 0,
            one.words[end] if end < len(one.words) else "",
        )
        for kind, start, end, other_start, other_end in matcher.get_opcodes()
        if kind != "equal"
    )


def _other_subject(slot: _Slot, asked: frozenset[str]) -> bool:
    """Whether the sentences are about different things: 湖北新增3例, 广东新增5例.

    They are where both begin with a name, and not the same, or where only one has a word of the question there.
    """
    if slot.opens and _has_name(slot.first_tags) and _has_name(slot.second_tags):
        return True
    return bool(slot.first and slot.second) and (asked & set(slot.first)) != (asked & set(slot.second))


def _other_time(slot: _Slot) -> bool:
    """Whether both name a time in the slot, with the word behind it: 5月19日 and 5月20日, 第16届 and 第17届."""
    return all(_TIME.search("".join(words[-3:]) + slot.after) for words in (slot.first, slot.second))


def _contradicts(slot: _Slot, agree: float) -> bool:
    first, second = "".join(slot.first), "".join(slot.second)
    if max(len(first), len(second)) > _LONGEST_SLOT or slot.opens:
        return False
    if bool(_NOT.search(first)) != bool(_NOT.search(second)):
        return agree >= _WORD_FRAME
    if not first or not second:
        return False
    if first in second or second in first:
        # 高端汽车市场 and 高端车市场, 韩国总统 and 总统: shorter or longer, and no other value.
        return _DIGIT.search(first) is not None and _DIGIT.findall(first) != _DIGIT.findall(second)
    figures = [_DIGIT.findall(words) for words in (first, second)]
    if any(figures):
        return all(figures) and figures[0] != figures[1]
    return agree >= _WORD_FRAME and all(
        any(tag.startswith(_VALUE_TAGS) for tag in tags) for tags in (slot.first_tags, slot.second_tags)
    )


def _adds_name(slot: _Slot, *, first: bool) -> bool:
    """Whether a name stands in one sentence where the other has nothing."""
    there, missing = (slot.first_tags, slot.second) if first else (slot.second_tags, slot.first)
    return not missing and _has_name(there)


def _has_name(tags: Sequence[str]) -> bool:
    return any(tag.startswith(_NAME_TAGS) for tag in tags)
