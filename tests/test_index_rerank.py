"""Second stage: scores stay bounded, a cluster lifts its members, whole words and their rarity count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dense import Vectors
from index.fuse import Candidate
from index.passages import Passage
from index.rerank import weigh_words, with_feedback, with_words

SCORES = st.lists(st.floats(0, 1), max_size=40)


def candidates(scores: list[float]) -> list[Candidate]:
    found = [Candidate(key, score, score, None) for key, score in enumerate(scores)]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.key))


def unit(rows: list[list[float]]) -> Vectors:
    vectors = np.array(rows, np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def is_ranked(ranked: list[Candidate], before: list[Candidate]) -> bool:
    scores = [candidate.score for candidate in ranked]
    kept = sorted(ranked, key=lambda candidate: candidate.key), sorted(before, key=lambda candidate: candidate.key)
    return (
        scores == sorted(scores, reverse=True)
        and all(-1e-6 <= score <= 1 + 1e-6 for score in scores)
        and [one._replace(score=0) for one in kept[0]] == [one._replace(score=0) for one in kept[1]]
    )


@given(SCORES, st.integers(0, 100))
def test_feedback_keeps_every_candidate_and_its_parts(scores: list[float], seed: int) -> None:
    before = candidates(scores)
    vectors = np.random.default_rng(seed).normal(size=(len(scores), 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert is_ranked(with_feedback(before, vectors), before)


def test_of_near_scores_the_one_that_others_are_like_comes_first() -> None:
    alone, *together = [1.0, 0.0], [0.02, 1.0], [0.0, 1.0], [-0.02, 1.0]
    before = candidates([0.92, 0.9, 0.89, 0.88])
    assert with_feedback(before, unit([alone, *together]))[0].key != 0


def test_what_stands_far_above_the_rest_stays_first() -> None:
    alone, *together = [1.0, 0.0], [0.02, 1.0], [0.0, 1.0], [-0.02, 1.0]
    before = candidates([1.0, 0.45, 0.44, 0.43])
    assert with_feedback(before, unit([alone, *together]))[0].key == 0


@given(SCORES, st.text("大桥合龙水位上涨abc 12", max_size=12), st.integers(0, 60), st.sampled_from([0.25, 1.0]))
def test_words_keep_every_candidate_and_its_parts(scores: list[float], query: str, length: int, trust: float) -> None:
    before = candidates(scores)
    passages = {one.key: Passage(f"大桥合龙第{one.key}号 abc", "霁川日报") for one in before[::2]}
    assert is_ranked(with_words(before, passages, weigh_words(query, len), length, trust), before)


def test_a_word_counts_whole_and_by_its_rarity() -> None:
    weights = weigh_words("大桥什么时候合龙", lambda token: {"合龙": 9.0, "大桥": 3.0}.get(token, 1.0))
    assert weights["合龙"] == 9.0 and weights["大桥"] == 3.0
    before = candidates([0.5, 0.5, 0.5])
    passages = {
        0: Passage("大桥将合。龙舟赛延期。", ""),
        1: Passage("主塔今日合\n龙。", ""),
        2: Passage("市集开张。", ""),
    }
    ranked = with_words(before, passages, {"合龙": 9.0, "大桥": 3.0}, 8)
    assert [candidate.key for candidate in ranked] == [1, 0, 2]
    assert ranked[-1].score == pytest.approx(0.5 / (1 + (0.04 + 0.11 * 8 / 40)))


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("41", "新增41例", True),
        ("41", "新增1412例", False),
        ("4,216", "转移群众４,２１６人", True),
        ("art", "a party in the park", False),
        ("art", "Art of the river", True),
        ("合龍", "大桥合龙", False),
        ("合龙", "大橋合龍", True),
    ],
)
def test_numbers_and_latin_words_stand_by_themselves_and_forms_are_folded(word: str, text: str, there: bool) -> None:
    before = candidates([0.5, 0.5])
    ranked = with_words(before, {1: Passage(text, "")}, {word: 1.0}, 1)
    assert (ranked[0].key == 1) == there


def test_words_weigh_more_in_a_long_query() -> None:
    before = candidates([0.6, 0.55])
    passages = {0: Passage("水位上涨", ""), 1: Passage("大桥合龙", "")}
    assert with_words(before, passages, {"合龙": 1.0}, 1)[0].key == 0
    assert with_words(before, passages, {"合龙": 1.0}, 40)[0].key == 1
