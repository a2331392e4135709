"""Answer times: how long the last answers took, of all readers and without their questions, kept over a restart."""

from __future__ import annotations

from pathlib import Path

from qa.kept.readers_file import readers_file
from qa.records import Timings

REMEMBERED = 50
"""Answers whose times are remembered; older ones go."""


class AnswerTimes:
    """The times of a library's last answers. All methods raise as `readers_file` does."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def note(self, timings: Timings) -> None:
        """Add those of an answer."""
        with readers_file(self.library, create=True) as file:
            assert file is not None
            file.execute(
                "INSERT INTO answer_times (search_ms, first_token_ms, total_ms) VALUES (?, ?, ?)",
                [timings.search_ms, timings.first_token_ms, timings.total_ms],
            )
            file.execute("DELETE FROM answer_times WHERE key <= (SELECT max(key) FROM answer_times) - ?", [REMEMBERED])

    def last(self) -> tuple[Timings, ...]:
        """Those of the last answers in their order, at most `REMEMBERED`."""
        query = "SELECT search_ms, first_token_ms, total_ms FROM answer_times ORDER BY key"
        with readers_file(self.library) as file:
            rows = file.execute(query).fetchall() if file is not None else []
        return tuple(Timings(*row) for row in rows)
