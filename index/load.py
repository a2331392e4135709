"""Load: files and folders to pages, each with its raw bytes and what they decode to."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.corrections import CORRECTIONS_SUFFIX, read_corrections
from index.decode import decode
from index.errors import AskpressError, FixInput, FixPermissions
from index.file_names import from_file_name
from index.identify import identify
from index.issue import IssueGiven, optional_page_number, parse_date
from index.messages import Message
from index.page_ids import page_id
from index.records import GivenArticle, Page
from index.sidecars import PAGES_TOML, read_sidecars

WEB_SUFFIXES = (".html", ".htm", ".xhtml")
SUFFIXES = (".txt", ".md", ".jsonl", *WEB_SUFFIXES)
GIVEN_SUFFIXES = (".jsonl", *WEB_SUFFIXES)
"""Files whose articles are told apart already: nothing is recovered from them, and they take no corrections."""
SIZE_LIMIT = 200_000_000
"""The largest file that is read, in bytes."""

NOTHING_GIVEN = IssueGiven()


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The files to load, each once, and what stood in the way of finding others."""

    files: tuple[Path, ...]
    problems: tuple[AskpressError, ...]


def find_files(paths: Sequence[Path]) -> FoundFiles:
    """Files among `paths`; folders are walked to the bottom, in the order of their names.

    Hidden files, sidecars (`<file>.toml`), `pages.toml` and correction files (`<file>.corrections.toml`) are passed
    over. A folder that cannot be read, a path that does not exist and a correction file whose page is missing become
    problems (FixPermissions, FixInput); the rest goes on. Files of other kinds are kept: `load_file` says of each that
    it is not supported, so that nothing is left out in silence.
    """
    files: dict[str, Path] = {}
    problems: list[AskpressError] = []
    visited: set[tuple[int, int]] = set()
    for path in paths:
        _find(path, files, problems, visited)
    return FoundFiles(tuple(files.values()), tuple(problems))


def _find(path: Path, files: dict[str, Path], problems: list[AskpressError], visited: set[tuple[int, int]]) -> None:
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            if path.name.endswith(CORRECTIONS_SUFFIX):
                _check_corrected(path, problems)
                return
            files.setdefault(os.path.realpath(path), path)
            return
        # Each folder once: a link to a folder above would go round for ever.
        key = (status.st_dev, status.st_ino)
        if key in visited:
            return
        visited.add(key)
        names = sorted(entry.name for entry in os.scandir(path))
    except (OSError, ValueError) as error:
        problems.append(_access_error(path, error))
        return
    present = set(names)
    for name in names:
        sidecar = name == PAGES_TOML or (name.endswith(".toml") and name.removesuffix(".toml") in present)
        if not name.startswith(".") and not sidecar:
            _find(path / name, files, problems, visited)


def _check_corrected(path: Path, problems: list[AskpressError]) -> None:
    """Report a correction file that corrects nothing."""
    page = path.with_name(path.name.removesuffix(CORRECTIONS_SUFFIX))
    if not page.exists():
        problems.append(
            FixInput(
                "a correction file stands here without its page, expected the page file {name} beside it",
                where=str(path),
                remedy="put the page file back, or name the correction file as the page and this suffix",
                name=page.name,
            )
        )
    elif page.suffix.lower() in GIVEN_SUFFIXES:
        problems.append(
            FixInput(
                "{name} holds articles as they are, only a page (.txt, .md) takes corrections",
                where=str(path),
                remedy="edit the file itself, and take the correction file out",
                name=page.name,
            )
        )


