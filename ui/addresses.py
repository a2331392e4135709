"""Addresses: those that a command names beside files are fetched and kept in the library, before it is built."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.errors import AskpressError
from index.ingest import Problem
from index.web.fetch import Fetcher, Limits, checked_address, is_address
from index.web.kept import fetch_page
from qa.settings import Settings
from ui.uploads import Arrival, keep_uploads


def kept_sources(named: Sequence[str], settings: Settings) -> tuple[list[Path], list[Problem]]:
    """Files and folders to build from: those named as they are, of each address the file of its page in the library.

    What could not be fetched is told beside them. Raises its error where nothing else was named: a build without
    sources would look at all that the library knows.
    """
    sources, refused = [], []
    fetcher = Fetcher(Limits(private=settings.private_addresses))
    with tempfile.TemporaryDirectory(prefix="askpress-") as folder:
        for name in named:
            if not is_address(name):
                sources.append(Path(name))
                continue
            try:
                files = fetch_page(checked_address(name), fetcher, Path(folder)).files
                kept = keep_uploads([Arrival(path, kept_as) for path, kept_as in files], settings.library)[1]
                sources.append(kept[-1].path)
            except AskpressError as error:
                refused.append(Problem(name, error))
    if refused and not sources:
        raise refused[0].error
    return sources, refused
