"""Printing: lines and JSON on standard output, whose reader may have gone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable


def print_line(line: str) -> None:
    """Print a line at once; ends the program, as a good one, where the reader of the pipe has gone."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe (head, less) has what it wants.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines as they come."""
    for line in lines:
        print_line(line)


def print_json(value: object) -> None:
    """Print a value as JSON on several lines, Chinese characters as they are."""
    print_line(json.dumps(value, ensure_ascii=False, indent=2))
