"""Correcting a page in the Library tab: the form, its trial in the reader, and what is kept; wired to the room."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from index.correction_file import correction_file, keep_corrections
from index.errors import AskpressError, FixInput
from ui.browse import Browsing, Reading, opened_html
from ui.chat import HIDDEN, Update
from ui.correction_form import (
    FIELDS,
    KINDS,
    SHOWN,
    SIDES,
    Desk,
    Filled,
    article_choices,
    correction_of,
    fields_of,
    open_desk,
    other_choices,
    place_words,
    tried,
    with_correction,
)
from ui.guard import keepers_only
from ui.reading_room import ReadingRoom
from ui.records import OpenedSheet
from ui.render import error_html
from ui.render_pages import page_view_html
from ui.texts import Texts, texts_in


@dataclass
class Correction:
    """What one window corrects, None where its form is closed."""

    desk: Desk | None = None


class Correcting:
    """The form, made within the Library tab beside the reader, and what happens on its events."""

    def __init__(self, room: ReadingRoom, browsing: Browsing) -> None:
        self.room, self.browsing = room, browsing
        self.state = gr.State(Correction())
        self.open_button = gr.Button(size="sm", visible=False, elem_id="correct-open", min_width=120)

    def form_parts(self) -> None:
        """Make the form, where it is to stand."""
        with gr.Column(visible=False, elem_id="correct") as self.form:
            self.head = gr.HTML(elem_id="correct-head", apply_default_css=False)
            self.kind = gr.Radio(value=KINDS[0], elem_id="correct-kind")
            self.article = gr.Dropdown(elem_id="correct-article")
            self.others = gr.Dropdown(multiselect=True, elem_id="correct-others")
            with gr.Row():
                self.first = gr.Textbox(max_lines=2, elem_id="correct-first", min_width=140)
                self.last = gr.Textbox(max_lines=2, elem_id="correct-last", min_width=140)
            with gr.Row():
                self.side = gr.Dropdown(list(SIDES), value=SIDES[0], elem_id="correct-side", min_width=140)
                self.target = gr.Textbox(max_lines=2, elem_id="correct-target", min_width=140)
            with gr.Row(elem_id="correct-fields"):
                self.fields = [gr.Textbox(max_lines=2, elem_id=f"correct-{name}", min_width=150) for name in FIELDS]
            self.add = gr.Button(size="sm", elem_id="correct-add")
            self.text = gr.Textbox(lines=3, max_lines=10, elem_id="correct-text")
            with gr.Row():
                self.keep = gr.Button(variant="primary", size="sm", elem_id="correct-keep", min_width=120)
                self.close = gr.Button(size="sm", elem_id="correct-close", min_width=120)
            self.said = gr.HTML(elem_id="correct-said", apply_default_css=False)
        self.optional = {
            "article": self.article,
            "others": self.others,
            "first": self.first,
            "last": self.last,
            "side": self.side,
            "target": self.target,
            **dict(zip(FIELDS, self.fields, strict=True)),
        }

    @property
    def _filled(self) -> list[Any]:
        return [self.kind, *self.optional.values()]

    def wire(self, language: gr.Radio) -> None:
        """Bind the events."""
        reader, reading = self.browsing.reader, self.browsing.state
        mine = [reading, self.state, language]
        desk = [self.form, self.head, self.kind, *self.optional.values(), self.text, self.said, self.open_button]
        self.open_button.click(self.open, mine, desk, **HIDDEN)
        self.kind.input(self.choose_kind, [self.kind], list(self.optional.values()), **HIDDEN)
        self.article.input(self.choose_article, [self.kind, self.article, self.state], self.fields, **HIDDEN)
        reader.select(
            self.take_words, [self.kind, self.first, self.state], [self.first, self.last, self.target], **HIDDEN
        )
        outcome = [self.text, self.said, reader, self.article, self.others]
        self.add.click(self.try_it, [*mine, self.text, *self._filled], outcome, **HIDDEN)
        self.keep.click(self.keep_it, [*mine, self.text], [self.form, *outcome, self.open_button], **HIDDEN)
        self.close.click(self.leave, mine, [self.form, reader, self.open_button], **HIDDEN)
        reader.change(self.follow, mine, [self.open_button, self.form], **HIDDEN)

    def follow(self, reading: Reading, correction: Correction, language: str) -> list[Update]:
        """A page with a report that was opened can be corrected; where another one was opened, the form closes."""
        opened = reading.opened
        page = opened.page if isinstance(opened, OpenedSheet) and opened.report is not None else None
        if correction.desk is not None and (page is None or page.path != correction.desk.page.path):
            correction.desk = None
        label = texts_in(language).keeping.correct
        button = gr.update(value=label, visible=reading.keeper and page is not None and correction.desk is None)
        return [button, gr.skip() if correction.desk is not None else gr.update(visible=False)]

    @keepers_only
    def open(self, reading: Reading, correction: Correction, language: str) -> list[Update]:
        """Open the form for the page that is in the reader."""
        texts = texts_in(language)
        nothing = [gr.skip() for _ in range(3 + len(self._filled))]
        try:
            if not isinstance(reading.opened, OpenedSheet):
                raise FixInput(texts.keeping.not_here, remedy=texts.keeping.not_here_remedy)
            desk = correction.desk = open_desk(self.room.path, reading.opened.page.id, texts)
        except AskpressError as error:
            return [gr.update(visible=True), error_html(error, texts), *nothing]
        kinds = [(getattr(texts.keeping, f"kind_{kind}"), kind) for kind in KINDS]
        first = desk.here[0].id if desk.here else ""
        values = {**dict.fromkeys(self.optional, ""), "others": [], "side": SIDES[0], "article": first}
        values |= dict(zip(FIELDS, fields_of(desk, first), strict=True))
        parts = [
            gr.update(**self._labels(texts)[name], value=values[name], visible=name in SHOWN[KINDS[0]], **more)
            for name, more in self._choices(desk, texts).items()
        ]
        name = correction_file(Path(desk.page.path)).name
        return [
            gr.update(visible=True),
            f"<h3>{escape(texts.keeping.correct_title.format(name=Path(desk.page.path).name))}</h3>",
            gr.update(label=texts.keeping.kind, choices=kinds, value=KINDS[0]),
            *parts,
            gr.update(label=texts.keeping.file_text.format(name=name), value=desk.before),
            "",
            gr.update(visible=False),
        ]

    def _choices(self, desk: Desk, texts: Texts) -> dict[str, dict[str, Any]]:
        """What each optional field is to choose from, where it is a list."""
        sides = [(getattr(texts.keeping, f"side_{side}"), side) for side in SIDES]
        lists = {
            "article": article_choices(desk, texts),
            "others": other_choices(desk, texts),
            "side": sides,
        }
        return {name: {"choices": lists[name]} if name in lists else {} for name in self.optional}

    def _labels(self, texts: Texts) -> dict[str, dict[str, str]]:
        words = texts.keeping
        labels: dict[str, dict[str, str]] = {
            "article": {"label": words.article},
            "others": {"label": words.others, "info": words.others_help},
            "first": {"label": words.first_words, "info": words.first_words_help},
            "last": {"label": words.last_words, "info": words.last_words_help},
            "side": {"label": words.side},
            "target": {"label": words.target},
        }
        return labels | {name: {"label": getattr(words, name)} for name in FIELDS}

    def choose_kind(self, kind: str) -> list[Update]:
        """Show the fields that this kind of correction has."""
        return [gr.update(visible=name in SHOWN.get(kind, ())) for name in self.optional]

    def choose_article(self, kind: str, article: str, correction: Correction) -> list[Update]:
        """Fill in the fields that the article has, to be changed."""
        if correction.desk is None or kind != "article":
            return [gr.skip() for _ in FIELDS]
        return list(fields_of(correction.desk, article))

    def take_words(self, event: gr.EventData, kind: str, first: str, correction: Correction) -> list[Update]:
        """Words that were marked in the page go into the form that is open."""
        words = str((event._data or {}).get("words", ""))
        if correction.desk is None or not words.strip():
            return [gr.skip()] * 3
        placed = place_words(words, kind, first)
        return [placed.get(name, gr.skip()) for name in ("first", "last", "target")]

    @keepers_only
    def try_it(
        self, reading: Reading, correction: Correction, language: str, text: str, kind: str, *filled: Any
    ) -> list[Update]:
        """Add what was filled in to the corrections, and show the page as all of them would make it."""
        texts = texts_in(language)
        if correction.desk is None:
            return [gr.skip() for _ in range(5)]
        values = dict(zip(self.optional, filled, strict=True))
        others = tuple(values.pop("others") or ())
        try:
            wanted = Filled(kind, others=others, **{name: str(value or "") for name, value in values.items()})
            text = with_correction(text, correction_of(wanted, correction.desk, texts))
            return [text, *self._tried(reading, correction, text, texts)]
        except AskpressError as error:
            return [gr.skip(), error_html(error, texts), *[gr.skip()] * 3]

    def _tried(self, reading: Reading, correction: Correction, text: str, texts: Texts) -> list[Update]:
        assert correction.desk is not None, "the callers have looked"
        correction.desk, reading.opened = tried(correction.desk, text)
        desk = correction.desk
        note = f'<p class="ap-hint" role="status">{escape(texts.keeping.preview)}</p>'
        here = article_choices(desk, texts)
        first = here[0][1] if here else None
        return [
            note,
            page_view_html(reading.opened, texts),
            gr.update(choices=here, value=first),
            gr.update(choices=other_choices(desk, texts), value=[]),
        ]

    @keepers_only
    def keep_it(self, reading: Reading, correction: Correction, language: str, text: str) -> list[Update]:
        """Try all corrections once more, write them beside the page, and build it in anew."""
        texts = texts_in(language)
        if correction.desk is None:
            return [gr.skip() for _ in range(7)]
        try:
            shown = self._tried(reading, correction, text, texts)
            path = Path(correction.desk.page.path)
            keep_corrections(path, correction.desk.before, text)
        except AskpressError as error:
            return [gr.skip(), gr.skip(), error_html(error, texts), *[gr.skip()] * 4]
        correction.desk = None
        name = correction_file(path).name
        # All known files, as a source of its own the page would be remembered apart from its folder.
        self.room.intake.look_at(())
        gr.Info(texts.keeping.kept.format(name=name), title="Askpress")
        return [gr.update(visible=False), "", "", *shown[1:], gr.update(visible=True)]

    def leave(self, reading: Reading, correction: Correction, language: str) -> list[Update]:
        """Close the form and show the page as it is kept, by the id it has in the library."""
        texts = texts_in(language)
        desk, correction.desk = correction.desk, None
        try:
            reading.opened = self.room.open_page(desk.kept) if desk is not None else reading.opened
        except AskpressError as error:
            return [gr.update(visible=False), error_html(error, texts), gr.skip()]
        return [gr.update(visible=False), opened_html(reading.opened, texts), gr.update(visible=reading.keeper)]

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [self.open_button, self.add, self.keep, self.close]

    def label(self, texts: Texts) -> list[Update]:
        """The buttons in the language of `texts`; an open form keeps the language it was opened in."""
        words = texts.keeping
        return [
            gr.update(value=words.correct),
            gr.update(value=words.add),
            gr.update(value=words.keep),
            gr.update(value=words.close),
        ]
