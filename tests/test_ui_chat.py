"""The Ask tab asked by many windows at once: each is told its place in the line, one too many is refused in words."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest

from qa.settings import Settings
from tests.fakes import HashingEncoder, ScriptedChatModel
from tests.test_ui_reading_room import ANSWER, BRIDGE, WEATHER, built, write
from ui.app import start
from ui.reading_room import QUESTIONS_AT_ONCE, ReadingRoom
from ui.texts_asking import ENGLISH

WINDOWS = 45
"""More than Gradio serves at once unless it is told to (20 of an event, in 40 threads)."""


@dataclass
class Asked:
    room: ReadingRoom
    address: str
    event: int

    def until(self, words: str, session: str, then: Callable[[], object] = lambda: None) -> str:
        """Ask in a window of its own until the page says `words`; gives the message that does.

        `then` is called while the window is still open: when it is closed, its question is given up.
        """
        body = {
            "fn_index": self.event,
            "session_hash": session,
            "data": ["霁河三桥全长多少米？", None, "en", "", "", "", "", ""],
        }
        with httpx.Client(base_url=self.address, timeout=60, headers={"accept-language": "en"}) as client:
            assert client.post("/gradio_api/queue/join", json=body).status_code == 200
            with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
                for line in stream.iter_lines():
                    if words in line:
                        then()
                        return line
                    if line.startswith("data: ") and json.loads(line[6:]).get("msg") == "process_completed":
                        raise AssertionError(f"it ended without saying {words}: {line[:500]}")
        raise AssertionError("the stream ended")


@pytest.fixture
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("asked")
    settings = Settings(library=folder / "library", cache=folder / "cache")
    room = ReadingRoom(folder / "library", HashingEncoder(), ScriptedChatModel(ANSWER), settings)
    room.start_build([write(folder / "a.jsonl", BRIDGE, WEATHER)])
    assert built(room).done is not None
    app, address = start(room)
    asks = [number for number, one in app.fns.items() if getattr(one.fn, "__qualname__", "") == "ChatTab.ask"]
    yield Asked(room, address, asks[0])
    app.close(verbose=False)
    room.close()


def test_each_of_many_windows_is_told_its_place_in_the_line(asked: Asked) -> None:
    with asked.room.line.place(), ThreadPoolExecutor(WINDOWS) as windows:
        places = range(2, WINDOWS + 2)
        told = threading.Barrier(WINDOWS)

        def window(number: int) -> set[int]:
            # Whichever place it gets: all of them hold theirs until every one has been told.
            line = asked.until(ENGLISH.in_line.partition("{")[0], f"window-{number}", lambda: told.wait(60))
            return {place for place in places if ENGLISH.in_line.format(place=place) + "<" in line}

        answers = list(windows.map(window, range(WINDOWS)))
    assert all(len(one) == 1 for one in answers)
    assert set[int]().union(*answers) == set(places)


def test_one_question_too_many_is_refused_in_words(asked: Asked) -> None:
    held = [asked.room.ask("霁河三桥全长多少米？") for _ in range(QUESTIONS_AT_ONCE)]
    for events in held:
        next(events)
    refused = asked.until("ap-error", "one-too-many")
    assert f"{QUESTIONS_AT_ONCE} questions wait for their answers already" in refused
    assert 'data-error=\\"TryLater\\"' in refused
    held.pop().close()
    asked.until("ap-done", "in-time")
    for events in held:
        events.close()
