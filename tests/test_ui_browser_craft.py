"""The page's handling in a real browser: quotes on hovering and focus, keys alone, figures, the phone's sheet, axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.messages import BaseMessage
from playwright.sync_api import Page, expect

from tests.test_ui_browser import (
    ARTICLES,
    BRIDGE,
    BRIDGE_PAGE,
    OpenWindow,
    Served,
    ask,
    browser,
    no_wider_than_the_window,
    question_in,
    serve_room,
    window,
)
from tests.test_ui_browser import say as say_of_bridge
from tests.test_ui_reading_room import built, write
from ui.texts_craft import CHINESE, ENGLISH

__all__ = ["browser", "window"]

pytestmark = pytest.mark.browser

CASES = "霁川累计确诊病例多少例？"
BULLETINS = [
    {
        "id": f"bulletin-{day}",
        "title": f"霁川疫情通报：累计确诊{count}例",
        "date": f"2024-02-{day:02d}",
        "newspaper": "霁川日报",
        "page": 1,
        "text": f"截至2月{day}日，霁川全市累计确诊病例{count}例。各区县继续做好防控工作，请市民不要聚集。",
    }
    for day, count in ((8, 41), (9, 66), (10, 108), (12, 118), (16, 163))
]


def say(messages: list[BaseMessage]) -> str:
    """What the model writes, chosen by the question."""
    if "确诊" in question_in(messages):
        return "截至2月10日，霁川全市累计确诊病例108例[1]。"
    return say_of_bridge(messages)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("craft")
    for served in serve_room(folder):
        served.model.answers = (say,)
        page = folder / "霁川日报_2024-05-20_01.txt"
        page.write_text(BRIDGE_PAGE, encoding="utf-8")
        served.room.start_build([page, write(folder / "b.jsonl", *ARTICLES, *BULLETINS)])
        assert built(served.room).done is not None
        yield served


def answered(page: Page, question: str = BRIDGE) -> Page:
    """The page once a question's answer stands there with its marks."""
    ask(page, question).locator(".ap-mark").first.wait_for()
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.ap-card')?.id ?? document.activeElement.className"))


def test_a_mark_shows_its_quote_on_hovering_as_long_as_the_pointer_is_on_either(
    served: Served, window: OpenWindow
) -> None:
    page = answered(window(served))
    box, mark = page.locator(".ap-quote-box"), page.locator("#turn-0 .ap-mark").first
    expect(box).to_be_hidden()
    mark.hover()
    expect(box).to_contain_text("全长2360米")
    expect(box).to_contain_text("《霁川日报》 · 2024年5月20日")
    box.hover()
    page.wait_for_timeout(400)
    expect(box).to_be_visible()
    page.mouse.move(5, 5)
    expect(box).to_be_hidden()


def test_a_mark_shows_its_quote_on_focus_and_says_it_to_a_screen_reader(served: Served, window: OpenWindow) -> None:
    page = answered(window(served, locale="en-GB"), CASES)
    box, marks = page.locator(".ap-quote-box"), page.locator("#turn-0 .ap-mark")
    expect(marks).to_have_count(6)
    page.locator("#question textarea").focus()
    while page.evaluate("!document.activeElement.matches('.ap-mark')"):
        page.keyboard.press("Shift+Tab")
    expect(marks.last).to_be_focused()
    expect(box).to_contain_text("累计确诊病例163例")
    expect(box).to_be_visible()
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert described == box.get_attribute("id")
    number = int(marks.last.inner_text().strip("[]"))
    expect(marks.last).to_have_accessible_name(ENGLISH.mark.format(number=number, title="霁川疫情通报：累计确诊163例"))
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(marks.nth(4)).to_be_focused()
    expect(box).to_contain_text("累计确诊病例118例")


def test_a_quote_stays_within_the_window(served: Served, window: OpenWindow) -> None:
    page = answered(window(served, width=360, height=500))
    page.locator("#turn-0 .ap-mark").last.hover()
    box = page.locator(".ap-quote-box").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert box["y"] >= 0 and box["y"] + box["height"] <= 500


