"""References in a real browser: copied from a card and from the reader, and whole conversations saved as files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.test_ui_browser import (
    BRIDGE,
    REFUSED,
    OpenWindow,
    Served,
    ask,
    browser,
    library,
    no_wider_than_the_window,
    served,
    window,
)
from tests.test_ui_browser_axe import findings
from ui.texts import CHINESE as TEXTS
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


@pytest.mark.parametrize(("locale", "said"), [("zh-CN", CHINESE), ("en-GB", ENGLISH)])
def test_a_conversation_is_saved_as_markdown_with_its_sources(
    served: Served, window: OpenWindow, locale: str, said: ReferenceTexts
) -> None:
    page = window(served, locale)
    save = page.get_by_role("button", name=said.export_markdown)
    # There is nothing to save yet.
    expect(save).to_be_hidden()
    for question, count in ((BRIDGE, 1), ("霁河三桥有几个车道？", 2)):
        ask(page, question).locator(".ap-mark").first.wait_for()
        # The second time too, Gradio's button would download the file of the first.
        with page.expect_download() as started:
            save.click()
        name, text = started.value.suggested_filename, started.value.path().read_text(encoding="utf-8")
        assert re.fullmatch(r"霁河三桥全长多少米-\d{4}-\d\d-\d\d\.md", name)
        assert text.startswith(f"# {BRIDGE}\n")
        assert said.asked_count.format(count=count) in text
        assert f"## {count}\\. {question}" in text
        assert STANDARD.replace("[N]", "\\[N\\]") in text or PLAIN["en-GB"] in text
        assert f"[^{count}-1]: " in text


def test_a_conversation_is_saved_as_a_page_that_stands_alone(
    served: Served, window: OpenWindow, tmp_path: Path
) -> None:
    page = window(served)
    ask(page, BRIDGE).locator(".ap-mark").first.wait_for()
    ask(page, REFUSED).locator(".ap-refusal").wait_for()
    with page.expect_download() as started:
        page.get_by_role("button", name=CHINESE.export_html).click()
    assert re.fullmatch(r"霁河三桥全长多少米-\d{4}-\d\d-\d\d\.html", started.value.suggested_filename)
    saved = tmp_path / "saved.html"
    started.value.save_as(saved)
    alone = page.context.new_page()
    asked_for: list[str] = []
    alone.on("request", lambda request: asked_for.append(request.url))
    alone.goto(saved.as_uri())
    assert asked_for == [saved.as_uri()]
    expect(alone.locator("h1")).to_have_text(BRIDGE)
    expect(alone.locator("#source-0-1 .ap-saved-reference")).to_have_text(STANDARD)
    expect(alone.locator("#source-0-1 mark")).to_have_count(1)
    expect(alone.locator("#turn-0 .ap-tag").first).to_have_text(TEXTS.unverified)
    expect(alone.locator("#turn-1 .ap-refusal")).to_be_visible()
    alone.locator(".ap-mark").first.click()
    expect(alone.locator("#source-0-1")).to_be_in_viewport()
    for width in (360, 1280):
        alone.set_viewport_size({"width": width, "height": 740})
        assert no_wider_than_the_window(alone)
    assert alone.locator(".ap-saved").evaluate("e => getComputedStyle(e).fontSize") == "16px"
    ground = "e => getComputedStyle(e).backgroundColor"
    lit = alone.locator("body").evaluate(ground)
    assert findings(alone) == []
    alone.emulate_media(color_scheme="dark")
    assert alone.locator("body").evaluate(ground) != lit == "rgb(255, 255, 255)"
    assert alone.locator(".ap-tag").first.evaluate(ground) == "rgb(74, 52, 16)"
    assert findings(alone) == []
    alone.emulate_media(color_scheme="dark", media="print")
    assert alone.locator("body").evaluate(ground) == lit
