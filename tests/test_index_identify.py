from datetime import date
from pathlib import Path

import pytest

from index.identify import (
    Identity,
    IssueGiven,
    date_from_datelines,
    from_file_name,
    from_running_head,
    identify,
    page_number,
    parse_date,
)

DAY = date(2020, 2, 11)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("重庆日报_2020-02-11_01.txt", IssueGiven("重庆日报", DAY, 1)),
        ("重庆日报-20200211-A04.txt", IssueGiven("重庆日报", DAY, "A4")),
        ("2020-02-11 重庆日报 第1版.txt", IssueGiven("重庆日报", DAY, 1)),
        ("重庆日报2020年2月11日第12版.md", IssueGiven("重庆日报", DAY, 12)),
        ("重庆日报_2020_02_11_03_要闻.txt", IssueGiven("重庆日报", DAY, 3)),
        ("A4-重庆日报-2020.2.11.txt", IssueGiven("重庆日报", DAY, "A4")),
        ("２０２０－０２－１１ 重庆日报 ０１.txt", IssueGiven("重庆日报", DAY, 1)),
        ("20200211.txt", IssueGiven(None, DAY, None)),
        ("scan_2020-02-11_p7.txt", IssueGiven(None, DAY, 7)),
        ("Harbour Times 2020-02-11 B02.txt", IssueGiven("Harbour Times", DAY, "B2")),
        ("重庆日报_01.txt", IssueGiven("重庆日报", None, 1)),
        ("front-page.txt", IssueGiven()),
        ("notes 3.txt", IssueGiven()),
        ("重庆日报_2020-02-30_01.txt", IssueGiven("重庆日报", None, 1)),
        ("corpus.jsonl", IssueGiven()),
    ],
)
def test_file_names(name: str, expected: IssueGiven) -> None:
    assert from_file_name(name) == expected


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


def test_what_is_given_wins_then_name_then_head(tmp_path: Path) -> None:
    page = tmp_path / "重庆日报_2020-02-11_01.txt"
    text = "江城日报 2021年3月4日 星期四 第5版\n\n正文。"
    assert identify(page, text, IssueGiven()) == Identity("重庆日报", DAY, False, 1)
    assert identify(page, text, IssueGiven(newspaper="乙报", page="B2")) == Identity("乙报", DAY, False, "B2")
    assert identify(tmp_path / "x.txt", text, IssueGiven()) == Identity("江城日报", date(2021, 3, 4), False, 5)


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
    ("text", "year", "expected"),
    [
        ("新华社北京2月10日电 会议。", None, None),
        ("新华社北京2月10日电 会议。", 2020, DAY),
        ("新华社北京2月9日电 甲。\n本报上海2月10日专电 乙。", 2020, DAY),
        ("新华社北京2月28日电 甲。", 2020, date(2020, 2, 29)),
        ("新华社北京2020年2月10日电 甲。", None, DAY),
        ("新华社北京2月10日电 甲。他在2020年2月9日说。1949年10月1日。", None, DAY),
        ("新华社北京2月10日电 甲。1949年10月1日。", None, None),
        ("新华社北京12月31日电 甲。\n新华社上海1月1日电 乙。", 2020, None),
        ("BEIJING, Feb. 10 (Xinhua) -- A meeting.", 2020, DAY),
        ("新华社北京2月30日电", 2020, None),
        ("没有电头。", 2020, None),
    ],
)
def test_datelines(text: str, year: int | None, expected: date | None) -> None:
    assert date_from_datelines(text, year) == expected


def test_an_inferred_date_says_so(tmp_path: Path) -> None:
    who = identify(tmp_path / "2020.txt", "新华社北京2月10日电 会议。", IssueGiven())
    assert who == Identity(None, DAY, True, None)


def test_a_long_line_full_of_dates_is_quick() -> None:
    assert from_running_head("2020年2月11日 " * 200_000) == IssueGiven()
