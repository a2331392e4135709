from __future__ import annotations

from dataclasses import astuple, fields
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixInput
from index.records import Filters
from ui.filters import (
    LONGEST,
    Chosen,
    chip_labels,
    chosen,
    chosen_of,
    from_address,
    read_filters,
    to_address,
    widened,
    without,
    without_days,
)
from ui.texts import CHINESE, ENGLISH

boxes = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(str.strip)
some_boxes = st.builds(Chosen, boxes, boxes, boxes, boxes, boxes)
days = st.none() | st.dates()


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    first, last = draw(days), draw(days)
    if first and last:
        first, last = min(first, last), max(first, last)
    names = st.none() | st.sampled_from(["霁川日报", "A"])
    return Filters(first, last, draw(names), draw(names), draw(st.none() | st.integers(1, 40) | st.just("A4")))


def test_filters_are_read_and_empty_ones_mean_any() -> None:
    assert read_filters(chosen(None, "", None, " "), ENGLISH) == Filters()
    read = read_filters(chosen("霁川日报", " 2024-05-20 ", "2024-05-21", "要闻", "A04"), ENGLISH)
    assert read == Filters(date(2024, 5, 20), date(2024, 5, 21), "霁川日报", "要闻", "A4")
    assert read_filters(chosen("", "", "", "", "02"), ENGLISH) == Filters(page=2)


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "20.5.2024", "<script>"])
def test_what_is_no_date_is_named(value: str) -> None:
    with pytest.raises(FixInput, match="is not a date") as caught:
        read_filters(Chosen(first=value), ENGLISH)
    assert value in caught.value.what and caught.value.remedy == ENGLISH.bad_date_remedy


def test_dates_in_the_wrong_order_are_named() -> None:
    with pytest.raises(FixInput) as caught:
        read_filters(Chosen(first="2024-05-21", last="2024-05-20"), CHINESE)
    assert "2024-05-21" in caught.value.what and "2024-05-20" in caught.value.what


@given(filters())
def test_filters_come_back_from_the_boxes_that_show_them(wanted: Filters) -> None:
    assert read_filters(chosen_of(wanted), CHINESE) == wanted


@given(boxes, some_boxes)
def test_an_address_reproduces_a_search(question: str, wanted: Chosen) -> None:
    address = to_address(question, wanted)
    assert address == "" or address.startswith("?")
    assert address.isascii()
    assert from_address(dict(parse_qsl(address[1:]))) == (question, wanted)


def test_an_address_says_what_is_set_under_the_names_that_the_command_line_has() -> None:
    address = to_address("何时通车？", Chosen("霁川日报", "2024-05-20", "2024-05-21", "A", "4"))
    assert [name for name, _ in parse_qsl(address[1:])] == ["q", "newspaper", "from", "to", "section", "page"]
    assert to_address(" ", Chosen()) == ""


def test_an_address_cannot_fill_a_box_without_end() -> None:
    assert all(len(box) <= LONGEST for box in astuple(from_address({"from": "x" * 9999, "page": "9" * 9999})[1]))


def test_chips_say_what_is_set() -> None:
    assert chip_labels(Chosen(), CHINESE) == {}
    labels = chip_labels(Chosen("霁川日报", "2024-05-20", "2024-05-21", "要闻", "4"), CHINESE)
    assert labels["newspaper"] == "《霁川日报》" and labels["page"] == "第4版" and "要闻" in labels["section"]
    assert labels["dates"] == "2024年5月20日至2024年5月21日"
    assert chip_labels(Chosen(first="2024-05-20"), ENGLISH) == {"dates": "from 20 May 2024"}
    assert chip_labels(Chosen(last="2024-05-20"), CHINESE) == {"dates": "截至2024年5月20日"}
    assert chip_labels(Chosen(first="2024-05-20", last="2024-05-20"), ENGLISH) == {"dates": "20 May 2024"}
    assert "20240" in chip_labels(Chosen(first="20240"), ENGLISH)["dates"], "what is half written is shown as it is"


@given(some_boxes)
def test_taking_every_chip_away_leaves_nothing_set(wanted: Chosen) -> None:
    left = wanted
    for chip in chip_labels(wanted, ENGLISH):
        left = without(left, chip)
        assert chip not in chip_labels(left, ENGLISH)
    assert left == Chosen()
    assert bool(wanted) == any(getattr(wanted, one.name) for one in fields(Chosen))


@given(filters())
def test_wider_dates_hold_the_narrower_ones(narrow: Filters) -> None:
    wide = widened(narrow)
    assert (wide.date_from is None) == (narrow.date_from is None) and (wide.date_to is None) == (narrow.date_to is None)
    assert (wide.date_from or date.min) <= (narrow.date_from or date.min)
    assert (wide.date_to or date.max) >= (narrow.date_to or date.max)
    assert (wide.newspaper, wide.section, wide.page) == (narrow.newspaper, narrow.section, narrow.page)


@pytest.mark.parametrize(
    ("question", "words", "left"),
    [
        ("昨天水库的水位是多少？", ["昨天"], "水库的水位是多少？"),
        ("5月30日的报纸说了大桥什么？", ["5月30日"], "说了大桥什么？"),
        ("大桥在5月20日，合龙了吗？", ["5月20日"], "大桥在合龙了吗？"),
        ("How high was the reservoir on May 30?", ["May 30"], "How high was the reservoir?"),
        ("What did the papers of May 30 say of the bridge?", ["May 30"], "What did the papers say of the bridge?"),
        ("5月20日和5月22日的水位？", ["5月20日", "5月22日"], "和水位？"),
        ("水位是多少？", ["昨天"], ""),
        ("昨天？", ["昨天"], ""),
    ],
)
def test_a_question_loses_its_days(question: str, words: list[str], left: str) -> None:
    assert without_days(question, words) == left


@given(st.text(max_size=40), st.lists(st.text(max_size=6), max_size=3))
def test_a_question_without_its_days_is_never_longer(question: str, words: list[str]) -> None:
    assert len(without_days(question, words)) <= len(question)
