"""The example newspaper: its articles are recovered as its truth says, its questions answered by the real models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.build import build
from index.embed import load_encoder
from index.records import Article
from index.search import Library
from qa.ask import Asker
from qa.evaluation.metrics import comparable, is_right
from qa.evaluation.sets import Question, read_questions
from qa.model.llm import open_chat_model
from qa.records import CITATION_MARK, Answer, AnswerDone
from qa.settings import load_settings
from tests.fakes import HashingEncoder

EXAMPLES = Path(__file__).parent.parent / "examples"
TRUTH: list[dict[str, Any]] = [
    json.loads(line) for line in (EXAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines()
]
QUESTIONS = read_questions(EXAMPLES)

RECOVERED = {"byline": 40, "pages": 38, "opening": 40, "closing": 33}
"""How many of the 40 articles must have each of these as the truth says: what the segmenter reaches, no less."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path = tmp_path_factory.mktemp("examples")
    build(path, [EXAMPLES / "pages"], encoder=HashingEncoder())
    opened = Library.open(path, HashingEncoder())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def articles(library: Library) -> list[Article]:
    return library.articles()


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def pairs(articles: list[Article]) -> list[tuple[Article, dict[str, Any]]]:
    """Each article of the truth with the one that has its date and headline."""
    by_headline = {(str(article.date), bare(article.title)): article for article in articles}
    return [(by_headline[key], row) for row in TRUTH if (key := (row["date"], bare(row["title"]))) in by_headline]


def test_every_headline_is_found_and_none_is_made_up(
    articles: list[Article], pairs: list[tuple[Article, dict[str, Any]]]
) -> None:
    assert len(pairs) == len(TRUTH) == len(articles) == 40


@pytest.mark.parametrize(
    ("field", "holds"),
    [
        ("byline", lambda article, row: bare(article.byline) == bare(row["byline"])),
        ("pages", lambda article, row: list(article.pages) == row["pages"]),
        ("opening", lambda article, row: bare(article.text).startswith(bare(row["opening"]))),
        ("closing", lambda article, row: bare(article.text).endswith(bare(row["closing"]))),
    ],
)
def test_articles_are_recovered_whole(pairs: list[tuple[Article, dict[str, Any]]], field: str, holds: Any) -> None:
    wrong = [row["title"] for article, row in pairs if not holds(article, row)]
    assert len(pairs) - len(wrong) >= RECOVERED[field], wrong


def test_every_character_of_every_page_stands_in_one_place_of_one_article(
    library: Library, articles: list[Article]
) -> None:
    pages = [page for summary in library.pages() if (page := library.page(summary.id))]
    assert len(pages) == 8
    for page in pages:
        told = [0] * len(page.text)
        for article in articles:
            ranges = [(span.page_start, span.page_end) for span in article.spans if span.page_id == page.id]
            ranges += [(mark.start, mark.end) for mark in article.marks if mark.page_id == page.id]
            for start, end in ranges:
                for at in range(start, end):
                    told[at] += 1
        assert {told[at] for at, character in enumerate(page.text) if not character.isspace()} == {1}


@pytest.mark.parametrize("question", [question for question in QUESTIONS if question.gold], ids=lambda one: one.id)
def test_the_answer_stands_in_an_article_that_is_named_for_it(articles: list[Article], question: Question) -> None:
    named = [article for article in articles if article.title in question.gold]
    assert {article.title for article in named} == set(question.gold)
    texts = [article.text for article in named]
    if question.kind == "compare":  # of two articles, each of which has one of the two figures
        texts = ["\n".join(texts)]
    assert any(is_right(text, question.answers_all) for text in texts)


def test_every_article_answers_a_question() -> None:
    assert {title for question in QUESTIONS for title in question.gold} == {row["title"] for row in TRUTH}


def test_a_question_has_an_answer_or_is_told_to_have_none() -> None:
    assert len(QUESTIONS) == len({question.id for question in QUESTIONS}) == 168
    assert all(bool(question.gold) == bool(question.answers_all) for question in QUESTIONS)
    assert sum(not question.gold for question in QUESTIONS) == 60


# With the real models


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    path = tmp_path_factory.mktemp("asked")
    settings = load_settings(library=path)
    encoder = load_encoder(settings.encoder, cache=settings.cache, threads=settings.threads)
    build(path, [EXAMPLES / "pages"], encoder=encoder)
    library, model = Library.open(path, encoder), open_chat_model(settings)
    assert model is not None
    yield Asker(library, model, settings)
    model.close()
    library.close()


def asked(asker: Asker, question: Question) -> Answer:
    *_, done = asker.ask(question.text)
    assert isinstance(done, AnswerDone)
    return done.answer


def chosen(*ids: str) -> list[Question]:
    return [question for question in QUESTIONS if question.id in ids]


@pytest.mark.models
@pytest.mark.parametrize("question", chosen("q01", "q03", "q15", "q25"), ids=lambda one: one.id)
def test_a_question_is_answered_and_its_sources_stand_in_the_files(asker: Asker, question: Question) -> None:
    answer = asked(asker, question)
    assert not answer.refused and is_right(answer.text, question.answers_all), answer.text
    assert answer.unverified == ()
    assert {int(mark) for mark in CITATION_MARK.findall(answer.text)} == {one.number for one in answer.citations}
    for citation in answer.citations:
        files = [Path(place.path).read_bytes().decode("utf-8") for place in citation.places]
        cut = [text[place.start : place.end] for text, place in zip(files, citation.places, strict=True)]
        assert "".join(cut) == citation.quote
    quoted = comparable(" ".join(citation.quote for citation in answer.citations))
    assert is_right(quoted, question.answers_all)
    assert any(citation.article.title in question.gold for citation in answer.citations)


@pytest.mark.models
@pytest.mark.parametrize("question", chosen("q31", "q39"), ids=lambda one: one.id)
def test_what_the_paper_does_not_say_is_refused(asker: Asker, question: Question) -> None:
    answer = asked(asker, question)
    assert answer.refused and answer.reason in ("nothing_found", "not_answered"), answer.text
    assert answer.citations == () and answer.hits
