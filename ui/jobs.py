"""Jobs: one build of the queue: the files and addresses that came for it, and what of them is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from index.build import BuildOptions
from index.web.fetch import Fetcher
from index.web.kept import fetch_page
from ui.uploads import Arrival, KeptFile, keep_uploads


class StoppedError(Exception):
    """Raised within a build to end it."""


@dataclass
class Job:
    """One build: the files that came, by the number of their line, or `sources` to look at (none: all known).

    `options` name issues to take out or to bring back; then no file is looked at. `beside` are the sidecars of pages
    that were fetched, by the line of their page.
    """

    arrivals: dict[int, Arrival] = field(default_factory=dict)
    sources: tuple[Path, ...] = ()
    options: BuildOptions = field(default_factory=BuildOptions)
    kept: dict[int, KeptFile] = field(default_factory=dict)
    beside: dict[int, KeptFile] = field(default_factory=dict)
    begun: bool = False

    @property
    def all_kept(self) -> list[KeptFile]:
        """Every file that this build brought into the uploads."""
        return [*self.kept.values(), *self.beside.values()]


def keep_fetched(job: Job, number: int, fetcher: Fetcher, library: Path, into: Path) -> None:
    """Fetch the page at the address of a line, and put its file in the place of the address.

    `into` is a folder for the time being. Raises as `fetch_page` and `keep_uploads`; nothing is kept then.
    """
    into.mkdir(parents=True, exist_ok=True)
    (beside, beside_name), (page, name) = fetch_page(job.arrivals[number].address, fetcher, into).files
    job.beside[number] = keep_uploads([Arrival(beside, beside_name)], library)[1][0]
    job.arrivals[number] = Arrival(page, name)
