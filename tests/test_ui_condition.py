from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import AskpressError
from tests.test_ui_app import room_in
from tests.test_ui_reading_room import BRIDGE, built, write
from ui.condition import condition_of


def test_without_a_library_there_is_a_disk_and_no_more(tmp_path: Path) -> None:
    found = condition_of(room_in(tmp_path))
    assert found.status is None and found.issues == 0 and found.builds == () and found.answers == ()
    assert found.free is not None and found.total is not None and 0 < found.free <= found.total


def test_a_build_and_an_answer_are_told(tmp_path: Path) -> None:
    room = room_in(tmp_path)
    try:
        room.start_build([write(tmp_path / "a.jsonl", BRIDGE)])
        built(room)
        list(room.ask("霁河三桥全长多少米？"))
        found = condition_of(room)
        assert found.status is not None and (found.status["articles"], found.issues) == (1, 1)
        assert [entry.generation for entry in found.builds] == [1]
        assert len(found.answers) == 1 and found.answers[0].total_ms >= found.answers[0].search_ms
        assert found.model == "scripted"
        assert condition_of(room_in(tmp_path)).answers == found.answers, "a restart forgets nothing"
    finally:
        room.close()


def test_a_damaged_library_is_an_error_with_a_name(tmp_path: Path) -> None:
    room = room_in(tmp_path)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.sqlite").write_bytes(b"not a database " * 100)
    with pytest.raises(AskpressError):
        condition_of(room)
