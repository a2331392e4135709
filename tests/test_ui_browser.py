"""The page in a real browser, as readers and keepers use it, over the whole pipeline with stand-ins for both models."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from index.errors import RestartModel
from qa.settings import Settings
from tests.fakes import ScriptedChatModel
from tests.test_ui_reading_room import GatedEncoder, built, write
from ui.app import start
from ui.reading_room import ReadingRoom
from ui.texts import CHINESE, ENGLISH, Texts, texts_in

pytestmark = pytest.mark.browser

SCRIPT = "<script>hacked=1</script>紧急通知"
IMAGE = "<img src=x onerror='window.hacked=2'>"

BRIDGE_PAGE = """

市委召开防汛工作会议 部署下一阶段工作

本报讯(记者 沈砚秋)5月19日，全市防汛工作会议召开。会议要求把人员转移放在第一位，落实巡堤责任。各区县主要负责人参加会议。

霁河三桥昨日合龙 年底前建成通车

本报讯(首席记者 阮经纬)5月19日17时许，霁河三桥大桥合龙。霁河三桥连接望溪区与东埠区，全长2360米，双向六车道。

项目总工程师裴若舟说，通车后从望溪区到东埠高铁站的车程将由45分钟缩短到15分钟。
"""

ARTICLES = [
    {
        "id": "notice",
        "title": SCRIPT,
        "date": "2024-05-21",
        "newspaper": "霁川晚报",
        "page": "A4",
        "text": f"水务局发布紧急通知，<b>明日</b>停水六小时{IMAGE}。" + "停水范围包括望溪区北部的十二个小区。" * 5,
    },
    {
        "id": "school",
        "title": "Gymnasium of the experimental school opens",
        "date": "2024-05-21",
        "newspaper": "霁川晚报",
        "page": 2,
        "text": "The gymnasium of the experimental school opened on Monday. It has room for six hundred pupils. " * 2,
    },
]

NEW_ARTICLE = {
    "id": "library",
    "title": "新图书馆下月开馆",
    "date": "2024-05-22",
    "newspaper": "霁川日报",
    "page": 1,
    "text": "新图书馆将于6月1日开馆，藏书八十万册，设有三百个自习座位。",
}

BRIDGE = "霁河三桥全长多少米？"
REFUSED = "霁河三桥的市长是谁？"
SLOW = "霁河三桥慢慢说，双向几车道？"


ENDED = RestartModel("the model ended with exit code -9", where="embedded model", remedy="ask again")


def question_in(messages: list[BaseMessage]) -> str:
    content = str(messages[-1].content)
    return (re.findall(r"问题[:：](.*)", content) or content.splitlines())[-1]


def say(messages: list[BaseMessage]) -> str:
    """What the model writes, chosen by the question."""
    asked = question_in(messages)
    if "图书馆" in asked:
        return "新图书馆藏书八十万册[1]。"
    if "停水" in asked:
        return "明日停水六小时[1]。**加粗**[链接](http://example.com)<img src=x onerror='window.hacked=3'>"
    return "霁河三桥全长2360米[1]，双向六车道[1]。" + "桥上的大象可以免费骑马[7]。"


def verdict(messages: list[BaseMessage]) -> float:
    return -9.0 if "市长" in question_in(messages) else 9.0


@dataclass
class Served:
    room: ReadingRoom
    encoder: GatedEncoder
    model: ScriptedChatModel
    address: str


def serve_room(folder: Path) -> Iterator[Served]:
    encoder, model = GatedEncoder(), ScriptedChatModel(say, verdict=verdict)
    room = ReadingRoom(folder / "library", encoder, model, Settings(library=folder / "library", cache=folder / "cache"))
    app, address = start(room)
    yield Served(room, encoder, model, address)
    encoder.gate.set()
    app.close(verbose=False)
    room.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served library of one page and two articles, which the tests only read."""
    folder = tmp_path_factory.mktemp("served")
    for served in serve_room(folder):
        page = folder / "霁川日报_2024-05-20_01.txt"
        page.write_text(BRIDGE_PAGE, encoding="utf-8")
        served.room.start_build([page, write(folder / "b.jsonl", *ARTICLES)])
        done = built(served.room).done
        assert done is not None and not done.problems
        yield served


