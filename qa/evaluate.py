"""Evaluation: a set's corpus becomes a library, its questions are asked, and the report says how well it went."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

from index.build import BuildOptions, BuildProgress, build
from index.embed import Encoder
from index.errors import FixInput
from index.search import Library, Ranker
from qa.ask import Asker
from qa.llm import ChatModel
from qa.metrics import comparable, is_right, mean, percentile, ranking_metrics, ratio
from qa.records import Answer, AnswerDone
from qa.settings import Settings

_DEPTH = 40
"""Chunks asked for, so that ten different articles are among them."""

_VERSIONS = ("askpress", "faiss-cpu", "langchain-core", "sentence-transformers", "tantivy", "torch", "xllamacpp")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a set with its right answers and gold articles; one without gold articles has no answer."""

    id: str
    text: str
    gold: tuple[str, ...]
    answers_all: tuple[tuple[str, ...], ...]
    gold_by: str = "id"


def evaluate(
    folder: Path,
    encoder: Encoder,
    model: ChatModel | None,
    settings: Settings,
    *,
    answers: bool,
    limit: int | None = None,
    progress: Callable[[BuildProgress], None] = lambda _: None,
    report: Callable[[int, int], None] = lambda *_: None,
) -> dict[str, Any]:
    """Measure on the set in `folder`; returns the report as in the command-line contract.

    The set's library is kept in the cache folder, so that a second run only asks. `report` gets questions done and
    in all. Raises FixInput where the set is not one.
    """
    questions = read_questions(folder)[:limit]
    sources = corpus_of(folder)
    name = hashlib.sha256(str(sources[0].resolve()).encode()).hexdigest()[:16]
    library_path = settings.cache / "evaluation" / name
    # Pages that the set no longer has would be found in place of those it has.
    options = BuildOptions(prune=True)
    built = build(library_path, sources, encoder=encoder, options=options, progress=progress)
    if built.problems:
        raise FixInput(f"the set's corpus has {len(built.problems)} problems, the first: {built.problems[0].error}")
    library = Library.open(library_path, encoder)
    try:
        result: dict[str, Any] = {"set": folder.name, "n": len(questions), "versions": _versions(encoder, model)}
        result["retrieval"] = _retrieval(library, questions)
        if answers:
            result.update(_answers(Asker(library, model, settings), questions, report))
        return result
    finally:
        library.close()


def corpus_of(folder: Path) -> list[Path]:
    """What a set's library is built from: its corpus.jsonl or its folder of pages."""
    for name in ("corpus.jsonl", "pages"):
        if (folder / name).exists():
            return [folder / name]
    raise FixInput(
        "an evaluation set needs corpus.jsonl or a folder pages",
        where=str(folder),
        remedy="name a folder that has them",
    )


def read_questions(folder: Path) -> list[Question]:
    """The questions of a set. Raises FixInput with the line that is not one."""
    file = folder / "questions.jsonl"
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FixInput(f"the set's questions cannot be read ({error})", where=str(file)) from error
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            groups = tuple(tuple(group) for group in row.get("answers_all") or [row["answers"]] if group)
            questions.append(Question(row["id"], row["question"], tuple(row["gold"]), groups, row.get("gold_by", "id")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FixInput(
                f"this line is no question ({type(error).__name__}: {error})", where=f"{file}, line {number}"
            ) from error
    return questions


def _versions(encoder: Encoder, model: ChatModel | None) -> dict[str, str]:
    versions = {name: version(name) for name in _VERSIONS}
    return {
        **versions,
        "python": sys.version.split()[0],
        "encoder": f"{encoder.name} {encoder.digest[:12]}",
        "model": model.name if model else "none",
    }


def _retrieval(library: Library, questions: Sequence[Question]) -> dict[str, dict[str, float]]:
    asked = [question for question in questions if question.gold]
    found = {}
    for ranker in get_args(Ranker):
        rankings = []
        for question in asked:
            hits = library.search(question.text, _DEPTH, ranker=ranker)
            names = (hit.article.id if question.gold_by == "id" else hit.article.title for hit in hits)
            rankings.append(list(dict.fromkeys(names)))
        found[ranker] = ranking_metrics(rankings, [question.gold for question in asked])
    return found


def _answers(asker: Asker, questions: Sequence[Question], report: Callable[[int, int], None]) -> dict[str, Any]:
    pairs: list[tuple[Question, Answer]] = []
    for number, question in enumerate(questions, start=1):
        events = asker.ask(question.text)
        pairs.append((question, next(event.answer for event in events if isinstance(event, AnswerDone))))
        report(number, len(questions))
    answerable = [(question, answer) for question, answer in pairs if question.gold]
    unanswerable = [answer for question, answer in pairs if not question.gold]
    right = [(q, a) for q, a in answerable if not a.refused and is_right(a.text, q.answers_all)]
    given = [answer for _, answer in pairs if not answer.refused]
    refused = [answer for _, answer in pairs if answer.refused]
    refused_rightly = sum(answer.refused for answer in unanswerable)
    totals = [answer.timings.total_ms for _, answer in pairs]
    return {
        "answers": {
            "accuracy": ratio(len(right), len(answerable)),
            "citation_precision": ratio(sum(_cites_answer(q, a) for q, a in right), len(right)),
            "citation_recall": ratio(sum(bool(a.citations) and not a.unverified for _, a in right), len(right)),
            "unverified": mean(bool(answer.unverified) for answer in given),
            "wrong_refusals": ratio(sum(answer.refused for _, answer in answerable), len(answerable)),
        },
        "refusals": {
            "precision": ratio(refused_rightly, len(refused)),
            "recall": ratio(refused_rightly, len(unanswerable)),
        },
        "latency_ms": {"p50": percentile(totals, 0.5), "p95": percentile(totals, 0.95)},
        "cases": [_case(question, answer) for question, answer in pairs],
    }


def _cites_answer(question: Question, answer: Answer) -> bool:
    """Whether the quotes of an answer hold it: each group's string stands in one of them."""
    return is_right(" ".join(comparable(citation.quote) for citation in answer.citations), question.answers_all)


def _case(question: Question, answer: Answer) -> dict[str, Any]:
    """One question of the report, to look at by hand."""
    return {
        "id": question.id,
        "question": question.text,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.reason,
        "right": (not answer.refused and is_right(answer.text, question.answers_all))
        if question.gold
        else answer.refused,
        "quotes": [citation.quote for citation in answer.citations],
        "unverified": list(answer.unverified),
    }
