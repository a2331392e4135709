"""Abbreviations: what the parts of a name make, and what they do not."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import abbreviated

HEALTH = ("国家", "卫生", "健康", "委员会")
CONGRESS = ("全国", "人民", "代表", "大会", "常务", "委员会")


@pytest.mark.parametrize(
    ("short", "parts", "full"),
    [
        ("北大", ("北京", "大学"), "北京大学"),
        ("卫健委", HEALTH, "卫生健康委员会"),
        ("国家卫健委", HEALTH, "国家卫生健康委员会"),
        ("世卫组织", ("世界", "卫生", "组织"), "世界卫生组织"),
        ("人大", CONGRESS[:4], "人民代表大会"),
        ("人大常委会", CONGRESS, "人民代表大会常务委员会"),
        ("中科院", ("中国", "科学院"), "中国科学院"),
        ("中石化", ("中国", "石油", "化工", "集团"), "中国石油化工集团"),
    ],
)
def test_short_forms_as_newspapers_use_them(short: str, parts: tuple[str, ...], full: str) -> None:
    assert abbreviated(short, parts) == full


@pytest.mark.parametrize(
    ("short", "parts"),
    [
        ("大北", ("北京", "大学")),
        ("京大", ("北京", "大学")),
        ("北京", ("北京", "大学")),
        ("北京大学", ("北京", "大学")),
        ("国委", HEALTH),
        ("卫健", HEALTH),
        ("北清", ("北京", "大学")),
        ("人", CONGRESS),
        ("浙江大学", ("浙江", "师范", "大学")),
        ("美国众议院", ("美国", "国会", "众议院")),
    ],
)
def test_what_is_no_short_form(short: str, parts: tuple[str, ...]) -> None:
    assert abbreviated(short, parts) is None


_WORDS = st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=4), min_size=2, max_size=7)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=6))
def test_the_heads_of_all_parts_are_a_short_form_unless_they_stand_in_the_name(lengths: list[int]) -> None:
    # Of different characters: where they repeat, the heads may be whole parts, which is another name.
    characters = iter("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地")
    parts = ["".join(islice(characters, length)) for length in lengths]
    heads, full = "".join(part[0] for part in parts), "".join(parts)
    if heads not in full:
        assert abbreviated(heads, parts) == full


@given(st.text("甲乙丙丁戊", max_size=7), _WORDS)
def test_a_short_form_stands_in_order_within_what_it_stands_for(short: str, parts: list[str]) -> None:
    full = abbreviated(short, parts)
    if full is not None:
        rest = iter(full)
        assert all(character in rest for character in short)
        assert "".join(parts).endswith(full)
        assert len(short) < len(full)
