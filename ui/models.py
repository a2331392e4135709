"""The `askpress models` commands: weights fetched with progress, and a list of what is at hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import FixInput
from qa.model.catalogue import CATALOGUE, recognise
from qa.model.models import Source, fetch, fetch_needed, list_models
from qa.settings import Settings


def fetch_models(settings: Settings, name: str | None, source: Source, file: Path | None) -> Iterator[str]:
    """Fetch one model, or all that the settings ask for; yields a line for each that is ready.

    Raises FixInput where no model has that name, and what `qa.model.models.fetch` raises.
    """
    with _FetchBar() as bar:
        if name is None and file is None:
            paths = fetch_needed(settings, source=source, progress=bar)
        else:
            model = recognise(file) if name is None and file is not None else _named(name or "")
            paths = [fetch(model, settings, source=source, file=file, progress=bar)]
    for path in paths:
        yield f"ready: {path}"


def _named(name: str) -> Any:
    for model in CATALOGUE:
        if model.name == name:
            return model
    names = ", ".join(model.name for model in CATALOGUE)
    raise FixInput(
        "there is no model {name!r}, expected one of {names}", remedy="mend the name", name=name, names=names
    )


def model_rows(settings: Settings) -> list[dict[str, Any]]:
    """Every model that can be fetched: whether the settings ask for it, and how much of it is in the cache."""
    return [
        {
            "name": state.model.name,
            "kind": state.model.kind,
            "size": state.model.size,
            "sha256": state.model.sha256,
            "wanted": state.wanted,
            "fetched": state.bytes_done,
            "path": str(state.path) if state.path else None,
        }
        for state in list_models(settings)
    ]


def model_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    """The same for people."""
    for row in rows:
        state = row["path"] or f"not fetched ({row['fetched'] / 1e6:,.0f} of {row['size'] / 1e6:,.0f} MB)"
        yield f"{row['name']:<36}{row['kind']:<16}{'' if row['wanted'] else 'not needed  '}{state}"


class _FetchBar:
    """A progress bar of bytes on stderr; plain lines where stderr is no terminal."""

    def __enter__(self) -> _FetchBar:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        self._plain = not sys.stderr.isatty()
        self._told = ""
        columns = (TextColumn("{task.description:<32}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), disable=self._plain)
        self._progress.start()
        self._tasks: dict[int, Any] = {}
        return self

    def __call__(self, done: int, total: int, text: str) -> None:
        if self._plain:
            tenth = f"{text} {10 * done // max(total, 1) * 10} % of {total / 1e6:,.0f} MB"
            if tenth != self._told:
                sys.stderr.write(tenth + "\n")
                self._told = tenth
            return
        if total not in self._tasks:
            self._tasks[total] = self._progress.add_task(text, total=total)
        self._progress.update(self._tasks[total], completed=done, description=text)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