@pytest.fixture
def served(library: Served) -> Iterator[Served]:
    yield library
    library.model.delay, library.model.error = 0.0, None


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Served]:
    """A served room without a library."""
    yield from serve_room(tmp_path)


OpenWindow = Callable[..., Page]


@pytest.fixture
def window(browser: Browser) -> Iterator[OpenWindow]:
    """Opens a window on a served room; at the end none of them may have gone outside, failed or run a page's script."""
    contexts: list[BrowserContext] = []
    pages: list[Page] = []
    outside: list[str] = []
    failures: list[str] = []

    def open_window(served: Served, locale: str = "zh-CN", width: int = 1280, height: int = 800) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": height})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.on("request", lambda request: _is_inside(request.url, served) or outside.append(request.url))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(served.address)
        page.locator("#present .ap-conversation").wait_for()
        expect(page.locator("#question button")).to_have_text(re.compile("提[问問]|Ask"))
        return page

    yield open_window
    hacked = [page.evaluate("window.hacked") for page in pages]
    for context in contexts:
        context.close()
    assert outside == []
    assert failures == []
    assert hacked == [None] * len(pages)


def _is_inside(url: str, served: Served) -> bool:
    return url.startswith((served.address + "/", "data:", "blob:" + served.address))


def ask(page: Page, question: str) -> Locator:
    """Ask in the question box and give the exchange that it makes."""
    expect(page.locator("#question button")).to_have_text(re.compile("提[问問]|Ask"))
    before = page.locator(".ap-exchange").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".ap-exchange")).to_have_count(before + 1)
    return page.locator(".ap-exchange").last


def to_library(page: Page) -> None:
    page.get_by_role("tab").nth(1).click()
    page.locator("#overview .ap-overview").wait_for()


def in_view(page: Page, inner: Locator, pane: Locator) -> bool:
    """Whether an element stands within the visible part of the pane that scrolls it."""
    inside, around = inner.bounding_box(), pane.bounding_box()
    assert inside and around
    return around["y"] <= inside["y"] and inside["y"] + inside["height"] <= around["y"] + around["height"] + 1


def no_wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_sources_come_first_then_the_answer_streams_then_its_marks_are_links(
    served: Served, window: OpenWindow
) -> None:
    page = window(served)
    served.model.delay = 0.05
    exchange = ask(page, BRIDGE)
    page.locator("#sources .ap-card").first.wait_for()
    expect(exchange.locator(".ap-text").last).to_contain_text("霁河三桥全长")
    assert not exchange.locator(".ap-mark").count(), "marks are no links before they are checked"
    expect(page.locator("#question button")).to_have_text(CHINESE.stop)
    early = exchange.locator(".ap-text").last.inner_text()
    expect(exchange.locator(".ap-mark").first).to_have_text("[1]")
    assert len(exchange.locator(".ap-text").last.inner_text()) > len(early)
    expect(page.locator("#question button")).to_have_text(CHINESE.ask)
    card = page.locator("#source-0-1")
    for part in ("《霁川日报》", "2024年5月20日", "第1版", "霁河三桥昨日合龙", "阮经纬"):
        expect(card).to_contain_text(part)
    expect(card.locator("mark")).to_contain_text("全长2360米")


def test_a_sentence_without_support_looks_different(served: Served, window: OpenWindow) -> None:
    page = window(served)
    exchange = ask(page, BRIDGE)
    unverified = exchange.locator(".ap-unverified")
    expect(unverified).to_contain_text("大象")
    expect(exchange.locator(".ap-tag")).to_have_text(CHINESE.unverified)
    assert "dotted" in unverified.evaluate("element => getComputedStyle(element).textDecoration")
    assert not unverified.locator("a").count()


