from __future__ import annotations

import copy
import errno
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.messages import Message, finished, message_from_json, message_json, system_reason

CHINESE = {"{count:,} files of {whom}": "{whom}的 {count:,} 个文件", "nobody": "无人"}
VALUES = st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.builds(finished, st.text()))


def chinese(template: str) -> str:
    return CHINESE.get(template, template)


def test_the_same_message_is_said_in_either_language() -> None:
    message = Message("{count:,} files of {whom}", count=1200, whom=Message("nobody"))
    assert str(message) == "1,200 files of nobody"
    assert message.text(chinese) == "无人的 1,200 个文件"


@given(st.text(), st.text())
def test_what_is_in_a_value_is_never_a_template(first: str, other: str) -> None:
    message = Message("{first}|{other!s}", first=first, other=other)
    assert message.text() == message.text(chinese) == f"{first}|{other}"


@given(st.text(), st.dictionaries(st.sampled_from("abc"), VALUES))
def test_a_message_says_something_whatever_it_is_made_of(template: str, values: dict[str, object]) -> None:
    assert isinstance(Message(template, **values).text(), str)


@pytest.mark.parametrize("translation", ["{other}", "{", "{0}", "{x.y}", "{x[y]}", "{x:d}"])
def test_a_translation_that_does_not_fit_gives_way_to_english(translation: str) -> None:
    assert Message("no {x}", x="file").text(lambda _: translation) == "no file"


def test_a_value_keeps_no_object_alive_but_its_words() -> None:
    assert Message("{path}", path=Path("a/b")).values == {"path": "a/b"}


def test_the_words_of_the_system_are_a_message_of_their_own() -> None:
    error = OSError(errno.ENOSPC, "No space left on device", "a.txt")
    said = Message("not written ({error})", error=error)
    assert str(said) == f"not written ({error})"
    assert said.text(lambda one: {"No space left on device": "磁盘已满"}.get(one, one)) == (
        "not written ([Errno 28] 磁盘已满: 'a.txt')"
    )
    assert str(system_reason(OSError("odd"))) == "odd"
    assert str(Message("{error}", error=OSError("odd {x}"))) == "odd {x}"


@given(st.text(), st.dictionaries(st.sampled_from("abc"), VALUES))
def test_a_message_outlives_json_and_a_copy(template: str, values: dict[str, object]) -> None:
    message = Message(template, inner=Message("{x}", x=1), **values)
    assert message_from_json(json.loads(json.dumps(message_json(message)))) == message
    assert copy.deepcopy(message) == message
