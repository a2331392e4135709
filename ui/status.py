"""The Status tab: what the library holds, what made it, how fast it answers; read anew when the tab is opened."""

from __future__ import annotations

import gradio as gr

from index.errors import AskpressError
from ui.browse import Reading
from ui.condition import condition_of
from ui.reading_room import ReadingRoom
from ui.render import error_html
from ui.render_status import status_html
from ui.texts import texts_in


class StatusTab:
    """The one part of the tab, made within a `gr.Blocks`."""

    def __init__(self, room: ReadingRoom) -> None:
        self.room = room
        self.part = gr.HTML(elem_id="status", apply_default_css=False)

    def look(self, reading: Reading, language: str) -> str:
        """The condition of the library now."""
        texts = texts_in(language)
        try:
            return status_html(condition_of(self.room), texts, keeper=reading.keeper)
        except AskpressError as error:
            return error_html(error, texts)
