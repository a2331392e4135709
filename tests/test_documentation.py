"""The two readmes: they name every command, option and setting that there is, none that there is not, and agree."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from index.corrections import Drop, Join, Move, SetFields, Split, parse_corrections
from index.oddities import ODDITY_CODES
from qa.settings import CONFIG_VARIABLE, PREFIX, Settings
from ui.cli import app

PROJECT = Path(__file__).parent.parent
READMES = [PROJECT / "README.md", PROJECT / "README.zh.md"]
BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OF_TYPER = {"--help", "-h", "--install-completion", "--show-completion"}


def commands(group: Any, *names: str) -> Iterator[tuple[str, Any]]:
    """Every command of the command line with its full name, groups aside."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *names, name)
        else:
            yield " ".join((*names, name)), command


COMMANDS = dict(commands(typer.main.get_command(app)))


def options_of(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts if option.startswith("-")} - OF_TYPER


def test_the_commands_are_those_that_strangers_rely_on() -> None:
    wanted = {"build", "ask", "search", "articles", "pages", "page", "status", "eval"}
    wanted |= {"models fetch", "models list", "ui"}
    assert COMMANDS.keys() >= wanted
    assert options_of(COMMANDS["ask"]) >= {"-k", "--from", "--to", "--newspaper", "--no-llm", "--json", "--library"}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_readme_names_every_command_with_its_options(readme: Path, name: str) -> None:
    text = readme.read_text(encoding="utf-8")
    assert re.search(rf"askpress (--library \S+ )?{name}\b", text), f"askpress {name}"
    missing = {option for option in options_of(COMMANDS[name]) if not re.search(rf"(?<![\w-]){option}(?![\w-])", text)}
    assert missing == set()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_setting(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    wanted = {PREFIX + name.upper() for name in Settings.model_fields} | {CONFIG_VARIABLE}
    assert {name for name in wanted if not re.search(rf"\b{name}\b", text)} == set()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_nothing_that_there_is_not(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    settings = {PREFIX + name.upper() for name in Settings.model_fields} | {CONFIG_VARIABLE}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", text)) <= settings
    known = {name.split()[0] for name in COMMANDS}
    assert set(re.findall(r"(?:^|`|\$ |bin/)askpress ([a-z]+)", text, re.MULTILINE)) <= known
    every = {option for command in COMMANDS.values() for option in options_of(command)} | {"--library"} | OF_TYPER
    for line in re.findall(r"askpress [^`\n]*", text):
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)) <= every, line


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_names_every_oddity_and_no_other(readme: Path) -> None:
    rows = re.findall(r"^\| `([a-z]+(?:_[a-z]+)*)` \|", readme.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(ODDITY_CODES)


def test_both_readmes_have_the_same_code() -> None:
    english, chinese = (BLOCK.findall(path.read_text(encoding="utf-8")) for path in READMES)
    assert english and [code_in(block) for block in english] == [code_in(block) for block in chinese]


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_corrections_that_a_readme_shows_are_corrections(readme: Path) -> None:
    [block] = [block for block in BLOCK.findall(readme.read_text(encoding="utf-8")) if "[[" in block]
    kinds = [type(item) for item in parse_corrections(block, readme.name).items]
    assert kinds == [Split, Join, Move, SetFields, Drop]


def code_in(block: str) -> object:
    """The lines of a block without their comments, which are translated; of corrections the keys and no words."""
    if "[[" in block:
        return without_words(tomllib.loads(block))
    return [line for whole in block.splitlines() if (line := re.sub(r"(^|\s+)#.*", "", whole).rstrip())]


def without_words(value: object) -> object:
    """A document with all strings empty: corrections quote a page, which is in one language."""
    if isinstance(value, dict):
        return {key: without_words(one) for key, one in value.items()}
    if isinstance(value, list):
        return [without_words(one) for one in value]
    return "" if isinstance(value, str) else value


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_files_that_a_readme_points_to_are_there(readme: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", readme.read_text(encoding="utf-8")):
        assert "://" in target or (PROJECT / target).exists(), target


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_what_the_python_example_imports_is_there(readme: Path) -> None:
    block = re.search(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    imported = [node for node in ast.parse(block[1]).body if isinstance(node, ast.ImportFrom)]
    assert len(imported) > 3
    for node in imported:
        module = import_module(str(node.module))
        assert all(hasattr(module, alias.name) for alias in node.names), node.module
