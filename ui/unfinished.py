"""Unfinished: which files came and are not taken in yet, noted beside the library for a program that ends unforeseen.

An ordinary end waits for them, so that the note is empty then; after a crash, the next start takes them up again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import AskpressError, TryLater
from ui.uploads import UPLOADS, Arrival, safe_path

FILE_NAME = "intake.json"
LOCK = "intake.lock"

MOST_TRIES = 2
"""Builds of a file that may end with the program; then it is not taken up again by itself, else no start would last."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A file by its name, where it lies, and how many builds were begun with it that came to no end."""

    name: str
    path: str
    tries: int = 0
    address: str = ""

    @property
    def arrival(self) -> Arrival:
        """The file as it came."""
        return Arrival(Path(self.path), self.name, self.address)


class UnfinishedFiles:
    """The note of one library. Of several programs that serve it, the first one keeps the note."""

    def __init__(self, library: Path) -> None:
        self.library = library
        # Not of a thread: it is held by whoever keeps the queue.
        self._lock = FileLock(library / LOCK, timeout=0, thread_local=False)

    def left(self) -> list[Unfinished | tuple[str, AskpressError]]:
        """What an earlier program left; with an error what cannot be taken up again by itself, by its name."""
        if not (self.library / FILE_NAME).exists() or not self._own():
            return []
        try:
            rows = json.loads((self.library / FILE_NAME).read_text(encoding="utf-8"))
            return [self._found(Unfinished(**row)) for row in rows]
        except (OSError, ValueError, TypeError) as error:
            log.warning("what was left unfinished cannot be read: %s", error)
            return []

    def note(self, files: Iterable[Unfinished]) -> None:
        """Put these in the place of what is noted. What stands in the way of that is logged."""
        rows = [asdict(one) for one in files]
        file = self.library / FILE_NAME
        if (not rows and not file.exists()) or not self._own():
            return
        try:
            half_made = file.with_suffix(".half")
            half_made.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
            half_made.replace(file)
            if not rows:
                file.unlink()
        except OSError as error:
            log.warning("what is not taken in yet was not noted in %s: %s", file, error)

    def close(self) -> None:
        """Leave the note to the next program."""
        self._lock.release()

    def _own(self) -> bool:
        """Whether the note is this program's to keep."""
        if self._lock.is_locked:
            return True
        try:
            self.library.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            log.warning("what is not taken in yet is not noted: %s", error)
            return False
        return True

    def _found(self, one: Unfinished) -> Unfinished | tuple[str, AskpressError]:
        """The file where it lies by now: where it was sent to, or among the uploads already."""
        if one.tries >= MOST_TRIES:
            return one.name, TryLater(
                "the program ended {tries} times while this was taken in",
                where=one.name,
                remedy="send it again, with few other files",
                tries=one.tries,
            )
        if one.address:
            return one
        for path in (Path(one.path), self.library / UPLOADS / safe_path(one.name)):
            if path.is_file():
                return Unfinished(one.name, str(path), one.tries)
        return one.name, TryLater(
            "the program ended before this was taken in, and it is not there any more",
            where=one.name,
            remedy="send it again",
        )
