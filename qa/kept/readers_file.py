"""The readers' file: `readers.sqlite` beside the library, opened for one piece of work at a time.

Apart from the library file, so that neither waits for the other and an index can be made anew without it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import FixPermissions, RepairLibrary, TryLater

FILE_NAME = "readers.sqlite"

_FIRST = """
CREATE TABLE conversations (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, reader TEXT NOT NULL,
    title TEXT NOT NULL, folded_title TEXT NOT NULL, changed REAL NOT NULL);
CREATE INDEX conversations_by_reader ON conversations (reader, changed);
CREATE TABLE exchanges (key INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversations (key) ON DELETE CASCADE,
    exchange BLOB NOT NULL, folded TEXT NOT NULL);
CREATE INDEX exchanges_by_conversation ON exchanges (conversation);
CREATE TABLE feedback (key INTEGER PRIMARY KEY AUTOINCREMENT,
    exchange INTEGER UNIQUE REFERENCES exchanges (key) ON DELETE SET NULL,
    verdict TEXT NOT NULL, reason TEXT, expected TEXT NOT NULL, note TEXT NOT NULL, given REAL NOT NULL,
    answered TEXT NOT NULL);
"""

_SECOND = """
CREATE TABLE answer_times (key INTEGER PRIMARY KEY AUTOINCREMENT, search_ms REAL NOT NULL, first_token_ms REAL,
    total_ms REAL NOT NULL);
"""

_STEPS = (_FIRST, _SECOND)
_WAIT = 10
"""Seconds to wait for another one who writes."""


@contextmanager
def readers_file(library: Path, *, create: bool = False) -> Iterator[sqlite3.Connection | None]:
    """The file in the folder of a library, within one transaction; None where there is none and `create` is not said.

    Raises FixPermissions where it cannot be read or written, TryLater where somebody else writes for too long,
    RepairLibrary where it is damaged or of a newer version.
    """
    file = library / FILE_NAME
    if not create and not file.exists():
        yield None
        return
    connection = None
    try:
        library.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What a reader deletes is gone from the file too.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE" if create else "BEGIN")
        _bring_up_to_date(connection, file)
        yield connection
        connection.execute("COMMIT")
    except (OSError, sqlite3.OperationalError) as error:
        raise _named(error, file) from error
    except sqlite3.DatabaseError as error:
        raise RepairLibrary(
            "the file of conversations is damaged ({error})",
            where=str(file),
            remedy="put a copy in its place, or move it away: a new one is begun",
            error=error,
        ) from error
    finally:
        if connection is not None:
            # What was not committed is rolled back.
            connection.close()


def _bring_up_to_date(connection: sqlite3.Connection, file: Path) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(_STEPS):
        raise RepairLibrary(
            "the file of conversations has version {version}, this program knows {known}",
            where=str(file),
            remedy="use the version of Askpress that made it, or move the file away: a new one is begun",
            version=version,
            known=len(_STEPS),
        )
    for step in _STEPS[version:]:
        for statement in filter(str.strip, step.split(";")):
            connection.execute(statement)
    if version < len(_STEPS):
        connection.execute(f"PRAGMA user_version = {len(_STEPS)}")


def _named(error: Exception, file: Path) -> FixPermissions | TryLater:
    if "locked" in str(error):
        return TryLater(
            "another program is writing the file of conversations ({error})",
            where=str(file),
            remedy="try again",
            error=error,
        )
    return FixPermissions(
        "the file of conversations cannot be read or written ({error})",
        where=str(file),
        remedy="give this user write permission on the library's folder",
        error=error,
    )
