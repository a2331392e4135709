"""Queued: the records of what is taken in: a line for each file that came, and the queue as a window sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.errors import AskpressError
from index.forecast import Forecast

LineState = Literal["waiting", "working", "done", "same", "failed", "cancelled"]
"""`same`: these bytes stood in the library already. `done` may have `errors` too, where only parts were not usable."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A file that came, and what has become of it: its pages and the articles on them, once they are there."""

    id: int
    name: str
    size: int
    state: LineState = "waiting"
    pages: int = 0
    articles: int = 0
    replaced: bool = False
    errors: tuple[AskpressError, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state not in ("waiting", "working")


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is watched: how many page files it had at the last look, and what stood in the way of looking."""

    folder: str
    files: int | None = None
    error: AskpressError | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, is worked on and has ended, in the order in which it came."""

    lines: tuple[QueueLine, ...] = ()
    watched: Watched | None = None

    def count(self, *states: LineState) -> int:
        """How many lines are in one of these states."""
        return sum(line.state in states for line in self.lines)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a build of all known files would do, and in how many seconds."""

    forecast: Forecast
    seconds: float