@pytest.mark.parametrize("opener", [".ap-mark", "#source-0-1 .ap-open"])
def test_a_mark_and_a_card_open_the_article_and_its_page_at_the_quote(
    served: Served, window: OpenWindow, opener: str
) -> None:
    page = window(served, height=500)
    ask(page, BRIDGE)
    page.locator(opener).first.click()
    reader = page.locator("#reader .ap-reader")
    expect(reader.locator("h2")).to_contain_text("霁河三桥昨日合龙")
    article, raw = reader.locator(".ap-scroll").nth(0), reader.locator(".ap-scroll").nth(1)
    expect(article).to_contain_text("车程将由45分钟缩短到15分钟")
    expect(raw).to_contain_text("全市防汛工作会议")
    for pane in (article, raw):
        mark = pane.locator("mark").first
        expect(mark).to_contain_text("全长2360米")
        assert in_view(page, mark, pane)
    assert raw.locator("mark").first.inner_text() == article.locator("mark").first.inner_text()
    page.keyboard.press("Escape")
    expect(reader).to_have_count(0)
    expect(page.locator("#sources .ap-card").first).to_be_visible()
    assert page.evaluate("document.activeElement.matches('.ap-mark, .ap-open')"), "the focus goes back to the link"


def test_marks_work_by_keyboard(served: Served, window: OpenWindow) -> None:
    page = window(served)
    ask(page, BRIDGE).locator(".ap-mark").first.focus()
    page.keyboard.press("Enter")
    page.locator("#reader .ap-reader").wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("#reader .ap-reader")).to_have_count(0)


def test_a_passage_opens_before_the_answer_is_there(served: Served, window: OpenWindow) -> None:
    page = window(served)
    served.model.delay = 0.2
    ask(page, BRIDGE)
    page.locator("#sources .ap-open").first.click()
    page.locator("#reader .ap-reader").wait_for()
    expect(page.locator("#question button")).to_have_text(CHINESE.stop)
    page.locator("#question button").click()


def test_a_refusal_looks_like_an_answer_and_cites_nothing(served: Served, window: OpenWindow) -> None:
    page = window(served)
    exchange = ask(page, REFUSED)
    expect(exchange.locator(".ap-refusal")).to_contain_text(CHINESE.refusals["not_answered"])
    assert not exchange.locator(".ap-mark").count() and not exchange.locator(".ap-error").count()
    expect(page.locator("#sources")).to_contain_text(CHINESE.nearest)
    assert page.locator("#sources .ap-card").count() >= 1
    assert not page.locator("#sources .ap-number").count()


def test_an_error_looks_like_one_and_the_next_question_works(served: Served, window: OpenWindow) -> None:
    page = window(served, locale="en-GB")
    served.model.error, served.model.fail_after = ENDED, 9
    exchange = ask(page, BRIDGE)
    error = exchange.get_by_role("alert")
    for part in (ENGLISH.error_titles["RestartModel"], "exit code -9", "embedded model", "ask again"):
        expect(error).to_contain_text(part)
    assert not exchange.locator(".ap-refusal").count()
    expect(exchange).to_contain_text("霁河三桥全长236")
    served.model.error = None
    expect(ask(page, BRIDGE).locator(".ap-mark").first).to_be_visible()


def test_stop_ends_the_answer_and_cancels_the_model(served: Served, window: OpenWindow) -> None:
    page = window(served)
    cancelled = served.model.cancelled
    served.model.delay = 0.3
    exchange = ask(page, SLOW)
    expect(exchange.locator(".ap-text").last).to_contain_text("霁河")
    page.locator("#question button").click()
    expect(exchange).to_contain_text(CHINESE.stopped)
    expect(page.locator("#question button")).to_have_text(CHINESE.ask)
    text = exchange.inner_text()
    page.wait_for_timeout(700)
    assert exchange.inner_text() == text
    assert served.model.cancelled == cancelled + 1
    served.model.delay = 0.0
    expect(ask(page, BRIDGE).locator(".ap-mark").first).to_be_visible()


