import random
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.repair import RepairedLine, cut, repair


def check(page: str, lines: list[RepairedLine]) -> None:
    """Pieces give the text, in order; what is not white space is in one piece or dropped range of one line."""
    times = [0] * len(page)
    last = 0
    for line in lines:
        assert "".join(page[start:end] for start, end in line.pieces) == line.text == line.text.strip() != ""
        assert last <= line.start <= line.pieces[0][0] < line.pieces[-1][1] <= line.end
        last = line.end
        for start, end in (*line.pieces, *line.dropped):
            assert line.start <= start < end <= line.end
            for at in range(start, end):
                times[at] += 1
    assert [(at, page[at]) for at, count in enumerate(times) if count != 1 and not page[at].isspace()] == []
    assert max(times, default=0) <= 1


def texts(page: str) -> list[str]:
    lines = repair(page)
    check(page, lines)
    return [line.text for line in lines]


CLAUSES = [
    "堤岸加高工程昨日完工",
    "居民放心了",
    "水文站说洪峰今夜过境",
    "巡查队守在堤上",
    "新桥通车",
    "两岸出行不再绕道",
    "市里要求把人员转移放在第一位",
]


def paragraph(seed: int, clauses: int) -> str:
    return "，".join(random.Random(seed).choices(CLAUSES, k=clauses)) + "。"


def wrapped(text: str, width: int, indent: str) -> str:
    first = width - len(indent)
    rest = range(first, len(text), width)
    return "\n".join([indent + text[:first], *(text[at : at + width] for at in rest)])


@pytest.mark.parametrize("width", [12, 15, 20, 25])
@pytest.mark.parametrize(
    ("indent", "glue"), [("\u3000\u3000", "\n"), ("", "\n\n"), ("  ", "\n"), ("\u3000\u3000", "\n\n")]
)
def test_hard_wrapped_paragraphs_are_whole_again(width: int, indent: str, glue: str) -> None:
    paragraphs = [paragraph(seed, 5 + seed % 7) for seed in range(12)]
    assert texts(glue.join(wrapped(each, width, indent) for each in paragraphs)) == paragraphs


def test_without_any_sign_a_short_last_line_tells() -> None:
    paragraphs = [each for each in (paragraph(seed, 5 + seed % 7) for seed in range(12)) if len(each) % 20]
    assert texts("\n".join(wrapped(each, 20, "") for each in paragraphs)) == paragraphs


def test_what_stands_between_paragraphs_stays_apart() -> None:
    first, second, third = (paragraph(seed, 9) for seed in range(3))
    standing = [
        "城西新桥通车 居民出行便利",
        "□本报评论员",
        "(上接1版)",
        "本报记者 王宁 李朗",
        "一、堤岸有多高",
        "白菜 2.5 3.0 3.1",
        "萝卜 1.5 2.0 2.2",
        "(下转2版)",
        "2024年5月20日 星期一 第1版",
    ]
    for line in standing:
        blocks = [wrapped(first, 20, ""), line, wrapped(second, 20, ""), wrapped(third, 20, "")]
        assert texts("\n".join(blocks)) == [first, line, second, third]


def test_a_page_that_is_not_wrapped_stays_as_it_is() -> None:
    lines = [paragraph(seed, 3 + seed % 5) for seed in range(20)]
    lines[3:3] = ["城西新桥通车 居民出行便利", "——记守桥人老周", "工程负责人说,堤岸全长三公里,沿线居民"]
    assert texts("\n\n".join(lines)) == lines
    poem = ["白日依山尽，", "黄河入海流。", "欲穷千里目，", "更上一层楼。"] * 4
    assert texts("\n".join(poem)) == poem
    heads = [f"{name}区今日举行防汛应急演练" for name in "甲乙丙丁戊己庚辛"]
    assert texts("\n".join(heads)) == heads


ENGLISH = (
    "Gu Tingfang carries a folding ruler, a plumb line and a well-\n"
    "known notebook wrapped in plastic. Over six years the retired\n"
    "water engineer has found the old wells of the town, and trans-\n"
    "mission lines beside them, in the lanes of the Asia-\n"
    "Pacific quarter where nobody could name even one of them.\n"
)


def test_latin_lines_keep_one_blank_and_lose_the_typesetters_hyphens() -> None:
    (line,) = repair(ENGLISH)
    check(ENGLISH, [line])
    assert "a well-known notebook" in line.text
    assert "and transmission lines" in line.text
    assert "Asia-Pacific quarter" in line.text
    assert "retired\nwater engineer" in line.text
    assert [ENGLISH[start:end] for start, end in line.dropped] == ["-"]


