"""What a reader is told, in a real browser, when an event fails inside the program and when the server is gone."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Browser, Page, expect

from index.errors import TryLater
from qa.settings import Settings
from tests.fakes import ScriptedChatModel
from tests.test_ui_browser import browser
from tests.test_ui_reading_room import GatedEncoder
from ui.app import start
from ui.door import NOT_SIGNED_IN
from ui.intake import Intake
from ui.notices import LOST, notices_in
from ui.people import Person, Role, changing_people, hash_password
from ui.queued import Outlook
from ui.reading_room import ReadingRoom
from ui.sign_in import SignIn
from ui.texts import CHINESE, ENGLISH, Texts

__all__ = ["browser"]
pytestmark = pytest.mark.browser

PASSWORD = "水库的水位三十米"
PATIENCE = 60_000
"""Milliseconds for what takes a second on a machine that does nothing else."""

expect.set_options(timeout=PATIENCE)


class FailingIntake(Intake):
    """An intake in which something goes wrong that nobody expected, as it looks ahead."""

    def outlook(self) -> Outlook:
        raise ZeroDivisionError("<b>where it is not to be told</b>")


def room_in(folder: Path) -> ReadingRoom:
    settings = Settings(library=folder / "library", cache=folder / "cache")
    room = ReadingRoom(folder / "library", GatedEncoder(), ScriptedChatModel("x"), settings)
    room.intake = FailingIntake(room.path, GatedEncoder())
    return room


def port_of_its_own() -> int:
    """A port that nobody else takes while the server is away, as the next one from 7860 up may be."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def start_again(room: ReadingRoom, address: str, sign_in: SignIn | None = None) -> gr.Blocks:
    """The same room served anew at the address that it had, once the browser has let go of that."""
    port = int(address.rpartition(":")[2])
    for _ in range(60):
        with suppress(TryLater):
            return start(room, port=port, sign_in=sign_in)[0]
        time.sleep(0.25)
    return start(room, port=port, sign_in=sign_in)[0]


@pytest.fixture(params=[CHINESE, ENGLISH], ids=lambda texts: texts.language)
def texts(request: pytest.FixtureRequest) -> Texts:
    chosen: Texts = request.param
    return chosen


@pytest.fixture
def page(browser: Browser, texts: Texts) -> Iterator[Page]:
    """A window of a browser whose language is the other one, so that the page's own is what counts."""
    other = "en-GB" if texts is CHINESE else "zh-CN"
    with browser.new_context(locale=other, viewport={"width": 1100, "height": 700}) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


def enter(page: Page, texts: Texts) -> None:
    """Choose the language of the page."""
    page.locator("#language label", has_text="中文" if texts is CHINESE else "English").click()
    expect(page.get_by_role("tab", name=texts.library_tab)).to_be_visible()


def test_an_event_that_fails_says_so_in_the_language_of_the_page(page: Page, texts: Texts, tmp_path: Path) -> None:
    room = room_in(tmp_path)
    app, address = start(room)
    try:
        page.goto(address)
        enter(page, texts)
        page.get_by_role("tab", name=texts.library_tab).click()
        page.locator("#rescan").click()
        notice = page.get_by_test_id("toast-body")
        expect(notice).to_contain_text(texts.unexpected.format(kind="ZeroDivisionError"))
        expect(notice).to_contain_text(texts.unexpected_remedy)
        expect(notice).not_to_contain_text("not to be told")
        expect(notice.locator(".toast-title")).to_contain_text(notices_in(texts.language).get("Error", "Error"))
    finally:
        app.close(verbose=False)
        room.close()


def test_a_page_whose_server_is_gone_says_so_and_is_loaded_anew_once_it_is_back(
    page: Page, texts: Texts, tmp_path: Path
) -> None:
    room = room_in(tmp_path)
    app, address = start(room, port=port_of_its_own())
    try:
        page.goto(address)
        enter(page, texts)
        app.close(verbose=False)
        page.get_by_role("tab", name=texts.library_tab).click()
        expect(page.get_by_test_id("toast-body")).to_contain_text(notices_in(texts.language)[LOST])
        app = start_again(room, address)
        expect(page.get_by_test_id("toast-body")).to_have_count(0)
        expect(page.locator("#question textarea")).to_be_visible()
    finally:
        app.close(verbose=False)
        room.close()


def test_who_is_no_longer_signed_in_is_told_to_sign_in_again(page: Page, texts: Texts, tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    with changing_people(path) as people:
        people["reader"] = Person("reader", Role.READER, hash_password(PASSWORD))
    room = room_in(tmp_path)
    app, address = start(room, port=port_of_its_own(), sign_in=SignIn(path))
    try:
        page.goto(address)
        page.locator("input").nth(0).fill("reader")
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("input[type=password]").press("Enter")
        enter(page, texts)
        app.close(verbose=False)
        app = start_again(room, address, SignIn(path))
        page.get_by_role("tab", name=texts.library_tab).click()
        notice = page.get_by_test_id("toast-body")
        expect(notice).to_contain_text(notices_in(texts.language)[NOT_SIGNED_IN.strip()])
    finally:
        app.close(verbose=False)
        room.close()
