"""The library file: pages, articles, chunks and vectors in SQLite, each row with the generations that may see it.

A row is visible to generation g where `added <= g` and `removed` is null or greater than g. A build writes the rows of
the next generation beside those of the serving one, in small transactions: a crash at any instant leaves the serving
generation whole, and the next build goes on where the last one stopped.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import BuildFirst, FixPermissions, RepairLibrary
from index.page_report import PageReport, report_from_json, report_json
from index.records import Article, Chunk, Page
from index.schema import SCHEMA_VERSION, steps_from
from index.serialise import article_row, issue_of, page_row, passage_text, text_digest

FILE_NAME = "library.sqlite"

REMOVED_ISSUES = "removed_issues"
"""The named value that lists the issues which were taken out (see `removal`); their pages stay, without articles."""

_LIVE = "removed IS NULL"
_VERSIONED = ("pages", "articles", "chunks", "page_reports")
"""The tables whose rows belong to generations."""


def visible(table: str) -> str:
    """The SQL condition for rows of `table` that the generation bound to `:generation` may see."""
    return f"{table}.added <= :generation AND ({table}.removed IS NULL OR {table}.removed > :generation)"


PAGE_NOT_REMOVED = (
    "NOT EXISTS (SELECT 1 FROM json_each(coalesce("
    f"(SELECT value FROM meta WHERE name = '{REMOVED_ISSUES}'), '[]')) AS gone"
    " WHERE json_extract(gone.value, '$[0]') IS pages.newspaper AND json_extract(gone.value, '$[1]') IS pages.date)"
)
"""The SQL condition for rows of `pages` whose issue was not taken out."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a file that was read: its size and time, and (as JSON) what options and sidecars said."""

    path: str
    size: int
    mtime_ns: int
    given: str


