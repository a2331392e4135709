from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.catalogue import Catalogue
from index.chunk import ChunkSettings, chunk
from index.errors import BuildFirst, FixPermissions, RepairLibrary
from index.page_report import PageReport, report_page
from index.records import Article, Page
from index.schema import SCHEMA_VERSION
from index.serialise import issue_of
from index.store import FILE_NAME, SourceState, Store
from tests.strategies import article_of, page_of

DAY = date(2024, 5, 20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "library", create=True)
    yield opened
    opened.close()


def page(identifier: str, text: str = "大桥合龙。") -> Page:
    return page_of(text, identifier, path="/pages/a.txt", newspaper="N", date=DAY)


def with_chunks(article: Article) -> tuple[Article, list]:  # type: ignore[type-arg]
    return article, chunk(article, ChunkSettings(5, 10))


def seen(store: Store, generation: int) -> tuple[list[str], list[str]]:
    catalogue = Catalogue(store, generation)
    return [one.id for one in catalogue.pages()], [one.id for one in catalogue.articles()]


def test_a_library_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(BuildFirst, match="no library here") as caught:
        Store.open(tmp_path / "library")
    assert caught.value.where == str(tmp_path / "library") and "askpress build" in caught.value.remedy
    assert not (tmp_path / "library").exists()


def test_a_file_that_is_no_library_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"this is no database, but long enough to be read as one" * 20)
    for create in (False, True):
        with pytest.raises(RepairLibrary, match="not a library file"):
            Store.open(tmp_path, create=create)
    assert (tmp_path / FILE_NAME).read_bytes().startswith(b"this is no database")


def test_another_schema_version_is_named_with_both(store: Store) -> None:
    store.set_meta("schema_version", "99")
    for create in (False, True):
        with pytest.raises(RepairLibrary, match=f"schema version 99, this program knows {SCHEMA_VERSION}"):
            Store.open(store.folder, create=create)


