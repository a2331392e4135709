"""Page commands: `askpress pages` and `askpress page`, what the archive's keeper sees of the recovery."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import AskpressError, FixPermissions
from ui.options import JsonOption, LibraryOption, NewspaperOption, read_date, read_page, settings_of
from ui.printing import print_json, print_line, print_lines

if TYPE_CHECKING:
    from index.recover import Recovery


def pages(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the pages of the library: articles found, and what is odd; with --json, an object a line."""
    import json

    from index.catalogue import open_catalogue
    from index.page_report import report_json
    from ui.report import page_line

    with open_catalogue(settings_of(context, library).library) as catalogue:
        report = None
        for report in catalogue.page_reports():
            print_line(json.dumps(report_json(report), ensure_ascii=False) if as_json else page_line(report))
    if report is None:
        sys.stderr.write(
            "askpress: no page of this library has a report: lines of .jsonl files have none, and a library that an"
            " earlier version made gets them by `askpress build`\n"
        )


def page(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Page files, or folders of them.")],
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="OUT.png", help="Draw the page with its articles in colours.")
    ] = None,
    newspaper: NewspaperOption = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Date of these pages.")] = None,
    number: Annotated[str | None, typer.Option("--page", metavar="N", help="Number of this page.")] = None,
    font: Annotated[
        Path | None, typer.Option("--font", metavar="FILE", help="Font of the picture; default: one of this system's.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is recovered from pages, without a library: each article, what was joined, folded and left open.

    Pages of one newspaper and date are one issue, and jumps between them are joined.
    """
    from index.issue import IssueGiven
    from index.recover import recover
    from ui.page_text import plain_lines, recovery_text

    given = IssueGiven(newspaper, read_date(day, "--date"), read_page(number))
    if picture is not None:
        from ui.fonts import find_fonts

        fonts = find_fonts(font)
    recovery = recover(files, given)
    # Text has the corrections that do not fit in the page's report.
    told = set() if as_json else {str(one.error) for report in recovery.reports for one in report.refused}
    for problem in recovery.problems:
        if str(problem) in told:
            continue
        sys.stderr.write(f"askpress: {type(problem).__name__}: {problem}\n")
    drawn = _draw(recovery, picture, fonts) if picture is not None else []
    if as_json:
        print_json(_recovery_json(recovery, drawn))
        return
    print_lines(plain_lines(recovery_text(recovery), colour=sys.stdout.isatty()))
    print_lines(f"{path}: {said}" for path, said in drawn)
    print_lines(_how_to_correct(recovery))


def _how_to_correct(recovery: Recovery) -> Iterator[str]:
    """The file to make for a correction; nothing where lines of a file are articles already."""
    from index.corrections import CORRECTIONS_SUFFIX
    from ui.page_text import file_name
    from ui.page_words import ENGLISH

    names = dict.fromkeys(file_name(report.path) for report in recovery.reports)
    if names:
        name = next(iter(names)) if len(names) == 1 else "PAGE.txt"
        yield ENGLISH.how_to_correct.format(name=f"{name}{CORRECTIONS_SUFFIX}")


def _draw(recovery: Recovery, out: Path, fonts: Any) -> list[tuple[Path, str]]:
    """Draw a picture of each page that has a report; gives the files with what each of them shows."""
    from ui.page_picture import draw_page
    from ui.page_words import ENGLISH

    drawn = []
    pages = {leaf.id: leaf for leaf in recovery.pages}
    for order, report in enumerate(recovery.reports, 1):
        leaf = pages[report.page_id]
        path = out if len(recovery.reports) == 1 else out.with_name(f"{out.stem}-{order}{out.suffix}")
        here = {one.id for one in report.articles}
        articles = [article for article in recovery.articles if article.id in here]
        picture = draw_page(leaf, articles, report, fonts, ENGLISH)
        try:
            picture.image.save(path, "PNG", optimize=False)
        except OSError as error:
            raise FixPermissions(
                "the picture cannot be written ({error})",
                where=str(path),
                remedy="name a file in a folder that is there and can be written",
                error=error,
            ) from error
        width, height = picture.image.size
        said = f"{width} × {height} pixels, {len(articles)} articles"
        if picture.shown < picture.characters:
            said += f"; {ENGLISH.picture_cut.format(shown=picture.shown, characters=picture.characters)}"
        drawn.append((path, said))
    return drawn


def _recovery_json(recovery: Recovery, drawn: Sequence[tuple[Path, str]]) -> dict[str, Any]:
    """Reports, articles with the places their text came from and their marks, pictures and problems."""
    from index.page_report import report_json
    from qa.present import whole_article_json

    by_id = {leaf.id: leaf for leaf in recovery.pages}
    return {
        "pages": [report_json(report) for report in recovery.reports],
        "articles": [
            {
                **whole_article_json(article, by_id.get),
                "places": [
                    {"path": by_id[span.page_id].path, "start": span.page_start, "end": span.page_end}
                    for span in article.spans
                ],
                "marks": [
                    {"role": mark.role, "path": by_id[mark.page_id].path, "start": mark.start, "end": mark.end}
                    for mark in article.marks
                ],
            }
            for article in recovery.articles
        ],
        "pictures": [str(path) for path, _ in drawn],
        "problems": [_problem_json(problem) for problem in recovery.problems],
    }


def _problem_json(problem: AskpressError) -> dict[str, str]:
    named = {"error": type(problem).__name__, "what": problem.what}
    return {**named, "where": problem.where, "remedy": problem.remedy}
