"""Intake: what came waits in a queue, and one build at a time takes it into the library; any of it can be cancelled."""

from __future__ import annotations

import logging
import shutil
import threading
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.build import BuildOptions, BuildProgress, BuildReport, build, take_back
from index.errors import AskpressError, FixInput, TryLater
from index.forecast import forecast
from index.messages import Message
from index.pace import Pace, PaceMeter, keep_pace, kept_pace
from index.removal import IssueName
from index.web.fetch import Fetcher, Limits
from ui.jobs import Job, StoppedError, keep_fetched
from ui.kinds import KINDS, wrong_kind
from ui.queued import Outlook, Queue, QueueLine, Watched, results, summed_up
from ui.records import Building
from ui.unfinished import Unfinished, UnfinishedFiles
from ui.unpacking import ZIP, unpack
from ui.uploads import UPLOADS, Arrival, keep_uploads, put_back

if TYPE_CHECKING:
    from index.embed import Encoder

log = logging.getLogger(__name__)

MOST_ENDED = 1000
"""Lines that are remembered after their end; the oldest go first."""

UNPACKED = ".unpacked"
"""Folder within the uploads for the files of an archive; hidden: no build reads it."""


class Intake:
    """The queue and the thread that works on it. Every method may be called from any thread.

    While another program builds the library, it is tried again every `patience` seconds. `fetching` are the limits
    within which addresses are fetched.
    """

    def __init__(self, library: Path, encoder: Encoder, patience: float = 3.0, fetching: Limits | None = None) -> None:
        self.path = library
        self.watched: Watched | None = None
        self._encoder = encoder
        self._patience = patience
        self._pace: Pace | None = None
        self._unfinished = UnfinishedFiles(library)
        self._lock = threading.Lock()
        self._lines: dict[int, QueueLine] = {}
        self._arrivals: dict[int, Arrival] = {}
        self._working: dict[int, Arrival] = {}
        self._tries: Counter[int] = Counter()
        self._jobs: deque[Job] = deque()
        self._building: Building | None = None
        self._builder: threading.Thread | None = None
        self._running = False
        self._stop = threading.Event()
        self._fetcher = Fetcher(fetching or Limits(), self._stop.is_set)
        self._closing = False
        self._number = 0

    # What windows ask and see

    @property
    def building(self) -> Building | None:
        """The build that runs or ran last, None where there was none."""
        return self._building

    def queue(self) -> Queue:
        """The queue as it is now."""
        with self._lock:
            return Queue(tuple(self._lines.values()), self.watched)

    def add(self, arrivals: Sequence[Arrival]) -> None:
        """Put files and archives at the end of the queue; what cannot be a page is a line with its error at once."""
        with self._lock:
            for arrival in arrivals:
                self._put(arrival)
            self._trim()
            self._note()
            self._wake()

    def take_up(self) -> None:
        """Put what an earlier program left unfinished into the queue; what cannot be taken up is a line that says so.

        It is not trusted: what ended that program may end this one too, so that each try counts.
        """
        for left in self._unfinished.left():
            if not isinstance(left, Unfinished):
                self.refuse(*left)
                continue
            with self._lock:
                self._tries[self._put(left.arrival).id] = left.tries
        with self._lock:
            self._note()
            self._wake()

    def refuse(self, name: str, error: AskpressError) -> None:
        """Put a line in the queue for a file that did not come."""
        with self._lock:
            self._number += 1
            self._lines[self._number] = QueueLine(self._number, name, 0, "failed", errors=(error,))

    def start(self, sources: Sequence[Path] = ()) -> None:
        """Look at `sources`, at all known files without any. Raises TryLater while a build runs."""
        with self._lock:
            if self._running:
                raise TryLater(
                    "a build is running already",
                    where=str(self.path),
                    remedy="wait until it is done, or stop it",
                )
            self._jobs.append(Job(sources=tuple(sources)))
            self._wake()

    def start_with(self, files: Sequence[Path]) -> None:
        """Take files in at once, by their own names. Raises TryLater while a build runs."""
        if self._running:
            raise TryLater(
                "a build is running already", where=str(self.path), remedy="wait until it is done, or stop it"
            )
        self.add([Arrival(file, file.name) for file in files])

    def look_at(self, sources: Sequence[Path]) -> None:
        """Look at `sources` when their turn comes."""
        with self._lock:
            wanted = Job(sources=tuple(sources))
            if wanted not in self._jobs:
                self._jobs.append(wanted)
            self._wake()

    def change(self, *, remove: tuple[IssueName, ...] = (), restore: tuple[IssueName, ...] = ()) -> None:
        """Take issues out of the library, or bring removed ones back, when their turn comes."""
        with self._lock:
            wanted = Job(options=BuildOptions(remove=remove, restore=restore))
            # Asked twice, before the first was done, it is one wish.
            if wanted not in self._jobs:
                self._jobs.append(wanted)
            self._wake()

    def cancel(self, number: int) -> None:
        """Take a line that waits out of the queue; one that is worked on or has ended stays as it is."""
        with self._lock:
            line = self._lines.get(number)
            if line is not None and line.state == "waiting":
                self._lines[number] = replace(line, state="cancelled")
                self._arrivals.pop(number, None)
                self._note()

    def stop(self) -> None:
        """End the build that runs; files that came for it are taken back, what waits is taken in next."""
        self._stop.set()

    def clear(self) -> None:
        """Forget the lines that have ended."""
        with self._lock:
            self._lines = {number: line for number, line in self._lines.items() if not line.ended}

    def outlook(self) -> Outlook:
        """What a look at all known files would lead to. Raises as `forecast`."""
        found = forecast(self.path, self._encoder)
        return Outlook(found, self._known_pace().seconds(found.work, self._encoder))

    def close(self) -> None:
        """Wait until all that waits has been taken in."""
        self._closing = True
        builder = self._builder
        if builder is not None:
            builder.join()
        self._unfinished.close()

    # The queue

    def _note(self) -> None:
        """Note what is not taken in yet; a build that is begun with a file is a try."""
        groups = [(self._working, 1), (self._arrivals, 0)]
        self._unfinished.note(
            Unfinished(arrival.name, str(arrival.path), self._tries[number] + begun, arrival.address)
            for arrivals, begun in groups
            for number, arrival in arrivals.items()
        )

    def _put(self, arrival: Arrival, *, within: bool = False) -> QueueLine:
        """A new line; `within` an archive no other archive is unpacked."""
        self._number += 1
        kind = Path(arrival.name).suffix.lower()
        size = arrival.path.stat().st_size if arrival.path.is_file() else 0
        line = QueueLine(self._number, arrival.name, size)
        if arrival.address or (kind in KINDS and not (within and kind == ZIP)):
            self._arrivals[line.id] = arrival
        else:
            line = replace(line, state="failed", errors=(wrong_kind(arrival.name),))
        self._lines[line.id] = line
        return line

    def _trim(self) -> None:
        ended = [number for number, line in self._lines.items() if line.ended]
        for number in ended[: max(0, len(ended) - MOST_ENDED)]:
            del self._lines[number]

    def _wake(self) -> None:
        if self._running or not (self._arrivals or self._jobs):
            return
        self._running = True
        self._building = Building()
        # Not a daemon: what came is taken in before the program ends.
        self._builder = threading.Thread(target=self._work, name="askpress-build")
        self._builder.start()

    def _next(self, ended: Building | None) -> Job | None:
        """All files that wait, else the next sources to look at; without either, how the last build `ended` stands."""
        with self._lock:
            self._stop.clear()
            self._building = Building()
            # An archive stays itself here, where the job goes on to the files in it.
            self._working, self._arrivals = self._arrivals, {}
            self._note()
            if self._working:
                job = Job(dict(self._working))
                for number in job.arrivals:
                    self._lines[number] = replace(self._lines[number], state="working")
            elif self._jobs:
                job = self._jobs.popleft()
            else:
                # At one instant: whoever sees that the build has ended may start another.
                self._running, self._building = False, ended
                return None
            return job

    def _work(self) -> None:
        ended = None
        while (job := self._next(ended)) is not None:
            ended = self._run(job)

    # One build

    def _run(self, job: Job) -> Building | None:
        try:
            sources: Sequence[Path] = job.sources
            if job.arrivals:
                self._keep(job)
                if not job.kept:
                    return None
                sources = [self.path / UPLOADS]
            pace = self._known_pace()
            report = self._build(job, sources, PaceMeter(pace))
            keep_pace(self.path, pace, self._encoder)
            self._end(job, report)
            return Building(done=summed_up(report, tuple(one.name for one in job.kept.values() if one.before)))
        except StoppedError:
            return self._take_back(job)
        except AskpressError as error:
            return self._fail(job, error)
        except Exception as error:
            log.exception("the build failed")
            what = Message("{kind}: {error}", kind=type(error).__name__, error=error)
            return self._fail(job, AskpressError(what, where=str(self.path)))

    def _known_pace(self) -> Pace:
        if self._pace is None:
            self._pace = kept_pace(self.path, self._encoder)
        return self._pace

    def _build(self, job: Job, sources: Sequence[Path], meter: PaceMeter) -> BuildReport:
        """Build, once no other program builds this library."""
        while True:
            try:
                job.begun = True
                progress = partial(self._watch, meter)
                return build(self.path, sources, encoder=self._encoder, options=job.options, progress=progress)
            except TryLater as error:
                if self._closing:
                    raise
                self._building = Building("wait", detail=error.parts.what)
                if self._stop.wait(self._patience):
                    raise StoppedError from error

    def _watch(self, meter: PaceMeter, progress: BuildProgress) -> None:
        if self._stop.is_set():
            raise StoppedError
        meter.see(progress)
        speed, left = meter.speed(progress)
        self._building = Building(progress.stage, progress.done, progress.total, progress.detail, speed, left)

    def _keep(self, job: Job) -> None:
        """Unpack the archives among the files that came, and keep all of them in the library."""
        try:
            for number, arrival in list(job.arrivals.items()):
                if arrival.address:
                    self._fetch(job, number, arrival)
                elif Path(arrival.name).suffix.lower() == ZIP:
                    self._unpack(job, number, arrival)
            for at, (number, arrival) in enumerate(job.arrivals.items()):
                if self._stop.is_set():
                    raise StoppedError
                self._building = Building("copy", at, len(job.arrivals), arrival.name)
                job.kept[number] = keep_uploads([arrival], self.path)[1][0]
        finally:
            shutil.rmtree(self.path / UPLOADS / UNPACKED, ignore_errors=True)

    def _fetch(self, job: Job, number: int, arrival: Arrival) -> None:
        """Put the file of an address in its place; where there is none, its line says why."""
        self._building = Building("fetch", detail=arrival.name)
        into = self.path / UPLOADS / UNPACKED / str(number)
        try:
            keep_fetched(job, number, self._fetcher, self.path, into)
            self._set(number, size=job.arrivals[number].path.stat().st_size)
        except AskpressError as error:
            if self._stop.is_set():
                raise StoppedError from error
            del job.arrivals[number]
            self._set(number, state="failed", errors=(error,))

    def _unpack(self, job: Job, number: int, archive: Arrival) -> None:
        """Put the lines of an archive's files in the place of its own."""
        del job.arrivals[number]
        found: list[Arrival | tuple[str, AskpressError]] = []
        try:
            for item in unpack(archive.path, archive.name, self.path / UPLOADS / UNPACKED / str(number)):
                if self._stop.is_set():
                    raise StoppedError
                self._building = Building("copy", len(found), 0, archive.name)
                found.append(item)
            if not found:
                raise FixInput("the archive holds no files", where=archive.name, remedy="pack pages into it")
        except AskpressError as error:
            self._set(number, state="failed", errors=(error,))
            return
        except OSError as error:
            self._set(number, state="failed", errors=(AskpressError("it cannot be unpacked: {error}", error=error),))
            return
        with self._lock:
            after = {key: line for key, line in self._lines.items() if key > number}
            self._lines = {key: line for key, line in self._lines.items() if key < number}
            for item in found:
                self._put_unpacked(job, item)
            self._lines.update(after)

    def _put_unpacked(self, job: Job, item: Arrival | tuple[str, AskpressError]) -> None:
        if not isinstance(item, Arrival):
            self._number += 1
            self._lines[self._number] = QueueLine(self._number, item[0], 0, "failed", errors=(item[1],))
            return
        line = self._put(item, within=True)
        arrival = self._arrivals.pop(line.id, None)
        if arrival is not None:
            self._lines[line.id] = replace(line, state="working")
            job.arrivals[line.id] = arrival

    def _set(self, number: int, **values: object) -> None:
        with self._lock:
            self._lines[number] = replace(self._lines[number], **values)  # type: ignore[arg-type]

    def _end(self, job: Job, report: BuildReport) -> None:
        """Say at each line what became of its file; one that gave no page goes, so that no later build tells of it."""
        for number, result in results(job.kept, report).items():
            if result["state"] == "failed":
                for kept in (job.kept[number], job.beside.get(number)):
                    if kept is not None:
                        put_back(kept)
            self._set(number, **result)

    def _fail(self, job: Job, error: AskpressError) -> Building:
        for number in job.arrivals:
            self._set(number, state="failed")
        if job.arrivals:
            # What is wrong concerns all of them: told once.
            self._set(next(iter(job.arrivals)), errors=(error,))
        return Building(error=error)

    def _take_back(self, job: Job) -> Building:
        """After a stop the uploads, and what was read of them, are as before the files came."""
        try:
            for kept in job.all_kept:
                put_back(kept)
            taken = [kept.path for kept in job.kept.values() if not kept.same]
            if taken and job.begun:
                take_back(self.path, taken)
        except (AskpressError, OSError) as error:
            if isinstance(error, OSError):
                error = AskpressError("{error}", where=str(self.path), error=error)
            return self._fail(job, error)
        for number in job.arrivals:
            self._set(number, state="cancelled")
        with self._lock:
            for number, line in self._lines.items():
                if line.state == "working":
                    self._lines[number] = replace(line, state="cancelled")
        return Building(stopped=True)
