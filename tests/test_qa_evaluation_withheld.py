from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import build
from index.search import Library
from qa.evaluation.withheld import WithholdingLibrary
from tests.fakes import HashingEncoder


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("withheld")
    rows = [
        {"id": f"a{at}", "title": f"第{at}篇", "text": f"大桥昨天合龙，这是第{at}个消息。" + "桥面很宽。" * at}
        for at in range(30)
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "corpus.jsonl").write_text(lines + "\n", encoding="utf-8")
    build(folder / "library", [folder / "corpus.jsonl"], encoder=HashingEncoder())
    return folder / "library"


@pytest.fixture
def library(path: Path) -> Iterator[WithholdingLibrary]:
    opened = WithholdingLibrary.open(path, HashingEncoder())
    assert isinstance(opened, WithholdingLibrary)
    yield opened
    opened.close()


def test_without_anything_withheld_it_is_a_library(path: Path, library: WithholdingLibrary) -> None:
    plain = Library.open(path, HashingEncoder())
    assert library.search("大桥合龙", 5) == plain.search("大桥合龙", 5)
    assert library.articles() == plain.articles()
    plain.close()


@pytest.mark.parametrize("count", [1, 5, 12])
def test_the_next_ones_move_up(library: WithholdingLibrary, count: int) -> None:
    everything = library.search("大桥合龙", 30)
    library.withhold([hit.article.id for hit in everything[:count]])
    hits = library.search("大桥合龙", 6)
    assert [hit.article.id for hit in hits] == [hit.article.id for hit in everything[count : count + 6]]
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5, 6]
    assert len(library.articles()) == 30 - count
    library.withhold([])
    assert library.search("大桥合龙", 30) == everything


def test_articles_may_be_named_by_headline(library: WithholdingLibrary) -> None:
    library.withhold(["第3篇", "a4"], "title")
    found = {hit.article.id for hit in library.search("大桥合龙", 30)}
    assert len(found) == 29 and "a3" not in found and "a4" in found


def test_where_all_is_withheld_nothing_is_found(library: WithholdingLibrary) -> None:
    library.withhold([article.id for article in library.articles()])
    assert library.search("大桥合龙", 3) == [] and library.articles() == []
