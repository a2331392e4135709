from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from index.build import LOCK
from index.embed import Vectors
from index.errors import AskpressError, TryLater
from tests.fakes import HashingEncoder
from tests.test_ui_reading_room import BRIDGE, SCHOOL, GatedEncoder, write
from ui.intake import Intake
from ui.queued import QueueLine
from ui.records import Building
from ui.uploads import UPLOADS, Arrival

PAGE = "霁河三桥昨日合龙\n\n本报讯(记者 王宁)霁河三桥昨日合龙。大桥全长2360米，双向六车道。\n"


@pytest.fixture
def encoder() -> GatedEncoder:
    return GatedEncoder()


@pytest.fixture
def intake(tmp_path: Path, encoder: GatedEncoder) -> Iterator[Intake]:
    intake = Intake(tmp_path / "library", encoder, patience=0.05)
    yield intake
    encoder.gate.set()
    intake.close()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "it does not come about"
        time.sleep(0.01)


def ended(intake: Intake) -> Building | None:
    wait_for(lambda: not intake._running)
    return intake.building


def sent(folder: Path, name: str, text: str = PAGE) -> Arrival:
    path = folder / "sent" / str(time.monotonic_ns())
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Arrival(path, name)


def states(intake: Intake) -> list[tuple[str, str]]:
    return [(line.name, line.state) for line in intake.queue().lines]


def line(intake: Intake, name: str) -> QueueLine:
    return next(one for one in intake.queue().lines if one.name == name)


def kept(intake: Intake) -> set[str]:
    folder = intake.path / UPLOADS
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "/." not in f"/{path}"}


def test_each_file_has_a_line_that_says_what_became_of_it(intake: Intake, tmp_path: Path) -> None:
    intake.add(
        [
            sent(tmp_path, "霁川日报_2024-05-20_01.txt"),
            sent(tmp_path, "empty.txt", ""),
            sent(tmp_path, "scan.pdf", "%PDF"),
        ]
    )
    building = ended(intake)
    assert building is not None and building.done is not None and building.done.articles == 1
    assert states(intake) == [
        ("霁川日报_2024-05-20_01.txt", "done"),
        ("empty.txt", "failed"),
        ("scan.pdf", "failed"),
    ]
    page = line(intake, "霁川日报_2024-05-20_01.txt")
    assert (page.pages, page.articles, page.errors) == (1, 1, ())
    assert "no text" in line(intake, "empty.txt").errors[0].what and line(intake, "empty.txt").errors[0].remedy
    assert ".pdf" in line(intake, "scan.pdf").errors[0].what


def test_a_file_that_gave_no_page_is_not_told_of_again(intake: Intake, tmp_path: Path) -> None:
    intake.add([sent(tmp_path, "empty.txt", ""), sent(tmp_path, "a.txt")])
    ended(intake)
    assert kept(intake) == {"a.txt"}
    intake.start()
    building = ended(intake)
    assert building is not None and building.done is not None and building.done.problems == ()


def test_the_same_bytes_again_are_said_to_be_there_and_others_take_their_place(intake: Intake, tmp_path: Path) -> None:
    for text in (PAGE, PAGE, PAGE + "通车后车程缩短。\n"):
        intake.add([sent(tmp_path, "01.txt", text)])
        ended(intake)
    assert [(one.state, one.replaced) for one in intake.queue().lines] == [
        ("done", False),
        ("same", False),
        ("done", True),
    ]


def test_what_comes_during_a_build_waits_for_its_turn_and_can_be_cancelled(
    intake: Intake, encoder: GatedEncoder, tmp_path: Path
) -> None:
    encoder.gate.clear()
    intake.add([sent(tmp_path, "a.txt")])
    assert encoder.waiting.wait(10)
    intake.add([sent(tmp_path, "b.txt", PAGE + "二。"), sent(tmp_path, "c.txt", PAGE + "三。")])
    assert states(intake) == [("a.txt", "working"), ("b.txt", "waiting"), ("c.txt", "waiting")]
    with pytest.raises(TryLater):
        intake.start()
    intake.cancel(line(intake, "b.txt").id)
    intake.cancel(line(intake, "a.txt").id)
    intake.cancel(99)
    encoder.gate.set()
    ended(intake)
    assert states(intake) == [("a.txt", "done"), ("b.txt", "cancelled"), ("c.txt", "done")]
    assert kept(intake) == {"a.txt", "c.txt"}
    intake.clear()
    assert states(intake) == []


def test_a_build_that_is_stopped_leaves_no_trace_of_its_files(
    intake: Intake, encoder: GatedEncoder, tmp_path: Path
) -> None:
    intake.add([sent(tmp_path, "old.txt")])
    ended(intake)
    encoder.gate.clear()
    encoder.waiting.clear()
    intake.add([sent(tmp_path, "new.txt", PAGE + "二。"), sent(tmp_path, "old.txt", PAGE + "三。")])
    assert encoder.waiting.wait(10)
    intake.stop()
    encoder.gate.set()
    building = ended(intake)
    assert building is not None and building.stopped and not building.running
    assert [one.state for one in intake.queue().lines] == ["done", "cancelled", "cancelled"]
    assert kept(intake) == {"old.txt"}
    assert (intake.path / UPLOADS / "old.txt").read_text(encoding="utf-8") == PAGE
    intake.start()
    building = ended(intake)
    assert building is not None and building.done is not None
    assert (building.done.articles, building.done.missing, building.done.problems) == (1, (), ())


