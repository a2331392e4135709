from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_ui_intake import PAGE, ended, wait_for
from tests.test_ui_reading_room import GatedEncoder
from ui.intake import Intake
from ui.watch import FolderWatch


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    intake = Intake(tmp_path / "library", GatedEncoder())
    yield intake
    intake.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scans" / "2024").mkdir(parents=True)
    return tmp_path / "scans"


def articles(intake: Intake) -> int:
    building = ended(intake)
    assert building is not None and building.done is not None
    return building.done.articles


def test_what_is_new_is_taken_in_once_it_has_come_to_rest(intake: Intake, folder: Path) -> None:
    watch = FolderWatch(folder, intake)
    page = folder / "2024" / "01.txt"
    page.write_text(PAGE[:20], encoding="utf-8")
    watch.look()
    page.write_text(PAGE, encoding="utf-8")
    watch.look()
    assert intake.building is None, "it was still growing"
    watch.look()
    assert articles(intake) == 1
    assert intake.watched is not None and intake.watched.files == 1
    before = intake.building
    watch.look()
    assert intake.building is before, "nothing has changed since"
    (folder / "02.txt").write_text(PAGE.replace("三", "四"), encoding="utf-8")
    watch.look()
    watch.look()
    assert articles(intake) == 2


def test_the_files_stay_where_they_are_and_corrections_count_as_changes(intake: Intake, folder: Path) -> None:
    watch = FolderWatch(folder, intake)
    page = folder / "01.txt"
    page.write_text(PAGE, encoding="utf-8")
    watch.look(), watch.look()
    assert articles(intake) == 1
    assert page.read_text(encoding="utf-8") == PAGE and not (intake.path / "uploads").exists()
    before = intake.building
    (folder / "01.txt.corrections.toml").write_text('[[article]]\nat = "大桥全长"\ntitle = "四桥"\n', encoding="utf-8")
    watch.look(), watch.look()
    ended(intake)
    assert intake.building is not before and intake.building and intake.building.done and intake.building.done.changed


def test_an_empty_folder_starts_no_build_and_one_that_is_gone_is_told_until_it_comes(
    intake: Intake, folder: Path, tmp_path: Path
) -> None:
    watch = FolderWatch(folder, intake)
    (folder / ".hidden.txt").write_text(PAGE)
    watch.look(), watch.look()
    assert intake.building is None
    missing = FolderWatch(tmp_path / "later", intake)
    missing.look()
    assert intake.watched is not None and intake.watched.error is not None and intake.watched.error.remedy
    (tmp_path / "later").mkdir()
    missing.look()
    assert intake.watched.error is None and intake.watched.files == 0


def test_the_thread_takes_in_what_comes_and_ends_when_closed(intake: Intake, folder: Path) -> None:
    watch = FolderWatch(folder, intake, every=0.02)
    watch.start()
    (folder / "01.txt").write_text(PAGE, encoding="utf-8")
    wait_for(lambda: intake.building and intake.building.done and intake.building.done.articles == 1)
    watch.close()
    assert not watch._thread.is_alive()
