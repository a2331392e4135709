from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import errors
from index.errors import AskpressError

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
