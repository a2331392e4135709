"""Conversations and feedback in a real browser: kept over a restart, searched, renamed and deleted; thumbs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from qa.evaluation.sets import read_set
from qa.kept.feedback_set import export_feedback
from qa.kept.records import Feedback, KeptExchange
from qa.settings import Settings
from tests.fakes import ScriptedChatModel
from tests.test_ui_browser import (
    ARTICLES,
    BRIDGE,
    BRIDGE_PAGE,
    REFUSED,
    SLOW,
    OpenWindow,
    Served,
    ask,
    browser,
    no_wider_than_the_window,
    say,
    verdict,
    window,
)
from tests.test_ui_reading_room import GatedEncoder, built, write
from tests.ui_samples import answer, citation
from ui.app import start
from ui.reading_room import ReadingRoom
from ui.texts import CHINESE, ENGLISH

__all__ = ["browser", "window"]

pytestmark = pytest.mark.browser


@contextmanager
def served_from(folder: Path) -> Iterator[Served]:
    """The reading room of a library, served as by one run of the program."""
    encoder, model = GatedEncoder(), ScriptedChatModel(say, verdict=verdict)
    room = ReadingRoom(folder / "library", encoder, model, Settings(library=folder / "library", cache=folder / "cache"))
    app, address = start(room)
    try:
        yield Served(room, encoder, model, address)
    finally:
        app.close(verbose=False)
        room.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a library of one page and two articles."""
    with served_from(tmp_path) as served:
        page = tmp_path / "霁川日报_2024-05-20_01.txt"
        page.write_text(BRIDGE_PAGE, encoding="utf-8")
        served.room.start_build([page, write(tmp_path / "b.jsonl", *ARTICLES)])
        assert built(served.room).done is not None
    return tmp_path


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    """Its library served; asked for before `window`, so that the windows are closed before the program ends."""
    with served_from(folder) as served:
        yield served


def lines(page: Page) -> Locator:
    return page.locator("#conversations .ap-line a")


def open_bar(page: Page) -> None:
    if not page.locator(".sidebar.open").count():
        page.locator(".sidebar .toggle-button").click()
    expect(page.locator(".sidebar.open")).to_be_visible()


def begin_anew(page: Page) -> None:
    page.locator("#new-conversation").click()
    expect(page.locator(".ap-exchange")).to_have_count(0)


def test_conversations_are_kept_over_a_restart_with_their_sources(folder: Path, window: OpenWindow) -> None:
    with served_from(folder) as served:
        page = window(served)
        ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
        open_bar(page)
        expect(lines(page)).to_have_text([BRIDGE])
        begin_anew(page)
        ask(page, REFUSED).locator(".ap-refusal").wait_for()
        expect(lines(page)).to_have_text([REFUSED, BRIDGE])
        expect(page.locator("#conversations [aria-current]")).to_have_text(REFUSED)
        page.reload()
        expect(page.locator(".ap-refusal")).to_be_visible()
        expect(page.locator("#sources")).to_contain_text(CHINESE.nearest)
        # A window that is left open comes again by itself, to whatever is served at the address then.
        page.goto("about:blank")
    with served_from(folder) as served:
        page = window(served)
        expect(page.locator(".ap-exchange")).to_have_count(0)
        open_bar(page)
        lines(page).nth(1).click()
        expect(page.locator("#present .ap-mark").first).to_have_text("[1]")
        expect(page.locator("#examples button:visible")).to_have_count(0)
        expect(page.locator("#source-0-1 mark")).to_contain_text("全长2360米")
        page.locator("#present .ap-mark").first.click()
        expect(page.locator("#reader .ap-scroll mark").first).to_contain_text("全长2360米")
        page.keyboard.press("Escape")
        # It goes on where it was, and comes to the top.
        ask(page, REFUSED).locator(".ap-refusal").wait_for()
        expect(page.locator(".ap-exchange")).to_have_count(2)
        expect(lines(page)).to_have_text([BRIDGE, REFUSED])
        page.goto("about:blank")


def test_a_conversation_is_searched_renamed_and_deleted(served: Served, window: OpenWindow) -> None:
    page = window(served)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    open_bar(page)
    begin_anew(page)
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    expect(lines(page)).to_have_count(2)
    search = page.locator("#conversation-search").get_by_role("textbox")
    # A word of the answer, in traditional characters.
    search.fill("雙向六車道")
    expect(lines(page)).to_have_text([BRIDGE])
    search.fill("没有的词")
    expect(page.locator("#conversations")).to_contain_text(CHINESE.conversations.none_found)
    search.fill("")
    expect(lines(page)).to_have_count(2)
    page.locator("#conversations").get_by_role("button", name=f"重命名“{BRIDGE}”").click()
    title = page.locator("#conversation-title").get_by_role("textbox")
    expect(title).to_have_value(BRIDGE)
    title.fill("大桥专题")
    title.press("Enter")
    expect(lines(page)).to_have_text([REFUSED, "大桥专题"])
    expect(title).to_have_count(0)
    delete = page.locator("#conversations").get_by_role("button", name=f"删除“{REFUSED}”")
    delete.click()
    keep = page.get_by_role("button", name=CHINESE.conversations.delete_no)
    expect(keep).to_be_focused()
    page.keyboard.press("Enter")
    expect(lines(page)).to_have_count(2)
    delete.click()
    page.get_by_role("button", name=CHINESE.conversations.delete_yes, exact=True).click()
    # It was the one that is shown.
    expect(lines(page)).to_have_text(["大桥专题"])
    expect(page.locator(".ap-exchange")).to_have_count(0)
    page.reload()
    expect(page.locator("#present")).to_contain_text(CHINESE.welcome_title)
    assert len(served.room.conversations.lines("")) == 1


