"""The conversation of one window: what was asked with which filters, and what its events have made of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from index.errors import FixInput
from index.records import Filters
from qa.records import AnswerDelta, AnswerDone, AskEvent, SourcesFound, Turn
from ui.answering import Answering
from ui.records import Exchange, Opened
from ui.texts import Texts


@dataclass
class Conversation:
    """What one window has asked, and what it shows; Gradio keeps one for each window, on the server."""

    exchanges: list[Exchange] = field(default_factory=list)
    answering: Answering | None = None
    turn: int = 0
    opened: Opened | None = None

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
