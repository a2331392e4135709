"""Accessibility in a real browser, beside asking: forms, queue, status, side bar, sign-in; axe finds nothing bad."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.test_ui_browser import OpenWindow, Served, browser, to_library, window
from tests.test_ui_browser_asking import fill
from tests.test_ui_browser_axe import findings
from tests.test_ui_browser_craft import answered, served
from tests.test_ui_browser_sign_in import enter, sign_in, signed, visit
from ui.texts import CHINESE

__all__ = ["browser", "served", "signed", "visit", "window"]

pytestmark = pytest.mark.browser

WORDS = CHINESE.keeping


def assert_nothing_serious(page: Page) -> None:
    """In the light, in the dark, and on a phone."""
    found = {"light": findings(page)}
    page.evaluate("document.body.classList.add('dark')")
    found["dark"] = findings(page)
    page.set_viewport_size({"width": 360, "height": 740})
    found["phone"] = findings(page)
    assert not any(found.values()), "\n\n".join(f"{where}: {one}" for where, all_ in found.items() for one in all_)


def page_view(page: Page) -> None:
    to_library(page)
    page.locator("#overview .ap-view").first.click()
    page.locator("#library-reader .ap-page-view").wait_for()


def correction(page: Page) -> None:
    page_view(page)
    page.get_by_role("button", name=WORDS.correct).click()
    page.locator("#correct").wait_for()


def correction_of_a_part(page: Page) -> None:
    correction(page)
    page.get_by_label(WORDS.kind_move).check()
    page.locator("#correct-target").wait_for()


def correction_refused(page: Page) -> None:
    correction(page)
    page.get_by_label(WORDS.kind_split).check()
    page.get_by_role("button", name=WORDS.add).click()
    page.locator("#correct-said .ap-error").wait_for()


def removal(page: Page) -> None:
    page_view(page)
    page.get_by_role("button", name=WORDS.remove).click()
    page.locator("#remove-question p").wait_for()


def look_ahead(page: Page) -> None:
    to_library(page)
    page.locator("#rescan").click()
    page.locator(".ap-ahead").wait_for()


def status(page: Page) -> None:
    answered(page)
    page.get_by_role("tab", name=CHINESE.status.tab).click()
    page.locator("#status .ap-status table").first.wait_for()


def filters(page: Page) -> None:
    fill(page, "#date-from input, #date-from textarea", "2024-02-08")
    page.locator("#chip-dates").wait_for()


def feedback(page: Page) -> None:
    answered(page)
    page.locator("#thumb-0-down").click()
    page.locator("#feedback-reason").wait_for()


def side_bar(page: Page) -> None:
    answered(page)
    if not page.locator(".sidebar.open").count():
        page.locator(".sidebar .toggle-button").click()
    page.locator("#conversations .ap-line").first.wait_for()


def side_bar_asks_back(page: Page) -> None:
    side_bar(page)
    page.locator("#conversations [data-event=delete]").first.click()
    page.locator("#conversations [data-sure]").wait_for()


def side_bar_renames(page: Page) -> None:
    side_bar(page)
    page.locator("#conversations [data-event=edit]").first.click()
    page.locator("#conversation-title textarea, #conversation-title input").first.wait_for()


STATES = [
    correction,
    correction_of_a_part,
    correction_refused,
    removal,
    look_ahead,
    status,
    filters,
    feedback,
    side_bar,
    side_bar_asks_back,
    side_bar_renames,
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_serious(served: Served, window: OpenWindow, state: Callable[[Page], None]) -> None:
    page = window(served)
    state(page)
    assert_nothing_serious(page)


def test_axe_finds_nothing_serious_in_a_queue_with_errors(served: Served, window: OpenWindow, tmp_path: Path) -> None:
    page = window(served)
    to_library(page)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "film.mp4").write_bytes(b"x")
    page.locator("#choose-files").set_input_files([tmp_path / "empty.txt", tmp_path / "film.mp4"])
    expect(page.locator(".ap-queue-error")).to_have_count(2)
    expect(page.locator(".ap-building .ap-progress")).to_have_count(0)
    assert_nothing_serious(page)


def test_axe_finds_nothing_serious_while_pages_are_taken_in(served: Served, window: OpenWindow, tmp_path: Path) -> None:
    page = window(served)
    to_library(page)
    served.encoder.gate.clear()
    try:
        for name in ("甲", "乙"):
            new = tmp_path / f"霁川日报_2024-06-0{len(name)}_0{ord(name) % 9 + 1}.txt"
            new.write_text(f"{name}标题在此\n\n本报讯(记者 王宁){name}桥昨日合龙，全长2360米。\n", encoding="utf-8")
            page.locator("#choose-files").set_input_files([new])
            page.locator(".ap-queue-line", has_text=new.name).wait_for()
        page.locator(".ap-progress").wait_for()
        assert_nothing_serious(page)
    finally:
        served.encoder.gate.set()


def test_axe_finds_nothing_serious_where_one_signs_in(visit: Page) -> None:
    visit.get_by_label("password").wait_for()
    assert_nothing_serious(visit)


def test_axe_finds_nothing_serious_where_the_password_was_wrong(visit: Page) -> None:
    sign_in(visit, "reader", "wrong password")
    visit.get_by_text("Incorrect Credentials").wait_for()
    assert_nothing_serious(visit)


def test_axe_finds_nothing_serious_in_what_a_reader_sees(visit: Page) -> None:
    enter(visit, "reader")
    assert_nothing_serious(visit)
