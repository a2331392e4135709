from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from index.build import build
from tests.fakes import HashingEncoder
from tests.test_ui_cli import Run, assert_one_named_line
from tests.test_ui_cli import run as run
from ui import removal_commands

ARTICLES = [
    {"id": "a", "title": "大桥合龙", "date": "2024-05-20", "newspaper": "霁川日报", "text": "霁川大桥昨日合龙。"},
    {"id": "b", "title": "水位上涨", "date": "2024-05-21", "newspaper": "霁川日报", "text": "江城水位昨日上涨。"},
    {"id": "c", "title": "晚报头条", "date": "2024-05-21", "newspaper": "霁川晚报", "text": "夜市昨晚开张迎客。"},
    {"id": "d", "title": "旧闻一则", "newspaper": "霁川晚报", "text": "老城墙修缮一新。"},
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(removal_commands, "open_encoder", lambda settings: HashingEncoder())
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ARTICLES), encoding="utf-8")
    build(tmp_path / "library", [file], encoder=HashingEncoder())
    return tmp_path / "library"


def titles(run: Run, library: Path) -> list[str]:
    lines = run("articles", "--json", "--library", library).out.splitlines()
    return sorted(json.loads(line)["id"] for line in lines)


def test_an_issue_is_removed_and_brought_back(run: Run, library: Path) -> None:
    ran = run("remove", "2024-05-20", "--yes", "--library", library)
    assert ran.code == 0 and "3 articles" in ran.out
    assert titles(run, library) == ["b", "c", "d"]
    (listed,) = run("restore", "--library", library).out.splitlines()
    assert listed.startswith("霁川日报 2024-05-20: 1 pages, removed 20")
    assert run("restore", "2024-05-20", "--library", library).code == 0
    assert titles(run, library) == ["a", "b", "c", "d"]
    assert run("restore", "--library", library).out == ""


def test_several_issues_at_once_and_an_undated_one_with_a_report_for_scripts(run: Run, library: Path) -> None:
    ran = run("remove", "2024-05-21", "unknown", "--newspaper", "霁川晚报", "-y", "--json", "--library", library)
    report = json.loads(ran.out)
    assert (report["pages_removed"], report["articles"]) == (2, 2)
    assert titles(run, library) == ["a", "b"]
    listed = json.loads(run("restore", "--json", "--library", library).out)
    assert [(one["newspaper"], one["date"], one["pages"]) for one in listed] == [
        ("霁川晚报", None, 1),
        ("霁川晚报", "2024-05-21", 1),
    ]
    assert run("restore", "unknown", "2024-05-21", "--json", "--library", library).code == 0
    assert titles(run, library) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(("said", "left"), [("n\n", 4), ("\n", 4), ("y\n", 3)])
def test_a_person_is_asked_with_what_goes(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch, said: str, left: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(said))
    ran = run("remove", "2024-05-20", "--library", library)
    assert ran.code == 0
    assert "霁川日报 2024-05-20: 1 pages, 1 articles" in ran.error
    assert len(titles(run, library)) == left


def test_where_nobody_can_be_asked_nothing_is_removed(run: Run, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert_one_named_line(run("remove", "2024-05-20", "--library", library), "FixSettings", "--yes")
    assert len(titles(run, library)) == 4


@pytest.mark.parametrize(
    ("arguments", "name", "parts"),
    [
        (("remove", "2024-05-22", "-y"), "FixInput", ("2024-05-22", "askpress pages")),
        (("remove", "2024-05-20", "--newspaper", "别的报", "-y"), "FixInput", ("别的报 2024-05-20",)),
        (("remove", "2024-05-21", "-y"), "FixInput", ("霁川日报, 霁川晚报", "--newspaper")),
        (("remove", "soon", "-y"), "FixSettings", ("'soon'",)),
        (("remove", "2024-05-20", "2024-05-22", "-y"), "FixInput", ("2024-05-22",)),
        (("restore", "2024-05-20"), "FixInput", ("2024-05-20", "askpress restore")),
    ],
)
def test_what_is_no_issue_is_named_and_nothing_is_changed(
    run: Run, library: Path, arguments: tuple[str, ...], name: str, parts: tuple[str, ...]
) -> None:
    assert_one_named_line(run(*arguments, "--library", library), name, *parts)
    assert len(titles(run, library)) == 4


def test_an_issue_must_be_named(run: Run, library: Path) -> None:
    assert run("remove", "--library", library).code == 2
