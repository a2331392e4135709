"""Sources in a real browser: a quote at two places, the same article in another issue, a half that is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from langchain_core.messages import BaseMessage
from playwright.sync_api import Page, expect

from tests.straddling import REFUSED, SEATS, SEATS_HALVES, WALL, WALL_HALVES, write_straddling
from tests.test_ui_browser import (
    OpenWindow,
    Served,
    ask,
    browser,
    in_view,
    no_wider_than_the_window,
    question_in,
    serve_room,
    to_library,
    window,
)
from tests.test_ui_reading_room import built
from ui.page_words import CHINESE as CHINESE_WORDS
from ui.page_words import ENGLISH as ENGLISH_WORDS
from ui.texts import CHINESE, ENGLISH

__all__ = ["browser", "window"]

pytestmark = pytest.mark.browser

FLOOD = "清溪河堤岸可以抵御多大的洪水？"
HOW_MANY = "图书馆今年计划增加多少个座位？"
NEWSPAPER = "望湖日报"


def say(messages: list[BaseMessage]) -> str:
    """What the model writes, chosen by the question."""
    if "座位" in question_in(messages):
        return "图书馆今年计划增加两百个座位，周末还要开设朗读课[1]。"
    return "清溪河堤岸全长三公里，可以抵御二十年一遇的洪水[1]。"


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("straddling")
    for served in serve_room(folder):
        served.model.answers = (say,)
        served.room.start_build(write_straddling(folder))
        assert built(served.room).done is not None
        yield served


def open_source(page: Page, question: str) -> None:
    """Ask of the daily alone, so that no other issue answers, and open the first source."""
    page.locator("#filters > button").first.click()
    page.locator("#newspaper input").click()
    page.get_by_role("option", name=NEWSPAPER).click()
    expect(page.locator("#newspaper input")).to_have_value(NEWSPAPER)
    ask(page, question).locator(".ap-mark").first.click()
    page.locator("#reader .ap-reader").wait_for()


def test_a_quote_over_a_jump_is_marked_on_both_pages(issue: Served, window: OpenWindow) -> None:
    page = window(issue)
    open_source(page, FLOOD)
    panes = page.locator("#reader .ap-scroll")
    expect(panes).to_have_count(3)
    for pane, words in zip(panes.all(), (WALL, *WALL_HALVES), strict=True):
        expect(pane.locator("mark")).to_have_text(words)
        assert in_view(page, pane.locator("mark"), pane)
    headings = page.locator("#reader .ap-pane h3")
    expect(headings.nth(1)).to_contain_text("第1版")
    expect(headings.nth(2)).to_contain_text("第3版")
    expect(page.locator("#reader .ap-missing")).to_have_count(0)


def test_a_quote_over_a_column_s_end_is_marked_at_both_places(issue: Served, window: OpenWindow) -> None:
    page = window(issue)
    open_source(page, HOW_MANY)
    panes = page.locator("#reader .ap-scroll")
    expect(panes).to_have_count(2)
    expect(panes.nth(0).locator("mark")).to_have_text(SEATS)
    expect(panes.nth(1).locator("mark")).to_have_text(list(SEATS_HALVES))


@pytest.mark.parametrize(("locale", "said"), [("zh-CN", CHINESE.reprints), ("en-GB", ENGLISH.reprints)])
def test_a_click_leads_to_the_same_article_in_another_issue_and_back(
    issue: Served, window: OpenWindow, locale: str, said: str
) -> None:
    page = window(issue, locale)
    open_source(page, FLOOD)
    reprints = page.locator("#reader .ap-reprints")
    expect(reprints).to_contain_text(said)
    expect(reprints.locator("a")).to_have_text([re.compile("望湖晚报.*2024.*2")])
    reprints.locator("a").click()
    expect(page.locator("#reader h2")).to_have_text("清溪河堤岸通过验收")
    expect(page.locator("#reader .ap-page")).to_contain_text("渡口的老船工说")
    page.locator("#reader .ap-reprints a").click()
    expect(page.locator("#reader h2")).to_have_text("清溪河堤岸加固工程完工")
    page.keyboard.press("Escape")
    expect(page.locator("#reader .ap-reader")).to_have_count(0)


def test_a_card_s_own_link_opens_the_reprint_and_the_rest_of_the_card_its_source(
    issue: Served, window: OpenWindow
) -> None:
    page = window(issue)
    ask(page, FLOOD).locator(".ap-mark").first.wait_for()
    card = page.locator("#source-0-1")
    own = card.locator(".ap-headline").inner_text()
    card.locator(".ap-again").click()
    heading = page.locator("#reader h2")
    expect(heading).not_to_have_text(own)
    page.keyboard.press("Escape")
    expect(page.locator("#reader .ap-reader")).to_have_count(0)
    expect(card.locator(".ap-quote")).to_be_visible()
    # The headline's link covers the card, which playwright would wait to see go.
    card.locator(".ap-quote").click(force=True)
    expect(heading).to_have_text(own)


@pytest.mark.parametrize(
    ("locale", "said"),
    [("zh-CN", "上文在第1版，资料库中没有这一部分"), ("en-GB", "Began on page 1, and that part is not")],
)
def test_an_article_whose_beginning_is_missing_says_so_and_shows_its_first_words(
    issue: Served, window: OpenWindow, locale: str, said: str
) -> None:
    page = window(issue, locale)
    to_library(page)
    page.locator("#overview .ap-open", has_text="(上接1版) 渡口的老船工说").click()
    reader = page.locator("#library-reader .ap-reader")
    expect(reader.locator(".ap-missing")).to_contain_text(said)
    expect(reader.locator("h2")).to_contain_text("(上接1版) 渡口的老船工说，自今年一月起")


@pytest.mark.parametrize(("locale", "words"), [("zh-CN", CHINESE_WORDS), ("en-GB", ENGLISH_WORDS)])
def test_the_keeper_sees_what_a_correction_dropped_and_which_one_does_not_fit(
    issue: Served, window: OpenWindow, locale: str, words: object
) -> None:
    said = CHINESE_WORDS if words is CHINESE_WORDS else ENGLISH_WORDS
    page = window(issue, locale)
    to_library(page)
    refused = page.locator("#overview .ap-refused li")
    expect(refused).to_have_count(1)
    for part in (said.refused_title, REFUSED, "望湖日报_2024-06-03_03.txt.corrections.toml:4"):
        expect(refused).to_contain_text(part)
    sheet = page.locator("#overview .ap-sheet", has_text="望湖日报_2024-06-03_03.txt")
    expect(sheet).to_contain_text(said.refused.format(count=1))
    sheet.locator(".ap-view").click()
    view = page.locator("#library-reader .ap-page-view")
    expect(view.locator(".ap-refused")).to_contain_text(REFUSED)
    expect(view).to_contain_text("望湖日报_2024-06-03_03.txt.corrections.toml")
    dropped = view.locator(".ap-coloured .ap-role-dropped")
    expect(dropped).to_contain_text("春季特卖")
    looks = dropped.first.evaluate("e => [getComputedStyle(e).textDecorationLine, getComputedStyle(e).borderTopStyle]")
    assert looks == ["line-through", "dashed"]
    expect(view.locator(".ap-roles")).to_contain_text(said.roles["dropped"])
    expect(page.locator("#overview .ap-issue li", has_text="春季特卖")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_of_it_is_wider_than_the_window(issue: Served, window: OpenWindow, width: int) -> None:
    page = window(issue, width=width, height=740)
    open_source(page, FLOOD)
    page.locator("#reader .ap-reprints").wait_for()
    assert no_wider_than_the_window(page)
    page.keyboard.press("Escape")
    to_library(page)
    page.locator("#overview .ap-refused").wait_for()
    assert no_wider_than_the_window(page)
