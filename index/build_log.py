"""Build log: what the last builds of a library did and how long they took, a line of JSON each, beside it."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "builds.jsonl"
KEPT = 100
"""Builds that the log remembers."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildEntry:
    """One build: when it ended (ISO 8601, UTC), in how many seconds, and the counts of its report."""

    ended: str
    seconds: float
    generation: int
    changed: bool
    files: int
    pages_added: int
    pages_removed: int
    articles: int
    embedded: int
    problems: int


def note_build(library: Path, entry: BuildEntry) -> None:
    """Add a build to the log, whose oldest lines go. A log that cannot be written costs no build: that is logged."""
    file = library / FILE_NAME
    lines = [json.dumps(asdict(one)) for one in [*last_builds(library, KEPT - 1)[::-1], entry]]
    half_made = file.with_suffix(".half")
    try:
        half_made.write_text("\n".join(lines) + "\n", encoding="utf-8")
        half_made.replace(file)
    except OSError as error:
        log.warning("the build was not noted in %s: %s", file, error)


def last_builds(library: Path, count: int) -> tuple[BuildEntry, ...]:
    """The last builds, at most `count`, the latest first; lines that cannot be read are left out."""
    try:
        lines = (library / FILE_NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    found = [entry for line in reversed(lines) if (entry := _entry(line)) is not None]
    return tuple(found[:count])


def _entry(line: str) -> BuildEntry | None:
    try:
        return BuildEntry(**json.loads(line))
    except (TypeError, ValueError):
        return None
