"""Sidecars: what TOML files beside a page file say of its newspaper, date and number, and where it was fetched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.errors import FixInput, FixPermissions
from index.issue import IssueGiven, optional_page_number, parse_date
from index.messages import Message

PAGES_TOML = "pages.toml"
_SIDECAR_KEYS = frozenset({"newspaper", "date", "page"})
_WEB_KEYS = frozenset({"address", "charset"})
_SIDECAR_LIMIT = 4_000_000


@dataclass(frozen=True, slots=True)
class WebSource:
    """Where a web page was fetched, and the encoding that its server told; "" where nothing is said."""

    address: str = ""
    charset: str = ""


def read_web_source(path: Path) -> WebSource:
    """What `<file>.toml` says of the address of a web page. Raises FixInput and FixPermissions as `read_sidecars`."""
    own = path.with_name(path.name + ".toml")
    table = _read_toml(own) or {}
    address, charset = table.get("address", ""), table.get("charset", "")
    if not isinstance(address, str) or (address and not re.fullmatch(r"(?i)https?://\S{1,4000}", address)):
        raise _wrong(own, "", "address", Message('a web address such as "https://…"'), address)
    if not isinstance(charset, str) or not re.fullmatch(r"[A-Za-z0-9_.:-]{0,40}", charset):
        raise _wrong(own, "", "charset", Message('an encoding such as "utf-8"'), charset)
    return WebSource(address, charset)


def read_sidecars(path: Path) -> IssueGiven:
    """What `<file>.toml` says of a file, else its table in the folder's `pages.toml`, else `[default]` there.

    Raises FixInput (file and line of what is wrong) and FixPermissions.
    """
    said = IssueGiven()
    own = path.with_name(path.name + ".toml")
    table = _read_toml(own)
    if table is not None:
        said = _table_to_given(table, own, "")
    folder_file = path.parent / PAGES_TOML
    folder = _read_toml(folder_file)
    if folder is not None:
        for name in (path.name, "default"):
            entry = folder.get(name)
            if entry is not None:
                said = said.over(_table_to_given(entry, folder_file, f'["{name}"] '))
    return said


def _read_toml(path: Path) -> Mapping[str, Any] | None:
    try:
        stat = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise FixPermissions("the sidecar cannot be read", where=str(path), remedy="give read permission") from error
    except (OSError, ValueError):
        return None  # a name too long for "<name>.toml" has no sidecar
    if stat.st_size > _SIDECAR_LIMIT:
        raise FixInput(
            "the sidecar has {size:,} bytes, at most {limit:,} are expected",
            where=str(path),
            remedy="keep newspaper, date and page only",
            size=stat.st_size,
            limit=_SIDECAR_LIMIT,
        )
    return _parse_toml(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _parse_toml(path: Path, _modified: int, _size: int) -> Mapping[str, Any]:
    # Cached by time and size: a folder's pages.toml is asked once for each of its thousands of pages.
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except PermissionError as error:
        raise FixPermissions("the sidecar cannot be read", where=str(path), remedy="give read permission") from error
    except UnicodeDecodeError as error:
        raise FixInput("the sidecar is not UTF-8", where=str(path), remedy="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise FixInput(
            "the sidecar is not TOML: {error}",
            where=f"{path}:{line[1]}" if line else Message("{path} (at its end)", path=path),
            remedy='write newspaper = "…", date = 2020-02-11, page = 1',
            error=error,
        ) from error


def _table_to_given(table: object, path: Path, prefix: str) -> IssueGiven:
    if not isinstance(table, Mapping):
        raise _wrong(path, prefix, prefix.strip('[" ]'), Message("a table"), table)
    for key in table:
        if key not in _SIDECAR_KEYS and (prefix or key not in _WEB_KEYS):
            raise _wrong(path, prefix, key, Message("one of newspaper, date, page"), table[key])
    newspaper = table.get("newspaper")
    if newspaper is not None and (not isinstance(newspaper, str) or not newspaper.strip()):
        raise _wrong(path, prefix, "newspaper", Message("a name in quotes"), newspaper)
    try:
        day = _toml_date(table.get("date"))
    except ValueError as error:
        raise _wrong(path, prefix, "date", Message("a day such as 2020-02-11"), table["date"]) from error
    try:
        number = optional_page_number(table.get("page"))
    except ValueError as error:
        raise _wrong(path, prefix, "page", Message('a number such as 1 or "A4"'), table["page"]) from error
    return IssueGiven(newspaper.strip() if newspaper else None, day, number)


def _wrong(path: Path, prefix: str, key: str, expected: Message, got: object) -> FixInput:
    return FixInput(
        "{prefix}{key}: expected {expected}, got {got}",
        where=f"{path}:{_line_of(path, key)}",
        remedy='write newspaper = "…", date = 2020-02-11, page = 1',
        prefix=prefix,
        key=key,
        expected=expected,
        got=repr(got),
    )


def _toml_date(value: object) -> date | None:
    if isinstance(value, str):
        return parse_date(value)
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    raise ValueError(value)


def _line_of(path: Path, key: str) -> int:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if key in line), 1)
