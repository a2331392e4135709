"""The side bar: the reader's kept conversations, to be searched, opened, renamed and deleted, wired to the chat."""

from __future__ import annotations

from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from index.errors import AskpressError, FixInput
from ui.chat import HIDDEN, ChatTab, Update
from ui.conversation import Conversation, reader_of, shown_exchange
from ui.error_words import error_line
from ui.html_part import BEHAVIOUR
from ui.reading_room import ReadingRoom
from ui.render import error_html
from ui.render_conversations import conversations_html
from ui.texts import Texts, texts_in

RESUME = (Path(__file__).parent / "resume.js").read_text(encoding="utf-8")
"""Gives the conversation that the window had before it was loaded anew, and whether it is wide."""

SIDE_BAR = (Path(__file__).parent / "side_bar.js").read_text(encoding="utf-8")


class SideBar:
    """The components of the side bar, made within a `gr.Blocks` before the tabs; `wire` joins them to the chat."""

    def __init__(self, room: ReadingRoom) -> None:
        self.room = room
        self.before = gr.Textbox(visible=False)
        self.wide = gr.Checkbox(visible=False)
        with gr.Sidebar(open=False, width=280, elem_id="conversations-bar") as self.bar:
            self.new = gr.Button(size="sm", elem_id="new-conversation")
            self.search = gr.Textbox(elem_id="conversation-search", show_label=False, container=False, max_lines=1)
            with gr.Column(elem_id="conversation-rename", visible=False) as self.renaming:
                self.title = gr.Textbox(elem_id="conversation-title", container=False, max_lines=1, submit_btn=True)
            self.list = gr.HTML(elem_id="conversations", js_on_load=BEHAVIOUR + SIDE_BAR, apply_default_css=False)

    def wire(self, chat: ChatTab, language: gr.Radio) -> None:
        """Join the bar to the chat whose conversations it lists."""
        self.chat = chat
        window = [chat.state, language]
        listed = [self.list, self.renaming]
        shown = [*chat.asked, chat.feedback.form, *listed]
        self.list.select(self.choose, window, shown, **HIDDEN)
        self.list.edit(self.rename, window, [self.list, self.renaming, self.title], **HIDDEN)
        self.list.delete(self.delete, window, shown, **HIDDEN)
        self.list.clear(self.spare, [self.search, *window], listed, **HIDDEN)
        self.title.submit(self.name, [self.title, self.search, *window], listed, **HIDDEN)
        # Gradio's `input` comes with a key alone: not with an input method for Chinese, and not when words are pasted.
        self.search.change(self.look, [self.search, *window], self.list, trigger_mode="always_last", **HIDDEN)
        for button in (self.new, chat.again):
            button.click(self.begin, window, shown, **HIDDEN)
        for asked in chat.asks:
            asked.then(self.look, [self.search, *window], self.list, **HIDDEN)

    # What the events do

    def resume(
        self, before: str, wide: bool, conversation: Conversation, language: str, request: gr.Request
    ) -> list[Update]:
        """Show again what the window showed before it was loaded anew, and open the bar where there is room for it."""
        conversation.resumed = True
        texts, reader = texts_in(language), reader_of(request)
        exchanges = None
        try:
            exchanges = self.room.conversations.read(reader, before) if before else None
        except AskpressError as error:
            gr.Warning(escape(error_line(error, texts)), title="Askpress")
        shown: list[Update] = [gr.skip() for _ in self.chat.asked]
        if exchanges and not conversation.exchanges:
            conversation.show([shown_exchange(one) for one in exchanges], before)
            shown = self.chat.afresh(conversation, texts)
        list_html = self._list(conversation, texts, reader)
        # Not closed: the reader may have opened it already.
        opened = gr.update(open=True) if wide and "data-conversation=" in list_html else gr.skip()
        return [*shown, list_html, opened]

    def look(self, search: str, conversation: Conversation, language: str, request: gr.Request) -> str:
        """The list, of those where the words of the search occur."""
        return self._list(conversation, texts_in(language), reader_of(request), search)

    def choose(
        self, event: gr.EventData, conversation: Conversation, language: str, request: gr.Request
    ) -> list[Update]:
        """Show the conversation that a line of the list names; an answer that is being written is stopped and kept."""
        texts, reader, named = texts_in(language), reader_of(request), _named(event)
        try:
            exchanges = self.room.conversations.read(reader, named)
            if exchanges is None:
                raise FixInput(texts.conversations.gone, remedy=texts.conversations.gone_remedy)
        except AskpressError as error:
            gr.Warning(escape(error_line(error, texts)), title="Askpress")
            return [*(gr.skip() for _ in (*self.chat.asked, 0)), self._list(conversation, texts, reader), gr.skip()]
        self.chat.leave(conversation)
        conversation.show([shown_exchange(one) for one in exchanges], named)
        return self._shown(conversation, texts, reader)

    def begin(self, conversation: Conversation, language: str, request: gr.Request) -> list[Update]:
        """Begin a new conversation; the one before is kept."""
        self.chat.leave(conversation)
        conversation.show([])
        return self._shown(conversation, texts_in(language), reader_of(request))

    def rename(
        self, event: gr.EventData, conversation: Conversation, language: str, request: gr.Request
    ) -> list[Update]:
        """Ask for the new title of the conversation that a line of the list names."""
        conversation.renaming, conversation.deleting = _named(event), ""
        lines = self.room.conversations.lines(reader_of(request))
        title = next((line.title for line in lines if line.id == conversation.renaming), "")
        said = texts_in(language).conversations
        return [
            self._list(conversation, texts_in(language), reader_of(request)),
            gr.update(visible=bool(title)),
            gr.update(value=title, label=said.rename_title, submit_btn=said.save, autofocus=True),
        ]

    def name(
        self, title: str, search: str, conversation: Conversation, language: str, request: gr.Request
    ) -> list[Update]:
        """Give the conversation that is being renamed its new title."""
        try:
            self.room.conversations.rename(reader_of(request), conversation.renaming, title)
        except AskpressError as error:
            gr.Warning(escape(error_line(error, texts_in(language))), title="Askpress")
        return self.spare(search, conversation, language, request)

    def delete(
        self, event: gr.EventData, conversation: Conversation, language: str, request: gr.Request
    ) -> list[Update]:
        """Ask whether to delete the conversation that a line of the list names; the second time, do it."""
        texts, reader, named = texts_in(language), reader_of(request), _named(event)
        unchanged = [gr.skip() for _ in (*self.chat.asked, 0)]
        conversation.renaming = ""
        if "sure" not in (event._data or {}):
            conversation.deleting = named
            return [*unchanged, self._list(conversation, texts, reader), gr.update(visible=False)]
        conversation.deleting = ""
        try:
            self.room.conversations.delete(reader, named)
        except AskpressError as error:
            gr.Warning(escape(error_line(error, texts)), title="Askpress")
        if named == conversation.id:
            return self.begin(conversation, language, request)
        return [*unchanged, self._list(conversation, texts, reader), gr.update(visible=False)]

    def spare(self, search: str, conversation: Conversation, language: str, request: gr.Request) -> list[Update]:
        """Neither delete nor rename."""
        conversation.deleting = conversation.renaming = ""
        return [self._list(conversation, texts_in(language), reader_of(request), search), gr.update(visible=False)]

    def _shown(self, conversation: Conversation, texts: Texts, reader: str) -> list[Update]:
        conversation.deleting = conversation.renaming = ""
        closed = gr.update(visible=False)
        return [*self.chat.afresh(conversation, texts), closed, self._list(conversation, texts, reader), closed]

    def _list(self, conversation: Conversation, texts: Texts, reader: str, search: str = "") -> str:
        try:
            lines = self.room.conversations.lines(reader, search)
        except AskpressError as error:
            return error_html(error, texts)
        return conversations_html(
            lines,
            texts,
            datetime.now().astimezone(),
            current=conversation.id if conversation.resumed else None,
            deleting=conversation.deleting,
            searched=bool(search.strip()),
        )

    # What the bar shows in a language

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [self.new, self.search, self.list]

    def label(self, conversation: Conversation, texts: Texts, reader: str) -> list[Update]:
        """Everything in the bar in the language of `texts`."""
        said = texts.conversations
        return [
            gr.update(value=texts.new_conversation),
            gr.update(label=said.search, placeholder=said.search, value=""),
            self._list(conversation, texts, reader),
        ]


def _named(event: gr.EventData) -> str:
    """The conversation that a browser names, which may name anything."""
    return str((event._data or {}).get("conversation", ""))
