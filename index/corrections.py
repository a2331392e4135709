"""Corrections: what a keeper wrote beside a page to mend its articles, read and checked."""

from __future__ import annotations

import errno
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.errors import FixInput, FixPermissions
from index.issue import page_number
from index.messages import Message
from index.records import PageNumber

CORRECTIONS_SUFFIX = ".corrections.toml"
"""A page's correction file has the page file's name with this behind it: `01.txt.corrections.toml`."""
_SIZE_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place on a page: `words` that stand there once, or a `line` of its file (from 1); `page` if another page."""

    words: str = ""
    line: int | None = None
    page: PageNumber | None = None

    @property
    def said(self) -> Message:
        """As a person reads it: the words in quotes, or the line."""
        said = (
            Message("line {line}", line=self.line) if self.line is not None else Message('"{words}"', words=self.words)
        )
        return said if self.page is None else Message("{place} on page {page}", place=said, page=self.page)


@dataclass(frozen=True, slots=True)
class Fields:
    """An article's fields as the keeper wants them; None leaves one as it is, "" empties it."""

    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class SetFields:
    """The article that holds `at` has these fields, whatever the page prints; `line` of the file says so."""

    line: int
    at: Anchor
    fields: Fields


@dataclass(frozen=True, slots=True)
class Split:
    """A new article begins at `before`, with these fields."""

    line: int
    before: Anchor
    fields: Fields


@dataclass(frozen=True, slots=True)
class Join:
    """The articles that hold these places are one, in this order, with these fields."""

    line: int
    parts: tuple[Anchor, ...]
    fields: Fields


@dataclass(frozen=True, slots=True)
class Move:
    """The passage from `start` to `end` (None: to its line's end) goes to another place.

    It goes behind ("after") or in front of ("before") the line that holds `target`, or to the end of the article that
    holds it ("into").
    """

    line: int
    start: Anchor
    end: Anchor | None
    side: Literal["after", "before", "into"]
    target: Anchor


@dataclass(frozen=True, slots=True)
class Drop:
    """No article: all of the one that holds `at`, or the passage from `start` to `end` (None: to its line's end)."""

    line: int
    at: Anchor | None = None
    start: Anchor | None = None
    end: Anchor | None = None


Correction = SetFields | Split | Join | Move | Drop


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of one file in their order; `where` is the file."""

    where: str
    items: tuple[Correction, ...]


_FIELDS = ("title", "kicker", "subtitle", "byline")
_SIDES: tuple[Literal["after", "before", "into"], ...] = ("after", "before", "into")
_KEYS = {
    "article": ("at", *_FIELDS),
    "split": ("before", *_FIELDS),
    "join": ("parts", *_FIELDS),
    "move": ("from", "to", *_SIDES),
    "drop": ("at", "from", "to"),
}
_EXAMPLES = {
    "article": Message('[[article]] at = "words in it" title = "its headline"'),
    "split": Message('[[split]] before = "words that begin the new article"'),
    "join": Message('[[join]] parts = ["words in the first", "words in the second"]'),
    "move": Message('[[move]] from = "first words" to = "last words" after = "words in the paragraph above its place"'),
    "drop": Message('[[drop]] at = "words in it", or from = "first words" to = "last words"'),
}
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*([\w-]+)[ \t]*\]\]")
_PLACE = Message('words of the page in quotes, a line number, or {{page = 4, words = "…"}}')


def read_corrections(path: Path) -> str:
    """The text of the correction file of the page file `path`, checked; "" without one, or where it holds nothing.

    Raises FixInput (file and line of what is wrong) and FixPermissions.
    """
    file = path.with_name(path.name + CORRECTIONS_SUFFIX)
    where = str(file)
    try:
        raw = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except PermissionError as error:
        raise FixPermissions("the corrections cannot be read", where=where, remedy="give read permission") from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return ""  # a name too long for "<name>.corrections.toml" has none
        raise FixInput(
            "the corrections cannot be read: {error}", where=where, remedy="check the file", error=error
        ) from error
    if len(raw) > _SIZE_LIMIT:
        raise FixInput(
            "the correction file has {size:,} bytes, at most {limit:,} are expected",
            where=where,
            remedy="quote a few words of each passage only",
            size=len(raw),
            limit=_SIZE_LIMIT,
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FixInput("the corrections are not UTF-8", where=f"{where}:{line}", remedy="save it as UTF-8") from error
    parse_corrections(text, where)
    return text if text.strip() else ""


def parse_corrections(text: str, where: str) -> Corrections:
    """The corrections that a file's text holds, in its order; `where` is the file to name in errors.

    Raises FixInput for what is not TOML, for unknown operations and keys, and for values of another kind.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise FixInput(
            "the correction file is not TOML: {error}",
            where=f"{where}:{line[1]}" if line else Message("{path} (at its end)", path=where),
            remedy="write {example}, each key on a line of its own",
            error=error,
            example=_EXAMPLES["split"],
        ) from error
    reader = _Reader(text, where)
    return Corrections(where, tuple(reader.corrections(document)))


@dataclass(frozen=True, slots=True)
class _Table:
    """One `[[kind]]` table and the line that it begins on."""

    kind: str
    line: int
    values: Mapping[str, Any]