def test_after_a_stop_what_waits_is_taken_in(intake: Intake, encoder: GatedEncoder, tmp_path: Path) -> None:
    encoder.gate.clear()
    intake.add([sent(tmp_path, "a.txt")])
    assert encoder.waiting.wait(10)
    intake.add([sent(tmp_path, "b.txt", PAGE + "二。")])
    intake.stop()
    encoder.gate.set()
    ended(intake)
    assert states(intake) == [("a.txt", "cancelled"), ("b.txt", "done")]


def test_an_archive_becomes_the_lines_of_its_files(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "upload"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("20/霁川日报_2024-05-20_01.txt", PAGE)
        archive.writestr("21/霁川日报_2024-05-21_01.txt", PAGE)
        archive.writestr("21/notes.docx", "x")
        archive.writestr("21/inner.zip", "x")
    intake.add([sent(tmp_path, "first.txt", PAGE + "一。"), Arrival(path, "五月.zip"), sent(tmp_path, "z.txt", "尾。")])
    ended(intake)
    assert states(intake) == [
        ("first.txt", "done"),
        ("五月/20/霁川日报_2024-05-20_01.txt", "done"),
        ("五月/21/霁川日报_2024-05-21_01.txt", "done"),
        ("五月/21/notes.docx", "failed"),
        ("五月/21/inner.zip", "failed"),
        ("z.txt", "done"),
    ]
    assert not (intake.path / UPLOADS / ".unpacked").exists()


def test_an_archive_that_is_none_is_a_line_and_the_next_files_come_in(intake: Intake, tmp_path: Path) -> None:
    intake.add([sent(tmp_path, "broken.zip", "no archive")])
    ended(intake)
    assert states(intake) == [("broken.zip", "failed")] and line(intake, "broken.zip").errors
    intake.add([sent(tmp_path, "a.txt")])
    ended(intake)
    assert states(intake)[-1] == ("a.txt", "done")


def test_lines_of_a_file_that_are_not_usable_stand_at_it(intake: Intake, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", BRIDGE, SCHOOL)
    file.write_text(file.read_text(encoding="utf-8") + "no json\n", encoding="utf-8")
    intake.add([Arrival(file, "a.jsonl")])
    building = ended(intake)
    assert building is not None and building.done is not None and building.done.articles == 2
    one = line(intake, "a.jsonl")
    assert one.state == "done" and one.errors[0].where.endswith("a.jsonl:3")
    assert kept(intake) == {"a.jsonl"}


def test_while_another_program_builds_it_is_waited_for(intake: Intake, tmp_path: Path) -> None:
    intake.path.mkdir()
    lock = FileLock(intake.path / LOCK, timeout=0)
    with lock:
        intake.add([sent(tmp_path, "a.txt")])
        wait_for(lambda: intake.building and intake.building.stage == "wait")
    building = ended(intake)
    assert building is not None and building.done is not None


def test_a_wait_for_another_program_can_be_stopped(intake: Intake, tmp_path: Path) -> None:
    intake.path.mkdir()
    with FileLock(intake.path / LOCK, timeout=0):
        intake.start([tmp_path / "nowhere"])
        wait_for(lambda: intake.building and intake.building.stage == "wait")
        intake.stop()
        building = ended(intake)
    assert building is not None and building.stopped


def test_a_build_shows_its_speed_and_how_long_it_takes(intake: Intake, encoder: GatedEncoder, tmp_path: Path) -> None:
    seen: list[Building] = []

    def slowly(text: str) -> Vectors:
        if threading.current_thread().name == "askpress-build":
            time.sleep(0.3)
            assert intake.building is not None
            seen.append(intake.building)
        return HashingEncoder._vector(encoder, text)

    encoder._vector = slowly  # type: ignore[method-assign]
    articles = [{**BRIDGE, "id": str(number), "text": f"第{number}座大桥合龙。"} for number in range(6)]
    intake.add([Arrival(write(tmp_path / "a.jsonl", *articles), "a.jsonl")])
    ended(intake)
    assert [one.stage for one in seen] == ["embed"] * 6
    assert seen[0].speed is None and seen[0].left is None
    assert seen[-1].speed is not None and 1 < seen[-1].speed < 4
    assert seen[-1].left is not None and 0.2 < seen[-1].left < 1


def test_the_outlook_says_what_a_look_at_the_files_would_do(intake: Intake, tmp_path: Path) -> None:
    intake.add([sent(tmp_path, "a.txt"), sent(tmp_path, "b.txt", "二桥合龙。")])
    ended(intake)
    calm = intake.outlook()
    assert (calm.forecast.unchanged, calm.forecast.chunks, calm.forecast.passages) == (2, 0, 0)
    folder = intake.path / UPLOADS
    (folder / "a.txt").write_text(PAGE * 30, encoding="utf-8")
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text(PAGE, encoding="utf-8")
    found = intake.outlook()
    assert (found.forecast.new, found.forecast.changed, found.forecast.gone) == (1, 1, 1)
    assert found.forecast.passages > 10 and found.seconds > calm.seconds


def test_a_file_that_did_not_come_has_a_line(intake: Intake) -> None:
    intake.refuse("large.zip", AskpressError("too large"))
    assert states(intake) == [("large.zip", "failed")] and not intake._running
