"""Saving: the two buttons that give a reader the window's conversation as a file, wired to the chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import gradio as gr
from gradio.processing_utils import save_bytes_to_cache

from index.errors import AskpressError
from ui.conversation import Conversation, reader_of
from ui.export import export_markdown, file_name
from ui.export_page import export_html
from ui.reading_room import ReadingRoom
from ui.records import Exchange
from ui.texts import Texts, texts_in
from ui.texts_references import reference_texts_in

Export = Callable[[str, Sequence[Exchange], Texts, datetime], str]
"""Gives the text of a file, from the conversation's title, its exchanges, the language and the time."""

PRESS = "() => requestAnimationFrame(() => document.querySelector('#export-file').click())"
"""Gradio's button downloads what it held before its click: it is pressed once it holds the new file."""


class ExportButtons:
    """The two buttons and the hidden one that downloads, made within a `gr.Blocks`; `wire` joins them to a window."""

    def __init__(self, room: ReadingRoom) -> None:
        self.room = room
        with gr.Row(elem_id="export"):
            self.markdown = gr.Button(size="sm", elem_id="export-markdown", min_width=80, scale=0)
            self.html = gr.Button(size="sm", elem_id="export-html", min_width=80, scale=0)
        self.file = gr.DownloadButton(visible="hidden", elem_id="export-file")

    def wire(self, state: gr.State, language: gr.Radio, hidden: dict[str, Any]) -> None:
        """Join the buttons to the conversation that they save; `hidden` are the options of every event."""
        for button, save in ((self.markdown, self.save_markdown), (self.html, self.save_html)):
            made = button.click(save, [state, language], self.file, **hidden)
            made.success(None, None, None, js=PRESS, **hidden)

    def save_markdown(self, conversation: Conversation, language: str, request: gr.Request) -> str:
        """The path of a Markdown file of the conversation."""
        return self._save(export_markdown, ".md", conversation, texts_in(language), reader_of(request))

    def save_html(self, conversation: Conversation, language: str, request: gr.Request) -> str:
        """The path of a page of the conversation."""
        return self._save(export_html, ".html", conversation, texts_in(language), reader_of(request))

    def _save(self, export: Export, suffix: str, conversation: Conversation, texts: Texts, reader: str) -> str:
        exchanges = list(conversation.exchanges)
        if not exchanges:
            said = reference_texts_in(texts.language)
            raise gr.Error(f"{said.nothing_to_export}: {said.nothing_to_export_remedy}", title="Askpress")
        now = datetime.now().astimezone()
        title = self._title(conversation, reader) or exchanges[0].question
        text = export(title, exchanges, texts, now)
        # In Gradio's cache, from where it goes to its reader and which is emptied day by day.
        return str(save_bytes_to_cache(text.encode(), file_name(title, now, suffix, texts), self.file.GRADIO_CACHE))

    def _title(self, conversation: Conversation, reader: str) -> str:
        """The title that the reader gave the conversation, "" where it is not kept."""
        try:
            lines = self.room.conversations.lines(reader) if conversation.id else []
        except AskpressError:
            return ""
        return next((line.title for line in lines if line.id == conversation.id), "")

    # What the buttons say in a language

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [self.markdown, self.html]

    def label(self, texts: Texts) -> list[Any]:
        """The buttons in the language of `texts`."""
        said = reference_texts_in(texts.language)
        return [gr.update(value=said.export_markdown), gr.update(value=said.export_html)]
