"""Chinese dates: words that stand together are read as one date, and resolved against the issue's day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from index import calendar_days as calendar
from index.calendar_days import Days, InYear
from index.date_memory import DateMemory, WrittenDate
from index.date_words import (
    FESTIVALS,
    Word,
    date_words,
    is_count_of_years,
    is_day_by_itself,
    is_month_by_itself,
    is_span_of_quarters,
    number,
    plain_text,
)
from index.records import EventDate

_YEARS = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_MONTHS = {"本": 0, "当": 0, "这": 0, "上": -1, "下": 1}
_DAYS = {"大": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_WEEKS = {"本": 0, "这": 0, "上": -1, "下": 1}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_PARTS = {"上旬": 0, "初": 0, "中旬": 1, "中": 1, "下旬": 2, "底": 2, "末": 2}


def read_chinese(text: str, issued: date | None, written: date | None) -> Iterator[EventDate]:
    """The dates of Chinese text, in order, with `written` the day that 今天 is: see `index.dates.find_dates`."""
    yield from _Reader(plain_text(text), issued, written).read()


class _Reader:
    def __init__(self, plain: str, issued: date | None, written: date | None) -> None:
        self.plain = plain
        self.written = written
        self.words = date_words(plain)
        self.memory = DateMemory(plain, issued)

    def read(self) -> Iterator[EventDate]:
        at = 0
        while at < len(self.words):
            self.memory.forget(self.words[at].start)
            try:
                found = self._range(at)
            except (ValueError, OverflowError):  # 30 February, or beyond what a calendar holds
                found = None
            if found is None:
                at += 1
                continue
            date_found, days = found
            yield EventDate(date_found.start, date_found.end, *days)
            self.memory.last, self.memory.last_end, at = days, date_found.end, date_found.next

    def _range(self, at: int) -> tuple[WrittenDate, Days] | None:
        """The date that starts with word `at`, with the other end of its range, and its days."""
        first = self._date(at)
        if first is None:
            return None
        days = self.memory.resolve(first)
        try:
            second = self._other_end(first)
            end = self.memory.resolve_end(second, days) if second else days
        except (ValueError, OverflowError):
            second = None  # 2月10日至30日: the first is a day all the same
        if second is None:
            self.memory.remember(first, days)
            return first, days
        if second.year is not None and first.in_year and first.days is None and first.year in (None, second.year):
            days = first.in_year(second.year)
            if days[0] > end[1]:
                days = first.in_year(second.year - 1)  # 12月30日至2021年1月5日
        if days[0] > end[1]:
            self.memory.remember(first, days)
            return first, days
        self.memory.remember(replace(second, year=second.year or first.year), end)
        return replace(first, end=second.end, next=second.next), (days[0], end[1])

    def _word(self, at: int, after: int, *kinds: str) -> Word | None:
        """Word `at` if it is of one of the kinds and stands where the text up to `after` goes on."""
        if at >= len(self.words) or (kinds and self.words[at].kind not in kinds):
            return None
        gap = self.plain[after : self.words[at].start]
        return self.words[at] if gap in ("", " ", "\u3000", "的") else None

    def _date(self, at: int) -> WrittenDate | None:
        word = self.words[at]
        base = WrittenDate(word.start, word.end, at + 1)
        if word.kind in ("year", "year_word", "year_again"):
            return self._with_year(at)
        if word.kind in FESTIVALS or word.kind in ("month", "lunar", "new_year_day", "quarter", "half"):
            unit = self._unit(at)
            return self._since(unit) if unit else None
        match word.kind:
            case "decade":
                decade = number(word.text.replace("20世纪", "").replace("二十世纪", ""))
                decade += 1900 if decade < 100 else 0
                return replace(base, days=(date(decade, 1, 1), date(decade + 9, 12, 31)))
            case "month_word":
                return self._month_word(at)
            case "day":
                return self._bare_day(at)
            case "year_part":
                return replace(base, in_year=partial(_year_part, part=word.text[-1]))
            case "again":
                days = self.memory.again(word.start, next_day=word.text[0] not in "当同")
                return replace(base, days=days) if days else None
        if self.written is None or (word.kind == "weekday" and self._follows_date(word)):
            return None
        days = _beside(word, self.written)
        return replace(base, days=days) if days else None

    def _follows_date(self, word: Word) -> bool:
        """2月11日（星期二）: the weekday says nothing new."""
        return self.memory.last is not None and self.plain[self.memory.last_end : word.start] in (
            "",
            " ",
            "(",
            "（",
            "，",
        )

    def _with_year(self, at: int) -> WrittenDate | None:
        word = self.words[at]
        if word.kind == "year":
            if is_count_of_years(word, self.plain):
                return None
            year = number(word.text)
        elif word.kind == "year_again":
            if self.memory.last is None:
                return None
            year = self.memory.last[0].year
        elif self.written is None:
            return None
        else:
            year = self.written.year + _YEARS[word.text[0]]
        whole = WrittenDate(word.start, word.end, at + 1, year, calendar.year_days)
        part = self._word(at + 1, word.end, "part")
        if part is not None and part.text in "初底末":
            return replace(whole, end=part.end, next=at + 2, in_year=partial(_year_part, part=part.text))
        same = self._word(at + 1, word.end, "same")
        if same is not None:
            return replace(whole, end=same.end, next=at + 2, days=self.memory.same_period(year))
        if self._word(at + 1, word.end) is None:
            return self._since(whole)
        unit = self._unit(at + 1)
        if unit is None or unit.in_year is None:
            return self._since(whole)
        return self._since(replace(unit, start=word.start, year=year))

    def _since(self, written: WrittenDate) -> WrittenDate:
        """今年以来: from its first day to the issue's."""
        since = self._word(written.next, written.end, "since")
        if since is None or self.memory.issued is None or written.in_year is None:
            return written
        first = self.memory.resolve(written)[0]
        if first > self.memory.issued:
            return written
        return replace(written, end=since.end, next=written.next + 1, days=(first, self.memory.issued), since=True)

    def _unit(self, at: int) -> WrittenDate | None:
        """A month, day, quarter, half or festival as it comes in any year."""
        word = self.words[at]
        base = WrittenDate(word.start, word.end, at + 1)
        if word.kind in FESTIVALS:
            return replace(base, in_year=FESTIVALS[word.kind][1])
        match word.kind:
            case "lunar" | "new_year_day":
                return replace(base, in_year=_lunar(word.text))
            case "quarter" if not is_span_of_quarters(word, self.plain):
                first = 3 * number(word.text) - 2
                return replace(base, in_year=partial(calendar.months, first=first, last=first + 2))
            case "half":
                first = 1 if word.text[0] == "上" else 7
                return replace(base, in_year=partial(calendar.months, first=first, last=first + 5))
            case "month":
                return self._month(at)
        return None

    def _month(self, at: int) -> WrittenDate | None:
        word = self.words[at]
        month = number(word.text)
        after = self._word(at + 1, word.end, "day", "part")
        base = WrittenDate(word.start, after.end if after else word.end, at + (2 if after else 1), month=month)
        if after is None:
            follows_year = (
                at > 0 and self._word(at, self.words[at - 1].end) and self.words[at - 1].kind.startswith("year")
            )
            if not follows_year and not is_month_by_itself(word, self.plain):
                return None
            return replace(base, in_year=partial(calendar.months, first=month, last=month))
        if after.kind == "part":
            return replace(base, in_year=partial(calendar.third, month=month, part=_PARTS[after.text]))
        day = number(after.text)
        if self.plain[max(0, word.start - 2) : word.start].startswith("每年") or day > 31:
            return None
        return replace(base, in_year=lambda year: calendar.day(date(year, month, day)))

    def _month_word(self, at: int) -> WrittenDate | None:
        if self.written is None:
            return None
        word = self.words[at]
        year, month = calendar.month_from(self.written, _MONTHS[word.text[0]])
        if word.text[0] == "当":
            if self.memory.said.month is None or self._word(at, self.memory.last_end):
                return None  # no month is spoken of, or just now (4月当月)
            year, month = self.memory.said.month
        after = self._word(at + 1, word.end, "day", "part")
        base = WrittenDate(word.start, after.end if after else word.end, at + (2 if after else 1), year, month=month)
        if after is None:
            return self._since(replace(base, in_year=partial(calendar.months, first=month, last=month)))
        if after.kind == "part":
            return replace(base, days=calendar.third(year, month, _PARTS[after.text]))
        return replace(base, days=calendar.day(date(year, month, number(after.text))))

    def _bare_day(self, at: int) -> WrittenDate | None:
        word = self.words[at]
        if at and self.words[at - 1].kind in ("month", "month_word") and self._word(at, self.words[at - 1].end):
            return None  # the day of a date that no calendar has
        if not is_day_by_itself(word, self.plain):
            return None
        return WrittenDate(word.start, word.end, at + 1, bare_day=number(word.text))

    def _other_end(self, first: WrittenDate) -> WrittenDate | None:
        """The date that a range goes on to, if 至, 到 or a dash stands after `first` and a date after that."""
        link = self._word(first.next, first.end, "to")
        if link is None or self._word(first.next + 1, link.end) is None:
            return None
        at = first.next + 1
        word = self.words[at]
        if word.kind == "day" and (first.bare_day or first.month):
            return WrittenDate(word.start, word.end, at + 1, bare_day=number(word.text))
        if word.kind == "month":
            return self._unit(at)
        return self._date(at)


