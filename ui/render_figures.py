"""HTML of figures: what sources say differently as a dated table, numbers over several days as a small chart (SVG).

Pure functions of records. Each row and each point is a link to the source that it is from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

from qa.checking.quantities import level, quantities
from qa.days.texts import MONTHS
from qa.records import Answer, Citation, Claim, Disagreement
from ui.language import say_date, say_newspaper, say_pages
from ui.marks import link_attributes, mark_html
from ui.texts import Texts
from ui.texts_craft import craft_texts_in
from ui.traditional import TRADITIONAL

FEWEST_DAYS = 3
"""Days that a chart has at least: of two, the table says all."""

WIDTH, HEIGHT = 360, 168
LEFT, RIGHT, TOP, BOTTOM = 46, 22, 26, 36
"""The chart's size and the margins of its field, in the units of its view box, one of them about a pixel."""

_CHARACTER, _HAN = 6.2, 11.0
"""Width of a label's characters at the chart's size of type."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure that a source prints: `value` in the unit of its series, `claim` as the disagreement has it."""

    day: date
    value: Decimal
    claim: Claim
    citation: Citation


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, oldest first, over at least three days; `unit` is the one all are printed in, else ""."""

    points: tuple[Point, ...]
    unit: str


def disagreements_html(turn: int, answer: Answer, texts: Texts) -> str:
    """A box for each matter that sources disagree in: the table, above it the chart if there is one; "" for none."""
    citations = {citation.number: citation for citation in answer.citations}
    return "".join(_disagreement_html(turn, one, citations, texts) for one in answer.disagreements)


def _disagreement_html(turn: int, disagreement: Disagreement, citations: Mapping[int, Citation], texts: Texts) -> str:
    craft = craft_texts_in(texts.language)
    title = escape(texts.disagreement)
    series = read_series(disagreement, citations)
    chart = chart_html(turn, series, texts) if series else ""
    heads = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in (craft.day_printed, craft.figure, craft.printed_in)
    )
    rows = "".join(_row_html(turn, claim, citations[claim.citation], texts) for claim in disagreement.claims)
    return (
        f'<section class="ap-disagreement" aria-label="{title}"><strong>{title}</strong>{chart}'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _row_html(turn: int, claim: Claim, citation: Citation, texts: Texts) -> str:
    """What one source says: its day, the value as printed with the link to its source, its newspaper and page."""
    article = citation.article
    day = say_date(claim.date, article.date_inferred and claim.date == article.date, texts)
    paper = say_newspaper(article.newspaper, texts)
    page = f" {say_pages(article.pages, texts)}" if article.pages else ""
    return (
        f'<tr><th scope="row" class="ap-claim-day">{escape(day)}</th>'
        f'<td class="ap-claim-value">{escape(claim.value.strip())}{mark_html(turn, citation, texts)}</td>'
        f'<td class="ap-claim-paper">{escape(paper + page)}</td></tr>'
    )


def read_series(disagreement: Disagreement, citations: Mapping[int, Citation]) -> Series | None:
    """The figures of a disagreement by day; None where they are of fewer than three days or not of one kind.

    A claim without a day or a number stays out of it, the table has it. `citations` are the answer's, by number.
    """
    found: list[tuple[Claim, date, Decimal, Decimal, str]] = []
    kinds: set[tuple[str, bool]] = set()
    for claim in disagreement.claims:
        printed = claim.value.strip()
        read = next(iter(quantities(level(printed))), None)
        if claim.date is None or read is None:
            continue
        plain = next(iter(quantities(level(printed[read.start : read.digits_end]))), read)
        kinds.add((read.kind, read.percent))
        found.append((claim, claim.date, read.value, plain.value, printed[read.digits_end :].strip()))
    if len(kinds) != 1 or len({day for _, day, *_ in found}) < FEWEST_DAYS:
        return None
    units = {unit for *_, unit in found}
    unit = next(iter(units)) if len(units) == 1 else ""
    if not unit and kinds == {("", True)}:
        unit = "%"
    points = [
        Point(day, plain if len(units) == 1 else value, claim, citations[claim.citation])
        for claim, day, value, plain, _ in found
    ]
    return Series(tuple(sorted(points, key=lambda point: point.day)), unit)


def chart_html(turn: int, series: Series, texts: Texts) -> str:
    """The chart of a series: dates on the axis below at their distances, values on the left, a link at each point."""
    craft = craft_texts_in(texts.language)
    ticks = round_ticks(min(one.value for one in series.points), max(one.value for one in series.points))
    grid = "".join(
        f'<line class="ap-grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_down(tick, ticks):.1f}" '
        f'y2="{_down(tick, ticks):.1f}"/>'
        f'<text x="{LEFT - 6}" y="{_down(tick, ticks) + 4:.1f}" text-anchor="end">{say_number(tick, texts)}</text>'
        for tick in ticks
    )
    days = [one.day for one in series.points]
    places = [(_across(one.day, days), _down(one.value, ticks)) for one in series.points]
    # Two sources of one day make no line: it would go straight up.
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places) if len(set(days)) == len(days) else ""
    path = f'<polyline class="ap-line" points="{line}"/>' if line else ""
    points = "".join(_point_html(turn, one, at, texts) for one, at in zip(series.points, places, strict=True))
    unit = craft.chart_unit.format(unit=series.unit)
    above = f'<text x="{LEFT - 6}" y="12">{escape(unit)}</text>' if series.unit else ""
    name = escape(craft.chart)
    return (
        f'<figure class="ap-chart"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{name}">'
        f"{above}{grid}{_days_html(days, texts)}{path}{points}{_values_html(series, places)}</svg>"
        f"<figcaption>{name}</figcaption></figure>"
    )


def _point_html(turn: int, point: Point, at: tuple[float, float], texts: Texts) -> str:
    craft = craft_texts_in(texts.language)
    said = craft.point.format(
        day=say_date(point.day, False, texts), value=point.claim.value.strip(), number=point.citation.number
    )
    x, y = at
    return (
        f'<a class="ap-point" {link_attributes(turn, point.citation, texts, said)}>'
        f'<circle class="ap-reach" cx="{x:.1f}" cy="{y:.1f}" r="13"/><circle cx="{x:.1f}" cy="{y:.1f}" r="4.5"/></a>'
    )


def _days_html(days: Sequence[date], texts: Texts) -> str:
    """The days below the axis, as many as have room, the first always; the year where it begins or changes."""
    labels, free, year = [], float("-inf"), None
    for day in sorted(set(days)):
        x = _across(day, days)
        said = f"{day.month}月{day.day}日" if texts.chinese else f"{day.day} {MONTHS[day.month - 1][:3]}"
        half = _wide(said) / 2
        if x - half < free:
            continue
        free = x + half + 8
        labels.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{said}</text>')
        if day.year != year:
            year = day.year
            told = f"{year}年" if texts.chinese else str(year)
            labels.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 30}" text-anchor="middle">{told}</text>')
    return "".join(labels)


def _values_html(series: Series, places: Sequence[tuple[float, float]]) -> str:
    """The values as printed above their points, as many as have room; a screen reader hears them at the points."""
    labels, free = [], float("-inf")
    for point, (x, y) in zip(series.points, places, strict=True):
        said = point.claim.value.strip()
        half = _wide(said) / 2
        middle = min(x, WIDTH - half - 2)
        if middle - half < free:
            continue
        free = middle + half + 6
        labels.append(
            f'<text class="ap-value" x="{middle:.1f}" y="{y - 9:.1f}" text-anchor="middle" aria-hidden="true">'
            f"{escape(said)}</text>"
        )
    return "".join(labels)


def _wide(text: str) -> float:
    return sum(_CHARACTER if character.isascii() else _HAN for character in text)


def _across(day: date, days: Sequence[date]) -> float:
    first, last = min(days), max(days)
    inset = 24  # the first and last days' labels stand centred below their points
    return LEFT + inset + (WIDTH - LEFT - RIGHT - 2 * inset) * (day - first).days / max(1, (last - first).days)


def _down(value: Decimal, ticks: Sequence[Decimal]) -> float:
    share = float((value - ticks[0]) / (ticks[-1] - ticks[0]))
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def round_ticks(lowest: Decimal, highest: Decimal) -> tuple[Decimal, ...]:
    """Three to six round values, evenly apart by 1, 2 or 5 times a power of ten, from below `lowest` to above
    `highest`; from nought where the lowest is less than half of the highest."""
    if lowest >= 0 and lowest * 2 <= highest:
        lowest = Decimal(0)
    span = highest - lowest or abs(highest) or Decimal(1)
    size = Decimal(1).scaleb((span / 4).adjusted())
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor * 4 >= span)
    first, last = lowest // step, -(-highest // step)
    if lowest < 0 and first * step > lowest:  # Decimal's // cuts towards nought
        first -= 1
    if last * step < highest:
        last += 1
    if last <= first:
        last = first + 1
    return tuple(step * (first + at) for at in range(int(last - first) + 1))


def say_number(value: Decimal, texts: Texts) -> str:
    """A number short enough for an axis: 4.1万 in Chinese, 41,000 in English, 4.1M from a million."""
    if texts.chinese:
        names = "億萬" if texts.language == TRADITIONAL else "亿万"
        for size, name in zip((Decimal(10**8), Decimal(10**4)), names, strict=True):
            if abs(value) >= size:
                return f"{_short(value / size)}{name}"
    elif abs(value) >= 10**6:
        return f"{_short(value / 10**6)}M"
    return _short(value)


def _short(value: Decimal) -> str:
    digits = f"{value:,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
