"""The journal: what an evaluation has measured so far, a line a case, so that a run goes on where one stopped."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from index.errors import FixPermissions

Row = dict[str, Any]


class Journal:
    """A file of JSON lines, each a case by its `stage` and `id`; a line that was cut off is dropped.

    Used as a context, which closes it; every line is on disk as soon as it is added.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        """Open the file, making it (and its folder) where it is not there; `fresh` empties it.

        Raises FixPermissions where it cannot be read or written.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = b"" if fresh or not path.exists() else path.read_bytes()
            self._rows, good = _read(whole)
            self._stream = path.open("r+b" if path.exists() else "w+b")
            self._stream.truncate(good)
            self._stream.seek(good)
        except OSError as error:
            raise FixPermissions(
                "the cases of an evaluation cannot be kept ({error})",
                where=str(path),
                remedy="make room and give this user write permission, or set `cache` to another folder",
                error=error,
            ) from error
        self.found = len(self._rows)
        """How many cases there were when it was opened."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def get(self, stage: str, identifier: str) -> Row | None:
        """The case that was measured, None where it is still to be."""
        return self._rows.get((stage, identifier))

    def add(self, stage: str, identifier: str, row: Row) -> Row:
        """Keep a case; returns it as it will be read again, so that a run and its continuation report the same."""
        line = json.dumps({"stage": stage, "id": identifier, **row}, ensure_ascii=False)
        self._stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self._stream.flush()
        kept: Row = json.loads(line)
        self._rows[stage, identifier] = kept
        return kept

    def __len__(self) -> int:
        return len(self._rows)


def _read(whole: bytes) -> tuple[dict[tuple[str, str], Row], int]:
    """The cases of a journal and how many of its bytes are good: a run that was killed may leave half a line."""
    rows: dict[tuple[str, str], Row] = {}
    good = 0
    for line in whole.splitlines(keepends=True):
        try:
            row = json.loads(line)
            key = str(row["stage"]), str(row["id"])
        except (ValueError, KeyError, TypeError):
            break
        if not line.endswith(b"\n"):
            break
        rows[key] = row
        good += len(line)
    return rows, good
