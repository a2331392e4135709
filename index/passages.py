"""Passages: what the second stage of a search looks at of the chunks that the first one found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from index.records import EventDate
from index.store import Store, visible


class PurgedError(Exception):
    """A row of the generation is no longer in the library file: newer builds have taken it away."""


class Passage(NamedTuple):
    """A chunk: its text and context line, when its article was printed, and the days that are named.

    `own_events` are those that the chunk itself names, `events` those of its whole article.
    """

    text: str
    context: str
    printed: date | None = None
    own_events: tuple[EventDate, ...] = ()
    events: tuple[EventDate, ...] = ()


class Passages:
    """Reads of one generation's chunks, a hundred in about 2 ms: their articles are not made into records."""

    def __init__(self, store: Store, generation: int) -> None:
        self._store = store
        self._generation = generation

    def read(self, keys: Sequence[int]) -> dict[int, Passage]:
        """The passages of the chunks with these keys. Raises PurgedError where one of them is gone."""
        if not keys:
            return {}
        chunks = f"SELECT * FROM chunks WHERE key IN ({_listed(keys)}) AND {visible('chunks')}"  # noqa: S608 - integers
        rows = self._store.connection.execute(chunks, {"generation": self._generation}).fetchall()
        homes = _listed([row["article_key"] for row in rows])
        articles = f"SELECT key, text, date, events FROM articles WHERE key IN ({homes})"  # noqa: S608 - integers
        found = {row["key"]: row for row in self._store.connection.execute(articles)}
        if len(rows) < len(set(keys)) or not all(row["article_key"] in found for row in rows):
            raise PurgedError
        return {row["key"]: _passage(row, found[row["article_key"]]) for row in rows}


def _listed(keys: Sequence[int]) -> str:
    return ", ".join(str(int(key)) for key in keys)


def _passage(row: Any, article: Any) -> Passage:
    start, end = row["start"], row["end"]
    events = tuple(
        EventDate(first_at, last_at, date.fromisoformat(first), date.fromisoformat(last))
        for first_at, last_at, first, last in json.loads(article["events"])
    )
    own = tuple(event for event in events if start <= event.start < end)
    printed = date.fromisoformat(article["date"]) if article["date"] else None
    return Passage(article["text"][start:end], row["context"], printed, own, events)