def _year_part(year: int, part: str) -> Days:
    return calendar.months(year, 1, 1) if part == "初" else calendar.months(year, 12, 12)


def _lunar(text: str) -> InYear:
    """正月初三, 农历闰四月十五, 腊月, 大年初二."""
    if text.startswith("大年"):
        return partial(calendar.lunar_day, month=1, number=number(text))
    month, _, day = text.removeprefix("农历").removeprefix("阴历").partition("月")
    sign = -1 if month.startswith("闰") else 1
    if not day:
        return partial(calendar.lunar_month, month=sign * number(month))
    return partial(calendar.lunar_day, month=sign * number(month), number=number(day))


def _beside(word: Word, issued: date) -> Days | None:
    """The days of a word that stands in a fixed place to the issue's date: 昨日, 本周三, 月底; None for other kinds."""
    match word.kind:
        case "month_part":
            return calendar.third(issued.year, issued.month, _PARTS[word.text[-1]])
        case "day_word":
            return calendar.shifted(issued, _DAYS[word.text[0]])
        case "week":
            return _week_days(word.text, issued)
        case "weekday":
            return calendar.latest_weekday(issued, _WEEKDAYS[word.text[-1]])
    return None


def _week_days(text: str, issued: date) -> Days:
    """本周三, 上周, 下周末, 上上周五."""
    offset = -2 if text.startswith("上上") else _WEEKS[text[0]]
    monday, sunday = calendar.week(issued, offset)
    if text[-1] == "末":
        return calendar.shifted(sunday, -1)[0], sunday
    if text[-1] in _WEEKDAYS and text[-2] in "周期拜":
        return calendar.shifted(monday, _WEEKDAYS[text[-1]])
    return monday, sunday
