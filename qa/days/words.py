"""Words of time that questions have and pages have not: counts of days back, "latest", and what asks for an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from index import calendar_days as calendar
from index.calendar_days import Days
from index.date_words import number, plain_text
from index.records import EventDate
from index.tokens import simplified

_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_ENGLISH_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_ENGLISH_NUMBERS)})"
_UNITS = {
    "天": "day",
    "日": "day",
    "小时": "hour",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "年": "year",
}
_MOST = {"hour": 96, "day": 120, "week": 20, "month": 36, "year": 20}
"""Counts beyond these (三百年前的账簿) are history and no range that anyone looks through."""

_RECENT = re.compile(
    rf"(?:最近|过去|(?<!附)近|这)的?(?P<count>{_COUNT})个?(?P<unit>天|日(?!元|均|常)|小时|周(?!岁|年)|星期|礼拜|月|年(?!级|龄))"
    r"(?:以来|内|里|间|来)?"
    rf"|\b(?:past|last|previous) (?P<english_count>{_ENGLISH_COUNT})[ -](?P<english_unit>hour|day|week|month|year)s?\b"
    r"|\bpast (?P<single>day|week|month|year)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    rf"(?<![\d第十百千万])(?P<count>{_COUNT})个?(?P<unit>天|周|星期|礼拜|月|年)(?:之|以)?前(?![几两三十后])"
    rf"|\b(?P<english_count>{_ENGLISH_COUNT}|a|an) (?P<english_unit>day|week|month|year)s? (?:ago|earlier)\b",
    re.IGNORECASE,
)
_NEWEST_ISSUE = re.compile(
    r"(?:最新|最近|最后)的?(?:一期|一天|一份)?的?(?:报纸|见报)|(?:最新|最近)的?一期(?:报纸)?"
    r"|\b(?:latest|newest|most recent) (?:issue|edition|(?:news)?paper)\b",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"最新|最近(?![的]?(?:地铁|车站|医院|学校|站))|目前|眼下|当前|现在|现时|如今|迄今|至今|近日|近来|近期|连日来|日前|这几天|近几[天日周年]"
    r"|\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|currently|current|right now|now|so far|to date|at present"
    r"|up to now|these days)\b",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"[离距].{0,15}$")
_AS_OF = re.compile(r"(?:^|[，。；,;\s])截[至止]到? ?$|\b[Aa]s (?:of|at)(?: \d[\d:apm. ]* on)? $")
_TITLE = re.compile(r"《[^》]*》")

_FAR_VOICE = re.compile(r"(?:社|网|台|媒体|广播|客户端|公众号|微博|微信)\S{0,8}$")
_PAPER_NAME = r"(?:《?[^\s，。？！、《》]{0,10}?(?:日报|晚报|早报|晨报|时报|商报|快报|都市报|周报|本报)》?)"
_THAT_DAY = r"(?:当[天日]|那一?天|这一?天|那期|这期)?的?"
_PRINTED_AFTER = re.compile(
    rf"^{_THAT_DAY}{_PAPER_NAME}?的?(?:报纸|头版|头条|要闻版|第?[一二三四五六七八九十\d]{{1,3}}版(?!本)|[Aa]?\d{{1,2}}版"
    r"|版面|见报|报上|刊[登发载出了]|登[载出了过]|出版的?(?:报纸|这期|那期)|那期|这期)"
    r"|^(?:['’]s)? (?:(?:[A-Z]\w+ ){1,3})?(?:print )?(?:newspaper|issue|edition|front page|page \d"
    r"|paper(?! (?:mill|factory|company|money)))\b"
)
_REPORTED_AFTER = re.compile(rf"^{_THAT_DAY}(?:新闻)?(?:报道|报导)(?![组员站])")
_NAME_OF_A_PAPER = re.compile(r"[报刊]》?$")
_PRINTED_BEFORE = re.compile(
    r"(?:刊[登发载出]|登载|见报|见)于 ?$"
    r"|\b(?:newspaper|(?<!white )(?<!green )(?<!research )paper|issue|edition|front page|page \d+)"
    r"(?:,? (?:of|for|from|on|dated))?(?: the)? $"
    r"|\b(?:printed|carried|ran) (?:on|in the paper (?:on|of)) (?:the )?$",
    re.IGNORECASE,
)
_PUBLISHED_BEFORE = re.compile(r"\b(?:published|appeared|appearing) on (?:the )?$", re.IGNORECASE)
_PIECE_OF_A_PAPER = re.compile(
    r"\b(?:articles?|stor(?:y|ies)|reports?|papers?|newspaper|pieces?|column|editorial|correction|page)\b",
    re.IGNORECASE,
)
_BY_SOMEBODY = re.compile(r"\bpublished\b.*\bby\b|\bbook\b", re.IGNORECASE)
_ASKS_WHEN = re.compile(
    r"何[时日]|什么时[候间]|啥时候|哪[一]?[天日年月]|几[月号日](?![^，。？]{0,3}多少)|多会儿|日期"
    r"|\bwhen\b|\b(?:what|which) (?:day|date|year|month)\b",
    re.IGNORECASE,
)

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_SMALL_NAME = re.compile(
    rf"\b(?:{_MONTHS}|{_SHORT})(?=\.? ?\d)|(?<=\d )(?:{_MONTHS}|{_SHORT})\b|(?<=(?:st|nd|rd|th) )(?:{_MONTHS})\b"
    rf"|(?<=\b(?:of|in) )(?:{_MONTHS})\b|(?<=\b(?:last|next|this) )(?:{_MONTHS})\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_FESTIVAL_NAME = re.compile(r"\b(?:spring|lantern|dragon boat|mid-autumn) festival\b|\b(?:chinese|lunar) new year\b")
_DOTTED = re.compile(r"(?<![\d.])((?:19|20)\d\d)\.(\d{1,2})\.(\d{1,2})(?![\d.])")
_NUMBERED_DAY = re.compile(
    r"(?<![\d月第])(3[01]|[12]\d|0?[1-9])号(?=(?:的|那天的?|当天的?)?(?:报纸|头版|头条|报道|报上|见报))"
)


def as_read(question: str) -> str:
    """The question, character for character, as `index.dates.find_dates` reads best.

    Questions are typed with less care than pages are set: traditional characters and full-width digits become plain
    ones, `in february` becomes `in February`, `2020.2.10` becomes `2020-2-10` and `10号的报纸` becomes `10日的报纸`.
    """
    plain = plain_text(simplified(question))
    plain = _SMALL_NAME.sub(lambda match: match[0][0].upper() + match[0][1:], plain)
    plain = _FESTIVAL_NAME.sub(lambda match: match[0].title(), plain)
    plain = _DOTTED.sub(r"\1-\2-\3", plain)
    return _NUMBERED_DAY.sub(r"\1日", plain)


def read_counted(plain: str, clock: date) -> Iterator[EventDate]:
    """Days counted back from the clock, in a text that `as_read` gave: 近三天, 三天前, the past week, two days ago.

    A count of days back ends on the clock's day and has it as its last: 近三天 on the 21st are the 19th to the 21st.
    """
    for match in _RECENT.finditer(plain):
        unit = match["single"] or match["english_unit"] or _UNITS[match["unit"] or "天"]
        count = 1 if match["single"] else _count(match["count"] or match["english_count"])
        if 0 < count <= _MOST[unit.lower()]:
            yield EventDate(match.start(), match.end(), _first_of(clock, count, unit.lower()), clock)
    for match in _AGO.finditer(plain):
        unit = match["english_unit"] or _UNITS[match["unit"] or "天"]
        count = _count(match["count"] or match["english_count"])
        if 0 < count <= _MOST[unit.lower()]:
            yield EventDate(match.start(), match.end(), *_then(clock, count, unit.lower()))


def _count(written: str) -> int:
    written = written.lower()
    if written in ("a", "an"):
        return 1
    if written in _ENGLISH_NUMBERS:
        return _ENGLISH_NUMBERS.index(written) + 1
    return number(written.replace("两", "二"))


def _first_of(clock: date, count: int, unit: str) -> date:
    """The first of the days that `count` units up to the clock's day make."""
    if unit == "hour":
        return clock - timedelta(days=max(1, count // 24))
    if unit in ("day", "week"):
        return clock - timedelta(days=count * (7 if unit == "week" else 1) - 1)
    return _months_back(clock, count * (12 if unit == "year" else 1)) + timedelta(days=1)


def _then(clock: date, count: int, unit: str) -> Days:
    """The day, week, month or year that is `count` units before the clock's."""
    match unit:
        case "day":
            return calendar.shifted(clock, -count)
        case "week":
            return calendar.week(clock, -count)
        case "month":
            year, month = calendar.month_from(clock, -count)
            return calendar.months(year, month, month)
    return calendar.year_days(clock.year - count)


def _months_back(clock: date, count: int) -> date:
    """The same day `count` months before; where that month is shorter, its last one."""
    year, month = calendar.month_from(clock, -count)
    last = calendar.months(year, month, month)[1]
    return last.replace(day=min(clock.day, last.day))


def newest_issue(plain: str) -> tuple[int, int] | None:
    """Where the newest issue is asked for (最新一期报纸, the latest issue); None where it is not."""
    match = _NEWEST_ISSUE.search(plain)
    return match.span() if match else None


def wants_newest(plain: str, dates: Sequence[EventDate]) -> bool:
    """Whether the latest report is wanted of several: 最新, 目前, currently.

    Not where the word is part of one of the `dates` (最近三天) or of a title, nor for what is near (离这里最近).
    """
    taken = [(event.start, event.end) for event in dates] + [match.span() for match in _TITLE.finditer(plain)]
    return any(
        not any(start < match.end() and match.start() < end for start, end in taken)
        and not (match[0].startswith("最近") and _DISTANCE.search(plain, 0, match.start()))
        for match in _NEWEST.finditer(plain)
    )


def is_as_of(plain: str, start: int) -> bool:
    """Whether a state is asked for as it was on the day named at `start`: 截至5月20日18时, as of 20 May.

    Not 报名截至6月10日, which is a time limit.
    """
    return bool(_AS_OF.search(plain, 0, start))


def asks_when(plain: str) -> bool:
    """Whether a day or a time is what would answer: 何时, 哪天, when."""
    return bool(_ASKS_WHEN.search(plain))


def is_day_of_printing(plain: str, start: int, end: int, days: Days) -> bool:
    """Whether the day named at `start` to `end` is one on which a paper was printed, and not one of an event.

    So are 昨天的报纸, 5月20日头版, 5月20日的报道, yesterday's paper, printed on 20 May. What an agency, a station or a
    paper of some name reported that day (新华社2月10日报道) may be in the paper of another: no. 出版, 发表 and
    "published" are said of books and speeches too, so that they count only next to what a paper has.
    """
    before, after = plain[:start], plain[end:]
    if _FAR_VOICE.search(before) or any(title.start() < start < title.end() for title in _TITLE.finditer(plain)):
        return False
    if _PRINTED_AFTER.search(after) or _PRINTED_BEFORE.search(before):
        return True
    if _REPORTED_AFTER.search(after):
        return not _NAME_OF_A_PAPER.search(before)
    published = days[0] == days[1] and _PUBLISHED_BEFORE.search(before)
    return bool(published and _PIECE_OF_A_PAPER.search(plain) and not _BY_SOMEBODY.search(plain))
