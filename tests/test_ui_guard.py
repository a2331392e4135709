"""Keepers' events on the served page, called as a program would call them, past whatever the window hides."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import httpx
import pytest
from gradio.state_holder import SessionState

from index.errors import FixSettings, TryLater
from tests.test_ui_app import room_in
from ui.app import create_app, start
from ui.door import NOT_SIGNED_IN
from ui.guard import GuardedBlocks, is_keepers_only, keepers_only
from ui.people import Person, Role, changing_people, hash_password
from ui.sign_in import SignIn
from ui.texts import CHINESE as CHINESE_TEXTS
from ui.texts import ENGLISH as ENGLISH_TEXTS
from ui.texts import Texts
from ui.texts_sign_in import CHINESE, ENGLISH

PASSWORD = "水库的水位三十米"
HASH = hash_password(PASSWORD)

FOR_READERS = {
    "create_app.<locals>": {"enter", "switch", "come_back"},
    "ChatTab": {"ask", "stop", "open", "shut", "judge"},
    "AskingAgain": {"arrive", "ask_again", "ask_linked", "edit"},
    "FilterBar": {"picked", "written", "leave_editing", "drop"},
    "FeedbackForm": {"send", "hide"},
    "ExportButtons": {"save_html", "save_markdown"},
    "SideBar": {"begin", "choose", "delete", "look", "name", "rename", "resume", "spare"},
    "LibraryTab": {"look", "rest"},
    "Browsing": {"open", "shut"},
    "StatusTab": {"look"},
    # What shows and hides the parts of `take_out` and `bring_back`.
    "Removing": {"follow", "list_removed"},
    "Removing.wire.<locals>": {"<lambda>"},
    # What a keeper fills in in a window; the library changes by `keep_it`.
    "Correcting": {"choose_article", "choose_kind", "follow", "leave", "take_words"},
}
"""By class what any signed-in person may call. What changes the library is not here, but marked `keepers_only`."""


@dataclass
class Signed:
    address: str
    people: Path
    events: dict[int, Any]

    @contextmanager
    def session(self, name: str | None = None) -> Iterator[httpx.Client]:
        with httpx.Client(base_url=self.address, timeout=30, headers={"accept-language": "en"}) as client:
            if name:
                assert client.post("/login", data={"username": name, "password": PASSWORD}).status_code == 200
            yield client


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    folder = tmp_path_factory.mktemp("signed")
    path = folder / "people.toml"
    with changing_people(path) as people:
        for name, role in (("沈砚秋", Role.KEEPER), ("reader", Role.READER), ("leaver", Role.KEEPER)):
            people[name] = Person(name, role, HASH)
    app, address = start(room_in(folder), sign_in=SignIn(path))
    yield Signed(address, path, dict(app.fns))
    app.close(verbose=False)


def call(client: httpx.Client, event: int, session: str) -> dict[str, Any]:
    """What becomes of an event that a program sends with no more than its number and empty values."""
    body = {"fn_index": event, "session_hash": session, "data": [None] * 20, "event_data": {}}
    assert client.post("/gradio_api/queue/join", json=body).status_code == 200
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if message.get("msg") == "process_completed":
                return dict(message)
    raise AssertionError("the event did not end")


def unwrapped(handler: Any) -> Any:
    while isinstance(handler, functools.partial):
        handler = handler.func
    return handler


def test_every_event_is_either_for_readers_or_marked_as_the_keepers(tmp_path: Path) -> None:
    """Whoever adds an event says here that any signed-in person may call it, or marks it with `keepers_only`."""
    open_to_all: dict[str, set[str]] = {}
    for event in create_app(room_in(tmp_path)).fns.values():
        if event.fn is not None and not is_keepers_only(event.fn):
            owner, _, name = unwrapped(event.fn).__qualname__.rpartition(".")
            open_to_all.setdefault(owner, set()).add(name)
    assert {owner: names - FOR_READERS.get(owner, set()) for owner, names in open_to_all.items() if names} == {
        owner: set() for owner in open_to_all
    }


def test_a_mark_is_found_through_partial_functions() -> None:
    assert is_keepers_only(functools.partial(functools.partial(keepers_only(lambda: None)), 1))
    assert not is_keepers_only(functools.partial(lambda: None)) and not is_keepers_only(None)


def keepers_events(signed: Signed) -> list[int]:
    return [number for number, event in signed.events.items() if is_keepers_only(event.fn)]


def test_a_reader_s_call_of_any_keepers_event_is_refused_before_it_runs(
    signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []

    def noting(number: int) -> Callable[..., None]:
        return keepers_only(lambda *_: ran.append(number))

    events = keepers_events(signed)
    assert len(events) >= 2
    for number in events:
        monkeypatch.setattr(signed.events[number], "fn", noting(number))
    with signed.session("reader") as client:
        for number in events:
            ended = call(client, number, f"reader{number}")
            assert ended["success"] is False and ended["output"]["error"] == ENGLISH.keepers_only
        client.headers["accept-language"] = "zh-CN"
        assert call(client, events[0], "chinese")["output"]["error"] == CHINESE.keepers_only
    assert ran == []
    with signed.session("沈砚秋") as client:
        call(client, events[0], "keeper")
    assert ran == [events[0]]


def test_without_a_session_nothing_can_be_called_and_nothing_is_told(signed: Signed) -> None:
    with signed.session() as client:
        body = {"fn_index": 0, "session_hash": "nobody", "data": []}
        refused = client.post("/gradio_api/queue/join", json=body)
        assert (refused.status_code, refused.json()) == (401, {"detail": NOT_SIGNED_IN})
        assert client.get("/config").status_code == 401
        assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 401
        page = client.get("/").text
    assert '"auth_required":true' in page.replace(" ", "") and '"fn_index"' not in page


def test_only_a_keeper_s_files_are_taken(signed: Signed) -> None:
    with signed.session("reader") as client:
        assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 403
    with signed.session("沈砚秋") as client:
        assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 200


@pytest.mark.parametrize("name, password", [("reader", "another password"), ("nobody", PASSWORD), ("reader", HASH)])
def test_a_wrong_name_or_password_does_not_come_in(signed: Signed, name: str, password: str) -> None:
    with signed.session() as client:
        refused = client.post("/login", data={"username": name, "password": password})
        assert refused.status_code == 400 and not refused.cookies
        assert client.get("/config").status_code == 401


def test_another_site_s_call_is_refused_with_the_keeper_s_own_cookies(signed: Signed) -> None:
    with signed.session("沈砚秋") as client:
        foreign = {"origin": "https://elsewhere.example"}
        body = {"fn_index": keepers_events(signed)[0], "session_hash": "foreign", "data": []}
        assert client.post("/gradio_api/queue/join", json=body, headers=foreign).status_code == 403
        assert client.get("/gradio_api/token", headers=foreign).status_code == 403
        assert client.get("/gradio_api/token", headers={"origin": signed.address}).status_code == 200


def test_signing_out_ends_the_session_on_the_server_too(signed: Signed) -> None:
    with signed.session("reader") as client, signed.session("reader") as other:
        cookies = dict(client.cookies)
        assert client.get("/logout").status_code == 302
        client.cookies.update(cookies)
        assert client.get("/config").status_code == 401
        assert other.get("/config").status_code == 200


def test_who_is_made_a_reader_or_taken_out_is_so_at_once(signed: Signed) -> None:
    with signed.session("leaver") as client:
        number = keepers_events(signed)[0]
        with changing_people(signed.people) as people:
            people["leaver"] = Person("leaver", Role.READER, HASH)
        assert call(client, number, "leaver")["output"]["error"] == ENGLISH.keepers_only
        with changing_people(signed.people) as people:
            del people["leaver"]
        assert client.get("/config").status_code == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_the_page_is_served_to_no_other_machine_without_sign_in(tmp_path: Path, host: str) -> None:
    with pytest.raises(FixSettings, match="no sign-in"):
        start(room_in(tmp_path), host)


@pytest.mark.parametrize(("chosen", "browser", "texts"), [("zh", "en", CHINESE_TEXTS), ("", "en", ENGLISH_TEXTS)])
@pytest.mark.parametrize(
    ("error", "said"),
    [(ZeroDivisionError("<b>x</b>"), "ZeroDivisionError"), (TryLater("{x}", where="<b>", x="busy"), "busy")],
)
def test_what_an_event_did_not_expect_is_said_in_the_language_of_the_window(
    chosen: str, browser: str, texts: Texts, error: Exception, said: str
) -> None:
    def fails(language: str) -> None:
        raise error

    with GuardedBlocks() as app:
        app.language = gr.Radio(["zh", "en"])
        gr.Button().click(fails, [app.language], None)
    request = SimpleNamespace(headers={"accept-language": browser})
    with pytest.raises(gr.Error) as raised:
        asyncio.run(app.process_api(0, [chosen or None], SessionState(app), request))
    told = str(raised.value.message)
    assert said in told and "<b>" not in told and raised.value.title == "Askpress"
    assert (texts.unexpected_remedy if isinstance(error, ZeroDivisionError) else texts.where) in told
