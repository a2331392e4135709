"""The earlier exchanges of a conversation: parts of the page, of which a question sends again only what it fills.

Gradio sends the whole value of a part that changes. In one part, every question would send all exchanges before it
again: a megabyte at a hundred turns.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.conversation import Conversation
from ui.html_part import html_part
from ui.render import conversation_html
from ui.texts import Texts

PARTS = 12

FEWEST = 10
"""Exchanges in a full part, of a conversation that fits in the parts then; of longer ones twice as many, and so on."""

Update = Any


def split(exchanges: int) -> list[range]:
    """The turns that each of the parts holds, for a number of exchanges: in order, all parts full before the last."""
    size = FEWEST
    while size * PARTS < exchanges:
        size *= 2
    return [range(min(at * size, exchanges), min((at + 1) * size, exchanges)) for at in range(PARTS)]


class EarlierExchanges:
    """The parts, made within a `gr.Blocks`; all but the last exchange of a conversation stand in them."""

    def __init__(self) -> None:
        self.parts = [html_part(f"past-{at}", elem_classes="ap-past") for at in range(PARTS)]

    def afresh(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """Updates for all parts."""
        return [_html(conversation, turns, texts) for turns in self._draw(conversation)]

    def news(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """Updates for those parts that do not hold in the window what they are to hold by now."""
        if conversation.drawn is None:
            return self.afresh(conversation, texts)
        before = split(conversation.drawn)
        return [
            gr.skip() if turns == drawn else _html(conversation, turns, texts)
            for turns, drawn in zip(self._draw(conversation), before, strict=True)
        ]

    def changed(self, conversation: Conversation, turn: int | None, texts: Texts) -> list[Update]:
        """Updates after an exchange has changed: for the part that holds it, which may be none."""
        if conversation.drawn is None:
            return self.afresh(conversation, texts)
        return [
            _html(conversation, turns, texts) if turn in turns else gr.skip() for turns in split(conversation.drawn)
        ]

    @staticmethod
    def _draw(conversation: Conversation) -> list[range]:
        """What the parts are to hold, which the window holds from now on."""
        conversation.drawn = max(0, len(conversation.exchanges) - 1)
        return split(conversation.drawn)


def _html(conversation: Conversation, turns: range, texts: Texts) -> str:
    exchanges = conversation.exchanges[turns.start : turns.stop]
    return conversation_html(exchanges, texts, first_turn=turns.start, live=False) if exchanges else ""
