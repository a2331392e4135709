"""Quantities: the numbers of a text with what they count or measure, so that 41 people are not taken for 41 cars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from index.tokens import fold
from qa.numbers import NUMBER, read_number

_KINDS: dict[str, dict[str, str]] = {
    "people": {"1": "人 名 位 例 people persons cases"},
    "things": {
        "1": "只 辆 台 艘 条 架 支 家 所 座 栋 部 件 册 本 张 项 枚 颗 块 片 根 棵 头 处 起 篇 幅 套 队 间 罐 箱 袋 份 "
        "瓶 盏 株 门 匹 顶 句"
    },
    "households": {"1": "户 households"},
    "times": {"1": "次 趟 回"},
    "rounds": {"1": "轮 届"},
    "length": {
        "1": "米 metres meters metre meter m",
        "1000": "公里 千米 kilometres kilometers km",
        "0.01": "厘米 公分",
        "0.001": "毫米",
    },
    "area": {"1": "平方米", "1000000": "平方公里 平方千米", "10000": "公顷"},
    "fields": {"1": "亩"},
    "volume": {"1": "立方米"},
    "mass": {"1": "公斤 千克 kilograms kg", "1000": "吨 tonnes tons", "0.5": "斤", "0.001": "克"},
    "yuan": {"1": "元 块钱 yuan"},
    "dollars": {"1": "美元 dollars"},
    "euros": {"1": "欧元 euros"},
    "pounds": {"1": "英镑"},
    "yen": {"1": "日元"},
    "degrees": {"1": "度 摄氏度 degrees"},
    "grade": {"1": "级"},
    "years": {"1": "年 years"},
    "age": {"1": "岁"},
    "months": {"1": "月 个月 months"},
    "days": {"1": "日 天 号 days"},
    "weeks": {"1": "周 weeks 个星期"},
    "clock": {"1": "时 点"},
    "hours": {"1": "小时 个小时 个钟头 hours"},
    "minutes": {"1": "分钟 minutes"},
    "seconds": {"1": "秒 秒钟 seconds"},
    "fold": {"1": "倍"},
    "points": {"1": "个百分点"},
}
_UNITS = {
    unit: (kind, Decimal(factor))
    for kind, factors in _KINDS.items()
    for factor, units in factors.items()
    for unit in units.split()
}
_UNIT = re.compile(
    r"[多余]?\s?(?P<unit>(?:"
    + "|".join(sorted((unit for unit in _UNITS if not unit.isascii()), key=len, reverse=True))
    + r")|-?(?:"
    + "|".join(sorted((unit for unit in _UNITS if unit.isascii()), key=len, reverse=True))
    + r")\b)"
)
_NO_UNIT_AFTER = {"人": "次民", "点": "儿", "分": "之", "回": "落升到", "起": "来", "部": "分", "头": "部", "家": "庭"}
"""After these a measure word is the start of another word: 41人次 are no people."""

_AFTERNOON = re.compile(r"(?:下午|午后|傍晚|晚上?|夜里|夜间)$")
_TH = re.compile(r"(?:st|nd|rd|th)\b")
_PM = re.compile(r" ?p\.?m\b")
_MINUTES = re.compile(r"[:.](?P<minutes>[0-5]\d)(?!\d)")
_ROUGH = re.compile(r"(?:大约|约|近|将近|接近|about|around|nearly|almost|some) ?$")
_MORE = re.compile(r"(?:超过?|逾|超出|突破|over|more than|exceed\w*) ?$")
_FROM = re.compile(r"(?:由|从|自|比|from)(?:第|原来的|去年的|此前的|每\w)?$")
_TO = re.compile(r"(?:[升降增减延改调跌涨落缩加提推长短少大]|期|迟)(?:到了?|至|为|成|成了|了)(?:第)?$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text: `text[start:end]` with its unit; `kind` is what it measures ("" where unknown).

    `value` is in the kind's own unit (2.36公里 is 2360 metres). `hours` are all hours of the day it may mean.
    `rough` is "about" or "over" where the text says so, `role` is "from" or "to" in what changes from one to another.
    `ordinal`: it tells the place in a row (第12届, 12th) and not how many; None for what may be either (第3).
    """

    value: Decimal
    percent: bool
    kind: str
    start: int
    end: int
    digits_end: int
    hours: frozenset[Decimal]
    rough: str
    role: str
    ordinal: bool | None = False

    def same_kind(self, other: Quantity) -> bool:
        """Whether both may measure the same: neither is a percentage of the other, no unit speaks against it."""
        alike = not self.kind or not other.kind or self.kind == other.kind
        return self.percent == other.percent and alike

    def equals(self, other: Quantity) -> bool:
        """Whether both are the same number of the same; "约4200" and "4200多" are what 4216 is called in short."""
        if not self.same_kind(other) or {self.ordinal, other.ordinal} == {True, False}:
            return False
        if self.value == other.value or (self.hours & other.hours and "clock" in (self.kind, other.kind)):
            return True
        return bool(self.rough) and not other.rough and _shortened(self.value, other.value, self.rough)