def test_a_database_of_something_else_is_named(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("CREATE TABLE films (title)")
    with pytest.raises(RepairLibrary):
        Store.open(tmp_path)


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(FixPermissions, match="cannot be written"):
        Store.open(tmp_path, create=True)


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.transaction():
        store.set_meta("half", "done")
        raise KeyboardInterrupt
    assert store.meta("half") is None
    with store.transaction():
        store.set_meta("half", "done")
    assert store.meta("half") == "done"


def test_roots_and_sources_are_remembered_and_overwritten(store: Store) -> None:
    store.put_root("/pages", "[]")
    store.put_root("/pages", "[1]")
    state = SourceState("/pages/a.txt", 5, 7, "[]")
    store.put_source(state)
    assert (store.roots(), store.sources()) == ({"/pages": "[1]"}, {state.path: state})
    store.forget_source(state.path)
    assert store.sources() == {}


def test_each_generation_sees_its_own_pages(store: Store) -> None:
    assert store.replace_pages("/pages/a.txt", [page("1"), page("2")], 1) == (2, 0)
    assert store.replace_pages("/pages/a.txt", [page("2"), page("3")], 2) == (1, 1)
    assert store.replace_pages("/pages/a.txt", [page("2"), page("3")], 3) == (0, 0)
    assert [sorted(seen(store, number)[0]) for number in range(4)] == [[], ["1", "2"], ["2", "3"], ["2", "3"]]
    assert (store.last_generation(), store.pending(2), store.pending(3)) == (2, True, True)
    store.replace_articles(issue_of(page("1")), [], 2)
    assert (store.pending(2), store.pending(3)) == (True, False)


def test_a_page_that_no_generation_showed_leaves_no_row(store: Store) -> None:
    store.replace_pages("/pages/a.txt", [page("1")], 1)
    store.replace_pages("/pages/a.txt", [], 1)
    assert store.connection.execute("SELECT count(*) FROM pages").fetchone()[0] == 0


def test_changed_pages_have_their_issue_segmented_again(store: Store) -> None:
    store.replace_pages("/pages/a.txt", [page("1")], 1)
    assert store.unsegmented() == [issue_of(page("1"))]
    store.replace_articles(issue_of(page("1")), [], 1)
    assert store.unsegmented() == []
    store.mark_all_unsegmented()
    assert store.unsegmented() == [issue_of(page("1"))]


def test_articles_that_stay_the_same_keep_their_chunks_and_others_go(store: Store) -> None:
    same, old, new = (
        article_of(page(name, text)) for name, text in (("1", "甲一。甲二。甲三。甲四。"), ("2", "乙。"), ("3", "丙。"))
    )
    store.replace_articles("i", map(with_chunks, (same, old)), 1)
    before = {row["chunk_id"]: row["key"] for row in store.chunk_rows(1)}
    store.replace_articles("i", map(with_chunks, (same, new)), 2)
    after = {row["chunk_id"]: row["key"] for row in store.chunk_rows(2)}
    assert {row["chunk_id"]: row["key"] for row in store.chunk_rows(1)} == before
    kept = before.items() & after.items()
    assert len(kept) == len(with_chunks(same)[1]) == len(before) - 1 == len(after) - 1
    assert store.counts(2) == {"pages": 0, "articles": 2, "chunks": len(after)}
    store.purge(2)
    assert seen(store, 2)[1] == [same.id, new.id]
    assert store.connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 2


def test_texts_wait_for_the_vectors_of_one_encoder(store: Store) -> None:
    article = article_of(page("1", "甲。" * 9), title="题")
    store.replace_articles("i", [with_chunks(article)], 1)
    wanted = store.texts_without_vector("e", 1)
    assert wanted and all(text.startswith("N 2024-05-20 题\n") for text in wanted.values())
    rows = np.eye(len(wanted), 4, dtype=np.float32)
    store.put_vectors("e", list(wanted), rows)
    assert store.texts_without_vector("e", 1) == {}
    assert store.texts_without_vector("other", 1) == wanted
    stored = store.connection.execute("SELECT vector FROM vectors WHERE encoder = 'e'").fetchall()
    assert {bytes(row["vector"]) for row in stored} == {row.astype(np.float16).tobytes() for row in rows}
    store.replace_articles("i", [], 2)
    store.purge(2)
    assert store.connection.execute("SELECT count(*) FROM vectors").fetchone()[0] == 0


def test_half_precision_keeps_the_cosine(store: Store) -> None:
    rows = np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    store.put_vectors("e", [str(number) for number in range(50)], rows)
    stored = {
        row["digest"]: np.frombuffer(row["vector"], np.float16).astype(np.float32)
        for row in store.connection.execute("SELECT digest, vector FROM vectors")
    }
    for number, row in enumerate(rows):
        back = stored[str(number)]
        assert abs(float(back @ row) / float(np.linalg.norm(back)) - 1) < 1e-4


def report_on(page: Page, seconds: float = 1.0, headlines: int = 0) -> PageReport:
    return replace(report_page(page, [], seconds), headlines=headlines)


def reported(store: Store, generation: int) -> list[tuple[int, float]]:
    return [(report.headlines, report.seconds) for report in Catalogue(store, generation).page_reports()]


def test_each_generation_sees_its_own_reports_and_time_alone_makes_no_new_one(store: Store) -> None:
    one, issue = page("1"), issue_of(page("1"))
    store.replace_pages("/pages/a.txt", [one], 1)
    store.replace_reports(issue, [report_on(one, 1.0)], 1)
    store.replace_articles(issue, [], 1)
    store.replace_reports(issue, [report_on(one, 2.0)], 2)
    assert reported(store, 1) == reported(store, 2) == [(0, 1.0)] and not store.pending(2)
    store.replace_reports(issue, [report_on(one, 3.0, headlines=4)], 2)
    assert (reported(store, 1), reported(store, 2)) == ([(0, 1.0)], [(4, 3.0)])
    assert store.pending(2) and store.last_generation() == 2
    store.replace_reports(issue, [], 3)
    assert (reported(store, 2), reported(store, 3)) == ([(4, 3.0)], [])
    store.purge(3)
    assert store.connection.execute("SELECT count(*) FROM page_reports").fetchone()[0] == 0
