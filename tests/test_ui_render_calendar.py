from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_ui_shelf import OVERVIEW, issue
from tests.ui_samples import HOSTILE, assert_harmless, read, text_of
from ui.records import Overview
from ui.render_calendar import calendar_html, nearest, say_month
from ui.shelf import Choice, month_of, next_choice
from ui.texts import CHINESE, ENGLISH


def links(html: str) -> list[str]:
    return [attributes["data-shelf"] or "" for tag, attributes in read(html).tags if tag == "button"]


def test_the_newest_month_is_shown_at_first_and_only_days_with_issues_are_buttons() -> None:
    html = calendar_html(OVERVIEW, Choice(), CHINESE)
    assert [link for link in links(html) if link.startswith("day:")] == ["day:2024-06-01"]
    assert "2024年6月" in text_of(html)
    assert 'aria-label="2024年6月1日，文章 3 篇"' in html
    assert [attributes for tag, attributes in read(html).tags if tag == "th"] == [{"scope": "col"}] * 7


def test_a_month_leads_to_its_neighbours_with_issues_and_to_other_years() -> None:
    html = calendar_html(OVERVIEW, next_choice(Choice(), "month:2024-05-01"), ENGLISH)
    assert {"month:2023-05-01", "month:2024-06-01", "undated", "newest", "paper:霁川晚报"} <= set(links(html))
    assert 'aria-label="Earlier: May 2023"' in html and 'aria-label="Later: Jun 2024"' in html


def test_what_is_chosen_is_pressed() -> None:
    html = calendar_html(OVERVIEW, next_choice(Choice("霁川日报"), "day:2024-05-20"), CHINESE)
    pressed = {
        attributes["data-shelf"] for tag, attributes in read(html).tags if attributes.get("aria-pressed") == "true"
    }
    # The year, a way to its last month, is pressed as the one that is shown.
    assert pressed == {"paper:霁川日报", "day:2024-05-20", "month:2024-05-01", "month:2024-06-01"}


def test_each_button_has_an_id_of_its_own() -> None:
    for wanted in ("newest", "month:2024-05-01", "day:2024-05-20", "undated"):
        html = calendar_html(OVERVIEW, next_choice(Choice(), wanted), ENGLISH)
        ids = [attributes["id"] for tag, attributes in read(html).tags if tag == "button"]
        assert len(ids) == len(set(ids))


def test_one_issue_needs_no_calendar() -> None:
    assert calendar_html(Overview(1, (issue("报", date(2024, 5, 20)),), 1), Choice(), ENGLISH) == ""


def test_a_library_without_dates_still_leads_to_its_undated_issues() -> None:
    overview = Overview(1, (issue("甲", None), issue("乙", None)), 2)
    found = links(calendar_html(overview, Choice(), ENGLISH))
    assert found == ["paper:", "paper:乙", "paper:甲", "newest", "undated"]


@given(st.sets(st.dates(date(1946, 1, 1), date(2030, 12, 31)), min_size=2, max_size=12), st.data())
def test_every_day_with_an_issue_can_be_reached(days: set[date], data: st.DataObject) -> None:
    overview = Overview(1, tuple(issue("报", day) for day in days), len(days))
    wanted = data.draw(st.sampled_from(sorted(days)))
    choice, seen = Choice(), set()
    while True:
        found = links(calendar_html(overview, choice, CHINESE))
        if f"day:{wanted.isoformat()}" in found:
            return
        months = [link for link in found if link.startswith("month:") and link not in seen]
        # The way through the years: the wanted month itself where it is at hand, else the wanted year.
        month = f"month:{month_of(wanted).isoformat()}"
        step = month if month in months else next(link for link in months if link[6:10] == str(wanted.year))
        seen.add(step)
        choice = next_choice(choice, step)


@pytest.mark.parametrize(("texts", "said"), [(CHINESE, "2020年2月"), (ENGLISH, "Feb 2020")])
def test_a_month_in_words(texts: object, said: str) -> None:
    assert say_month(date(2020, 2, 1), CHINESE if texts is CHINESE else ENGLISH) == said


def test_where_a_month_has_no_issue_the_one_before_is_shown() -> None:
    months = [date(2020, 1, 1), date(2020, 5, 1)]
    assert nearest(months, date(2020, 4, 1)) == months[0]
    assert nearest(months, date(2019, 4, 1)) == months[0]
    assert nearest(months, date(2020, 5, 1)) == months[1]


def test_nothing_hostile_gets_through_and_sixty_years_stay_small() -> None:
    assert_harmless(
        calendar_html(Overview(1, (issue(HOSTILE, date(2024, 5, 20)), issue("b", None)), 2), Choice(), ENGLISH)
    )
    day = date(1946, 5, 15)
    issues = tuple(issue("报", day + timedelta(days=at)) for at in range(0, 60 * 365, 3))
    assert len(calendar_html(Overview(1, issues, len(issues)), Choice(), CHINESE)) < 40_000
