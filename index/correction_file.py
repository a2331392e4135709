"""Correction file: a correction as TOML, tried on the issue before anything is kept, and kept beside its page."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from index.anchors import AnchoredPage
from index.corrections import (
    CORRECTIONS_SUFFIX,
    Anchor,
    Correction,
    Drop,
    Fields,
    Join,
    Move,
    SetFields,
    Split,
    parse_corrections,
)
from index.errors import FixInput, FixPermissions, TryLater
from index.messages import Message
from index.page_ids import page_id
from index.records import Article, Page
from index.recover import RecoveredIssue, recover_issue

_LEAST_WORDS = 6
_MOST_WORDS = 60


def correction_file(page: Path) -> Path:
    """Where the corrections of a page file stand."""
    return page.with_name(page.name + CORRECTIONS_SUFFIX)


def correction_toml(correction: Correction) -> str:
    """A correction as the table of a correction file; `parse_corrections` reads the same one back."""
    if isinstance(correction, SetFields):
        kind, values = "article", {"at": _place(correction.at), **_fields(correction.fields)}
    elif isinstance(correction, Split):
        kind, values = "split", {"before": _place(correction.before), **_fields(correction.fields)}
    elif isinstance(correction, Join):
        kind, values = "join", {"parts": [_place(part) for part in correction.parts], **_fields(correction.fields)}
    elif isinstance(correction, Move):
        kind, values = "move", {**_range(correction), correction.side: _place(correction.target)}
    else:
        kind, values = "drop", {"at": _place(correction.at)} if correction.at else _range(correction)
    return tomlkit.dumps({kind: [values]})


def _range(correction: Move | Drop) -> dict[str, Any]:
    ends = {"from": correction.start, "to": correction.end}
    return {name: _place(anchor) for name, anchor in ends.items() if anchor is not None}


def _fields(fields: Fields) -> dict[str, str]:
    named = {name: getattr(fields, name) for name in ("title", "kicker", "subtitle", "byline")}
    return {name: value for name, value in named.items() if value is not None}


def _place(anchor: Anchor) -> Any:
    """The words or the line; with a page, a table in one line."""
    said: str | int = anchor.words if anchor.line is None else anchor.line
    if anchor.page is None:
        return said
    table = tomlkit.inline_table()
    table.update({"page": anchor.page, "line" if anchor.line is not None else "words": said})
    return table


def article_anchor(page: Page, article: Article) -> Anchor:
    """A place on a page that names an article there: its first words which stand there once, else their line.

    Raises FixInput where nothing of the article's stands on the page.
    """
    anchored = AnchoredPage(page)
    text = [(span.page_start, span.page_end) for span in article.spans if span.page_id == page.id]
    marks = [(mark.start, mark.end) for mark in article.marks if mark.page_id == page.id and mark.role == "headline"]
    places = [place for place in [*sorted(text), *sorted(marks)] if page.text[slice(*place)].strip()]
    if not places:
        raise FixInput(
            "the article has no text on this page", where=page.path, remedy="correct it on a page where it stands"
        )
    for start, end in places:
        words = page.text[start:end].lstrip()[:_MOST_WORDS]
        for size in range(_LEAST_WORDS, len(words) + 1):
            if len(anchored.find(words[:size])) == 1:
                return Anchor(" ".join(words[:size].split()))
    start, end = places[0]
    at = start + len(page.text[start:end]) - len(page.text[start:end].lstrip())
    return Anchor(line=anchored.line_at(at))


def corrected_page(page: Page, text: str) -> Page:
    """The page as the next build reads it with `text` in its correction file: with another id, by which it is found."""
    kept = text if text.strip() else ""
    number = page_id(page.path, page.position, page.raw, page.newspaper, page.date, page.number, kept)
    return replace(page, corrections=kept, id=number)


def try_corrections(pages: Sequence[Page], page: Page, text: str) -> tuple[Page, RecoveredIssue]:
    """What the issue of `pages` becomes with `text` in the correction file of `page`, which is one of them.

    Nothing is written. Raises FixInput, with the line of `text`, for what is not read and for what does not fit.
    """
    where = str(correction_file(Path(page.path)))
    parse_corrections(text, where)
    tried = corrected_page(page, text)
    recovered = recover_issue([tried if one.id == page.id else one for one in pages])
    for report in recovered.reports:
        if report.page_id == tried.id and report.refused:
            raise report.refused[0].error
    return tried, recovered


def correction_text(page: Path) -> str:
    """The text of a page's correction file, right or wrong; "" without one. Raises FixPermissions."""
    file = correction_file(page)
    try:
        return file.read_bytes().decode("utf-8-sig", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        raise _unusable(Message("the corrections cannot be read ({error})", error=error), file) from error


def keep_corrections(page: Path, before: str, text: str) -> None:
    """Make `text` the corrections of a page file; without any the file goes. A crash leaves the old or the new one.

    `before` is the text that the change was made from. Raises TryLater where the file says something else by now,
    FixInput where the page file is gone or `text` holds no corrections, FixPermissions where it cannot be written.
    """
    file = correction_file(page)
    if not page.is_file():
        raise FixInput("the page's file is gone", where=str(page), remedy="bring it back, or remove the issue")
    parse_corrections(text, str(file))
    if correction_text(page) != before:
        raise TryLater(
            "somebody else has changed the corrections of this page meanwhile",
            where=str(file),
            remedy="open the page again and make the change anew",
        )
    try:
        if text.strip():
            _replace(file, text)
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise _unusable(Message("the corrections cannot be written ({error})", error=error), file) from error


def _replace(file: Path, text: str) -> None:
    mode = file.stat().st_mode if file.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".corrections-", suffix=".half")
    half_made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        half_made.chmod(mode)
        half_made.replace(file)
    except BaseException:
        half_made.unlink(missing_ok=True)
        raise


def _unusable(what: Message, file: Path) -> FixPermissions:
    return FixPermissions(
        what,
        where=str(file),
        remedy="give this user permission on the page's folder, or write the file by hand",
    )
