"""Bars: how far a long command has come, a bar a stage on stderr, with an estimate of the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_ESTIMATED_OVER = 600.0
"""Seconds of the past that the rest is estimated from: an answer takes many, and no two as many."""

Show = Callable[[str, int, int], None]


@contextmanager
def bars_shown(*, quiet: bool) -> Iterator[Show]:
    """Gives a function of a stage's words, how much of it is done and how much there is in all.

    What is done at its first call counts as done before. Nothing is drawn where `quiet`, or where stderr is no
    terminal.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns,
        console=console,
        disable=quiet or not sys.stderr.isatty(),
        speed_estimate_period=_ESTIMATED_OVER,
    ) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, completed=done)
            else:
                bars.update(tasks[stage], completed=done, total=total)

        yield show