def test_a_second_question_keeps_the_first_and_its_sources_open_still(served: Served, window: OpenWindow) -> None:
    page = window(served)
    first = ask(page, BRIDGE)
    first.locator(".ap-mark").first.wait_for()
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    page.locator("#turn-0 .ap-mark").first.click()
    expect(page.locator("#reader h2")).to_contain_text("霁河三桥昨日合龙")
    page.locator("#reader .ap-close").click()
    expect(page.locator("#source-0-1")).to_be_visible()
    page.locator("#again").click()
    expect(page.locator(".ap-exchange")).to_have_count(0)
    expect(page.locator("#present")).to_contain_text(CHINESE.welcome_title)


def test_what_pages_and_models_say_is_shown_and_never_run(served: Served, window: OpenWindow) -> None:
    page = window(served)
    expect(page.locator("#examples")).to_contain_text("<script>")
    exchange = ask(page, f"{SCRIPT} 停水几小时？")
    expect(exchange.locator(".ap-question")).to_contain_text(SCRIPT)
    expect(exchange.locator(".ap-answer")).to_contain_text("加粗[链接](http://example.com)<img")
    expect(page.locator("#sources")).to_contain_text(SCRIPT)
    page.locator("#sources .ap-open", has_text="紧急通知").first.click()
    expect(page.locator("#reader h2")).to_have_text(SCRIPT)
    expect(page.locator("#reader")).to_contain_text(f"<b>明日</b>停水六小时{IMAGE}")
    to_library(page)
    expect(page.locator("#overview")).to_contain_text(SCRIPT)
    page.locator("#overview .ap-open", has_text="紧急通知").click()
    expect(page.locator("#library-reader h2")).to_have_text(SCRIPT)
    assert not page.locator("img[src=x], .ap-conversation script").count()


def test_an_example_is_a_headline_and_asks_by_a_click(served: Served, window: OpenWindow) -> None:
    page = window(served)
    example = page.locator("#examples button", has_text="霁河三桥昨日合龙")
    question = example.inner_text()
    example.click()
    expect(page.locator(".ap-question")).to_contain_text(question)
    expect(page.locator("#examples button:visible")).to_have_count(0)


def test_filters_narrow_the_search_and_wrong_ones_are_named(served: Served, window: OpenWindow) -> None:
    page = window(served)
    page.locator("#filters > button").first.click()
    page.locator("#date-from textarea, #date-from input").fill("2024-05-21")
    ask(page, BRIDGE).locator(".ap-answer").wait_for()
    expect(page.locator("#sources .ap-card").first).to_be_visible()
    expect(page.locator("#sources")).not_to_contain_text("2024年5月20日")
    expect(page.locator(".ap-chip")).to_contain_text("2024年5月21日")
    page.locator("#date-from textarea, #date-from input").fill("yesterday")
    expect(ask(page, BRIDGE).get_by_role("alert")).to_contain_text("“yesterday”不是日期")
    page.locator("#date-from textarea, #date-from input").fill("")
    page.locator("#newspaper input").click()
    page.get_by_role("option", name="霁川晚报").click()
    ask(page, BRIDGE).locator(".ap-answer").wait_for()
    expect(page.locator("#sources")).not_to_contain_text("《霁川日报》")


def test_a_question_during_an_answer_is_told_to_wait_and_kept(served: Served, window: OpenWindow) -> None:
    page = window(served)
    served.model.delay = 0.3
    ask(page, SLOW)
    page.locator("#question textarea").fill("下一个问题")
    page.locator("#question textarea").press("Enter")
    expect(page.get_by_text(CHINESE.busy)).to_be_visible()
    expect(page.locator(".ap-exchange")).to_have_count(1)
    expect(page.locator("#question textarea")).to_have_value("下一个问题")
    page.locator("#question button").click()


def test_a_new_conversation_during_an_answer_ends_that_answer(served: Served, window: OpenWindow) -> None:
    page = window(served)
    served.model.delay = 0.3
    ask(page, SLOW)
    page.locator("#again").click()
    expect(page.locator(".ap-exchange")).to_have_count(0)
    served.model.delay = 0.0
    expect(ask(page, BRIDGE).locator(".ap-mark").first).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator(".ap-exchange")).to_have_count(1)


def test_an_empty_question_is_answered_with_what_to_do(served: Served, window: OpenWindow) -> None:
    page = window(served)
    expect(ask(page, "   ").get_by_role("alert")).to_contain_text(CHINESE.error_titles["FixInput"])


