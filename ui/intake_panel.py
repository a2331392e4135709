"""The part of the Library tab that takes pages in: dropping, the queue, the look ahead, wired to the room's intake."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from index.errors import AskpressError, FixInput
from index.web.fetch import checked_address
from ui.browse import Browsing, Reading
from ui.chat import HIDDEN, Update
from ui.guard import keepers_only
from ui.html_part import html_part
from ui.kinds import KINDS
from ui.reading_room import ReadingRoom
from ui.render import error_html
from ui.render_intake import building_html, drop_html, outlook_html, queue_html, watched_html
from ui.texts import Texts, texts_in
from ui.uploads import Arrival

TAKING_IN = (Path(__file__).parent / "taking_in.js").read_text(encoding="utf-8")

MOST_FILES = 20_000
"""Files that one drop may bring."""

LARGEST_UPLOAD = "200mb"
"""The largest file that the server takes, as Gradio writes it."""


@dataclass
class Seen:
    """What one window shows of the queue: sent again only where it differs, so that no button moves under a finger."""

    queue: str | None = None


def intake_part(name: str) -> gr.HTML:
    """An HTML part that raises the events `arrive`, `cancel` and `clear`."""
    return gr.HTML(elem_id=name, js_on_load=TAKING_IN, apply_default_css=False)


class IntakePanel:
    """The components of the panel, made within a `gr.Blocks`, and what happens on their events."""

    def __init__(self, room: ReadingRoom, browsing: Browsing) -> None:
        self.room = room
        self.browsing = browsing
        self.seen = gr.State(Seen())
        with gr.Column(elem_id="adding") as self.adding:
            self.hint = gr.HTML(elem_id="add-hint", apply_default_css=False)
            self.drop = intake_part("drop")
            self.rescan = gr.Button(elem_id="rescan", size="sm", min_width=120)
            self.ahead = html_part("ahead")
            with gr.Row(visible=False, elem_id="ahead-buttons") as self.choice:
                self.begin = gr.Button(variant="primary", size="sm", elem_id="begin", min_width=100)
                self.not_now = gr.Button(size="sm", elem_id="not-now", min_width=100)
        self.building = html_part("building")
        self.stop_button = gr.Button(size="sm", visible=False, elem_id="stop-build", min_width=120)
        self.queue = intake_part("queue")

    def wire(self, language: gr.Radio) -> None:
        """Bind the events, once the list of the tab is there."""
        seen, reading = self.seen, self.browsing.state
        self.looked = [self.building, self.stop_button, self.queue, self.browsing.overview]
        asked = [seen, reading, language]
        self.drop.arrive(self.arrive, asked, self.looked, **HIDDEN)
        self.queue.cancel(self.cancel, asked, self.looked, **HIDDEN)
        self.queue.clear(self.clear, asked, self.looked, **HIDDEN)
        self.stop_button.click(self.stop, asked, self.looked, **HIDDEN)
        self.rescan.click(self.look_ahead, [language], [self.ahead, self.choice], **HIDDEN)
        self.not_now.click(self.put_off, None, [self.ahead, self.choice], **HIDDEN)
        self.begin.click(self.start, asked, [self.ahead, self.choice, *self.looked], **HIDDEN)

    # What the events do

    @keepers_only
    def arrive(self, event: gr.EventData, seen: Seen, reading: Reading, language: str) -> list[Update]:
        """Put what a browser has sent, or the address that was given there, into the queue."""
        address = (event._data or {}).get("address")
        if isinstance(address, str) and address.strip():
            self._add_address(address)
        sent = (event._data or {}).get("files")
        arrivals = []
        for item in sent[:MOST_FILES] if isinstance(sent, list) else ():
            name, path = str(item.get("name") or "upload"), str(item.get("path") or "")
            if "failed" in item or not is_upload(path):
                self.room.intake.refuse(name, self._not_sent(name, str(item.get("failed", "")), texts_in(language)))
            else:
                arrivals.append(Arrival(Path(path), name))
        self.room.intake.add(arrivals)
        return self.look(seen, reading, language)

    def _add_address(self, given: str) -> None:
        try:
            address = checked_address(given)
        except FixInput as error:
            self.room.intake.refuse(given.strip()[:300], error)
            return
        self.room.intake.add([Arrival(Path(), address, address)])

    @staticmethod
    def _not_sent(name: str, reason: str, texts: Texts) -> FixInput:
        said = texts.intake
        limit = LARGEST_UPLOAD.upper()
        return FixInput(said.not_sent, where=name, remedy=said.not_sent_remedy, reason=reason[:200] or "-", limit=limit)

    @keepers_only
    def cancel(self, event: gr.EventData, seen: Seen, reading: Reading, language: str) -> list[Update]:
        """Take a line that waits out of the queue."""
        number = str((event._data or {}).get("line", ""))
        if number.isdecimal():
            self.room.intake.cancel(int(number))
        return self.look(seen, reading, language)

    @keepers_only
    def clear(self, seen: Seen, reading: Reading, language: str) -> list[Update]:
        """Forget the lines that have ended."""
        self.room.intake.clear()
        return self.look(seen, reading, language)

    @keepers_only
    def stop(self, seen: Seen, reading: Reading, language: str) -> list[Update]:
        """End the build that runs."""
        self.room.intake.stop()
        return self.look(seen, reading, language)

    @keepers_only
    def look_ahead(self, language: str) -> list[Update]:
        """Say what a look at all known files would do, before it is done."""
        texts = texts_in(language)
        try:
            outlook = self.room.intake.outlook()
        except AskpressError as error:
            return [error_html(error, texts), gr.update(visible=False)]
        return [outlook_html(outlook, texts), gr.update(visible=True)]

    @keepers_only
    def put_off(self) -> list[Update]:
        """Do not do it."""
        return ["", gr.update(visible=False)]

    @keepers_only
    def start(self, seen: Seen, reading: Reading, language: str) -> list[Update]:
        """Look at all files that the library knows."""
        try:
            self.room.start_build()
        except AskpressError as error:
            return [error_html(error, texts_in(language)), *[gr.skip() for _ in range(1 + len(self.looked))]]
        return ["", gr.update(visible=False), *self.look(seen, reading, language)]

    def look(self, seen: Seen, reading: Reading, language: str) -> list[Update]:
        """The state of the build and of the queue, and the list where there is a newer generation."""
        texts = texts_in(language)
        return [*self._news(seen, reading, texts), self.browsing.listed(reading, texts, always=False)]

    def _news(self, seen: Seen, reading: Reading, texts: Texts) -> list[Update]:
        building, queue = self.room.building, self.room.intake.queue()
        told = watched_html(queue.watched, texts) + queue_html(queue, texts, keeper=reading.keeper)
        changed, seen.queue = told != seen.queue, told
        running = building is not None and building.running
        return [
            building_html(building, queue, texts),
            gr.update(visible=running and reading.keeper),
            told if changed else gr.skip(),
        ]

    # What the page shows in a language

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        buttons = [self.rescan, self.begin, self.not_now, self.stop_button]
        return [self.hint, self.drop, self.ahead, self.choice, *buttons, self.building, self.queue]

    def label(self, reading: Reading, texts: Texts) -> list[Update]:
        """Everything in the panel in the language of `texts`."""
        said = texts.intake
        hint = f'<h3>{said.add_pages}</h3><p class="ap-hint">{said.add_hint}</p>'
        building, stop, queue = self._news(Seen(), reading, texts)
        return [
            f'<div lang="{texts.html_language}">{hint}</div>',
            drop_html(texts, KINDS),
            "",
            gr.update(visible=False),
            gr.update(value=said.rescan),
            gr.update(value=said.begin),
            gr.update(value=said.not_now),
            {**stop, "value": said.stop},
            building,
            queue,
        ]


def is_upload(path: str) -> bool:
    """Whether this is a file that a browser sent: what a browser names may be any file of this machine."""
    folder = Path(get_upload_folder()).resolve()
    try:
        file = Path(path).resolve(strict=True)
    except (OSError, ValueError):
        return False
    return file.is_file() and file.is_relative_to(folder)
