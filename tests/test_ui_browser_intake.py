"""Taking pages in, in a real browser: files, a folder, an archive, what is broken, cancelling, looking ahead."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.test_ui_browser import (
    BRIDGE_PAGE,
    NEW_ARTICLE,
    OpenWindow,
    Served,
    bare,
    browser,
    no_wider_than_the_window,
    to_library,
    window,
)
from ui.render_intake import taken_in_text
from ui.texts import CHINESE, ENGLISH
from ui.uploads import UPLOADS

__all__ = ["bare", "browser", "window"]

pytestmark = pytest.mark.browser

DROP = """async ([zone, tree]) => {
  // A folder as a browser gives it: an entry that is read a few names at a time.
  const file = (name, text) => ({ isFile: true, name, file: (good) => good(new File([text], name)) });
  const folder = (name, inner) => ({ isFile: false, name, createReader: () => {
    const left = [...inner];
    return { readEntries: (good) => good(left.splice(0, 1)) };
  } });
  const made = (name, value) => typeof value === 'string' ? file(name, value)
    : folder(name, Object.entries(value).map(([key, inner]) => made(key, inner)));
  const items = Object.entries(tree).map(([name, value]) => ({ webkitGetAsEntry: () => made(name, value) }));
  const event = new Event('drop', { bubbles: true, cancelable: true });
  event.dataTransfer = { items };
  document.querySelector(zone).dispatchEvent(event);
}"""


def line(page: Page, name: str) -> Locator:
    return page.locator(".ap-queue-line", has_text=name)


def send(page: Page, *files: Path) -> None:
    page.locator("#choose-files").set_input_files(files)


def kept(served: Served) -> set[str]:
    folder = served.room.path / UPLOADS
    return {str(path.relative_to(folder)) for path in folder.rglob("*.*") if path.is_file() and "/." not in f"/{path}"}


def test_files_are_taken_in_at_once_and_a_broken_one_says_how_to_mend_it(
    bare: Served, window: OpenWindow, tmp_path: Path
) -> None:
    page = window(bare)
    to_library(page)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    good = tmp_path / "霁川日报_2024-05-20_01.txt"
    good.write_text(BRIDGE_PAGE, encoding="utf-8")
    send(page, good, tmp_path / "empty.txt", tmp_path / "scan.pdf")
    expect(line(page, good.name)).to_contain_text(CHINESE.intake.states["done"])
    expect(line(page, good.name)).to_contain_text(taken_in_text(1, 2, CHINESE))
    for name in ("empty.txt", "scan.pdf"):
        expect(line(page, name)).to_have_attribute("data-state", "failed")
        expect(line(page, name)).to_contain_text(CHINESE.remedy)
    expect(page.locator("#overview")).to_contain_text("霁河三桥昨日合龙")
    assert kept(bare) == {good.name}
    page.locator("#queue [data-clear]").click()
    expect(page.locator(".ap-queue-line")).to_have_count(0)


def test_a_dropped_folder_keeps_its_inner_folders_and_a_zip_is_unpacked(
    bare: Served, window: OpenWindow, tmp_path: Path
) -> None:
    page = window(bare, locale="en-GB")
    to_library(page)
    tree = {"五月": {"20": {"霁川日报_2024-05-20_01.txt": BRIDGE_PAGE}, ".DS_Store": "x", "pages.toml": ""}}
    page.evaluate(DROP, ["#drop .ap-drop", tree])
    expect(line(page, "五月/20/霁川日报_2024-05-20_01.txt")).to_contain_text(ENGLISH.intake.states["done"])
    archive = tmp_path / "六月.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("new.jsonl", json.dumps(NEW_ARTICLE, ensure_ascii=False))
    send(page, archive)
    expect(line(page, "六月/new.jsonl")).to_contain_text(ENGLISH.intake.states["done"])
    assert kept(bare) == {"五月/20/霁川日报_2024-05-20_01.txt", "五月/pages.toml", "六月/new.jsonl"}
    expect(page.locator("#overview")).to_contain_text("新图书馆下月开馆")


def test_a_chosen_folder_keeps_its_inner_folders(bare: Served, window: OpenWindow, tmp_path: Path) -> None:
    page = window(bare)
    to_library(page)
    inner = tmp_path / "报" / "21"
    inner.mkdir(parents=True)
    (inner / "01.txt").write_text(BRIDGE_PAGE, encoding="utf-8")
    page.locator("#choose-folder").set_input_files(tmp_path / "报")
    expect(line(page, "报/21/01.txt")).to_contain_text(CHINESE.intake.states["done"])
    assert kept(bare) == {"报/21/01.txt"}


def test_what_waits_can_be_cancelled_and_a_build_stopped(bare: Served, window: OpenWindow, tmp_path: Path) -> None:
    page = window(bare)
    to_library(page)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(BRIDGE_PAGE + f"第{name}。", encoding="utf-8")
    bare.encoder.gate.clear()
    send(page, tmp_path / "a.txt")
    expect(page.locator("#building .ap-progress[data-stage=embed]")).to_be_visible()
    send(page, tmp_path / "b.txt", tmp_path / "c.txt")
    expect(line(page, "c.txt")).to_contain_text(CHINESE.intake.states["waiting"])
    cancel = page.get_by_role("button", name=CHINESE.intake.cancel_label.format(name="b.txt"))
    cancel.focus()
    page.keyboard.press("Enter")
    expect(line(page, "b.txt")).to_have_attribute("data-state", "cancelled")
    page.locator("#stop-build").click()
    bare.encoder.gate.set()
    expect(line(page, "a.txt")).to_have_attribute("data-state", "cancelled")
    expect(line(page, "c.txt")).to_have_attribute("data-state", "done")
    expect(page.locator("#stop-build")).to_be_hidden()
    assert kept(bare) == {"c.txt"}


def test_a_look_at_all_files_says_what_it_will_do_before_it_does_it(
    bare: Served, window: OpenWindow, tmp_path: Path
) -> None:
    page = window(bare, locale="en-GB")
    to_library(page)
    page.locator("#rescan").click()
    expect(page.locator("#ahead").get_by_role("alert")).to_contain_text(ENGLISH.error_titles["BuildFirst"])
    (tmp_path / "a.txt").write_text(BRIDGE_PAGE, encoding="utf-8")
    send(page, tmp_path / "a.txt")
    expect(line(page, "a.txt")).to_have_attribute("data-state", "done")
    page.locator("#rescan").click()
    expect(page.locator("#ahead")).to_contain_text(ENGLISH.intake.ahead_nothing)
    page.locator("#not-now").click()
    expect(page.locator("#ahead .ap-ahead")).to_have_count(0)
    expect(page.locator("#begin")).to_be_hidden()
    line_of_json = json.dumps(NEW_ARTICLE, ensure_ascii=False)
    (bare.room.path / UPLOADS / "new.jsonl").write_text(line_of_json, encoding="utf-8")
    page.locator("#rescan").click()
    expect(page.locator("#ahead")).to_contain_text("1 new, 0 changed, 1 as they were")
    expect(page.locator("#ahead")).to_contain_text(re.compile(r"It takes about \d+ s"))
    expect(page.locator("#overview")).not_to_contain_text("新图书馆下月开馆")
    page.locator("#begin").click()
    expect(page.locator("#overview")).to_contain_text("新图书馆下月开馆")
    expect(page.locator("#ahead .ap-ahead")).to_have_count(0)


def test_a_browser_cannot_name_a_file_that_it_did_not_send(bare: Served, window: OpenWindow, tmp_path: Path) -> None:
    page = window(bare)
    to_library(page)
    secret = tmp_path / "secret.txt"
    secret.write_text("another program's file", encoding="utf-8")
    posted: list[str] = []

    def swap(route: object, request: object) -> None:
        body = str(request.post_data)  # type: ignore[attr-defined]
        posted.append(body)
        changed = re.sub(r'("name":\s*"a.txt",\s*"path":\s*)"[^"]*"', rf'\1"{secret}"', body)
        route.continue_(post_data=changed)  # type: ignore[attr-defined]

    page.route("**/queue/join*", swap)
    (tmp_path / "a.txt").write_text(BRIDGE_PAGE, encoding="utf-8")
    with page.expect_response("**/queue/join*", timeout=10_000):
        send(page, tmp_path / "a.txt")
    page.wait_for_timeout(1500)
    assert any('"a.txt"' in body for body in posted)
    assert line(page, "a.txt").count() == 0 and bare.room.building is None
    assert not bare.room.path.exists()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_the_window(bare: Served, window: OpenWindow, tmp_path: Path, width: int) -> None:
    page = window(bare, width=width, height=740)
    to_library(page)
    name = "霁川日报_2024-05-20_01_" + "很长的名字" * 8 + ".txt"
    (tmp_path / name).write_bytes(b"")
    send(page, tmp_path / name)
    expect(line(page, name)).to_have_attribute("data-state", "failed")
    page.locator("#rescan").click()
    page.locator("#ahead .ap-ahead").wait_for()
    assert no_wider_than_the_window(page)
