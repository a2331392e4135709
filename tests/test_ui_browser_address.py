"""Taking a web page in by its address, in a real browser: its line, its article, and what is wrong with another."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from index.web.fetch import Limits
from tests.loopback import loopback
from tests.test_index_web_fetch import site
from tests.test_ui_browser import OpenWindow, Served, bare, browser, to_library, window
from tests.test_ui_browser_intake import kept, line
from ui.texts import CHINESE

__all__ = ["bare", "browser", "window"]

pytestmark = pytest.mark.browser


def test_an_address_is_fetched_and_one_without_an_article_says_how_to_mend_it(bare: Served, window: OpenWindow) -> None:
    bare.room.intake._fetcher.limits = Limits(delay=0, private=True)
    page = window(bare)
    to_library(page)
    with loopback(site) as served:
        for path in ("/gbk.html", "/links"):
            page.get_by_label(CHINESE.intake.address).fill(served.address + path)
            page.keyboard.press("Enter")
            expect(page.get_by_label(CHINESE.intake.address)).to_have_value("")
            expect(line(page, path)).to_be_visible()
        expect(line(page, "/gbk.html")).to_contain_text(CHINESE.intake.states["done"])
        failed = line(page, "/links")
        expect(failed).to_have_attribute("data-state", "failed")
        expect(failed).to_contain_text("网页里没有文章")
        expect(failed).to_contain_text(CHINESE.remedy)
        expect(page.locator("#overview")).to_contain_text("霁川新桥通车")
    assert sorted(Path(name).suffix for name in kept(bare)) == [".html", ".toml"]


def test_what_is_no_web_address_is_not_fetched(bare: Served, window: OpenWindow) -> None:
    page = window(bare)
    to_library(page)
    page.get_by_label(CHINESE.intake.address).fill("ftp://paper.example/a")
    page.get_by_role("button", name=CHINESE.intake.fetch, exact=True).click()
    failed = line(page, "ftp://paper.example/a")
    expect(failed).to_have_attribute("data-state", "failed")
    expect(failed).to_contain_text("这不是网页地址")
