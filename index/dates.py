"""Event dates: the days that an article's words name (2月10日, 昨日, 正月初三, last week), reckoned from its issue."""

from __future__ import annotations

import re
from datetime import date
from heapq import merge

from index.dates_chinese import read_chinese
from index.dates_english import read_english
from index.records import EventDate

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
    - weeks run from Monday to Sunday; a bare weekday is the latest one on or before the issue;
    - `以来`, `since` run to the day of the issue; `去年同期` is what was spoken of before it, a year earlier.

    Nothing is raised for any text and any date: what no calendar has (`2月30日`) is no date. Time is linear.
    """
    found: list[EventDate] = []
    english = read_english(text, issued) if _ENGLISH.search(text) else iter(())
    for event in merge(read_chinese(text, issued), english, key=lambda event: (event.start, -event.end)):
        if not found or event.start >= found[-1].end:
            found.append(event)
    return tuple(found)
