"""Evaluation command: `askpress eval`, how well a set's questions are answered, and whether better than before."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.opening import chat_model, open_encoder
from ui.options import JsonOption, settings_of
from ui.printing import print_json, print_lines

_STAGES = {"rank": "Searching", "ask": "Asking", "check": "Verifying sentences"}


def evaluate(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="SET", help="Folder with corpus.jsonl and questions.jsonl.")],
    retrieval: Annotated[bool, typer.Option("--retrieval", help="Only the rankings, no answers.")] = False,
    unanswerable: Annotated[
        bool, typer.Option("--unanswerable", help="Ask with the articles that answer taken out: all are to be refused.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Only N questions, spread evenly over the set.")
    ] = None,
    no_llm: Annotated[bool, typer.Option("--no-llm", help="Measure answers made without the language model.")] = False,
    earlier: Annotated[
        Path | None,
        typer.Option("--compare", metavar="REPORT", help="Say what differs from an earlier report, chance aside."),
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Save the report there; default: in the cache folder.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Measure anew, also what an earlier run with the same models has measured.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure retrieval, answers and refusals on an evaluation set; a run that stopped goes on where it was."""
    if retrieval and unanswerable:
        raise typer.BadParameter("--retrieval measures rankings, --unanswerable answers: give one of them")
    from qa.evaluation.comparison import compare, read_report, write_report
    from qa.evaluation.evaluate import EvaluationOptions
    from qa.evaluation.evaluate import evaluate as run_evaluation
    from qa.evaluation.sets import read_set
    from ui.bars import bars_shown
    from ui.evaluation_report import comparison_lines, evaluation_lines
    from ui.report import build_stage

    settings = settings_of(context, None)
    # What is wrong with the command is told before anything is loaded or measured for it.
    then = read_report(earlier) if earlier else None
    read_set(folder)
    options = EvaluationOptions(answers=not retrieval, unanswerable=unanswerable, limit=limit, fresh=fresh)
    encoder = open_encoder(settings)
    with chat_model(settings, no_llm or retrieval) as model, bars_shown(quiet=as_json) as show:
        report = run_evaluation(
            folder,
            encoder,
            model,
            settings,
            options,
            progress=lambda at: show(build_stage(at), at.done, at.total),
            report=lambda stage, done, total: show(_STAGES[stage], done, total),
        )
    now = datetime.now().astimezone()
    report["finished"] = now.isoformat(timespec="seconds")
    path = save or settings.cache / "evaluation-reports" / _file_name(report, now)
    write_report(report, path)
    comparison: dict[str, Any] | None = compare(report, then, str(earlier)) if then else None
    if as_json:
        print_json({**report, "saved": str(path), **({"comparison": comparison} if comparison else {})})
        return
    print_lines(evaluation_lines(report))
    if comparison:
        print_lines(comparison_lines(comparison))
    print_lines([f"saved in {path}"])


def _file_name(report: dict[str, Any], now: datetime) -> str:
    return f"{report['set']}-{report['mode']}-{now:%Y%m%d-%H%M%S}.json"
