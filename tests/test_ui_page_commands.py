from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from index.build import build
from tests.fakes import HashingEncoder
from tests.test_ui_cli import EXAMPLES, LINE, Run, assert_one_named_line
from tests.test_ui_cli import run as run

FIRST = """大桥昨日合龙

本报讯(记者 王宁)霁川大桥昨日合龙。大桥全长1200米，双向六车道，设计时速八十公里。

(下转4版)

水位继续上涨

本报讯(记者 李朗)昨日8时，江城水文站水位28.4米。全市转移群众3200人。
"""
FOURTH = """(上接1版)

大桥建设历时三年，总投资二十六亿元。霁川大桥年底前建成通车。
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    folder = tmp_path / "issue"
    folder.mkdir()
    (folder / "霁川日报_2024-05-20_01.txt").write_text(FIRST, encoding="utf-8")
    (folder / "霁川日报_2024-05-20_04.txt").write_text(FOURTH, encoding="utf-8")
    return folder


def test_a_page_is_shown_without_a_library(run: Run, issue: Path) -> None:
    ran = run("page", issue / "霁川日报_2024-05-20_01.txt")
    assert ran.code == 0 and ran.error == ""
    lines = ran.out.splitlines()
    assert "  1  大桥昨日合龙" in lines and "  2  水位继续上涨" in lines
    assert any(line.split() == ["byline", "记者", "王宁"] for line in lines)
    assert "open jump to page 4" in ran.out and "大桥全长1200米，双向六车道" in ran.out
    assert "articles: 2 · headlines: 2" in ran.out and "jumps whose other half is missing: 1 (下转4版)" in ran.out
    assert "\x1b" not in ran.out, "no colours where it is no terminal"


def test_it_ends_with_the_file_to_make_for_a_correction(run: Run, issue: Path) -> None:
    name = "霁川日报_2024-05-20_01.txt"
    said = run("page", issue / name).out.splitlines()[-1]
    assert f"{name}.corrections.toml" in said
    assert "PAGE.txt.corrections.toml" in run("page", issue).out.splitlines()[-1]
    (issue / "more.jsonl").write_text(LINE, encoding="utf-8")
    assert "corrections.toml" not in run("page", issue / "more.jsonl").out


def test_a_correction_is_applied_and_one_that_does_not_fit_is_told_once(run: Run, issue: Path, tmp_path: Path) -> None:
    name = "霁川日报_2024-05-20_01.txt"
    (issue / f"{name}.corrections.toml").write_text(
        '[[article]]\nat = "大桥全长1200米"\ntitle = "大桥贯通"\n\n[[split]]\nbefore = "没有这几个字"\n',
        encoding="utf-8",
    )
    ran = run("page", issue / name)
    assert "  1  大桥贯通" in ran.out.splitlines() and "corrections that do not fit: 1" in ran.out
    assert ran.out.count("没有这几个字") == 1 and f"{name}.corrections.toml:5" in ran.out and ran.error == ""
    as_json = run("page", issue / name, "--json")
    [refused] = json.loads(as_json.out)["pages"][0]["refused"]
    assert "没有这几个字" in refused["what"] and refused["where"].endswith(".corrections.toml:5") and refused["remedy"]
    assert "没有这几个字" in as_json.error
    build(tmp_path / "library", [issue], encoder=HashingEncoder())
    listed = run("pages", "--library", tmp_path / "library")
    assert [("corrections that do not fit: 1" in line) for line in listed.out.splitlines()] == [True, False]
    rows = [json.loads(line) for line in run("pages", "--library", tmp_path / "library", "--json").out.splitlines()]
    assert [row["refused"] for row in rows] == [[refused], []]


def test_lines_of_articles_have_no_report_and_no_picture(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text(LINE, encoding="utf-8")
    ran = run("page", tmp_path / "more.jsonl", "--picture", tmp_path / "out.png")
    assert ran.code == 0 and ran.out and not (tmp_path / "out.png").exists()


def test_jumps_are_joined_across_the_pages_of_an_issue(run: Run, issue: Path) -> None:
    for sources in ([issue], sorted(issue.iterdir(), reverse=True)):
        shown = json.loads(run("page", *sources, "--json").out)
        by_title = {article["title"]: article for article in shown["articles"]}
        assert by_title.keys() == {"大桥昨日合龙", "水位继续上涨"}
        bridge = by_title["大桥昨日合龙"]
        assert bridge["pages"] == [1, 4] and bridge["open_jumps"] == []
        assert [page["jumps_joined"] for page in shown["pages"]] == [1, 1]
        assert {mark["role"] for mark in bridge["marks"]} == {"headline", "jump"}
        texts = [Path(place["path"]).read_text("utf-8")[place["start"] : place["end"]] for place in bridge["places"]]
        assert "".join(texts) == bridge["text"] and "年底前建成通车" in bridge["text"]


def test_options_say_what_a_page_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    given = ("--newspaper", "霁川日报", "--date", "2024-05-20", "--page", "4", "--json")
    [page] = json.loads(run("page", tmp_path / "a.txt", *given).out)["pages"]
    assert (page["newspaper"], page["date"], page["number"]) == ("霁川日报", "2024-05-20", 4)
    assert [oddity["code"] for oddity in page["oddities"]] == ["jump_to_itself"]
    assert_one_named_line(run("page", tmp_path / "a.txt", "--date", "soon"), "FixSettings", "--date")


def test_a_picture_is_drawn_of_each_page(run: Run, issue: Path, tmp_path: Path) -> None:
    one = run("page", issue / "霁川日报_2024-05-20_04.txt", "--picture", tmp_path / "out.png")
    assert one.code == 0 and str(tmp_path / "out.png") in one.out
    both = json.loads(run("page", issue, "--picture", tmp_path / "both.png", "--json").out)
    assert both["pictures"] == [str(tmp_path / "both-1.png"), str(tmp_path / "both-2.png")]
    for name in ("out.png", "both-1.png", "both-2.png"):
        with Image.open(tmp_path / name) as image:
            assert image.format == "PNG" and min(image.size) > 100


def test_what_cannot_be_read_or_written_is_named(run: Run, issue: Path, tmp_path: Path) -> None:
    page = issue / "霁川日报_2024-05-20_01.txt"
    assert_one_named_line(run("page", tmp_path / "none.txt"), "FixInput", tmp_path / "none.txt")
    (tmp_path / "empty").mkdir()
    assert_one_named_line(run("page", tmp_path / "empty"), "FixInput", "no page here")
    nowhere = tmp_path / "none" / "out.png"
    assert_one_named_line(run("page", page, "--picture", nowhere), "FixPermissions", nowhere)
    assert_one_named_line(
        run("page", page, "--picture", tmp_path / "a.png", "--font", page), "FixSettings", page, "font file"
    )
    (issue / "bad.pdf").write_bytes(b"%PDF")
    ran = run("page", issue)
    assert ran.code == 0 and ran.error.startswith("askpress: FixInput: ") and "大桥昨日合龙" in ran.out


def test_the_pages_of_a_library_are_listed(run: Run, issue: Path, tmp_path: Path) -> None:
    (issue / "more.jsonl").write_text(LINE, encoding="utf-8")
    (issue / "霁川日报_2024-05-21_02.txt").write_text(FIRST, encoding="utf-8")
    build(tmp_path / "library", [issue], encoder=HashingEncoder())
    lines = run("pages", "--library", tmp_path / "library").out.splitlines()
    assert [line.split("  ")[1:3] for line in lines] == [
        ["霁川日报 2024-05-20 p. 1", "2 articles"],
        ["霁川日报 2024-05-20 p. 4", "1 article"],
        ["霁川日报 2024-05-21 p. 2", "2 articles"],
    ]
    assert "missing" in lines[2] and "!" not in lines[0]
    rows = [json.loads(line) for line in run("pages", "--library", tmp_path / "library", "--json").out.splitlines()]
    assert [row["number"] for row in rows] == [1, 4, 2] and rows[0]["headlines"] == 2
    assert_one_named_line(run("pages", "--library", tmp_path / "none"), "BuildFirst", tmp_path / "none")


def test_a_library_without_reports_says_why(run: Run, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text(LINE, encoding="utf-8")
    build(tmp_path / "library", [tmp_path / "more.jsonl"], encoder=HashingEncoder())
    ran = run("pages", "--library", tmp_path / "library")
    assert (ran.code, ran.out) == (0, "") and "askpress build" in ran.error and len(ran.error.splitlines()) == 1


@pytest.mark.parametrize("page", sorted((EXAMPLES / "pages").glob("*.txt")), ids=lambda path: path.stem)
def test_the_example_pages_are_shown_whole(run: Run, page: Path) -> None:
    shown = json.loads(run("page", page, "--json").out)
    text = page.read_text(encoding="utf-8")
    covered = [False] * len(text)
    for article in shown["articles"]:
        for place in (*article["places"], *article["marks"]):
            for at in range(place["start"], place["end"]):
                covered[at] = True
    assert [character for character, seen in zip(text, covered, strict=True) if not seen and character.strip()] == []
