from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.refuse import (
    EXTRACTIVE_COVERAGE,
    FOREIGN_SIMILARITY,
    NEAR,
    NO_MATTER,
    Signals,
    says_no,
    signals,
    verdict_threshold,
    why_refuse,
    why_refuse_extract,
)
from tests.strategies import article_of, hit_of, page_of, passage_of, sentences_of

BRIDGE = article_of(page_of("霁川大桥昨日合龙。大桥全长1200米。"), title="大桥合龙")


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (Signals(0.9, 1.0), None),
        (Signals(0.9, 1.0, 2.1), None),
        (Signals(0.9, 1.0, 1.9), "not_answered"),
        (Signals(0.9, 1.0, 9.0, ("上海市",)), "nothing_found"),
        (Signals(NEAR - 0.01, NO_MATTER - 0.01), "nothing_found"),
        (Signals(NEAR - 0.01, NO_MATTER - 0.01, 9.0), "nothing_found"),
        (Signals(NEAR, NO_MATTER - 0.01), None),
        (Signals(NEAR, NO_MATTER - 0.01, 9.0), None),
        (Signals(NEAR, NO_MATTER - 0.01, 1.9), "nothing_found"),
        (Signals(FOREIGN_SIMILARITY + 0.01, None), None),
        (Signals(FOREIGN_SIMILARITY - 0.01, None), "nothing_found"),
        (Signals(0.0, 0.0), "nothing_found"),
    ],
)
def test_reasons(found: Signals, reason: str | None) -> None:
    assert why_refuse(found, threshold=2.0) == reason


def test_without_a_model_more_of_the_question_must_stand_there() -> None:
    assert why_refuse_extract(Signals(0.9, EXTRACTIVE_COVERAGE)) is None
    assert why_refuse_extract(Signals(0.9, EXTRACTIVE_COVERAGE - 0.01)) == "not_answered"
    assert why_refuse_extract(Signals(0.9, NO_MATTER - 0.01)) == "nothing_found"


@given(st.floats(-1, 1), st.none() | st.floats(0, 1), st.none() | st.floats(-20, 20))
def test_what_is_refused_with_a_model_is_refused_without_one(
    similarity: float, coverage: float | None, verdict: float | None
) -> None:
    found = Signals(similarity, coverage, verdict)
    if why_refuse(found) is not None:
        assert why_refuse_extract(found) == why_refuse(found)


def test_signals_of_passages_that_bear_on_the_question() -> None:
    hit = hit_of(BRIDGE)
    found = signals("大桥全长多少米？", {"大桥": 1.0, "全长": 1.0}, [hit], sentences_of(hit), [passage_of(1, BRIDGE)])
    assert (found.similarity, found.coverage, found.verdict) == (0.9, 1.0, None)


def test_words_of_the_headline_count() -> None:
    headline = article_of(page_of("昨日完工。"), title="大桥合龙")
    hit, passages = hit_of(headline), [passage_of(1, headline)]
    found = signals("大桥何时合龙？", {"大桥": 1.0, "合龙": 1.0}, [hit], sentences_of(hit), passages)
    assert found.coverage == 1.0


def test_a_name_that_no_passage_knows_is_missing_and_a_shorter_form_is_enough() -> None:
    hits, sentences, passages = [hit_of(BRIDGE)], sentences_of(hit_of(BRIDGE)), [passage_of(1, BRIDGE)]
    assert signals("上海市市长是谁?", {"市长": 1.0}, hits, sentences, passages).missing_names == ("上海市",)
    shanghai = article_of(page_of("上海今日有雨。"), title="天气")
    # Found, though what it says is of another day and not among the sentences.
    hits.append(hit_of(shanghai))
    assert signals("上海市有雨吗?", {"有雨": 1.0}, hits, sentences, passages).missing_names == ()


def test_only_a_model_that_was_measured_has_a_threshold_of_its_own() -> None:
    assert verdict_threshold("qwen2.5-coder-1.5b-instruct-q4_k_m") > 0
    assert verdict_threshold("another") == 0.0


def test_without_passages_there_is_no_sign() -> None:
    assert why_refuse(signals("大桥？", {"大桥": 1.0}, [], [], [])) == "nothing_found"


def test_words_cannot_be_compared_across_languages_or_where_there_are_none() -> None:
    sentences, passages = sentences_of(hit_of(BRIDGE)), [passage_of(1, BRIDGE)]
    assert signals("How long is the bridge?", {"long": 1.0, "bridge": 2.0}, [], sentences, passages).coverage is None
    assert signals("是谁？", {}, [], sentences, passages).coverage is None


@pytest.mark.parametrize(
    "text",
    [
        "摘录中没有提到大桥的造价。",
        "资料未说明原因。",
        "无法确定具体日期。",
        "The extracts do not mention the cost.",
        "There is no information about it.",
        "The date is not given [1].",
        "They don't say; it isn't specified.",
    ],
)
def test_ways_to_say_that_there_is_no_answer(text: str) -> None:
    assert says_no(text)


@pytest.mark.parametrize(
    "text",
    ["大桥全长1200米。", "没有人员伤亡。", "The ferry will not run on Sunday.", "Nobody was hurt.", "桥没有封闭。"],
)
def test_a_no_that_is_an_answer(text: str) -> None:
    assert not says_no(text)
