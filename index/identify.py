"""Identify: which newspaper, date and page a file holds, from what is given, its file name or the text itself."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from index.records import PageNumber


@dataclass(frozen=True, slots=True)
class IssueGiven:
    """What somebody says outright of a page (an option, a sidecar, a JSON line); None where nothing is said."""

    newspaper: str | None = None
    date: date | None = None
    page: PageNumber | None = None

    def over(self, other: IssueGiven) -> IssueGiven:
        """This, with what it leaves open taken from `other`."""
        return IssueGiven(
            self.newspaper if self.newspaper is not None else other.newspaper,
            self.date if self.date is not None else other.date,
            self.page if self.page is not None else other.page,
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """Newspaper, date and number of a page; `date_inferred` where the date was reckoned from datelines."""

    newspaper: str | None = None
    date: date | None = None
    date_inferred: bool = False
    number: PageNumber | None = None


def identify(path: Path, text: str, given: IssueGiven) -> Identity:
    """Who a page is: `given` (options, sidecars) first, then its file name, its running head, its datelines.

    A year is never made up: a dateline gives month and day, and counts only where file name or text give the year.
    """
    said = given.over(from_file_name(path.name))
    if said.newspaper is None or said.date is None or said.page is None:
        said = said.over(from_running_head(text))
    if said.date is not None:
        return Identity(said.newspaper, said.date, False, said.page)
    inferred = date_from_datelines(text, _year_in_name(path.name))
    return Identity(said.newspaper, inferred, inferred is not None, said.page)


def page_number(value: str | int) -> PageNumber:
    """A page number as records keep it: "01" -> 1, "A04" -> "A4", "第3版" -> 3, anything else as it stands.

    Raises ValueError for an empty or negative number.
    """
    printed = unicodedata.normalize("NFKC", str(value)).strip()
    bare = re.fullmatch(r"第?\s*([A-Za-z]?)\s*-?0*(\d{1,6})\s*版?", printed)
    if (isinstance(value, int) and value < 0) or not printed:
        raise ValueError(f"a page number must be a positive number or a name, got {value!r}")
    if not bare:
        return printed
    return bare[1].upper() + bare[2] if bare[1] else int(bare[2])


def optional_page_number(value: object) -> PageNumber | None:
    """`page_number` of a value out of TOML or JSON; None for None and "". Raises ValueError for other types."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(value)
    return page_number(value)


def parse_date(value: str) -> date:
    """A date of ISO 8601 (`2020-02-11`, `20200211`, with or without a time), `2020/2/11` or `2020年2月11日`.

    Raises ValueError where the text is none of these or no day of the calendar.
    """
    text = unicodedata.normalize("NFKC", value).strip()
    match = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", text)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    return datetime.fromisoformat(text).date()


# --- file name ------------------------------------------------------------------------------------------------------

_NAME_DATE = re.compile(
    r"(?<!\d)((?:1[6-9]|20)\d\d)(?:([-_. ])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d)|年(\d{1,2})月(\d{1,2})日?)(?!\d)"
)
_NAME_PAGE = re.compile(r"第?(?:[A-Za-z]-?)?\d{1,3}版?|(?:p|page|pg)\.?\d{1,3}", re.IGNORECASE)
_PAPER_WORD = re.compile(
    r".*(?:报|報|刊)|.*\b(?:daily|times|post|news|herald|gazette|tribune|journal|weekly)", re.IGNORECASE
)
_NO_PAPER = frozenset({"scan", "page", "pages", "img", "image", "front", "issue", "ocr", "text", "file", "版", "第"})


def from_file_name(name: str) -> IssueGiven:
    """Newspaper, date and page out of a name such as `重庆日报_2020-02-11_01.txt` or `2020-02-11 重庆日报 第1版.txt`.

    A name without a date counts as a newspaper's only where it looks like one (`…报`) and a page stands beside it.
    """
    stem = unicodedata.normalize("NFKC", re.sub(r"\.[A-Za-z]{1,5}$", "", name))
    found, before, after = None, stem, ""
    for match in _NAME_DATE.finditer(stem):
        year, _, *rest = match.groups()
        month, day = [part for part in rest if part]
        # What looks like a date and is none (30 February) is set aside all the same: its digits are no page.
        before, after = stem[: match.start()], stem[match.end() :]
        with suppress(ValueError):
            found = date(int(year), int(month), int(day))
            break
    fronts, backs = _tokens(before), _tokens(after)
    numbers = [token for token in backs + fronts if _NAME_PAGE.fullmatch(token)]
    page = page_number(re.sub(r"(?i)^p(?:age|g)?\.?(?=\d)", "", numbers[0])) if numbers else None
    names = [token for token in fronts if token not in numbers] or [token for token in backs if token not in numbers]
    paper = next((token for token in names if _PAPER_WORD.fullmatch(token)), None)
    if paper is not None and not paper.isascii():
        newspaper: str | None = paper
    else:
        newspaper = " ".join(token for token in names if token.casefold() not in _NO_PAPER) or None
    if found is None:
        if page is None or newspaper is None or not _PAPER_WORD.fullmatch(newspaper):
            return IssueGiven()
        return IssueGiven(newspaper, None, page)
    return IssueGiven(newspaper, found, page)


