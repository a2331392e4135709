"""The Library tab: adding pages, the progress of a build, and the list of issues, pages and articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from index.errors import AskpressError, FixInput
from ui.browse import Browsing, Reading
from ui.chat import HIDDEN, Update, html_part
from ui.guard import keepers_only
from ui.reading_room import ReadingRoom
from ui.render import error_html
from ui.render_library import building_html
from ui.texts import Texts, texts_in

TICK = 0.7
"""Seconds between two looks at the build, while the tab is open."""

SUFFIXES = [".txt", ".md", ".jsonl", ".toml"]
"""Pages, and what goes beside them: what they are, and corrections."""


class LibraryTab:
    """The components of the tab, made within a `gr.Blocks`, and what happens on their events."""

    def __init__(self, room: ReadingRoom, language: gr.Radio) -> None:
        self.room = room
        self.browsing = Browsing(room)
        self.state = self.browsing.state
        self.timer = gr.Timer(TICK, active=False)
        with gr.Row(elem_id="shelves", equal_height=False):
            with gr.Column(scale=3, elem_id="stock"):
                with gr.Column(elem_id="adding") as adding:
                    self.hint = gr.HTML(elem_id="add-hint", apply_default_css=False)
                    self.files = gr.File(elem_id="files", file_count="multiple", file_types=list(SUFFIXES), height=150)
                    with gr.Row():
                        self.add = gr.Button(variant="primary", elem_id="add", min_width=120)
                        self.rescan = gr.Button(elem_id="rescan", min_width=120)
                self.building = html_part("building")
                self.overview = self.browsing.list_part()
            with gr.Column(scale=2, elem_id="library-side"):
                self.browsing.reader_part()
        # Not shown to readers. What refuses them is `keepers_only`, on each event.
        self.for_keepers: list[Any] = [adding]
        self._wire(language)
        self.browsing.wire(language)

    def _wire(self, language: gr.Radio) -> None:
        shown = [self.building, self.overview, self.timer]
        self.add.click(self.start, [self.files, self.state, language], [self.files, *shown], **HIDDEN)
        self.rescan.click(self.start_rescan, [self.state, language], shown, **HIDDEN)
        self.timer.tick(self.look, [self.state, language], shown, **HIDDEN)

    @keepers_only
    def start(self, files: Sequence[str] | None, reading: Reading, language: str) -> list[Update]:
        """Keep the chosen files and build them in."""
        texts = texts_in(language)
        try:
            if not files:
                raise FixInput(texts.no_files, remedy=texts.no_files_remedy)
            self.room.start_build([Path(file) for file in files])
        except AskpressError as error:
            return [gr.skip(), error_html(error, texts), gr.skip(), gr.skip()]
        return [None, *self.look(reading, language)]

    @keepers_only
    def start_rescan(self, reading: Reading, language: str) -> list[Update]:
        """Look again at the files that the library knows."""
        try:
            self.room.start_build()
        except AskpressError as error:
            return [error_html(error, texts_in(language)), gr.skip(), gr.skip()]
        return self.look(reading, language)

    def look(self, reading: Reading, language: str) -> list[Update]:
        """The state of the build, and the list where there is a newer generation; the timer goes on."""
        texts = texts_in(language)
        return [
            building_html(self.room.building, texts),
            self.browsing.listed(reading, texts, always=False),
            gr.update(active=True),
        ]

    def rest(self) -> Update:
        """Stop looking, since the tab is no longer shown."""
        return gr.update(active=False)

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [self.hint, self.files, self.add, self.rescan, self.building, *self.browsing.labelled]

    def label(self, reading: Reading, texts: Texts) -> list[Update]:
        """Everything in the tab in the language of `texts`."""
        hint = f'<h3>{texts.add_pages}</h3><p class="ap-hint">{texts.add_hint}</p>'
        return [
            f'<div lang="{texts.html_language}">{hint}</div>',
            gr.update(label=texts.choose_files),
            gr.update(value=texts.add),
            gr.update(value=texts.rescan),
            building_html(self.room.building, texts),
            *self.browsing.label(reading, texts),
        ]
