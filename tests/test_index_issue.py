from datetime import date

import pytest

from index.issue import IssueGiven, optional_page_number, page_number, parse_date

DAY = date(2020, 2, 11)


def test_what_one_says_is_completed_by_what_another_says() -> None:
    assert IssueGiven("甲报", None, 3).over(IssueGiven("乙报", DAY, 4)) == IssueGiven("甲报", DAY, 3)


@pytest.mark.parametrize("value", [1.5, True, [1]])
def test_page_numbers_of_other_types(value: object) -> None:
    with pytest.raises(ValueError):
        optional_page_number(value)


@pytest.mark.parametrize(
    ("printed", "number"),
    [("01", 1), ("A04", "A4"), ("a4", "A4"), ("第3版", 3), (7, 7), ("副刊", "副刊"), ("１２", 12)],
)
def test_page_numbers(printed: str | int, number: str | int) -> None:
    assert page_number(printed) == number


@pytest.mark.parametrize("bad", ["", "  ", -1])
def test_page_numbers_that_are_none(bad: str | int) -> None:
    with pytest.raises(ValueError):
        page_number(bad)


@pytest.mark.parametrize(
    "printed", ["2020-02-11", "20200211", "2020年2月11日", "2020/2/11", "2020-02-11T08:00:00", "2020.2.11"]
)
def test_dates(printed: str) -> None:
    assert parse_date(printed) == DAY


@pytest.mark.parametrize("printed", ["2020-02-30", "昨天", "11.2.2020"])
def test_dates_that_are_none(printed: str) -> None:
    with pytest.raises(ValueError):
        parse_date(printed)
