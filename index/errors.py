"""Errors, each class named for what the caller should do about it; text is made of them only at the edge."""

from __future__ import annotations


class AskpressError(Exception):
    """An error with a name: `what` happened (with actual and expected values), `where`, and how to mend it."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: what, where, how to mend."""
        parts = [self.what]
        if self.where:
            parts.append(f"where: {self.where}")
        if self.remedy:
            parts.append(f"to mend: {self.remedy}")
        return " | ".join(" ".join(part.split()) for part in parts)


class FixInput(AskpressError):
    """The file, the line or the question is not usable; mend it and come again."""


class FixSettings(AskpressError):
    """A setting has an unknown name or a value that does not fit."""


class FixPermissions(AskpressError):
    """The file or folder cannot be read or written by this user."""


class BuildFirst(AskpressError):
    """There is no library yet, or nothing in it."""


class RebuildLibrary(AskpressError):
    """The library was made with another encoder or other chunker settings; build it again to use it with these."""


class RepairLibrary(AskpressError):
    """A file of the library is damaged or of a version that this program does not know."""


class TryLater(AskpressError):
    """Somebody else is at it (a build, a busy model, a time-out); the same call may succeed later."""


class FetchModel(AskpressError):
    """Model weights are not at hand, could not be had, or are not the ones expected."""


class RestartModel(AskpressError):
    """The language model ended, could not be reached or gave an answer that makes no sense."""


class ShortenInput(AskpressError):
    """The question (or what goes with it) is longer than what the limit allows."""
