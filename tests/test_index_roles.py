import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.roles import annotate

TEXT = (
    "本报讯(记者 王宁 通讯员 李朗)霁川社5月19日电 城西的堤岸加高工程昨日完工。\n\n"
    "一、堤岸有多高\n\n"
    "堤岸全长三公里,可以抵御二十年一遇的洪水,沿线居民放心了。\n\n"
    "住在河边的人怎么说\n\n"
    "“今年不怕了。”住在河边的老人说,他在这里住了六十年。\n\n"
    "图为市民在堤岸上散步。 本报记者 庄蕴 摄\n\n"
    "新桥通车的日子也定下来了,两岸居民出行不再绕道。" + "等了十年,桥通了,路近了。" * 6 + "(图/李朗)\n\n"
    "工程队说,他们还将继续巡查。(本报记者 王宁)\n"
)


def test_the_roles_of_an_article() -> None:
    assert [(each.role, TEXT[each.start : each.end]) for each in annotate(TEXT)] == [
        ("byline", "(记者 王宁 通讯员 李朗)"),
        ("dateline", "霁川社5月19日电"),
        ("section_head", "一、堤岸有多高"),
        ("section_head", "住在河边的人怎么说"),
        ("caption", "图为市民在堤岸上散步。 本报记者 庄蕴 摄"),
        ("caption", "(图/李朗)"),
        ("byline", "(本报记者 王宁)"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨日完工。\n新华社发\n", [("caption", "新华社发")]),
        ("▲居民在堤岸上散步\n昨日完工。", [("caption", "▲居民在堤岸上散步")]),
        ("昨日完工,居民放心。\n本报综合", [("byline", "本报综合")]),
        ("BEIJING, Feb. 10 (Xinhua) -- It was done.", [("dateline", "BEIJING, Feb. 10 (Xinhua)")]),
        ("白菜 2.5 3.0\n萝卜 1.5 2.0\n土豆 1.1 1.2\n", []),
        (
            "He has found the old wells of town.\nMost of them are in the lanes of the\nold town, and hold water.",
            [],
        ),
        ("责任编辑 王宁\n昨日完工。", []),
        ("一、防汛工作要抓紧。\n二、巡查不能松。", []),
        ("", []),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.role, text[each.start : each.end]) for each in annotate(text)] == expected


@given(st.lists(st.sampled_from([*TEXT.split("\n"), "", " \u3000"]) | st.text(max_size=30)).map("\n".join))
def test_ranges_are_in_order_and_apart(text: str) -> None:
    last = 0
    for each in annotate(text):
        assert last <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == text[each.start : each.end].strip()
        last = each.end


@pytest.mark.parametrize("unit", ["(记者 ", "图/", "By A", "雨还在下，", "一、\n", "By A and ", "本报讯", "记者 王 "])
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        annotate(text)
        return time.process_time() - began + 1e-3

    assert min(seconds(200_000) for _ in range(2)) / min(seconds(25_000) for _ in range(2)) < 40  # quadratic: 64
