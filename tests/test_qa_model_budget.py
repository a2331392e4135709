"""How much evidence a model is shown follows how fast it reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.model.budget import LEAST, MOST, READING_SECONDS, ReadingPace, evidence_budget
from qa.settings import Settings


def settings_of(evidence: int | None = None, context: int = 4096, answer: int = 256) -> Settings:
    return Settings(evidence_tokens=evidence, context_tokens=context, answer_tokens=answer)


def test_before_anything_is_read_the_least_is_shown() -> None:
    assert evidence_budget(settings_of(), ReadingPace()) == evidence_budget(settings_of()) == LEAST


def test_a_fast_reader_is_shown_what_it_reads_in_the_time() -> None:
    pace = ReadingPace()
    pace.note(1600, 4.0)
    assert evidence_budget(settings_of(), pace) == round(READING_SECONDS * 400)


def test_a_setting_is_kept() -> None:
    pace = ReadingPace()
    pace.note(10_000, 1.0)
    assert evidence_budget(settings_of(500), pace) == 500


def test_one_slow_answer_weighs_less_than_what_was_seen_before() -> None:
    pace = ReadingPace()
    pace.note(1000, 1.0)
    pace.note(100, 1.0)
    assert pace.tokens_per_second == 0.7 * 1000 + 0.3 * 100


def test_what_tells_nothing_is_passed_over() -> None:
    pace = ReadingPace()
    pace.note(5, 0.001)
    pace.note(500, 0.0)
    assert pace.tokens_per_second is None


@given(
    st.lists(st.tuples(st.integers(50, 5000), st.floats(0.01, 100.0)), max_size=6),
    st.integers(1024, 32_000),
    st.integers(16, 512),
)
def test_the_budget_keeps_to_its_bounds(reads: list[tuple[int, float]], context: int, answer: int) -> None:
    pace = ReadingPace()
    for tokens, seconds in reads:
        pace.note(tokens, seconds)
    budget = evidence_budget(settings_of(context=context, answer=answer), pace)
    assert 1 <= budget <= MOST
    assert 2 * budget <= max(2, context - answer)


@given(st.floats(1.0, 5000.0), st.floats(1.0, 5000.0))
def test_a_faster_reader_is_never_shown_less(one: float, other: float) -> None:
    budgets = []
    for speed in sorted((one, other)):
        pace = ReadingPace()
        pace.note(round(speed * 100), 100.0)
        budgets.append(evidence_budget(settings_of(context=8192), pace))
    assert budgets[0] <= budgets[1]
