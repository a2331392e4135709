"""What was recovered from pages, in a real browser: the list, the view by articles, a quote on two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.test_ui_browser import (
    BRIDGE,
    OpenWindow,
    Served,
    ask,
    browser,
    in_view,
    no_wider_than_the_window,
    serve_room,
    to_library,
    window,
)
from tests.test_ui_reading_room import built
from ui.page_words import CHINESE, ENGLISH

__all__ = ["browser", "window"]

pytestmark = pytest.mark.browser

SCRIPT = "<script>hacked=1</script>"
FIRST = f"""市委召开防汛工作会议 部署下一阶段工作

本报讯(记者 沈砚秋)5月19日，全市防汛工作会议召开。会议要求把人员转移放在第一位，落实巡堤责任{SCRIPT}。

霁河三桥昨日合龙 年底前建成通车

本报讯(首席记者 阮经纬)5月19日17时许，霁河三桥大桥合龙。霁河三桥连接望溪区与东埠区，霁河三桥全长

(下转4版)
"""
FOURTH = """(上接1版)

2360米，双向六车道。

(下转9版)

望溪区推行陪餐公示制度

本报讯(记者 沈砚秋)望溪区推行陪餐公示，校长先尝一口。
"""


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("issue")
    for served in serve_room(folder):
        for number, text in ((1, FIRST), (4, FOURTH)):
            (folder / f"霁川日报_2024-05-20_0{number}.txt").write_text(text, encoding="utf-8")
        served.room.start_build(sorted(folder.glob("*.txt")))
        assert built(served.room).done is not None
        yield served


def background(page: Page, words: str) -> str:
    passage = page.locator(".ap-coloured .ap-passage", has_text=words).first
    return str(passage.evaluate("element => getComputedStyle(element).backgroundColor"))


@pytest.mark.parametrize(("locale", "words"), [("zh-CN", CHINESE), ("en-GB", ENGLISH)])
def test_the_list_says_what_is_odd_and_one_click_shows_the_page_by_articles(
    issue: Served, window: OpenWindow, locale: str, words: object
) -> None:
    page = window(issue, locale)
    to_library(page)
    said = CHINESE if words is CHINESE else ENGLISH
    odd = page.locator("#overview .ap-odd li")
    expect(odd).to_have_text([re.compile(re.escape(said.oddities["jump_open"].split("{")[0]))])
    expect(page.locator("#overview .ap-view")).to_have_text([said.view, said.view])
    page.locator("#overview .ap-view").first.click()
    view = page.locator("#library-reader .ap-page-view")
    expect(view.locator("h2")).to_have_text("霁川日报_2024-05-20_01.txt")
    expect(view.locator(".ap-legend li")).to_have_count(2)
    meeting, bridge = background(page, "防汛工作会议召开"), background(page, "霁河三桥连接望溪区")
    assert meeting != bridge and "rgba(0, 0, 0, 0)" not in (meeting, bridge)
    assert background(page, "霁河三桥昨日合龙 年底前") == bridge, "a headline has the colour of its article"
    shown = view.locator(".ap-coloured").evaluate("element => element.textContent")
    assert shown == FIRST, "the view adds nothing to the page's text"
    page.keyboard.press("Escape")
    expect(view).to_have_count(0)


def test_an_article_of_the_view_opens_from_its_legend(issue: Served, window: OpenWindow) -> None:
    page = window(issue)
    to_library(page)
    page.locator("#overview .ap-view").first.click()
    page.locator("#library-reader .ap-legend .ap-open", has_text="霁河三桥").click()
    reader = page.locator("#library-reader .ap-reader")
    expect(reader.locator("h2")).to_contain_text("霁河三桥昨日合龙")
    expect(reader.locator(".ap-scroll").first).to_contain_text("霁河三桥全长2360米，双向六车道")


def test_a_quote_over_a_jump_is_marked_on_both_of_its_pages(issue: Served, window: OpenWindow) -> None:
    page = window(issue)
    ask(page, BRIDGE).locator(".ap-mark").first.click()
    panes = page.locator("#reader .ap-scroll")
    expect(panes).to_have_count(3)
    for pane, words in zip(panes.all(), ("霁河三桥全长2360米", "霁河三桥全长", "2360米"), strict=True):
        mark = pane.locator("mark").first
        expect(mark).to_contain_text(words)
        assert in_view(page, mark, pane)


@pytest.mark.parametrize("width", [360, 1920])
def test_a_page_s_view_is_no_wider_than_the_window(issue: Served, window: OpenWindow, width: int) -> None:
    page = window(issue, width=width, height=740)
    to_library(page)
    assert no_wider_than_the_window(page)
    page.locator("#overview .ap-view").last.click()
    page.locator("#library-reader .ap-page-view").wait_for()
    assert no_wider_than_the_window(page)
