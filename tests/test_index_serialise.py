from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import ChunkSettings, chunk
from index.records import Annotation, Article, EventDate, GivenArticle, Mark, OpenJump, Page, Span
from index.serialise import (
    article_from_row,
    article_row,
    chunk_from_row,
    issue_of,
    page_from_row,
    page_row,
    passage_text,
    text_digest,
)
from index.store import Store
from tests.strategies import any_text, article_of, articles, newspaper_text, page_of, pages


def through_sqlite(row: dict[str, Any], table: str) -> sqlite3.Row:
    """The row as it comes back from a library file."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), create=True)
        try:
            store._insert(table, row)
            return store.connection.execute(f"SELECT * FROM {table}").fetchone()
        finally:
            store.close()


@given(pages())
def test_a_page_comes_back_as_it_was(page: Page) -> None:
    row = through_sqlite({**page_row(page), "issue": issue_of(page), "added": 1}, "pages")
    back = page_from_row(row)
    assert back == page
    assert type(back.number) is type(page.number)


@given(st.lists(pages(newspaper_text), min_size=1, max_size=3, unique_by=lambda page: page.id), st.data())
def test_an_article_comes_back_as_it_was(of: list[Page], data: st.DataObject) -> None:
    article: Article = data.draw(articles(of))
    assert article_from_row(through_sqlite({**article_row(article), "issue": "i", "added": 1}, "articles")) == article


OTHER: dict[str, Any] = {
    "id": "b",
    "title": "b",
    "kicker": "b",
    "byline": "b",
    "dateline": "b",
    "newspaper": "b",
    "date": date(2024, 5, 21),
    "date_inferred": True,
    "pages": (2,),
    "text": "乙乙",
    "spans": (Span(0, 2, "p1", 1, 3),),
    "marks": (Mark("jump", "p1", 0, 1),),
    "subtitle": "b",
    "annotations": (Annotation("caption", 0, 2),),
    "events": (EventDate(0, 2, date(2024, 5, 19), date(2024, 5, 20)),),
    "open_jumps": (OpenJump("to", 4, "p1", 0, 1),),
    "sections": ("b",),
}


def test_the_digest_of_an_article_differs_with_every_field() -> None:
    article = article_of(page_of("甲甲", newspaper="a", date=date(2024, 5, 20), number=1), title="a")
    assert OTHER.keys() == {field.name for field in fields(Article)}
    digests = {str(article_row(replace(article, **{name: value}))["digest"]) for name, value in OTHER.items()}
    assert len(digests | {str(article_row(article)["digest"])}) == len(OTHER) + 1


def test_page_one_and_page_one_as_a_name_are_told_apart() -> None:
    article = article_of(page_of("甲"))
    assert article_row(replace(article, pages=(1,)))["digest"] != article_row(replace(article, pages=("1",)))["digest"]


@given(st.lists(pages(newspaper_text), min_size=1, max_size=2, unique_by=lambda page: page.id), st.data())
def test_a_chunk_comes_back_with_its_text(of: list[Page], data: st.DataObject) -> None:
    article: Article = data.draw(articles(of))
    for made in chunk(article, ChunkSettings(5, 10)):
        row = {"chunk_id": made.id, "article_key": 1, "start": made.start, "end": made.end, "context": made.context}
        assert chunk_from_row(through_sqlite({**row, "digest": "d", "added": 1}, "chunks"), article) == made


def test_the_context_stands_above_the_text() -> None:
    assert passage_text("霁川日报 大桥", "大桥合龙。") == "霁川日报 大桥\n大桥合龙。"
    assert passage_text("", "大桥合龙。") == "大桥合龙。"
    assert passage_text("霽川日報 大橋", "大橋後日合龍。") == "霁川日报 大桥\n大桥后日合龙。"


@given(any_text, any_text)
def test_digests_differ_where_texts_do(one: str, other: str) -> None:
    assert (text_digest(one) == text_digest(other)) == (one == other)


DAY = date(2024, 5, 20)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (page_of("a", "1", newspaper="N", date=DAY), page_of("b", "2", newspaper="N", date=DAY), True),
        (page_of("a", "1", newspaper="N", date=DAY), page_of("b", "2", newspaper="M", date=DAY), False),
        (page_of("a", "1", newspaper="N", date=DAY), page_of("b", "2", newspaper="N", date=date(2024, 5, 21)), False),
        (page_of("a", "1", newspaper="N"), page_of("b", "2", newspaper="N"), False),
        (page_of("a", "1", newspaper="N"), page_of("b", "2", newspaper="N", date=DAY), False),
        (page_of("a", "1", path="f"), page_of("b", "2", path="f"), True),
        (
            page_of("a", "1", newspaper="N", date=DAY, path="f", given=GivenArticle("x", "")),
            page_of("b", "2", newspaper="N", date=DAY, path="f", position=1, given=GivenArticle("y", "")),
            False,
        ),
    ],
)
def test_which_pages_belong_to_one_issue(one: Page, other: Page, together: bool) -> None:
    assert (issue_of(one) == issue_of(other)) is together
