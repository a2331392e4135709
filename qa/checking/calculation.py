"""Calculation: figures of a sentence that follow from others which it shows, so that they need stand nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from qa.checking.facts import Fact

_OPERATION = re.compile(
    r"^[^\d+−–×÷*/-]{0,3}(?P<sign>[+−–×÷*/-]|(?<!增)加(?![到至了])|减(?!少)|乘以?|除以)[^\d+−–×÷*/-]{0,3}$"
)
_DIFFERENCE = re.compile(
    r"增加|减少|增长|多|少|相差|差|降|升|涨|跌|高出|低|more|fewer|less|differ|increase|decrease|rose|fell"
)
_SUM = re.compile(r"共|合计|总|加起来|total|together|sum|altogether")


def derived(said: Sequence[Fact], statement: str) -> list[Fact]:
    """The figures that a statement (which `level` gave) shows to be computed from two others of its figures.

    Either it writes the operation (41−18) or it names both figures before and says by a word what is made of them
    (从18人增加到41人，增加23人). Sum and difference are exact; a product or ratio is to the places that it has.
    """
    figures = [fact for fact in said if fact.quantity is not None]
    results: list[Fact] = []
    for one, other in combinations(figures, 2):
        assert one.quantity is not None
        assert other.quantity is not None
        values = set(_written(one, other, statement))
        shown = bool(values)
        for result in figures:
            if result in (one, other) or result.quantity is None:
                continue
            if not shown and (result.start < other.end or not result.quantity.same_kind(one.quantity)):
                continue
            made = values or set(_worded(one, other, statement[other.end : result.end + 2]))
            if result.quantity.value in made:
                results.append(result)
    return results


def _written(one: Fact, other: Fact, statement: str) -> Iterator[Decimal]:
    """What an operation that stands between two figures gives."""
    match = _OPERATION.match(statement[one.end : other.start])
    if match is None or one.quantity is None or other.quantity is None:
        return
    left, right = one.quantity.value, other.quantity.value
    sign = match["sign"]
    if sign in "+加":
        yield left + right
    elif sign in "−–-减":
        yield left - right
    elif sign in "×*" or sign.startswith("乘"):
        yield left * right
    elif right:
        ratio = left / right
        yield from (round(ratio, places) for places in range(3))
        yield from (round(ratio * 100, places) for places in range(3))


def _worded(one: Fact, other: Fact, between: str) -> Iterator[Decimal]:
    if one.quantity is None or other.quantity is None or not one.quantity.same_kind(other.quantity):
        return
    if _DIFFERENCE.search(between):
        yield abs(one.quantity.value - other.quantity.value)
    if _SUM.search(between):
        yield one.quantity.value + other.quantity.value