def load_file(path: Path, given: IssueGiven = NOTHING_GIVEN) -> Iterator[Page | AskpressError]:
    """The pages of one file, in order; in place of one that is not usable, the error that says why.

    A `.txt` or `.md` file is one page; each line of a `.jsonl` file is one, an article of its own (`Page.given`), and
    so is a `.html` file, whose `Page.text` are the paragraphs of its article as its readers see them. `given` (explicit
    options) wins over sidecar, file name and text. Nothing is raised for bad input: FixInput (kind, size, encoding,
    empty, JSON, no article, sidecar, correction file) and FixPermissions come as items.
    """
    try:
        raw = _read(path)
        if path.suffix.lower() == ".jsonl":
            yield from _load_json_lines(path, raw, given)
        elif path.suffix.lower() in WEB_SUFFIXES:
            # Costs 0.2 s, and most libraries have no web page.
            from index.web.page import load_web_page

            yield load_web_page(path, raw, given)
        else:
            yield _load_text(path, raw, given)
    except AskpressError as error:
        yield error


def _read(path: Path) -> bytes:
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise FixInput(
            "the file's name is not valid UTF-8", where=ascii(str(path)), remedy="rename the file"
        ) from error
    if path.suffix.lower() not in SUFFIXES:
        raise FixInput(
            "files of the kind {kind} are not supported, expected one of {expected}",
            where=str(path),
            remedy="convert it to text, or take it out",
            kind=path.suffix or Message("(no suffix)"),
            expected=" ".join(SUFFIXES),
        )
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FixInput("this is no regular file", where=str(path), remedy="give a file or a folder")
        if status.st_size > SIZE_LIMIT:
            raise FixInput(
                "the file has {size:,} bytes, at most {limit:,} are read",
                where=str(path),
                remedy="split it into one file a page",
                size=status.st_size,
                limit=SIZE_LIMIT,
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _access_error(path, error) from error


def _access_error(path: Path, error: Exception) -> AskpressError:
    where = str(path).encode("utf-8", "backslashreplace").decode()
    if isinstance(error, PermissionError):
        return FixPermissions("permission to read is missing", where=where, remedy="give read permission")
    if isinstance(error, FileNotFoundError):
        return FixInput("there is no such file or folder", where=where, remedy="check the path")
    return FixInput("it cannot be read: {error}", where=where, remedy="check the path and the disk", error=error)


def _load_text(path: Path, raw: bytes, given: IssueGiven) -> Page:
    encoding, text = decode(raw, str(path))
    if not text.strip():
        raise FixInput(
            "the file holds no text ({size} bytes)", where=str(path), remedy="take it out, or fill it", size=len(raw)
        )
    who = identify(path, text, given.over(read_sidecars(path)))
    corrections = read_corrections(path)
    return Page(
        id=page_id(str(path), 0, raw, who.newspaper, who.date, who.number, corrections),
        path=str(path),
        position=0,
        raw=raw,
        encoding=encoding,
        text=text,
        newspaper=who.newspaper,
        date=who.date,
        date_inferred=who.date_inferred,
        number=who.number,
        corrections=corrections,
    )


def _load_json_lines(path: Path, raw: bytes, given: IssueGiven) -> Iterator[Page | AskpressError]:
    beside = read_sidecars(path).over(from_file_name(path.name))
    seen: dict[str, int] = {}
    filled = False
    for position, (line, encoding, text) in enumerate(_lines(path, raw)):
        if isinstance(text, AskpressError):
            filled = True
            yield text
        elif text.strip():
            filled = True
            where = f"{path}:{position + 1}"
            try:
                page = _json_page(path, position, line, encoding, text, given, beside)
                first = seen.setdefault(page.given.id, position + 1) if page.given else position + 1
                if first != position + 1:
                    raise FixInput(
                        '"id" must be unique, {id} is on line {first} already',
                        where=where,
                        remedy="give each line an id of its own",
                        id=repr(page.given and page.given.id),
                        first=first,
                    )
                yield page
            except AskpressError as error:
                yield error
    if not filled:
        raise FixInput(
            "the file holds no text ({size} bytes)", where=str(path), remedy="take it out, or fill it", size=len(raw)
        )


def _lines(path: Path, raw: bytes) -> Iterator[tuple[bytes, str, str | AskpressError]]:
    """Each line's bytes (line break aside), its encoding, and its text or the error that it does not decode."""
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    whole: tuple[str, str] | None = None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw:
        # In UTF-16 a byte 10 is not always a line break, so the text is cut and encoded again.
        encoding, text = decode(raw, str(path))
        for part in text.split("\n"):
            part = part.removesuffix("\r")
            yield part.encode("utf-16-le" if raw[:1] == b"\xff" else "utf-16-be"), encoding, part
        return
    number = 0
    while start <= len(raw):
        end = raw.find(b"\n", start)
        end = len(raw) if end < 0 else end
        line = raw[start:end].removesuffix(b"\r")
        number += 1
        start = end + 1
        try:
            yield line, "utf-8", line.decode()
        except UnicodeDecodeError as error:
            try:
                whole = whole or decode(raw, str(path))
                yield line, whole[0], line.decode(whole[0])
            except (AskpressError, UnicodeDecodeError):
                yield (
                    line,
                    "",
                    FixInput(
                        "byte {byte} of the line is not UTF-8",
                        where=f"{path}:{number}",
                        remedy="save the file as UTF-8",
                        byte=error.start + 1,
                    ),
                )


def _json_page(
    path: Path, position: int, line: bytes, encoding: str, text: str, given: IssueGiven, beside: IssueGiven
) -> Page:
    where = f"{path}:{position + 1}"
    row = _parse_object(text, where)
    own_date, own_page = _field(row, "date", where), row.get("page")
    try:
        said = IssueGiven(
            _field(row, "newspaper", where).strip() or None,
            parse_date(own_date) if own_date.strip() else None,
            optional_page_number(own_page),
        )
    except ValueError as error:
        raise _wrong_field(
            where,
            '"date"/"page"',
            Message('a day such as "2020-02-11" and a page such as 1 or "A4"'),
            Message("{date} and {page}", date=repr(own_date), page=repr(own_page)),
        ) from error
    article = GivenArticle(
        _identifier(row, where), *(_field(row, key, where) for key in ("title", "byline", "section"))
    )
    body = _field(row, "text", where)
    if not body.strip():
        got = repr(body) if "text" in row else Message("nothing")
        raise _wrong_field(where, '"text"', Message("the article's text"), got)
    who = given.over(said).over(beside)
    return Page(
        id=page_id(str(path), position, line, who.newspaper, who.date, who.page),
        path=str(path),
        position=position,
        raw=line,
        encoding=encoding,
        text=body,
        newspaper=who.newspaper,
        date=who.date,
        number=who.page,
        given=article,
    )


def _parse_object(text: str, where: str) -> dict[str, object]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FixInput(
            "the line is not JSON: {error}",
            where=where,
            remedy="write one JSON object a line, or take the line out",
            error=error,
        ) from error
    if not isinstance(row, dict):
        raise _wrong_field(where, Message("the line"), Message("a JSON object"), type(row).__name__)
    return row


def _field(row: dict[str, object], key: str, where: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        found = f"{type(value).__name__} {str(value)[:40]}"
        raise _wrong_field(where, f'"{key}"', Message("a string"), found)
    try:
        value.encode()
    except UnicodeEncodeError as error:  # a lone \ud800 is JSON but no text that a database can hold
        got = Message("half a surrogate pair at {position}", position=error.start)
        raise _wrong_field(where, f'"{key}"', Message("valid Unicode"), got) from error
    return value


def _identifier(row: dict[str, object], where: str) -> str:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    name = _field(row, "id", where)
    if not name.strip():
        raise _wrong_field(where, '"id"', Message("the article's id"), Message("nothing"))
    return name


def _wrong_field(where: str, name: str | Message, expected: Message, got: str | Message) -> FixInput:
    return FixInput(
        "{name}: expected {expected}, got {got}",
        where=where,
        remedy='write {{"id": "…", "title": "…", "date": "2020-02-11", "text": "…"}}',
        name=name,
        expected=expected,
        got=got,
    )