class Store:
    """One connection to the library file; each thread opens its own."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Store:
        """Open the library file in `folder`, made new where `create` says so.

        Raises:
            BuildFirst: there is none, and `create` is false.
            FixPermissions: it cannot be read or, with `create`, not be written.
            RepairLibrary: it is not a library file, or of another version.
        """
        file = folder / FILE_NAME
        if not create and not file.exists():
            raise BuildFirst("there is no library here", where=str(folder), remedy="run `askpress build PATH` with it")
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            store = cls(connection, folder)
            store._check_schema(create)
        except (PermissionError, sqlite3.OperationalError) as error:
            raise FixPermissions(
                "the library cannot be written ({error})" if create else "the library cannot be read ({error})",
                where=str(file),
                remedy="give this user write permission on the folder, or choose another with --library",
                error=error,
            ) from error
        except sqlite3.DatabaseError as error:
            raise RepairLibrary(
                "this is not a library file ({error})",
                where=str(file),
                remedy="restore a copy, or build a new library",
                error=error,
            ) from error
        return store

    def _check_schema(self, create: bool) -> None:
        exists = self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
        version = self.meta("schema_version") if exists else "0" if create else None
        if version is not None and version.isdigit() and int(version) < SCHEMA_VERSION:
            with self.transaction():
                # Read again under the lock: another process may have brought it up to date meanwhile.
                reached = int((self.meta("schema_version") or 0) if exists else 0)
                for statement in steps_from(reached):
                    self.connection.execute(statement)
                self.set_meta("schema_version", str(SCHEMA_VERSION))
            version = str(SCHEMA_VERSION)
        if version != str(SCHEMA_VERSION):
            raise RepairLibrary(
                "the library has schema version {version}, this program knows {known}",
                where=str(self.folder / FILE_NAME),
                remedy="use the version of Askpress that made it, or build a new library",
                version=version,
                known=SCHEMA_VERSION,
            )
        if create:
            # Reports a folder that is readable only at the start and not in the middle of a build.
            with self.transaction():
                self.set_meta("schema_version", str(SCHEMA_VERSION))

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def meta(self, name: str) -> str | None:
        """A named value of the library, None where it was never set."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row["value"] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Set a named value of the library."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # Sources and pages

    def roots(self) -> dict[str, str]:
        """The files and folders that builds were told of, each with what was said of it (as JSON)."""
        return {
            row["path"]: row["given"] for row in self.connection.execute("SELECT path, given FROM roots ORDER BY path")
        }

    def put_root(self, path: str, given: str) -> None:
        """Remember a file or folder that a build was told of."""
        self.connection.execute("INSERT OR REPLACE INTO roots VALUES (?, ?)", (path, given))

    def sources(self) -> dict[str, SourceState]:
        """All files that were read, by path."""
        rows = self.connection.execute("SELECT path, size, mtime_ns, given FROM sources")
        return {row["path"]: SourceState(*row) for row in rows}

    def put_source(self, state: SourceState) -> None:
        """Remember a file as read."""
        self.connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)",
            (state.path, state.size, state.mtime_ns, state.given),
        )

    def forget_source(self, path: str) -> None:
        """Forget a file; its pages are removed by `replace_pages(path, [], …)`."""
        self.connection.execute("DELETE FROM sources WHERE path = ?", (path,))

    def replace_pages(self, path: str, pages: Sequence[Page], generation: int) -> tuple[int, int]:
        """Make `pages` the pages of a file from `generation` on; returns how many were added and removed."""
        wanted = {page.id: page for page in pages}
        live = {
            row["id"]: row
            for row in self.connection.execute(f"SELECT key, id, issue FROM pages WHERE path = ? AND {_LIVE}", (path,))
        }
        for page_id in live.keys() - wanted.keys():
            self._retire("pages", live[page_id]["key"], generation)
            self._mark_unsegmented(live[page_id]["issue"])
        new = [page for page_id, page in wanted.items() if page_id not in live]
        for page in new:
            self._insert("pages", {**page_row(page), "issue": issue_of(page), "added": generation})
            self._mark_unsegmented(issue_of(page))
        return len(new), len(live.keys() - wanted.keys())

    def _mark_unsegmented(self, issue: str) -> None:
        self.connection.execute("INSERT OR IGNORE INTO unsegmented VALUES (?)", (issue,))

    def mark_all_unsegmented(self) -> None:
        """Have every issue segmented again, as after a change of the segmenter."""
        self.connection.execute(f"INSERT OR IGNORE INTO unsegmented SELECT DISTINCT issue FROM pages WHERE {_LIVE}")

    def unsegment(self, newspaper: str | None, day: date | None) -> int:
        """Have the pages of a newspaper and date (None: unknown) segmented again; gives how many they are."""
        query = f"SELECT issue FROM pages WHERE newspaper IS ? AND date IS ? AND {_LIVE}"
        issues = [row["issue"] for row in self.connection.execute(query, (newspaper, day.isoformat() if day else None))]
        for issue in dict.fromkeys(issues):
            self._mark_unsegmented(issue)
        return len(issues)

    def unsegmented(self) -> list[str]:
        """Issues whose pages changed since their articles were made."""
        return [row["issue"] for row in self.connection.execute("SELECT issue FROM unsegmented ORDER BY issue")]

    # Articles and chunks

    def replace_articles(
        self, issue: str, articles: Iterable[tuple[Article, Sequence[Chunk]]], generation: int
    ) -> None:
        """Make these the articles, with their chunks, of an issue from `generation` on."""
        live = {
            row["digest"]: row["key"]
            for row in self.connection.execute(
                f"SELECT key, digest FROM articles WHERE issue = ? AND {_LIVE}", (issue,)
            )
        }
        for article, chunks in articles:
            row = article_row(article)
            key = live.pop(str(row["digest"]), None)
            if key is None:
                key = self._insert("articles", {**row, "issue": issue, "added": generation})
            self._replace_chunks(key, chunks, generation)
        for key in live.values():
            self._retire("articles", key, generation)
            self._replace_chunks(key, [], generation)
        self.connection.execute("DELETE FROM unsegmented WHERE issue = ?", (issue,))

    def _replace_chunks(self, article_key: int, chunks: Sequence[Chunk], generation: int) -> None:
        live = {
            (row["chunk_id"], row["start"], row["end"], row["digest"]): row["key"]
            for row in self.connection.execute(
                f"SELECT key, chunk_id, start, end, digest FROM chunks WHERE article_key = ? AND {_LIVE}",
                (article_key,),
            )
        }
        for chunk in chunks:
            # The digest differs where the same passage is put otherwise before the encoder than it was.
            digest = text_digest(passage_text(chunk.context, chunk.text))
            if live.pop((chunk.id, chunk.start, chunk.end, digest), None) is None:
                row = {
                    "chunk_id": chunk.id,
                    "article_key": article_key,
                    "start": chunk.start,
                    "end": chunk.end,
                    "context": chunk.context,
                    "digest": digest,
                    "added": generation,
                }
                self._insert("chunks", row)
        for key in live.values():
            self._retire("chunks", key, generation)

    def replace_reports(self, issue: str, reports: Iterable[PageReport], generation: int) -> None:
        """Make these the reports on the pages of an issue from `generation` on.

        A report that differs from the one before in nothing but the time it took stays as it is, so that looking at
        the same page again makes no new generation.
        """
        query = f"SELECT key, page_id, report FROM page_reports WHERE issue = ? AND {_LIVE}"
        live = {row["page_id"]: (row["key"], row["report"]) for row in self.connection.execute(query, (issue,))}
        for report in reports:
            before = live.pop(report.page_id, None)
            if before is not None:
                key, known = before
                if report_from_json(json.loads(known)).without_time() == report.without_time():
                    continue
                self._retire("page_reports", key, generation)
            text = json.dumps(report_json(report), ensure_ascii=False)
            row: dict[str, object] = {"page_id": report.page_id, "issue": issue, "report": text, "added": generation}
            self._insert("page_reports", row)
        for key, _ in live.values():
            self._retire("page_reports", key, generation)

    def reports_with_refused(self) -> list[PageReport]:
        """The reports, as the next generation will see them, that tell of corrections which do not fit."""
        query = f"SELECT report FROM page_reports WHERE {_LIVE} AND json_extract(report, '$.refused[0]') IS NOT NULL"
        return [report_from_json(json.loads(row["report"])) for row in self.connection.execute(query)]

    # Vectors

    def texts_without_vector(self, encoder: str, generation: int) -> dict[str, str]:
        """Digest and text to embed of every chunk of `generation` whose vector this encoder has not made yet."""
        rows = self.connection.execute(
            f"SELECT chunks.digest, chunks.context, chunks.start, chunks.end, articles.text"
            f" FROM chunks JOIN articles ON articles.key = chunks.article_key WHERE {visible('chunks')}"
            f" AND NOT EXISTS (SELECT 1 FROM vectors WHERE encoder = :encoder AND vectors.digest = chunks.digest)"
            f" ORDER BY chunks.key",
            {"generation": generation, "encoder": encoder},
        )
        return {row["digest"]: passage_text(row["context"], row["text"][row["start"] : row["end"]]) for row in rows}

    def put_vectors(self, encoder: str, digests: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keep unit vectors, float32 of shape (n, dimension), stored as float16 (cosine error below 0.0001)."""
        rows = [
            (encoder, digest, vector.tobytes())
            for digest, vector in zip(digests, vectors.astype(np.float16), strict=True)
        ]
        self.connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    # Generations of rows

    def live_pages(self, issue: str) -> list[sqlite3.Row]:
        """The pages of an issue as the next generation will see them."""
        query = f"SELECT * FROM pages WHERE issue = ? AND {_LIVE} ORDER BY path, position"
        return self.connection.execute(query, (issue,)).fetchall()

    def chunk_rows(self, generation: int) -> sqlite3.Cursor:
        """Every chunk of a generation with its article's text, date, newspaper, pages and sections, by key."""
        query = (
            f"SELECT chunks.*, articles.text, articles.date, articles.newspaper, articles.pages, articles.sections"
            f" FROM chunks"
            f" JOIN articles ON articles.key = chunks.article_key WHERE {visible('chunks')} ORDER BY chunks.key"
        )
        return self.connection.execute(query, {"generation": generation})

    def counts(self, generation: int) -> dict[str, int]:
        """How many pages, articles and chunks a generation has, pages of issues that were taken out aside."""
        which = {"pages": f"{visible('pages')} AND {PAGE_NOT_REMOVED}"}
        return {
            table: self.connection.execute(
                f"SELECT count(*) FROM {table} WHERE {which.get(table, visible(table))}", {"generation": generation}
            ).fetchone()[0]
            for table in ("pages", "articles", "chunks")
        }

    def last_generation(self) -> int:
        """The latest generation that any row was written or retired for."""
        latest = (
            self.connection.execute(f"SELECT max(max(added), max(coalesce(removed, 0))) FROM {table}").fetchone()[0]
            for table in _VERSIONED
        )
        return max((number or 0 for number in latest), default=0)

    def pending(self, generation: int) -> bool:
        """Whether anything was written for `generation` or later, or waits to be segmented."""
        for table in _VERSIONED:
            query = f"SELECT 1 FROM {table} WHERE added >= ? OR removed >= ? LIMIT 1"
            if self.connection.execute(query, (generation, generation)).fetchone():
                return True
        return bool(self.unsegmented())

    def purge(self, oldest: int) -> None:
        """Delete rows that no generation from `oldest` on can see, vectors of no chunk and signatures of no article."""
        with self.transaction():
            for table in _VERSIONED:
                self.connection.execute(f"DELETE FROM {table} WHERE removed <= ?", (oldest,))
            self.connection.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM chunks)")
            self.connection.execute("DELETE FROM signatures WHERE article_key NOT IN (SELECT key FROM articles)")

    def _insert(self, table: str, row: dict[str, object]) -> int:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values()))
        return int(cursor.lastrowid or 0)

    def _retire(self, table: str, key: int, generation: int) -> None:
        """Take a row away from `generation` on; one that no generation ever showed goes at once."""
        self.connection.execute(f"DELETE FROM {table} WHERE key = ? AND added >= ?", (key, generation))
        self.connection.execute(f"UPDATE {table} SET removed = ? WHERE key = ?", (generation, key))
