"""Evaluation: a set's corpus becomes a library, its questions are put to it, and the report says how well it went."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from index.build import BuildOptions, BuildProgress, build
from index.cross_encoder import cross_encoder
from index.embed import Encoder
from index.errors import FixInput, ShortenInput, TryLater
from index.records import Article
from qa.ask import Asker
from qa.evaluation.cases import answer_case, rank_case
from qa.evaluation.checks import Check, check_case, checks_of
from qa.evaluation.journal import Journal, Row
from qa.evaluation.measured_with import MeasuredWith, measured_with
from qa.evaluation.planted import names_in
from qa.evaluation.sets import EvaluationSet, Question, read_set, sample
from qa.evaluation.summary import latencies, summarise, with_missing
from qa.evaluation.withheld import WithholdingLibrary
from qa.model.llm import ChatModel
from qa.records import AnswerDone
from qa.settings import Settings

Stage = Literal["rank", "ask", "check"]
"""Questions searched, questions asked, sentences verified."""

Item = TypeVar("Item", Question, Check)


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """What is measured: rankings alone without `answers`; `limit` questions spread evenly over the set.

    `unanswerable` asks the questions with their gold articles taken out of the library. `fresh` measures anew what an
    earlier run has measured.
    """

    answers: bool = True
    unanswerable: bool = False
    limit: int | None = None
    fresh: bool = False

    def __post_init__(self) -> None:
        if self.unanswerable and not self.answers:
            raise ValueError("questions without their gold articles have no ranking to be measured: answers are needed")


def evaluate(
    folder: Path,
    encoder: Encoder,
    model: ChatModel | None,
    settings: Settings,
    options: EvaluationOptions | None = None,
    *,
    progress: Callable[[BuildProgress], None] = lambda _: None,
    report: Callable[[Stage, int, int], None] = lambda *_: None,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, Any]:
    """Measure on the set in `folder`; returns the report as in the command-line contract, with more in it.

    The set's library is kept in the cache folder, so that a second run only asks, and so is every case as soon as it is
    measured: a run that stopped goes on where it was. `report` gets the stage, cases done and in all.

    Raises:
        FixInput: the folder is no set, or its corpus has problems.
        TryLater: it was stopped (Ctrl-C); what was measured is kept.
        Others: what building, searching and the language model raise; what was measured before is kept.
    """
    options = options or EvaluationOptions()
    chosen = read_set(folder)
    path = _build(chosen, encoder, settings, progress)
    using = measured_with(chosen, encoder, model, settings, unanswerable=options.unanswerable)
    library = WithholdingLibrary.open(path, encoder, cross_encoder(settings.reranker))
    assert isinstance(library, WithholdingLibrary)
    try:
        journal = Journal(settings.cache / "evaluation-runs" / f"{chosen.name}-{using.key}.jsonl", fresh=options.fresh)
        with journal, _stopped_by_hand(journal):
            run = _Run(chosen, library, Asker(library, model, settings, clock), journal, options, report)
            return _report(chosen, run, using, options, run.cases())
    finally:
        library.close()


def _build(
    chosen: EvaluationSet, encoder: Encoder, settings: Settings, progress: Callable[[BuildProgress], None]
) -> Path:
    """The folder of the set's library, up to date."""
    name = hashlib.sha256(str(chosen.sources[0]).encode()).hexdigest()[:16]
    path = settings.cache / "evaluation" / name
    # Pages that the set no longer has would be found in place of those it has.
    built = build(path, chosen.sources, encoder=encoder, options=BuildOptions(prune=True), progress=progress)
    if built.problems:
        raise FixInput(
            "the set's corpus has {count} problems, the first: {error}",
            count=len(built.problems),
            error=built.problems[0].error,
        )
    return path


@contextmanager
def _stopped_by_hand(journal: Journal) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise TryLater(
            "stopped; the {count} cases measured so far are kept",
            where=str(journal.path),
            remedy="run the same command again and it goes on from there",
            count=len(journal),
        ) from None


