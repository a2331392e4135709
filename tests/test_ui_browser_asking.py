"""Asking in a real browser: filters, chips and the address, refusals that offer more, asking again, the line."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.test_ui_browser import (
    BRIDGE,
    REFUSED,
    SLOW,
    OpenWindow,
    Served,
    ask,
    browser,
    library,
    no_wider_than_the_window,
    served,
    window,
)
from ui.texts import CHINESE, ENGLISH

__all__ = ["browser", "library", "served", "window"]

pytestmark = pytest.mark.browser


def address(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def fill(page: Page, box: str, value: str) -> None:
    if not page.locator(box).is_visible():
        page.locator("#filters > button").first.click()
    page.locator(box).fill(value)
    page.locator(box).press("Tab")


def test_what_is_set_stands_on_chips_and_in_the_address_and_a_click_takes_it_away(
    served: Served, window: OpenWindow
) -> None:
    page = window(served)
    expect(page.locator("#chips button:visible")).to_have_count(0)
    fill(page, "#date-from input, #date-from textarea", "2024-05-20")
    fill(page, "#page-number input, #page-number textarea", "1")
    expect(page.locator("#chip-dates")).to_contain_text("2024年5月20日起")
    expect(page.locator("#chip-page")).to_contain_text("第1版")
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    expect(page.locator("#turn-0 .ap-chip")).to_have_count(2)
    assert address(page) == {"q": BRIDGE, "from": "2024-05-20", "page": "1"}
    page.locator("#chip-dates").click()
    expect(page.locator("#chip-dates")).to_be_hidden()
    expect(page.locator("#date-from input, #date-from textarea")).to_have_value("")
    page.wait_for_function("!location.search.includes('from')")
    assert address(page) == {"q": BRIDGE, "page": "1"}
    page.locator("#chip-page").click()
    expect(page.locator("#chips button:visible")).to_have_count(0)
    page.locator("#again").click()
    page.wait_for_function("location.search === ''")


def test_a_link_reproduces_a_search(served: Served, window: OpenWindow) -> None:
    page = window(served)
    fill(page, "#page-number input, #page-number textarea", "1")
    page.locator("#newspaper input").click()
    page.get_by_role("option", name="霁川日报").click()
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    page.wait_for_function("location.search.includes('newspaper') && location.search.includes('q=')")
    other = window(served)
    other.goto(page.url)
    expect(other.locator("#turn-0 .ap-question")).to_contain_text(BRIDGE)
    expect(other.locator("#turn-0 .ap-mark").first).to_be_visible()
    expect(other.locator("#turn-0 .ap-chip")).to_have_text(["《霁川日报》", "第1版"])
    expect(other.locator("#chip-newspaper")).to_contain_text("《霁川日报》")
    expect(other.locator("#chip-page")).to_contain_text("第1版")
    assert address(other) == address(page)
    other.reload()
    expect(other.locator("#turn-0 .ap-mark").first).to_be_visible()
    other.wait_for_timeout(500)
    expect(other.locator(".ap-exchange")).to_have_count(1)


def test_a_link_to_what_the_library_does_not_have_says_so(served: Served, window: OpenWindow) -> None:
    page = window(served)
    page.goto(f"{served.address}/?q=大桥多长&newspaper=没有的报&section=Z&from=yesterday")
    expect(page.locator("#turn-0").get_by_role("alert")).to_contain_text("yesterday")
    expect(page.locator("#chip-newspaper")).to_contain_text("没有的报")
    page.locator("#chip-dates").click()
    expect(page.locator("#chip-dates")).to_be_hidden()
    expect(ask(page, BRIDGE).locator(".ap-refusal")).to_contain_text(CHINESE.refusals["nothing_found"])
    page.get_by_role("button", name=CHINESE.asking.whole_library).click()
    expect(page.locator("#turn-2 .ap-mark").first).to_be_visible()
    expect(page.locator("#chips button:visible")).to_have_count(0)


def test_a_section_is_offered_where_there_is_one_and_narrows_the_search(served: Served, window: OpenWindow) -> None:
    page = window(served, locale="en-GB")
    page.locator("#filters > button").first.click()
    page.locator("#section input").click()
    page.get_by_role("option", name="A", exact=True).click()
    expect(page.locator("#chip-section")).to_contain_text(ENGLISH.asking.in_section.format(section="A"))
    ask(page, "停水几小时？").locator(".ap-mark").first.wait_for()
    expect(page.locator("#sources")).to_contain_text("page A4")
    expect(page.locator("#sources")).not_to_contain_text("page 2")


@pytest.mark.parametrize(("offer", "first"), [("wider", "2024-04-19"), ("dates", "")])
def test_a_refusal_s_offer_asks_by_one_click(served: Served, window: OpenWindow, offer: str, first: str) -> None:
    page = window(served)
    fill(page, "#date-from input, #date-from textarea", "2024-05-20")
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    page.locator(f"#offer-0-{offer}").click()
    expect(page.locator(".ap-exchange")).to_have_count(2)
    expect(page.locator("#turn-1 .ap-question")).to_contain_text(REFUSED)
    expect(page.locator("#date-from input, #date-from textarea")).to_have_value(first)
    expect(page.locator("#turn-1 .ap-chip")).to_have_count(1 if first else 0)
    page.wait_for_function(f"location.search.includes('from={first}') === {str(bool(first)).lower()}")


def test_a_question_is_edited_and_asked_as_it_stood_in_the_conversation(served: Served, window: OpenWindow) -> None:
    page = window(served)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    page.locator("#edit-0").click()
    box = page.locator("#question textarea")
    expect(box).to_have_value(BRIDGE)
    expect(box).to_be_focused()
    expect(page.locator("#chip-editing")).to_contain_text(BRIDGE)
    exchange = ask(page, "霁河三桥双向几车道？")
    expect(exchange.locator(".ap-mark").first).to_be_visible()
    expect(page.locator("#chip-editing")).to_be_hidden()
    page.locator("#edit-0").click()
    page.locator("#chip-editing").click()
    expect(page.locator("#chip-editing")).to_be_hidden()


def test_a_question_is_asked_again_with_its_own_filters(served: Served, window: OpenWindow) -> None:
    page = window(served)
    fill(page, "#page-number input, #page-number textarea", "1")
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    page.locator("#chip-page").click()
    expect(page.locator("#chip-page")).to_be_hidden()
    page.locator("#retry-0").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ap-exchange")).to_have_count(2)
    expect(page.locator("#turn-1 .ap-mark").first).to_be_visible()
    expect(page.locator("#turn-1 .ap-chip")).to_have_text("第1版")


def test_who_waits_is_told_the_place_in_the_line_and_may_leave_it(served: Served, window: OpenWindow) -> None:
    first, second, third = (window(served) for _ in range(3))
    served.model.delay = 0.3
    expect(ask(first, SLOW).locator(".ap-text").last).to_contain_text("霁河")
    told = CHINESE.asking.in_line
    expect(ask(second, SLOW)).to_contain_text(told.format(place=2))
    expect(second.locator("#sources .ap-card").first).to_be_visible()
    expect(ask(third, SLOW)).to_contain_text(told.format(place=3))
    second.locator("#question button").click()
    expect(second.locator("#turn-0")).to_contain_text(CHINESE.stopped)
    expect(third.locator("#turn-0")).to_contain_text(told.format(place=2))
    first.locator("#question button").click()
    expect(third.locator("#turn-0 .ap-text").last).to_contain_text("霁河")
    third.locator("#question button").click()
    expect(third.locator("#turn-0")).to_contain_text(CHINESE.stopped)
    deadline = time.monotonic() + 20
    while len(served.room.line):
        assert time.monotonic() < deadline, "a question that was stopped leaves the line with the model's next word"
        time.sleep(0.05)


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_chips_tools_and_offers_fit_a_phone(served: Served, window: OpenWindow, locale: str) -> None:
    page = window(served, locale=locale, width=360, height=740)
    fill(page, "#date-from input, #date-from textarea", "2024-05-20")
    fill(page, "#date-to input, #date-to textarea", "2024-05-21")
    fill(page, "#page-number input, #page-number textarea", "1")
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    expect(page.locator(".ap-offer")).to_have_count(3)
    assert no_wider_than_the_window(page)


def test_a_date_that_is_typed_while_the_page_comes_or_a_conversation_begins_stays(
    served: Served, window: OpenWindow
) -> None:
    page = window(served)

    def late(route: Route) -> None:
        time.sleep(0.15)
        route.continue_()

    page.route("**/queue/join*", late)
    page.reload()
    page.locator("#filters button").first.click()
    first = page.locator("#date-from textarea, #date-from input")
    first.fill("2024-05-20")
    page.wait_for_timeout(2000)
    expect(first).to_have_value("2024-05-20")
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    page.locator("#again").click()
    first.fill("2024-05-21")
    expect(page.locator(".ap-exchange")).to_have_count(0)
    page.wait_for_timeout(500)
    expect(first).to_have_value("2024-05-21")
