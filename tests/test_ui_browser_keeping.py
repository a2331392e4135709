"""Browsing and keeping the library in a real browser: calendar, corrections kept beside the page, issues taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index.correction_file import correction_file
from tests.test_ui_browser import (
    BRIDGE_PAGE,
    OpenWindow,
    Served,
    browser,
    no_wider_than_the_window,
    serve_room,
    to_library,
    window,
)
from tests.test_ui_browser_pages import FIRST, FOURTH
from tests.test_ui_reading_room import built
from ui.texts import CHINESE, ENGLISH, Texts
from ui.uploads import UPLOADS

__all__ = ["browser", "window"]

pytestmark = pytest.mark.browser

PAGES = {
    "霁川日报_2024-05-20_01": FIRST,
    "霁川日报_2024-05-20_04": FOURTH,
    "霁川日报_2024-05-22_01": BRIDGE_PAGE,
    "霁川晚报_2023-12-02_01": BRIDGE_PAGE.replace("三桥", "二桥"),
}
WORDS = CHINESE.keeping
PATIENCE = 30_000
"""Milliseconds that a build may take."""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Served]:
    for served in serve_room(tmp_path):
        for name, text in PAGES.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        served.room.start_build(sorted(tmp_path.glob("*.txt")))
        assert built(served.room).done is not None
        yield served


def issues(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", text) for text in page.locator("#overview .ap-issue summary").all_inner_texts()]


def open_page(page: Page, name: str) -> None:
    page.locator("#overview .ap-sheet", has_text=name).locator(".ap-view").click()
    expect(page.locator("#library-reader .ap-page-view h2")).to_have_text(f"{name}.txt")


def legend(page: Page) -> list[str]:
    return page.locator("#library-reader .ap-legend .ap-open").all_inner_texts()


def test_the_calendar_leads_to_a_day_by_mouse_and_by_keyboard(archive: Served, window: OpenWindow) -> None:
    page = window(archive)
    to_library(page)
    assert len(issues(page)) == 3
    page.locator('[data-shelf="day:2024-05-20"]').click()
    expect(page.locator("#overview .ap-issue")).to_have_count(1)
    assert "2024年5月20日" in issues(page)[0]
    expect(page.locator('[data-shelf="day:2024-05-20"]')).to_be_focused()
    page.locator("[id='shelf-year-2023']").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-shelf="day:2023-12-02"]')).to_be_visible()
    expect(page.locator("[id='shelf-year-2023']")).to_be_focused()
    assert "霁川晚报" in issues(page)[0]
    page.locator('[data-shelf="newest"]').click()
    expect(page.locator("#overview .ap-issue")).to_have_count(3)


def test_a_page_is_corrected_where_it_is_looked_at_and_the_correction_is_kept(
    archive: Served, window: OpenWindow
) -> None:
    page = window(archive)
    to_library(page)
    open_page(page, "霁川日报_2024-05-22_01")
    before = legend(page)
    page.get_by_role("button", name=WORDS.correct).click()
    page.get_by_label(WORDS.kind_split).check()
    page.get_by_label(WORDS.first_words).fill("项目总工程师裴若舟说")
    page.get_by_label(WORDS.title, exact=True).fill("通车后只要十五分钟")
    page.get_by_role("button", name=WORDS.add).click()
    expect(page.locator("#library-reader .ap-legend .ap-open")).to_have_text([*before, "通车后只要十五分钟"])
    expect(page.locator("#correct-said")).to_contain_text(WORDS.preview)
    file = correction_file(archive.room.path / UPLOADS / "霁川日报_2024-05-22_01.txt")
    assert not file.exists(), "a trial keeps nothing"
    page.get_by_role("button", name=WORDS.keep).click()
    expect(page.locator("#correct")).to_have_count(0)
    expect(page.locator("#overview .ap-issue", has_text="通车后只要十五分钟")).to_have_count(1, timeout=PATIENCE)
    assert "通车后只要十五分钟" in file.read_text(encoding="utf-8")
    page.locator("#overview a", has_text="通车后只要十五分钟").click()
    expect(page.locator("#library-reader .ap-scroll").first).to_contain_text("车程将由45分钟缩短到15分钟")


def test_what_does_not_fit_is_told_and_nothing_is_kept(archive: Served, window: OpenWindow) -> None:
    page = window(archive)
    to_library(page)
    open_page(page, "霁川日报_2024-05-22_01")
    page.get_by_role("button", name=WORDS.correct).click()
    page.get_by_label(WORDS.kind_split).check()
    page.get_by_role("button", name=WORDS.add).click()
    expect(page.locator("#correct-said .ap-error")).to_contain_text(WORDS.no_words)
    page.get_by_label(WORDS.first_words).fill("版面上没有这些字")
    page.get_by_role("button", name=WORDS.add).click()
    expect(page.locator("#correct-said .ap-error")).to_contain_text("版面上没有这些字")
    page.get_by_role("button", name=WORDS.close).click()
    expect(page.locator("#correct")).to_have_count(0)
    assert not correction_file(archive.room.path / UPLOADS / "霁川日报_2024-05-22_01.txt").exists()


def test_words_marked_in_the_page_go_into_the_form(archive: Served, window: OpenWindow) -> None:
    page = window(archive, height=1000)
    to_library(page)
    open_page(page, "霁川日报_2024-05-22_01")
    page.get_by_role("button", name=WORDS.correct).click()
    page.get_by_label(WORDS.kind_split).check()
    page.evaluate(
        """() => {
            const pane = document.querySelector('#library-reader .ap-coloured');
            const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf('项目总工程师');
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 9);
                pane.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
            }
        }"""
    )
    expect(page.get_by_label(WORDS.first_words)).to_have_value("项目总工程师裴若舟")


def test_an_issue_is_taken_out_and_brought_back(archive: Served, window: OpenWindow) -> None:
    page = window(archive)
    to_library(page)
    open_page(page, "霁川日报_2024-05-20_01")
    page.get_by_role("button", name=WORDS.remove).click()
    expect(page.locator("#remove-question")).to_contain_text(
        "《霁川日报》 2024年5月20日：将从资料库中移除 2 个版面、3 篇文章"
    )
    page.get_by_role("button", name=WORDS.remove_now, exact=True).click()
    expect(page.locator("#overview .ap-issue")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator("#library-reader .ap-reader")).to_have_count(0)
    page.get_by_role("button", name=WORDS.removed.format(count=1)).click()
    page.get_by_role("button", name=WORDS.restore).click()
    expect(page.locator("#overview .ap-issue")).to_have_count(3, timeout=PATIENCE)
    expect(page.locator("#removed")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_forms_are_no_wider_than_the_window(archive: Served, window: OpenWindow, width: int) -> None:
    page = window(archive, "en-GB", width=width, height=740)
    to_library(page)
    assert no_wider_than_the_window(page)
    page.locator("#overview .ap-view").first.click()
    page.get_by_role("button", name=ENGLISH.keeping.correct).click()
    for kind in ("kind_join", "kind_move", "kind_drop"):
        page.get_by_label(getattr(ENGLISH.keeping, kind)).check()
        assert no_wider_than_the_window(page)
    page.get_by_role("button", name=ENGLISH.keeping.close).click()
    expect(page.locator("#correct")).to_have_count(0)


@pytest.mark.parametrize(("locale", "width", "texts"), [("zh-CN", 1280, CHINESE), ("en-GB", 360, ENGLISH)])
def test_the_status_page_tells_of_the_library(
    archive: Served, window: OpenWindow, locale: str, width: int, texts: Texts
) -> None:
    page = window(archive, locale, width=width, height=740)
    page.get_by_role("tab", name=texts.status.tab).click()
    status = page.locator("#status .ap-status")
    for said in (texts.status.builds_title, texts.status.no_answers, "hashing", str(archive.room.path)):
        expect(status).to_contain_text(said)
    expect(status.locator(".ap-builds tbody tr")).to_have_count(1)
    assert no_wider_than_the_window(page)
    page.locator("#language input").nth(0 if locale == "en-GB" else 2).check()
    expect(status).to_contain_text((CHINESE if texts is ENGLISH else ENGLISH).status.builds_title)
