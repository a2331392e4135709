"""Accessibility in a real browser: axe-core finds nothing serious in any state of the page: light, dark, on a phone.

axe-core (MPL-2.0) comes in the package axe-playwright-python, a dependency of the tests alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.test_ui_browser import (
    BRIDGE,
    ENDED,
    REFUSED,
    OpenWindow,
    Served,
    ask,
    browser,
    to_library,
    window,
)
from tests.test_ui_browser_craft import CASES, answered, served

__all__ = ["browser", "served", "window"]

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")


def findings(page: Page) -> list[str]:
    """What axe finds that is serious or worse: the rule, what it says, and the elements."""
    page.wait_for_timeout(300)  # until what fades or unfolds stands still
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(
            f"    {node['target']} {node['html'][:200]}\n      {node['failureSummary']}" for node in one["nodes"]
        )
        for one in Axe().run(page).response["violations"]
        if one["impact"] in SERIOUS
    ]


def greeting(page: Page, served: Served) -> None:
    expect(page.locator(".ap-greeting")).to_be_visible()


def answer(page: Page, served: Served) -> None:
    answered(page)
    expect(page.locator(".ap-unverified")).to_be_visible()


def figures(page: Page, served: Served) -> None:
    answered(page, CASES)
    page.locator(".ap-chart").wait_for()
    page.locator("#turn-0 .ap-mark").first.focus()


def refusal(page: Page, served: Served) -> None:
    ask(page, REFUSED).locator(".ap-refusal").wait_for()


def error(page: Page, served: Served) -> None:
    served.model.error = ENDED
    ask(page, BRIDGE).get_by_role("alert").wait_for()


def writing(page: Page, served: Served) -> None:
    served.model.delay = 0.2
    expect(ask(page, BRIDGE).locator(".ap-text").last).to_contain_text("霁河")


def reader(page: Page, served: Served) -> None:
    answered(page).locator("#turn-0 .ap-mark").first.click()
    page.locator("#reader .ap-reader").wait_for()


def sources(page: Page, served: Served) -> None:
    answered(page).locator("#source-0-1").wait_for()
    page.locator("#sources summary").click()


def keys(page: Page, served: Served) -> None:
    page.locator("#language input").first.focus()
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def library(page: Page, served: Served) -> None:
    to_library(page)


def page_view(page: Page, served: Served) -> None:
    to_library(page)
    page.locator("#overview .ap-view").first.click()
    page.locator("#library-reader .ap-page-view").wait_for()


STATES: list[Callable[[Page, Served], None]] = [
    greeting,
    answer,
    figures,
    refusal,
    error,
    writing,
    reader,
    sources,
    keys,
    library,
    page_view,
]


@pytest.fixture
def untouched(served: Served) -> Iterator[Served]:
    yield served
    served.model.error, served.model.delay = None, 0.0


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_serious(
    untouched: Served, window: OpenWindow, state: Callable[[Page, Served], None]
) -> None:
    page = window(untouched)
    state(page, untouched)
    found = {"light": findings(page)}
    page.evaluate("document.body.classList.add('dark')")
    found["dark"] = findings(page)
    page.set_viewport_size({"width": 360, "height": 740})
    handle = page.locator("#side .ap-handle")
    if state is sources:
        handle.click()
    found["phone"] = findings(page)
    assert not any(found.values()), "\n\n".join(f"{where}: {one}" for where, all_ in found.items() for one in all_)


def test_axe_sees_what_is_wrong(untouched: Served, window: OpenWindow) -> None:
    page = window(untouched)
    page.evaluate("document.querySelector('#present').insertAdjacentHTML('beforeend', '<button></button>')")
    assert ["button-name" in one for one in findings(page)] == [True]
