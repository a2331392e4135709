"""References in a real browser: copied from a card and from the reader, and whole conversations saved as files."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.test_ui_browser import BRIDGE, OpenWindow, ask, browser, library, no_wider_than_the_window, served, window
from tests.test_ui_browser import Served as Served
from ui.texts_references import CHINESE, ENGLISH, ReferenceTexts

__all__ = ["browser", "library", "served", "window"]

pytestmark = pytest.mark.browser

STANDARD = "阮经纬. 霁河三桥昨日合龙 年底前建成通车[N]. 霁川日报, 2024-05-20(1)."
PLAIN = {
    "zh-CN": "阮经纬：《霁河三桥昨日合龙 年底前建成通车》，《霁川日报》2024年5月20日，第1版。",
    "en-GB": "阮经纬, “霁河三桥昨日合龙 年底前建成通车,” 霁川日报, 20 May 2024, p. 1.",
}


@pytest.mark.parametrize(("locale", "said"), [("zh-CN", CHINESE), ("en-GB", ENGLISH)])
def test_a_reference_is_copied_from_a_card_and_from_the_reader(
    served: Served, window: OpenWindow, locale: str, said: ReferenceTexts
) -> None:
    page = window(served, locale)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    card = page.locator("#source-0-1")
    card.get_by_role("button", name=said.gb_style).click()
    expect(card.get_by_role("status")).to_have_text(said.copied.format(citation=STANDARD))
    assert page.evaluate("navigator.clipboard.readText()") == STANDARD
    # The card itself was not opened by it.
    expect(page.locator("#reader .ap-reader")).to_have_count(0)
    card.get_by_role("button", name=said.plain_style).focus()
    page.keyboard.press("Enter")
    expect(card.get_by_role("status")).to_have_text(said.copied.format(citation=PLAIN[locale]))
    assert page.evaluate("navigator.clipboard.readText()") == PLAIN[locale]
    card.locator(".ap-headline").click()
    reader = page.locator("#reader .ap-reader")
    reader.get_by_role("button", name=said.gb_style).click()
    expect(reader.get_by_role("status")).to_have_text(said.copied.format(citation=STANDARD))
    assert page.evaluate("navigator.clipboard.readText()") == STANDARD


def test_where_the_browser_forbids_copying_the_reference_stands_there_to_be_taken(
    served: Served, window: OpenWindow
) -> None:
    page = window(served)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.evaluate("() => { document.execCommand = () => false; }")
    card = page.locator("#source-0-1")
    card.get_by_role("button", name=CHINESE.gb_style).click()
    expect(card.get_by_role("status")).to_have_text(CHINESE.copy_failed.format(citation=STANDARD))
