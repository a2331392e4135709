from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.records import ArticleLine, IssueLine, Overview, PageLine
from ui.shelf import Choice, articles_by_day, issues_of, month_of, next_choice

DAYS = st.dates(date(1946, 1, 1), date(2030, 12, 31))


def issue(newspaper: str | None, day: date | None, articles: int = 1) -> IssueLine:
    lines = tuple(ArticleLine(f"a{number}", "题", "", 100) for number in range(articles))
    return IssueLine(newspaper, day, False, (PageLine(1, lines),))


ISSUES = (
    issue("霁川日报", date(2024, 6, 1), 3),
    issue("霁川日报", date(2024, 5, 20), 2),
    issue("霁川晚报", date(2024, 5, 20)),
    issue("霁川日报", date(2023, 5, 2)),
    issue(None, None),
)
OVERVIEW = Overview(1, ISSUES, 8)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (["newest"], [0, 1, 2, 3, 4]),
        (["day:2024-05-20"], [1, 2]),
        (["month:2024-05-01"], [1, 2]),
        (["month:2023-05-01"], [3]),
        (["undated"], [4]),
        (["paper:霁川日报"], [0, 1, 3]),
        (["day:2024-05-20", "paper:霁川晚报"], [2]),
        (["paper:霁川晚报", "day:2024-06-01"], []),
        (["paper:霁川晚报", "paper:"], [0, 1, 2, 3, 4]),
        (["day:2024-05-20", "newest"], [0, 1, 2, 3, 4]),
    ],
)
def test_links_of_the_calendar_choose_issues(wanted: list[str], kept: list[int]) -> None:
    choice = Choice()
    for link in wanted:
        choice = next_choice(choice, link)
    assert issues_of(OVERVIEW, choice) == tuple(ISSUES[at] for at in kept)


def test_the_articles_of_a_day_are_counted_over_its_newspapers() -> None:
    assert articles_by_day(ISSUES) == {date(2024, 6, 1): 3, date(2024, 5, 20): 3, date(2023, 5, 2): 1}


@given(st.lists(st.one_of(st.none(), DAYS), max_size=20))
def test_every_issue_is_in_one_month_or_among_the_undated(days: list[date | None]) -> None:
    overview = Overview(1, tuple(issue("报", day) for day in days), len(days))
    months = {month_of(day) for day in days if day}
    found = sum(len(issues_of(overview, Choice(span="month", day=month))) for month in months)
    assert found + len(issues_of(overview, Choice(span="undated"))) == len(days)


@given(st.text())
def test_whatever_a_browser_names_gives_a_choice(wanted: str) -> None:
    for text in (wanted, f"day:{wanted}", f"month:{wanted}", f"paper:{wanted}"):
        issues_of(OVERVIEW, next_choice(Choice(), text))
