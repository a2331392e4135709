"""The conversation of one window: what was asked with which filters, and what its events have made of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from index import errors
from index.errors import AskpressError, FixInput
from index.records import Filters
from qa.kept.records import KeptError, KeptExchange, StoredExchange
from qa.records import AnswerDelta, AnswerDone, AskEvent, SourcesFound, Turn
from ui.answering import Answering
from ui.records import Exchange, Opened
from ui.texts import Texts

if TYPE_CHECKING:
    import gradio as gr


@dataclass
class Conversation:
    """What one window has asked, and what it shows; Gradio keeps one for each window, on the server.

    `id` is that of the kept conversation, "" before its first question has come to its end; `resumed` says that the
    window knows by now which conversation it shows. `judged` is the turn that the feedback form is about, `deleting`
    the kept conversation that is about to be deleted, `renaming` the one that is being renamed.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    answering: Answering | None = None
    turn: int = 0
    opened: Opened | None = None
    id: str = ""
    resumed: bool = False
    judged: int | None = None
    deleting: str = ""
    renaming: str = ""

    def show(self, exchanges: list[Exchange], kept: str = "") -> None:
        """Put other exchanges in the place of these, those of the conversation kept as `kept`; "" for a new one."""
        self.exchanges, self.id, self.opened, self.judged = exchanges, kept, None, None
        self.turn = max(0, len(exchanges) - 1)

    def history(self) -> list[Turn]:
        """The earlier turns that have a checked answer."""
        return [Turn(one.question, one.answer.text) for one in self.exchanges if one.answer is not None]

    def shown(self) -> Exchange | None:
        """The exchange whose sources are shown."""
        return self.exchanges[self.turn] if self.turn < len(self.exchanges) else None


def read_date(value: str | None, texts: Texts) -> date | None:
    """The date that a reader wrote, None for an empty box. Raises FixInput for anything but YYYY-MM-DD."""
    if not value or not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise FixInput(texts.bad_date.format(value=value.strip()), remedy=texts.bad_date_remedy) from None


def read_filters(newspaper: str | None, first: str | None, last: str | None, texts: Texts) -> Filters:
    """The filters that a reader set; dates as YYYY-MM-DD. Raises FixInput where they make no sense."""
    date_from, date_to = read_date(first, texts), read_date(last, texts)
    if date_from and date_to and date_from > date_to:
        raise FixInput(texts.bad_order.format(first=date_from, last=date_to), remedy=texts.bad_order_remedy)
    return Filters(date_from, date_to, newspaper or None)


def take_in(exchange: Exchange, event: AskEvent) -> None:
    """Bring an exchange up to what an event says."""
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
        error=KeptError(type(error).__name__, error.what, error.where, error.remedy) if error else None,
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
    return kind(kept.what, where=kept.where, remedy=kept.remedy)
