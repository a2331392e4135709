"""Browsing the library: calendar, issues, pages and articles, and the reader beside them, wired to the room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from index.errors import AskpressError, FixInput
from ui.chat import HIDDEN, Update
from ui.html_part import html_part
from ui.reading_room import ReadingRoom
from ui.records import Opened, OpenedSheet
from ui.render import error_html
from ui.render_library import overview_html
from ui.render_pages import page_view_html
from ui.render_sources import reader_html
from ui.shelf import Choice, next_choice
from ui.texts import Texts, texts_in


@dataclass
class Reading:
    """What one window has open in the tab, what it chose of the list, and the generation of that list.

    `keeper` says whether the parts for keepers are shown; what keeps others from using them is `keepers_only`.
    """

    opened: Opened | OpenedSheet | None = None
    generation: int | None = None
    choice: Choice = field(default_factory=Choice)
    keeper: bool = True


class Browsing:
    """The list with its calendar and the reader, and what happens when one of their links is followed."""

    def __init__(self, room: ReadingRoom) -> None:
        self.room = room
        self.state = gr.State(Reading())

    def list_part(self) -> gr.HTML:
        """Make the list, where it is to stand."""
        self.overview = html_part("overview")
        return self.overview

    def reader_part(self) -> gr.HTML:
        """Make the reader, where it is to stand."""
        self.reader = html_part("library-reader")
        return self.reader

    def wire(self, language: gr.Radio) -> None:
        """Bind the events, once both parts are there."""
        for part in (self.overview, self.reader):
            part.open(self.open, [self.state, language], [self.overview, self.reader], **HIDDEN)
        self.reader.shut(self.shut, [self.state], [self.reader], **HIDDEN)

    def open(self, event: gr.EventData, reading: Reading, language: str) -> list[Update]:
        """Follow a link: a day or month of the calendar changes the list, an article or a page opens beside it."""
        texts = texts_in(language)
        wanted = event._data or {}
        if "shelf" in wanted:
            reading.choice = next_choice(reading.choice, str(wanted["shelf"]))
            return [self.listed(reading, texts, always=True), gr.skip()]
        try:
            if "page" in wanted:
                reading.opened = self.room.open_page(str(wanted["page"]))
            else:
                reading.opened = self.room.open_article(str(wanted.get("article", "")))
            if reading.opened is None:
                raise FixInput(texts.gone, remedy=texts.gone_remedy)
        except AskpressError as error:
            return [gr.skip(), error_html(error, texts)]
        return [gr.skip(), opened_html(reading.opened, texts)]

    def shut(self, reading: Reading) -> str:
        """Close the reader."""
        reading.opened = None
        return ""

    def listed(self, reading: Reading, texts: Texts, *, always: bool) -> Update:
        """The list, where it is of a newer generation than what the window shows, or `always`."""
        try:
            overview = self.room.overview()
        except AskpressError as error:
            return error_html(error, texts)
        if not always and overview.generation == reading.generation:
            return gr.skip()
        reading.generation = overview.generation
        return overview_html(overview, texts, reading.choice)

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [self.overview, self.reader]

    def label(self, reading: Reading, texts: Texts) -> list[Update]:
        """List and reader in the language of `texts`."""
        return [self.listed(reading, texts, always=True), opened_html(reading.opened, texts)]


def opened_html(opened: Opened | OpenedSheet | None, texts: Texts) -> str:
    """The reader with what is open in it, an article or a page; "" where nothing is."""
    if isinstance(opened, OpenedSheet):
        return page_view_html(opened, texts)
    return reader_html(opened, texts)
