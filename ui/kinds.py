"""Kinds: which files can be sent to the library, and what is said of one that cannot."""

from __future__ import annotations

from pathlib import Path

from index.errors import FixInput
from index.load import SUFFIXES
from index.messages import Message
from ui.unpacking import ZIP

KINDS = (*SUFFIXES, ".toml", ZIP)
"""What can be sent: pages, what goes beside them (what they are, corrections), and archives of these."""


def wrong_kind(name: str) -> FixInput:
    """The error of a file whose name says that it is of another kind."""
    kind = Path(name).suffix or Message("(no suffix)")
    return FixInput(
        "files of the kind {kind} are not supported, expected one of {expected}",
        where=name,
        remedy="convert it to text, or leave it out",
        kind=kind,
        expected=" ".join(KINDS),
    )
