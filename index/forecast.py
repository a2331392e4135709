"""Forecast: what a build of the files that a library knows would do, found out without doing it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.build import BuildOptions, recovery_rules, serving_generation
from index.embed import Encoder
from index.errors import AskpressError
from index.ingest import remembered_roots, source_state
from index.issue import IssueGiven
from index.load import find_files
from index.store import SourceState, Store

if TYPE_CHECKING:
    from index.build import Stage

_BYTES_OF_A_PASSAGE = 400
"""Where the library has none yet to tell it from: about 130 Chinese characters in UTF-8."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build would do.

    `new`, `changed` and `unchanged` count files, `gone` those that were read before and are not there now. `every_page`
    says that the articles of every page are found anew, since the rules for it changed with the program. `passages` are
    to be encoded: known ones without a vector, and an estimate for the files; with `every_page` it is what they are at
    most. `chunks` is the length of the index that is written, 0 where nothing is to be done.
    """

    new: int
    changed: int
    unchanged: int
    gone: int
    every_page: bool
    pages: int
    passages: int
    chunks: int

    @property
    def work(self) -> Mapping[Stage, int]:
        """The same in units of the stages, for `Pace.seconds`."""
        files = self.new + self.changed
        return {
            "read": files + self.unchanged,
            "segment": (self.pages if self.every_page else 0) + files,
            "embed": self.passages,
            "index": self.chunks,
        }


def forecast(library: Path, encoder: Encoder) -> Forecast:
    """What `build(library, [], encoder=encoder)` would do. Looks at names, sizes and times of files, opens none.

    Raises as `Store.open` without `create`: BuildFirst, FixPermissions, RepairLibrary.
    """
    store = Store.open(library)
    try:
        serving, usable = serving_generation(library, store, encoder)
        new, changed, unchanged, gone = _look(store)
        every_page = store.meta("rules") != recovery_rules(BuildOptions())
        counts = store.counts(serving + 1)
        known = sum(state.size for state in store.sources().values() if state.size > 0)
        each = known / counts["chunks"] if known and counts["chunks"] else _BYTES_OF_A_PASSAGE
        missing = counts["chunks"] if every_page else len(store.texts_without_vector(encoder.digest, serving + 1))
        added = round(sum(_size(path) for path in [*new, *changed]) / each)
        needed = bool(new or changed or every_page or not usable or store.pending(serving + 1))
        return Forecast(
            new=len(new),
            changed=len(changed),
            unchanged=unchanged,
            gone=gone,
            every_page=every_page,
            pages=counts["pages"],
            passages=missing + added,
            chunks=counts["chunks"] + added if needed else 0,
        )
    finally:
        store.close()


def _look(store: Store) -> tuple[list[Path], list[Path], int, int]:
    """New files, changed ones, how many are as they were, and how many are gone."""
    known = store.sources()
    new: list[Path] = []
    changed: list[Path] = []
    seen: set[str] = set()
    for root, given in remembered_roots(store).items():
        for file in find_files([Path(root)]).files:
            path = os.path.abspath(file)
            if path in seen:
                continue
            seen.add(path)
            if path not in known:
                new.append(file)
            elif not _is_as_it_was(Path(path), given, known[path]):
                changed.append(file)
    return new, changed, len(seen) - len(new) - len(changed), len(known.keys() - seen)


def _is_as_it_was(path: Path, given: IssueGiven, before: SourceState) -> bool:
    try:
        return source_state(path, given) == before
    except (AskpressError, OSError):
        # The build will open it and say what is wrong.
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
