"""Feedback: a reader's verdict on an answer, kept with what it was given for, without the reader's name."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qa.kept.readers_file import readers_file
from qa.kept.records import Feedback
from qa.records import Answer

TEXT_LIMIT = 2000
"""Characters of a note or of an expected answer at most; what goes beyond is cut off."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question, what was answered, and from which articles: all that a verdict needs to be understood later.

    `question` is as it was searched, so that a follow-up can be understood without its conversation. `cited` and
    `found` are ids of articles, the cited ones and those of the passages found, best first. `filtered` says that the
    reader had narrowed the search.
    """

    question: str
    answer: str
    refused: bool
    from_records: bool
    filtered: bool
    cited: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenFeedback:
    """A verdict from the file: its number there, when it was given (UTC), and on what."""

    id: int
    given: datetime
    feedback: Feedback
    answered: AnsweredQuestion


class FeedbackBox:
    """What readers think of the answers of a library. All methods raise as `readers_file` does."""

    def __init__(self, library: Path, clock: Callable[[], float] = time.time) -> None:
        self.library = library
        self._clock = clock

    def give(self, reader: str, exchange: int, feedback: Feedback, answered: AnsweredQuestion) -> bool:
        """Keep a verdict on one of the reader's exchanges, in place of an earlier one; false where it is not theirs."""
        with readers_file(self.library) as file:
            if file is None or not self._is_of(file, reader, exchange):
                return False
            file.execute("DELETE FROM feedback WHERE exchange = ?", [exchange])
            file.execute(
                "INSERT INTO feedback (exchange, verdict, reason, expected, note, given, answered)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    exchange,
                    feedback.verdict,
                    feedback.reason,
                    feedback.expected.strip()[:TEXT_LIMIT],
                    feedback.note.strip()[:TEXT_LIMIT],
                    self._clock(),
                    json.dumps(_answered_row(answered), ensure_ascii=False),
                ],
            )
        return True

    def withdraw(self, reader: str, exchange: int) -> None:
        """Take the verdict on one of the reader's exchanges back."""
        with readers_file(self.library) as file:
            if file is not None and self._is_of(file, reader, exchange):
                file.execute("DELETE FROM feedback WHERE exchange = ?", [exchange])

    def all(self) -> list[GivenFeedback]:
        """Every verdict of every reader, oldest first."""
        with readers_file(self.library) as file:
            rows = file.execute("SELECT * FROM feedback ORDER BY key").fetchall() if file is not None else []
        return [given for row in rows if (given := _given(row))]

    @staticmethod
    def _is_of(file: sqlite3.Connection, reader: str, exchange: int) -> bool:
        query = (
            "SELECT 1 FROM exchanges JOIN conversations ON conversations.key = exchanges.conversation"
            " WHERE exchanges.key = ? AND conversations.reader = ?"
        )
        return file.execute(query, [exchange, reader]).fetchone() is not None


def answered_question(answer: Answer, *, filtered: bool) -> AnsweredQuestion:
    """What a verdict on this answer is kept with."""
    return AnsweredQuestion(
        question=answer.searched_for or answer.question,
        answer=answer.text,
        refused=answer.refused,
        from_records=answer.from_records,
        filtered=filtered,
        cited=tuple(dict.fromkeys(citation.article.id for citation in answer.citations)),
        found=tuple(dict.fromkeys(hit.article.id for hit in answer.hits)),
    )


def feedback_of_row(row: sqlite3.Row) -> Feedback | None:
    """The verdict in a row with the columns of `feedback`, None where they are empty."""
    if row["verdict"] is None:
        return None
    return Feedback(row["verdict"], row["reason"], row["expected"], row["note"])


def _given(row: sqlite3.Row) -> GivenFeedback | None:
    feedback = feedback_of_row(row)
    if feedback is None:
        return None
    values = json.loads(row["answered"])
    answered = AnsweredQuestion(**{**values, "cited": tuple(values["cited"]), "found": tuple(values["found"])})
    return GivenFeedback(row["key"], datetime.fromtimestamp(row["given"], UTC), feedback, answered)


def _answered_row(answered: AnsweredQuestion) -> dict[str, Any]:
    return {name: getattr(answered, name) for name in AnsweredQuestion.__slots__}
