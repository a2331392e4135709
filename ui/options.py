"""Options: what the commands have in common, and what is read from them; the errors that name a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import FixInput, FixSettings
from index.records import Filters, PageNumber

if TYPE_CHECKING:
    from qa.settings import Settings

LibraryOption = Annotated[
    Path | None,
    typer.Option("--library", help="Folder of the library. Default: $ASKPRESS_LIBRARY, else the user's data folder."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First date, as 2020-02-11.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last date, as 2020-02-11.")]
NewspaperOption = Annotated[str | None, typer.Option("--newspaper", metavar="NAME", help="Only this newspaper.")]
SectionOption = Annotated[
    str | None, typer.Option("--section", metavar="NAME", help="Only this section: the letter of A4, or its name.")
]
PageOption = Annotated[str | None, typer.Option("--page", metavar="N", help="Only this page, as 1 or A4.")]
_HITS = typer.Option("-k", min=1, max=1000, metavar="N", help="How many passages.")
HitsOption = Annotated[int, _HITS]
EvidenceOption = Annotated[int | None, _HITS]
"""Without it the setting `hits` holds."""


def settings_of(context: typer.Context, library: Path | None, **values: Any) -> Settings:
    """The settings, with the library that the command or the program was given. Raises FixSettings."""
    from qa.settings import load_settings

    chosen = library or context.obj
    return load_settings(**({"library": chosen} if chosen else {}), **values)


def read_date(text: str | None, option: str) -> date | None:
    """The date that an option was given, None without one. Raises FixSettings where it is none."""
    if text is None:
        return None
    from index.issue import parse_date

    try:
        return parse_date(text)
    except ValueError as error:
        raise FixSettings(
            "{option} must be a date such as 2020-02-11, got {text!r}", remedy="mend the date", option=option, text=text
        ) from error


def read_page(text: str | None) -> PageNumber | None:
    """The page number of `--page`, None without one. Raises FixSettings where it is none."""
    if text is None:
        return None
    from index.issue import page_number

    try:
        return page_number(text)
    except ValueError as error:
        raise FixSettings(
            "--page must be a number such as 1 or A4, got {text!r}", remedy="mend the number", text=text
        ) from error


def read_filters(
    first: str | None, last: str | None, newspaper: str | None, section: str | None = None, page: str | None = None
) -> Filters:
    """The filters of a search. Raises FixSettings for a date or a page that is none, FixInput for dates in reverse."""
    try:
        days = read_date(first, "--from"), read_date(last, "--to")
        return Filters(*days, newspaper, section, read_page(page))
    except ValueError as error:
        raise FixInput("{error}", remedy="give an earlier --from or a later --to", error=error) from error
