import re
from datetime import date

import pytest

from index.date_words import FESTIVALS, date_words, number, plain_text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12月", 12),
        ("十月", 10),
        ("十二月", 12),
        ("二十", 20),
        ("三十一日", 31),
        ("廿三", 23),
        ("初五", 5),
        ("二〇二〇年", 2020),
        ("一九四九年", 1949),
        ("腊", 12),
    ],
)
def test_written_numbers(written: str, value: int) -> None:
    assert number(written) == value


def test_no_number() -> None:
    with pytest.raises(ValueError):
        number("日")


def test_plain_text_keeps_every_offset() -> None:
    text = "農曆正月２０號、週三與國慶節 A"
    assert len(plain_text(text)) == len(text)
    assert plain_text(text) == "农历正月20号、周三与国庆节 A"


@pytest.mark.parametrize("kind", FESTIVALS)
def test_every_festival_is_found_as_itself_and_has_days(kind: str) -> None:
    pattern, in_year = FESTIVALS[kind]
    name = re.sub(r"\(\?[!=][^)]*\)", "", pattern.split("|")[0]).replace("?", "")
    name = re.sub(r"\(:?([^|)]*).*\)$", r"\1", name).replace("(:", "")
    assert [word.kind for word in date_words(f"在{name}，")][:1] == [kind], name
    first, last = in_year(2020)
    assert date(2020, 1, 1) <= first <= last <= date(2020, 12, 31)