def _tokens(text: str) -> list[str]:
    spaced = re.sub(r"(第?[A-Za-z]?\d{1,3}版)", r" \1 ", text)
    return [token for token in re.split(r"[\s_\-.·,，、()（）\[\]【】]+", spaced) if token]


def _year_in_name(name: str) -> int | None:
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", unicodedata.normalize("NFKC", name)))
    return int(years.pop()) if len(years) == 1 else None


# --- text -----------------------------------------------------------------------------------------------------------

_FULL_DATE = re.compile(r"((?:1[6-9]|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_PRINTED_PAGE = re.compile(r"第\s*([A-Za-z]?\d{1,3})\s*版|(?<![\w])([A-Z]\d{1,3}|\d{1,3})\s*版(?!\w)")
_PRINTED_PAPER = re.compile(r"(?:^|[\s|·])([^\W\d_]{1,12}[报報])(?=$|[\s|·])")
_WEEKDAY = re.compile(r"(?:星期|周|週)[一二三四五六日天]")
_MONTHS = {name: number for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_ENGLISH_DATE = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s+(\d{1,2}),?\s+((?:1[6-9]|20)\d\d)\b"
)
_ENGLISH_PAGE = re.compile(r"(?:\bpage\s*)?\b([A-Z]\d{1,2})\b|\bpage\s*(\d{1,3})\b", re.IGNORECASE)
_ENGLISH_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"[社报報网網台][^\s。,，;；:：（）()\d]{0,20}?(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:专|專)?[电電讯訊]"
)
_ENGLISH_DATELINE = re.compile(
    r"^[A-Z][A-Z .'-]{2,40}, (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? (\d{1,2})\b", re.MULTILINE
)
_HEAD_LENGTH = 60


def running_head(line: str) -> IssueGiven | None:
    """What a line says if it is a running head (a full date with a weekday or a page, and little else), else None."""
    if len(line) > _HEAD_LENGTH:
        return None
    printed = unicodedata.normalize("NFKC", line).strip()
    chinese, english = _FULL_DATE.search(printed), _ENGLISH_DATE.search(printed)
    if chinese:
        parts = int(chinese[1]), int(chinese[2]), int(chinese[3])
        page, weekday, match = _PRINTED_PAGE.search(printed), _WEEKDAY.search(printed), chinese
    elif english:
        parts = int(english[3]), _MONTHS[english[1].lower()], int(english[2])
        page, weekday, match = _ENGLISH_PAGE.search(printed), _ENGLISH_WEEKDAY.search(printed), english
    else:
        return None
    rest = printed
    for piece in (match, page, weekday):
        rest = rest.replace(piece[0], " ") if piece else rest
    # A sentence that mentions a full date and a weekday is no running head: commas and stops tell it.
    if not (page or weekday) or re.search(r"[，。；：！？;!?“”]", rest) or len(rest.split()) > 8:
        return None
    try:
        day = date(*parts)
    except ValueError:
        return None
    paper = _PRINTED_PAPER.search(rest)
    return IssueGiven(paper[1] if paper else None, day, page_number(page[1] or page[2]) if page else None)


def from_running_head(text: str) -> IssueGiven:
    """Newspaper, date and page as the running heads of a page print them; nothing where two of them contradict."""
    said: list[IssueGiven] = []
    for pattern in (_FULL_DATE, _ENGLISH_DATE):
        for match in pattern.finditer(text):
            # Looked for within a running head's length only: a line of megabytes with many dates stays linear.
            start = text.rfind("\n", max(0, match.start() - _HEAD_LENGTH), match.start()) + 1
            end = text.find("\n", match.end(), match.end() + _HEAD_LENGTH)
            if (start or match.start() <= _HEAD_LENGTH) and (end >= 0 or len(text) - match.end() <= _HEAD_LENGTH):
                head = running_head(text[start : end if end >= 0 else len(text)])
                if head:
                    said.append(head)
    papers, days, pages = {h.newspaper for h in said}, {h.date for h in said}, {h.page for h in said}
    for values in (papers, days, pages):
        values.discard(None)
    return IssueGiven(
        papers.pop() if len(papers) == 1 else None,
        days.pop() if len(days) == 1 else None,
        pages.pop() if len(pages) == 1 else None,
    )


def date_from_datelines(text: str, year: int | None) -> date | None:
    """The day after the latest dateline (`新华社北京2月10日电`), the convention of a morning paper; None if unsure.

    `year` is the year that the file name gives. Without it, the year of a full date in the text counts if that date
    is within three days of the dateline. Datelines of both December and January stay undecided.
    """
    days: set[tuple[int, int]] = set()
    for match in _DATELINE.finditer(text):
        days.add((int(match[2]), int(match[3])))
        year = year or (int(match[1]) if match[1] else None)
    days.update((_MONTHS[match[1].lower()], int(match[2])) for match in _ENGLISH_DATELINE.finditer(text))
    if not days or {1, 12} <= {month for month, _ in days}:
        return None
    month, day = max(days)
    years = {year} if year else {int(match[1]) for match in _FULL_DATE.finditer(text) if _near(match, month, day)}
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
