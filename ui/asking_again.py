"""Asking again: an earlier question edited or asked anew, a refusal's offer taken up, the question of the address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.chat import AT_ONCE, HIDDEN, ChatTab, Update
from ui.conversation import Conversation, reader_of
from ui.filters import chosen_of, from_address
from ui.html_part import raised
from ui.render_asking import offered
from ui.texts import texts_in


class AskingAgain:
    """What happens on the buttons beneath questions and refusals, and as a window comes with a question."""

    def __init__(self, chat: ChatTab, language: gr.Radio) -> None:
        self.chat, self.window = chat, [chat.state, language]
        asked, edited = [*chat.asked, *chat.narrow.boxes], [chat.question, *chat.narrow.boxes, *chat.narrow.chips]
        retried = raised("retry", chat.conversation)
        chat.asks.append(gr.on(retried, self.ask_again, self.window, asked, **AT_ONCE))
        gr.on(raised("edit", chat.conversation), self.edit, self.window, edited, **HIDDEN)

    def arriving(self, entered: Any) -> None:
        """After `entered`, the event of a window that has come: fill in what its address asks for, and ask it."""
        narrow = self.chat.narrow
        filled = entered.then(self.arrive, self.window, [*narrow.boxes, *narrow.chips], **HIDDEN)
        self.chat.asks.append(filled.then(self.ask_linked, self.window, self.chat.asked, **AT_ONCE))

    def ask_again(
        self, event: gr.EventData, request: gr.Request, conversation: Conversation, language: str
    ) -> Iterator[list[Update]]:
        """Ask an earlier question again, with other filters where a refusal offered them; the boxes then show them."""
        named = event._data or {}
        exchange, kept = conversation.named(named.get("turn")), [gr.skip() for _ in self.chat.narrow.boxes]
        if exchange is None:
            yield [*(gr.skip() for _ in self.chat.asked), *kept]
            return
        offer = str(named.get("offer", ""))
        question, filters = offered(exchange, offer)
        texts = texts_in(language)
        boxes = self.chat.narrow.filled(chosen_of(filters), texts) if offer else kept
        if conversation.answering is None:
            conversation.editing = conversation.exchanges.index(exchange)
        asking = self.chat.answer(question, chosen_of(filters), conversation, texts, reader_of(request))
        for updates in asking:
            yield [*updates, *boxes]
            boxes = kept

    def edit(self, event: gr.EventData, conversation: Conversation, language: str) -> list[Update]:
        """Put an earlier question and its filters into the boxes, to be asked anew."""
        exchange = conversation.named((event._data or {}).get("turn"))
        if exchange is None:
            return [gr.skip() for _ in (self.chat.question, *self.chat.narrow.boxes, *self.chat.narrow.chips)]
        conversation.editing = conversation.exchanges.index(exchange)
        conversation.chosen = chosen_of(exchange.filters)
        narrow, texts = self.chat.narrow, texts_in(language)
        question = gr.update(value=exchange.question, autofocus=True)
        return [question, *narrow.filled(conversation.chosen, texts), *narrow.shown(conversation, texts)]

    def arrive(self, request: gr.Request, conversation: Conversation, language: str) -> list[Update]:
        """Fill in the filters that the address asks for; where it asks for none, what is being typed is left alone."""
        _, boxes = from_address(dict(request.query_params))
        narrow, texts = self.chat.narrow, texts_in(language)
        if not boxes:
            return [gr.skip() for _ in (*narrow.boxes, *narrow.chips)]
        conversation.chosen = boxes
        return [*narrow.filled(conversation.chosen, texts), *narrow.shown(conversation, texts)]

    def ask_linked(self, request: gr.Request, conversation: Conversation, language: str) -> Iterator[list[Update]]:
        """Ask the question of the address, in a conversation of its own; not where the window shows it already."""
        question, boxes = from_address(dict(request.query_params))
        shown = conversation.exchanges[-1] if conversation.exchanges else None
        if not question or (shown and shown.question == question and chosen_of(shown.filters) == boxes):
            yield [gr.skip() for _ in self.chat.asked]
            return
        self.chat.leave(conversation)
        conversation.show([])
        yield from self.chat.answer(question, boxes, conversation, texts_in(language), reader_of(request))
