"""Errors in the reader's language: the catalogue's templates for those that `index` and `qa` wrote in English."""

from __future__ import annotations

from index.errors import AskpressError, ErrorText
from index.messages import Message
from ui.texts import Texts
from ui.texts_errors import CHINESE
from ui.traditional import TRADITIONAL, traditional


def error_words(error: AskpressError, texts: Texts) -> ErrorText:
    """What happened, where, and how to mend it, in the language of `texts`."""
    return error.in_words(lambda template: _translated(template, texts))


def say_message(message: str | Message, texts: Texts) -> str:
    """A message in the language of `texts`; what is text already stays as it is."""
    return message if isinstance(message, str) else message.text(lambda template: _translated(template, texts))


def error_line(error: AskpressError, texts: Texts) -> str:
    """The whole error on one line, for a notice that goes by."""
    words = error_words(error, texts)
    named = [words.what, *(f"{name}: {said}" for name, said in _rows(words, texts) if said)]
    return " · ".join(" ".join(part.split()) for part in named)


def error_rows(error: AskpressError, texts: Texts) -> list[tuple[str, str]]:
    """Where, and how to mend it, each under its name; what is not known is left out."""
    return [(name, said) for name, said in _rows(error_words(error, texts), texts) if said]


def _rows(words: ErrorText, texts: Texts) -> list[tuple[str, str]]:
    return [(texts.where, words.where), (texts.remedy, words.remedy)]


def _translated(template: str, texts: Texts) -> str:
    if not texts.chinese or template not in CHINESE:
        return template
    return traditional(CHINESE[template]) if texts.language == TRADITIONAL else CHINESE[template]
