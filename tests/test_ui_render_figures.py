from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.records import Answer, Claim, Disagreement
from tests.ui_samples import HOSTILE, answer, article, assert_harmless, citation, read, text_of
from ui.render_figures import chart_html, disagreements_html, read_series, round_ticks, say_number
from ui.texts import CHINESE, ENGLISH
from ui.texts_craft import CHINESE as CHINESE_CRAFT

FIRST = date(2024, 5, 20)


def differing(*values: str, days: list[date | None] | None = None, **fields: object) -> Answer:
    """An answer whose sources give `values`, each in an article of its own, a day apart unless told otherwise."""
    days = days if days is not None else [FIRST + timedelta(at) for at in range(len(values))]
    cited = [citation(at, of=article(id=f"article-{at}", date=day, **fields)) for at, day in enumerate(days, start=1)]
    claims = tuple(Claim(value, day, at) for at, (value, day) in enumerate(zip(values, days, strict=True), start=1))
    marks = "".join(f"[{one.number}]" for one in cited)
    return answer(f"各日数字不同{marks}。", *cited, disagreements=(Disagreement(claims),))


def series_of(shown: Answer) -> object:
    return read_series(shown.disagreements[0], {one.number: one for one in shown.citations})


def rows(html: str) -> list[list[str]]:
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", body)]


def test_sources_that_disagree_stand_in_a_table_by_day_with_their_links() -> None:
    html = disagreements_html(5, differing("2360米", "2480米", days=[FIRST, None]), CHINESE)
    first, second = ([text_of(cell) for cell in row] for row in rows(html))
    assert first == ["2024年5月20日", "2360米[1]", "《霁川日报》 第1版"]
    assert second == [CHINESE.unknown_date, "2480米[2]", "《霁川日报》 第1版"]
    assert re.findall(r'data-turn="(\d)" data-number="(\d)"', html) == [("5", "1"), ("5", "2")]
    heads = re.findall(r'<th scope="col">(.*?)</th>', html)
    assert heads == [CHINESE_CRAFT.day_printed, CHINESE_CRAFT.figure, CHINESE_CRAFT.printed_in]
    assert html.count('<th scope="row"') == 2
    assert disagreements_html(0, answer("年底前通车[1]。", citation(1)), CHINESE) == ""


def test_figures_of_three_days_are_a_chart_whose_points_are_links() -> None:
    html = disagreements_html(2, differing("41例", "108例", "118例"), ENGLISH)
    points = [attributes for tag, attributes in read(html).tags if tag == "a" and attributes["class"] == "ap-point"]
    assert [(one["data-turn"], one["data-number"], one["href"]) for one in points] == [
        ("2", str(number), f"#source-2-{number}") for number in (1, 2, 3)
    ]
    assert points[1]["aria-label"] == "21 May 2024: 108例. Open source 2"
    assert points[1]["data-quote"] == "年底前通车" and "《霁川日报》" in str(points[1]["data-origin"])
    said = text_of(html)
    for part in ("20 May", "21 May", "22 May", "2024", "In 例", "41例", "118例"):
        assert part in said
    reach = re.findall(r'class="ap-reach" cx="([\d.]+)" cy="([\d.]+)"', html)
    across, down = [float(x) for x, _ in reach], [float(y) for _, y in reach]
    assert across[1] - across[0] == pytest.approx(across[2] - across[1], abs=0.2)
    assert down[0] > down[1] > down[2], "a higher figure stands higher"
    assert "polyline" in html


