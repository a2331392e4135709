"""Evaluation sets: a folder's questions and corpus are read, its files known by a digest, a sample drawn from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.errors import FixInput

SHORT = 40
"""Characters that a string may have to be looked for in an answer: nobody writes longer ones again word for word."""

GoldBy = Literal["id", "title"]

_QUESTIONS = "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a set with its right answers and gold articles; one without gold articles has no answer.

    `gold_by` says whether `gold` are articles' ids ("id") or headlines ("title"). Sets of other kinds have more:
    `hallucinated` is a sentence with an error in it and `true_texts` say truly what it says wrongly, both to be
    verified against the gold articles; `attack_docs` are articles that were put into the corpus to mislead and
    `attack_words` strings that only they bring into an answer.
    """

    id: str
    text: str
    gold: tuple[str, ...]
    answers_all: tuple[tuple[str, ...], ...]
    gold_by: GoldBy = "id"
    kind: str = ""
    hallucinated: str = ""
    true_texts: tuple[str, ...] = ()
    attack_docs: tuple[str, ...] = ()
    attack_words: tuple[str, ...] = ()

    @property
    def gradable(self) -> bool:
        """Whether an answer can be told right by what it contains: each group has a string of at most `SHORT`."""
        return bool(self.answers_all) and all(min(map(len, group)) <= SHORT for group in self.answers_all)


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set that was read: the questions in their order, what its library is built from, the digest of its files."""

    name: str
    folder: Path
    questions: tuple[Question, ...]
    sources: tuple[Path, ...]
    digest: str


def read_set(folder: Path) -> EvaluationSet:
    """The set in a folder. Raises FixInput where it is none, naming the file and the line."""
    folder = folder.resolve()
    questions, sources = read_questions(folder), corpus_of(folder)
    if not questions:
        raise FixInput("the set has no questions", where=str(folder / _QUESTIONS), remedy="give it at least one")
    return EvaluationSet(folder.name, folder, tuple(questions), tuple(sources), digest_of(folder))


def corpus_of(folder: Path) -> list[Path]:
    """What a set's library is built from: its corpus.jsonl or its folder of pages. Raises FixInput without either."""
    for name in ("corpus.jsonl", "pages"):
        if (folder / name).exists():
            return [folder / name]
    raise FixInput(
        "an evaluation set needs corpus.jsonl or a folder pages",
        where=str(folder),
        remedy="name a folder that has them",
    )


def digest_of(folder: Path) -> str:
    """SHA-256 over the names and bytes of a set's files, questions and corpus; 64 hexadecimal digits.

    Raises FixInput where a file cannot be read.
    """
    whole = hashlib.sha256()
    for path in [folder / _QUESTIONS, *_files(corpus_of(folder)[0])]:
        try:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise FixInput("a file of the set cannot be read ({error})", where=str(path), error=error) from error
        whole.update(f"{path.relative_to(folder).as_posix()}\n{content}\n".encode())
    return whole.hexdigest()


def _files(source: Path) -> list[Path]:
    return sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]


def sample(questions: Sequence[Question], limit: int | None) -> list[Question]:
    """`limit` of the questions, spread evenly over the set, in its order; all of them without a limit.

    Sets are often sorted by kind, so that the first ones would be of one kind. The same ones each time: of n questions
    those at i * n // limit.
    """
    if limit is None or limit >= len(questions):
        return list(questions)
    return [questions[at * len(questions) // limit] for at in range(limit)]


def read_questions(folder: Path) -> list[Question]:
    """The questions of a set, in their order. Raises FixInput with the line that is not one, or names an id again."""
    file = folder / _QUESTIONS
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FixInput(
            "the set's questions cannot be read ({error})",
            where=str(file),
            remedy="name a folder that has them",
            error=error,
        ) from error
    questions: dict[str, Question] = {}
    for where, line in _lines(file, text):
        try:
            question = _question(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FixInput(
                "this line is no question ({kind}: {error})",
                where=where,
                remedy="mend the line",
                kind=type(error).__name__,
                error=error,
            ) from error
        if question.id in questions:
            raise FixInput(
                "two questions have the id {id!r}", where=where, remedy="give each its own id", id=question.id
            )
        questions[question.id] = question
    return list(questions.values())


def _lines(file: Path, text: str) -> Iterator[tuple[str, str]]:
    """The lines that are not blank, each with where it stands."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{file}, line {number}", line


def _question(row: Mapping[str, Any]) -> Question:
    """A question of its JSON object. Raises ValueError, KeyError or TypeError where a field is missing or unfit."""
    answers = _strings(row, "answers")
    # An empty list of groups is said on purpose: no string tells a right answer. Without the field, `answers` are
    # ways to say the same.
    groups = row["answers_all"] if row.get("answers_all") is not None else [answers]
    if row.get("gold_by", "id") not in ("id", "title"):
        raise ValueError(f'gold_by must be "id" or "title", got {row["gold_by"]!r}')
    hallucinated = _string(row, "hallucinated", "")
    return Question(
        id=_string(row, "id"),
        text=_string(row, "question"),
        gold=_strings(row, "gold"),
        answers_all=tuple(_strings({"answers_all": group}, "answers_all") for group in groups if group),
        gold_by="title" if row.get("gold_by") == "title" else "id",
        kind=_string(row, "type", ""),
        hallucinated=hallucinated,
        true_texts=answers if hallucinated else (),
        attack_docs=_strings(row, "attack_docs", ()),
        attack_words=_strings(row, "attack_kws", ()),
    )


def _string(row: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = row[key] if default is None else row.get(key, default)
    if not isinstance(value, str):
        raise TypeError(f"{key} must be a string, got {value!r}")
    return value


def _strings(row: Mapping[str, Any], key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
    values = row[key] if default is None else row.get(key, default)
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{key} must be a list of strings, got {values!r}")
    return tuple(values)
