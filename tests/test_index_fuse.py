"""Fusion: bounded, complete, and led by the ranking that is sure of itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.fuse import concentration, fuse, query_length, trust_in_words

SCORES = st.dictionaries(st.integers(0, 50), st.floats(0, 1), max_size=30)


@given(SCORES, st.dictionaries(st.integers(0, 50), st.floats(0.01, 40), max_size=30), st.integers(0, 200))
def test_every_chunk_stands_once_best_first_between_0_and_1(
    dense: dict[int, float], words: dict[int, float], length: int
) -> None:
    lexical = {key: score for key, score in words.items() if key in dense}
    ranked = fuse(dense, lexical, length)
    assert sorted(one.key for one in ranked) == sorted(dense)
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores)
    assert ranked == fuse(dict(reversed(dense.items())), lexical, length)


def test_a_sure_lexical_ranking_decides_between_near_cosines() -> None:
    dense = {1: 0.90, 2: 0.89, 3: 0.70}
    assert fuse(dense, {2: 20.0}, 9)[0].key == 2
    assert fuse(dense, {}, 9)[0].key == 1


def test_a_lexical_ranking_that_finds_all_alike_is_not_heard() -> None:
    dense = {key: 0.9 - key / 1000 for key in range(20)}
    flat = {key: 10.0 + key / 1000 for key in range(20)}
    assert [one.key for one in fuse(dense, flat, 9)] == list(range(20))


def test_concentration_is_the_fall_from_the_first_to_the_tenth() -> None:
    assert concentration({}) == 0.0
    assert concentration({1: 5.0}) == 1.0
    assert concentration({key: 4.0 - key * 0.25 for key in range(10)}) == (4.0 - 1.75) / 4.0


def test_a_longer_query_gives_the_words_more_weight() -> None:
    dense = {1: 0.90, 2: 0.84, 3: 0.80}
    assert fuse(dense, {2: 20.0}, 2)[0].key == 1
    assert fuse(dense, {2: 20.0}, 60)[0].key == 2


def test_words_are_trusted_less_where_query_and_passages_are_in_two_scripts() -> None:
    chinese = ["霁河大桥昨日合龙，全长2360米。", "CPI与GDP数据公布，增长百分之五。"]
    english = ["The Jihe bridge was closed yesterday."]
    assert trust_in_words("When was the Jihe bridge closed?", chinese) == 0.25
    assert trust_in_words("霁河大桥何时合龙", english) == 0.25
    assert trust_in_words("霁河大桥何时合龙", chinese) == trust_in_words("When was it closed?", english) == 1.0
    assert trust_in_words("CPI GDP", []) == 1.0
    dense = {1: 0.90, 2: 0.87, 3: 0.70}
    assert fuse(dense, {2: 20.0}, 9)[0].key == 2 and fuse(dense, {2: 20.0}, 9, 0.25)[0].key == 1


def test_a_long_query_is_one_of_forty_tokens() -> None:
    assert (query_length(0), query_length(20), query_length(40), query_length(400)) == (0, 0.5, 1, 1)
