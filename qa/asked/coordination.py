"""Coordination: a question about several things at once (A和B各是多少) becomes one question about each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.tokens import simplified
from qa.asked.asking import ASKS, TIME, Word, words_of

MOST = 4
"""Parts that a question is split into at most; one that asks of more is searched for as it stands."""

_JOINS = frozenset({"和", "与", "及", "跟", "、", "以及", "同"})
_EACH = re.compile(r"分别|各自|各(?=是|有|为|在|多少|几|占|达|于|自|增|减|上|下|来|叫|得|获)")
_TOGETHER = re.compile(
    r"之间|[关联]系|区别|不同|异同|差异|差别|距离|相距|边界|分界|交界|接壤|比分|比赛|对阵|交战|战争|战役|冲突|谈判|会谈|会晤|"
    r"合作|协[议定]|条约|共同|一起|合计|总共|一共|总和|联合|相互|互相|彼此|两者|二者|双方|婚|谁"
    r"(?=先|赢|胜)|共(?=有|计|是)"
)
"""Words by which what is asked holds of the things together, not of each."""

_ALL = re.compile(r"(?<![首成古旧故国帝京迁定州])都(?![市会督江])|(?<![平人年月日])均(?![价值分衡线等匀])|皆")

NAMES = frozenset({"ns", "nr", "nt", "nz", "eng", "quoted"})
"""Tags of names, with those of words in Latin script and of what stands in quotation marks."""

_ENDS_MEMBER = frozenset("的是为有在被将均都分别各自之")
_AGAINST = re.compile(r"^相比(?:较|較)?[，,]?")
_HOUR = re.compile(r"\d+[时時]")
_PLACES = frozenset("内等")
_STOPS = re.compile(r"[，,。；;：:？?！!]")
_NOMINAL = ("n", "j", "eng", "quoted", "b", "l", "i", "s", "z")
_COPULA = re.compile(r"[的]?(.*?)(是|为|有|叫)?$", re.DOTALL)

_GENDERS = re.compile(r"(?P<pair>男女)(?=(子|单|双打|足|篮|排|团|主角|主演))")
_SERIES = re.compile(r"前(?P<many>[两二三四])(?:个)?(?P<unit>季度|个?月|天|周)(?=.*(分别|各))")
_MEDALS = re.compile(r"(?P<each>冠亚季?)军(?=.*(分别|各))")
_LATIN_NUMBER = re.compile(
    r"(?P<stem>[A-Za-z]+[ -]?)(?P<one>\d{1,4})(?P<join>\s*(?:和|与|、|及)\s*)(?P<other>\d{1,4})(?![\d年月日])"
)
_NAME = 6
"""Characters of a name that the dictionary does not know."""

_SUBJECT = 40
"""Characters of a question without a word that asks."""

_UNIT = re.compile(r"[年月日号]|季度|半年")


def split_members(question: str) -> tuple[str, ...]:
    """One question for each thing that a Chinese question asks about, the question alone where it asks about one."""
    text = simplified(question)
    for split in (_gendered, _numbered, _series, _times, _things):
        parts = split(question, text)
        if 2 <= len(parts) <= MOST:
            return parts
    return (question,)


def _gendered(question: str, text: str) -> tuple[str, ...]:
    found = _GENDERS.search(text)
    if not found:
        return ()
    at = found.start()
    joint = "子" if text[found.end()] == "团" else ""
    return tuple(_without_each(question[:at] + question[at + k] + joint, question[found.end() :]) for k in (0, 1))


def _numbered(question: str, text: str) -> tuple[str, ...]:
    """EMNLP2022和2023的举办地: the second number has the first one's name before it."""
    found = _LATIN_NUMBER.search(text)
    if not found or _TOGETHER.search(text, found.end()):
        return ()
    head, tail = question[: found.end("stem")], question[found.end() :]
    return tuple(_without_each(head + found[group], tail) for group in ("one", "other"))


