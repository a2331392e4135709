"""The conversation of one window: what was asked with which filters, and what its events have made of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index import errors
from index.errors import AskpressError, ErrorText, error_from_json, said_json
from qa.kept.records import KeptError, KeptExchange, StoredExchange
from qa.records import AnswerDelta, AnswerDone, AskEvent, SourcesFound, Turn
from ui.answering import Answering
from ui.filters import Chosen
from ui.records import Exchange, Opened, Waiting

if TYPE_CHECKING:
    import gradio as gr


@dataclass
class Conversation:
    """What one window has asked, and what it shows; Gradio keeps one for each window, on the server.

    `id` is that of the kept conversation, "" before its first question has come to its end; `resumed` says that the
    window knows by now which conversation it shows. `judged` is the turn that the feedback form is about, `deleting`
    the kept conversation that is about to be deleted, `renaming` the one that is being renamed. `chosen` are the
    filters that are set for the next question, `editing` the turn whose question is being edited to be asked anew.
    `drawn` is how many earlier exchanges the window shows, None where those are of another conversation.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    answering: Answering | None = None
    turn: int = 0
    opened: Opened | None = None
    id: str = ""
    resumed: bool = False
    judged: int | None = None
    chosen: Chosen = field(default_factory=Chosen)
    editing: int | None = None
    deleting: str = ""
    renaming: str = ""
    drawn: int | None = None

    def show(self, exchanges: list[Exchange], kept: str = "") -> None:
        """Put other exchanges in the place of these, those of the conversation kept as `kept`; "" for a new one."""
        self.exchanges, self.id, self.opened, self.judged, self.editing = exchanges, kept, None, None, None
        self.turn, self.drawn = max(0, len(exchanges) - 1), None

    def history(self, before: int | None = None) -> list[Turn]:
        """The earlier turns that have a checked answer, of those `before` a turn; None for all."""
        return [Turn(one.question, one.answer.text) for one in self.exchanges[:before] if one.answer is not None]

    def edited(self) -> Exchange | None:
        """The exchange whose question is being edited."""
        return self.named(self.editing)

    def named(self, turn: object) -> Exchange | None:
        """The exchange of a turn that a browser names, which may name anything."""
        at = int(turn) if isinstance(turn, int | str) and str(turn).isdecimal() else -1
        return self.exchanges[at] if 0 <= at < len(self.exchanges) else None

    def shown(self) -> Exchange | None:
        """The exchange whose sources are shown."""
        return self.exchanges[self.turn] if self.turn < len(self.exchanges) else None


def take_in(exchange: Exchange, event: AskEvent | Waiting) -> None:
    """Bring an exchange up to what an event says."""
    exchange.ahead = event.ahead if isinstance(event, Waiting) else 0
    match event:
        case SourcesFound():
            exchange.hits, exchange.searched_for = event.hits, event.searched_for
            exchange.state = "writing"
        case AnswerDelta():
            exchange.streamed += event.text
        case AnswerDone():
            exchange.answer, exchange.state = event.answer, "done"


def reader_of(request: gr.Request) -> str:
    """The name of who is signed in, "" where there is no sign-in."""
    return request.username or ""


def kept_exchange(exchange: Exchange) -> KeptExchange | None:
    """An exchange that has come to its end as it is kept.

    None for one that could not be asked at all: the question or a filter was to be mended first, or there is no
    library yet.
    """
    error = exchange.error
    if isinstance(error, errors.FixInput | errors.ShortenInput | errors.BuildFirst):
        return None
    return KeptExchange(
        question=exchange.question,
        state="done" if exchange.state == "done" else "failed" if error else "stopped",
        filters=exchange.filters,
        searched_for=exchange.searched_for,
        hits=() if exchange.answer else exchange.hits,
        streamed="" if exchange.answer else exchange.streamed,
        answer=exchange.answer,
        error=KeptError(type(error).__name__, *error.in_words(), said_json(error)) if error else None,
        reprints=exchange.reprints,
    )


def shown_exchange(stored: StoredExchange) -> Exchange:
    """A kept exchange as it is shown again."""
    kept = stored.exchange
    return Exchange(
        question=kept.question,
        filters=kept.filters,
        state=kept.state,
        searched_for=kept.searched_for,
        hits=kept.answer.hits if kept.answer else kept.hits,
        streamed=kept.streamed,
        answer=kept.answer,
        error=_error(kept.error) if kept.error else None,
        reprints=kept.reprints,
        kept=stored.id,
        feedback=stored.feedback,
    )


def _error(kept: KeptError) -> AskpressError:
    named = getattr(errors, kept.kind, None)
    kind = named if isinstance(named, type) and issubclass(named, AskpressError) else AskpressError
    return error_from_json(kind, kept.said, ErrorText(kept.what, kept.where, kept.remedy))