def test_everything_can_be_done_with_keys_alone(served: Served, window: OpenWindow) -> None:
    page = window(served)
    page.locator("#language input").first.focus()
    page.keyboard.press("/")
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(BRIDGE)
    page.keyboard.press("Enter")
    page.locator("#turn-0 .ap-mark").first.wait_for()
    expect(page.locator("#question textarea")).to_have_value("")
    page.locator("#question textarea").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "source-0-1"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "what has the focus shows it"
    page.locator("#sources summary").focus()
    page.keyboard.press("Enter")
    page.locator("#source-0-1 .ap-open").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("passage-0-")
    page.keyboard.press("End")
    last = focused(page)
    page.keyboard.press("ArrowDown")
    assert focused(page) == last, "after the last source there is none"
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    heading = page.locator("#reader h2")
    expect(heading).to_contain_text("霁河三桥昨日合龙")
    page.keyboard.press("ArrowRight")
    expect(heading).not_to_contain_text("霁河三桥昨日合龙")
    page.keyboard.press("ArrowLeft")
    expect(heading).to_contain_text("霁河三桥昨日合龙")
    page.keyboard.press("Escape")
    expect(page.locator("#reader .ap-reader")).to_have_count(0)
    expect(page.locator("#source-0-1 .ap-open")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#question textarea")).to_be_focused()


def test_escape_closes_the_reader_wherever_the_focus_is(served: Served, window: OpenWindow) -> None:
    page = answered(window(served))
    page.locator("#turn-0 .ap-mark").first.click()
    page.locator("#reader .ap-reader").wait_for()
    page.locator("#question textarea").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#reader .ap-reader")).to_have_count(0)


def test_the_keys_are_listed_and_written_in_the_question_as_letters(served: Served, window: OpenWindow) -> None:
    page = window(served)
    dialog = page.get_by_role("dialog", name=CHINESE.keys)
    page.locator("#question textarea").focus()
    page.keyboard.type("3/4?")
    expect(page.locator("#question textarea")).to_have_value("3/4?")
    expect(dialog).to_have_count(0)
    page.locator("#language input").first.focus()
    page.keyboard.press("?")
    expect(dialog).to_contain_text(CHINESE.key_sources)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name=CHINESE.keys).click()
    dialog.get_by_role("button").click()
    expect(dialog).to_have_count(0)


def test_the_slash_leads_back_from_the_library(served: Served, window: OpenWindow) -> None:
    page = window(served)
    page.get_by_role("tab").nth(1).click()
    page.locator("#overview .ap-overview").wait_for()
    page.get_by_role("tab").nth(1).focus()
    page.keyboard.press("/")
    expect(page.locator("#question textarea")).to_be_focused()


def test_figures_over_days_are_a_chart_whose_points_open_their_sources(served: Served, window: OpenWindow) -> None:
    page = answered(window(served), CASES)
    rows = page.locator(".ap-disagreement tbody tr")
    expect(rows).to_have_count(5)
    expect(rows.first).to_contain_text("2024年2月8日")
    expect(rows.first).to_contain_text("41例")
    points = page.locator(".ap-chart .ap-point")
    expect(points).to_have_count(5)
    points.nth(4).hover()
    expect(page.locator(".ap-quote-box")).to_contain_text("163例")
    points.nth(4).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reader h2")).to_have_text("霁川疫情通报：累计确诊163例")
    page.keyboard.press("Escape")
    expect(points.nth(4)).to_be_focused()


def test_on_a_phone_the_sources_are_a_sheet(served: Served, window: OpenWindow) -> None:
    page = window(served, width=360, height=740)
    expect(page.locator("#side")).to_be_hidden()
    answered(page)
    handle, card = page.locator("#side .ap-handle"), page.locator("#source-0-1")
    expect(handle).to_have_attribute("aria-expanded", "false")
    expect(card).to_be_hidden()
    low = page.locator("#side").bounding_box()
    assert low and low["y"] + low["height"] == 740 and low["height"] < 50
    handle.click()
    expect(card).to_be_visible()
    expect(handle).to_have_attribute("aria-expanded", "true")
    assert no_wider_than_the_window(page)
    card.locator(".ap-open").click()
    reader = page.locator("#reader .ap-reader")
    reader.wait_for()
    sheet = reader.bounding_box()
    assert sheet and (sheet["width"], sheet["height"]) == (360, 740)
    page.keyboard.press("Escape")
    expect(reader).to_have_count(0)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(handle).to_be_focused()
    handle.click()
    page.locator("#title").click()
    expect(card).to_be_hidden()


def test_on_a_phone_the_question_box_is_not_behind_the_sheet(served: Served, window: OpenWindow) -> None:
    page = answered(window(served, width=360, height=740))
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    low, below = page.locator("#side").bounding_box(), page.locator("#below").bounding_box()
    assert low and below and below["y"] + below["height"] <= low["y"]