def _series(question: str, text: str) -> tuple[str, ...]:
    """前两季度…分别: 第一季度, 第二季度; 冠亚军…分别: 冠军, 亚军."""
    if found := _SERIES.search(text):
        count = {"两": 2, "二": 2, "三": 3, "四": 4}[found["many"]]
        each = [f"第{number}{found['unit']}" for number in "一二三四"[:count]]
    elif found := _MEDALS.search(text):
        each = [f"{medal}军" for medal in question[found.start() : found.end() - 1]]
        each = [medal[:-1] + question[found.end() - 1] for medal in each]
    else:
        return ()
    return tuple(_without_each(question[: found.start()] + one, question[found.end() :]) for one in each)


def _times(question: str, text: str) -> tuple[str, ...]:
    """2022年和2023年的…: what both are asked for is asked for each; 5月19日和20日 share the month."""
    for first in TIME.finditer(text):
        join = re.compile(r"\s*(以及|和|与|及|、)\s*").match(text, first.end())
        second = TIME.match(text, join.end()) if join else None
        if not second or _together(text[second.end() :]) or _is_statement(text):
            continue
        if not _asked_of_each(text[second.end() :]) or ASKS.search(text[: first.start()]):
            continue
        unit = _UNIT.search(second[0])
        starts = [found.start() for found in re.finditer(rf"(\d+|[^\d年月日号]+){unit[0]}", first[0])] if unit else []
        start = first.start() + (starts[0] if starts else 0)
        head, tail = question[:start], question[second.end() :]
        hour = _HOUR.search(second[0])
        shared = question[second.start() + hour.start() : second.end()] if hour and not _HOUR.search(first[0]) else ""
        times = (question[start : first.end()] + shared, question[second.start() : second.end()])
        return tuple(_without_each(head + one, tail) for one in times)
    return ()


def _things(question: str, text: str) -> tuple[str, ...]:
    """A和B的…, A、B、C分别…: where the members begin and end is read from what is alike in them."""
    members = members_of(question)
    if not members:
        return ()
    start, end = members[0][0], members[-1][1]
    tail = text[end:]
    if _together(tail) or ASKS.search(text[:end]) or _is_statement(text):
        return ()
    after_of = text[:start].endswith(("的", "》", "”"))
    short = any(last - first < 2 for first, last in members)
    if not _EACH.search(tail) and (short or not _asked_of_each(tail, direct=after_of)):
        return ()
    return tuple(_without_each(question[:start] + question[a:b], question[end:]) for a, b in members)


def members_of(question: str) -> list[tuple[int, int]]:
    """Where the members of the question's first coordination start and end; an empty list without one."""
    words = words_of(question)
    joins = [at for at, word in enumerate(words) if word.word in _JOINS and 0 < at < len(words) - 1]
    for at in joins:
        chain = [at]
        for after in joins[joins.index(at) + 1 :]:
            between = words[chain[-1] + 1 : after]
            if between and len(between) <= 6 and not any(word.word[0] in _ENDS_MEMBER for word in between):
                chain.append(after)
            else:
                break
        found = _chain_members(words, chain)
        if found:
            return found
    return []


def _chain_members(words: Sequence[Word], chain: Sequence[int]) -> list[tuple[int, int]]:
    left = nominal_run(words[: chain[0]][::-1])[::-1]
    right = nominal_run(words[chain[-1] + 1 :])
    middle = [words[a + 1 : b] for a, b in pairwise(chain)]
    if not left or not right:
        return []
    behind = words[words.index(right[-1]) + 1 :]
    ends_at_of = bool(behind) and behind[0].word == "的"
    of_right = _length_right(middle[-1] if middle else left, right, ends_at_of=ends_at_of)
    if not of_right:
        return []
    of_left = _length_left(left, middle[0] if middle else right[:of_right])
    if all(word.tag.startswith("a") for word in (left[-1], right[of_right - 1])):
        return []  # 光滑及坚硬的媒介: two qualities of one thing
    spans = [left[-of_left:], *middle, right[:of_right]]
    return [(span[0].start, span[-1].end) for span in spans]


