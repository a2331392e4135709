from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.templates import PROJECT, Template, fields_of, sources, templates_in
from ui.texts_errors import CHINESE, INTAKE, LIBRARY, PAGES, SYSTEM, WEB

HAN = re.compile(r"[\u4e00-\u9fff]")

MACHINERY = {"index/messages.py", "index/errors.py"}
"""Where templates are made into words, whatever they are."""

COMMAND_LINE_ONLY = {
    "index/recover.py",
    "index/unpack_e5.py",
    "qa/evaluation/comparison.py",
    "qa/evaluation/evaluate.py",
    "qa/evaluation/journal.py",
    "qa/evaluation/sets.py",
    "qa/kept/feedback_set.py",
    "qa/model/catalogue.py",
    "qa/model/downloads.py",
    "qa/model/models.py",
    "qa/settings.py",
    "ui/app.py",
    "ui/door.py",
    "ui/fonts.py",
    "ui/models.py",
    "ui/options.py",
    "ui/page_commands.py",
    "ui/people.py",
    "ui/removal_commands.py",
    "ui/sign_in.py",
    "ui/user_commands.py",
}
"""What ends a command before there is a page, or a command that has none: the command line speaks English."""


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def found_in(path: Path) -> list[Template | str]:
    return list(templates_in(path.read_text(encoding="utf-8"), name_of(path)))


def shown() -> list[Template]:
    """The templates of the errors that a reader of the page may meet."""
    paths = [path for path in sources() if name_of(path) not in COMMAND_LINE_ONLY | MACHINERY]
    return [one for path in paths for one in found_in(path) if isinstance(one, Template)]


def says_something(template: str) -> bool:
    """Whether there are words in it besides the blanks."""
    return any(letter.isalpha() for letter in re.sub(r"{[^{}]*}", "", template))


@pytest.mark.parametrize("path", [path for path in sources() if name_of(path) not in MACHINERY], ids=name_of)
def test_the_words_of_an_error_are_a_template_with_all_its_values(path: Path) -> None:
    for one in found_in(path):
        assert isinstance(one, Template), one
        assert one.fields <= one.values, one


def test_every_template_that_a_reader_may_meet_is_said_in_chinese() -> None:
    templates = {one.text: one.place for one in shown() if says_something(one.text)}
    assert len(templates) > 150
    assert {text: place for text, place in templates.items() if text not in CHINESE} == {}


def test_no_translation_is_left_of_a_template_that_is_gone() -> None:
    assert set(CHINESE) - set(SYSTEM) - {one.text for one in shown()} == set()
    assert len(CHINESE) == sum(map(len, (PAGES, LIBRARY, WEB, INTAKE, SYSTEM)))


@pytest.mark.parametrize("english", sorted(CHINESE))
def test_a_translation_has_the_same_blanks_and_is_chinese(english: str) -> None:
    chinese = CHINESE[english]
    assert fields_of(chinese) == fields_of(english)
    assert HAN.search(chinese) or not says_something(english)
    assert not re.search(r"[\u4e00-\u9fff][,;:?!]", chinese)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("FixInput(f'no {x}')", "not from"),
        ("FixInput('no ' + x)", "not from"),
        ("FixInput('no', remedy=f'mend {x}')", "not from"),
        ("FixInput('no {}'.format(x))", "not from"),
        ("FixInput(str(x))", "not from"),
        ("FixInput(x)", "not from"),
        ("FixInput(error.what)", "not from error.what"),
        ("FixInput('no', where='the model hub')", "a place with words"),
        ("FixInput('no', **values)", "values by name"),
        ("Message(f'no {x}')", "not from"),
        ("x = f'no'\nFixInput(x)", "not from x"),
    ],
)
def test_words_that_cannot_be_translated_are_found(source: str, wrong: str) -> None:
    assert any(wrong in one for one in templates_in(source, "here") if isinstance(one, str))


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("FixInput('no {x}', remedy='mend {y}', x=1, y=2)", {"no {x}", "mend {y}"}),
        ("x = 'no'\nFixInput(x)", {"no"}),
        ("FixInput('no' if x else 'yes')", {"no", "yes"}),
        ("x = Message('no')\nFixInput(x)", {"no"}),
        ("FixInput(texts.no, remedy=error.parts.remedy, where=str(x))", set()),
        ("def raised(what: Message): FixInput(what, where=finished(''))", set()),
    ],
)
def test_the_templates_of_a_module_are_found(source: str, texts: set[str]) -> None:
    found = list(templates_in(source, "here"))
    assert {one.text for one in found if isinstance(one, Template)} == texts
    assert not [one for one in found if isinstance(one, str)]
