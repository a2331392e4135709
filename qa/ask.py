"""Asking: from a question to a checked, cited answer or a refusal, told in events as it comes about."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.records import Filters, Hit
from index.search import Library
from qa.chain import stream
from qa.compose import Composed, compose, extract
from qa.evidence import Passage, Sentence, choose, score_sentences
from qa.llm import ChatModel
from qa.plan import checked_question, in_language, stand_alone
from qa.prompt import NO, YES, answer_messages, verdict_messages
from qa.question import language_of, word_weights
from qa.records import Answer, AnswerDelta, AnswerDone, AskEvent, Reason, SourcesFound, Timings, Turn
from qa.refuse import Signals, says_no, signals, verdict_threshold, why_refuse, why_refuse_extract
from qa.settings import Settings
from qa.texts import refusal_text

_EXTRACTED = 2


class Asker:
    """Answers questions from one library, with a chat model or, where `model` is None, in the pages' own sentences."""

    def __init__(
        self,
        library: Library,
        model: ChatModel | None,
        settings: Settings,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.library, self.model, self.settings, self.clock = library, model, settings, clock

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Iterator[AskEvent]:
        """The events of an answer: `SourcesFound`, then `AnswerDelta`s, at last `AnswerDone`.

        `history` are the turns of the conversation so far, oldest first. Closing the iterator stops the model.
        Raises FixInput (nothing asked), ShortenInput (too long), and what search and model raise: a failure is an
        error and never a refusal.
        """
        return _Asking(self, question, history, filters or Filters()).events()


class _Asking:
    """One question on its way to its answer."""

    def __init__(self, asker: Asker, question: str, history: Sequence[Turn], filters: Filters) -> None:
        self.library, self.model, self.settings = asker.library, asker.model, asker.settings
        self.clock, self.started = asker.clock, asker.clock()
        self.question = checked_question(question, asker.settings.question_characters)
        self.history, self.filters = history, filters
        self.first_token_ms: float | None = None
        self.search_ms = 0.0
        self.asked = self.searched_for = self.question
        self.hits: tuple[Hit, ...] = ()

    def events(self) -> Iterator[AskEvent]:
        self.asked = stand_alone(self.question, self.history, self.model)
        self.searched_for = self.asked
        self.hits = self._search()
        if self.model and self.hits and (pages := language_of(self.hits[0].chunk.text)) != language_of(self.asked):
            # Few encoders know how names are written in another script; the language model often does.
            self.searched_for = in_language(self.asked, pages, self.model)
            self.hits = self._search()
        yield SourcesFound(self.hits, self.searched_for, self.search_ms)
        sentences, passages, found = self._evidence(self.hits)
        reason = self._why_refuse(found)
        if reason is not None:
            yield AnswerDone(self._refusal(reason))
        elif self.model is None:
            yield AnswerDone(self._answer(extract(_shortest(sentences), self.library.page), extractive=True))
        else:
            yield from self._write(passages, found)

    def _search(self) -> tuple[Hit, ...]:
        begun = self.clock()
        hits = tuple(self.library.search(self.searched_for, self.settings.hits, self.filters))
        self.search_ms += (self.clock() - begun) * 1000
        return hits

    def _why_refuse(self, found: Signals) -> Reason | None:
        return why_refuse(found) if self.model else why_refuse_extract(found)

    def _evidence(self, hits: Sequence[Hit]) -> tuple[list[Sentence], list[Passage], Signals]:
        weights = word_weights(self.searched_for, self.library)
        sentences = score_sentences(self.searched_for, hits, self.library.encoder, weights)
        passages = choose(sentences, self.settings.evidence_tokens, weights)
        translated = self.searched_for != self.asked
        return sentences, passages, signals(self.searched_for, weights, sentences, passages, translated=translated)

    def _write(self, passages: Sequence[Passage], found: Signals) -> Iterator[AskEvent]:
        """Have the model say whether the answer is there and then write it; check what it wrote."""
        assert self.model is not None
        self.model.ensure_running()
        verdict = self.model.verdict_logits(verdict_messages(self.asked, passages), YES, NO)
        threshold = verdict_threshold(self.model.name, self.asked)
        reason = why_refuse(replace(found, verdict=verdict), threshold)
        if reason is not None:
            yield AnswerDone(self._refusal(reason))
            return
        written = ""
        for piece in stream(self.model, answer_messages(self.asked, passages)):
            if piece and self.first_token_ms is None:
                self.first_token_ms = self._since_start()
            written += piece
            yield AnswerDelta(piece)
        composed = compose(written, self.asked, passages, self.library.encoder, self.library.page)
        denies = says_no(written) and not any(says_no(citation.quote) for citation in composed.citations)
        if denies or not composed.citations:
            # The model says that there is no answer (and no page it cites says so for it), or nothing of what it wrote
            # stands in the passages: shown as an answer it would be an invention.
            yield AnswerDone(self._refusal("not_answered"))
        else:
            yield AnswerDone(self._answer(composed))

    def _refusal(self, reason: Reason) -> Answer:
        if self.filters != replace(self.filters, date_from=None, date_to=None) and self._answered_at_other_dates():
            reason = "outside_dates"
        return Answer(
            question=self.question,
            text=refusal_text(reason, language_of(self.question), self.filters),
            refused=True,
            reason=reason,
            citations=(),
            unverified=(),
            hits=self.hits,
            timings=self._timings(),
            searched_for=self.searched_for,
            extractive=self.model is None,
        )

    def _answered_at_other_dates(self) -> bool:
        anywhere = replace(self.filters, date_from=None, date_to=None)
        hits = self.library.search(self.searched_for, self.settings.hits, anywhere)
        new = [hit for hit in hits if hit.chunk.id not in {known.chunk.id for known in self.hits}]
        return bool(new) and self._why_refuse(self._evidence(new)[2]) is None

    def _answer(self, composed: Composed, *, extractive: bool = False) -> Answer:
        return Answer(
            question=self.question,
            text=composed.text,
            refused=False,
            reason=None,
            citations=composed.citations,
            unverified=composed.unverified,
            hits=self.hits,
            timings=self._timings(),
            searched_for=self.searched_for,
            extractive=extractive,
            unresolved=composed.unresolved,
        )

    def _timings(self) -> Timings:
        return Timings(self.search_ms, self.first_token_ms, self._since_start())

    def _since_start(self) -> float:
        return (self.clock() - self.started) * 1000


def _shortest(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The fewest sentences that answer: the best one, and a second where it adds to what the first covers."""
    best = sentences[0]
    more = [one for one in sentences[1:6] if one.coverage > best.coverage and one.score > best.score - 0.05]
    return sorted([best, *more][:_EXTRACTED], key=lambda sentence: (sentence.hit.rank, sentence.start))