def nominal_run(words: Sequence[Word]) -> list[Word]:
    """The words up to the first that no member can hold: a mark, 的, 是, a word that asks, a preposition, an adverb."""
    run: list[Word] = []
    for word in words:
        ends = (
            word.word[0] in _ENDS_MEMBER
            or word.tag in {"p", "d", "r", "c", "f", "uj", "ul", "y"}
            or word.word in _JOINS
        )
        if ends or _STOPS.search(word.word) or ASKS.search(word.word) or word.word.isspace():
            break
        run.append(word)
    return run


def _length_right(like: Sequence[Word], right: Sequence[Word], *, ends_at_of: bool) -> int:
    """How many of the words to the right make the last member, `like` being the words of the one before it."""
    last = like[-1]
    alike = [at for at, word in enumerate(right[:6], start=1) if word.word[-1] == last.word[-1]]
    alike = [at for at in alike if right[at - 1].word == last.word] or alike
    if alike:
        return alike[0]
    whole = sum(len(word.word) for word in right)
    if ends_at_of and right[0].tag != last.tag and whole <= _NAME:
        return len(right)
    if len(right) == 1 or right[0].tag == last.tag or right[0].tag in NAMES:
        return 1
    return len(right) if len(right) <= 3 else 0


def _length_left(left: Sequence[Word], like: Sequence[Word]) -> int:
    """How many of the words to the left make the first member, `like` being the words of the one after it."""
    for at in range(len(left) - 1, max(len(left) - 6, -1), -1):
        if left[at].word[0] == like[0].word[0]:
            return len(left) - at
    return min(len(like), len(left))


def _together(tail: str) -> bool:
    """Whether what stands behind the members holds of them together."""
    return bool(_TOGETHER.search(tail)) or bool(_ALL.search(tail))


def _is_statement(text: str) -> bool:
    """Whether a text that asks nothing is more than the bare subject of a question (2022年和2023年高考人数)."""
    return not ASKS.search(text) and (len(text) > _SUBJECT or bool(_STOPS.search(text.rstrip("？? "))))


def _asked_of_each(tail: str, *, direct: bool = True) -> bool:
    """Whether what stands behind the members asks for a property of each: (的)上映时间, (的)GDP是多少, 分别….

    `direct`: it may also be nothing but the asking (导演和主演是谁).
    """
    if _EACH.search(tail):
        return True
    asking = ASKS.search(tail)
    matter = _COPULA.match(tail[: asking.start()] if asking else tail.rstrip("？?。.！! ")) if tail else None
    if matter is None:
        return direct
    if tail[0] in _PLACES or (not asking and tail.rstrip("？? ").endswith("的")):
        return False
    property_ = matter[1].strip("的 ")
    if not property_:
        return direct and bool(asking) and not tail.startswith("的")
    if _STOPS.search(property_) or "的" in property_:
        return False
    words = words_of(property_)
    return len(words) <= 7 and words[-1].tag.startswith((*_NOMINAL, "t", "v")) and _is_property(words)


def _is_property(words: Sequence[Word]) -> bool:
    """Whether the words name a property: no preposition and no adverb, and a noun at their end or a measure (营收)."""
    if words[0].tag == "f" or any(word.tag in {"p", "d", "r", "c"} for word in words):
        return False
    return not words[-1].tag.startswith("v") or len(words) <= 2


def _without_each(head: str, tail: str) -> str:
    """Head and tail as one question, without the words that tell the members apart (分别, 各)."""
    tail = _AGAINST.sub("", tail)
    kept, at = "", 0
    for found in _EACH.finditer(simplified(tail)):
        kept += tail[at : found.start()]
        at = found.end()
    return f"{head}{kept}{tail[at:]}".strip()