def test_an_answer_that_is_left_is_stopped_and_kept_where_it_was_asked(served: Served, window: OpenWindow) -> None:
    page = window(served)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    open_bar(page)
    begin_anew(page)
    served.model.delay = 0.3
    slow = ask(page, SLOW)
    expect(slow.locator(".ap-text").last).to_contain_text("霁河")
    lines(page).first.click()
    expect(page.locator(".ap-question")).to_contain_text([BRIDGE])
    expect(lines(page)).to_have_text([SLOW, BRIDGE])
    expect(page.locator(".ap-exchange")).to_have_count(1)
    served.model.delay = 0.0
    lines(page).first.click()
    expect(page.locator("#present")).to_contain_text(CHINESE.stopped)


def test_thumbs_are_kept_with_a_reason_and_exported(served: Served, window: OpenWindow, tmp_path: Path) -> None:
    page = window(served, locale="en-GB")
    said = ENGLISH.conversations
    exchange = ask(page, BRIDGE)
    up, down = (exchange.get_by_role("button", name=name, exact=True) for name in (said.helpful, said.not_helpful))
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(up).to_be_focused()
    up.click()
    expect(up).to_have_attribute("aria-pressed", "false")
    assert served.room.feedback.all() == []
    down.click()
    form = page.locator("#feedback")
    expect(form).to_contain_text(BRIDGE)
    form.get_by_label(said.reasons["wrong"]).check()
    form.get_by_label(said.expected).fill("2360米")
    form.get_by_role("button", name=said.send).click()
    expect(form).to_be_hidden()
    expect(down).to_have_attribute("aria-pressed", "true")
    [given] = served.room.feedback.all()
    assert given.feedback == Feedback("down", "wrong", "2360米")
    refusal = ask(page, REFUSED)
    refusal.get_by_role("button", name=said.helpful, exact=True).click()
    expect(page.locator("#thumb-1-up")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator("#thumb-0-down")).to_have_attribute("aria-pressed", "true")
    export_feedback(served.room.path, tmp_path / "set")
    assert {question.kind for question in read_set(tmp_path / "set").questions} == {"corrected", "unanswerable"}


def test_two_windows_in_one_conversation_lose_nothing(served: Served, window: OpenWindow) -> None:
    one, other = window(served), window(served)
    ask(one, BRIDGE).locator(".ap-mark").first.wait_for()
    other.reload()
    open_bar(other)
    lines(other).first.click()
    expect(other.locator(".ap-exchange")).to_have_count(1)
    ask(other, REFUSED).locator(".ap-refusal").wait_for()
    ask(one, BRIDGE).locator(".ap-mark").first.wait_for()
    open_bar(one)
    lines(one).first.click()
    expect(one.locator(".ap-exchange")).to_have_count(3)


def test_what_is_being_typed_stays_while_another_conversation_is_shown(served: Served, window: OpenWindow) -> None:
    page = window(served, width=1440)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    open_bar(page)
    page.locator("#question textarea").fill("霁川")
    begin_anew(page)
    expect(page.locator("#question textarea")).to_have_value("霁川")
    lines(page).first.click()
    expect(page.locator(".ap-exchange")).to_have_count(1)
    expect(page.locator("#question textarea")).to_have_value("霁川")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_bar_is_out_of_the_way_until_there_is_room_or_it_is_wanted(
    served: Served, window: OpenWindow, width: int
) -> None:
    page = window(served, width=width, height=740)
    expect(page.locator(".sidebar.open")).to_have_count(0)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    page.reload()
    expect(page.locator(".ap-mark").first).to_be_visible()
    expect(page.locator(".sidebar.open")).to_have_count(1 if width == 1440 else 0)
    assert no_wider_than_the_window(page)
    toggle = page.locator(".sidebar .toggle-button")
    expect(toggle).to_have_attribute("aria-label", CHINESE.conversations.toggle)
    if width == 1440:
        toggle.click()
    expect(lines(page).first).to_be_hidden()
    toggle.click()
    lines(page).first.click()
    assert no_wider_than_the_window(page)
    expect(page.locator(".sidebar.open")).to_have_count(0 if width == 360 else 1)


def test_a_long_conversation_is_not_sent_again_at_each_question(served: Served, window: OpenWindow) -> None:
    turns, name = 45, ""
    for number in range(turns):
        kept = KeptExchange(question=f"第{number}个问题", state="done", answer=answer("水" * 1000 + "[1]", citation()))
        name, _ = served.room.conversations.keep("", name, kept)
    page = window(served)
    open_bar(page)
    lines(page).first.click()
    expect(page.locator(".ap-exchange")).to_have_count(turns)
    sent: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.dataReceived", lambda event: sent.append(event["dataLength"]))
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    exchanges = page.locator(".ap-exchange")
    assert exchanges.evaluate_all("all => all.map((one) => one.id)") == [f"turn-{at}" for at in range(turns + 1)]
    # Each character of an answer is three bytes.
    assert 0 < sum(sent) < turns * 3000 / 2
    # Its earlier turns are as alive as before, in whichever part they stand.
    page.locator("#turn-12 .ap-mark").click()
    expect(page.locator("#reader h2")).to_contain_text("霁河三桥合龙")
    page.keyboard.press("Escape")
    page.locator("#turn-3 [data-event=retry]").click()
    expect(exchanges).to_have_count(turns + 2)
