"""The catalogue: what a generation holds, read from the library file: pages, articles, chunks, counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from index.dense import Keys
from index.errors import BuildFirst
from index.generation import current_number
from index.issue import page_key
from index.page_report import PageReport, report_from_json
from index.records import Article, Chunk, DateRange, Filters, Page, PageNumber
from index.reprints import reprints_of
from index.serialise import article_from_row, chunk_from_row, page_from_row
from index.store import PAGE_NOT_REMOVED, Store, visible
from index.tokens import fold

_NAMED_DAYS = 31
_BEGINNING, _NEWEST = 100, 2000


@dataclass(frozen=True, slots=True)
class PageSummary:
    """A page without its text: enough for a list."""

    id: str
    path: str
    newspaper: str | None
    date: date | None
    date_inferred: bool
    number: PageNumber | None
    characters: int


@contextmanager
def open_catalogue(library: Path) -> Iterator[Catalogue]:
    """The catalogue of a library's serving generation, without its search indexes.

    Raises BuildFirst where there is no library or no finished generation, RepairLibrary where it is damaged.
    """
    store = Store.open(library)
    try:
        number = current_number(library)
        if number == 0:
            raise BuildFirst(
                "the library has no finished generation", where=str(library), remedy="run `askpress build PATH`"
            )
        yield Catalogue(store, number)
    finally:
        store.close()


class Catalogue:
    """Reads of one generation's rows; a row that is gone by now is simply not found."""

    def __init__(self, store: Store, generation: int) -> None:
        self._store = store
        self.generation = generation
        self._issue_days: dict[str | None, tuple[date, ...]] = {}

    def _rows(self, query: str, **values: object) -> Iterator[Any]:
        return iter(self._store.connection.execute(query, {"generation": self.generation, **values}))

    def page(self, page_id: str) -> Page | None:
        """The page with this id, whole."""
        row = next(self._rows(f"SELECT * FROM pages WHERE id = :id AND {visible('pages')}", id=page_id), None)
        return page_from_row(row) if row else None

    def issue_pages(self, page_id: str) -> list[Page]:
        """The pages of the issue that the page with this id is of, that one among them; none where it is not there."""
        query = (
            f"SELECT * FROM pages WHERE {visible('pages')} AND issue ="
            f" (SELECT issue FROM pages WHERE id = :id AND {visible('pages')}) ORDER BY path, position"
        )
        return [page_from_row(row) for row in self._rows(query, id=page_id)]

    def pages(self) -> Iterator[PageSummary]:
        """All pages, by newspaper, date, number and file; those of issues that were taken out aside."""
        query = (
            "SELECT id, path, newspaper, date, date_inferred, number, length(text) AS characters FROM pages"
            f" WHERE {visible('pages')} AND {PAGE_NOT_REMOVED} ORDER BY newspaper, date, number, path, position"
        )
        for row in self._rows(query):
            day = date.fromisoformat(row["date"]) if row["date"] else None
            yield PageSummary(
                row["id"],
                row["path"],
                row["newspaper"],
                day,
                bool(row["date_inferred"]),
                row["number"],
                row["characters"],
            )

    def page_reports(self) -> Iterator[PageReport]:
        """The reports on all pages whose articles were recovered, by newspaper, date, number and file."""
        query = (
            "SELECT page_reports.report FROM page_reports JOIN pages ON pages.id = page_reports.page_id"
            f" WHERE {visible('page_reports')} AND {visible('pages')}"
            " ORDER BY pages.newspaper, pages.date, pages.number, pages.path, pages.position"
        )
        for row in self._rows(query):
            yield report_from_json(json.loads(row["report"]))

    def page_report(self, page_id: str) -> PageReport | None:
        """The report on a page; None for one that is not there, and for one that was given as an article."""
        query = f"SELECT report FROM page_reports WHERE page_id = :id AND {visible('page_reports')}"
        row = next(self._rows(query, id=page_id), None)
        return report_from_json(json.loads(row["report"])) if row else None

    def articles_on(self, page_id: str) -> list[Article]:
        """The articles that stand on a page, with text or with marks, in reading order."""
        query = (
            f"SELECT * FROM articles WHERE {visible('articles')} AND issue ="
            f" (SELECT issue FROM pages WHERE id = :id AND {visible('pages')}) ORDER BY key"
        )
        found = (article_from_row(row) for row in self._rows(query, id=page_id))
        return [
            article
            for article in found
            if any(span.page_id == page_id for span in article.spans)
            or any(mark.page_id == page_id for mark in article.marks)
        ]

    def article(self, article_id: str) -> Article | None:
        """The article with this id; where files brought the same id twice, the first."""
        query = f"SELECT * FROM articles WHERE id = :id AND {visible('articles')} ORDER BY key LIMIT 1"
        row = next(self._rows(query, id=article_id), None)
        return article_from_row(row) if row else None

    def articles(self) -> Iterator[Article]:
        """All articles, by newspaper and date, those of one issue in reading order."""
        query = f"SELECT * FROM articles WHERE {visible('articles')} ORDER BY newspaper, date, issue, key"
        for row in self._rows(query):
            yield article_from_row(row)

    def reprints(self, article: Article) -> list[Article]:
        """The same article, whole or shortened, in other issues; the newest first."""
        return reprints_of(self._store, self.generation, article)

    def newspapers(self) -> list[str]:
        """The names of all newspapers, sorted."""
        query = f"SELECT DISTINCT newspaper FROM articles WHERE {visible('articles')} AND newspaper IS NOT NULL"
        return sorted(row["newspaper"] for row in self._rows(query))

    def sections(self) -> list[str]:
        """The names and letters of all sections, sorted."""
        query = (
            f"SELECT DISTINCT section.value FROM articles, json_each(articles.sections) AS section"
            f" WHERE {visible('articles')}"
        )
        return sorted(row[0] for row in self._rows(query))

    def issue_days(self, newspaper: str | None = None) -> tuple[date, ...]:
        """The days on which there are issues, of one newspaper or of any, in order; read once for a generation."""
        key = None if newspaper is None else fold(newspaper)
        if key not in self._issue_days:
            query = (
                "SELECT DISTINCT date, newspaper FROM articles"
                f" WHERE {visible('articles')} AND date IS NOT NULL ORDER BY date"
            )
            rows = [(date.fromisoformat(row["date"]), row["newspaper"]) for row in self._rows(query)]
            days = (day for day, name in rows if key is None or (name is not None and fold(name) == key))
            self._issue_days[key] = tuple(dict.fromkeys(days))
        return self._issue_days[key]

    def beginnings(self) -> list[str]:
        """How the texts of the newest 2,000 articles begin, enough to tell the languages that a library is in."""
        rows = self._rows(
            f"SELECT substr(text, 1, {_BEGINNING}) AS begins FROM articles WHERE {visible('articles')}"
            f" ORDER BY date DESC, key DESC LIMIT {_NEWEST}"
        )
        return [row["begins"] for row in rows]

    def tells_of(self, days: DateRange, newspaper: str | None = None) -> bool:
        """Whether an article may tell of the days: one printed then or the day after, one that names them, one undated.

        A date that spans more than 31 days (今年) names none of its days, unless it is still to come after the last
        issue. All articles' dates are gone through: about 2 s for 100,000, so ask only of days after the last issue.
        """
        known = self.issue_days(newspaper)
        if any(days.first <= day <= days.last + timedelta(days=1) for day in known):
            return True
        name = "" if newspaper is None else " AND newspaper IS NOT NULL AND fold(newspaper) = fold(:newspaper)"
        self._store.connection.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
        first, last = "json_extract(event.value, '$[2]')", "json_extract(event.value, '$[3]')"
        query = (
            f"SELECT EXISTS (SELECT 1 FROM articles WHERE {visible('articles')}{name} AND date IS NULL) OR EXISTS"
            f" (SELECT 1 FROM articles, json_each(articles.events) AS event WHERE {visible('articles')}{name}"
            f" AND {first} <= :last AND {last} >= :first"
            f" AND (julianday({last}) - julianday({first}) < {_NAMED_DAYS} OR {first} > :newest))"
        )
        values = {
            "newspaper": newspaper,
            "first": days.first.isoformat(),
            "last": days.last.isoformat(),
            "newest": known[-1].isoformat() if known else "",
        }
        return bool(next(self._rows(query, **values))[0])

    def date_range(self) -> tuple[date, date] | None:
        """The first and the last date of any article, None where all are undated."""
        row = next(self._rows(f"SELECT min(date), max(date) FROM articles WHERE {visible('articles')}"))
        return (date.fromisoformat(row[0]), date.fromisoformat(row[1])) if row[0] else None

    def undated(self) -> int:
        """How many articles have no date, not even an inferred one."""
        query = f"SELECT count(*) FROM articles WHERE {visible('articles')} AND date IS NULL"
        return int(next(self._rows(query))[0])

    def counts(self) -> dict[str, int]:
        """How many pages, articles and chunks there are."""
        return self._store.counts(self.generation)

    def chunk_keys(self, filters: Filters) -> Keys | None:
        """The keys of the chunks that fit the filters, int64 of shape (n,); None where every chunk does."""
        conditions = []
        if filters.newspaper is not None:
            # An article of no known newspaper fits no name, not even an empty one.
            conditions.append("articles.newspaper IS NOT NULL AND fold(articles.newspaper) = fold(:newspaper)")
        if filters.section is not None:
            names = "SELECT 1 FROM json_each(articles.sections) WHERE fold(value) = fold(:section)"
            conditions.append(f"EXISTS ({names})")
        if filters.page is not None:
            numbers = "SELECT 1 FROM json_each(articles.pages) WHERE page_key(value) = :page"
            conditions.append(f"EXISTS ({numbers})")
        if filters.date_from is not None:
            conditions.append("articles.date >= :date_from")
        if filters.date_to is not None:
            conditions.append("articles.date <= :date_to")
        if not conditions:
            return None
        self._store.connection.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
        self._store.connection.create_function("page_key", 1, page_key, deterministic=True)
        rows = self._rows(
            f"SELECT key FROM chunks WHERE {visible('chunks')}"
            f" AND article_key IN (SELECT key FROM articles WHERE {' AND '.join(conditions)})",
            newspaper=filters.newspaper,
            section=filters.section,
            page=None if filters.page is None else page_key(filters.page),
            date_from=filters.date_from.isoformat() if filters.date_from else None,
            date_to=filters.date_to.isoformat() if filters.date_to else None,
        )
        return np.array([row["key"] for row in rows], dtype=np.int64)

    def chunks(self, keys: Sequence[int]) -> dict[int, tuple[Chunk, Article]]:
        """The chunks with these keys and their articles; keys that are not visible are left out."""
        wanted = ", ".join(str(int(key)) for key in keys)
        rows = list(self._rows(f"SELECT * FROM chunks WHERE key IN ({wanted}) AND {visible('chunks')}"))
        homes = ", ".join(str(row["article_key"]) for row in rows)
        articles = {
            row["key"]: article_from_row(row) for row in self._rows(f"SELECT * FROM articles WHERE key IN ({homes})")
        }
        found: dict[int, tuple[Chunk, Article]] = {}
        for row in rows:
            article = articles.get(row["article_key"])
            if article is not None:
                found[row["key"]] = (chunk_from_row(row, article), article)
        return found
