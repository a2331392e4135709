"""The Library tab: adding pages, the progress of a build, and the list of issues, pages and articles."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.browse import Browsing, Reading
from ui.chat import HIDDEN, Update
from ui.correcting import Correcting
from ui.intake_panel import IntakePanel, Seen
from ui.reading_room import ReadingRoom
from ui.removing import Removing
from ui.texts import Texts

TICK = 0.7
"""Seconds between two looks at the build, while the tab is open."""


class LibraryTab:
    """The components of the tab, made within a `gr.Blocks`, and what happens on their events."""

    def __init__(self, room: ReadingRoom, language: gr.Radio) -> None:
        self.room = room
        self.browsing = Browsing(room)
        self.state = self.browsing.state
        self.timer = gr.Timer(TICK, active=False)
        with gr.Row(elem_id="shelves", equal_height=False):
            with gr.Column(scale=3, elem_id="stock"):
                self.intake = IntakePanel(room, self.browsing)
                self.overview = self.browsing.list_part()
                self.removing = Removing(room, self.browsing)
                self.removing.list_parts()
            with gr.Column(scale=2, elem_id="library-side"):
                with gr.Row(elem_id="keeping"):
                    self.correcting = Correcting(room, self.browsing)
                    self.removing.reader_parts()
                self.correcting.form_parts()
                self.browsing.reader_part()
        # Not shown to readers. What refuses them is `keepers_only`, on each event.
        self.for_keepers: list[Any] = [self.intake.adding]
        self.browsing.wire(language)
        self.intake.wire(language)
        self._wire(language)
        self.correcting.wire(language)
        self.removing.wire(language)

    def _wire(self, language: gr.Radio) -> None:
        self.looked = [*self.intake.looked, self.timer]
        self.timer.tick(self.look, [*self.looks, language], self.looked, **HIDDEN)

    @property
    def looks(self) -> list[Any]:
        """What `look` wants to be given, the language aside."""
        return [self.intake.seen, self.state]

    def look(self, seen: Seen, reading: Reading, language: str) -> list[Update]:
        """The state of the build and the queue, the list where there is a newer generation; the timer goes on."""
        return [*self.intake.look(seen, reading, language), gr.update(active=True)]

    def rest(self) -> Update:
        """Stop looking, since the tab is no longer shown."""
        return gr.update(active=False)

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        keeping = [*self.correcting.labelled, *self.removing.labelled]
        return [*self.intake.labelled, *self.browsing.labelled, *keeping]

    def label(self, reading: Reading, texts: Texts) -> list[Update]:
        """Everything in the tab in the language of `texts`."""
        return [
            *self.intake.label(reading, texts),
            *self.browsing.label(reading, texts),
            *self.correcting.label(texts),
            *self.removing.label(reading, texts),
        ]
