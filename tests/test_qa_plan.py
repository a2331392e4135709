from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixInput, ShortenInput, TryLater
from qa.plan import checked_question, faithful, leans_on_history, stand_alone
from qa.records import Turn
from tests.fakes import ScriptedChatModel
from tests.strategies import any_text

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
        "5月20日他在哪里？",
        "昨天他们转移了多少人？",
        "上海有多少？",
        "那上海呢？",
        "第二天呢？",
        "其中几人已经出院？",
        "該橋什麼時候合龍？",
        "这座桥的总投资是多少？",
        "当地的受灾人口是多少？",
        "How much did it cost?",
        "What did the mayor say about that?",
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
        "这个月鹿鸣涧水库的水位是多少米？",
        "那鹿鸣涧水库的水位是多少米？",
        "另外，龙舟赛延期到哪一天？",
        "裴若舟说他什么时候到任？",
        "How many wells has Gu Tingfang found, and how many of them hold water?",
        "How many people are there in the shelter?",
        "How much did it cost to convert the grain store into a bookshop?",
        "Which bridges were closed this week?",
        "Who is the engineer that found the wells?",
        "截至5月20日，市二院接诊了多少名患者，其中几人已经出院？",
        "攻下超薄玻璃的工程师叫什么，她以前学的是什么？",
        "船厂路和柳岸路口那家健身房为什么要改店名？",
        "说“他回来了”的报道登在哪一版？",
        "裴若舟提了什么？",
        "印度的首都在哪",
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


def test_what_a_rule_can_fill_is_not_asked_of_the_model() -> None:
    model = ScriptedChatModel("别的问题？")
    assert stand_alone("那他多大年纪？", HISTORY, model) == "裴若舟多大年纪？"
    assert model.received == []
    assert stand_alone("那他多大年纪？", HISTORY, None) == "裴若舟多大年纪？"


@pytest.mark.parametrize(
    "written", ["裴若舟多大年纪？", " 裴若舟多大年纪？\n", "读者:裴若舟多大年纪？", "问题：裴若舟多大年纪？"]
)
def test_what_no_rule_can_fill_is_written_out_by_the_model(written: str) -> None:
    model = ScriptedChatModel(written)
    assert stand_alone("他们多大年纪？", HISTORY, model) == "裴若舟多大年纪？"
    assert "裴若舟" in str(model.received[0][-1].content)


@pytest.mark.parametrize(
    "written",
    [
        *(" ", "裴若舟\n今年四十岁。", "长" * 500, "问题："),
        "霁河三桥的总工程师是谁？",
        "裴若舟和骆知远多大年纪？",
        "裴若舟多大年纪，是不是42岁？",
        "裴若舟是谁？",
    ],
)
def test_where_the_model_answers_or_invents_the_question_before_is_set_in_front(written: str) -> None:
    rewritten = stand_alone("他们多大年纪？", HISTORY, ScriptedChatModel(written))
    assert rewritten == "霁河三桥的总工程师是谁？ 他们多大年纪？"


def test_the_question_that_is_set_in_front_is_itself_written_out() -> None:
    history = [*HISTORY, Turn("他多大年纪？", "42岁[1]。")]
    assert stand_alone("为什么？", history, None) == "裴若舟多大年纪？ 为什么？"


def test_an_error_of_the_model_is_told() -> None:
    with pytest.raises(TryLater):
        stand_alone("他们多大年纪？", HISTORY, ScriptedChatModel(TryLater("busy")))


@pytest.mark.parametrize(
    ("rewritten", "question", "kept"),
    [
        ("裴若舟5月20日在哪里？", "他5月20日在哪里？", True),
        ("裴若舟5月21日在哪里？", "他5月20日在哪里？", False),
        ("裴若舟在哪里？", "他5月20日在哪里？", False),
        ("霁河三桥的总工程师裴若舟的妻子是谁？", "他的妻子是谁？", True),
        ("霁河三桥的总工程师裴若舟的丈夫是谁？", "他的妻子是谁？", False),
        ("裴若舟的總工程師資格是哪年取得的？", "他的资格是哪年取得的？", True),
    ],
)
def test_a_rewriting_keeps_the_question_and_adds_only_what_was_said(rewritten: str, question: str, kept: bool) -> None:
    assert faithful(rewritten, question, HISTORY) is kept


@given(any_text, st.lists(st.tuples(any_text, any_text), max_size=3))
def test_any_question_is_written_out_and_the_same_way_each_time(question: str, turns: list[tuple[str, str]]) -> None:
    history = [Turn(*turn) for turn in turns]
    written = stand_alone(question, history, None)
    assert written == stand_alone(question, history, None)
    assert written or not question
    if not history or not leans_on_history(question):
        assert written == question
