"""What came and is not taken in yet: kept over a crash of the program, taken up at the next start, never for ever."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import TryLater
from tests.fakes import HashingEncoder
from tests.test_ui_intake import PAGE, ended, kept, line, sent, states, wait_for
from tests.test_ui_reading_room import GatedEncoder
from ui.intake import Intake
from ui.unfinished import FILE_NAME, MOST_TRIES, Unfinished, UnfinishedFiles
from ui.uploads import UPLOADS, Arrival

CRASHES = """
import os, signal, sys, time
from pathlib import Path
from tests.fakes import HashingEncoder
from ui.intake import Intake
from ui.uploads import Arrival


class Deadly(HashingEncoder):
    def encode_passages(self, texts, progress=None):
        while len(intake.queue().lines) < 2:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGKILL)


intake = Intake(Path(sys.argv[1]), Deadly())
intake.add([Arrival(Path(sys.argv[2]), "霁川日报_2024-05-20_01.txt")])
while intake.queue().count("waiting"):
    time.sleep(0.01)
intake.add([Arrival(Path(sys.argv[3]), "霁川日报_2024-05-21_01.txt")])
time.sleep(60)
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def next_program(library: Path) -> Iterator[Intake]:
    intake = Intake(library, HashingEncoder())
    yield intake
    intake.close()


def noted(library: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads((library / FILE_NAME).read_text(encoding="utf-8"))
    return rows


def test_what_a_crash_left_unfinished_is_taken_in_at_the_next_start(
    library: Path, next_program: Intake, tmp_path: Path
) -> None:
    first, second = sent(tmp_path, "a"), sent(tmp_path, "b", PAGE.replace("2360", "2370"))
    died = subprocess.run([sys.executable, "-c", CRASHES, library, first.path, second.path], timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    # The first was among the uploads already; the browser's own copy may be gone.
    first.path.unlink()
    next_program.take_up()
    building = ended(next_program)
    assert building is not None and building.done is not None and building.done.articles == 2
    names = ["霁川日报_2024-05-20_01.txt", "霁川日报_2024-05-21_01.txt"]
    # The page of the first was read before the crash: these bytes stood in the library already.
    assert states(next_program) == [(names[0], "same"), (names[1], "done")]
    assert kept(next_program) == set(names)
    assert not (library / FILE_NAME).exists()


def test_what_is_worked_on_and_what_waits_are_noted_until_they_are_in(library: Path, tmp_path: Path) -> None:
    encoder = GatedEncoder()
    encoder.gate.clear()
    intake = Intake(library, encoder)
    try:
        first, second, third = (sent(tmp_path, f"{name}.txt", PAGE + name) for name in "abc")
        intake.add([first])
        wait_for(encoder.waiting.is_set)
        intake.add([second, third])
        assert [(row["name"], row["tries"]) for row in noted(library)] == [("a.txt", 1), ("b.txt", 0), ("c.txt", 0)]
        intake.cancel(line(intake, "b.txt").id)
        assert [row["name"] for row in noted(library)] == ["a.txt", "c.txt"]
        encoder.gate.set()
        ended(intake)
    finally:
        encoder.gate.set()
        intake.close()
    assert not (library / FILE_NAME).exists()


def test_what_was_stopped_is_not_taken_up_again(library: Path, next_program: Intake, tmp_path: Path) -> None:
    encoder = GatedEncoder()
    encoder.gate.clear()
    intake = Intake(library, encoder)
    intake.add([sent(tmp_path, "a.txt")])
    wait_for(encoder.waiting.is_set)
    intake.stop()
    encoder.gate.set()
    ended(intake)
    intake.close()
    next_program.take_up()
    assert states(next_program) == []


def test_a_file_that_the_program_ended_with_again_and_again_is_left_alone_and_said_so(
    library: Path, next_program: Intake, tmp_path: Path
) -> None:
    path = str(sent(tmp_path, "a.txt").path)
    before = UnfinishedFiles(library)
    before.note([Unfinished("a.txt", path, MOST_TRIES), Unfinished("b.txt", path, MOST_TRIES - 1)])
    before.close()
    next_program.take_up()
    ended(next_program)
    assert sorted(states(next_program)) == [("a.txt", "failed"), ("b.txt", "done")]
    (error,) = line(next_program, "a.txt").errors
    assert isinstance(error, TryLater) and f"ended {MOST_TRIES} times" in error.what and error.remedy


def test_a_file_that_is_gone_has_a_line_that_says_so(library: Path, next_program: Intake, tmp_path: Path) -> None:
    before = UnfinishedFiles(library)
    before.note([Unfinished("../../gone.txt", str(tmp_path / "gone"))])
    before.close()
    next_program.take_up()
    assert states(next_program) == [("../../gone.txt", "failed")]
    assert "not there any more" in line(next_program, "../../gone.txt").errors[0].what
    assert not (library / FILE_NAME).exists()


def test_two_programs_at_once_do_not_take_up_each_other_s_files(library: Path, tmp_path: Path) -> None:
    path = str(sent(tmp_path, "a.txt").path)
    one, other = UnfinishedFiles(library), UnfinishedFiles(library)
    one.note([Unfinished("a.txt", path)])
    assert other.left() == []
    other.note([Unfinished("b.txt", path)])
    assert [row["name"] for row in noted(library)] == ["a.txt"]
    one.close()
    assert other.left() == [Unfinished("a.txt", path)]
    other.close()


@pytest.mark.parametrize("content", ["", "{}[", '[{"other": 1}]', "[1]"])
def test_a_note_that_cannot_be_read_stops_nobody(library: Path, content: str) -> None:
    library.mkdir()
    (library / FILE_NAME).write_text(content)
    files = UnfinishedFiles(library)
    assert files.left() == []
    files.close()


def test_without_files_no_folder_is_made(library: Path) -> None:
    files = UnfinishedFiles(library)
    files.note([])
    assert files.left() == [] and not library.exists()


def test_the_pace_is_known_to_the_next_program(library: Path, next_program: Intake, tmp_path: Path) -> None:
    class Slow(HashingEncoder):
        def encode_passages(self, *arguments, **options):  # type: ignore[no-untyped-def]
            found = super().encode_passages(*arguments, **options)
            time.sleep(0.8)
            return found

    intake = Intake(library, Slow())
    page = tmp_path / "a.jsonl"
    rows = [{"id": str(at), "title": f"题{at}", "date": "2024-05-20", "text": f"第{at}篇。" * 30} for at in range(40)]
    page.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    intake.add([Arrival(page, "a.jsonl")])
    ended(intake)
    intake.close()
    assert (library / UPLOADS / "a.jsonl").exists()
    assert next_program._known_pace() == intake._known_pace()
    assert next_program._known_pace().rates["embed"] < 2000
