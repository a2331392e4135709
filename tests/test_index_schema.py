from __future__ import annotations

import sqlite3
from pathlib import Path

from index.catalogue import Catalogue
from index.schema import SCHEMA_VERSION, steps_from
from index.store import FILE_NAME, Store
from tests.strategies import article_of, page_of


def old_library(folder: Path) -> None:
    """A library file of schema version 1 with one page and one article of that time."""
    connection = sqlite3.connect(folder / FILE_NAME)
    later = set(steps_from(1))
    for statement in steps_from(0):
        if statement not in later:
            connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('schema_version', '1')")
    connection.execute(
        "INSERT INTO pages (id, path, position, raw, encoding, text, date_inferred, issue, added)"
        " VALUES ('p1', '/a.txt', 0, ?, 'utf-8', '大桥合龙。', 0, 'i', 1)",
        ("大桥合龙。".encode(),),
    )
    connection.execute(
        "INSERT INTO articles (id, issue, title, kicker, byline, dateline, date_inferred, pages, text, spans, marks,"
        " digest, added) VALUES ('article-p1', 'i', '', '', '', '', 0, '[]', '大桥合龙。',"
        " '[[0, 5, \"p1\", 0, 5]]', '[]', 'x', 1)"
    )
    connection.commit()
    connection.close()


def test_an_older_library_is_brought_up_to_date_and_keeps_all_it_had(tmp_path: Path) -> None:
    old_library(tmp_path)
    store = Store.open(tmp_path)
    try:
        assert store.meta("schema_version") == str(SCHEMA_VERSION)
        catalogue = Catalogue(store, 1)
        assert catalogue.page("p1") == page_of("大桥合龙。", "p1", path="/a.txt")
        assert list(catalogue.articles()) == [article_of(page_of("大桥合龙。", "p1"))]
    finally:
        store.close()


def test_two_processes_may_bring_it_up_to_date_at_once(tmp_path: Path) -> None:
    old_library(tmp_path)
    first, second = Store.open(tmp_path), Store.open(tmp_path)
    assert first.meta("schema_version") == second.meta("schema_version") == str(SCHEMA_VERSION)
    first.close()
    second.close()
