"""Passages: the text of a chunk as its hit has it, with the days that it and its article name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.generation import current_number
from index.passages import Passages, PurgedError
from index.store import Store
from tests.fakes import HashingEncoder

TEXT = (
    "大桥于2月10日合龙。" + "全长两千三百六十米，双向六车道，桥上设有观景台，市民可步行过河。" * 12 + "\0三月再开放。"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    line = {"id": "a", "title": "合龙", "newspaper": "霁川日报", "date": "2020-02-11", "text": TEXT}
    (tmp_path / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    build(tmp_path / "library", [tmp_path / "a.jsonl"], encoder=HashingEncoder())
    return Store.open(tmp_path / "library")


def test_passages_are_cut_out_of_their_article_with_its_days(store: Store, tmp_path: Path) -> None:
    keys = [row["key"] for row in store.connection.execute("SELECT key FROM chunks ORDER BY start")]
    found = Passages(store, current_number(tmp_path / "library")).read(keys)
    store.close()
    assert len(keys) > 1 and list(found) == keys
    assert "".join("".join(passage.text for passage in found.values()).split()) == "".join(TEXT.split())
    tenth = date(2020, 2, 10)
    for at, passage in enumerate(found.values()):
        assert passage.printed == date(2020, 2, 11) and passage.context == "霁川日报 2020-02-11 合龙"
        assert (tenth in {event.first for event in passage.own_events}) == (at == 0)
        assert tenth in {event.first for event in passage.events}


def test_a_chunk_that_is_gone_is_said_to_be(store: Store, tmp_path: Path) -> None:
    passages = Passages(store, current_number(tmp_path / "library"))
    assert passages.read([]) == {}
    with pytest.raises(PurgedError):
        passages.read([10**9])
    store.close()