def test_a_blank_before_the_line_break_stays_instead_of_it() -> None:
    page = ENGLISH.replace("\n", " \n").replace("- \n", "-\n")
    (line,) = repair(page)
    check(page, [line])
    assert "retired water engineer" in line.text
    assert "\n" not in line.text


def test_what_the_page_prints_elsewhere_decides_on_a_hyphen() -> None:
    page = ENGLISH.replace("transmission", "trans-mission") + "\n\nThe wellknown and the trans-mission.\n"
    assert "a wellknown notebook" in texts(page)[0]
    assert "and trans-mission lines" in texts(page)[0]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("防\u200b汛\ufeff工作", ["防汛工作"]),
        ("\ufeff防汛\n\u200b\n巡查", ["防汛", "巡查"]),
        ("\u200b\n防汛", ["防汛"]),
        ("trans\u00admission", ["transmission"]),
        ("\u200b 防汛 \u200b", ["防汛"]),
        ("重 庆 日 报", ["重庆日报"]),
        ("\u200b", ["\u200b"]),
    ],
)
def test_what_is_not_seen_is_left_out(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


PIECES = st.sampled_from(
    [
        "雨还在下，水还在涨，巡堤的人守在堤上",
        "一座依河而建的城市，汛期就是大考，考",
        "重 庆 日 报",
        "会 议 指 出,各 地区 要 贯彻 落实 部署,抓 好 工作",
        "the retired engineer carries a plumb line and trans-",
        "mission lines beside the wells, where nobody could",
        "堤岸加高工程昨日完工",
        "\u3000\u3000本报讯(记者 王宁 李朗)昨日下午,城西",
        "的堤岸\u200b加高工程\u00ad完工。",
        "\u200b",
        "(下转2版)",
        "",
    ]
)
PAGES = st.lists(
    PIECES | st.text(max_size=24) | st.text("甲乙，。 \u3000\u200b-ab(", max_size=30), max_size=40
).flatmap(lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", " \n"]).map(lambda glue: glue.join(lines)))


@settings(max_examples=400, deadline=None)
@given(PAGES)
def test_nothing_is_lost_and_nothing_stands_twice(page: str) -> None:
    check(page, repair(page))


@settings(max_examples=200, deadline=None)
@given(st.text("重庆日报王宁，。 \u3000\u200b\u00ad,12a", max_size=60))
def test_repairing_a_line_twice_changes_nothing(line: str) -> None:
    once = [each.text for each in repair(line)]
    assert [each.text for text in once for each in repair(text)] == once or not once


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 10_000), min_size=3, max_size=12), st.sampled_from([12, 17, 25]))
def test_repairing_wrapped_paragraphs_twice_changes_nothing(seeds: list[int], width: int) -> None:
    once = texts("\n".join(wrapped(paragraph(seed, 3 + seed % 9), width, "\u3000\u3000") for seed in seeds))
    assert texts("\n".join(once)) == once


@settings(max_examples=200, deadline=None)
@given(PAGES, st.integers(0, 60), st.integers(0, 60))
@example("000 \u200b0", 0, 3)
def test_cuts_of_a_line_share_its_characters(page: str, one: int, other: int) -> None:
    for line in repair(page):
        places = sorted({0, min(one, len(line.text)), min(other, len(line.text)), len(line.text)})
        ranges = [(a, b) for a, b in pairwise(places) if line.text[a:b].strip()]
        parts = [cut(line, a, b) for a, b in ranges]
        if (
            [b for _, b in ranges[:-1]] == [a for a, _ in ranges[1:]]
            and ranges[0][0] == 0
            and ranges[-1][1] == len(line.text)
        ):
            assert sorted(each for part in parts for each in part.dropped) == sorted(line.dropped)
        for part, (a, b) in zip(parts, ranges, strict=True):
            assert part.text == line.text[a:b].strip() == "".join(page[s:e] for s, e in part.pieces)


@pytest.mark.parametrize(
    "unit",
    ["雨还在下，", "重 庆 ", "会 议，", "a-\n", "雨\u200b", "一座依河而建的城市，汛期就\n", "记者 王宁 ", "(记者 "],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(size: int) -> float:
        page = unit * (size // len(unit))
        began = time.process_time()
        repair(page)
        return time.process_time() - began + 2e-3

    assert min(seconds(200_000) for _ in range(2)) / min(seconds(25_000) for _ in range(2)) < 40  # quadratic: 64
