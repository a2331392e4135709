from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixInput, ShortenInput, TryLater
from qa.plan import checked_question, leans_on_history, stand_alone
from qa.records import Turn
from tests.fakes import ScriptedChatModel

HISTORY = [Turn("霁河三桥的总工程师是谁？", "总工程师是裴若舟。")]


@pytest.mark.parametrize("question", ["", " ", "\n\t", "\u3000"])
def test_nothing_asked_is_said(question: str) -> None:
    with pytest.raises(FixInput, match="the question is empty"):
        checked_question(question, 2000)


def test_a_question_too_long_is_said_with_both_lengths() -> None:
    with pytest.raises(ShortenInput, match=r"20,000 characters, at most 2,000"):
        checked_question("长" * 20_000, 2000)
    assert checked_question(" " * 5000 + "长" * 2000, 2000) == "长" * 2000


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_question_is_kept_but_for_the_space_around_it(question: str, limit: int) -> None:
    try:
        assert checked_question(question, limit) == question.strip()
    except FixInput:
        assert not question.strip()
    except ShortenInput:
        assert len(question.strip()) > limit


@pytest.mark.parametrize(
    "question",
    [
        "那他多大年纪？",
        "它有多长？",
        "为什么？",
        "还有呢？",
        "那么工期呢？",
        "How old is he?",
        "what about the cost?",
        "多少米？",
    ],
)
def test_questions_that_lean_on_what_was_said(question: str) -> None:
    assert leans_on_history(question)


@pytest.mark.parametrize(
    "question",
    [
        "鹿鸣涧水库的水位是多少米？",
        "其他水库的水位是多少米？",
        "市民应该在哪里领取补助材料？",
        "吉他比赛的冠军奖金是多少元？",
        "尤其受灾严重的村庄有多少户居民？",
        "How many wells did the engineer find?",
    ],
)
def test_questions_that_stand_by_themselves(question: str) -> None:
    assert not leans_on_history(question)


def test_a_question_that_stands_by_itself_is_left_alone() -> None:
    model = ScriptedChatModel("别的问题？")
    question = "鹿鸣涧水库的水位是多少米？"
    assert stand_alone(question, HISTORY, model) == question
    assert model.received == []


def test_without_a_conversation_nothing_is_rewritten() -> None:
    model = ScriptedChatModel("别的问题？")
    assert stand_alone("那他多大年纪？", [], model) == "那他多大年纪？"
    assert model.received == []


@pytest.mark.parametrize(
    "written", ["裴若舟多大年纪？", " 裴若舟多大年纪？\n", "读者:裴若舟多大年纪？", "问题：裴若舟多大年纪？"]
)
def test_a_follow_up_is_written_out_by_the_model(written: str) -> None:
    model = ScriptedChatModel(written)
    assert stand_alone("那他多大年纪？", HISTORY, model) == "裴若舟多大年纪？"
    assert "裴若舟" in str(model.received[0][-1].content)


@pytest.mark.parametrize("written", [" ", "裴若舟\n今年四十岁。", "长" * 500, "问题："])
def test_where_the_model_answers_instead_the_question_before_is_set_in_front(written: str) -> None:
    rewritten = stand_alone("那他多大年纪？", HISTORY, ScriptedChatModel(written))
    assert rewritten == "霁河三桥的总工程师是谁？ 那他多大年纪？"


def test_without_a_model_the_question_before_is_set_in_front() -> None:
    assert stand_alone("那他多大年纪？", HISTORY, None) == "霁河三桥的总工程师是谁？ 那他多大年纪？"


def test_an_error_of_the_model_is_told() -> None:
    with pytest.raises(TryLater):
        stand_alone("那他多大年纪？", HISTORY, ScriptedChatModel(TryLater("busy")))
