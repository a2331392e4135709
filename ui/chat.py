"""The Ask tab: question box, conversation, source cards and reader, wired to the reading room."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from html import escape
from typing import Any

import gradio as gr

from index.errors import AskpressError, FixInput
from index.messages import Message
from qa.records import AnswerDelta
from ui.answering import Answering
from ui.conversation import Conversation, kept_exchange, reader_of, take_in
from ui.earlier import EarlierExchanges
from ui.error_words import error_line
from ui.exporting import ExportButtons
from ui.feedback import FeedbackForm
from ui.filter_bar import FilterBar
from ui.filters import Chosen, chosen, read_filters
from ui.html_part import html_part, raised
from ui.overview import example_headlines
from ui.reading_room import ReadingRoom
from ui.records import Exchange, Opened
from ui.render import conversation_html, error_html
from ui.render_sources import reader_html, sources_html
from ui.texts import Texts, texts_in

log = logging.getLogger(__name__)

EXAMPLES = 4

HIDDEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""For every event: no veil over what is being read, no entry in the public API."""

AT_ONCE: dict[str, Any] = {"concurrency_limit": None, "concurrency_id": "ask", **HIDDEN}
"""For every event that asks: the room has a line of its own, which tells the places in it; Gradio's would not."""

Update = Any
"""A new value or `gr.update` for one component."""