@pytest.mark.parametrize(
    ("locale", "shown"), [("zh", CHINESE), ("zh-TW", texts_in("zh-Hant")), ("en-US", ENGLISH), ("de", ENGLISH)]
)
def test_the_browser_s_language_is_spoken(served: Served, window: OpenWindow, locale: str, shown: Texts) -> None:
    page = window(served, locale=locale)
    expect(page.locator("#title")).to_contain_text(shown.tagline)
    expect(page.locator("#present")).to_contain_text(shown.welcome_title)
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", shown.question_hint)
    expect(page.locator("#question button")).to_have_text(shown.ask)
    expect(page.get_by_role("tab").nth(1)).to_have_text(shown.library_tab)


def test_the_switch_changes_everything_and_is_remembered(served: Served, window: OpenWindow) -> None:
    page = window(served, locale="en-GB")
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    page.locator("#language").get_by_text("中文").click()
    expect(page.locator("#question button")).to_have_text(CHINESE.ask)
    expect(page.locator(".ap-refusal")).to_contain_text(CHINESE.refusals["not_answered"])
    expect(page.locator("#sources")).to_contain_text(CHINESE.nearest)
    to_library(page)
    expect(page.locator("#overview")).to_contain_text(CHINESE.in_library)
    expect(page.locator("#rescan")).to_have_text(CHINESE.intake.rescan)
    page.reload()
    expect(page.locator("#title")).to_contain_text(CHINESE.tagline)
    expect(page.locator(".ap-refusal")).to_contain_text(CHINESE.refusals["not_answered"])


def test_without_a_library_the_page_says_what_to_do_until_pages_are_added(
    bare: Served, window: OpenWindow, tmp_path: Path
) -> None:
    page = window(bare)
    expect(page.locator("#present")).to_contain_text(CHINESE.empty_title)
    expect(page.locator("#examples button:visible")).to_have_count(0)
    expect(ask(page, BRIDGE).get_by_role("alert")).to_contain_text(CHINESE.error_titles["BuildFirst"])
    to_library(page)
    (tmp_path / "empty.txt").write_bytes(b"")
    good = tmp_path / "霁川日报_2024-05-20_01.txt"
    good.write_text(BRIDGE_PAGE, encoding="utf-8")
    page.locator("#choose-files").set_input_files([good, tmp_path / "empty.txt"])
    expect(page.locator("#building .ap-built")).to_be_visible()
    problem = page.locator(".ap-queue-line[data-state=failed]")
    expect(problem).to_contain_text("empty.txt")
    expect(problem).to_contain_text(CHINESE.remedy)
    expect(page.locator("#overview")).to_contain_text("霁河三桥昨日合龙")
    assert (bare.room.path / "uploads" / good.name).read_text(encoding="utf-8") == BRIDGE_PAGE
    page.get_by_role("tab").nth(0).click()
    page.locator("#again").click()
    expect(page.locator("#examples")).to_contain_text("霁河三桥昨日合龙")
    expect(ask(page, BRIDGE).locator(".ap-mark").first).to_be_visible()


def test_a_build_shows_its_progress_while_another_window_asks_and_then_sees_it(
    bare: Served, window: OpenWindow, tmp_path: Path
) -> None:
    first = tmp_path / "霁川日报_2024-05-20_01.txt"
    first.write_text(BRIDGE_PAGE, encoding="utf-8")
    bare.room.start_build([first])
    built(bare.room)
    keeper, reader = window(bare), window(bare, locale="en-GB")
    bare.encoder.gate.clear()
    to_library(keeper)
    added = tmp_path / "new.jsonl"
    added.write_text(json.dumps(NEW_ARTICLE, ensure_ascii=False), encoding="utf-8")
    keeper.locator("#choose-files").set_input_files(added)
    progress = keeper.locator("#building .ap-progress[data-stage=embed]")
    expect(progress).to_contain_text(re.compile(r"\d+/\d+"))
    # A second window asks while it goes on, and sees the progress too.
    expect(ask(reader, BRIDGE).locator(".ap-mark").first).to_be_visible()
    to_library(reader)
    expect(reader.locator("#building .ap-progress")).to_contain_text(ENGLISH.building)
    reader.locator("#rescan").click()
    reader.locator("#begin").click()
    expect(reader.locator("#ahead").get_by_role("alert")).to_contain_text("running")
    bare.encoder.gate.set()
    expect(keeper.locator("#building .ap-built")).to_be_visible()
    expect(keeper.locator("#overview")).to_contain_text("新图书馆下月开馆")
    expect(reader.locator("#overview")).to_contain_text("新图书馆下月开馆")
    reader.get_by_role("tab").nth(0).click()
    ask(reader, "新图书馆藏书多少册？")
    expect(reader.locator("#sources")).to_contain_text("新图书馆下月开馆")


