"""Errors, each class named for what the caller should do about it; text is made of them only at the edge.

How to write one: the sentence is a template, never an f-string, and its values are given by name; the remedy is a
template of the same values, `where` is a place and stands as it is:

    raise FixInput("the file has {size:,} bytes, at most {limit:,} are read", where=str(path),
                   remedy="split it into one file a page", size=size, limit=SIZE_LIMIT)

Braces that are meant as such are doubled. A part of a sentence that is made elsewhere (a hint, "the line"), a place
with words in it, and what a function is given that makes errors for others, is a `Message`. Each template has its
Chinese one in `ui/texts_errors*.py`; a test asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from index.messages import Message, Translate, as_it_is, finished, message_from_json, message_json


class ErrorParts(NamedTuple):
    """What happened (with actual and expected values), where, and how to mend it; each may be empty but the first."""

    what: Message
    where: Message
    remedy: Message


class ErrorText(NamedTuple):
    """The same in words."""

    what: str
    where: str
    remedy: str


class AskpressError(Exception):
    """An error with a name: `what` happened (with actual and expected values), `where`, and how to mend it.

    `what` and `remedy` are templates of the `values`, or messages with values of their own.
    """

    def __init__(
        self, what: str | Message, /, *, where: str | Message = "", remedy: str | Message = "", **values: object
    ) -> None:
        self.parts = ErrorParts(
            what if isinstance(what, Message) else Message(what, **values),
            where if isinstance(where, Message) else finished(where),
            remedy if isinstance(remedy, Message) else Message(remedy, **values),
        )
        super().__init__(self.what)

    @property
    def what(self) -> str:
        """What happened, in English."""
        return self.parts.what.text()

    @property
    def where(self) -> str:
        """Where, in English; "" where that says nothing."""
        return self.parts.where.text()

    @property
    def remedy(self) -> str:
        """How to mend it, in English; "" where nobody knows."""
        return self.parts.remedy.text()

    def in_words(self, translate: Translate = as_it_is) -> ErrorText:
        """The error in the language that `translate` gives the templates of."""
        return ErrorText(*(part.text(translate) for part in self.parts))

    def at(self, where: str | Message) -> Self:
        """The same error, found at another place."""
        return type(self)(self.parts.what, where=where, remedy=self.parts.remedy)

    def __str__(self) -> str:
        """One line in English: what, where, how to mend."""
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


def said_json(error: AskpressError) -> dict[str, Any]:
    """What is said of an error, its templates with their values, as JSON values to be kept."""
    return {name: message_json(part) for name, part in error.parts._asdict().items()}


def error_from_json(kind: type[AskpressError], said: Mapping[str, Any], otherwise: ErrorText) -> AskpressError:
    """The error of which `said_json` kept what is said; what an older version kept were the English words alone."""
    try:
        parts = ErrorParts(**{name: message_from_json(part) for name, part in said.items()})
    except (KeyError, TypeError, AttributeError):
        parts = ErrorParts(*(finished(text) for text in otherwise))
    return kind(parts.what, where=parts.where, remedy=parts.remedy)
