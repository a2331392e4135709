"""Feedback as an evaluation set: the questions whose right answer a verdict tells, and the library they are asked of.

- A thumb up on an answer: the articles that it cites are the right ones, and one of its figures or dates is to be in a
  right answer.
- A thumb up on a refusal, or a thumb down since there should have been one: the archive does not have it.
- A thumb down with what would have been right: the articles that were cited or found and say it are the right ones.

Other verdicts do not tell what is right: they are in `feedback.jsonl`, for people to read, and not in the questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.catalogue import open_catalogue
from index.errors import FixInput, FixPermissions
from index.records import Article
from index.sentences import split_sentences
from index.tokens import fold
from qa.checking.facts import facts
from qa.evaluation.sets import SHORT
from qa.kept.feedback import FeedbackBox, GivenFeedback
from qa.records import CITATION_MARK

_TELLING = ("date", "pair", "share", "quantity")
"""The facts that a right answer has word for word, whoever writes it."""


@dataclass(frozen=True, slots=True)
class FeedbackExport:
    """What was written: how many verdicts there are, how many of them became questions, and articles in the corpus."""

    verdicts: int
    questions: int
    articles: int


def export_feedback(library: Path, folder: Path) -> FeedbackExport:
    """Write the feedback on a library's answers as an evaluation set into `folder`, made where it is missing.

    `questions.jsonl` and `corpus.jsonl` are what `askpress eval` reads, `feedback.jsonl` holds every verdict.

    Raises:
        FixInput: there is no feedback yet, or the folder has something else in it already.
        FixPermissions: the folder cannot be written.
        BuildFirst: there is no library.
    """
    given = FeedbackBox(library).all()
    if not given:
        raise FixInput(
            "no reader has given feedback on this library yet",
            where=str(library),
            remedy="press a thumb beneath an answer on the page, then export",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FixInput("the set needs an empty folder", where=str(folder), remedy="name a new folder")
    with open_catalogue(library) as catalogue:
        articles = {article.id: article for article in catalogue.articles() if article.text.strip()}
    questions = question_rows(given, articles)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "corpus.jsonl", map(_article_row, articles.values()))
        _write(folder / "questions.jsonl", questions)
        _write(folder / "feedback.jsonl", map(_feedback_row, given))
    except OSError as error:
        raise FixPermissions(
            "the set cannot be written ({error})",
            where=str(folder),
            remedy="name a folder that you may write to",
            error=error,
        ) from error
    return FeedbackExport(len(given), len(questions), len(articles))


def question_rows(given: Iterable[GivenFeedback], articles: dict[str, Article]) -> list[dict[str, Any]]:
    """The lines of `questions.jsonl`: each question once, as the last verdict that tells what is right has it."""
    rows: dict[str, dict[str, Any]] = {}
    for one in given:
        row = _question_row(one, articles)
        if row is not None:
            rows[fold(one.answered.question)] = row
    return list(rows.values())


def _question_row(given: GivenFeedback, articles: dict[str, Article]) -> dict[str, Any] | None:
    """The question that a verdict makes, None where it does not tell what is right, or of what is no longer there."""
    answered, feedback = given.answered, given.feedback
    if answered.from_records:
        return None
    if feedback.verdict == "up":
        gold, groups, kind = answered.cited, telling_groups(answered.question, answered.answer), "confirmed"
        if answered.refused:
            # In another newspaper or at another date it may well be.
            return None if answered.filtered else _row(given, (), [], "unanswerable")
    elif feedback.reason == "should_refuse":
        return None if answered.filtered else _row(given, (), [], "unanswerable")
    else:
        gold = _saying(feedback.expected, (*answered.cited, *answered.found), articles)
        groups, kind = [[feedback.expected]] if len(feedback.expected) <= SHORT else [], "corrected"
    if not gold or any(name not in articles for name in gold):
        return None
    return _row(given, gold, groups, kind)


def _row(given: GivenFeedback, gold: Iterable[str], groups: list[list[str]], kind: str) -> dict[str, Any]:
    return {
        "id": f"feedback-{given.id}",
        "question": given.answered.question,
        "answers": [text for group in groups for text in group],
        "answers_all": groups,
        "gold": list(gold),
        "type": kind,
    }


def telling_groups(question: str, answer: str) -> list[list[str]]:
    """What a right answer is to contain, judged by one that a reader found right: one of the dates and figures.

    Those of the first sentence that has any which the question does not name already, as they are written there; more
    is not asked for, since a right answer may say less than this one. A list of one list, or none where nothing tells.
    Marks such as [1] are no figures.
    """
    text, asked = CITATION_MARK.sub("", answer), fold(question)
    for start, end in split_sentences(text):
        told = [words for words in _figures(text[start:end]) if fold(words) not in asked]
        if told:
            return [told]
    return []


def _figures(sentence: str) -> list[str]:
    """The dates and figures of a sentence, each once; what stands together (5月19日17时) is one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((one.start, one.end) for one in facts(sentence, None) if one.kind in _TELLING):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return list(dict.fromkeys(sentence[start:end].strip() for start, end in merged))


def _saying(expected: str, names: Iterable[str], articles: dict[str, Article]) -> tuple[str, ...]:
    """Of the articles with these ids those that hold the expected words, each once."""
    wanted = "".join(fold(expected).split())
    if not wanted:
        return ()
    known = [name for name in dict.fromkeys(names) if name in articles]
    return tuple(name for name in known if wanted in "".join(fold(articles[name].text).split()))


def _article_row(article: Article) -> dict[str, Any]:
    row = {
        "id": article.id,
        "title": article.title,
        "byline": article.byline,
        "newspaper": article.newspaper,
        "date": article.date.isoformat() if article.date else None,
        "page": article.pages[0] if article.pages else None,
        "text": article.text,
    }
    return {name: value for name, value in row.items() if value is not None}


def _feedback_row(given: GivenFeedback) -> dict[str, Any]:
    return {
        "id": f"feedback-{given.id}",
        "given": given.given.isoformat(timespec="seconds"),
        **asdict(given.feedback),
        **asdict(given.answered),
    }


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(_lines(rows))


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
