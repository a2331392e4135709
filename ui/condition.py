"""Condition: what the status page tells of the library, its disk, its last builds and its last answers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.build_log import BuildEntry, last_builds
from index.errors import BuildFirst
from index.status import library_status
from qa.records import Timings
from ui.reading_room import ReadingRoom

BUILDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Condition:
    """`status` is that of `library_status`, None where there is no library; sizes in bytes, None where unknown."""

    status: dict[str, Any] | None
    issues: int
    free: int | None
    total: int | None
    builds: tuple[BuildEntry, ...]
    model: str | None
    answers: tuple[Timings, ...]


def condition_of(room: ReadingRoom) -> Condition:
    """The condition of a room's library now. Raises RepairLibrary where it is damaged, and as `AnswerTimes`."""
    try:
        status, issues = library_status(room.path), len(room.overview().issues)
    except BuildFirst:
        status, issues = None, 0
    try:
        disk = shutil.disk_usage(next(path for path in (room.path, *room.path.parents) if path.exists()))
        space: tuple[int | None, int | None] = disk.free, disk.total
    except (OSError, StopIteration):
        space = None, None
    builds, answers = last_builds(room.path, BUILDS_SHOWN), room.answer_times.last()
    return Condition(status, issues, *space, builds, room.model_name, answers)


def median(values: Sequence[float]) -> float:
    """The middle one of the values, of an even number the lower of the two. Raises ValueError without any."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[(len(values) - 1) // 2]
