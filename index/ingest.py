"""Ingest: what is new, edited or gone among the page files is brought into the store, and nothing else is read."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from index.corrections import read_corrections
from index.errors import AskpressError
from index.issue import IssueGiven
from index.load import GIVEN_SUFFIXES, WEB_SUFFIXES, find_files, load_file
from index.records import Page
from index.sidecars import read_sidecars, read_web_source
from index.store import SourceState, Store


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, a line of one, or a folder that could not be read, and why; the rest went on."""

    path: str
    error: AskpressError


@dataclass(slots=True)
class Ingested:
    """What a pass over the files did: files looked at, pages added and removed, problems, files that are gone."""

    files: int = 0
    added: int = 0
    removed: int = 0
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_sources(
    store: Store,
    sources: Sequence[Path],
    generation: int,
    given: IssueGiven,
    prune: bool,
    report: Callable[[int, int, str], None],
) -> Ingested:
    """Bring the files under `sources` into `generation`; without sources, those under all remembered ones.

    A file whose size, time, metadata and corrections are as remembered is not opened. One that cannot be read keeps
    the pages it had. Files that are gone are listed in `missing`, or with `prune` removed. `given` holds for the
    sources of this call and is remembered with them. `report` gets files done, files in all and the file at hand.
    """
    result = Ingested()
    roots = _roots(store, sources, given)
    known = store.sources()
    seen: set[str] = set()
    for root, root_given in roots.items():
        found = find_files([Path(root)])
        gone = not Path(root).exists() and any(_is_below(path, root) for path in known)
        if not gone:
            result.problems += [Problem(error.where, error) for error in found.problems]
        for number, file in enumerate(found.files):
            path = os.path.abspath(file)
            if path in seen:
                continue
            seen.add(path)
            report(number, len(found.files), file.name)
            _read_file(store, Path(path), root_given, known.get(path), generation, result)
        report(len(found.files), len(found.files), "")
    result.files = len(seen)
    lost = [path for path in sorted(known.keys() - seen) if any(_is_below(path, root) for root in roots)]
    for path in lost:
        named = any(_is_below(path, root) for root in roots if Path(root).exists() or sources or root == path)
        if not _is_gone(path):
            continue
        if prune and named:
            with store.transaction():
                result.removed += store.replace_pages(path, [], generation)[1]
                store.forget_source(path)
        else:
            result.missing.append(path)
    return result


def _roots(store: Store, sources: Sequence[Path], given: IssueGiven) -> dict[str, IssueGiven]:
    """The files and folders to look at and what is said of each; named ones are remembered for later builds.

    What is said of a file or an inner folder is nearer to it than what is said of a folder around it, so it comes
    first here, unless this call says something of the folder.
    """
    remembered = _remembered(store)
    named = [os.path.abspath(source) for source in sources]
    inner = [path for path in remembered if any(_is_below(path, source) for source in named)]
    with store.transaction():
        for path in dict.fromkeys([*named, *inner] if given != IssueGiven() else named):
            remembered[path] = given.over(remembered.get(path, IssueGiven()))
            if path in inner or Path(path).exists():
                store.put_root(path, _as_json(remembered[path]))
    wanted = sorted({*named, *inner} if sources else remembered, key=len, reverse=True)
    return {path: _said(path, remembered) for path in wanted}


def remembered_roots(store: Store) -> dict[str, IssueGiven]:
    """The files and folders that a build without sources looks at, inner ones first, and what is said of each."""
    remembered = _remembered(store)
    return {path: _said(path, remembered) for path in sorted(remembered, key=len, reverse=True)}


def _remembered(store: Store) -> dict[str, IssueGiven]:
    return {path: _from_json(said) for path, said in store.roots().items()}


def bring_in_line(store: Store, paths: Sequence[Path], generation: int) -> None:
    """Make `generation` know these files as they are now: those that are gone lose their pages, others are read again.

    For files that a build had read before it was stopped, and that were taken back since.
    """
    remembered = _remembered(store)
    for file in paths:
        path = os.path.abspath(file)
        if _is_gone(path):
            with store.transaction():
                store.replace_pages(path, [], generation)
                store.forget_source(path)
        else:
            _read_file(store, Path(path), _said(path, remembered), None, generation, Ingested())


def source_state(path: Path, given: IssueGiven) -> SourceState:
    """What is remembered of a file as it is now, `given` being said of it. Raises OSError and as `read_sidecars`."""
    status = path.stat()
    said = _as_json(given.over(read_sidecars(path)), _said_beside(path))
    return SourceState(str(path), status.st_size, status.st_mtime_ns, said)


def _said(path: str, remembered: Mapping[str, IssueGiven]) -> IssueGiven:
    """What is said of a path and, where that leaves something open, of the folders around it, the nearest first."""
    said = IssueGiven()
    for around in sorted((root for root in remembered if _is_below(path, root)), key=len, reverse=True):
        said = said.over(remembered[around])
    return said


def _as_json(given: IssueGiven, corrections: str = "") -> str:
    """What is said of a page; without corrections as it always was, so that nothing known is read again."""
    said = [given.newspaper, given.date.isoformat() if given.date else None, given.page]
    return json.dumps([*said, corrections] if corrections else said, ensure_ascii=False)


def _said_beside(path: Path) -> str:
    """Short text that differs whenever the corrections beside a page do, or its address; "" without any."""
    if path.suffix.lower() in WEB_SUFFIXES:
        source = read_web_source(path)
        return f"{source.charset} {source.address}" if source.address else ""
    if path.suffix.lower() in GIVEN_SUFFIXES:
        return ""
    corrections = read_corrections(path)
    return hashlib.sha256(corrections.encode()).hexdigest()[:16] if corrections else ""


def _from_json(said: str) -> IssueGiven:
    newspaper, day, page = json.loads(said)
    return IssueGiven(newspaper, date.fromisoformat(day) if day else None, page)


def _read_file(
    store: Store, path: Path, given: IssueGiven, before: SourceState | None, generation: int, result: Ingested
) -> None:
    """Bring one file in, if anything about it changed, in one transaction."""
    try:
        state = source_state(path, given)
        if state == before:
            return
    except AskpressError as error:
        result.problems.append(Problem(str(path), error))
        return
    except OSError:
        # load_file tells in words what is wrong with it.
        state = None
    pages: list[Page] = []
    errors: list[Problem] = []
    for item in load_file(path, given):
        if isinstance(item, Page):
            pages.append(item)
        else:
            errors.append(Problem(str(path), item))
    result.problems += errors
    if not pages:
        return
    with store.transaction():
        added, removed = store.replace_pages(str(path), pages, generation)
        if errors or state is None:
            # Looked at again by every build until it is mended, so that the problem is not forgotten.
            state = SourceState(str(path), -1, -1, "")
        store.put_source(state)
    result.added += added
    result.removed += removed


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _is_gone(path: str) -> bool:
    """Whether a file is known not to be there; one below an unreadable folder is not."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
