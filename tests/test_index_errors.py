from __future__ import annotations

import copy
import inspect
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import errors
from index.errors import AskpressError, ErrorText

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, AskpressError) and kind is not AskpressError
]


def test_all_parts_stand_on_one_line_in_their_order() -> None:
    error = errors.FixInput("line 3 is\nno JSON", where="/pages/a.jsonl", remedy="mend it")
    assert str(error) == "line 3 is no JSON | where: /pages/a.jsonl | to mend: mend it"


def test_parts_that_are_not_known_are_left_out() -> None:
    assert str(errors.TryLater("busy")) == "busy"
    assert str(errors.TryLater("busy", remedy="wait")) == "busy | to mend: wait"


@given(st.text(), st.text(), st.text())
def test_an_error_is_one_line_whatever_is_in_it(what: str, where: str, remedy: str) -> None:
    assert len(str(AskpressError(what, where=where, remedy=remedy)).splitlines()) <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_told_apart_and_says_what_the_caller_does(kind: type[AskpressError]) -> None:
    assert kind.__doc__ and kind.__doc__.strip().endswith(".")
    assert not any(issubclass(kind, other) for other in KINDS if other is not kind)
    error = kind("what", where="there", remedy="so")
    assert (error.what, error.where, error.remedy) == ("what", "there", "so")


def test_what_and_remedy_are_templates_of_the_same_values() -> None:
    error = errors.FixInput("{name} has {size:,} bytes", where="/{name}", remedy="split {name}", name="{a}", size=1234)
    assert error.in_words() == ("{a} has 1,234 bytes", "/{name}", "split {a}")
    said = {"{name} has {size:,} bytes": "{name} 有 {size:,} 字节", "split {name}": "请拆开 {name}"}
    assert error.in_words(lambda one: said.get(one, one)) == ("{a} 有 1,234 字节", "/{name}", "请拆开 {a}")
    assert str(error) == "{a} has 1,234 bytes | where: /{name} | to mend: split {a}"


def test_an_error_is_the_same_at_another_place() -> None:
    error = errors.TryLater("no {x}", where="here", remedy="wait", x=1).at("there")
    assert isinstance(error, errors.TryLater)
    assert error.in_words() == ("no 1", "there", "wait")


@given(st.text(), st.text(), st.text())
def test_an_error_that_is_kept_can_be_said_in_another_language_later(what: str, where: str, value: str) -> None:
    error = errors.FixInput(what, where=where, remedy="mend {value}", value=value)
    kept = json.loads(json.dumps(errors.said_json(error)))
    again = errors.error_from_json(errors.FixInput, kept, ErrorText("not", "looked", "at"))
    assert (type(again), again.parts, str(again)) == (errors.FixInput, error.parts, str(error))


@given(st.text(), st.text(), st.text(), st.sampled_from([{}, {"what": {}}, {"odd": 1}, {"what": "x"}]))
def test_what_an_older_version_kept_stays_as_it_was_said(what: str, where: str, remedy: str, kept: Any) -> None:
    again = errors.error_from_json(errors.FixInput, kept, ErrorText(what, where, remedy))
    assert again.in_words() == (what, where, remedy)


def test_an_error_can_be_copied() -> None:
    error = copy.deepcopy(errors.FixInput("no {x}", where="here", remedy="mend {x}", x=1))
    assert str(error) == "no 1 | where: here | to mend: mend 1"
