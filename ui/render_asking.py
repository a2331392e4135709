"""HTML of asking again: the tools beneath a question, the offers of a refusal, the place in the line, the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from index.records import Filters
from ui.filters import chip_labels, chosen_of, widened, without_days
from ui.records import Exchange
from ui.texts import Texts


def question_tools_html(turn: int, exchange: Exchange, texts: Texts) -> str:
    """Buttons that edit a question or ask it again; nothing while it is being answered."""
    if exchange.state in ("searching", "writing"):
        return ""
    said = texts.asking
    to_box = ' data-focus="#question textarea"'
    named = f"{said.edit}: {exchange.question}", f"{said.again}: {exchange.question}"
    return (
        '<div class="ap-tools">'
        f"{_button('edit', turn, said.edit, 'ap-tool', f'edit-{turn}', named[0], to_box)}"
        f"{_button('retry', turn, said.again, 'ap-tool', f'retry-{turn}', named[1])}</div>"
    )


def offers_html(turn: int, exchange: Exchange, texts: Texts) -> str:
    """Beneath a refusal: the same question of wider dates, of all dates, of the whole library; each asks by a click."""
    if exchange.answer is None or not exchange.answer.refused:
        return ""
    offers = "".join(
        _button("retry", turn, text, "ap-offer", f"offer-{turn}-{kind}", text, f' data-offer="{kind}"')
        for kind, text in _offers(exchange, texts)
    )
    return f'<div class="ap-offers">{offers}</div>' if offers else ""


def _offers(exchange: Exchange, texts: Texts) -> Iterator[tuple[str, str]]:
    said, filters = texts.asking, exchange.filters
    if filters.date_from or filters.date_to:
        wide = widened(replace(filters, newspaper=None, section=None, page=None))
        yield "wider", said.wider.format(days=chip_labels(chosen_of(wide), texts)["dates"])
        yield "dates", said.any_dates
    elif shorter := undated(exchange):
        yield "words", said.without_days.format(question=shorter)
    if replace(filters, date_from=None, date_to=None) != Filters():
        yield "all", said.whole_library


def undated(exchange: Exchange) -> str:
    """The question of a refused exchange without the days that it names; "" where it names none of its own."""
    answer = exchange.answer
    words = list(dict.fromkeys(one.words for one in answer.dates)) if answer else []
    return without_days(exchange.question, words) if words else ""


def offered(exchange: Exchange, offer: str) -> tuple[str, Filters]:
    """The question and the filters that an offer asks with; those of the exchange itself for any other word."""
    question, filters = exchange.question, exchange.filters
    match offer:
        case "wider":
            return question, widened(filters)
        case "dates":
            return question, replace(filters, date_from=None, date_to=None)
        case "words":
            return undated(exchange) or question, filters
        case "all":
            return question, Filters()
    return question, filters


def waiting_text(exchange: Exchange, texts: Texts) -> str:
    """What is said while nothing is written yet: what goes on, or the place in the line."""
    if exchange.ahead and exchange.state == "writing":
        return texts.asking.in_line.format(place=exchange.ahead + 1)
    if exchange.ahead:
        return texts.asking.others
    return texts.reading if exchange.state == "writing" else texts.searching


def address_html(query: str) -> str:
    """What tells the window's address which question and filters it shows; read by `address.js`."""
    return f'<span data-address="{escape(query)}"></span>'


def _button(event: str, turn: int, text: str, kind: str, name: str, said: str, more: str = "") -> str:
    return (
        f'<button type="button" class="{kind}" id="{name}" data-event="{event}" data-turn="{turn}"{more}'
        f' aria-label="{escape(said)}">{escape(text)}</button>'
    )
