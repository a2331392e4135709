from datetime import date
from pathlib import Path

import pytest

from index.identify import Identity, date_from_datelines, identify
from index.issue import IssueGiven

DAY = date(2020, 2, 11)


def test_what_is_given_wins_then_name_then_head(tmp_path: Path) -> None:
    page = tmp_path / "重庆日报_2020-02-11_01.txt"
    text = "江城日报 2021年3月4日 星期四 第5版\n\n正文。"
    assert identify(page, text, IssueGiven()) == Identity("重庆日报", DAY, False, 1)
    assert identify(page, text, IssueGiven(newspaper="乙报", page="B2")) == Identity("乙报", DAY, False, "B2")
    assert identify(tmp_path / "x.txt", text, IssueGiven()) == Identity("江城日报", date(2021, 3, 4), False, 5)


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


def test_a_folder_gives_the_year_of_the_datelines(tmp_path: Path) -> None:
    who = identify(tmp_path / "2020" / "重庆日报" / "front.txt", "新华社北京2月10日电 会议。", IssueGiven())
    assert who == Identity("重庆日报", DAY, True, None)


def test_a_year_is_never_made_up(tmp_path: Path) -> None:
    assert identify(tmp_path / "front.txt", "新华社北京2月10日电 会议。", IssueGiven()).date is None
