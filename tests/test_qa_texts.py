from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import DateRange, Filters
from qa.records import LookedAt, Reason
from qa.texts import holds_text, refusal_text

REASONS: tuple[Reason, ...] = ("nothing_found", "not_answered", "outside_dates")
COVERED = DateRange(date(2020, 2, 10), date(2020, 2, 11))
THEN = LookedAt("昨天的报纸", DateRange(date(2020, 2, 9), date(2020, 2, 9)), only=True)
TOLD = LookedAt("2月10日", DateRange(date(2020, 2, 10), date(2020, 2, 10)), only=False)
BEFORE = LookedAt("1998年", DateRange(date(1998, 1, 1), date(1998, 12, 31)), only=False)


def test_each_reason_has_a_sentence_of_its_own_in_each_language() -> None:
    said = {refusal_text(reason, language, Filters()) for reason, language in product(REASONS, ("zh", "en"))}
    assert len(said) == 6
    assert not any("{" in text for text in said)


@pytest.mark.parametrize(
    ("language", "holds"),
    [("zh", "资料库收有2020年2月10日至11日的报道。"), ("en", "The archive holds reports of 10–11 February 2020.")],
)
def test_a_refusal_says_what_the_archive_covers(language: str, holds: str) -> None:
    assert holds_text(COVERED, language) == holds
    for reason in REASONS:
        assert refusal_text(reason, language, Filters(), COVERED, (TOLD,)).endswith(holds)
        assert holds not in refusal_text(reason, language, Filters(), None, (TOLD,))


def test_chosen_dates_are_named_before_those_of_the_question() -> None:
    def said(language: str, first: date | None, last: date | None) -> str:
        return refusal_text("outside_dates", language, Filters(first, last), None, (TOLD,))

    assert "在所选日期（2020年2月11日）的报道里" in said("zh", date(2020, 2, 11), date(2020, 2, 11))
    assert "the chosen dates (11–12 February 2020)" in said("en", date(2020, 2, 11), date(2020, 2, 12))
    assert "（2020年2月11日起）" in said("zh", date(2020, 2, 11), None)
    assert "(until 11 February 2020)" in said("en", None, date(2020, 2, 11))


def test_the_days_of_the_question_are_named_once_each() -> None:
    said = refusal_text("outside_dates", "zh", Filters(), COVERED, (TOLD, TOLD, BEFORE))
    assert said.startswith("在2020年2月10日、1998年的报道里没有找到答案，")
    assert refusal_text("outside_dates", "en", Filters()).startswith("The reports of the dates asked for do not")


def test_a_paper_that_the_archive_lacks_is_said_to_be_lacking() -> None:
    said = refusal_text("outside_dates", "zh", Filters(), COVERED, (THEN,))
    assert said.startswith("资料库里没有2020年2月9日的报纸。") and "2月11日" in said
    both = refusal_text("outside_dates", "zh", Filters(), COVERED, (THEN, TOLD))
    assert both == f"在2020年2月10日的报道里没有找到答案，其他日期的报道里可能有。{said}"
    chosen = refusal_text("outside_dates", "zh", Filters(COVERED.first), COVERED, (THEN,))
    assert chosen == f"在所选日期（2020年2月10日起）的报道里没有找到答案，其他日期的报道里可能有。{said}"
    within = LookedAt("2月10日的报纸", TOLD.days, only=True)
    gap = refusal_text("outside_dates", "en", Filters(), COVERED, (within,), outside=(within,))
    assert gap.startswith("The archive has no paper of 10 February 2020.")


def test_that_no_report_tells_of_a_day_is_said_only_where_it_is_known() -> None:
    assert "没有讲到" not in refusal_text("outside_dates", "zh", Filters(), COVERED, (BEFORE,))
    known = refusal_text("outside_dates", "zh", Filters(), COVERED, (BEFORE,), outside=(BEFORE,))
    assert known.startswith("资料库里没有讲到1998年的报道。")


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
RANGES = st.tuples(DAYS, DAYS).map(lambda pair: DateRange(min(pair), max(pair)))


@given(
    st.sampled_from(REASONS),
    st.sampled_from(("zh", "en")),
    st.none() | DAYS,
    st.none() | RANGES,
    st.lists(st.builds(LookedAt, st.just("那天"), RANGES, st.booleans()), max_size=3),
)
def test_every_refusal_is_whole_sentences_in_its_language(
    reason: Reason, language: str, day: date | None, covered: DateRange | None, dates: list[LookedAt]
) -> None:
    said = refusal_text(reason, language, Filters(day), covered, dates)
    assert said.endswith("。" if language == "zh" else ".") and "{" not in said
    assert any("\u4e00" <= character <= "\u9fff" for character in said) is (language == "zh")
