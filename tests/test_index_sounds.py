"""Sounds: readings without tones, characters with several, texts that sound alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sounds import readings, same_sound


def test_readings_are_without_tones() -> None:
    assert readings("王") == {"wang", "yu"}
    assert readings("行") == {"xing", "hang"}
    assert "lv" in readings("吕")
    assert readings("A") == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "same"), [("王小明", "王晓明", True), ("黄暇", "黄霞", True), ("大", "小", False)]
)
def test_names_that_sound_alike(one: str, other: str, same: bool) -> None:
    assert same_sound(one, other) is same


@given(st.text(max_size=6), st.text(max_size=6))
def test_sounding_the_same_holds_both_ways_and_of_a_text_itself(one: str, other: str) -> None:
    assert same_sound(one, one)
    assert same_sound(one, other) == same_sound(other, one)
