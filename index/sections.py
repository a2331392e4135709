"""Sections: the parts of an issue that a page belongs to, by the letter of its number (A4) and by its printed name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.records import Article, Page
from index.running_heads import printed_section

_LETTERS = re.compile(r"([^\W\d_]{1,3})\s*-?\s*\d{1,3}")
"""The letters of a page's number where digits stand behind them: A4, BJ02."""


def sections_of(page: Page) -> tuple[str, ...]:
    """The sections that a page belongs to, each once: its number's letters, and the name that it gives itself.

    The name is that of its line of JSON Lines (`section`), else the one that its running head prints beside the date.
    A page numbered by digits alone has no letters.
    """
    letters = _LETTERS.fullmatch(page.number.strip()) if isinstance(page.number, str) else None
    name = page.given.section.strip() if page.given else printed_section(page.text)
    return tuple(dict.fromkeys(filter(None, (letters[1].upper() if letters else "", name))))


def with_sections(articles: Sequence[Article], pages: Sequence[Page]) -> tuple[Article, ...]:
    """The articles, each with the sections of the pages that it stands on, in the order of its text."""
    known = {page.id: sections_of(page) for page in pages}
    if not any(known.values()):
        return tuple(articles)
    return tuple(replace(article, sections=_sections(article, known)) for article in articles)


def _sections(article: Article, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    pages = dict.fromkeys(span.page_id for span in article.spans) or dict.fromkeys(
        mark.page_id for mark in article.marks
    )
    return tuple(dict.fromkeys(section for page in pages for section in known.get(page, ())))
