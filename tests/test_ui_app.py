from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from index.errors import TryLater
from qa.settings import Settings
from tests.fakes import HashingEncoder, ScriptedChatModel
from ui.app import start
from ui.reading_room import ReadingRoom


def room_in(folder: Path) -> ReadingRoom:
    settings = Settings(library=folder / "library", cache=folder / "cache")
    return ReadingRoom(folder / "library", HashingEncoder(), ScriptedChatModel("x"), settings)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app, address = start(room_in(tmp_path_factory.mktemp("room")))
    yield address
    app.close(verbose=False)


def test_it_listens_on_this_machine_only(address: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address)
    port = int(address.rsplit(":", 1)[1])
    with socket.socket() as other:
        # Another loopback address is this machine too, but not the one that is bound.
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_the_page_asks_for_nothing_from_outside(address: str) -> None:
    page = httpx.get(address + "/").text
    for tag in re.findall(r"<(?:script|link|img|iframe)[^>]*>", page):
        assert not re.search(r'(?:src|href)="(?:https?:)?//', tag), tag
    theme = httpx.get(address + "/theme.css").text
    assert "@import" not in theme
    assert not re.search(r"url\(['\"]?(?:https?:)?//", theme)


def test_no_question_is_kept_in_a_run_history_and_no_function_is_offered_to_programs(address: str) -> None:
    config = httpx.get(address + "/config").json()
    assert config["run_history"] is False
    assert config["analytics_enabled"] is False
    offered = httpx.get(address + "/gradio_api/info").json()
    assert offered["named_endpoints"] == {} and offered["unnamed_endpoints"] == {}


def test_a_second_one_takes_another_port(address: str, tmp_path: Path) -> None:
    app, second = start(room_in(tmp_path))
    try:
        assert second != address
        assert httpx.get(second + "/").status_code == 200
    finally:
        app.close(verbose=False)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(TryLater) as caught:
            start(room_in(tmp_path), port=port)
    assert str(port) in caught.value.where and "--port" in caught.value.remedy


# A suite that a shell runs in the background hands down that interrupts are ignored.
PROGRAM = """
import signal
import sys
from pathlib import Path

signal.signal(signal.SIGINT, signal.default_int_handler)
LOOPBACK = ("127.0.0.1", "::1", "localhost", None, "")

def watch(event, arguments):
    connects = event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in LOOPBACK
    if connects or event == "socket.getaddrinfo" and arguments[0] not in LOOPBACK:
        sys.stderr.write(f"OUTSIDE {arguments}\\n")

sys.addaudithook(watch)
from tests.test_ui_app import room_in
from ui import app

app.serve(room_in(Path(sys.argv[1])))
"""


def test_serving_prints_the_address_reaches_no_other_machine_and_ends_when_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    folder = Path(__file__).parents[1]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, start_new_session=True
    ) as process:
        assert process.stdout is not None
        printed = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", printed)
        assert httpx.get(printed + "/", timeout=30).status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert "OUTSIDE" not in errors, errors
    assert "Traceback" not in errors, errors
