"""Conversations: kept in the order they were had, each reader's own, named, searched, renamed and deleted."""

from __future__ import annotations

import sqlite3
import time
import uuid
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from index.errors import RepairLibrary
from index.messages import Message
from index.tokens import fold
from qa.kept.exchange_json import exchange_from_json, exchange_to_json
from qa.kept.feedback import feedback_of_row
from qa.kept.readers_file import readers_file
from qa.kept.records import ConversationLine, KeptExchange, StoredExchange

LISTED = 500
"""Conversations in a list at most; older ones are found by a search."""

_LINES = """SELECT id, title, changed,
    (SELECT count(*) FROM exchanges WHERE conversation = conversations.key) AS turns FROM conversations"""

TITLE_LIMIT = 120
"""Characters of a title at most."""


class Conversations:
    """The conversations of all readers of a library; any thread may call, each call is a transaction of its own.

    `reader` is the name of who is signed in, "" where there is no sign-in: nobody gets at another reader's
    conversations by naming their ids. All methods raise as `readers_file` does.
    """

    def __init__(self, library: Path, clock: Callable[[], float] = time.time) -> None:
        self.library = library
        self._clock = clock

    def lines(self, reader: str, search: str = "") -> list[ConversationLine]:
        """The reader's conversations, latest first; with `search` those where each of its words occurs.

        In the title, in a question or in an answer; traditional or simplified, upper or lower case do not matter.
        """
        words = fold(search).split()
        found = "(instr(folded_title, ?) OR EXISTS (SELECT 1 FROM exchanges WHERE conversation = conversations.key AND"
        conditions = " AND ".join(["reader = ?", *[f"{found} instr(folded, ?)))" for _ in words]])
        with readers_file(self.library) as file:
            if file is None:
                return []
            # Put together from this module's own words; what a reader wrote is bound.
            query = f"{_LINES} WHERE {conditions} ORDER BY changed DESC, key DESC LIMIT {LISTED}"
            rows = file.execute(query, [reader, *(word for one in words for word in (one, one))]).fetchall()
        return [
            ConversationLine(row["id"], row["title"], row["turns"], datetime.fromtimestamp(row["changed"], UTC))
            for row in rows
        ]

    def read(self, reader: str, conversation: str) -> list[StoredExchange] | None:
        """The exchanges of a conversation, oldest first; None where the reader has none with this id."""
        with readers_file(self.library) as file:
            key = self._key(file, reader, conversation) if file is not None else None
            if file is None or key is None:
                return None
            rows = file.execute(
                "SELECT exchanges.key AS id, exchanges.exchange AS content, feedback.* FROM exchanges LEFT JOIN"
                " feedback ON feedback.exchange = exchanges.key WHERE conversation = ? ORDER BY exchanges.key",
                [key],
            ).fetchall()
        return [StoredExchange(row["id"], self._exchange(row), feedback_of_row(row)) for row in rows]

    def keep(self, reader: str, conversation: str, exchange: KeptExchange) -> tuple[str, int]:
        """Put an exchange at the end of a conversation; gives the conversation's id and the exchange's number.

        Where there is none with this id ("" for a new one, or one that was deleted meanwhile) one is begun, named by
        the question.
        """
        answer = exchange.answer.text if exchange.answer else exchange.streamed
        content = zlib.compress(exchange_to_json(exchange).encode())
        with readers_file(self.library, create=True) as file:
            assert file is not None
            key = self._key(file, reader, conversation)
            if key is None:
                conversation, title = uuid.uuid4().hex, titled(exchange.question)
                key = file.execute(
                    "INSERT INTO conversations (id, reader, title, folded_title, changed) VALUES (?, ?, ?, ?, 0)",
                    [conversation, reader, title, fold(title)],
                ).lastrowid
            number = file.execute(
                "INSERT INTO exchanges (conversation, exchange, folded) VALUES (?, ?, ?)",
                [key, content, fold(f"{exchange.question}\n{answer}")],
            ).lastrowid
            file.execute("UPDATE conversations SET changed = ? WHERE key = ?", [self._clock(), key])
        assert number is not None
        return conversation, number

    def rename(self, reader: str, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        title = titled(title)
        if not title:
            return
        with readers_file(self.library) as file:
            if file is not None:
                file.execute(
                    "UPDATE conversations SET title = ?, folded_title = ? WHERE id = ? AND reader = ?",
                    [title, fold(title), conversation, reader],
                )

    def delete(self, reader: str, conversation: str) -> None:
        """Delete a conversation with all that is in it; feedback that was given stays, without it."""
        with readers_file(self.library) as file:
            if file is not None:
                file.execute("DELETE FROM conversations WHERE id = ? AND reader = ?", [conversation, reader])

    @staticmethod
    def _key(file: sqlite3.Connection, reader: str, conversation: str) -> int | None:
        query = "SELECT key FROM conversations WHERE id = ? AND reader = ?"
        row = file.execute(query, [conversation, reader]).fetchone()
        return int(row["key"]) if row else None

    def _exchange(self, row: sqlite3.Row) -> KeptExchange:
        try:
            return exchange_from_json(zlib.decompress(row["content"]).decode())
        except (ValueError, KeyError, TypeError, IndexError, zlib.error) as error:
            raise RepairLibrary(
                "a conversation cannot be read ({kind}: {error})",
                where=Message("{path}, exchange {number}", path=self.library, number=row["id"]),
                remedy="delete the conversation",
                kind=type(error).__name__,
                error=error,
            ) from error


def titled(text: str) -> str:
    """A title made of a question or of what a reader wrote: one line of at most `TITLE_LIMIT` characters."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1].rstrip() + "…"
