from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.numbers import in_figures, numbers

PLACES = ["", "十", "百", "千"]
DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A whole number from 1 to 99,999,999 as it is written in Chinese, such as 一万零三百."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        zero = "零" if 0 < low < 1000 else ""
        return in_chinese(high) + "万" + zero + (in_chinese(low) if low else "")
    text = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += DIGITS[digit] + PLACES[place]
        elif text and number % 10**place:
            text = text.rstrip("零") + "零"
    return text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增41例", {"41"}),
        ("新增４１例", {"41"}),
        ("新增四十一例", {"41"}),
        ("十九趟", {"19"}),
        ("转移1,200人", {"1200"}),
        ("转移１，２００人", {"1200"}),
        ("12，300", {"12", "300"}),
        ("1200,300", {"1200", "300"}),
        ("水位28.40米", {"28.4"}),
        ("水位24.00米", {"24"}),
        ("5月05日", {"5"}),
        ("2024.5.20", {"2024", "5", "20"}),
        ("1.2万人", {"12000"}),
        ("一万二千人", {"12000"}),
        ("1900万立方米", {"19000000"}),
        ("3万亿元", {"3000000000000"}),
        ("一亿二千万", {"120000000"}),
        ("增长41%", {"41%"}),
        ("增长４１％", {"41%"}),
        ("增长百分之四十一", {"41%"}),
        ("grew 41 percent", {"41%"}),
        ("二〇二四年", {"2024"}),
        ("一九九八年", {"1998"}),
        ("三四十人", set()),
        ("一定，万州，两江", set()),
        ("sixty-one wells", set()),
        ("没有数字", set()),
        ("", set()),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三人", {"3"}),
        ("两江一定", {"2", "1"}),
        ("Sixty-one of twenty wells", {"61", "20"}),
        ("thirteen", {"13"}),
        ("none of the tenants", set()),
    ],
)
def test_where_figures_are_looked_up_words_count(text: str, found: set[str]) -> None:
    assert numbers(text, words=True) == found


@given(st.integers(10, 99_999_999))
def test_one_number_is_one_however_it_is_written(number: int) -> None:
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    forms = [str(number), f"{number:,}", str(number).translate(wide), f"{number:,}".translate(wide), in_chinese(number)]
    assert [numbers(f"共{form}人") for form in forms] == [{str(number)}] * len(forms)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_different_numbers_are_told_apart(one: int, other: int) -> None:
    assert (numbers(str(one)) == numbers(str(other))) == (one == other)


@given(st.text(st.characters(exclude_categories=("Cs",))), st.text(max_size=5))
def test_whatever_is_a_number_is_one_where_figures_are_looked_up(text: str, more: str) -> None:
    assert numbers(text) <= numbers(text, words=True)


def test_in_figures_every_number_has_one_form() -> None:
    assert in_figures("全长一千二百米，水位28.40米，一定") == "全长1200米,水位28.4米,一定"
    assert in_figures("２０２４．５．２０") == "2024 5 20"
