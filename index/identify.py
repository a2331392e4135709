"""Identify: which newspaper, date and page a file holds, from what is given, its path or the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from index.file_names import from_path, year_in_path
from index.issue import IssueGiven
from index.records import PageNumber
from index.running_heads import FULL_DATE, MONTHS, from_running_head

_DATELINE = re.compile(
    r"[社报報网網台][^\s。,，;；:：（）()\d]{0,20}?(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:专|專)?[电電讯訊]"
)
_ENGLISH_DATELINE = re.compile(
    r"^[A-Z][A-Z .'-]{2,40}, (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? (\d{1,2})\b", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Newspaper, date and number of a page; `date_inferred` where the date was reckoned from datelines."""

    newspaper: str | None = None
    date: date | None = None
    date_inferred: bool = False
    number: PageNumber | None = None


def identify(path: Path, text: str, given: IssueGiven) -> Identity:
    """Who a page is: `given` (options, sidecars) first, then its path, its running head, its datelines.

    A year is never made up: a dateline gives month and day, and counts only where file name or text give the year.
    """
    said = given.over(from_path(path))
    if said.newspaper is None or said.date is None or said.page is None:
        said = said.over(from_running_head(text))
    if said.date is not None:
        return Identity(said.newspaper, said.date, False, said.page)
    inferred = date_from_datelines(text, year_in_path(path))
    return Identity(said.newspaper, inferred, inferred is not None, said.page)


def identify_web_page(path: Path, text: str, said: IssueGiven, *, named: bool) -> Identity:
    """Who a web page is: what is `said` (options, sidecars, the page itself), then its path if somebody `named` it.

    Without a day, the datelines of its `text` count as on a page of paper.
    """
    if named:
        said = said.over(from_path(path))
    if said.date is not None:
        return Identity(said.newspaper, said.date, False, said.page)
    inferred = date_from_datelines(text, year_in_path(path) if named else None)
    return Identity(said.newspaper, inferred, inferred is not None, said.page)


def date_from_datelines(text: str, year: int | None) -> date | None:
    """The day after the latest dateline (`新华社北京2月10日电`), the convention of a morning paper; None if unsure.

    `year` is the year that the file name gives. Without it, the year of a full date in the text counts if that date
    is within three days of the dateline. Datelines of both December and January stay undecided.
    """
    days: set[tuple[int, int]] = set()
    for match in _DATELINE.finditer(text):
        days.add((int(match[2]), int(match[3])))
        year = year or (int(match[1]) if match[1] else None)
    days.update((MONTHS[match[1].lower()], int(match[2])) for match in _ENGLISH_DATELINE.finditer(text))
    if not days or {1, 12} <= {month for month, _ in days}:
        return None
    month, day = max(days)
    years = {year} if year else {int(match[1]) for match in FULL_DATE.finditer(text) if _near(match, month, day)}
    if len(years) != 1:
        return None
    try:
        return date(years.pop(), month, day) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _near(full: re.Match[str], month: int, day: int) -> bool:
    try:
        year = int(full[1])
        return abs((date(year, int(full[2]), int(full[3])) - date(year, month, day)).days) <= 3
    except ValueError:
        return False
