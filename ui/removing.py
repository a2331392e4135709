"""Removing an issue in the Library tab, and bringing it back: the buttons and lists, wired to the room."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import Any

import gradio as gr

from index.errors import AskpressError, BuildFirst, FixInput
from index.removal import IssueName, RemovedIssue, issues_removed_from
from ui.browse import Browsing, Reading
from ui.chat import HIDDEN, Update
from ui.guard import keepers_only
from ui.language import say_date, say_newspaper
from ui.reading_room import ReadingRoom
from ui.records import Opened, OpenedSheet, Overview
from ui.render import error_html
from ui.texts import Texts, texts_in


def issue_opened(opened: Opened | OpenedSheet | None) -> IssueName | None:
    """The issue of what is in the reader, None where nothing is."""
    if opened is None:
        return None
    shown = opened.page if isinstance(opened, OpenedSheet) else opened.article
    return IssueName(shown.newspaper, shown.date)


def say_issue(name: IssueName, texts: Texts) -> str:
    """Newspaper and date of an issue in words."""
    return f"{say_newspaper(name.newspaper, texts)} {say_date(name.date, False, texts)}"


def question_html(name: IssueName, overview: Overview, texts: Texts) -> str:
    """What taking out an issue would take out, to be agreed to."""
    lines = [one for one in overview.issues if (one.newspaper, one.date) == (name.newspaper, name.date)]
    said = texts.keeping.remove_question.format(
        issue=say_issue(name, texts),
        pages=sum(len(one.pages) for one in lines),
        articles=sum(one.articles for one in lines),
    )
    return f'<p role="status">{escape(said)}</p>'


def removed_choices(removed: tuple[RemovedIssue, ...], texts: Texts) -> list[tuple[str, str]]:
    """The issues that were taken out, in words, with names that `named_issue` reads."""
    return [(say_issue(one.name, texts), issue_value(one.name)) for one in removed]


def issue_value(name: IssueName) -> str:
    """An issue as the value of a list."""
    return json.dumps([name.newspaper, name.date.isoformat() if name.date else None], ensure_ascii=False)


def named_issue(value: str, texts: Texts) -> IssueName:
    """The issue that a browser names by a value of the list. Raises FixInput where it names none."""
    try:
        newspaper, day = json.loads(value)
        return IssueName(
            None if newspaper is None else str(newspaper), None if day is None else date.fromisoformat(day)
        )
    except (TypeError, ValueError) as error:
        raise FixInput(texts.keeping.choose_issue, remedy=texts.keeping.choose_issue_remedy) from error


class Removing:
    """The parts beside the reader and under the list, made within the Library tab."""

    def __init__(self, room: ReadingRoom, browsing: Browsing) -> None:
        self.room, self.browsing = room, browsing

    def reader_parts(self) -> None:
        """Make the button and the question, where the reader stands."""
        self.open_button = gr.Button(size="sm", visible=False, elem_id="remove-open", min_width=120)
        with gr.Column(visible=False, elem_id="remove-form") as self.form:
            self.question = gr.HTML(elem_id="remove-question", apply_default_css=False)
            with gr.Row():
                self.remove = gr.Button(variant="stop", size="sm", elem_id="remove-now", min_width=100)
                self.cancel = gr.Button(size="sm", elem_id="remove-cancel", min_width=100)

    def list_parts(self) -> None:
        """Make the list of what was taken out, under the issues."""
        with gr.Accordion(open=False, visible=False, elem_id="removed") as self.removed:
            self.which = gr.Dropdown(elem_id="removed-which")
            self.restore = gr.Button(size="sm", elem_id="removed-restore")
            self.said = gr.HTML(elem_id="removed-said", apply_default_css=False)

    def wire(self, language: gr.Radio) -> None:
        """Bind the events, once all parts are there."""
        reader, state, overview = self.browsing.reader, self.browsing.state, self.browsing.overview
        asked = [state, language]
        reader.change(self.follow, asked, [self.open_button, self.form], **HIDDEN)
        self.open_button.click(self.ask, asked, [self.form, self.question], **HIDDEN)
        self.cancel.click(lambda: gr.update(visible=False), None, [self.form], **HIDDEN)
        self.remove.click(self.take_out, asked, [self.form, self.question, reader], **HIDDEN)
        self.restore.click(self.bring_back, [self.which, language], [self.said], **HIDDEN)
        overview.change(self.list_removed, asked, [self.removed, self.which, self.said], **HIDDEN)

    def follow(self, reading: Reading, language: str) -> list[Update]:
        """Whatever is in the reader has an issue that can be taken out."""
        shown = reading.keeper and issue_opened(reading.opened) is not None
        label = texts_in(language).keeping.remove
        return [gr.update(value=label, visible=shown), gr.update(visible=False)]

    @keepers_only
    def ask(self, reading: Reading, language: str) -> list[Update]:
        """Ask whether the issue in the reader is to be taken out, and say what goes with it."""
        texts = texts_in(language)
        try:
            name = self._opened(reading, texts)
            return [gr.update(visible=True), question_html(name, self.room.overview(), texts)]
        except AskpressError as error:
            return [gr.update(visible=True), error_html(error, texts)]

    @keepers_only
    def take_out(self, reading: Reading, language: str) -> list[Update]:
        """Take the issue in the reader out of the library when its turn comes, and close the reader."""
        texts = texts_in(language)
        try:
            name = self._opened(reading, texts)
        except AskpressError as error:
            return [gr.skip(), error_html(error, texts), gr.skip()]
        self.room.intake.change(remove=(name,))
        reading.opened = None
        return [gr.update(visible=False), "", ""]

    @keepers_only
    def bring_back(self, which: str, language: str) -> Update:
        """Bring a removed issue back when its turn comes."""
        texts = texts_in(language)
        try:
            self.room.intake.change(restore=(named_issue(which, texts),))
        except AskpressError as error:
            return error_html(error, texts)
        return ""

    @staticmethod
    def _opened(reading: Reading, texts: Texts) -> IssueName:
        name = issue_opened(reading.opened)
        if name is None:
            raise FixInput(texts.keeping.choose_issue, remedy=texts.keeping.choose_issue_remedy)
        return name

    def list_removed(self, reading: Reading, language: str) -> list[Update]:
        """The list of what was taken out, the latest first; hidden where there is nothing, and from readers."""
        texts = texts_in(language)
        try:
            removed = issues_removed_from(self.room.path)
        except BuildFirst:
            removed = ()
        except AskpressError as error:
            return [gr.update(visible=reading.keeper), gr.skip(), error_html(error, texts)]
        choices = removed_choices(removed, texts)
        label = texts.keeping.removed.format(count=len(removed))
        first = choices[0][1] if choices else None
        return [
            gr.update(label=label, visible=reading.keeper and bool(removed)),
            gr.update(label=texts.keeping.removed_which, choices=choices, value=first),
            "",
        ]

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [self.open_button, self.remove, self.cancel, self.restore, self.removed, self.which, self.said]

    def label(self, reading: Reading, texts: Texts) -> list[Update]:
        """Buttons and list in the language of `texts`."""
        words = texts.keeping
        return [
            gr.update(value=words.remove),
            gr.update(value=words.remove_now),
            gr.update(value=words.cancel),
            gr.update(value=words.restore),
            *self.list_removed(reading, texts.language),
        ]
