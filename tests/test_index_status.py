from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.build import build
from index.errors import BuildFirst, RepairLibrary
from index.generation import POINTER
from index.status import library_status
from index.store import Store
from tests.fakes import HashingEncoder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "霁川日报_2024-05-20_01.txt").write_text("大桥合龙\n\n大桥昨日合龙。\n", encoding="utf-8")
    (pages / "notes.txt").write_text("渡口恢复通航。\n", encoding="utf-8")
    noon = datetime(2024, 5, 21, 12, tzinfo=UTC)
    build(tmp_path / "library", [pages], encoder=HashingEncoder(), now=lambda: noon)
    return tmp_path / "library"


def test_all_that_a_keeper_asks_is_there(library: Path) -> None:
    found = library_status(library)
    sizes = found.pop("bytes")
    assert found == {
        "library": str(library),
        "generation": 1,
        "created": "2024-05-21T12:00:00+00:00",
        "encoder": "hashing",
        "encoder_digest": HashingEncoder().digest,
        "dimension": 128,
        "pages": 2,
        "articles": 2,
        "chunks": 2,
        "newspapers": ["霁川日报"],
        "dates": ["2024-05-20", "2024-05-20"],
        "undated_articles": 1,
        "sources": [str(library.parent / "pages")],
    }
    assert sizes["library"] == (library / "library.sqlite").stat().st_size > 0 < sizes["indexes"]
    json.dumps(found)


def test_a_library_that_was_never_finished_says_so(tmp_path: Path) -> None:
    Store.open(tmp_path, create=True).close()
    found = library_status(tmp_path)
    assert (found["generation"], found["created"], found["encoder"], found["dates"]) == (0, None, None, None)
    assert (found["pages"], found["newspapers"], found["sources"]) == (0, [], [])


def test_where_there_is_none_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(BuildFirst):
        library_status(tmp_path / "library")
    assert list(tmp_path.iterdir()) == []


def test_damage_is_named(library: Path) -> None:
    (library / POINTER).write_text("7\n")
    with pytest.raises(RepairLibrary, match="generation 7"):
        library_status(library)
