"""Prepare: `python -m tests.prepare` fetches the default models into the user's cache, for the tests that need them."""

from __future__ import annotations

import sys
import time

from index.errors import AskpressError
from qa.model.catalogue import CATALOGUE
from qa.model.models import fetch
from qa.settings import load_settings


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class _Lines:
    """Writes a line where what goes on changes, and every ten seconds besides; fit for a log."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = ""
        self.at = 0.0

    def __call__(self, done: int, total: int, text: str) -> None:
        now = time.monotonic()
        if text != self.text or now - self.at > 10:
            self.text, self.at = text, now
            _say(f"{self.name}: {done >> 20} of {total >> 20} MiB, {text}")


def main() -> int:
    """Fetch the models; the exit code."""
    settings = load_settings()
    for model in CATALOGUE:
        try:
            path = fetch(model, settings, progress=_Lines(model.name))
        except AskpressError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        _say(f"{model.name}: ready in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
