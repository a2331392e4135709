from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.search import Library
from qa.asked.answer_types import answer_type
from qa.asked.question import content_words, coverage, language_of, word_weights
from tests.fakes import HashingEncoder
from tests.strategies import newspaper_text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("霁河三桥的总工程师是谁？", {"总工程师"}),
        ("请问水库的水位是多少米？", {"水库", "水位"}),
        ("How many wells did the engineer find?", {"wells", "engineer", "find"}),
        ("Where is the FERRY？", {"ferry"}),
        ("霁河三桥的工程师裴若舟说什么？", {"霁河", "三桥", "工程师", "裴若舟"}),
    ],
)
def test_words_that_carry_what_is_asked(question: str, words: set[str]) -> None:
    assert words <= set(content_words(question))
    assert not {"是", "谁", "多少", "的", "how", "many", "did", "the", "where", "is", "请问"} & set(
        content_words(question)
    )


def test_a_character_that_stands_alone_counts_only_where_there_is_nothing_else() -> None:
    assert content_words("全市转移群众多少人？") == ["全市", "转移", "群众"]
    assert content_words("多少人？") == ["人"]


@pytest.mark.parametrize("question", ["是谁？", "多少？", "？！", "", "what is it", " "])
def test_a_question_may_have_no_words_of_its_own(question: str) -> None:
    assert content_words(question) == []


@given(st.text())
def test_any_text_has_words_each_once(question: str) -> None:
    words = content_words(question)
    assert len(set(words)) == len(words) and all(words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("大桥何时合龙？", "zh"),
        ("When will the bridge open?", "en"),
        ("When will 霁河三桥 open?", "zh"),
        ("When will the bridge over the 霁河 open?", "en"),
        ("GDP是多少", "zh"),
        ("2024", "zh"),
        ("", "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_all_of_it_there_is_1_and_nothing_0() -> None:
    weights = {"大桥": 2.0, "合龙": 1.0}
    assert coverage(weights, "霁川大桥昨日合龙。") == 1.0
    assert coverage(weights, "水位上涨。") == 0.0
    assert coverage(weights, "大桥。") == pytest.approx(2 / 3)
    assert coverage({}, "大桥") == 0.0


def test_half_a_word_counts_half_and_a_traditional_page_is_read() -> None:
    assert coverage({"执行官": 1.0}, "首席执行") == 0.5
    assert coverage({"总工程师": 1.0}, "總工程師") == 1.0
    assert coverage({"ferry": 1.0}, "The Ferry stopped") == 1.0
    assert coverage({"fer": 1.0}, "The Ferry stopped") == 0.0


def test_a_single_character_is_found_within_words() -> None:
    assert coverage({"桥": 1.0}, "大桥合龙") == 1.0
    assert coverage({"桥": 1.0}, "水位上涨") == 0.0


def test_a_word_that_a_line_break_cuts_is_whole() -> None:
    assert coverage({"裴若舟": 1.0}, "总工程师裴\n若舟") == 1.0


@given(
    st.dictionaries(st.sampled_from(["大桥", "合龙", "水位", "执行官", "ferry", "41"]), st.floats(0.1, 9)),
    newspaper_text,
)
def test_a_share_is_between_0_and_1_and_grows_with_the_text(weights: dict[str, float], text: str) -> None:
    share = coverage(weights, text)
    assert 0.0 <= share <= 1.0 + 1e-9
    assert coverage(weights, f"{text} 大桥") >= share - 1e-9


def test_rare_words_weigh_more_than_common_ones(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(
            f"水库第{number}次放水。" + "总工程师裴若舟。" * (number == 0), encoding="utf-8"
        )
    build(tmp_path / "library", [tmp_path], encoder=HashingEncoder())
    library = Library.open(tmp_path / "library", HashingEncoder())
    weights = word_weights("水库的总工程师是谁？", library)
    assert weights["总工程师"] > 2 * weights["水库"] > 0
    library.close()


def test_a_question_in_traditional_characters_asks_for_a_number_too() -> None:
    assert answer_type("治愈了幾例？") == answer_type("治愈了几例？") == "number"
    assert list(content_words("為什麼？")) == list(content_words("为什么？"))
