"""Filters: what a reader set, as boxes, chips and address hold it, and as a search takes it. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from index.errors import FixInput
from index.issue import page_number
from index.records import Filters
from ui.language import say_date, say_newspaper
from ui.texts import Texts

LONGEST = 100
"""Characters of a filter in an address; what is longer was not made by this program."""

WIDER = timedelta(days=31)

_PARAMETERS = {"newspaper": "newspaper", "first": "from", "last": "to", "section": "section", "page": "page"}
_CLINGS = re.compile(r"^\s*(?:的(?:报纸|報紙|报道|報道)?|[，,])\s*")
_PREPOSITION = re.compile(r"\b(?:on|in|of|at|during|from|since|until|by)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter boxes as they are filled in, "" for an empty one; nothing is checked yet."""

    newspaper: str = ""
    first: str = ""
    last: str = ""
    section: str = ""
    page: str = ""

    def __bool__(self) -> bool:
        return self != Chosen()


def chosen(*boxes: str | None) -> Chosen:
    """What the boxes hold, in the order of `Chosen`; a browser may leave one at None."""
    return Chosen(*((box or "").strip() for box in boxes))


def chosen_of(filters: Filters) -> Chosen:
    """The boxes for the filters of a search."""
    first, last = (day.isoformat() if day else "" for day in (filters.date_from, filters.date_to))
    page = "" if filters.page is None else str(filters.page)
    return Chosen(filters.newspaper or "", first, last, filters.section or "", page)


def read_filters(boxes: Chosen, texts: Texts) -> Filters:
    """The filters that a reader set; dates as YYYY-MM-DD. Raises FixInput where they make no sense."""
    date_from, date_to = _read_date(boxes.first, texts), _read_date(boxes.last, texts)
    if date_from and date_to and date_from > date_to:
        raise FixInput(texts.bad_order, remedy=texts.bad_order_remedy, first=date_from, last=date_to)
    try:
        page = page_number(boxes.page) if boxes.page else None
    except ValueError:
        said = texts.asking
        raise FixInput(said.bad_page, remedy=said.bad_page_remedy, value=boxes.page) from None
    return Filters(date_from, date_to, boxes.newspaper or None, boxes.section or None, page)


def _read_date(value: str, texts: Texts) -> date | None:
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise FixInput(texts.bad_date, remedy=texts.bad_date_remedy, value=value.strip()) from None


# The address


def from_address(parameters: Mapping[str, str]) -> tuple[str, Chosen]:
    """The question and the filters that an address asks for, "" and nothing where it asks for none."""
    boxes = {name: parameters.get(key, "").strip()[:LONGEST] for name, key in _PARAMETERS.items()}
    return parameters.get("q", "").strip(), Chosen(**boxes)


def to_address(question: str, boxes: Chosen) -> str:
    """The query of the address that reproduces a search (`?q=…&from=…`); "" where there is nothing to it."""
    named = {"q": question.strip()} | {key: getattr(boxes, name) for name, key in _PARAMETERS.items()}
    given = {key: value for key, value in named.items() if value}
    return f"?{urlencode(given)}" if given else ""


# Chips


def chip_labels(boxes: Chosen, texts: Texts) -> dict[str, str]:
    """What stands on the chips of the filters that are set, by their names; both dates are one chip, `dates`."""
    labels = {}
    if boxes.newspaper:
        labels["newspaper"] = say_newspaper(boxes.newspaper, texts)
    if boxes.first or boxes.last:
        first, last = _say_day(boxes.first, texts), _say_day(boxes.last, texts)
        said = texts.asking
        form = said.days if first and last else said.from_day if first else said.until_day
        labels["dates"] = first if first == last else form.format(first=first, last=last)
    if boxes.section:
        labels["section"] = texts.asking.in_section.format(section=boxes.section)
    if boxes.page:
        labels["page"] = texts.page.format(number=boxes.page)
    return labels


def without(boxes: Chosen, chip: str) -> Chosen:
    """The boxes once a chip was taken away."""
    names = ("first", "last") if chip == "dates" else (chip,)
    return replace(boxes, **{one.name: "" for one in fields(Chosen) if one.name in names})


def _say_day(written: str, texts: Texts) -> str:
    """A day as it is said, or as it was written where it is none (yet)."""
    try:
        return say_date(date.fromisoformat(written), False, texts)
    except ValueError:
        return written


# Wider


def widened(filters: Filters) -> Filters:
    """The filters with 31 more days before and after."""
    first = filters.date_from and filters.date_from - min(WIDER, filters.date_from - date.min)
    last = filters.date_to and filters.date_to + min(WIDER, date.max - filters.date_to)
    return replace(filters, date_from=first, date_to=last)


def without_days(question: str, days: Sequence[str]) -> str:
    """A question without the words that name its days and what clings to them (的, on); "" where nothing is left.

    "" too where the words are not in it, as they are not where the question leaned on the one before.
    """
    rest = question
    for words in days:
        if not words or words not in rest:
            return ""
        before, _, after = rest.partition(words)
        before, after = _PREPOSITION.sub("", before).rstrip(), _CLINGS.sub("", after).lstrip()
        joined = before[-1:].isascii() and re.match(r"[A-Za-z0-9]", after)
        rest = f"{before} {after}" if before and joined else before + after
    return rest if re.search(r"\w", rest) and rest != question else ""
