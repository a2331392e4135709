"""Asking: from a question to a checked, cited answer or a refusal, told in events as it comes about."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.records import Filters, Hit
from index.search import Library
from index.variants import meant, with_spelled
from qa.asked.parts import answered_apart, split_question
from qa.asked.question import language_of, word_weights
from qa.checking.compose import Composed, extract
from qa.checking.disagree import cited_disagreement, find_disagreements
from qa.citations import Citations
from qa.days.fits import by_days
from qa.days.scope import Scope, scope_of, today_of
from qa.days.texts import dates_written_out
from qa.listing.answer import answer_listing
from qa.listing.question import read_listing
from qa.model.budget import evidence_budget
from qa.model.llm import ChatModel
from qa.plan import checked_question, in_language, stand_alone
from qa.records import Answer, AnswerDelta, AnswerDone, AskEvent, Reason, SourcesFound, Timings, Turn
from qa.refuse import Signals, signals, why_refuse, why_refuse_extract
from qa.settings import Settings
from qa.shown.evidence import Sentence
from qa.shown.gather import Gathered, gather
from qa.shown.screen import screen
from qa.texts import refusal_text
from qa.writing import Writer, Written

_EXTRACTED = 2
_FEW = 0.02
"""A language that fewer of the articles are in is not searched in without need: it costs a translation."""

_FEWEST_HITS = 3
"""For each part of a question that asks for several things."""


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
        self.language = language_of(self.question)
        self.history, self.filters = history, filters
        self.first_token_ms: float | None = None
        self.search_ms = 0.0
        self.asked = self.searched_for = self.question
        self.hits: tuple[Hit, ...] = ()

    def events(self) -> Iterator[AskEvent]:
        listed = self._from_records(self.question)
        if listed is None:
            self.asked = self.searched_for = stand_alone(self.question, self.history, self.model)
            listed = self._from_records(self.asked) if self.asked != self.question else None
        if listed is not None:
            yield SourcesFound((), self.asked, 0.0)
            yield AnswerDone(listed)
            return
        self.asked = self.searched_for = self._as_meant(self.asked)
        self.scope = scope_of(self.asked, self.library, self.filters, self.settings.today)
        found = self._gather(self.scope.filters)
        seen = self._signals(found)
        if self.model and (pages := self._other_language(found, seen)):
            # Few encoders know how names are written in another script; the language model often does.
            self.searched_for = self._as_meant(in_language(self.asked, pages, self.model))
            found = self._gather(self.scope.filters)
            seen = self._signals(found)
        self.hits = found.hits
        yield SourcesFound(self.hits, self.searched_for, self.search_ms)
        reason = "outside_dates" if self.scope.closed else self._why_refuse(seen)
        if reason is not None:
            yield AnswerDone(self._refusal(reason))
        elif self.model is None:
            yield AnswerDone(self._answer(extract(_shortest(found), self.library.page), found))
        else:
            yield from self._write(found, seen)

    # What is found

    def _from_records(self, asked: str) -> Answer | None:
        """The answer to a question about the library's records (which articles, how many, by whom); None for others."""
        clock, covered = today_of(self.library, self.filters, self.settings.today)
        question = read_listing(asked, clock, self.library.newspapers(), covered)
        listed = answer_listing(question, self.question, self.library, self.filters, self._word) if question else None
        if listed is None:
            return None
        return Answer(
            question=self.question,
            text=listed.text,
            refused=listed.reason is not None,
            reason=listed.reason,
            citations=listed.citations,
            unverified=(),
            hits=(),
            timings=self._timings(),
            searched_for=asked,
            dates=listed.dates,
            from_records=True,
            covered=covered if listed.reason else None,
        )

    def _word(self, word: str) -> str | None:
        """A word in the pages' language, where a model can say it."""
        return in_language(word, "zh", self.model) if self.model and language_of(word) == "en" else None

    def _as_meant(self, question: str) -> str:
        """The question with the name that was likely meant for each that stands in no page but sounds like it.

        Behind a name in pinyin stands the Chinese one: neither a translation nor a reader of both can tell it else.
        """
        forms = self.library.variants(question)
        slips = [one for one in forms if one.why == "same_sound"]
        return with_spelled(meant(question, slips) if slips else question, forms)

    def _gather(self, filters: Filters) -> Gathered:
        """Search for the question's parts and choose what is shown."""
        parts = split_question(self.searched_for)
        budget = evidence_budget(self.settings, self.model.pace if self.model else None, len(parts))
        hits_each = max(_FEWEST_HITS, self.settings.hits // len(parts)) if len(parts) > 1 else self.settings.hits
        # Of several parts each has days of its own: those of the whole question would leave the others' out.
        scopes = {part: self.scope if len(parts) == 1 else self._scope_of(part) for part in parts}

        def weigh(side: str) -> dict[str, float]:
            return word_weights(side, self.library)

        def search(part: str) -> list[Hit]:
            begun = self.clock()
            hits = self.library.search(part, hits_each, filters, prefer=scopes[part].prefer)
            self.search_ms += (self.clock() - begun) * 1000
            return hits

        def judge(side: str, sentences: list[Sentence]) -> list[Sentence]:
            kept = list(screen(side, sentences).kept)
            return by_days(kept, scopes[side].when) if side in scopes else kept

        return gather(self.searched_for, parts, search, self.library.encoder, weigh, budget, judge)

    def _other_language(self, found: Gathered, seen: Signals) -> str | None:
        """The language that the question is better asked in: that of the best passage, if it is not the question's.

        Where what was found has nothing to do with the question, another one that the library has: an encoder puts
        what is written in the question's own language first, whatever it says.
        """
        if not found.hits:
            return None
        own, best = language_of(self.asked), language_of(found.hits[0].chunk.text)
        if best != own:
            return best
        if self.scope.closed or self._why_refuse(seen) != "nothing_found":
            return None
        others = Counter(language_of(text) for text in self.library.beginnings())
        return next((other for other in others if other != own and others[other] >= _FEW * others.total()), None)

    def _scope_of(self, part: str) -> Scope:
        return scope_of(part, self.library, self.filters, self.settings.today)

    def _signals(self, found: Gathered) -> Signals:
        translated = self.searched_for != self.asked
        forms = self.library.variants(self.searched_for)
        return signals(
            self.searched_for,
            found.weights,
            found.hits,
            found.sentences,
            found.passages,
            translated=translated,
            variants=forms,
        )

    def _why_refuse(self, found: Signals) -> Reason | None:
        return why_refuse(found) if self.model else why_refuse_extract(found)

    # What is written

    def _write(self, found: Gathered, seen: Signals) -> Iterator[AskEvent]:
        """Have the model write each part of the answer, and tell it as it comes."""
        assert self.model is not None
        self.model.ensure_running()
        writing = Writer(self.model, self.library, found, seen, self._dated).write(answered_apart(self.asked))
        try:
            while True:
                piece = next(writing)
                if piece and self.first_token_ms is None:
                    self.first_token_ms = self._since_start()
                yield AnswerDelta(piece)
        except StopIteration as end:
            written: Written = end.value
        finally:
            writing.close()
        if written.composed:
            yield AnswerDone(replace(self._answer(written.composed, found), unanswered=written.unanswered))
        else:
            yield AnswerDone(replace(self._refusal(written.reason or "not_answered"), struck=written.doubted))

    def _dated(self, question: str) -> str:
        """A question as the model reads it: it does not know which day 昨天 is."""
        return dates_written_out(question, self.scope.when.named, language_of(question))

    # What is said

    def _refusal(self, reason: Reason) -> Answer:
        scope = self.scope
        if reason != "outside_dates" and _has_dates(scope.filters) and self._answered_at_other_dates():
            reason = "outside_dates"
        text = refusal_text(reason, self.language, self.filters, scope.covered, scope.when.named, scope.outside)
        return Answer(
            question=self.question,
            text=text,
            refused=True,
            reason=reason,
            citations=(),
            unverified=(),
            hits=self.hits,
            timings=self._timings(),
            searched_for=self.searched_for,
            extractive=self.model is None,
            dates=scope.when.days,
            covered=scope.covered,
        )

    def _answered_at_other_dates(self) -> bool:
        found = self._gather(replace(self.scope.filters, date_from=None, date_to=None))
        known = {hit.chunk.id for hit in self.hits}
        new = any(hit.chunk.id not in known for hit in found.hits)
        return new and self._why_refuse(self._signals(found)) is None

    def _answer(self, composed: Composed, found: Gathered) -> Answer:
        differing = find_disagreements(composed.held, found.sentences, self.scope.days)
        citations = Citations(self.library.page, composed.citations)
        disagreements = tuple(cited_disagreement(one, citations.number) for one in differing)
        return Answer(
            question=self.question,
            text=composed.text,
            refused=False,
            reason=None,
            citations=citations.all(),
            unverified=composed.unverified,
            hits=self.hits,
            timings=self._timings(),
            searched_for=self.searched_for,
            extractive=self.model is None,
            unresolved=composed.unresolved,
            dates=self.scope.when.days,
            disagreements=disagreements,
            repaired=composed.repaired,
            struck=composed.struck,
        )

    def _timings(self) -> Timings:
        return Timings(self.search_ms, self.first_token_ms, self._since_start())

    def _since_start(self) -> float:
        return (self.clock() - self.started) * 1000


def _has_dates(filters: Filters) -> bool:
    return bool(filters.date_from or filters.date_to)


def _shortest(found: Gathered) -> list[Sentence]:
    """The fewest sentences that answer: the best for each part; for one part a second where it adds to the first."""
    best = list(found.best)
    if len(best) == 1:
        more = [
            one for one in found.sentences[1:6] if one.coverage > best[0].coverage and one.score > best[0].score - 0.05
        ]
        best = [*best, *more][:_EXTRACTED]
    return sorted(best, key=lambda sentence: (sentence.hit.rank, sentence.start))
