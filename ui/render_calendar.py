"""HTML of the calendar of issues: newspapers, years, months and the days of one month. Pure functions."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from ui.language import say_date, say_newspaper
from ui.records import Overview
from ui.shelf import Choice, articles_by_day, issues_of, month_of
from ui.texts import Texts

FEWEST_ISSUES = 2
"""Issues from which on a calendar says more than the list."""


def calendar_html(overview: Overview, choice: Choice, texts: Texts) -> str:
    """The calendar of the issues of the chosen newspaper; "" where there are too few for one.

    Days and months with issues are buttons, whose event names them as `next_choice` reads it.
    """
    if len(overview.issues) < FEWEST_ISSUES:
        return ""
    shelf = texts.shelf
    issues = issues_of(overview, Choice(choice.newspaper))
    days = articles_by_day(issues)
    months = sorted({month_of(day) for day in days})
    undated = sum(issue.date is None for issue in issues)
    body = _papers_html(overview.newspapers, choice, texts)
    if months:
        shown = nearest(months, month_of(choice.day) if choice.day else months[-1])
        body += _years_html(months, shown, texts)
        body += _month_html(days, months, shown, choice, texts)
    spans = [_button("newest", shelf.every_issue, pressed=choice.span == "newest")]
    if undated:
        spans.append(_button("undated", shelf.undated.format(count=undated), pressed=choice.span == "undated"))
    return (
        f'<div class="ap-calendar" role="group" aria-label="{escape(shelf.calendar)}">{body}'
        f'<div class="ap-shelf-row">{"".join(spans)}</div></div>'
    )


def nearest(months: Sequence[date], wanted: date) -> date:
    """`wanted` where it is among `months` (sorted, not empty), else the last one before it, else the first."""
    before = [month for month in months if month <= wanted]
    return before[-1] if before else months[0]


def choice_text(choice: Choice, texts: Texts) -> str:
    """What is chosen, in words; "" for nothing."""
    said = [say_newspaper(choice.newspaper, texts)] if choice.newspaper else []
    if choice.span == "undated":
        said.append(texts.unknown_date)
    elif choice.day is not None:
        said.append(say_month(choice.day, texts) if choice.span == "month" else say_date(choice.day, False, texts))
    return " · ".join(said)


def say_month(month: date, texts: Texts) -> str:
    """May 2024, 2024年5月."""
    name = texts.shelf.months.split("|")[month.month - 1]
    return texts.shelf.month_title.format(month=name, year=month.year)


def _papers_html(newspapers: Sequence[str], choice: Choice, texts: Texts) -> str:
    if len(newspapers) < 2:
        return ""
    buttons = [_button("paper:", texts.any_newspaper, pressed=choice.newspaper is None)]
    buttons += [
        _button(f"paper:{name}", say_newspaper(name, texts), pressed=choice.newspaper == name) for name in newspapers
    ]
    label = escape(texts.shelf.papers)
    return f'<div class="ap-shelf-row" role="group" aria-label="{label}">{"".join(buttons)}</div>'


def _years_html(months: Sequence[date], shown: date, texts: Texts) -> str:
    """The years, each a way to its last month, and the months of the year that is shown."""
    shelf = texts.shelf
    last_of = {month.year: month for month in months}
    years = "".join(
        _button(f"month:{month.isoformat()}", str(year), pressed=year == shown.year, named=f"year-{year}")
        for year, month in sorted(last_of.items())
    )
    row = f'<div class="ap-shelf-row ap-years" role="group" aria-label="{escape(shelf.years)}">{years}</div>'
    here = {month.month for month in months if month.year == shown.year}
    names = "".join(
        _button(f"month:{shown.year:04}-{number:02}-01", name, pressed=number == shown.month)
        if number in here
        else f'<span class="ap-none">{escape(name)}</span>'
        for number, name in enumerate(shelf.months.split("|"), 1)
    )
    label = escape(shelf.months_label.format(year=shown.year))
    row = row if len(last_of) > 1 else ""
    return f'{row}<div class="ap-months" role="group" aria-label="{label}">{names}</div>'


def _month_html(days: Mapping[date, int], months: Sequence[date], shown: date, choice: Choice, texts: Texts) -> str:
    """The days of a month as a table, Monday first, with a way to the months before and behind that have issues."""
    shelf = texts.shelf
    at = months.index(shown)
    earlier = _step("‹", months[at - 1] if at else None, shelf.earlier, texts)
    later = _step("›", months[at + 1] if at + 1 < len(months) else None, shelf.later, texts)
    title = _button(
        f"month:{shown.isoformat()}", say_month(shown, texts), pressed=choice.span == "month", named="month"
    )
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in shelf.weekdays.split("|"))
    weeks = "".join(
        f"<tr>{''.join(_day_html(day, shown, days, choice, texts) for day in week)}</tr>"
        for week in Calendar().monthdatescalendar(shown.year, shown.month)
    )
    return (
        f'<div class="ap-month-head">{earlier}{title}{later}</div>'
        f'<table class="ap-month"><thead><tr>{heads}</tr></thead><tbody>{weeks}</tbody></table>'
    )


def _day_html(day: date, month: date, days: Mapping[date, int], choice: Choice, texts: Texts) -> str:
    if month_of(day) != month:
        return "<td></td>"
    if day not in days:
        return f'<td><span class="ap-none">{day.day}</span></td>'
    label = texts.shelf.day_label.format(day=say_date(day, False, texts), count=days[day])
    pressed = choice.span == "day" and choice.day == day
    return f"<td>{_button(f'day:{day.isoformat()}', str(day.day), pressed=pressed, label=label)}</td>"


def _step(sign: str, month: date | None, label: str, texts: Texts) -> str:
    if month is None:
        return '<span class="ap-none"></span>'
    said = label.format(month=say_month(month, texts))
    return _button(f"month:{month.isoformat()}", sign, label=said, named=f"step{sign}")


def _button(wanted: str, said: str, *, pressed: bool | None = None, label: str = "", named: str = "") -> str:
    """A button whose event names `wanted`; its id lets the focus find it again when the calendar is drawn anew."""
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    name = f' aria-label="{escape(label)}" title="{escape(label)}"' if label else ""
    return (
        f'<button type="button" class="ap-shelf" id="shelf-{escape(named or wanted)}" data-shelf="{escape(wanted)}"'
        f"{state}{name}>{escape(said)}</button>"
    )
