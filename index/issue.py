"""Issue: what somebody says of a page's newspaper, date and number, and how dates and numbers are written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from index.records import PageNumber
from index.tokens import fold


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


def page_key(number: PageNumber) -> str:
    """A page's number as numbers are compared: `01`, `1` and 1 are one, `A04` and `a4` too."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", fold(str(number)).strip())


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
