from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.errors import FixInput
from index.ingest import Ingested, read_sources
from index.issue import IssueGiven
from index.records import Page
from index.serialise import page_from_row
from index.store import Store

NOTHING = IssueGiven()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    made.mkdir()
    (made / "1.txt").write_text("大桥合龙。", encoding="utf-8")
    (made / "2.txt").write_text("水位上涨。", encoding="utf-8")
    return made


def read(
    store: Store, *sources: Path, generation: int = 1, given: IssueGiven = NOTHING, prune: bool = False
) -> Ingested:
    return read_sources(store, sources, generation, given, prune, lambda *_: None)


def live(store: Store) -> list[Page]:
    return [page_from_row(row) for row in store.connection.execute("SELECT * FROM pages WHERE removed IS NULL")]


def touch(file: Path) -> None:
    """A time of change that the file did not have before, however coarse the file system's clock."""
    stamp = file.stat().st_mtime_ns + 10**9
    os.utime(file, ns=(stamp, stamp))


def test_new_files_are_taken_in_and_known_ones_not_opened(store: Store, folder: Path) -> None:
    first = read(store, folder)
    assert (first.files, first.added, first.removed, first.problems, first.missing) == (2, 2, 0, [], [])
    file = folder / "1.txt"
    status = file.stat()
    # Of the same size and time: only a file that is opened shows its change.
    file.write_text("大船合龙。", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert read(store, folder).added == 0
    touch(file)
    again = read(store, folder, generation=2)
    assert (again.added, again.removed) == (1, 1)
    assert {page.text for page in live(store)} == {"大船合龙。", "水位上涨。"}


def test_a_file_that_only_has_a_newer_time_brings_nothing_new(store: Store, folder: Path) -> None:
    read(store, folder)
    touch(folder / "1.txt")
    assert (read(store, folder).added, read(store, folder).removed) == (0, 0)


def test_raw_bytes_are_kept_as_they_came(store: Store, tmp_path: Path) -> None:
    raw = "\ufeff大桥合龙。\r\n\r\n水位上涨。\n".encode("utf-16-le")
    (tmp_path / "a.txt").write_bytes(raw)
    read(store, tmp_path / "a.txt")
    assert [page.raw for page in live(store)] == [raw]


def test_without_sources_all_remembered_roots_are_looked_at(store: Store, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("渡口恢复。", encoding="utf-8")
    read(store, folder)
    read(store, other)
    (folder / "3.txt").write_text("市集开张。", encoding="utf-8")
    found = read(store)
    assert (found.files, found.added) == (4, 1)


def test_a_named_source_leaves_the_others_alone(store: Store, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("渡口恢复。", encoding="utf-8")
    read(store, folder)
    (folder / "1.txt").unlink()
    found = read(store, other, prune=True)
    assert (found.removed, found.missing) == (0, [])
    assert len(live(store)) == 3


def test_an_edited_sidecar_is_noticed_though_its_page_stays_the_same(store: Store, folder: Path) -> None:
    read(store, folder)
    (folder / "1.txt.toml").write_text('newspaper = "晚报"\n', encoding="utf-8")
    assert read(store, folder, generation=2).added == 1
    assert {page.newspaper for page in live(store)} == {"晚报", None}
    (folder / "1.txt.toml").write_text('newspaper = "晨报"\n', encoding="utf-8")
    touch(folder / "1.txt.toml")
    assert read(store, folder, generation=3).added == 1
    assert {page.newspaper for page in live(store)} == {"晨报", None}
    (folder / "1.txt.toml").unlink()
    assert read(store, folder, generation=4).added == 1
    assert {page.newspaper for page in live(store)} == {None}


def test_a_folder_s_pages_toml_is_noticed(store: Store, folder: Path) -> None:
    read(store, folder)
    (folder / "pages.toml").write_text(
        '[default]\nnewspaper = "晚报"\n["2.txt"]\ndate = 2024-05-20\n', encoding="utf-8"
    )
    assert read(store, folder, generation=2).added == 2
    assert {(page.newspaper, page.date) for page in live(store)} == {("晚报", None), ("晚报", date(2024, 5, 20))}


def test_a_broken_sidecar_is_a_problem_of_its_file_and_the_page_stays(store: Store, folder: Path) -> None:
    read(store, folder)
    (folder / "1.txt.toml").write_text("newspaper = \n", encoding="utf-8")
    for _ in range(2):
        found = read(store, folder, generation=2)
        assert [(problem.path, type(problem.error)) for problem in found.problems] == [
            (str(folder / "1.txt"), FixInput)
        ]
    assert len(live(store)) == 2


def test_new_edited_and_deleted_corrections_are_noticed_though_the_page_stays_the_same(
    store: Store, folder: Path
) -> None:
    read(store, folder)
    before = {page.id for page in live(store)}
    file = folder / "1.txt.corrections.toml"
    for generation, text in enumerate(("[[drop]]\nat = 1\n", "[[drop]]\nat = 2\n"), 2):
        file.write_text(text, encoding="utf-8")
        found = read(store, folder, generation=generation)
        assert (found.files, found.added, found.removed, found.problems) == (2, 1, 1, [])
        assert {page.corrections for page in live(store)} == {text, ""}
        assert read(store, folder, generation=generation).added == 0
    file.unlink()
    assert read(store, folder, generation=4).added == 1
    assert {page.id for page in live(store)} == before


def test_what_is_remembered_of_a_file_without_corrections_is_what_it_was(store: Store, folder: Path) -> None:
    """A library that was built before must not read all its files again."""
    read(store, folder, given=IssueGiven("晚报", date(2024, 5, 20), 1))
    assert {state.given for state in store.sources().values()} == {'["晚报", "2024-05-20", 1]'}


def test_broken_corrections_are_a_problem_and_the_last_good_ones_stay(store: Store, folder: Path) -> None:
    file = folder / "1.txt.corrections.toml"
    file.write_text("[[drop]]\nat = 1\n", encoding="utf-8")
    read(store, folder)
    file.write_text("[[drop]]\nat =\n", encoding="utf-8")
    for _ in range(2):
        found = read(store, folder, generation=2)
        assert [(problem.path, problem.error.where) for problem in found.problems] == [
            (str(folder / "1.txt"), f"{file}:2")
        ]
    assert {page.corrections for page in live(store)} == {"[[drop]]\nat = 1\n", ""}
    file.write_text("[[drop]]\nat = 1\n", encoding="utf-8")
    found = read(store, folder, generation=3)
    assert (found.added, found.problems) == (0, [])


def test_corrections_without_their_page_are_a_problem_of_every_build(store: Store, folder: Path) -> None:
    (folder / "3.txt.corrections.toml").write_text("[[drop]]\nat = 1\n", encoding="utf-8")
    for _ in range(2):
        (problem,) = read(store, folder).problems
        assert "3.txt" in problem.error.what


def test_options_are_remembered_with_what_they_were_said_of(store: Store, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("渡口恢复。", encoding="utf-8")
    said = IssueGiven("晚报", date(2024, 5, 20), "A4")
    read(store, folder, given=said)
    read(store, other)
    assert read(store).added == 0
    assert read(store, folder).added == 0
    (folder / "3.txt").write_text("市集开张。", encoding="utf-8")
    assert read(store).added == 1
    facts = {Path(page.path).name: (page.newspaper, page.date, page.number) for page in live(store)}
    wanted = (said.newspaper, said.date, said.page)
    assert facts == {"1.txt": wanted, "2.txt": wanted, "3.txt": wanted, "other.txt": (None, None, None)}


def test_other_options_for_the_same_source_take_the_place_of_the_old(store: Store, folder: Path) -> None:
    read(store, folder, given=IssueGiven("晚报"))
    found = read(store, folder, generation=2, given=IssueGiven("晨报"))
    assert (found.added, found.removed) == (2, 2)
    assert {page.newspaper for page in live(store)} == {"晨报"}


def test_a_file_below_two_roots_is_read_once(store: Store, folder: Path) -> None:
    found = read(store, folder, folder / "1.txt")
    assert (found.files, found.added) == (2, 2)
    assert read(store).added == 0


def test_what_was_said_of_a_file_survives_a_build_of_its_folder_and_of_all(store: Store, folder: Path) -> None:
    read(store, folder, given=IssueGiven(date=date(2024, 5, 20)))
    read(store, folder / "1.txt", generation=2, given=IssueGiven("晚报"))
    said = {(Path(page.path).name, page.newspaper, page.date) for page in live(store)}
    assert said == {("1.txt", "晚报", date(2024, 5, 20)), ("2.txt", None, date(2024, 5, 20))}
    for sources in ([folder], [], [folder.parent / "pages" / "1.txt"]):
        found = read(store, *sources, generation=3)
        assert (found.added, found.removed) == (0, 0)


def test_what_is_said_of_a_folder_later_holds_for_all_below_it_from_then_on(store: Store, folder: Path) -> None:
    read(store, folder / "1.txt", given=IssueGiven("晚报"))
    read(store, folder, generation=2, given=IssueGiven("晨报"))
    assert {page.newspaper for page in live(store)} == {"晨报"}
    assert read(store, generation=3).added == 0


def test_a_path_that_never_was_is_a_problem_and_not_remembered(store: Store, tmp_path: Path) -> None:
    found = read(store, tmp_path / "nowhere")
    assert [problem.path for problem in found.problems] == [str(tmp_path / "nowhere")]
    assert store.roots() == {}


def test_gone_files_are_listed_and_with_prune_removed(store: Store, folder: Path) -> None:
    read(store, folder)
    (folder / "1.txt").unlink()
    assert read(store, folder).missing == [str(folder / "1.txt")]
    assert read(store).missing == [str(folder / "1.txt")]
    found = read(store, folder, generation=2, prune=True)
    assert (found.removed, found.missing) == (1, [])
    assert read(store).missing == []
    assert [page.text for page in live(store)] == ["水位上涨。"]


def test_a_line_that_is_broken_later_keeps_the_other_lines_pages(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": str(number), "title": "", "text": f"第{number}条。"}) for number in range(3)]
    file.write_text("\n".join(lines))
    assert read(store, file).added == 3
    lines[1] = "{"
    file.write_text("\n".join(lines))
    for _ in range(2):
        found = read(store, file, generation=2)
        assert [":2" in problem.error.where for problem in found.problems] == [True]
    assert {page.text for page in live(store)} == {"第0条。", "第2条。"}
    lines[1] = json.dumps({"id": "1", "title": "", "text": "第1条。"})
    file.write_text("\n".join(lines))
    assert read(store, file, generation=3).problems == []
    assert len(live(store)) == 3


def test_a_file_that_became_unreadable_keeps_its_pages(store: Store, folder: Path) -> None:
    read(store, folder)
    (folder / "1.txt").write_bytes(b"")
    found = read(store, folder, generation=2)
    assert [problem.path for problem in found.problems] == [str(folder / "1.txt")]
    assert len(live(store)) == 2


def test_progress_names_each_file_and_ends_with_all(store: Store, folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    read_sources(store, [folder], 1, NOTHING, False, lambda *at: told.append(at))
    assert told == [(0, 2, "1.txt"), (1, 2, "2.txt"), (2, 2, "")]
