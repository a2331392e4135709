from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.build import build
from index.build_log import FILE_NAME, KEPT, BuildEntry, last_builds, note_build
from tests.fakes import HashingEncoder

ENTRY = BuildEntry("2024-05-20T08:00:00+00:00", 4.2, 3, True, 5, 2, 1, 34, 60, 0)


def test_the_latest_build_comes_first_and_the_oldest_go(tmp_path: Path) -> None:
    for generation in range(KEPT + 5):
        note_build(tmp_path, replace(ENTRY, generation=generation))
    assert [entry.generation for entry in last_builds(tmp_path, 3)] == [KEPT + 4, KEPT + 3, KEPT + 2]
    assert len(last_builds(tmp_path, 1000)) == KEPT


def test_lines_that_are_no_builds_are_passed_over(tmp_path: Path) -> None:
    assert last_builds(tmp_path, 5) == ()
    note_build(tmp_path, ENTRY)
    with (tmp_path / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write('{"ended": 1}\n[]\nhalf a li')
    assert last_builds(tmp_path, 5) == (ENTRY,)


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    note_build(tmp_path, ENTRY)
    assert last_builds(tmp_path, 5) == ()


def test_every_build_is_noted(tmp_path: Path) -> None:
    page = tmp_path / "霁川日报_2024-05-20_01.txt"
    page.write_text("霁河三桥昨日合龙\n\n本报讯(记者 阮经纬)霁河三桥大桥合龙。", encoding="utf-8")
    library = tmp_path / "library"
    for _ in range(2):
        build(library, [page], encoder=HashingEncoder())
    second, first = last_builds(library, 5)
    assert (first.changed, first.pages_added, first.generation) == (True, 1, 1)
    assert (second.changed, second.pages_added, second.generation) == (False, 0, 1)
    assert first.seconds > 0 and first.ended.endswith("+00:00")
