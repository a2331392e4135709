"""Romanised: names in pinyin are found whatever their cut, and nothing else is taken for one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from index.romanised import romanised

NAMES = ["裴若舟", "顾廷芳", "黄霞", "吕梁", "西安", "先", "上海", "地坛", "北京", "习近平"]


def names(pattern: str) -> list[str]:
    return [name for name in NAMES if re.fullmatch(pattern, name)]


def found(text: str) -> list[tuple[str, str]]:
    return list(romanised(text, names))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Who is Huang Xia?", [("Huang Xia", "黄霞")]),
        ("Pei Ruozhou is the engineer.", [("Pei Ruozhou", "裴若舟")]),
        ("Is it in Xi'an or in Xian?", [("Xi'an", "西安"), ("Xian", "西安")]),
        ("When did Beijing Ditan Hospital open?", [("Beijing", "北京"), ("Ditan", "地坛")]),
        ("What do Lvliang, Luliang and Lyuliang mean?", [(one, "吕梁") for one in ("Lvliang", "Luliang", "Lyuliang")]),
        ("What did Xi Jinping say?", [("Xi Jinping", "习近平")]),
        # A family name is not looked for without the name behind it, nor the other way round.
        ("Where did Duan Shanghai go?", []),
        ("Shanghai", []),
        ("Who can change the hangar?", []),
        ("", []),
    ],
)
def test_names_are_found_by_how_they_are_spelled(text: str, pairs: list[tuple[str, str]]) -> None:
    assert found(text) == pairs


@given(st.text("习近平上海王丽华国安", min_size=2, max_size=4))
def test_what_pypinyin_spells_is_found(name: str) -> None:
    family, *given_name = lazy_pinyin(name)
    spelled = f"{family.capitalize()} {''.join(given_name).capitalize()}"
    pairs = romanised(f"Who is {spelled}?", lambda pattern: [name] if re.fullmatch(pattern, name) else [])
    assert list(pairs) == [(spelled, name)]


@given(st.text())
def test_any_text_is_looked_at(text: str) -> None:
    assert all(words in text and name in NAMES for words, name in found(text))