class _Run:
    """One evaluation on its way: the cases that the journal does not have yet are measured."""

    def __init__(
        self,
        chosen: EvaluationSet,
        library: WithholdingLibrary,
        asker: Asker,
        journal: Journal,
        options: EvaluationOptions,
        report: Callable[[Stage, int, int], None],
    ) -> None:
        self.chosen, self.library, self.asker, self.journal = chosen, library, asker, journal
        self.options, self.report = options, report
        self.questions = sample(chosen.questions, options.limit)
        self.measured = 0

    def cases(self) -> list[Row]:
        """Every question of the sample with all that was measured of it, and every sentence verified."""
        asked = self._questions_to_ask()
        rows = [] if self.options.unanswerable else self._each("rank", self._questions_to_rank(), self._rank)
        rows += self._each("ask", asked, self._ask) if asked else []
        if self.options.answers and not self.options.unanswerable:
            rows += self._checks()
        return _merged(rows)

    def _questions_to_rank(self) -> list[Question]:
        return [question for question in self.questions if question.gold]

    def _questions_to_ask(self) -> list[Question]:
        if not self.options.answers:
            return []
        # A sentence to be verified is no question.
        asked = [question for question in self.questions if not question.hallucinated]
        return [question for question in asked if question.gold] if self.options.unanswerable else asked

    def _rank(self, question: Question) -> Row:
        return rank_case(self.library, question, self.asker.clock)

    def _ask(self, question: Question) -> Row:
        self.library.withhold(question.gold if self.options.unanswerable else (), question.gold_by)
        try:
            events = self.asker.ask(question.text)
            answer = next(event.answer for event in events if isinstance(event, AnswerDone))
        except (ShortenInput, FixInput) as error:
            # One question that cannot be asked does not stop the others; it has no right answer.
            scores = {"answers": {"accuracy": 0.0}} if question.gold and not self.options.unanswerable else {}
            return {"question": question.text, "type": question.kind, "error": str(error), "scores": scores}
        return answer_case(question, answer, self.library, withheld=self.options.unanswerable)

    def _checks(self) -> list[Row]:
        every = [question for question in self.chosen.questions if question.hallucinated]
        if not every:
            return []
        gold = {question.id: self._gold(question) for question in every}
        # Names out of the whole set, whatever the sample: the same errors are planted each time.
        names = names_in(list({one.id: one for articles in gold.values() for one in articles}.values()))
        against: dict[str, list[Article]] = {}
        checks: list[Check] = []
        for question in self.questions:
            if question.hallucinated:
                checks += (new := list(checks_of(question, gold[question.id], names)))
                against.update({check.id: gold[question.id] for check in new})
        return self._each("check", checks, lambda check: check_case(check, against[check.id], self.library))

    def _gold(self, question: Question) -> list[Article]:
        return [article for name in question.gold if (article := self.library.article(name))]

    def _each(self, stage: Stage, items: Sequence[Item], measure: Callable[[Item], Row]) -> list[Row]:
        """The rows of all items, those that are missing measured and kept one by one."""
        missing = [item for item in items if self.journal.get(stage, item.id) is None]
        done = len(items) - len(missing)
        self.report(stage, done, len(items))
        if missing and stage == "ask" and self.asker.model is not None:
            # Nobody waits for the language model's start but the first to ask; it is no part of a question's time.
            self.asker.model.ensure_running()
        for item in missing:
            self.journal.add(stage, item.id, measure(item))
            self.measured += 1
            done += 1
            self.report(stage, done, len(items))
        return [row for item in items if (row := self.journal.get(stage, item.id))]


def _merged(rows: Sequence[Row]) -> list[Row]:
    """One case for each id: what its ranking and its answer gave, and the scores of both."""
    cases: dict[str, Row] = {}
    for row in rows:
        earlier = cases.get(row["id"], {})
        scores = {**earlier.get("scores", {}), **row["scores"]}
        fields = {name: value for name, value in row.items() if name != "stage"}
        cases[row["id"]] = {**earlier, **fields, "scores": scores}
    return list(cases.values())


def _report(
    chosen: EvaluationSet, run: _Run, using: MeasuredWith, options: EvaluationOptions, cases: list[Row]
) -> dict[str, Any]:
    found = summarise(cases)
    found.setdefault("retrieval", {})
    if options.answers:
        found = with_missing(found)
    found["latency_ms"], found["intervals"]["latency_ms"] = latencies(cases)
    head: dict[str, Any] = {
        "set": chosen.name,
        "digest": chosen.digest,
        "n": len(run.questions),
        "of": len(chosen.questions),
        "mode": _mode(options),
        "versions": using.versions,
        "digests": using.digests,
        "settings": using.settings,
        "taken_from_earlier_run": run.journal.found and len(run.journal) - run.measured,
    }
    order = ("retrieval", "answers", "refusals", "attacks", "checks", "planted", "latency_ms", "counts", "intervals")
    body = {name: found[name] for name in order if name in found}
    return {**head, **body, "not_graded": _not_graded(run.questions, options), "cases": cases}


def _mode(options: EvaluationOptions) -> str:
    if options.unanswerable:
        return "unanswerable"
    return "answers" if options.answers else "retrieval"


def _not_graded(questions: Sequence[Question], options: EvaluationOptions) -> int:
    """Questions that can be answered but have no string short enough to tell a right answer by."""
    asked = [question for question in questions if question.gold and not question.hallucinated]
    return sum(not question.gradable for question in asked) if options.answers else 0
