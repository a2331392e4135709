from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build_log import BuildEntry
from qa.records import Timings
from tests.ui_samples import HOSTILE, assert_harmless, text_of
from ui.condition import Condition, median
from ui.render_status import say_bytes, say_moment, say_seconds, status_html
from ui.texts import CHINESE, ENGLISH

STATUS: dict[str, Any] = {
    "library": "/srv/library",
    "generation": 4,
    "created": "2024-05-20T08:00:00+00:00",
    "encoder": "multilingual-e5-small",
    "dimension": 384,
    "pages": 1200,
    "articles": 10_000,
    "chunks": 21_000,
    "newspapers": ["霁川日报", "霁川晚报"],
    "dates": ["2024-01-01", "2024-05-20"],
    "undated_articles": 3,
    "sources": ["/srv/pages"],
    "bytes": {"library": 52_300_000, "indexes": 1_000_000},
}
BUILDS = (
    BuildEntry("2024-05-20T08:00:00+00:00", 61.2, 4, True, 9, 2, 1, 10_000, 60, 5),
    BuildEntry("2024-05-19T08:00:00+00:00", 0.31, 3, False, 9, 0, 0, 9_998, 0, 0),
)
ANSWERS = (Timings(30, None, 40), Timings(20, 900, 4200), Timings(25, 700, 3100))
CONDITION = Condition(STATUS, 60, 5_000_000_000, 20_000_000_000, BUILDS, "qwen", ANSWERS)


def test_it_tells_of_the_library_what_made_it_and_how_fast_it_is() -> None:
    text = text_of(status_html(CONDITION, ENGLISH, keeper=True))
    for said in (
        "10,000",
        "1,200",
        "《霁川日报》, 《霁川晚报》",
        "1 January 2024 – 20 May 2024",
        "384 dimensions",
        "qwen",
    ):
        assert said in text
    for said in ("52.3 MB", "5.0 GB of 20.0 GB", "/srv/pages", "0.03 s", "4.2 s", "61 s", "nothing had changed"):
        assert said in text


def test_folders_of_the_machine_are_told_to_keepers_only() -> None:
    assert "/srv" not in text_of(status_html(CONDITION, CHINESE, keeper=False))


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH])
def test_without_a_library_builds_or_answers_it_says_so(texts: Any) -> None:
    text = text_of(status_html(Condition(None, 0, None, None, (), None, ()), texts, keeper=True))
    said = texts.status
    for line in (said.none_yet, said.no_model, said.no_builds, said.no_answers):
        assert line in text


def test_nothing_hostile_gets_through() -> None:
    status = {**STATUS, "library": HOSTILE, "sources": [HOSTILE], "newspapers": [HOSTILE], "encoder": HOSTILE}
    builds = (BuildEntry(HOSTILE, 1, 1, True, 1, 1, 1, 1, 1, 1),)
    html = status_html(Condition(status, 1, 1, 1, builds, HOSTILE, ANSWERS), ENGLISH, keeper=True)
    assert_harmless(html)
    assert HOSTILE in text_of(html)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (999_960, "1.0 MB"), (2.5e15, "2,500.0 TB")]
)
def test_bytes_in_the_unit_that_fits(count: float, said: str) -> None:
    assert say_bytes(count) == said


@pytest.mark.parametrize(("seconds", "said"), [(0.034, "0.03 s"), (4.21, "4.2 s"), (1260.4, "1,260 s")])
def test_seconds_with_the_decimals_that_tell_something(seconds: float, said: str) -> None:
    assert say_seconds(seconds, ENGLISH) == said


def test_a_moment_that_is_none_stands_as_it_is() -> None:
    assert say_moment("yesterday", ENGLISH) == "yesterday"
    assert "2024年5月" in say_moment("2024-05-20T12:00:00+00:00", CHINESE)


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_the_median_has_half_of_the_values_on_either_side(values: list[float]) -> None:
    middle = median(values)
    assert middle in values
    assert 2 * sum(value <= middle for value in values) >= len(values)
    assert 2 * sum(value >= middle for value in values) >= len(values)
