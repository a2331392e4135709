"""Building: page files in, a verified new generation out, swapped in at one instant while readers go on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from index.build_log import BuildEntry, note_build
from index.chunk import ChunkSettings, chunk
from index.embed import Encoder
from index.errors import FixInput, FixPermissions, RepairLibrary, TryLater
from index.generation import LEXICAL, current_number, read_manifest
from index.ingest import Ingested, Problem, bring_in_line, read_sources
from index.issue import IssueGiven
from index.lexical import LEXICAL_VERSION
from index.messages import Message
from index.page_report import REPORT_VERSION, PageReport
from index.publish import Recipe, publish
from index.records import Page
from index.recover import RECOVERY_VERSION, RecoveredIssue, recover_issue
from index.removal import IssueName, RemovedIssue, is_removed, mark_issues, removed_issues
from index.reprints import sign_articles
from index.serialise import PASSAGE_VERSION, page_from_row
from index.store import Store
from index.vocabulary import FILE_NAME as NAMES

LOCK = "build.lock"
_HOLDER = "build.holder"
_ENCODE_BATCH = 512

Stage = Literal["read", "segment", "embed", "index", "verify"]


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """Where a build stands: `done` of `total` (files, issues, passages, chunks, by stage) and what it is at."""

    stage: Stage
    done: int
    total: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """`prune` removes the pages of files that are gone; `given` is said of files that do not say it themselves.

    `remove` takes issues out of the library and `restore` brings such ones back: then no file is looked at.
    """

    prune: bool = False
    given: IssueGiven = field(default_factory=IssueGiven)
    chunker: ChunkSettings = field(default_factory=ChunkSettings)
    remove: tuple[IssueName, ...] = ()
    restore: tuple[IssueName, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `missing` are files that were read before, are gone now, and still stand in the library.

    `pages` are the reports on the pages whose articles this build recovered. A line of JSON Lines is given as an
    article and has none.
    """

    generation: int
    changed: bool
    files: int
    pages_added: int
    pages_removed: int
    articles: int
    chunks: int
    embedded: int
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    seconds: float
    pages: tuple[PageReport, ...] = ()