class _Level(dict[int, str]):
    """Character map that folds each character for itself, where one becomes one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = fold(unicodedata.normalize("NFKC", character))
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_LEVEL = _Level()


def level(text: str) -> str:
    """The text folded character by character, so that its offsets stay those of `text`."""
    return re.sub(r"(?<=[0-9])，", " ", text).replace("∶", ":").translate(_LEVEL)


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text`, which `level` gave, in order.

    A Chinese digit alone is one where a measure word follows or 第 stands before it (三公里, 第三; not 一, not 两人).
    """
    return tuple(found for match in NUMBER.finditer(text) for found in _read(match, text))


def _read(match: re.Match[str], text: str) -> Iterator[Quantity]:
    start, end = match.span()
    unit = _unit(text, end)
    kind, factor = _UNITS[unit["unit"].strip(" -")] if unit else ("", Decimal(1))
    ordinal = text[start - 1 : start] == "第"
    placed: bool | None = bool(_TH.match(text, end)) or (None if ordinal else False)
    if ordinal and kind in ("people", "things", "times", "rounds"):
        kind, placed = "", True  # 第三名 is 第三
    if match["chinese"] and len(match["chinese"]) == 1 and not match["share"]:
        counts = kind not in ("", "clock") and text[start : end + 1] not in ("十年", "百家")
        if match["chinese"] == "两" and kind in ("people", "things", "times", "rounds"):
            return  # 两家 as often sums up as it counts
        if match["chinese"] in "一百千万亿零〇" or not (counts or ordinal):
            return
    if match["english"] == "one":
        return
    written = list(read_number(match, words=True))
    if len(written) != 1:
        parts = [Quantity(Decimal(one), False, "", start, end, end, frozenset(), "", "") for one in written]
        yield from parts
        return
    percent = written[0].endswith("%")
    value = Decimal(written[0].rstrip("%"))
    before = text[max(0, start - 9) : start]
    hours: frozenset[Decimal] = frozenset()
    pm = _PM.match(text, end) or (_MINUTES.match(text, end) and _PM.match(text, end + 3))
    if value <= 24 and (kind in ("", "clock")):
        later = bool(_AFTERNOON.search(before) or pm) and value < 12
        hours = frozenset({value, value + 12} if later else {value})
        kind = "clock" if pm else kind
    unit_end = unit.end() if unit else end
    rough = _rough(before, text[end : unit_end + 2])
    role = "from" if _FROM.search(before) else "to" if _TO.search(before) else ""
    yield Quantity(value * factor, percent, kind, start, unit_end, end, hours, rough, role, placed)


def _unit(text: str, end: int) -> re.Match[str] | None:
    unit = _UNIT.match(text, end)
    if unit is None:
        return None
    return None if text[unit.end() : unit.end() + 1] in tuple(_NO_UNIT_AFTER.get(unit["unit"], "")) else unit


def _rough(before: str, after: str) -> str:
    if _ROUGH.search(before) or after.startswith("左右") or after.endswith("左右"):
        return "about"
    if _MORE.search(before) or after[:1] in ("多", "余"):
        return "over"
    return ""


def _shortened(short: Decimal, exact: Decimal, rough: str) -> bool:
    """Whether `exact` is `short` to as many figures as that has."""
    figures = len(short.normalize().as_tuple().digits)
    places = Decimal(1).scaleb(exact.adjusted() - figures + 1)
    if not exact or not short:
        return False
    ways = (ROUND_DOWN,) if rough == "over" else (ROUND_DOWN, ROUND_HALF_UP)
    return any((exact / places).quantize(Decimal(1), rounding=way) * places == short for way in ways)
