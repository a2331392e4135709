from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.issue import IssueGiven
from index.running_heads import from_running_head, running_head, split_head

DAY = date(2020, 2, 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年2月11日 星期二 第1版\n\n正文。", IssueGiven(None, DAY, 1)),
        ("重庆日报 2020年2月11日 星期二 农历正月十八 A04版", IssueGiven("重庆日报", DAY, "A4")),
        ("Tuesday, February 11, 2020 A4\n", IssueGiven(None, DAY, "A4")),
        ("他于2020年2月11日星期二来到第1版编辑部,受到欢迎。", IssueGiven()),
        ("2020年2月11日\n", IssueGiven()),
        ("2020年2月11日 星期二\n\n2021年2月11日 星期四\n", IssueGiven()),
    ],
)
def test_running_heads(text: str, expected: IssueGiven) -> None:
    assert from_running_head(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2020.2.11 星期二", IssueGiven(None, DAY, None)),
        ("2020年2月11日　农历庚子年正月十八", IssueGiven(None, DAY, None)),
        ("星期二 2020年2月11日 责编 张三 美编：李四", IssueGiven(None, DAY, None)),
        ("A2 要闻 2020-02-11", IssueGiven(None, DAY, "A2")),
        ("03 要闻 2020年2月11日", IssueGiven(None, DAY, 3)),
        ("江城日报 2020/2/11 周二 农历正月十八 04", IssueGiven("江城日报", DAY, 4)),
        ("Tuesday, February 11, 2020 | A4", IssueGiven(None, DAY, "A4")),
        ("Harbour Times | Tuesday, February 11, 2020 | A4", IssueGiven("Harbour Times", DAY, "A4")),
        ("2020年2月30日 星期二", None),
        ("2020-02-11 12.5 03", None),
        ("2020.2.11", None),
        ("2020年2月11日，星期二，第3版印出。", None),
        ("会议于2020年2月11日召开", None),
    ],
)
def test_running_heads_in_print(line: str, expected: IssueGiven | None) -> None:
    assert running_head(line) == expected


@pytest.mark.parametrize(
    ("lines", "expected", "used"),
    [
        (["重庆日报", "2020年2月11日", "第3版", "标题"], IssueGiven("重庆日报", DAY, 3), {0, 1, 2}),
        (["A4", "2020年2月11日 星期二", "重庆日报", "标题"], IssueGiven("重庆日报", DAY, "A4"), {0, 1, 2}),
        (["The Harbour Times", "February 11, 2020", "Page 4"], IssueGiven("The Harbour Times", DAY, 4), {0, 1, 2}),
        (["2020年2月11日", "03"], IssueGiven(None, DAY, 3), {0, 1}),
        (["2020年2月11日", "星期二", "重庆日报"], IssueGiven("重庆日报", DAY, None), {0, 1, 2}),
        (["2020年2月11日", "要闻", "03"], IssueGiven(None, DAY, 3), {0, 1, 2}),
        (["2020年2月11日", "要闻"], IssueGiven(), set()),
        (["2020年2月11日", "记者 张三"], IssueGiven(), set()),
        (["重庆日报", "标题", "2020年2月11日"], IssueGiven(), set()),
        ([], IssueGiven(), set()),
    ],
)
def test_a_head_on_lines_of_its_own(lines: list[str], expected: IssueGiven, used: set[int]) -> None:
    assert split_head(lines) == (expected, used)


def test_a_split_head_counts_at_the_page_s_top_and_foot_only() -> None:
    head = "重庆日报\n2020年2月11日\n第3版\n"
    body = "正文一段，写得不长。\n" * 20
    assert from_running_head(head + body) == from_running_head(body + head) == IssueGiven("重庆日报", DAY, 3)
    assert from_running_head(body + head + body) == IssueGiven()


@given(st.text(st.sampled_from("2020年02月11日 星期二第A3版重庆日报.-/|,，\nFebruary")), st.integers(1, 3))
def test_any_text_is_read_without_an_error(text: str, times: int) -> None:
    said = from_running_head(text * times)
    assert said.date is None or said.date.year >= 1600


def test_a_long_line_full_of_dates_is_quick() -> None:
    assert from_running_head("2020年2月11日 " * 200_000) == IssueGiven()
