"""Records to and from the rows of the library file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import astuple
from datetime import date

from index.records import Annotation, Article, Chunk, EventDate, GivenArticle, Mark, OpenJump, Page, Span
from index.tokens import simplified

PASSAGE_VERSION = "2"
"""Raised whenever `passage_text` makes another text of the same chunk."""


def page_row(page: Page) -> dict[str, object]:
    """A page as values for the `pages` table."""
    given = page.given
    return {
        "id": page.id,
        "path": page.path,
        "position": page.position,
        "raw": page.raw,
        "encoding": page.encoding,
        "text": page.text,
        "newspaper": page.newspaper,
        "date": page.date.isoformat() if page.date else None,
        "date_inferred": int(page.date_inferred),
        "number": page.number,
        "given": json.dumps(astuple(given), ensure_ascii=False) if given else None,
        "corrections": page.corrections,
    }


def page_from_row(row: sqlite3.Row) -> Page:
    """The page that `page_row` stored."""
    return Page(
        id=row["id"],
        path=row["path"],
        position=row["position"],
        raw=row["raw"],
        encoding=row["encoding"],
        text=row["text"],
        newspaper=row["newspaper"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        date_inferred=bool(row["date_inferred"]),
        number=row["number"],
        given=GivenArticle(*json.loads(row["given"])) if row["given"] else None,
        corrections=row["corrections"],
    )


def article_row(article: Article) -> dict[str, object]:
    """An article as values for the `articles` table; `digest` differs whenever any field does."""
    row: dict[str, object] = {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "byline": article.byline,
        "dateline": article.dateline,
        "newspaper": article.newspaper,
        "date": article.date.isoformat() if article.date else None,
        "date_inferred": int(article.date_inferred),
        "pages": json.dumps(article.pages),
        "text": article.text,
        "spans": json.dumps([[s.start, s.end, s.page_id, s.page_start, s.page_end] for s in article.spans]),
        "marks": json.dumps([[m.role, m.page_id, m.start, m.end] for m in article.marks]),
        "subtitle": article.subtitle,
        "annotations": json.dumps([[a.role, a.start, a.end] for a in article.annotations]),
        "events": json.dumps([[e.start, e.end, e.first.isoformat(), e.last.isoformat()] for e in article.events]),
        "open_jumps": json.dumps([[j.direction, j.number, j.page_id, j.start, j.end] for j in article.open_jumps]),
    }
    if article.sections:
        # Only then: the digest of an article without any, and so its row, stays as older programs made it.
        row["sections"] = json.dumps(article.sections, ensure_ascii=False)
    row["digest"] = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
    return row


def article_from_row(row: sqlite3.Row) -> Article:
    """The article that `article_row` stored."""
    return Article(
        id=row["id"],
        title=row["title"],
        kicker=row["kicker"],
        byline=row["byline"],
        dateline=row["dateline"],
        newspaper=row["newspaper"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        date_inferred=bool(row["date_inferred"]),
        pages=tuple(json.loads(row["pages"])),
        text=row["text"],
        spans=tuple(Span(*values) for values in json.loads(row["spans"])),
        marks=tuple(Mark(*values) for values in json.loads(row["marks"])),
        subtitle=row["subtitle"],
        annotations=tuple(Annotation(*values) for values in json.loads(row["annotations"])),
        events=tuple(
            EventDate(start, end, date.fromisoformat(first), date.fromisoformat(last))
            for start, end, first, last in json.loads(row["events"])
        ),
        sections=tuple(json.loads(row["sections"])),
        open_jumps=tuple(OpenJump(*values) for values in json.loads(row["open_jumps"])),
    )


def chunk_from_row(row: sqlite3.Row, article: Article) -> Chunk:
    """A chunk of the `chunks` table; its text is cut out of its article."""
    start, end = row["start"], row["end"]
    return Chunk(row["chunk_id"], article.id, start, end, article.text[start:end], row["context"])


def passage_text(context: str, text: str) -> str:
    """What is embedded and searched of a chunk: its context line above its text, in simplified characters.

    Folded before `text_digest` keys its vector: a page in simplified characters keeps the vectors that it has.
    """
    return simplified(f"{context}\n{text}" if context else text)


def text_digest(text: str) -> str:
    """The hash under which a text's vector is kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def issue_of(page: Page) -> str:
    """The key of the issue that a page belongs to.

    Pages of one newspaper and day belong together. A page whose date is unknown stands with the other pages of its
    file, and a given article by itself: neither may be joined to strangers.
    """
    if page.given:
        return json.dumps(["article", page.path, page.position, page.id], ensure_ascii=False)
    if page.date is None:
        return json.dumps(["file", page.path], ensure_ascii=False)
    return json.dumps(["issue", page.newspaper, page.date.isoformat()], ensure_ascii=False)
