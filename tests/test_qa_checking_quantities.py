from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.checking.quantities import Quantity, level, quantities


def only(text: str) -> Quantity:
    (found,) = quantities(level(text))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2.36公里", "2360米"),
        ("1562户", "1,562户"),
        ("４１人", "四十一名"),
        ("41例", "41人"),
        ("5.172 million yuan", "517.2万元"),
        ("下午6时", "18时"),
        ("3 p.m.", "15时"),
        ("三公里", "3公里"),
        ("约4200人", "4216人"),
        ("4200多人", "4216人"),
        ("超过30万辆", "30.8万辆"),
        ("1.5吨", "1500公斤"),
    ],
)
def test_the_same_quantity(one: str, other: str) -> None:
    assert only(one).equals(only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("18时", "18人"),
        ("1562户", "1562人"),
        ("41%", "41人"),
        ("3公里", "3米"),
        ("4300多人", "4216人"),
        ("约5000人", "4216人"),
        ("18元", "18美元"),
        ("第43片", "42片"),
        ("第十二届", "the number is 12"),
        ("第12名", "12人"),
        ("31日", "31st"),
    ],
)
def test_another_quantity(one: str, other: str) -> None:
    assert not only(one).equals(only(other))


@pytest.mark.parametrize("text", ["一定", "两人都来了", "四川", "十分好", "one of them"])
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(level(text)) == ()


@given(st.integers(11, 10**9), st.sampled_from(["人", "米", "元", "户", "亩", ""]))
def test_a_quantity_is_read_as_it_is_written(number: int, unit: str) -> None:
    found = only(f"共{number}{unit}。")
    assert found.value == Decimal(number)
    assert found.equals(only(f"{number:,}{unit}"))
