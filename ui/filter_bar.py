"""The filter bar: the boxes that narrow a search, and a chip for each that is set, which a click takes away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from index.errors import AskpressError
from ui.conversation import Conversation
from ui.filters import Chosen, chip_labels, chosen, to_address, without
from ui.reading_room import ReadingRoom
from ui.render_asking import address_html
from ui.texts import Texts, texts_in

Update = Any

ADDRESS = (Path(__file__).parent / "address.js").read_text(encoding="utf-8")

CROSS = "\u2002✕"

CHIPS = ("newspaper", "dates", "section", "page")


class FilterBar:
    """The components, made within a `gr.Blocks` in two places: the chips, and with `make_boxes` the boxes.

    `boxes` hold the filters in the order of `ui.filters.Chosen`, `chips` are the buttons, the last of which stands for
    the earlier question that is being edited.
    """

    def __init__(self, room: ReadingRoom) -> None:
        self.room = room
        self.address = gr.HTML(elem_id="address", js_on_load=ADDRESS, apply_default_css=False)
        with gr.Row(elem_id="chips"):
            self.chips = [
                gr.Button(
                    visible=False, size="sm", elem_id=f"chip-{name}", elem_classes="ap-set", min_width=40, scale=0
                )
                for name in (*CHIPS, "editing")
            ]

    def make_boxes(self) -> None:
        """The accordion with the boxes."""
        with gr.Accordion(open=False, elem_id="filters") as self.accordion, gr.Row():
            self.newspaper = gr.Dropdown([("", "")], value="", elem_id="newspaper", min_width=150)
            self.first = gr.Textbox(elem_id="date-from", max_lines=1, min_width=150)
            self.last = gr.Textbox(elem_id="date-to", max_lines=1, min_width=150)
            self.section = gr.Dropdown([("", "")], value="", elem_id="section", min_width=150)
            self.page = gr.Textbox(elem_id="page-number", max_lines=1, min_width=150)
        self.boxes: list[Any] = [self.newspaper, self.first, self.last, self.section, self.page]

    def wire(self, state: gr.State, language: gr.Radio, hidden: dict[str, Any]) -> None:
        """Let the chips follow the boxes, and the boxes the chips."""
        window = [state, language]
        told = [self.address, *self.chips]
        last = {"trigger_mode": "always_last", **hidden}
        picks, boxes = [self.newspaper, self.section], [self.first, self.last, self.page]
        # Only what readers do: a `change` comes also as the program fills several boxes in, with some still empty.
        # A text box's `input` comes with a key alone, and not with words that are pasted: the `blur` comes then.
        by_hand = [event for box in boxes for event in (box.input, box.blur, box.submit)]
        gr.on([box.input for box in picks], self.picked, [*window, *picks], told, **last)
        gr.on(by_hand, self.written, [*window, *boxes], told, **last)
        for name, button in zip(CHIPS, self.chips, strict=False):
            button.click(partial(self.drop, name), window, [*self.boxes, *told], **hidden)
        self.chips[-1].click(self.leave_editing, window, self.chips, **hidden)

    # What the events do

    def picked(
        self, conversation: Conversation, language: str, newspaper: str | None, section: str | None
    ) -> list[Update]:
        """Chips and address after a newspaper or a section was picked."""
        now = conversation.chosen
        conversation.chosen = chosen(newspaper, now.first, now.last, section, now.page)
        return self.told(conversation, texts_in(language))

    def written(
        self, conversation: Conversation, language: str, first: str | None, last: str | None, page: str | None
    ) -> list[Update]:
        """Chips and address after a box was filled in or emptied."""
        now = conversation.chosen
        conversation.chosen = chosen(now.newspaper, first, last, now.section, page)
        return self.told(conversation, texts_in(language))

    def drop(self, chip: str, conversation: Conversation, language: str) -> list[Update]:
        """Take a filter away."""
        conversation.chosen = without(conversation.chosen, chip)
        texts = texts_in(language)
        return [*self.filled(conversation.chosen, texts), *self.told(conversation, texts)]

    def leave_editing(self, conversation: Conversation, language: str) -> list[Update]:
        """Let the next question be a new one after all."""
        conversation.editing = None
        return self.shown(conversation, texts_in(language))

    # What the bar shows

    def filled(self, boxes: Chosen, texts: Texts) -> list[Update]:
        """Updates that fill in the boxes."""
        newspapers = _choices(texts.any_newspaper, self._newspapers(), boxes.newspaper)
        sections = _choices(texts.asking.any_section, self._sections(), boxes.section)
        return [
            gr.update(value=boxes.newspaper, choices=newspapers),
            boxes.first,
            boxes.last,
            gr.update(value=boxes.section, choices=sections, visible=len(sections) > 1),
            boxes.page,
        ]

    def shown(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """Updates for the chips."""
        labels = chip_labels(conversation.chosen, texts)
        shown = {name: label + CROSS for name, label in labels.items()}
        edited = conversation.edited()
        if edited is not None:
            said = texts.asking.editing.format(question=_short(edited.question))
            shown["editing"] = said + CROSS
        return [gr.update(value=shown.get(name, ""), visible=name in shown) for name in (*CHIPS, "editing")]

    def told(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """Updates for the address, which is to say the last question and the filters that are set, and the chips."""
        question = conversation.exchanges[-1].question if conversation.exchanges else ""
        return [address_html(to_address(question, conversation.chosen)), *self.shown(conversation, texts)]

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [self.accordion, *self.boxes, *self.chips]

    def label(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """Everything in the bar in the language of `texts`, from the newest state of the library."""
        said, set_now = texts.asking, conversation.chosen
        newspapers = _choices(texts.any_newspaper, self._newspapers(), set_now.newspaper)
        sections = _choices(said.any_section, self._sections(), set_now.section)
        return [
            gr.update(label=texts.filters),
            gr.update(label=texts.newspaper, choices=newspapers),
            gr.update(label=texts.date_from),
            gr.update(label=texts.date_to),
            gr.update(label=said.section, choices=sections, visible=len(sections) > 1),
            gr.update(label=said.page),
            *self.shown(conversation, texts),
        ]

    def _newspapers(self) -> tuple[str, ...]:
        try:
            return self.room.overview().newspapers
        except AskpressError:
            # What is wrong with the library is said when a question is asked, and on the Library tab.
            return ()

    def _sections(self) -> tuple[str, ...]:
        try:
            return self.room.sections()
        except AskpressError:
            return ()


def _choices(every: str, names: Sequence[str], now: str) -> list[tuple[str, str]]:
    """The choices of a drop-down; what an address asks for is one of them even where the library has no such thing."""
    return [(every, ""), *((name, name) for name in dict.fromkeys([*names, *filter(None, [now])]))]


def _short(question: str) -> str:
    return question if len(question) <= 40 else f"{question[:39]}…"
