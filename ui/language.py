"""Which language a browser asks for, and how each of them writes dates, pages and newspapers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.records import PageNumber
from qa.days.texts import MONTHS
from ui.texts import Language, Texts

_WRITING_TRADITIONAL = frozenset({"tw", "hk", "mo"})
"""Regions whose Chinese is written in traditional characters unless a tag says otherwise."""


def choose_language(accept_language: str | None) -> Language:
    """The language that an Accept-Language header prefers of those there are: any `zh` or `en`, English without.

    Ranges and weights as in RFC 9110, 12.5.4: a weight of 0 means never, and one that is not a number counts as 0.
    """
    best: tuple[float, Language] = (0.0, "en")
    for item in (accept_language or "").split(","):
        tag, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        language = _language_of(tag.split("-"))
        if language and weight > best[0]:
            best = (weight, language)
    return best[1]


def _language_of(subtags: Sequence[str]) -> Language | None:
    """The language that a tag in small letters means, None where there is no such one.

    The script decides between the two kinds of characters; where a tag names none, the region does (RFC 5646, 2.2.3:
    a script stands only where it is not what the region writes anyway).
    """
    if subtags[0] == "en":
        return "en"
    if subtags[0] != "zh":
        return None
    script = next((one for one in subtags[1:] if one in ("hans", "hant")), None)
    if script is None:
        script = "hant" if _WRITING_TRADITIONAL.intersection(subtags[1:]) else "hans"
    return "zh-Hant" if script == "hant" else "zh"


def say_date(day: date | None, inferred: bool, texts: Texts) -> str:
    """`day` as the language writes dates (2020年2月11日, 11 February 2020), with a word where it was inferred."""
    if day is None:
        return texts.unknown_date
    if texts.chinese:
        said = f"{day.year}年{day.month}月{day.day}日"
        return f"{said}（{texts.inferred}）" if inferred else said
    said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{said} ({texts.inferred})" if inferred else said


def say_pages(pages: tuple[PageNumber, ...], texts: Texts) -> str:
    """The numbers of an article's pages in words: 第1、3版, pages 1, 3."""
    if not pages:
        return texts.unknown_page
    separator = "、" if texts.chinese else ", "
    form = texts.page if len(pages) == 1 else texts.pages
    return form.format(number=separator.join(str(page) for page in pages))


def say_newspaper(newspaper: str | None, texts: Texts) -> str:
    """The newspaper's name in its title marks, or that it is unknown."""
    return f"《{newspaper}》" if newspaper else texts.unknown_newspaper
