from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.build import build, take_back
from index.errors import BuildFirst
from index.forecast import Forecast, forecast
from index.store import Store
from tests.fakes import HashingEncoder

PAGE = "霁河三桥昨日合龙\n\n本报讯(记者 王宁)霁河三桥昨日合龙。大桥全长2360米，双向六车道。\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"霁川日报_2024-05-2{number}_01.txt").write_text(PAGE + f"第{number}天。", encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, pages: Path) -> Path:
    build(tmp_path / "library", [pages], encoder=HashingEncoder())
    return tmp_path / "library"


def seen(library: Path) -> Forecast:
    return forecast(library, HashingEncoder())


def test_without_a_library_there_is_nothing_to_forecast(tmp_path: Path) -> None:
    with pytest.raises(BuildFirst):
        seen(tmp_path)


def test_where_nothing_changed_nothing_would_be_done(library: Path) -> None:
    found = seen(library)
    assert (found.new, found.changed, found.unchanged, found.gone) == (0, 0, 2, 0)
    assert (found.every_page, found.passages, found.chunks) == (False, 0, 0)
    assert not build(library, [], encoder=HashingEncoder()).changed


def test_what_it_says_of_files_is_what_the_build_does(library: Path, pages: Path) -> None:
    first, second = sorted(pages.iterdir())
    first.write_text(PAGE + "改。", encoding="utf-8")
    second.unlink()
    (pages / "new.txt").write_text(PAGE, encoding="utf-8")
    (pages / "new.txt.toml").write_text("date = 2024-05-25", encoding="utf-8")
    found = seen(library)
    assert (found.new, found.changed, found.unchanged, found.gone) == (1, 1, 0, 1)
    assert found.passages >= 2 and found.chunks >= found.passages
    report = build(library, [], encoder=HashingEncoder())
    assert (report.pages_added, report.files, len(report.missing)) == (2, 2, 1)


def test_a_sidecar_and_a_touched_file_count_as_changes(library: Path, pages: Path) -> None:
    first, second = sorted(pages.iterdir())
    (pages / f"{first.name}.toml").write_text('newspaper = "晚报"', encoding="utf-8")
    os.utime(second, (1, 1))
    assert seen(library).changed == 2


def test_another_encoder_means_all_passages_anew(library: Path) -> None:
    found = forecast(library, HashingEncoder(salt="other"))
    assert found.passages == found.chunks == build(library, [], encoder=HashingEncoder(salt="other")).embedded > 0


def test_other_rules_mean_every_page_anew(library: Path) -> None:
    store = Store.open(library)
    with store.transaction():
        store.set_meta("rules", "those of an older program")
    store.close()
    found = seen(library)
    assert found.every_page and found.pages == 2 and found.work["segment"] == 2
    assert found.chunks > 0


class StoppedError(Exception):
    pass


def test_what_a_stopped_build_had_read_can_be_taken_back(library: Path, pages: Path) -> None:
    def stop(progress: object) -> None:
        if getattr(progress, "stage", "") == "embed":
            raise StoppedError

    changed, before = pages / "霁川日报_2024-05-21_01.txt", (pages / "霁川日报_2024-05-21_01.txt").read_bytes()
    changed.write_text(PAGE + "改了又改。", encoding="utf-8")
    (pages / "new.txt").write_text(PAGE * 3, encoding="utf-8")
    with pytest.raises(StoppedError):
        build(library, [pages], encoder=HashingEncoder(), progress=stop)
    changed.write_bytes(before)
    (pages / "new.txt").unlink()
    take_back(library, [changed, pages / "new.txt"])
    report = build(library, [pages], encoder=HashingEncoder())
    assert (report.articles, report.missing, report.problems) == (2, (), ())
    clean = build(library.parent / "clean", [pages], encoder=HashingEncoder())
    assert (clean.articles, clean.chunks) == (report.articles, report.chunks)
