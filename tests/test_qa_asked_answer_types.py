"""What would answer a question, and whether a sentence holds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asked.answer_types import answer_type, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("霁河三桥什么时候合龙？", "time"),
        ("會議何時召開？", "time"),
        ("报名截止时间是哪天", "time"),
        ("When was the bridge closed?", "time"),
        ("总工程师是谁？", "person"),
        ("Who leads the project?", "person"),
        ("展览在哪里举行？", "place"),
        ("他出生在哪個城市？", "place"),
        ("Where is the exhibition?", "place"),
        ("转移了多少群众？", "number"),
        ("治愈了几例？", "number"),
        ("How many people were moved?", "number"),
        ("大桥多长？", "number"),
        ("为什么停运？", None),
        ("有哪些措施？", None),
        ("How is the water tested?", None),
    ],
)
def test_the_words_of_a_question_tell_what_answers_it(question: str, kind: str | None) -> None:
    assert answer_type(question) == kind


def test_what_comes_first_in_the_question_is_what_it_asks_for() -> None:
    assert answer_type("谁在5月20日说了多少次？") == "person"


@pytest.mark.parametrize(
    ("kind", "text", "question", "expected"),
    [
        ("time", "大桥7月中旬合龙。", "大桥何时合龙？", True),
        ("time", "大桥合龙在即。", "大桥何时合龙？", False),
        ("time", "5月20日，大桥停工。", "5月20日后大桥何时复工？", False),
        ("time", "The bridge opens on 3 July.", "When does the bridge open?", True),
        ("number", "转移群众4216人。", "转移了多少人？", True),
        ("number", "截至5月19日18时仍在转移。", "截至5月19日18时转移了多少人？", False),
        ("person", "总工程师王建国说。", "总工程师是谁？", True),
        ("person", "总工程师说。", "总工程师是谁？", False),
        ("person", "Chief engineer Wang Jianguo said so.", "Who said so?", True),
        ("place", "展览在北京举行。", "展览在哪里举行？", True),
        ("place", "展览如期举行。", "展览在哪里举行？", False),
    ],
)
def test_a_sentence_holds_what_is_asked_where_it_says_something_new(
    kind: str, text: str, question: str, expected: bool
) -> None:
    assert holds(kind, text, question) is expected  # type: ignore[arg-type]


@given(st.text(max_size=60), st.sampled_from(["time", "place", "number", "person"]))
def test_a_question_never_holds_its_own_answer(text: str, kind: str) -> None:
    assert not holds(kind, text, text)  # type: ignore[arg-type]
    answer_type(text)
