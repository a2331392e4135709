"""Signing in and out in a real browser, and what a reader and a keeper then see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.settings import Settings
from tests.fakes import ScriptedChatModel
from tests.test_ui_browser import browser
from tests.test_ui_reading_room import GatedEncoder
from ui.app import start
from ui.people import Person, Role, changing_people, hash_password
from ui.reading_room import ReadingRoom
from ui.sign_in import SignIn
from ui.texts import CHINESE, ENGLISH, Texts

__all__ = ["browser"]
pytestmark = pytest.mark.browser

PASSWORD = "水库的水位三十米"
PATIENCE = 20_000
"""Milliseconds for what loads a page or checks a password; a busy machine takes that long."""


@dataclass
class Signed:
    address: str
    people: Path


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    folder = tmp_path_factory.mktemp("signed")
    path, hashed = folder / "people.toml", hash_password(PASSWORD)
    with changing_people(path) as people:
        for name, role in (("沈砚秋", Role.KEEPER), ("reader", Role.READER)):
            people[name] = Person(name, role, hashed)
    settings = Settings(library=folder / "library", cache=folder / "cache")
    room = ReadingRoom(folder / "library", GatedEncoder(), ScriptedChatModel("x"), settings)
    app, address = start(room, sign_in=SignIn(path))
    yield Signed(address, path)
    app.close(verbose=False)
    room.close()


@pytest.fixture
def visit(browser: Browser, signed: Signed) -> Iterator[Page]:
    with browser.new_context(locale="en-GB", viewport={"width": 1100, "height": 700}) as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(signed.address)
        yield page


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """As a person does it, by the names of the boxes, and Enter."""
    page.get_by_label("username").fill(name)
    page.get_by_label("password").fill(password)
    page.get_by_label("password").press("Enter")


def enter(page: Page, name: str, texts: Texts = ENGLISH) -> None:
    sign_in(page, name)
    expect(page.locator("#who")).to_contain_text(name, timeout=PATIENCE)
    page.get_by_role("tab", name=texts.library_tab).click()
    expect(page.locator("#overview")).to_be_visible()


def test_a_wrong_password_is_told_and_the_right_one_opens_the_page(visit: Page) -> None:
    visit.get_by_label("password").wait_for()
    expect(visit.locator("#question")).to_have_count(0)
    expect(visit.locator("p.auth strong")).to_have_text("Askpress")
    for said in ("every answer comes with its sources", "每个回答都附出处", "每個回答都附出處"):
        expect(visit.locator("p.auth")).to_contain_text(said)
    sign_in(visit, "reader", "wrong password")
    expect(visit.get_by_text("Incorrect Credentials")).to_be_visible(timeout=PATIENCE)
    enter(visit, "reader")
    expect(visit.locator("#who .ap-role")).to_have_text(ENGLISH.sign_in.roles["reader"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_on_the_sign_in_button_stand_out(visit: Page, scheme: Literal["light", "dark"]) -> None:
    visit.emulate_media(color_scheme=scheme)
    visit.reload()
    button = visit.get_by_role("button", name="Login")
    button.wait_for()
    colours = button.evaluate("one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]")
    lighter, darker = sorted(map(luminance, colours), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5, colours


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(r, g, b)` (WCAG 2.2)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_reader_sees_nothing_that_is_the_keepers(visit: Page) -> None:
    enter(visit, "reader")
    expect(visit.locator("#adding")).to_have_count(0)
    expect(visit.locator("input[type=file]")).to_have_count(0)


def test_a_keeper_can_add_pages_and_is_named_in_the_page_s_language(visit: Page) -> None:
    enter(visit, "沈砚秋")
    expect(visit.locator("#adding")).to_be_visible()
    visit.get_by_text("中文", exact=True).click()
    expect(visit.locator("#who")).to_contain_text(CHINESE.sign_in.roles["keeper"])
    expect(visit.locator("#adding")).to_be_visible()


def test_signing_out_leads_back_to_the_sign_in_page_and_stays_there(visit: Page) -> None:
    enter(visit, "reader")
    visit.get_by_role("link", name=ENGLISH.sign_in.sign_out).click()
    expect(visit.get_by_label("password")).to_be_visible(timeout=PATIENCE)
    visit.reload()
    expect(visit.get_by_label("password")).to_be_visible(timeout=PATIENCE)
    expect(visit.locator("#question")).to_have_count(0)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_phone_shows_the_whole_sign_in_page_and_the_whole_head(browser: Browser, signed: Signed, locale: str) -> None:
    with browser.new_context(locale=locale, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(signed.address)
        password = page.locator("input[type=password]")
        expect(password).to_be_visible(timeout=PATIENCE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        box = password.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
        page.locator("input:not([type=password])").first.fill("沈砚秋")
        password.fill(PASSWORD)
        password.press("Enter")
        out = page.locator(".ap-sign-out")
        expect(out).to_be_visible(timeout=PATIENCE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        end = out.bounding_box()
        assert end is not None and end["x"] + end["width"] <= 360
