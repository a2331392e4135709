"""Event dates: the days that an article's words name (2月10日, 昨日, 正月初三, last week), reckoned from its issue."""

from __future__ import annotations

import re
from datetime import date
from heapq import merge

from index import calendar_days as calendar
from index.dates_chinese import read_chinese
from index.dates_english import read_english
from index.records import EventDate

_DATELINE = re.compile(
    r"(?:^|[社报報网網台讯訊])[^\s。，,；;：:（）()\d]{0,20}?(?:\d{4}年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"[^\s。，,（）()\d]{0,8}[电電讯訊]"
    r"|^[A-Z][A-Z .'-]{2,40}, (?P<english>[A-Z][a-z]{2})[a-z]{0,6}\.? (?P<english_day>\d{1,2})\b"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATELINE_WITHIN = 120
_DATELINE_DAYS = 7
_ENGLISH = re.compile(r"[A-Za-z]{3}|\d[-/.]\d")


def find_dates(text: str, issued: date | None) -> tuple[EventDate, ...]:
    """The expressions in `text` that name days, in the order of the text and not overlapping, with those days.

    `issued` is the date of the issue that everything incomplete is reckoned from; None leaves only what is complete
    by itself (`2020年2月10日`, `February 2020`). Offsets count characters of `text`. The rules, where the words leave
    a choice:

    - a date without a year: the latest year that has it no more than 60 days after the issue (330 where the words
      announce it), or the year that the same sentence has named already;
    - a bare day (`10日`): the month that the same sentence has named, else the latest such day no more than 10 days
      after the issue;
    - `上旬`, `初`, `early` are a month's days 1 to 10, `中旬` 11 to 20, `下旬`, `底`, `late` 21 to its end; a year's
      `初` and `底` are its January and December;
    - `今天`, `昨日`, `yesterday`, weeks and weekdays are reckoned from the day of the dateline if the text starts with
      one (`新华社北京2月10日电`) no more than a week before the issue: a wire's today is the paper's yesterday;
    - weeks run from Monday to Sunday; a bare weekday is the latest one on or before that day;
    - `当日` is the day spoken of last, `次日` the one after it;
    - a story told of a year long gone (`1941年8月29日…8月31日`) stays in it to the paragraph's end;
    - `以来`, `since` run to the day of the issue; `去年同期` is what was spoken of before it, a year earlier.

    Nothing is raised for any text and any date: what no calendar has (`2月30日`) is no date. Time is linear.
    """
    found: list[EventDate] = []
    written = _day_of_writing(text, issued)
    english = read_english(text, issued, written) if _ENGLISH.search(text) else iter(())
    for event in merge(read_chinese(text, issued, written), english, key=lambda event: (event.start, -event.end)):
        if not found or event.start >= found[-1].end:
            found.append(event)
    return tuple(found)


def _day_of_writing(text: str, issued: date | None) -> date | None:
    """The day of the dateline that the text starts with, else that of the issue."""
    match = _DATELINE.search(text, 0, _DATELINE_WITHIN)
    if match is None or issued is None:
        return issued
    try:
        month = int(match["month"]) if match["month"] else _MONTHS.index(match["english"]) + 1
        day = int(match["day"] or match["english_day"])
        written = calendar.latest_year(issued, lambda year: calendar.day(date(year, month, day)), 0)[0]
    except ValueError:
        return issued
    return written if (issued - written).days <= _DATELINE_DAYS else issued
