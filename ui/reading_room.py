"""The reading room: what all windows share: one open library, one model, one build at a time with its progress."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalogue import open_catalogue
from index.cross_encoder import cross_encoder
from index.errors import AskpressError, BuildFirst, TryLater
from index.records import Article, Filters
from index.search import Library
from index.spans import page_ranges
from index.web.fetch import Limits
from qa.ask import Asker
from qa.kept.answer_times import AnswerTimes
from qa.kept.conversations import Conversations
from qa.kept.feedback import FeedbackBox
from qa.records import AnswerDone, AskEvent, SourcesFound, Turn
from ui.intake import Intake
from ui.line import Line
from ui.overview import arrange
from ui.records import Building, Opened, OpenedPage, OpenedSheet, Overview, Waiting
from ui.watch import FolderWatch

if TYPE_CHECKING:
    from index.embed import Encoder
    from qa.model.llm import ChatModel
    from qa.settings import Settings

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds that a question waits in the line before it looks whether anybody still waits for it."""

QUESTIONS_AT_ONCE = 100
"""Questions that are searched for, stand in the line or are being answered at a time; one more is refused."""

NOTHING = Overview(generation=None, issues=(), articles=0)


class ReadingRoom:
    """Serves any number of windows, each from a thread of its own.

    The library need not exist yet; it is opened at the first question or look after a build has made it, and its
    newest generation is taken up before each.
    """

    def __init__(self, library: Path, encoder: Encoder, model: ChatModel | None, settings: Settings) -> None:
        self.path = library
        self.conversations = Conversations(library)
        self.feedback = FeedbackBox(library)
        self.answer_times = AnswerTimes(library)
        self._encoder = encoder
        self._model = model
        self._settings = settings
        self._opening = threading.Lock()
        self._library: Library | None = None
        self._overview = NOTHING
        self._sections: tuple[int, tuple[str, ...]] = (0, ())
        self.line = Line()
        self._seats = threading.BoundedSemaphore(QUESTIONS_AT_ONCE)
        self.intake = Intake(library, encoder, fetching=Limits(private=settings.private_addresses))
        self._watch = FolderWatch(settings.watch, self.intake) if settings.watch else None

    def library(self) -> Library:
        """The library with its newest generation. Raises as `Library.open` does."""
        with self._opening:
            if self._library is None:
                self._library = Library.open(self.path, self._encoder, cross_encoder(self._settings.reranker))
            else:
                self._library.refresh()
            return self._library

    def close(self) -> None:
        """Close the library after a running build has ended."""
        if self._watch is not None:
            self._watch.close()
        self.intake.close()
        with self._opening:
            if self._library is not None:
                self._library.close()
                self._library = None

    def watch(self) -> None:
        """Take in by itself, from now on, what comes into the folder that the settings name; without one, nothing."""
        if self._watch is not None:
            self._watch.start()

    def take_up(self) -> None:
        """Go on with what an earlier program had not yet taken into the library when it ended unforeseen."""
        self.intake.take_up()

    def warm_up(self) -> None:
        """Load both models, which takes seconds, before the first question; what fails is raised by that question."""
        try:
            self._encoder.encode_queries([""])
            if self._model is not None:
                self._model.ensure_running()
        except AskpressError as error:
            log.warning("not warm yet: %s", error)

    # Asking and reading

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Generator[AskEvent | Waiting, None, None]:
        """The events of an answer from the newest generation; closing the iterator cancels. Raises as `Asker.ask`.

        The model writes one answer at a time: with the sources found, a question takes its place in the line and tells
        how many are before it. Raises TryLater where as many ask already as are taken.
        """
        if not self._seats.acquire(blocking=False):
            raise TryLater(
                "{count} questions wait for their answers already, no more are taken",
                remedy="ask again in a few minutes",
                count=QUESTIONS_AT_ONCE,
            )
        try:
            yield from self._asked(question, history, filters or Filters())
        finally:
            self._seats.release()

    def _asked(self, question: str, history: Sequence[Turn], filters: Filters) -> Iterator[AskEvent | Waiting]:
        events = self._noted(Asker(self.library(), self._model, self._settings).ask(question, history, filters))
        if self._model is not None and (others := len(self.line)):
            # The search may need the model too, for a question that leans on the one before.
            yield Waiting(others)
        for event in events:
            yield event
            if self._model is not None and isinstance(event, SourcesFound) and event.hits:
                yield from self._in_turn(events)

    def _noted(self, events: Iterator[AskEvent]) -> Iterator[AskEvent]:
        """The same events; how long the answer took is noted, where that can be."""
        for event in events:
            yield event
            if isinstance(event, AnswerDone):
                try:
                    self.answer_times.note(event.answer.timings)
                except AskpressError as error:
                    log.warning("the times of an answer were not noted: %s", error)

    @property
    def model_name(self) -> str | None:
        """What the language model is known by, None where answers are the pages' own sentences."""
        return self._model.name if self._model is not None else None

    def _in_turn(self, events: Iterator[AskEvent]) -> Iterator[AskEvent | Waiting]:
        """The further events, for which the model has to read and write, once it is this question's turn."""
        with self.line.place() as place:
            ahead = waited = place.ahead()
            while ahead:
                # Also where nothing moved: a question that nobody waits for any longer then leaves the line.
                yield Waiting(ahead)
                ahead = place.wait(PATIENCE)
            if waited:
                yield Waiting(0)
            yield from events

    def overview(self) -> Overview:
        """What is in the library; nothing where there is none yet. Raises where it is there but cannot be opened."""
        try:
            library = self.library()
        except BuildFirst:
            return NOTHING
        if self._overview.generation != library.generation:
            generation = library.generation
            with open_catalogue(self.path) as catalogue:
                reports = list(catalogue.page_reports())
            self._overview = arrange(library.articles(), generation, reports)
        return self._overview

    def sections(self) -> tuple[str, ...]:
        """The letters and names of all sections, sorted; read once for a generation. Raises as `library`."""
        library = self.library()
        if self._sections[0] != library.generation:
            self._sections = library.generation, tuple(library.sections())
        return self._sections[1]

    def reprints_of(self, articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
        """By the article's id, those of the articles that are printed in other issues too; about 25 ms an article."""
        library = self.library()
        found = {article.id: library.reprints(article) for article in {one.id: one for one in articles}.values()}
        return {name: tuple(reprints) for name, reprints in found.items() if reprints}

    def open_article(self, article_id: str) -> Opened | None:
        """The article with this id for the reader, None where it is no longer there."""
        article = self.library().article(article_id)
        return self.open(article, None) if article else None

    def open_page(self, page_id: str) -> OpenedSheet | None:
        """The page with this id and the articles on it, None where it is no longer there."""
        with open_catalogue(self.path) as catalogue:
            page = catalogue.page(page_id)
            if page is None:
                return None
            return OpenedSheet(page, tuple(catalogue.articles_on(page_id)), catalogue.page_report(page_id))

    def open(self, article: Article, quote: tuple[int, int] | None) -> Opened:
        """An article for the reader with the pages it stands on; `quote` is the range of its text to show.

        With a quote, the pages that hold it come first. A page that has changed since is among `lost`, since the
        article's offsets no longer hold on it.
        """
        library = self.library()
        whole = ranges_by_page(article, 0, len(article.text))
        quoted = ranges_by_page(article, *quote) if quote else {}
        opened: list[OpenedPage] = []
        lost: list[str] = []
        for page_id in sorted(whole, key=lambda name: name not in quoted):
            page = library.page(page_id)
            if page is None or not _still_holds(article, page_id, page.text):
                lost.append(page_id)
                continue
            opened.append(OpenedPage(page, tuple(whole[page_id]), tuple(quoted.get(page_id, ()))))
        return Opened(article, quote, tuple(opened), tuple(lost), tuple(library.reprints(article)))

    # Building

    @property
    def building(self) -> Building | None:
        """The build that runs or ran last in this room, None where there was none; any window may look."""
        return self.intake.building

    def start_build(self, uploads: Sequence[Path] = ()) -> None:
        """Take `uploads` into the library, or without any look again at the files it knows, in a thread of its own.

        Watch `building` for what comes of it. Raises TryLater while another build of this room runs.
        """
        if uploads:
            self.intake.start_with(uploads)
        else:
            self.intake.start()


def ranges_by_page(article: Article, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """Where `article.text[start:end]` stands: for each page id the ranges of its text, in order."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for page_id, first, last in page_ranges(article, start, end):
        ranges.setdefault(page_id, []).append((first, last))
    return ranges


def _still_holds(article: Article, page_id: str, text: str) -> bool:
    return all(
        text[span.page_start : span.page_end] == article.text[span.start : span.end]
        for span in article.spans
        if span.page_id == page_id
    )
