from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui_samples import article
from ui.authors import authors_of, surname_first


@pytest.mark.parametrize(
    ("byline", "dateline", "expected"),
    [
        ("记者 彭瑜 通讯员 李进发", "", ("彭瑜", "李进发")),
        ("记者 李 明", "", ("李明",)),
        ("人民日报评论员", "", ("人民日报评论员",)),
        ("据新华社", "", ("新华社",)),
        ("本报综合", "", ()),
        ("", "", ()),
        ("", "新华社北京2月10日电", ("新华社",)),
        ("本报综合", "新华社北京2月10日电", ("新华社",)),
        ("记者 彭瑜", "新华社北京2月10日电", ("彭瑜",)),
        ("", "本报澜津5月19日专电", ()),
        ("", "BEIJING, Feb. 10 (Xinhua)", ("Xinhua",)),
        ("Lin Suye and Gu Wen in Beijing", "", ("Lin Suye", "Gu Wen")),
    ],
)
def test_the_names_of_a_byline_come_first_then_the_agency_of_the_dateline(
    byline: str, dateline: str, expected: tuple[str, ...]
) -> None:
    assert authors_of(article(byline=byline, dateline=dateline)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("J. R. Smith", "SMITH J R"),
        ("J.R. Smith", "SMITH J R"),
        ("Jean-Luc Godard", "GODARD J L"),
        ("Ludwig van Beethoven", "VAN BEETHOVEN L"),
        ("Lin Suye", "LIN Suye"),
        ("Ouyang Xiu", "OUYANG Xiu"),
        ("彭瑜", "彭瑜"),
        ("Xinhua", "Xinhua"),
        ("Xinhua News Agency", "Xinhua News Agency"),
        ("Bank of the River", "Bank of the River"),
        ("", ""),
    ],
)
def test_a_name_has_its_surname_first_and_a_body_stands_as_printed(name: str, expected: str) -> None:
    assert surname_first(name) == expected


@given(st.text(max_size=60))
def test_no_name_is_lost_whatever_a_page_prints(name: str) -> None:
    assert bool(surname_first(name).strip()) == bool(name.strip())
