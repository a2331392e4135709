"""Schema: the tables of the library file, version by version, so that an older library is brought up to date."""

from __future__ import annotations

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roots (path TEXT PRIMARY KEY, given TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, given TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE pages (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, path TEXT NOT NULL,
    position INTEGER NOT NULL, raw BLOB NOT NULL, encoding TEXT NOT NULL, text TEXT NOT NULL, newspaper TEXT, date TEXT,
    date_inferred INTEGER NOT NULL, number, given TEXT, issue TEXT NOT NULL, added INTEGER NOT NULL, removed INTEGER);
CREATE INDEX pages_by_id ON pages (id);
CREATE INDEX pages_by_path ON pages (path);
CREATE INDEX pages_by_issue ON pages (issue);
CREATE TABLE unsegmented (issue TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE articles (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, issue TEXT NOT NULL,
    title TEXT NOT NULL, kicker TEXT NOT NULL, byline TEXT NOT NULL, dateline TEXT NOT NULL, newspaper TEXT, date TEXT,
    date_inferred INTEGER NOT NULL, pages TEXT NOT NULL, text TEXT NOT NULL, spans TEXT NOT NULL, marks TEXT NOT NULL,
    digest TEXT NOT NULL, added INTEGER NOT NULL, removed INTEGER);
CREATE INDEX articles_by_id ON articles (id);
CREATE INDEX articles_by_issue ON articles (issue);
CREATE TABLE chunks (key INTEGER PRIMARY KEY AUTOINCREMENT, chunk_id TEXT NOT NULL, article_key INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, context TEXT NOT NULL, digest TEXT NOT NULL, added INTEGER NOT NULL,
    removed INTEGER);
CREATE INDEX chunks_by_article ON chunks (article_key);
CREATE INDEX chunks_by_digest ON chunks (digest);
CREATE TABLE vectors (encoder TEXT NOT NULL, digest TEXT NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (encoder, digest)) WITHOUT ROWID;
"""

_RECOVERY = """
ALTER TABLE pages ADD COLUMN corrections TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN subtitle TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN annotations TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN events TEXT NOT NULL DEFAULT '[]';
ALTER TABLE articles ADD COLUMN open_jumps TEXT NOT NULL DEFAULT '[]';
CREATE TABLE page_reports (key INTEGER PRIMARY KEY AUTOINCREMENT, page_id TEXT NOT NULL, issue TEXT NOT NULL,
    report TEXT NOT NULL, added INTEGER NOT NULL, removed INTEGER);
CREATE INDEX page_reports_by_page ON page_reports (page_id);
CREATE INDEX page_reports_by_issue ON page_reports (issue);
CREATE TABLE signatures (band INTEGER NOT NULL, value INTEGER NOT NULL, article_key INTEGER NOT NULL,
    PRIMARY KEY (band, value, article_key)) WITHOUT ROWID;
CREATE INDEX signatures_by_article ON signatures (article_key);
"""

_SECTIONS = """
ALTER TABLE articles ADD COLUMN sections TEXT NOT NULL DEFAULT '[]';
"""

_STEPS = (_FIRST, _RECOVERY, _SECTIONS)
SCHEMA_VERSION = len(_STEPS)


def steps_from(version: int) -> list[str]:
    """The SQL statements that take a library file from schema `version` (0: empty) to `SCHEMA_VERSION`."""
    return [statement for step in _STEPS[version:] for statement in step.split(";") if statement.strip()]
