from datetime import date
from pathlib import Path

import pytest

from index.file_names import from_file_name, from_path, year_in_path
from index.issue import IssueGiven

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
    ("path", "expected"),
    [
        ("重庆日报/2020-02-11/01.txt", IssueGiven("重庆日报", DAY, 1)),
        ("重庆日报2020-02-11/p3.txt", IssueGiven("重庆日报", DAY, 3)),
        ("重庆日报/202002/11/A04.txt", IssueGiven("重庆日报", DAY, "A4")),
        ("晨报/2020年/2月/11日/头版.txt", IssueGiven("晨报", DAY, None)),
        ("Harbour Times/2020-02-11/B2.txt", IssueGiven("Harbour Times", DAY, "B2")),
        ("2020/02/11/1.txt", IssueGiven(None, DAY, 1)),
        ("2020-02-11/第3版.txt", IssueGiven(None, DAY, 3)),
        ("2020-02-11/corpus.jsonl", IssueGiven(None, DAY, None)),
        ("江城日报/2019-01-01/重庆日报_2020-02-11_01.txt", IssueGiven("重庆日报", DAY, 1)),
        ("重庆日报/notes.txt", IssueGiven("重庆日报", None, None)),
        ("archive/notes/3.txt", IssueGiven()),
        ("2020/13/45/1.txt", IssueGiven()),
        ("news/times/3.txt", IssueGiven()),
    ],
)
def test_folders_say_what_the_file_name_leaves_open(path: str, expected: IssueGiven) -> None:
    assert from_path(Path("/srv/pages") / path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("2020/x.txt", 2020), ("2020年/3月/x.txt", 2020), ("2019/x 2020.txt", 2020), ("a/x.txt", None), ("1234/x", None)],
)
def test_the_year_of_a_path(path: str, expected: int | None) -> None:
    assert year_in_path(Path("/srv") / path) == expected
