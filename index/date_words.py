"""Date words: the pieces that dates in Chinese newspaper text are put together from, and what is no such piece."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial

from index import calendar_days as calendar
from index.calendar_days import InYear

# One character for one, so that offsets stay: full-width digits, and traditional forms of the characters looked for.
_PLAIN = str.maketrans(
    "０１２３４５６７８９號週農曆歷陰臘節國慶勞動兒婦聖誕陽禮後個來間開內與產遊電訊舉發將從當這紀齡閏會",
    "0123456789号周农历历阴腊节国庆劳动儿妇圣诞阳礼后个来间开内与产游电讯举发将从当这纪龄闰会",
)
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_CN = "一二三四五六七八九"
_ZERO = "〇○零Ｏ"
_NOT_WITHIN_NUMBER = r"(?<!\d)(?<!\d[.,])"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_CN}]?|[廿卅][{_CN}]?|[{_CN}])"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_CN}])"
_YEAR = rf"(?:(?:1[6-9]|20)\d\d|(?:一[六七八九]|二[{_ZERO}])[{_ZERO}{_CN}]{{2}})"
_LUNAR_DAY = rf"(?:初[十{_CN}]|二?十[{_CN}]?|廿[{_CN}]?|三十)"
_TO = r"(?:——|[至到—–~～－-])"
_HOLIDAYS = "(?:小?长假|假期|黄金周|期间)"


def _fixed(month: int, number: int) -> InYear:
    return lambda year: calendar.day(date(year, month, number))


FESTIVALS: dict[str, tuple[str, InYear]] = {
    "new_year_holidays": (f"春节{_HOLIDAYS}", calendar.lunar_new_year_holidays),
    "national_holidays": (f"国庆节?{_HOLIDAYS}", lambda year: (date(year, 10, 1), date(year, 10, 7))),
    "lunar_new_year": ("春节(?!联欢|晚会|档)|农历新年", calendar.lunar_new_year),
    "new_year_s_eve": ("除夕|大年三十|年三十(?!年)", calendar.lunar_new_year_s_eve),
    "lantern": ("元宵佳?节", partial(calendar.lunar_day, month=1, number=15)),
    "dragon_boat": (f"端午(?:佳?节|当天|{_HOLIDAYS})", partial(calendar.lunar_day, month=5, number=5)),
    "double_seventh": ("七夕(?:节|当天)?", partial(calendar.lunar_day, month=7, number=7)),
    "mid_autumn": (
        f"中秋(?:佳?节|当天|之夜|{_HOLIDAYS})?(?!月饼|晚会)",
        partial(calendar.lunar_day, month=8, number=15),
    ),
    "double_ninth": ("重阳佳?节", partial(calendar.lunar_day, month=9, number=9)),
    "laba": ("腊八节", partial(calendar.lunar_day, month=12, number=8)),
    "qingming": (f"清明(?:节|{_HOLIDAYS})", partial(calendar.solar_term, name="清明")),
    "winter_solstice": ("冬至(?![线未点])", partial(calendar.solar_term, name="冬至")),
    "new_year": ("元旦", _fixed(1, 1)),
    "women": ("妇女节", _fixed(3, 8)),
    "labour": ('国际劳动节|劳动节|[“"「]五一[”"」]|五一(?=小?长假|假期|期间|黄金周|节)', _fixed(5, 1)),
    "youth": ("五四青年节", _fixed(5, 4)),
    "children": ("儿童节", _fixed(6, 1)),
    "teachers": ("教师节", _fixed(9, 10)),
    "national": ("国庆(?:节|日|当天)", _fixed(10, 1)),
    "christmas": ("圣诞节", _fixed(12, 25)),
}

_PATTERNS = {
    "decade": rf"(?:20世纪|上个?世纪|二十世纪)[3-9]0年代|{_NOT_WITHIN_NUMBER}(?:19|20)\d0年代",
    "year": rf"{_NOT_WITHIN_NUMBER}{_YEAR}(?: ?年(?:度(?!假))?(?!龄)|(?={_TO}{_YEAR} ?年))",
    "year_word": r"(?<![\d年三两多几之目以此])前年(?![均龄轻产度])|去年(?![龄轻])|(?<![以之])上年(?![龄轻纪级])"
    r"|今年(?![龄轻])|(?<!\d)本年度|(?<![声说])明年|(?<![今之以此最\d年])后年(?![均龄轻产])",
    "year_again": "同年(?![级龄])",
    "new_year_day": rf"大年初[{_CN}]",
    "lunar": rf"(?:(?:农历|阴历)?[正腊冬]月|(?:农历|阴历)闰?{_MONTH}月|(?:农历|阴历)?闰{_MONTH}月"
    rf"|(?:十[一二]?|[{_CN}])月(?=初[十{_CN}]))(?:{_LUNAR_DAY}日?)?",
    "month": rf"{_NOT_WITHIN_NUMBER}{_MONTH}(?: ?月份?(?![龄大薪租供期饼嫂子])|(?={_TO}{_MONTH}月))",
    "month_word": "本月(?![刊薪])|(?<!以)上个?月(?![薪球亮色均供租饼])|(?<!以)下个?月(?![薪球亮色均供租台])"
    "|这个月|当月",
    "day": rf"{_NOT_WITHIN_NUMBER}{_DAY}(?: ?[日号]|(?={_TO}{_DAY} ?[日号]))",
    "part": "[上中下]旬|初(?![一二三四五六七八九十中高级步])|底|末|中(?=[,，。、])",
    "year_part": rf"(?<!每年)(?<![\d{_CN}十几多])年(?:初(?![{_CN}十])|[底末])",
    "month_part": rf"(?<![\d{_CN}十几多个])月(?:初(?![{_CN}十])|[底末])",
    "quarter": "第?[一二三四1-4]季度",
    "half": "[上下]半年",
    "day_word": r"大前天|(?<!大)(?<![\d天日年月之以目此提会])前[天日晚](?![气空津然本均军元常后益前期方子])"
    r"|昨[天日晚夜晨](?!重现)|今[天晚晨早夜](?!报|的(?:中国|世界|社会|我们))"
    r"|(?<![当如至现])今日(?!头条|说法|美国|俄罗斯|中国|看点|关注|资本|视点|印度|亚洲|早报|本(?![市报地次届场]))"
    r"|(?<![说声证表标注写黎透光文鲜])明[天日晚早晨](?!之星|[期本历报香]|方舟)"
    r"|(?<![先天之以今此年月日最\d])后天(?![性气然下赋的])",
    "week": r"(?<![以天加])(?:上上|[上下]个?|这|本)(?:周|星期|礼拜)"
    r"(?:[一二三四五六日天末]|(?![期刊边围密全转到知游身遭岁年长]))",
    "weekday": rf"(?<![每逢个{_CN}十\d两])(?<![{_CN}日天][至到—–-])"
    rf"(?:周|星期|礼拜)[一二三四五六日天](?![至到—–\-天年个次生])",
    **{name: pattern for name, (pattern, _) in FESTIVALS.items()},
    "again": r"当[日天晚](?![地然])|(?<![相不])同[日天](?![期然])|(?<![\d一两几多首每再此])次日(?![常均])|翌日|第二天",
    "same": "同期",
    "since": "以来",
    "to": _TO,
}
# Only these characters begin a piece. Asked first, it spares most positions of a text the long row of alternatives.
_FIRST_OF_PIECE = (
    r"(?=[\d一二三四五六七八九十廿卅〇○零上下前去今本明后同农阴正腊冬闰大初底末中年月第昨周星礼这当以至到—–~～－\-"
)
_FIRST_OF_PIECE += '春国除元端七重清妇劳五儿教圣次翌“"「])'
_TOKEN = re.compile(
    _FIRST_OF_PIECE + "(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()) + ")"
)

# What stands before or after a number of days that is a span of time, or part of a word, and no day of the month.
_SPAN_BEFORE = re.compile(
    r"(?:连续|一连|为期|历时|[每隔约第仅逾超短]|(?<!中)共|(?<!圆)满|(?<!附)近|[长已多]达|不[足到少]|少于|至少|最[多长少]|过去"
    r"|未来|今后|此后|最后|[提之]前|[这那头]|其他|拘留|停牌|休假|延长|推迟|延期|再过|用了|花了|等了|月) ?$"
)
_SPAN_AFTER = re.compile(
    r"内(?![地蒙部外阁罗])|[元游龄线均志历语军圆薪租班常期式]|之?[前后]|间(?!隔)|用品|以[内上下前后]|左右|本(?![报市省县校地刊届次网台])"
    r"|报(?![道告案到名送])|年化|累计|[涨跌]幅|[一二三四五两\d][夜晚]"
)
# 3日前 is three days ago or before the third; from here on it is the day: nobody counts so many days back.
_NO_DAYS_AGO = 12
_CLOCK = re.compile(" ?(?:[上下中]午|傍晚|[凌清]晨|[早晚夜]|[电讯])")
_AGO = re.compile("[前来]|以前|的?历史|间")


@dataclass(frozen=True, slots=True)
class Word:
    """`text` (in plain characters) stands at `start` to `end` and is a piece of the `kind` of a key above."""

    kind: str
    text: str
    start: int
    end: int


def plain_text(text: str) -> str:
    """The text, character for character, in the digits and the characters that are looked for."""
    return text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text


def date_words(plain: str) -> list[Word]:
    """The pieces of dates in a text that `plain_text` gave, in order; quick for any text."""
    return [Word(match.lastgroup or "", match[0], match.start(), match.end()) for match in _TOKEN.finditer(plain)]


def number(text: str) -> int:
    """The number that is written in `text` in digits (12), as 十二, 廿三, 二〇二〇 or 正/冬/腊 (months 1, 11, 12)."""
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits[0])
    found = re.search(rf"[{_CN}{_ZERO}十廿卅正冬腊]+", text)
    if not found:
        raise ValueError(f"no number in {text!r}")
    written = found[0]
    if written in "正冬腊":
        return {"正": 1, "冬": 11, "腊": 12}[written]
    if len(written) == 4 and "十" not in written:
        return int("".join("0" if character in _ZERO else str(_CN.index(character) + 1) for character in written))
    for sign, tens in (("廿", 20), ("卅", 30)):
        written = written.replace(sign, {20: "二十", 30: "三十"}[tens])
    if "十" not in written:
        return _CN.index(written[0]) + 1
    before, after = written.split("十", 1)
    return 10 * (_CN.index(before) + 1 if before else 1) + (_CN.index(after) + 1 if after else 0)


def is_day_by_itself(word: Word, plain: str) -> bool:
    """Whether a bare day (10日) means a day of the month where it stands, and no span, name or number of a house."""
    after = plain[word.end : word.end + 4]
    if not word.text[0].isdigit():  # 十日, 一日: a paper means a day only with a time of day
        return bool(_CLOCK.match(after)) and not _SPAN_BEFORE.search(plain[max(0, word.start - 4) : word.start])
    if word.text.endswith("号") and not _CLOCK.match(after):
        return False
    if number(word.text) >= _NO_DAYS_AGO and re.match("之?前(?!后)", after):
        after = ""
    return not _SPAN_AFTER.match(after) and not _SPAN_BEFORE.search(plain[max(0, word.start - 4) : word.start])


def is_span_of_quarters(word: Word, plain: str) -> bool:
    """Whether 一季度 is no quarter of a calendar year: three months (近一季度), or a company's own (财年第二季度)."""
    return re.search("[近每上下这前]$|财年$", plain[max(0, word.start - 2) : word.start]) is not None


def is_month_by_itself(word: Word, plain: str) -> bool:
    """Whether a bare month (3月) is one: not 历时3月, and 三月 only where 份 or a preposition says so."""
    if word.text[0].isdigit():
        return not re.search("历时$|为期$|[每满约第前]$|(?<!附)近$", plain[max(0, word.start - 2) : word.start])
    return word.text.endswith("份") or plain[max(0, word.start - 1) : word.start] in tuple("于自从在至到")


def is_count_of_years(word: Word, plain: str) -> bool:
    """Whether 2000年 is two thousand years (2000年前, 近2000年历史) and not the year."""
    if not re.match(r"\d\d00年", word.text.replace(" ", "")):
        return False
    before = plain[max(0, word.start - 2) : word.start]
    return bool(_AGO.match(plain[word.end : word.end + 4])) or before.endswith(("近", "约", "距今", "有", "达", "过去"))
