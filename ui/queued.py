"""Queued: the records of what is taken in: a line for each file that came, and the queue as a window sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.build import BuildReport
from index.errors import AskpressError
from index.forecast import Forecast
from ui.records import BuildDone, FileProblem
from ui.uploads import KeptFile

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


def summed_up(report: BuildReport, replaced: tuple[str, ...]) -> BuildDone:
    """A build's report in the numbers that the page tells; `replaced` are the names of files that took a place."""
    return BuildDone(
        generation=report.generation,
        changed=report.changed,
        pages_added=report.pages_added,
        pages_removed=report.pages_removed,
        articles=report.articles,
        seconds=report.seconds,
        problems=tuple(FileProblem(Path(problem.path).name, problem.error) for problem in report.problems),
        missing=tuple(Path(path).name for path in report.missing),
        replaced=replaced,
        odd=sum(bool(page.oddities) for page in report.pages),
    )


def results(kept: Mapping[int, KeptFile], report: BuildReport) -> dict[int, dict[str, Any]]:
    """What became of each file that was kept for a build: the fields of its line, by the line's number."""
    pages = Counter(page.path for page in report.pages)
    articles: Counter[str] = Counter()
    for page in report.pages:
        articles[page.path] += len(page.articles)
    found = {}
    for number, file in kept.items():
        path = str(file.path.absolute())
        errors = tuple(problem.error for problem in report.problems if problem.path == path)
        own = any(error.where == path for error in errors)
        state: LineState = "failed" if own else "same" if file.same and not pages[path] else "done"
        replaced = file.before is not None
        found[number] = {
            "state": state,
            "errors": errors,
            "pages": pages[path],
            "articles": articles[path],
            "replaced": replaced,
        }
    return found
