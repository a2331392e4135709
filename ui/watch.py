"""Watching: a folder is looked at every few seconds, and what is new or changed in it is put in the queue by itself."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from index.errors import AskpressError, FixInput
from index.load import SUFFIXES
from index.messages import system_reason
from ui.intake import Intake
from ui.queued import Watched

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two looks. A network drive, where scans arrive, sends no notice of changes to wait for."""

Signature = dict[str, tuple[int, int]]


class FolderWatch:
    """Watches one folder for one intake. A file that is still growing is waited for: two looks must find the same."""

    def __init__(self, folder: Path, intake: Intake, every: float = EVERY) -> None:
        self.folder = folder.expanduser().absolute()
        self._intake = intake
        self._every = every
        self._taken: Signature | None = None
        self._before: Signature | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="askpress-watch", daemon=True)
        intake.watched = Watched(str(self.folder))

    def start(self) -> None:
        """Watch from now on, in a thread of its own, beginning with what is there already."""
        self._thread.start()

    def close(self) -> None:
        """Watch no more."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Look once, and have the folder taken in if it has come to rest in another state than it was taken in."""
        try:
            found = signature_of(self.folder)
        except OSError as error:
            self._intake.watched = Watched(str(self.folder), error=_unreadable(self.folder, error))
            return
        pages = sum(Path(name).suffix.lower() in SUFFIXES for name in found)
        self._intake.watched = Watched(str(self.folder), pages)
        if found != self._taken and found == self._before:
            self._taken = found
            if pages:
                self._intake.look_at([self.folder])
        self._before = found

    def _run(self) -> None:
        while True:
            self.look()
            if self._closed.wait(self._every):
                return


def signature_of(folder: Path) -> Signature:
    """Size and time of every file below a folder that a build would look at or beside. Raises OSError."""
    found: Signature = {}

    def fail(error: OSError) -> None:
        if error.filename == str(folder):
            raise error
        # One inner folder that cannot be read: the build names it, the others are watched.
        log.warning("not watched: %s", error)

    for inside, folders, names in os.walk(folder, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                path = Path(inside) / name
                try:
                    status = path.stat()
                except OSError:
                    continue
                found[str(path)] = (status.st_size, status.st_mtime_ns)
    return found


def _unreadable(folder: Path, error: OSError) -> AskpressError:
    return FixInput(system_reason(error), where=str(folder), remedy="make the folder, or name another")
