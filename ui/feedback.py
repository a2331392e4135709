"""Feedback: the thumbs beneath an answer and the form that asks for a reason, wired to what readers leave behind."""

from __future__ import annotations

from html import escape
from typing import Any, get_args

import gradio as gr

from index.errors import AskpressError, FixInput
from index.records import Filters
from qa.kept.feedback import answered_question
from qa.kept.records import Feedback, FeedbackReason, Verdict
from ui.conversation import Conversation, reader_of
from ui.error_words import error_line
from ui.reading_room import ReadingRoom
from ui.records import Exchange
from ui.render_feedback import about_html, reasons_for
from ui.texts import Texts, texts_in

Update = Any


class FeedbackForm:
    """The form, made within a `gr.Blocks`; `press` is what a thumb does, and gives updates for `parts`."""

    def __init__(self, room: ReadingRoom) -> None:
        self.room = room
        with gr.Column(elem_id="feedback", visible=False) as self.form:
            self.about = gr.HTML(elem_id="feedback-about", apply_default_css=False)
            self.reason = gr.Radio([], elem_id="feedback-reason")
            self.expected = gr.Textbox(elem_id="feedback-expected", max_lines=2)
            self.note = gr.Textbox(elem_id="feedback-note", max_lines=4)
            with gr.Row():
                self.send_it = gr.Button(variant="primary", size="sm", elem_id="feedback-send", min_width=80)
                self.leave_it = gr.Button(size="sm", elem_id="feedback-leave", min_width=80)
        self.parts: list[Any] = [self.form, self.about, self.reason, self.expected, self.note]

    def wire(self, state: gr.State, language: gr.Radio, hidden: dict[str, Any]) -> None:
        """Let the buttons of the form do their work."""
        values = [self.reason, self.expected, self.note, state, language]
        self.send_it.click(self.send, values, [self.form], **hidden)
        self.leave_it.click(self.hide, [state], [self.form], **hidden)

    def press(self, named: dict[str, Any], conversation: Conversation, texts: Texts, reader: str) -> list[Update]:
        """Keep the verdict of a thumb, or take it back where it was pressed already; a thumb down asks for more."""
        try:
            turn, exchange = self._named(named, conversation, texts)
            verdict: Verdict = "down" if named.get("verdict") == "down" else "up"
            if exchange.feedback is not None and exchange.feedback.verdict == verdict:
                assert exchange.kept is not None
                self.room.feedback.withdraw(reader, exchange.kept)
                exchange.feedback = conversation.judged = None
                return self._hidden()
            self._give(exchange, Feedback(verdict), reader, texts)
        except AskpressError as error:
            gr.Warning(escape(error_line(error, texts)), title="Askpress")
            return self._hidden()
        if verdict == "up":
            conversation.judged = None
            gr.Info(texts.conversations.thanks, title="Askpress")
            return self._hidden()
        conversation.judged = turn
        assert exchange.answer is not None
        reasons = reasons_for(exchange.answer, texts)
        return [
            gr.update(visible=True),
            about_html(exchange.question, texts),
            gr.update(choices=reasons, value=None),
            gr.update(value=""),
            gr.update(value=""),
        ]

    def send(
        self,
        reason: str | None,
        expected: str,
        note: str,
        conversation: Conversation,
        language: str,
        request: gr.Request,
    ) -> Update:
        """Keep what the form says with the thumb down that it was opened by."""
        texts, turn = texts_in(language), conversation.judged
        known: FeedbackReason | None = next((one for one in get_args(FeedbackReason) if one == reason), None)
        try:
            _, exchange = self._named({"turn": turn}, conversation, texts)
            self._give(exchange, Feedback("down", known, expected or "", note or ""), reader_of(request), texts)
        except AskpressError as error:
            gr.Warning(escape(error_line(error, texts)), title="Askpress")
            return gr.skip()
        gr.Info(texts.conversations.thanks, title="Askpress")
        return self.hide(conversation)

    def hide(self, conversation: Conversation) -> Update:
        """Close the form; the thumb stays."""
        conversation.judged = None
        return gr.update(visible=False)

    def _give(self, exchange: Exchange, feedback: Feedback, reader: str, texts: Texts) -> None:
        assert exchange.answer is not None and exchange.kept is not None
        answered = answered_question(exchange.answer, filtered=exchange.filters != Filters())
        if not self.room.feedback.give(reader, exchange.kept, feedback, answered):
            raise _not_judged(texts)
        exchange.feedback = feedback

    @staticmethod
    def _named(named: dict[str, Any], conversation: Conversation, texts: Texts) -> tuple[int, Exchange]:
        """The exchange that a browser names, which may name anything; only one with a kept answer can be judged."""
        try:
            turn = int(named["turn"])
        except (KeyError, TypeError, ValueError):
            raise _not_judged(texts) from None
        if not 0 <= turn < len(conversation.exchanges):
            raise _not_judged(texts)
        exchange = conversation.exchanges[turn]
        if exchange.answer is None or exchange.kept is None:
            raise _not_judged(texts)
        return turn, exchange

    @staticmethod
    def _hidden() -> list[Update]:
        return [gr.update(visible=False), *(gr.skip() for _ in range(4))]

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        return [*self.parts[1:], self.send_it, self.leave_it]

    def label(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """The form in the language of `texts`."""
        said, judged = texts.conversations, conversation.judged
        exchange = conversation.exchanges[judged] if judged is not None else None
        choices = reasons_for(exchange.answer, texts) if exchange and exchange.answer else []
        return [
            about_html(exchange.question, texts) if exchange else "",
            gr.update(label=said.reason, choices=choices),
            gr.update(label=said.expected, placeholder=said.expected_hint),
            gr.update(label=said.note),
            gr.update(value=said.send),
            gr.update(value=said.leave),
        ]


def _not_judged(texts: Texts) -> FixInput:
    said = texts.conversations
    return FixInput(said.not_judged, remedy=said.not_judged_remedy)
