"""Comparing: a question that sets two things against each other becomes the question for each of the two."""

from __future__ import annotations

import re

from index.tokens import simplified
from qa.asked.asking import ASKS, TIME, Word, words_of
from qa.asked.coordination import NAMES, members_of

_VERBS = re.compile(r"增加|增长|新增|减少|下降|上升|提高|上涨|下跌|降低|提升|缩短|延长|扩大|缩小")
_CHANGES = rf"{_VERBS.pattern}|便宜|[多少高低长短大小重轻快慢早晚贵涨降升跌]"
_THAN = re.compile(
    r"^(?P<one>.+?)[，,]?(?:预计)?(?:还要|要|还|又|会|将)?(?:比|相比于?|较)(?P<other>.+?)[，,]?(?:又|还|要)?"
    rf"(?P<change>{_CHANGES})(?:出|了)*(?P<ask>多少|几(?!乎)|百分之几)"
)
_BEFORE = {
    "昨天": "今天", "昨日": "今天", "上个月": "本月", "上月": "本月",
    "上周": "本周", "上个星期": "本周", "上星期": "本周",
    "去年": "今年", "上年": "今年", "上季度": "本季度", "上个季度": "本季度", "上次": "这次", "上一次": "这次",
    "上届": "本届", "上一届": "本届",
}  # fmt: skip
"""Times that a question compares with, and the one of its own that it leaves unsaid."""

_RELATIVE = re.compile("|".join(sorted(map(re.escape, _BEFORE), key=len, reverse=True)))
_EARLIER = re.compile(r"前[一1][天日年月]|上年同期|去年同期|同期")
_SIZES = "高大长宽远重深久快贵多"
_OPPOSITES = dict(zip("低矮小短窄近轻浅慢少", "高高大长宽远重深快多", strict=True))
_WHICH = re.compile(
    r"^[，,]?(?:两者|二者|相比)?[，,]?(?:之间)?(?:哪个|哪一个|哪一?[家座条位年天次届支所]|谁)(?:的)?(?P<what>[^更比]*?)"
    r"(?:更|比较|较)(?:加|为)?(?P<how>.+?)[？?]*$"
)
_WHAT_FIRST = re.compile(
    r"^的?(?P<what>.+?)(?:哪个|哪一个|哪一?[家座条位年天次届支所]|谁)(?:的)?(?:更|比较|较)(?:加|为)?(?P<how>.+?)[？?]*$"
)
_DIFFER = re.compile(r"^的(?P<what>[^，,]{1,12}?)(?:之间)?(?:相差|差距(?:是|有)?|差|差了)(?:了)?(?:多少|几|多大).*$")


def split_comparison(question: str) -> tuple[str, ...]:
    """The questions for the two things that a Chinese question compares, an empty tuple where it compares none.

    A比B多多少, A和B哪个更长, A和B的…相差多少, and 比昨天增加了多少, whose parts name both days.
    """
    text = simplified(question)
    return _than(question, text) or _which(question, text)


def _than(question: str, text: str) -> tuple[str, ...]:
    found = _THAN.search(text)
    if not found or ASKS.search(found["one"]) or "同比" in text or "环比" in text:
        return ()
    one, other = question[: found.end("one")], question[found.start("other") : found.end("other")]
    asked = question[found.start("change") :] if _VERBS.match(found["change"]) else _how_much(question, found)
    relative = _RELATIVE.search(found["other"]) or _EARLIER.search(found["other"])
    if relative or TIME.fullmatch(found["other"]):
        return _at_two_times(question, asked, found)
    return _of_two_things(one, other, found, question)


def _how_much(question: str, found: re.Match[str]) -> str:
    """The question for one thing's own measure, in the unit that was asked for: 是多少米."""
    if found["change"] in {"早", "晚"}:
        return "是什么时候？"
    return "是" + question[found.start("ask") :]


def _at_two_times(question: str, asked: str, found: re.Match[str]) -> tuple[str, ...]:
    """The same at two times: where the question names only the earlier one, its own is the one after it."""
    one, other = (question[found.start(name) : found.end(name)] for name in ("one", "other"))
    measure = _how_much(question, found)
    time = TIME.search(found["one"])
    if time:
        head, matter = one[: time.start()], one[time.end() :]
        now = one[time.start() : time.end()]
    else:
        relative = _RELATIVE.search(found["other"])
        head, matter, now = "", one, _BEFORE[relative[0]] if relative else ""
        if now and found["one"].startswith(now):
            matter = one[len(now) :]
    if not matter.strip("的 ，,"):
        return ()
    matter = matter if time else matter.lstrip("的")
    before = other if not TIME.fullmatch(found["other"]) or not time else _same_grain(one[: time.end()], time, other)
    return f"{head}{now}{matter}{asked}", f"{head}{before}{matter}{measure}"


def _same_grain(_: str, time: re.Match[str], other: str) -> str:
    """The other time with what of the first one it leaves out: 2022年3月 and 2月 is 2022年2月."""
    first = time[0]
    unit = re.search(r"[年月日号]", simplified(other))
    starts = [at.start() for at in re.finditer(rf"\d+{unit[0]}", first)] if unit else []
    return first[: starts[0]] + other if starts else other


def _of_two_things(one: str, other: str, found: re.Match[str], question: str) -> tuple[str, ...]:
    """Two things: the one that the question names second takes the place of the word of its kind."""
    asked = _how_much(question, found)
    if "的" in found["other"]:
        return (f"{one}{asked}", f"{other}{asked}") if not other.endswith("的") else ()
    words, others = words_of(one), words_of(other)
    name = others[-1]
    if len(others) > 3 or not name.tag.startswith(("n", "eng", "quoted", "j")):
        return ()
    like = [word for word in words if _of_one_kind(word, name)]
    if not like:
        return ()
    owner = next((word for word in like if one[word.end :].startswith("的")), like[-1])
    begins = [word.start for word in words if word.start <= owner.start and word.word[0] == others[0].word[0]]
    start = begins[-1] if begins else owner.start if len(others) == 1 else 0
    size = _OPPOSITES.get(found["change"], found["change"])
    if not one[owner.end :].strip("的 ") and size in _SIZES:
        asked = f"有多{size}"
    return f"{one}{asked}", f"{one[:start]}{other}{one[owner.end :]}{asked}"


def _of_one_kind(one: Word, other: Word) -> bool:
    """Whether two words may stand for each other: both names of a kind, or ending alike (三桥 and 二桥)."""
    return (one.tag == other.tag and one.tag in NAMES) or one.word[-1] == other.word[-1]


def _which(question: str, text: str) -> tuple[str, ...]:
    """A和B哪个更长, A和B的人口哪个更多, A和B的人口相差多少."""
    members = members_of(question)
    if len(members) != 2:
        return ()
    tail = text[members[-1][1] :]
    found = _WHICH.match(tail) or _WHAT_FIRST.match(tail) or _DIFFER.match(tail)
    if not found:
        return ()
    at = members[-1][1]
    what = question[at + found.start("what") : at + found.end("what")].strip("的 ")
    asked = f"的{what}是多少" if what else _measure(found["how"])
    return tuple(f"{question[: members[0][0]]}{question[a:b]}{asked}？" for a, b in members)


def _measure(how: str) -> str:
    """The question for what one thing alone is by an adjective: 长 is 有多长, 早开通 is 什么时候开通."""
    size = _OPPOSITES.get(how, how)
    if size in _SIZES:
        return f"有多{size}"
    if how[0] in "早晚":
        return f"什么时候{how[1:]}"
    return f"{how}吗"
