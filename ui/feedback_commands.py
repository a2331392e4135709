"""Feedback commands: `askpress feedback export`, what readers thought of answers, as an evaluation set."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ui.options import JsonOption, LibraryOption, settings_of
from ui.printing import print_json, print_lines

feedback_app = typer.Typer(help="What readers thought of the answers.", no_args_is_help=True)


@feedback_app.callback()
def _feedback() -> None:
    """Keep `export` a command of its own, since a group of one command would take its place."""


@feedback_app.command("export")
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the evaluation set.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the readers' feedback as an evaluation set, which `askpress eval FOLDER` reads."""
    from qa.kept.feedback_set import export_feedback

    done = export_feedback(settings_of(context, library).library, folder)
    if as_json:
        print_json({**asdict(done), "folder": str(folder)})
        return
    print_lines(
        [
            f"{done.verdicts} verdicts, of which {done.questions} tell what is right and became questions"
            f" of {done.articles} articles",
            f"saved in {folder}",
        ]
    )
    if done.questions:
        print_lines([f"measure with: askpress eval {folder}"])