def build(
    library: Path,
    sources: Sequence[Path],
    *,
    encoder: Encoder,
    options: BuildOptions | None = None,
    progress: Callable[[BuildProgress], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> BuildReport:
    """Take `sources` (files and folders) into the library and make a new generation if anything changed.

    Without sources, the files that the library knows are looked at again. What cannot be read is reported in
    `problems` and never stops the rest. Progress that was made before a crash is kept.

    Raises:
        TryLater: another build holds the library.
        FixPermissions: the library folder cannot be written.
        RepairLibrary: the library file is damaged.
    """
    started = time.monotonic()
    options = options or BuildOptions()
    with _writer(library):
        store = Store.open(library, create=True)
        try:
            run = _Run(library, store, encoder, options, progress, now)
            return run.build(sources, started)
        except OSError as error:
            raise FixPermissions(
                "the library cannot be written ({error})",
                where=str(library),
                remedy="make room on the disk and give this user write permission; what was done is kept",
                error=error,
            ) from error
        finally:
            store.close()


def take_back(library: Path, files: Sequence[Path]) -> None:
    """Undo what a build that was stopped had read of `files`, which were removed or put back as they were since.

    The serving generation stays as it is. Raises as `build`.
    """
    with _writer(library):
        store = Store.open(library, create=True)
        try:
            bring_in_line(store, files, _current(library, store) + 1)
        finally:
            store.close()


def recovery_rules(options: BuildOptions) -> str:
    """Text that differs wherever the same pages would give other articles or chunks than before."""
    return json.dumps([RECOVERY_VERSION, REPORT_VERSION, PASSAGE_VERSION, options.chunker.fingerprint])


def serving_generation(library: Path, store: Store, encoder: Encoder) -> tuple[int, bool]:
    """The serving generation (0: none), and whether it is whole and was made as a build would make it now."""
    run = _Run(library, store, encoder, BuildOptions(), lambda _: None, lambda: datetime.now(UTC))
    return run.current, run.usable


def _current(library: Path, store: Store) -> int:
    """The serving generation; beyond every row where that cannot be told, so that all of them are visible."""
    try:
        return current_number(library)
    except RepairLibrary:
        return store.last_generation()


@contextmanager
def _writer(library: Path) -> Iterator[None]:
    """Be the one writer of the library; the lock of a process that died is free again by itself."""
    holder = library / _HOLDER
    try:
        library.mkdir(parents=True, exist_ok=True)
        lock = FileLock(library / LOCK, timeout=0)
        lock.acquire()
        holder.write_text(f"process {os.getpid()}", encoding="utf-8")
    except Timeout as error:
        who = holder.read_text(encoding="utf-8").split()[-1:] if holder.exists() else []
        raise TryLater(
            "{who} is building this library",
            where=str(library),
            remedy="wait until it is done, then come again",
            who=Message("process {number}", number=who[0]) if who else Message("another process"),
        ) from error
    except OSError as error:
        raise FixPermissions(
            "the library cannot be written ({error})",
            where=str(library),
            remedy="give this user write permission on the folder, or choose another with --library",
            error=error,
        ) from error
    try:
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


class _Run:
    """One build: the stages in their order, over one store, towards one generation."""

    def __init__(
        self,
        library: Path,
        store: Store,
        encoder: Encoder,
        options: BuildOptions,
        progress: Callable[[BuildProgress], None],
        now: Callable[[], datetime],
    ) -> None:
        self.library, self.store, self.encoder, self.options = library, store, encoder, options
        self.progress, self.now = progress, now
        self.removed: tuple[RemovedIssue, ...] = ()
        self.unread: list[Problem] = []
        self.current, self.usable = self._serving()
        self.target = self.current + 1

    def _serving(self) -> tuple[int, bool]:
        """The serving generation, and whether it is whole and was made as this build would make it."""
        try:
            number = current_number(self.library)
            manifest = read_manifest(self.library, number) if number else None
        except RepairLibrary:
            # Damaged indexes are derived data: made anew beyond every row, so that all of them are visible.
            return self.store.last_generation(), False
        if manifest is None:
            return 0, False
        recipe = self._recipe()
        made = (manifest.encoder_digest, manifest.chunker, manifest.segmenter)
        # A program before 0.3 wrote no names, one before 0.4 no pages: such a generation serves, and is then made anew.
        whole = f"{LEXICAL}/{NAMES}" in manifest.files and manifest.lexical == LEXICAL_VERSION
        return number, whole and made == (recipe.encoder_digest, recipe.chunker, recipe.segmenter)

    def _recipe(self) -> Recipe:
        return Recipe(
            encoder=self.encoder.name,
            encoder_digest=self.encoder.digest,
            dimension=self.encoder.dimension,
            chunker=self.options.chunker.fingerprint,
            segmenter=RECOVERY_VERSION,
            created=self.now().isoformat(timespec="seconds"),
        )

    def build(self, sources: Sequence[Path], started: float) -> BuildReport:
        """Run all stages; see `build`."""
        options = self.options
        if options.remove or options.restore:
            when = self.now().isoformat(timespec="seconds")
            read = Ingested()
            read.added, read.removed = mark_issues(self.store, options.remove, options.restore, when)
        else:
            read = read_sources(self.store, sources, self.target, options.given, options.prune, self._at("read"))
        reports = self._segment()
        sign_articles(self.store)
        embedded = self._embed()
        changed = self.store.pending(self.target) or not self.usable
        if changed:
            publish(
                self.library,
                self.store,
                self.target,
                self.current,
                self._recipe(),
                self._at("index"),
                self._at("verify"),
            )
        number = self.target if changed else self.current
        counts = self.store.counts(number)
        report = BuildReport(
            generation=number,
            changed=changed,
            files=read.files,
            pages_added=read.added,
            pages_removed=read.removed,
            articles=counts["articles"],
            chunks=counts["chunks"],
            embedded=embedded,
            problems=(*read.problems, *self._refused(), *self.unread),
            missing=tuple(read.missing),
            seconds=time.monotonic() - started,
            pages=tuple(reports),
        )
        self._note(report)
        return report

    def _note(self, report: BuildReport) -> None:
        ended = self.now().isoformat(timespec="seconds")
        counts = (report.files, report.pages_added, report.pages_removed, report.articles, report.embedded)
        entry = BuildEntry(
            ended, round(report.seconds, 2), report.generation, report.changed, *counts, len(report.problems)
        )
        note_build(self.library, entry)

    def _at(self, stage: Stage) -> Callable[[int, int, str], None]:
        return lambda done, total, detail: self.progress(BuildProgress(stage, done, total, detail))

    def _segment(self) -> list[PageReport]:
        """Make the articles and chunks of every issue whose pages, or whose rules, changed; reports on its pages."""
        rules = recovery_rules(self.options)
        if self.store.meta("rules") != rules:
            with self.store.transaction():
                self.store.mark_all_unsegmented()
                self.store.set_meta("rules", rules)
        self.removed = removed_issues(self.store)
        issues = self.store.unsegmented()
        report = self._at("segment")
        reports: list[PageReport] = []
        # Many small issues (a line of JSON Lines is one) share a transaction: each costs a sync of the disk.
        for first in range(0, len(issues), 200):
            with self.store.transaction():
                for issue in issues[first : first + 200]:
                    reports += self._segment_issue(issue)
            report(min(first + 200, len(issues)), len(issues), "")
        return reports

    def _segment_issue(self, issue: str) -> list[PageReport]:
        pages = [page_from_row(row) for row in self.store.live_pages(issue)]
        kept = [page for page in pages if not is_removed(page, self.removed)]
        if len(kept) < len(pages) and not (self.options.remove or self.options.restore):
            self.unread += [_of_removed(page) for page in pages if page not in kept]
        recovered = recover_issue(kept) if kept else RecoveredIssue((), ())
        pairs = [(article, chunk(article, self.options.chunker)) for article in recovered.articles]
        self.store.replace_articles(issue, pairs, self.target)
        self.store.replace_reports(issue, recovered.reports, self.target)
        return list(recovered.reports)

    def _refused(self) -> list[Problem]:
        """The corrections that do not fit their pages, told at every build until they are mended."""
        return [Problem(one.where, one.error) for report in self.store.reports_with_refused() for one in report.refused]

    def _embed(self) -> int:
        """Make the vectors that are missing, kept batch by batch so that a crash costs one batch at most."""
        missing = list(self.store.texts_without_vector(self.encoder.digest, self.target).items())
        # Neighbours in length share a batch: padding is what encoding spends most of its waste on.
        missing.sort(key=lambda item: len(item[1]))
        report = self._at("embed")
        for first in range(0, len(missing), _ENCODE_BATCH):
            batch = missing[first : first + _ENCODE_BATCH]
            report(first, len(missing), "")
            vectors = self.encoder.encode_passages(
                [text for _, text in batch], progress=partial(_report_batch, report, first, len(missing))
            )
            with self.store.transaction():
                self.store.put_vectors(self.encoder.digest, [digest for digest, _ in batch], vectors)
        if missing:
            report(len(missing), len(missing), "")
        return len(missing)


def _report_batch(report: Callable[[int, int, str], None], before: int, total: int, done: int, _: int) -> None:
    """Progress within a batch as progress of the whole."""
    report(before + done, total, "")


def _of_removed(page: Page) -> Problem:
    """That a page was read which no reader will see, since its issue was taken out."""
    error = FixInput(
        "its issue was removed from the library",
        where=Message(
            "{newspaper}, {day}",
            newspaper=page.newspaper or Message("newspaper unknown"),
            day=page.date or Message("date unknown"),
        ),
        remedy="bring the issue back in the Library tab of `askpress ui`",
    )
    return Problem(page.path, error)
