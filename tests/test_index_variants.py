"""Variants: slips of the pen, short forms and the words of both sides of the Strait, on an index of real words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalEntry, LexicalIndex
from index.tokens import tokens
from index.variants import NEAR, meant, variants, with_spelled
from index.vocabulary import Vocabulary

TEXTS = [
    "王晓明昨日在北京大学说，国家卫生健康委员会与世界卫生组织（WHO）合作。",
    "北大发布信息，疫情平稳。",
    "本报讯(记者 彭瑜)黄霞获奖，卡塔尔世界杯开幕。",
    "哥斯达黎加队到霁川，裴若舟执着地写软件程序。",
    "Microsoft opens a school in Jichuan",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LexicalIndex]:
    folder: Path = tmp_path_factory.mktemp("lexical")
    LexicalIndex.write(folder, [LexicalEntry(at, text, None, None) for at, text in enumerate(TEXTS)])
    yield LexicalIndex.read(folder)


@pytest.mark.parametrize(
    ("query", "word", "text", "why"),
    [
        ("王小明是谁？", "王小明", "王晓明", "same_sound"),
        ("王明晓是谁？", "王明晓", "王晓明", "near_name"),
        ("王晓朋说了什么？", "王晓朋", "王晓明", "near_name"),
        ("黄暇获了什么奖？", "黄暇", "黄霞", "same_sound"),
        ("卡塔已世界杯何时开幕？", "卡塔已", "卡塔尔", "near_name"),
        ("What does Micrasoft open?", "micrasoft", "microsoft", "near_name"),
        ("北大说了什么？", "北大", "北京大学", "abbreviation"),
        ("北京大学发布了什么？", "北京大学", "北大", "abbreviation"),
        ("卫健委与谁合作？", "卫健委", "卫生健康委员会", "abbreviation"),
        ("WHO与谁合作？", "who", "世界卫生组织", "explained"),
        ("What did the WHO do?", "who", "世界卫生组织", "explained"),
        ("What did Huang Xia win?", "huang xia", "黄霞", "romanised"),
        ("誰寫了軟體？", "软体", "软件", "vocabulary"),
        ("誰很執著？", "执著", "执着", "vocabulary"),
    ],
)
def test_what_stands_otherwise_in_the_pages(index: LexicalIndex, query: str, word: str, text: str, why: str) -> None:
    assert (word, text, why) in [(each.word, each.text, each.why) for each in index.variants(query)]


@pytest.mark.parametrize(
    "query",
    [
        "王晓明在哪里说的？",
        "黄霞获了什么奖？",
        "霁川有什么队？",
        "张某某是谁？",
        "黄河有多长？",
        "Who opens a school?",
        "疫情什么时候平稳？",
        "",
    ],
)
def test_what_stands_as_it_is_written_or_has_nothing_like_it_has_no_variant(index: LexicalIndex, query: str) -> None:
    assert index.variants(query) == ()


@given(st.text("王晓小明黄霞北京大学世卫组织说在，是谁WHOwho ", max_size=20))
def test_variants_stand_in_the_pages_and_their_words_in_the_query(query: str) -> None:
    texts = [set(tokens(text)) for text in TEXTS]
    vocabulary = Vocabulary(names=("世界卫生组织", "北大", "王晓明", "黄霞"), shorts=("北大",))
    found = variants(query, vocabulary, lambda wanted: sum(bool(wanted) and set(wanted) <= each for each in texts))
    for each in found:
        assert any(set(tokens(each.text)) <= text for text in texts)
        assert each.word in query.lower()
        assert 0 < each.weight < 1
        assert each.word != each.text


def test_the_query_as_it_was_meant_has_the_names_of_the_pages(index: LexicalIndex) -> None:
    query = "王小明和黄暇在北大吗？"
    found = index.variants(query)
    assert meant(query, found) == "王晓明和黄霞在北大吗?"
    assert {each.word for each in found if each.why in NEAR} == {"王小明", "黄暇"}
    assert meant("黄霞呢？", index.variants("黄霞呢？")) == "黄霞呢?"


def test_the_chinese_name_stands_behind_what_spells_it(index: LexicalIndex) -> None:
    query = "Did HUANG XIA meet Huang Xia in Doha?"
    assert with_spelled(query, index.variants(query)) == "Did HUANG XIA (黄霞) meet Huang Xia (黄霞) in Doha?"
    assert with_spelled("黄霞获奖了吗？", index.variants("黄霞获奖了吗？")) == "黄霞获奖了吗？"
