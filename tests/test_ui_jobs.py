from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import FixInput
from index.web.fetch import Limits
from tests.loopback import loopback
from tests.test_index_web_fetch import site
from tests.test_ui_intake import ended, kept, line, wait_for
from tests.test_ui_reading_room import GatedEncoder
from ui.intake import Intake
from ui.unfinished import Unfinished, UnfinishedFiles
from ui.uploads import Arrival

OPEN = Limits(seconds=20, delay=0, private=True)


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    encoder = GatedEncoder()
    encoder.gate.set()
    intake = Intake(tmp_path / "library", encoder, patience=0.05, fetching=OPEN)
    yield intake
    intake.close()


def given(address: str) -> Arrival:
    return Arrival(Path(), address, address)


def test_an_address_is_a_line_like_a_file_s_and_its_page_is_kept(intake: Intake) -> None:
    with loopback(site) as served:
        good, bad = f"{served.address}/gbk.html", f"{served.address}/links"
        intake.add([given(good), given(bad)])
        building = ended(intake)
    assert building is not None and building.done is not None and building.done.articles == 1
    assert (line(intake, good).state, line(intake, bad).state) == ("done", "failed")
    assert line(intake, good).size > 100
    (error,) = line(intake, bad).errors
    assert isinstance(error, FixInput) and error.where == bad and error.remedy
    names = kept(intake)
    assert sorted(Path(name).suffix for name in names) == [".html", ".toml"]
    # Without the network: the server is gone.
    intake.start()
    again = ended(intake)
    assert again is not None and again.done is not None
    assert (again.done.changed, again.done.articles, again.done.problems) == (False, 1, ())


def test_a_stopped_fetch_leaves_nothing(intake: Intake) -> None:
    with loopback(site) as served:
        intake.add([given(f"{served.address}/1.html"), given(f"{served.address}/endless")])
        wait_for(lambda: any(request.path == "/endless" for request in served.requests))
        assert intake.building is not None and intake.building.stage == "fetch"
        intake.stop()
        ended(intake)
    assert {one.state for one in intake.queue().lines} == {"cancelled"}
    assert kept(intake) == set()


def test_a_private_address_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    intake = Intake(tmp_path / "library", GatedEncoder())
    with loopback(site) as served:
        intake.add([given(f"{served.address}/gbk.html")])
        ended(intake)
        assert served.requests == []
    (one,) = intake.queue().lines
    assert one.state == "failed"
    intake.close()


def test_an_address_is_taken_up_again_after_a_crash(tmp_path: Path) -> None:
    library = tmp_path / "library"
    before = UnfinishedFiles(library)
    before.note([Unfinished("http://paper.example/a", ".", 1, "http://paper.example/a")])
    before.close()
    (left,) = UnfinishedFiles(library).left()
    assert isinstance(left, Unfinished)
    assert left.arrival == given("http://paper.example/a")
