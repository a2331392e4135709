"""English dates: the expressions of English newspaper text that name days, resolved against the issue's day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from index import calendar_days as calendar
from index.calendar_days import Days, InYear
from index.records import EventDate

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![A-Za-z])"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?! ?[ap]\.?m\b)"
_YEAR = r"(?:1[6-9]|20)\d\d(?!\d|[.,]\d|%)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_THIRD = "[Ee]arly|[Mm]id|[Ll]ate"
_BEFORE_TIME = "[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|[Dd]uring"
_TO = r" ?(?:-|–|—|to|through|until|and) ?"

_FESTIVALS: dict[str, InYear] = {
    r"Spring Festival|(?:Chinese|Lunar) New Year(?! *'?s? Eve)": calendar.lunar_new_year,
    r"(?:Chinese|Lunar) New Year's Eve": calendar.lunar_new_year_s_eve,
    "Lantern Festival": partial(calendar.lunar_day, month=1, number=15),
    "Dragon Boat Festival": partial(calendar.lunar_day, month=5, number=5),
    "Mid-Autumn Festival": partial(calendar.lunar_day, month=8, number=15),
    "New Year's Day": lambda year: calendar.day(date(year, 1, 1)),
    "Christmas Day": lambda year: calendar.day(date(year, 12, 25)),
    "Christmas Eve": lambda year: calendar.day(date(year, 12, 24)),
}
_DAY_WORDS = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this evening": 0,
    "this afternoon": 0,
    "tomorrow": 1,
}
_OFFSETS = {"last": -1, "this": 0, "next": 1}

_PATTERNS = {
    "iso": rf"(?<![\d./-])(?P<iso_year>{_YEAR})(?P<separator>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=separator)"
    r"(?P<iso_day>3[01]|[12]\d|0?[1-9])(?![\d/-]|\.\d)",
    # February 10, 2020; Feb. 10-12; February 10 to March 5, 2020
    "month_day": rf"\b(?P<a_month>{_MONTH}) ?(?P<a_day>{_DAY})"
    rf"(?:{_TO}(?:(?P<a_end_month>{_MONTH}) )?(?P<a_end_day>{_DAY}))?(?:,? (?P<a_year>{_YEAR}))?",
    # 10 February 2020; 10th of February; 10-12 February
    "day_month": rf"(?<![\d.,:/$£€-])(?P<b_day>{_DAY})(?:{_TO}(?P<b_end_day>{_DAY}))? (?:of )?(?P<b_month>{_MONTH})"
    rf"(?:,? (?P<b_year>{_YEAR}))?",
    "month_year": rf"(?:\b(?P<third>{_THIRD})[ -])?\b(?P<c_month>{_MONTH})(?:,? of)?,? (?P<c_year>{_YEAR})",
    "month": rf"(?:\b(?P<d_third>{_THIRD})[ -]|\b(?P<d_word>{_BEFORE_TIME}|[Ll]ast|[Nn]ext|[Tt]his) )"
    rf"(?P<d_month>{_MONTH})(?! \d|[ ]?[A-Z])",
    "quarter": r"\b[Tt]he (?P<quarter_word>first|second|third|fourth) "
    rf"(?:quarter(?= of (?:{_YEAR}|last|this|next)\b|[ ,.;](?!of\b))"
    rf"|(?P<half>half)(?= of (?:\d{{4}}|(?:last|this|next) year)))"
    rf"(?: of (?:(?P<quarter_year>{_YEAR})|(?P<quarter_offset>last|this|next) year))?",
    "year": rf"\b(?:{_BEFORE_TIME}|(?:{_THIRD})(?: in)?)[ -](?P<year_number>{_YEAR})"
    r"(?!-|s\b| (?:[a-z]+ )?(?:people|cases|families|homes|jobs|workers|cities|places|dollars|yuan|tons|years))",
    "offset": r"\b(?P<offset_word>[Ll]ast|[Tt]his|[Nn]ext) (?P<offset_kind>week(?:end)?|month|year)\b",
    "day_word": r"\b(?:[Tt]he day before yesterday|[Tt]he day after tomorrow|[Yy]esterday|[Ll]ast night|today|tonight"
    r"|(?<![A-Za-z] )(?:Today|Tonight)|[Tt]his (?:morning|evening|afternoon)|[Tt]omorrow)\b(?!-)",
    "weekday": rf"(?<!Black )(?<!Good )(?<!Cyber )(?<!Super )(?<!Ash )(?<!Palm )(?<!Easter )(?<!Bloody )(?<![Ee]very )"
    rf"(?<!to )(?<!through )(?<![-–])\b(?:(?P<weekday_word>[Ll]ast|[Nn]ext|[Tt]his) )?(?P<weekday_name>{_WEEKDAY})\b"
    rf"(?![-–]| to | through | Night|,? {_MONTH} ?\d|,? \d{{1,2}} {_MONTH})",
    **{f"festival{number}": pattern for number, pattern in enumerate(_FESTIVALS)},
}
# Only these characters begin an expression. Asked first, it spares Chinese text the long row of alternatives.
_EXPRESSION = re.compile(
    "(?=[A-Za-z0-9])(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()) + ")"
)
_FESTIVAL_YEAR = re.compile(rf"(?: in| of)?,? (?P<year>{_YEAR})")
_TO_COME = re.compile(r"\b(?:will|scheduled|due|plans?|planned|until|before|takes effect)\b[^.!?\n]{0,30}$")


def read_english(text: str, issued: date | None, written: date | None) -> Iterator[EventDate]:
    """The dates of English text, in order, with `written` the day that "today" is: see `index.dates.find_dates`."""
    for match in _EXPRESSION.finditer(text):
        kind = next(name for name in _PATTERNS if match[name] is not None)
        year = _FESTIVAL_YEAR.match(text, match.end()) if kind in _FESTIVALS_BY_KIND else None
        try:
            if kind in _FESTIVALS_BY_KIND:
                days = _in_year(_FESTIVALS_BY_KIND[kind], year["year"] if year else None, match, issued)
            else:
                days = _READERS[kind](match, written if kind in _BESIDE_TODAY else issued)
        except (ValueError, OverflowError):
            continue  # no day of the calendar, or one that needs the date
        yield EventDate(match.start(), year.end() if year else match.end(), *days)


def _in_year(in_year: InYear, year: str | None, match: re.Match[str], issued: date | None) -> Days:
    if year is not None:
        return in_year(int(year))
    before = match.string[max(0, match.start() - 45) : match.start()]
    ahead = calendar.AHEAD_ANNOUNCED if _TO_COME.search(before) else calendar.AHEAD
    return calendar.latest_year(_known(issued), in_year, ahead)


def _known(issued: date | None) -> date:
    if issued is None:
        raise ValueError("this expression needs the issue's date")
    return issued


def _month_number(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _iso(match: re.Match[str], _issued: date | None) -> Days:
    return calendar.day(date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])))


def _days_of_month(match: re.Match[str], issued: date | None) -> Days:
    """One day of a month or a range of days, whose end may stand in another month."""
    a = "a" if match["a_month"] else "b"
    month, first = _month_number(match[f"{a}_month"]), _number(match[f"{a}_day"])
    end_month = _month_number(match["a_end_month"]) if match["a_end_month"] else month
    last = _number(match[f"{a}_end_day"] or match[f"{a}_day"])

    def in_year(year: int) -> Days:
        begin, end = date(year, month, first), date(year, end_month, last)
        return (begin, end) if begin <= end else (begin, date(year + 1, end_month, last))

    year = match[f"{a}_year"]
    if year is not None and end_month < month:
        return in_year(int(year) - 1)  # December 30 to January 5, 2020: the year is that of the end
    return _in_year(in_year, year, match, issued)


def _part_of_month(word: str | None, month: int) -> InYear:
    if word is None:
        return partial(calendar.months, first=month, last=month)
    return partial(calendar.third, month=month, part={"early": 0, "mid": 1, "late": 2}[word.lower()])


def _month_of_year(match: re.Match[str], _issued: date | None) -> Days:
    return _part_of_month(match["third"], _month_number(match["c_month"]))(int(match["c_year"]))


def _month(match: re.Match[str], issued: date | None) -> Days:
    in_year = _part_of_month(match["d_third"], _month_number(match["d_month"]))
    days = _in_year(in_year, None, match, issued)
    if (match["d_word"] or "").lower() == "since" and days[0] <= _known(issued):
        return days[0], _known(issued)
    if (match["d_word"] or "").lower() == "next" and days[0] <= _known(issued):
        return in_year(days[0].year + 1)
    return days


def _quarter(match: re.Match[str], issued: date | None) -> Days:
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4}[match["quarter_word"]]
    length = 6 if match["half"] else 3
    in_year = partial(calendar.months, first=length * (ordinal - 1) + 1, last=length * ordinal)
    if match["quarter_offset"]:
        return in_year(_known(issued).year + _OFFSETS[match["quarter_offset"]])
    return _in_year(in_year, match["quarter_year"], match, issued)


def _year(match: re.Match[str], issued: date | None) -> Days:
    days = calendar.year_days(int(match["year_number"]))
    if match[0].lower().startswith("since") and issued is not None and days[0] <= issued:
        return days[0], issued
    return days


def _offset(match: re.Match[str], issued: date | None) -> Days:
    offset, kind = _OFFSETS[match["offset_word"].lower()], match["offset_kind"]
    issued = _known(issued)
    if kind == "year":
        return calendar.year_days(issued.year + offset)
    if kind == "month":
        year, month = calendar.month_from(issued, offset)
        return calendar.months(year, month, month)
    monday, sunday = calendar.week(issued, offset)
    return (calendar.shifted(sunday, -1)[0], sunday) if kind == "weekend" else (monday, sunday)


def _day_word(match: re.Match[str], issued: date | None) -> Days:
    return calendar.shifted(_known(issued), _DAY_WORDS[match[0].lower()])


def _weekday(match: re.Match[str], issued: date | None) -> Days:
    number = _WEEKDAY_NAMES.index(match["weekday_name"][:3].lower())
    issued, word = _known(issued), (match["weekday_word"] or "").lower()
    if word == "next":
        return calendar.shifted(calendar.latest_weekday(issued, number)[0], 7)
    if word == "this":
        return calendar.shifted(calendar.week(issued, 0)[0], number)
    # "last Tuesday" in a Tuesday's paper is a week ago; "on Tuesday" may be the day itself.
    return calendar.latest_weekday(calendar.shifted(issued, -1)[0] if word == "last" else issued, number)


_BESIDE_TODAY = frozenset({"offset", "day_word", "weekday"})
_FESTIVALS_BY_KIND = {f"festival{number}": in_year for number, in_year in enumerate(_FESTIVALS.values())}
_READERS: dict[str, Callable[[re.Match[str], date | None], Days]] = {
    "iso": _iso,
    "month_day": _days_of_month,
    "day_month": _days_of_month,
    "month_year": _month_of_year,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
    "offset": _offset,
    "day_word": _day_word,
    "weekday": _weekday,
}
