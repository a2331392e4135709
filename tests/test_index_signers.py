from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.signers import name_key, signers


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("记者 王宁 通讯员 李进发 周志华", ("王宁", "李进发", "周志华")),
        ("首席记者 阮经纬", ("阮经纬",)),
        ("本报记者 庄蕴、鲁知微", ("庄蕴", "鲁知微")),
        ("记者王宁摄影报道", ("王宁",)),
        ("記者 陳默", ("陳默",)),
        ("记者 李 明 文/图", ("李明",)),
        ("文/王宁 图/李朗", ("王宁", "李朗")),
        ("本报评论员", ("本报评论员",)),
        ("据新华社", ("新华社",)),
        ("宋迟", ("宋迟",)),
        ("Staff Reporter Xu Wanning", ("Xu Wanning",)),
        ("By Lin Suye and Gu Wen in Beijing", ("Lin Suye", "Gu Wen")),
        ("", ()),
    ],
)
def test_names_in_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert signers(byline) == names


@given(st.text(max_size=60))
def test_any_byline_is_read(byline: str) -> None:
    found = signers(byline)
    assert len(set(found)) == len(found)
    assert all(found)


def test_names_are_compared_in_one_script() -> None:
    assert name_key("陳 默") == name_key("陈默")
    assert name_key("阿依·古丽") == name_key("阿依古丽")
    assert name_key("Lin Suye") == name_key("lin suye")
