from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_ui_cli import Run, assert_one_named_line, run
from ui.people import Role, fits, read_people

__all__ = ["run"]

PASSWORD = "水库的水位三十米"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return tmp_path / "people.toml"


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def into_the_pipe(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return into_the_pipe


def test_people_are_added_listed_changed_and_removed(run: Run, people: Path, type_in: Callable[[str], None]) -> None:
    type_in(PASSWORD + "\r\n")
    assert "沈砚秋 can sign in as keeper" in run("user", "add", "沈砚秋", "--role", "keeper", "--auth", people).out
    type_in(PASSWORD)
    assert run("user", "add", "reading room", "--auth", people).code == 0
    assert run("user", "list", "--auth", people).out == "keeper  沈砚秋\nreader  reading room\n"
    listed = json.loads(run("user", "list", "--auth", people, "--json").out)
    assert listed == [{"name": "沈砚秋", "role": "keeper"}, {"name": "reading room", "role": "reader"}]

    type_in("another password\n")
    assert run("user", "change", "沈砚秋", "--auth", people).code == 0
    assert run("user", "change", "reading room", "--role", "keeper", "--auth", people).code == 0
    kept = read_people(people)
    assert fits("another password", kept["沈砚秋"].password) and kept["沈砚秋"].role is Role.KEEPER
    assert fits(PASSWORD, kept["reading room"].password) and kept["reading room"].role is Role.KEEPER

    assert run("user", "remove", "沈砚秋", "--auth", people).code == 0
    assert list(read_people(people)) == ["reading room"]


def test_a_password_is_never_printed_and_stands_in_no_file(
    run: Run, people: Path, type_in: Callable[[str], None]
) -> None:
    type_in(PASSWORD)
    ran = run("user", "add", "a", "--auth", people)
    assert PASSWORD not in ran.out + ran.error and PASSWORD not in people.read_text(encoding="utf-8")
    assert "$scrypt$" not in run("user", "list", "--auth", people, "--json").out


def test_what_cannot_be_done_is_named_and_changes_nothing(
    run: Run, people: Path, type_in: Callable[[str], None]
) -> None:
    type_in(PASSWORD)
    assert run("user", "add", "a", "--auth", people).code == 0
    before = people.read_bytes()
    assert_one_named_line(run("user", "add", "a", "--auth", people), "FixInput", "a is there already", "user change a")
    assert_one_named_line(run("user", "remove", "b", "--auth", people), "FixInput", "nobody is called b", people)
    assert_one_named_line(run("user", "change", "b", "--auth", people), "FixInput", "nobody is called b")
    assert_one_named_line(run("user", "list", "--auth", people / "x"), "FixPermissions")
    assert_one_named_line(run("user", "list", "--auth", f"{people}x"), "FixSettings", "askpress user add")
    type_in("short\n")
    assert_one_named_line(run("user", "add", "b", "--auth", people), "FixInput", "8 to 1024", "got 5")
    type_in("")
    assert_one_named_line(run("user", "add", "b", "--auth", people), "FixInput", "got 0")
    assert_one_named_line(run("user", "add", " b", "--auth", people), "FixInput", "' b'")
    assert people.read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [("add", "a"), ("add", "--auth", "f"), ("add", "a", "--auth", "f", "--role", "owner"), ("list",)]
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("user", *arguments).code == 2


def test_the_window_is_served_to_other_machines_only_with_people_who_may_sign_in(run: Run, people: Path) -> None:
    refused = run("ui", "--host", "0.0.0.0")
    assert_one_named_line(refused, "FixSettings", "there is no sign-in", "--host 0.0.0.0", "--auth FILE")
    assert_one_named_line(run("ui", "--auth", people), "FixSettings", "no such file of people", people)
    people.write_text("", encoding="utf-8")
    assert_one_named_line(run("ui", "--auth", people), "FixSettings", "nobody can sign in", "--role keeper")
