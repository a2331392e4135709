from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.cite import cite
from qa.records import Answer, Timings
from tests.strategies import article_of, page_of

PAGE = page_of("大桥全长1200米。")


def answer(text: str, numbers: list[int], **fields: Any) -> Answer:
    citations = tuple(cite(number, article_of(PAGE), 0, 4, lambda _: PAGE) for number in numbers)
    values: dict[str, Any] = {"refused": False, "reason": None, "unverified": (), "hits": ()}
    return Answer(
        **{"question": "q", "text": text, "citations": citations, "timings": Timings(0, None, 0), **values, **fields}
    )


def test_an_answer_whose_marks_resolve_is_one() -> None:
    assert answer("大桥全长1200米[1]。工期两年[2][1]。", [1, 2]).citations[1].quote == "大桥全长"


@pytest.mark.parametrize(
    ("text", "numbers"), [("a[1]", []), ("a[2]", [1]), ("[1][3]", [1, 2]), ("[0]", [1]), ("[１]", [])]
)
def test_a_mark_that_resolves_to_nothing_is_refused(text: str, numbers: list[int]) -> None:
    with pytest.raises(ValueError, match=r"every \[n\] must resolve"):
        answer(text, numbers)


@pytest.mark.parametrize("text", ["[?]", "[1234]", "[a]", "[]", "[1 ]"])
def test_other_brackets_are_text(text: str) -> None:
    assert answer(text, []).text == text


def test_a_refusal_has_a_reason_and_an_answer_none() -> None:
    assert answer("没有。", [], refused=True, reason="nothing_found").refused
    with pytest.raises(ValueError, match="a refusal has a reason"):
        answer("没有。", [], refused=True)
    with pytest.raises(ValueError, match="an answer none"):
        answer("大桥。", [], reason="not_answered")


def test_a_refusal_has_no_citations() -> None:
    with pytest.raises(ValueError, match="a refusal has no citations, got 1"):
        answer("没有。", [1], refused=True, reason="not_answered")


@given(st.text(st.sampled_from("甲[]123")), st.lists(st.integers(1, 3), unique=True))
def test_no_answer_is_made_whose_marks_do_not_resolve(text: str, numbers: list[int]) -> None:
    unresolved = [number for number in (1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33) if number not in numbers]
    loose = any(f"[{number}]" in text for number in unresolved)
    try:
        made = answer(text, numbers)
    except ValueError:
        assert "[" in text
    else:
        assert not loose and made.text == text