def test_days_stand_at_their_distance() -> None:
    html = disagreements_html(
        0, differing("10人", "20人", "30人", days=[FIRST, date(2024, 5, 21), date(2024, 5, 30)]), CHINESE
    )
    across = [float(x) for x in re.findall(r'class="ap-reach" cx="([\d.]+)"', html)]
    assert (across[2] - across[1]) / (across[1] - across[0]) == pytest.approx(9, rel=0.05)


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (("41例", "108例"), None),
        (("41例", "108例", "118例"), [FIRST, FIRST, date(2024, 5, 21)]),
        (("41例", "108例", "118例"), [FIRST, None, date(2024, 5, 21)]),
        (("41例", "108米", "118例"), None),
        (("沈砚秋", "阮经纬", "裴若舟"), None),
    ],
)
def test_what_is_no_series_over_days_has_no_chart(values: tuple[str, ...], days: list[date | None] | None) -> None:
    shown = differing(*values, days=days)
    assert series_of(shown) is None
    html = disagreements_html(0, shown, CHINESE)
    assert "<svg" not in html and len(rows(html)) == len(values)


def test_units_that_differ_are_reckoned_in_one() -> None:
    series = read_series(*_parts(differing("2.36公里", "2480米", "3公里")))
    assert series is not None and series.unit == ""
    assert [point.value for point in series.points] == [Decimal(2360), Decimal(2480), Decimal(3000)]
    same = read_series(*_parts(differing("1.2万元", "1.5万元", "2万元")))
    assert same is not None and same.unit == "元" and same.points[0].value == 12000


def test_two_sources_of_one_day_are_points_without_a_line() -> None:
    html = disagreements_html(
        0, differing("10人", "20人", "30人", "40人", days=[FIRST, FIRST, date(2024, 5, 21), date(2024, 5, 22)]), ENGLISH
    )
    assert html.count("ap-point") == 4 and "polyline" not in html


def test_a_year_is_told_where_it_changes() -> None:
    days = [date(2019, 12, 30), date(2020, 1, 8), date(2020, 1, 20)]
    said = text_of(disagreements_html(0, differing("10人", "20人", "30人", days=list(days)), CHINESE))
    assert "2019年" in said and "2020年" in said


def test_what_sources_print_is_shown_and_never_read_as_html() -> None:
    html = disagreements_html(0, differing(f"41{HOSTILE}", "42例", "43例", newspaper=HOSTILE, title=HOSTILE), ENGLISH)
    assert_harmless(html, drawn=True)
    assert text_of(html).count(HOSTILE) >= 4


@given(
    st.lists(
        st.tuples(st.integers(0, 10**10), st.integers(0, 4000)), min_size=3, max_size=8, unique_by=lambda one: one[1]
    )
)
def test_everything_is_drawn_within_the_chart(figures: list[tuple[int, int]]) -> None:
    days = [FIRST + timedelta(at) for _, at in figures]
    series = read_series(*_parts(differing(*(f"{value}人" for value, _ in figures), days=list(days))))
    assert series is not None
    html = chart_html(0, series, CHINESE)
    for x, y in re.findall(r'c?x="([\d.-]+)" c?y="([\d.-]+)"', html):
        assert 0 <= float(x) <= 360 and 0 <= float(y) <= 168
    assert html.count("ap-point") == len(figures)


@given(st.decimals(-(10**9), 10**9, places=3), st.decimals(0, 10**9, places=3))
def test_ticks_hold_the_values_between_them(lowest: Decimal, more: Decimal) -> None:
    ticks = round_ticks(lowest, lowest + more)
    assert ticks[0] <= lowest and lowest + more <= ticks[-1]
    assert 2 <= len(ticks) <= 8
    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) == 1 and str(next(iter(steps)).normalize().as_tuple().digits[0]) in "125"


def test_numbers_are_short_in_either_language() -> None:
    assert [say_number(Decimal(value), CHINESE) for value in ("1200", "41000", "320000000", "0.5")] == [
        "1,200",
        "4.1万",
        "3.2亿",
        "0.5",
    ]
    assert [say_number(Decimal(value), ENGLISH) for value in ("41000", "1500000")] == ["41,000", "1.5M"]


def _parts(shown: Answer) -> tuple[Disagreement, dict[int, object]]:
    return shown.disagreements[0], {one.number: one for one in shown.citations}
