"""Writing: each part of a question is asked, checked and confirmed by itself, and what has no answer is told."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest
from langchain_core.messages import BaseMessage

from index.records import Page
from qa.refuse import Signals
from qa.shown.gather import Gathered
from qa.writing import Writer, Written
from tests.fakes import HashingEncoder, ScriptedChatModel
from tests.strategies import article_of, page_of, passage_of

LENGTH, MOVED = "大桥全长多少米？", "全市转移了多少人？"
BRIDGE = page_of("霁川大桥昨日合龙。大桥全长1200米。总工程师是裴若舟。", "1")
FLOOD = page_of("江城水文站水位28.4米。全市转移群众3200人。", "2")
PAGES: dict[str, Page] = {page.id: page for page in (BRIDGE, FLOOD)}
PASSAGES = [passage_of(int(page.id), article_of(page)) for page in PAGES.values()]
FOUND = Gathered((), [], PASSAGES, {}, ())
SEEN = Signals(0.9, 1.0)


def task_of(messages: Sequence[BaseMessage]) -> str:
    return str(messages[1].content).partition("\n\n问题:")[2]


def answers(messages: Sequence[BaseMessage]) -> str:
    return "大桥全长1200米。[1]" if LENGTH in task_of(messages) else "全市转移群众3200人。[2]"


def writer(model: ScriptedChatModel) -> Writer:
    library = cast(Any, SimpleNamespace(encoder=HashingEncoder(), page=PAGES.get))
    return Writer(cast(Any, model), library, FOUND, SEEN, lambda question: question)


def written(model: ScriptedChatModel, *parts: str) -> tuple[str, Written]:
    told = ""
    writing = writer(model).write(parts)
    while True:
        try:
            told += next(writing)
        except StopIteration as end:
            return told, end.value


def test_what_is_asked_in_two_parts_is_answered_in_two_lines_cited_throughout() -> None:
    model = ScriptedChatModel(answers)
    told, whole = written(model, LENGTH, MOVED)
    assert told == "大桥全长1200米。[1]\n全市转移群众3200人。[2]"
    assert whole.composed is not None and whole.composed.text == told
    assert [citation.quote for citation in whole.composed.citations] == ["大桥全长1200米。", "全市转移群众3200人。"]
    assert (whole.reason, whole.unanswered, whole.doubted) == (None, (), ())


def test_the_parts_have_the_same_extracts_in_front() -> None:
    model = ScriptedChatModel(answers)
    written(model, LENGTH, MOVED)
    first, second = (str(messages[1].content).partition("\n\n问题:")[0] for messages in model.received)
    assert first == second


def test_the_part_that_the_pages_do_not_answer_is_told_beside_the_other() -> None:
    model = ScriptedChatModel(answers, verdict=lambda messages: -9.0 if MOVED in task_of(messages) else 5.0)
    told, whole = written(model, LENGTH, MOVED)
    assert whole.composed is not None and whole.composed.text == "大桥全长1200米。[1]"
    assert whole.unanswered == (MOVED,)
    assert told.strip() == "大桥全长1200米。[1]"


def test_where_no_part_is_answered_it_is_a_refusal() -> None:
    _, whole = written(ScriptedChatModel(answers, verdict=-9.0), LENGTH, MOVED)
    assert (whole.composed, whole.reason, whole.unanswered) == (None, "not_answered", ())


def test_what_is_not_borne_out_is_doubted_and_not_shown() -> None:
    _, whole = written(ScriptedChatModel("月亮上有四座水文站。[1]"), LENGTH)
    assert (whole.composed, whole.reason) == (None, "not_answered")
    assert whole.doubted == ("月亮上有四座水文站。",)


def test_a_question_of_no_part_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        written(ScriptedChatModel(answers))
