"""Duplicates: reprints, shortened and misread ones, are one passage; sources that disagree are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.duplicates import PassageText

STORY = (
    "霁河三桥昨日合龙，大桥全长2360米，双向六车道。总工程师裴若舟说，大桥年底前通车，从城东到城西的车程由四十分钟缩短到"
    "十五分钟。桥上设有观景台，市民可步行过河。"
)


def repeats(one: str, other: str) -> bool:
    assert PassageText(one).repeats(PassageText(other)) == PassageText(other).repeats(PassageText(one))
    return PassageText(one).repeats(PassageText(other))


@pytest.mark.parametrize(
    "again",
    [
        STORY,
        STORY.replace("，", "，\n"),
        STORY.replace("橋", "桥").replace("龙", "龍"),
        STORY[: STORY.index("桥上设有")],
        STORY + "观景台周末开放到二十三点。",
        STORY.replace("观景", "观渠"),
    ],
    ids=["same", "other lines", "traditional", "shortened", "longer", "one character misread"],
)
def test_what_only_says_it_again_is_a_repeat(again: str) -> None:
    assert repeats(STORY, again)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2360", "2630"),
        ("六车道", "八车道"),
        ("裴若舟", "魏怀谷"),
        ("裴若舟", "裴若丹"),
        ("城东到城西", "机场到车站"),
        ("城东到城西", "城北到城西"),
        ("可步行", "不可步行"),
        ("十五分钟", "二十五分钟"),
    ],
)
def test_another_figure_name_place_or_a_denial_makes_another_source(old: str, new: str) -> None:
    assert not repeats(STORY, STORY.replace(old, new))


def test_short_sentences_that_differ_in_one_character_are_two() -> None:
    assert not repeats("第16届巴塞尔中秋节在伯尔举办。", "第16届巴塞尔中秋节在伯乐举办。")


def test_decimal_points_are_seen() -> None:
    assert not repeats("增速为3.5%。", "增速为35%。")


@given(st.text("大桥合龙水位上涨第12号，。 no", max_size=30), st.text("大桥合龙水位上涨第12号，。 no", max_size=30))
def test_repeating_is_mutual_and_a_text_repeats_itself(one: str, other: str) -> None:
    assert repeats(one, one)
    assert repeats(one, other) == repeats(other, one)


def test_texts_without_letters_are_one_only_where_they_are_the_same() -> None:
    assert not repeats("……", "——") and repeats("……", "… …")