class ChatTab:
    """The components of the tab, made within a `gr.Blocks`, and what happens on their events."""

    def __init__(self, room: ReadingRoom, language: gr.Radio) -> None:
        self.room = room
        self.state = gr.State(Conversation(), delete_callback=lambda conversation: self.leave(conversation))
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(scale=3, elem_id="talk"):
                with gr.Column(elem_id="conversation"):
                    self.earlier = EarlierExchanges()
                    self.present = html_part("present")
                    self.conversation = [*self.earlier.parts, self.present]
                self.feedback = FeedbackForm(room)
                with gr.Row(elem_id="examples"):
                    self.examples = [
                        gr.Button(visible=False, size="sm", elem_classes="ap-example") for _ in range(EXAMPLES)
                    ]
                self.narrow = FilterBar(room)
                self.question = gr.Textbox(
                    elem_id="question", show_label=False, container=False, max_lines=6, autofocus=True, submit_btn=True
                )
                with gr.Row(elem_id="below"):
                    self.narrow.make_boxes()
                    self.again = gr.Button(size="sm", variant="secondary", elem_id="again", min_width=80, scale=0)
                self.export = ExportButtons(room)
            with gr.Column(scale=2, elem_id="side"):
                self.sources = html_part("sources")
                self.reader = html_part("reader")
        self._wire(language)

    def _wire(self, language: gr.Radio) -> None:
        asked = self.asked = [
            self.question,
            *self.conversation,
            self.sources,
            self.reader,
            self.narrow.address,
            *self.narrow.chips,
            *self.examples,
        ]
        filters = self.narrow.boxes
        # "multiple": Gradio would drop a question that comes within the last moments of an answer without a word.
        submitted = self.question.submit(
            self.ask, [self.question, self.state, language, *filters], asked, trigger_mode="multiple", **AT_ONCE
        )
        clicked = [
            button.click(self.ask, [button, self.state, language, *filters], asked, **AT_ONCE)
            for button in self.examples
        ]
        self.asks = [submitted, *clicked]
        self.narrow.wire(self.state, language, HIDDEN)
        self.question.stop(self.stop, [self.state], None, queue=False, **HIDDEN)
        self.feedback.wire(self.state, language, HIDDEN)
        self.export.wire(self.state, language, HIDDEN)
        opening = raised("open", [*self.conversation, self.sources, self.reader])
        gr.on(opening, self.open, [self.state, language], [self.sources, self.reader], **HIDDEN)
        judged = [*self.conversation, *self.feedback.parts]
        gr.on(raised("like", self.conversation), self.judge, [self.state, language], judged, **HIDDEN)
        self.reader.shut(self.shut, [self.state], [self.reader], **HIDDEN)

    # What the events do

    def ask(
        self,
        request: gr.Request,
        question: str,
        conversation: Conversation,
        language: str,
        *boxes: str | None,
    ) -> Iterator[list[Update]]:
        """Ask what the reader wrote; where an earlier question was edited, as it stood in the conversation."""
        yield from self.answer(question, chosen(*boxes), conversation, texts_in(language), reader_of(request))

    def answer(
        self, question: str, boxes: Chosen, conversation: Conversation, texts: Texts, reader: str
    ) -> Iterator[list[Update]]:
        """Ask and show what comes, event by event."""
        if conversation.answering is not None:
            gr.Info(f"{texts.busy}: {texts.busy_remedy}", title="Askpress")
            yield [gr.skip() for _ in self.asked]
            return
        exchange, failure = Exchange(question), None
        history, kept_in = conversation.history(conversation.editing), conversation.id
        conversation.chosen, conversation.editing = boxes, None
        conversation.exchanges.append(exchange)
        conversation.turn, conversation.opened = len(conversation.exchanges) - 1, None
        answering: Answering | None = None
        try:
            exchange.filters = read_filters(boxes, texts)
            answering = conversation.answering = Answering(lambda: self.room.ask(question, history, exchange.filters))
        except FixInput as error:
            exchange.error, exchange.state = error, "failed"
        try:
            yield self._asked(conversation, texts)
            if answering is not None:
                yield from self._follow(answering, exchange, conversation, texts)
                self._look_for_reprints(exchange)
        finally:
            # Also where the window was closed or the conversation begun again meanwhile.
            if answering is not None:
                answering.stop()
            if conversation.answering is answering:
                conversation.answering = None
            if exchange.state in ("searching", "writing"):
                exchange.state = "stopped"
            failure = self._keep(exchange, conversation, kept_in, reader)
        if failure is not None:
            gr.Warning(texts.conversations.not_kept.format(error=escape(error_line(failure, texts))), title="Askpress")
        yield self._ended(conversation, texts)

    def _follow(
        self, answering: Answering, exchange: Exchange, conversation: Conversation, texts: Texts
    ) -> Iterator[list[Update]]:
        """Bring the events of an answer into its exchange and show it after each few of them."""
        try:
            for batch in answering.batches():
                for event in batch:
                    take_in(exchange, event)
                news = any(not isinstance(event, AnswerDelta) for event in batch)
                yield self._told(conversation, texts, sources=news)
        except AskpressError as error:
            exchange.error, exchange.state = error, "failed"
        except Exception as error:
            log.exception("the question failed")
            what = Message("{kind}: {error}", kind=type(error).__name__, error=error)
            exchange.error, exchange.state = AskpressError(what, remedy=texts.unexpected_remedy), "failed"

    def _look_for_reprints(self, exchange: Exchange) -> None:
        """Where else the cited articles are printed, once the answer stands there; a list tells it in its text."""
        answer = exchange.answer
        if answer is None or answer.from_records:
            return
        try:
            exchange.reprints = self.room.reprints_of(citation.article for citation in answer.citations)
        except AskpressError:
            # The answer stands without them.
            log.exception("no reprints were looked up")

    def _keep(self, exchange: Exchange, conversation: Conversation, kept_in: str, reader: str) -> AskpressError | None:
        """Keep an exchange in the conversation that it was asked in; gives what stood in the way of that."""
        kept = kept_exchange(exchange)
        if kept is None:
            return None
        try:
            name, exchange.kept = self.room.conversations.keep(reader, kept_in, kept)
        except AskpressError as error:
            log.exception("an exchange was not kept")
            return error
        # The window may show another conversation by now.
        if any(one is exchange for one in conversation.exchanges):
            conversation.id = name
        return None

    def judge(
        self, event: gr.EventData, conversation: Conversation, language: str, request: gr.Request
    ) -> list[Update]:
        """Keep what a thumb says of an answer, and ask for the reason of a thumb down."""
        texts, named = texts_in(language), event._data or {}
        form = self.feedback.press(named, conversation, texts, reader_of(request))
        turn = str(named.get("turn", ""))
        earlier = self.earlier.changed(conversation, int(turn) if turn.isdecimal() else None, texts)
        return [*earlier, self._present(conversation, texts), *form]

    @staticmethod
    def leave(conversation: Conversation) -> None:
        """End the answer that is being written in a conversation, since the window goes on to another one."""
        if conversation.answering is not None:
            conversation.answering.stop()
            conversation.answering = None

    def _asked(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """The question stands in the conversation, its box is empty, and Stop takes the place of Ask."""
        question = gr.update(value="", submit_btn=False, stop_btn=texts.stop)
        hidden = [gr.update(visible=False) for _ in self.examples]
        shown = [*self.earlier.news(conversation, texts), self._present(conversation, texts)]
        shown += [self._sources(conversation, texts), "", *self.narrow.told(conversation, texts)]
        return [question, *shown, *hidden]

    def _told(self, conversation: Conversation, texts: Texts, *, sources: bool) -> list[Update]:
        """What the answer has come to; the sources only when they changed."""
        cards = self._sources(conversation, texts) if sources else gr.skip()
        told = [gr.skip() for _ in (self.question, *self.earlier.parts)]
        told += [self._present(conversation, texts), cards]
        return [*told, *(gr.skip() for _ in self.asked[len(told) :])]

    def _ended(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """As `_told`, and Ask takes its place again."""
        return [gr.update(submit_btn=texts.ask, stop_btn=False), *self._told(conversation, texts, sources=True)[1:]]

    def _present(self, conversation: Conversation, texts: Texts) -> str:
        """The last exchange; in the place of a first one, the greeting."""
        last = len(conversation.exchanges) - 1
        if last < 0:
            return conversation_html((), texts, library_empty=self._library_empty())
        return conversation_html(conversation.exchanges[last:], texts, first_turn=last)

    def _conversation(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """The whole conversation."""
        return [*self.earlier.afresh(conversation, texts), self._present(conversation, texts)]

    @staticmethod
    def _sources(conversation: Conversation, texts: Texts) -> str:
        return sources_html(conversation.turn, conversation.shown(), texts)

    def stop(self, conversation: Conversation) -> None:
        """End the answer that is being written in this window."""
        if conversation.answering is not None:
            conversation.answering.stop()

    def afresh(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """Updates for `asked` after the conversation has become another one; what is being typed is left alone."""
        shown = [*self._conversation(conversation, texts), self._sources(conversation, texts), ""]
        shown += self.narrow.told(conversation, texts)
        examples = [gr.update(visible=False)] * EXAMPLES if conversation.exchanges else self._examples(texts)
        return [gr.update(submit_btn=texts.ask, stop_btn=False), *shown, *examples]

    def open(self, event: gr.EventData, conversation: Conversation, language: str) -> list[Update]:
        """Open the source that a card or a mark names, or a reprint, and show the cards of its turn."""
        texts = texts_in(language)
        try:
            conversation.opened = self._find(conversation, event._data or {}, texts)
        except AskpressError as error:
            return [gr.skip(), error_html(error, texts)]
        return [self._sources(conversation, texts), reader_html(conversation.opened, texts)]

    def _find(self, conversation: Conversation, named: dict[str, str], texts: Texts) -> Opened:
        """The source that a browser names by turn and citation number or hit rank, or by an article's id.

        A browser may name anything.
        """
        gone = FixInput(texts.gone, remedy=texts.gone_remedy)
        if "article" in named:
            article = self.room.open_article(str(named["article"]))
            if article is None:
                raise gone
            return article
        try:
            turn, number, rank = int(named["turn"]), int(named.get("number", 0)), int(named.get("hit", 0))
        except (KeyError, ValueError):
            raise gone from None
        if not 0 <= turn < len(conversation.exchanges):
            raise gone
        exchange = conversation.exchanges[turn]
        conversation.turn = turn
        for citation in exchange.answer.citations if exchange.answer else ():
            if citation.number == number:
                return self.room.open(citation.article, (citation.article_start, citation.article_end))
        for hit in exchange.answer.hits if exchange.answer else exchange.hits:
            if hit.rank == rank:
                return self.room.open(hit.article, (hit.chunk.start, hit.chunk.end))
        raise gone

    def shut(self, conversation: Conversation) -> str:
        """Close the reader."""
        conversation.opened = None
        return ""

    # What the page shows in a language

    @property
    def labelled(self) -> list[Any]:
        """The components that `label` gives updates for."""
        named = [self.question, *self.narrow.labelled, self.again]
        shown = [*self.conversation, self.sources, self.reader, *self.examples]
        return [*named, *shown, *self.feedback.labelled, *self.export.labelled]

    def label(self, conversation: Conversation, texts: Texts) -> list[Update]:
        """Everything in the tab in the language of `texts`, from the newest state of the library."""
        running = conversation.answering is not None
        return [
            gr.update(
                label=texts.question_label,
                placeholder=texts.question_hint,
                submit_btn=False if running else texts.ask,
                stop_btn=texts.stop if running else False,
            ),
            *self.narrow.label(conversation, texts),
            gr.update(value=texts.new_conversation),
            *self._conversation(conversation, texts),
            self._sources(conversation, texts),
            reader_html(conversation.opened, texts),
            *(self._examples(texts) if not conversation.exchanges else [gr.update(visible=False)] * EXAMPLES),
            *self.feedback.label(conversation, texts),
            *self.export.label(texts),
        ]

    def _library_empty(self) -> bool:
        try:
            return not self.room.overview().issues
        except AskpressError:
            # What is wrong with the library is said when a question is asked, and on the Library tab.
            return False

    def _examples(self, texts: Texts) -> list[Update]:
        try:
            headlines = example_headlines(self.room.overview(), EXAMPLES, chinese=texts.chinese)
        except AskpressError:
            headlines = ()
        shown = [gr.update(value=texts.example_question.format(title=title), visible=True) for title in headlines]
        return shown + [gr.update(visible=False)] * (EXAMPLES - len(shown))
