"""The records of what is kept: a question with what came of it, a conversation in a list, and a reader's verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from index.records import Article, Filters, Hit
from qa.records import Answer

KeptState = Literal["done", "stopped", "failed"]

Verdict = Literal["up", "down"]

FeedbackReason = Literal["wrong", "not_in_source", "incomplete", "not_found", "should_refuse", "other"]
"""Why an answer was no good: it is wrong; the source does not say it; something is missing; the archive does have it,
though the answer says no; the archive does not have it, though there is an answer; something else."""


@dataclass(frozen=True, slots=True)
class KeptError:
    """An error as it was shown: the name of its class in `index.errors`, what happened, where, and how to mend it.

    `said` has the same as `said_json` made it, for other languages; what older versions kept is without it.
    """

    kind: str
    what: str
    where: str = ""
    remedy: str = ""
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thinks of an answer; `expected` is what would have been right, in few words, "" where not said."""

    verdict: Verdict
    reason: FeedbackReason | None = None
    expected: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeptExchange:
    """A question that has come to its end, with everything that is needed to show it again without the library.

    `hits` are those of a question without an answer; an answer has its own. `reprints` are of the cited articles, by
    the article's id.
    """

    question: str
    state: KeptState
    filters: Filters = field(default_factory=Filters)
    searched_for: str = ""
    hits: tuple[Hit, ...] = ()
    streamed: str = ""
    answer: Answer | None = None
    error: KeptError | None = None
    reprints: dict[str, tuple[Article, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredExchange:
    """An exchange as it comes out of the file: its number there, and the verdict on it where there is one."""

    id: int
    exchange: KeptExchange
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation in a list: its title, how many questions it has, when the last one was asked (with time zone)."""

    id: str
    title: str
    turns: int
    changed: datetime