class _Reader:
    """Tables to corrections; the text is kept for the lines that errors name."""

    def __init__(self, text: str, where: str) -> None:
        self._lines, self._where = text.split("\n"), where

    def corrections(self, document: Mapping[str, Any]) -> Iterator[Correction]:
        for key in document:
            if key not in _KEYS:
                line = self._line_of(key, 1)
                kinds = ", ".join(f"[[{kind}]]" for kind in _KEYS)
                raise self._error(line, Message("expected one of {kinds}, got {key!r}", kinds=kinds, key=key))
        for table in sorted(self._tables(document), key=lambda table: table.line):
            for key, value in table.values.items():
                if key not in _KEYS[table.kind]:
                    names = ", ".join(_KEYS[table.kind])
                    raise self._wrong(table, key, Message("one of {names}", names=names), value)
            yield self._correction(table)

    def _tables(self, document: Mapping[str, Any]) -> Iterator[_Table]:
        """Each table with its line: TOML keeps the order within a kind, the file's lines that between the kinds."""
        headers: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, 1):
            match = _HEADER.match(line)
            if match:
                headers.setdefault(match[1], []).append(number)
        for kind, tables in document.items():
            lines = headers.get(kind, [])
            if not isinstance(tables, list) or len(lines) != len(tables):
                what = Message("{kind}: each one must begin with a line [[{kind}]]", kind=kind)
                raise self._error(self._line_of(kind, 1), what, kind)
            for number, table in zip(lines, tables, strict=True):
                yield _Table(kind, number, table)

    def _correction(self, table: _Table) -> Correction:
        line, kind = table.line, table.kind
        if kind == "article":
            fields = self._fields(table)
            if fields == Fields():
                what = Message("[[article]] expects one of {names}, got none", names=", ".join(_FIELDS))
                raise self._error(line, what, kind)
            return SetFields(line, self._anchor(table, "at"), fields)
        if kind == "split":
            return Split(line, self._anchor(table, "before"), self._fields(table))
        if kind == "join":
            return Join(line, self._parts(table), self._fields(table))
        if kind == "move":
            sides = [side for side in _SIDES if side in table.values]
            if len(sides) != 1:
                what = Message(
                    "[[move]] expects one of {names}, got {count}", names=", ".join(_SIDES), count=len(sides)
                )
                raise self._error(line, what, kind)
            return Move(
                line, self._anchor(table, "from"), self._optional(table, "to"), sides[0], self._anchor(table, sides[0])
            )
        if ("at" in table.values) == ("from" in table.values) or ("to" in table.values and "at" in table.values):
            got = ", ".join(table.values) or Message("none")
            raise self._error(line, Message("[[drop]] expects at, or from and to, got {got}", got=got), kind)
        return Drop(line, *(self._optional(table, key) for key in ("at", "from", "to")))

    def _optional(self, table: _Table, key: str) -> Anchor | None:
        return self._anchor(table, key) if key in table.values else None

    def _anchor(self, table: _Table, key: str) -> Anchor:
        if key not in table.values:
            what = Message("[[{kind}]] expects {key} = {place}, got none", kind=table.kind, key=key, place=_PLACE)
            raise self._error(table.line, what, table.kind)
        return self._place(table, key, table.values[key])

    def _parts(self, table: _Table) -> tuple[Anchor, ...]:
        parts = table.values.get("parts")
        if not isinstance(parts, list) or len(parts) < 2:
            raise self._wrong(table, "parts", Message("a list of two or more places"), parts)
        return tuple(self._place(table, "parts", part) for part in parts)

    def _place(self, table: _Table, key: str, value: object) -> Anchor:
        page: object = None
        if isinstance(value, dict):
            words = [name for name in ("words", "line") if name in value]
            if len(words) != 1 or not value.keys() <= {"words", "line", "page"}:
                raise self._wrong(table, key, _PLACE, value)
            page, value = value.get("page"), value[words[0]]
            if (words[0] == "line") != isinstance(value, int):
                raise self._wrong(table, key, _PLACE, value)
        try:
            if page is not None and (isinstance(page, bool) or not isinstance(page, (int, str))):
                raise ValueError(page)
            number = None if page is None else page_number(page)
        except ValueError as error:
            raise self._wrong(table, key, Message('a page such as 4 or "A4"'), page) from error
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return Anchor(line=value, page=number)
        if isinstance(value, str) and "".join(unicodedata.normalize("NFKC", value).split()):
            return Anchor(" ".join(value.split()), page=number)
        raise self._wrong(table, key, _PLACE, value)

    def _fields(self, table: _Table) -> Fields:
        said = {}
        for name in _FIELDS:
            value = table.values.get(name)
            if value is not None and not isinstance(value, str):
                raise self._wrong(table, name, Message("words in quotes"), value)
            said[name] = None if value is None else " ".join(value.split())
        return Fields(**said)

    def _line_of(self, key: str, first: int) -> int:
        """The line, from `first` on to the next table, that gives `key`; `first` where none is plain to see."""
        for number in range(first, len(self._lines) + 1):
            line = self._lines[number - 1]
            if number > first and first > 1 and _HEADER.match(line):
                break
            if re.match(rf"[ \t\[\"']*{re.escape(key)}[ \t\]\"']*(?:=|$|[.\]])", line.rstrip()):
                return number
        return first

    def _wrong(self, table: _Table, key: str, expected: Message, got: object) -> FixInput:
        what = Message(
            "[[{kind}]] {key}: expected {expected}, got {got}",
            kind=table.kind,
            key=key,
            expected=expected,
            got=repr(got),
        )
        return self._error(self._line_of(key, table.line), what, table.kind)

    def _error(self, line: int, what: Message, kind: str = "split") -> FixInput:
        remedy = Message("write {example}", example=_EXAMPLES[kind])
        return FixInput(what, where=f"{self._where}:{line}", remedy=remedy)