def test_a_closed_window_stops_its_answer(served: Served, window: OpenWindow) -> None:
    page = window(served)
    cancelled = served.model.cancelled
    served.model.delay = 0.3
    expect(ask(page, SLOW).locator(".ap-text").last).to_contain_text("霁河")
    page.goto("about:blank")
    page.wait_for_timeout(3000)
    assert served.model.cancelled == cancelled + 1


@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_is_wider_than_the_window(served: Served, window: OpenWindow, width: int) -> None:
    page = window(served, width=width, height=740)
    assert no_wider_than_the_window(page)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    assert no_wider_than_the_window(page)
    page.locator(".ap-mark").first.click()
    reader = page.locator("#reader .ap-reader")
    reader.wait_for()
    assert no_wider_than_the_window(page)
    box = reader.bounding_box()
    assert box is not None
    if width == 360:
        assert box["width"] == 360 and box["height"] == 740, "on a phone the reader is a sheet over the page"
    else:
        assert box["x"] > width / 4, "on a wide screen it stands beside the conversation"
        assert page.locator("#present .ap-mark").first.is_visible()
        # Conversations that were kept open the bar; the page has the same margin on either side of it.
        bar, title = page.locator("#conversations-bar.open").bounding_box(), page.locator("#title").bounding_box()
        assert bar is not None and title is not None
        margin = title["x"] - bar["x"] - bar["width"]
        assert margin == pytest.approx(width - box["x"] - box["width"], abs=8)
    page.keyboard.press("Escape")
    served.model.error = ENDED
    ask(page, BRIDGE).get_by_role("alert").wait_for()
    assert no_wider_than_the_window(page)
    to_library(page)
    assert no_wider_than_the_window(page)


def test_traditional_characters_are_chosen_by_the_reader_or_the_browser(served: Served, window: OpenWindow) -> None:
    said = texts_in("zh-Hant")
    page = window(served, width=360)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    quoted = page.locator(".ap-cited .ap-quote").first.text_content()
    meta = page.locator(".ap-cited .ap-meta").first.text_content()
    assert no_wider_than_the_window(page)
    page.locator("#language").get_by_text("繁體").click()
    expect(page.locator("#question button")).to_have_text("提問")
    expect(page.get_by_role("tab").nth(1)).to_have_text("資料庫")
    expect(page.locator("#sources .ap-sources")).to_have_attribute("lang", "zh-Hant")
    assert "2024年5月20日" in (meta or "")
    expect(page.locator(".ap-cited .ap-meta").first).to_have_text(meta or "")
    expect(page.locator(".ap-cited .ap-quote").first).to_have_text(quoted or "")
    assert no_wider_than_the_window(page)
    name, choice = page.locator("#title h1").bounding_box(), page.locator("#language").bounding_box()
    assert name and choice and name["x"] + name["width"] <= choice["x"], "the name is not covered"
    for label in page.locator("#language label").all():
        box = label.bounding_box()
        assert box and box["x"] + box["width"] <= 360 and box["height"] < 40, "on one line, within the window"
    page.reload()
    expect(page.locator("#title")).to_contain_text(said.tagline)
    other = window(served, locale="zh-HK")
    expect(other.locator("#present")).to_contain_text(said.welcome_title)
