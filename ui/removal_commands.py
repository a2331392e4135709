"""Removal commands: `askpress remove` takes issues out of the library, `askpress restore` brings them back."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import FixInput, FixSettings
from ui.opening import open_encoder
from ui.options import JsonOption, LibraryOption, NewspaperOption, read_date, settings_of
from ui.printing import print_json, print_lines

if TYPE_CHECKING:
    from index.build import BuildOptions
    from index.removal import IssueName
    from qa.settings import Settings

UNKNOWN = "unknown"

IssuesArgument = Annotated[
    list[str], typer.Argument(metavar="ISSUE...", help="A date as 2020-02-11, or `unknown` for undated pages.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")]


def remove(
    context: typer.Context,
    issues: IssuesArgument,
    library: LibraryOption = None,
    newspaper: NewspaperOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take issues out of searches and answers; their pages are kept, and `restore` brings them back."""
    from index.build import BuildOptions
    from index.catalogue import open_catalogue
    from index.removal import IssueName

    settings = settings_of(context, library)
    with open_catalogue(settings.library) as catalogue:
        pages = Counter(IssueName(page.newspaper, page.date) for page in catalogue.pages())
        articles = Counter(IssueName(article.newspaper, article.date) for article in catalogue.articles())
    chosen = _chosen(issues, newspaper, sorted(pages | articles, key=say_issue))
    told = [f"{say_issue(name)}: {pages[name]} pages, {articles[name]} articles" for name in chosen]
    if not yes and not _agreed([*told, "Their pages are kept, and `askpress restore` brings them back."], "Remove"):
        return
    _build(settings, BuildOptions(remove=tuple(chosen)), as_json)


def restore(
    context: typer.Context,
    issues: Annotated[
        list[str] | None, typer.Argument(metavar="[ISSUE]...", help="As for `remove`; without any, lists them.")
    ] = None,
    library: LibraryOption = None,
    newspaper: NewspaperOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring removed issues back, even where their files are gone; without ISSUE, list what was removed."""
    from index.build import BuildOptions
    from index.removal import issues_removed_from

    settings = settings_of(context, library)
    removed = issues_removed_from(settings.library)
    if issues:
        names = _chosen(issues, newspaper, [one.name for one in removed])
        _build(settings, BuildOptions(restore=tuple(names)), as_json)
    elif as_json:
        print_json(
            [
                {
                    "newspaper": one.name.newspaper,
                    "date": one.name.date.isoformat() if one.name.date else None,
                    "pages": one.pages,
                    "removed": one.when,
                }
                for one in removed
            ]
        )
    else:
        print_lines(f"{say_issue(one.name)}: {one.pages} pages, removed {one.when}" for one in removed)


def say_issue(name: IssueName) -> str:
    """An issue in words: `霁川日报 2024-05-20`."""
    return f"{name.newspaper or 'newspaper ' + UNKNOWN} {name.date or 'date ' + UNKNOWN}"


def _chosen(wanted: Sequence[str], newspaper: str | None, known: Sequence[IssueName]) -> list[IssueName]:
    """The known issues of the days that are named, each once.

    Raises FixSettings for what is no day, FixInput where there is no such issue, or of several newspapers.
    """
    days = [None if text == UNKNOWN else read_date(text, "ISSUE") for text in wanted]
    of_newspaper = [name for name in known if newspaper is None or (name.newspaper or UNKNOWN) == newspaper]
    chosen: dict[IssueName, None] = {}
    for text, day in zip(wanted, days, strict=True):
        found = [name for name in of_newspaper if name.date == day]
        if not found:
            raise FixInput(
                "there is no such issue: {issue}",
                remedy="askpress pages lists what is in the library, askpress restore what was removed",
                issue=" ".join(filter(None, [newspaper, text])),
            )
        if len(found) > 1:
            raise FixInput(
                "several newspapers have an issue of {day}: {newspapers}",
                remedy="say which with --newspaper",
                day=text,
                newspapers=", ".join(sorted(name.newspaper or UNKNOWN for name in found)),
            )
        chosen[found[0]] = None
    return list(chosen)


def _agreed(told: Sequence[str], question: str) -> bool:
    """Whether the person at the terminal agrees. Raises FixSettings where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise FixSettings(
            "nothing is removed without a question, and there is no terminal to ask at", remedy="add --yes"
        )
    # To the other stream, so that what is asked never comes into a script's output.
    sys.stderr.write("".join(f"{line}\n" for line in told))
    return typer.confirm(question, err=True)


def _build(settings: Settings, options: BuildOptions, as_json: bool) -> None:
    from index.build import build
    from ui.report import build_report_json, build_report_lines, progress_shown

    with progress_shown(quiet=as_json) as progress:
        report = build(settings.library, [], encoder=open_encoder(settings), options=options, progress=progress)
    if as_json:
        print_json(build_report_json(report))
    else:
        print_lines(build_report_lines(report, settings.library))
