"""Refusal texts: why there is no answer, of which days none was found, which days the archive covers."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import DateRange, Filters
from qa.days.texts import days_text, outside_text
from qa.records import LookedAt, Reason

_REFUSALS: dict[tuple[Reason, str], str] = {
    ("nothing_found", "zh"): "资料库里没有找到与这个问题有关的报道。",
    ("nothing_found", "en"): "Nothing in the archive was found to bear on this question.",
    ("not_answered", "zh"): "找到了相关的报道，但其中没有写明这个问题的答案。",
    ("not_answered", "en"): "There are related reports, but none of them says what was asked.",
    ("outside_dates", "zh"): "在{days}的报道里没有找到答案，其他日期的报道里可能有。",
    ("outside_dates", "en"): "The reports of {days} do not hold the answer; those of other dates may.",
}

_TEXTS = {
    ("holds", "zh"): "资料库收有{days}的报道。",
    ("holds", "en"): "The archive holds reports of {days}.",
    ("chosen", "zh"): "所选日期（{days}）",
    ("chosen", "en"): "the chosen dates ({days})",
    ("from", "zh"): "{day}起",
    ("from", "en"): "from {day}",
    ("until", "zh"): "截至{day}",
    ("until", "en"): "until {day}",
    ("unnamed", "zh"): "所问日期",
    ("unnamed", "en"): "the dates asked for",
}


def refusal_text(
    reason: Reason,
    language: str,
    filters: Filters,
    covered: DateRange | None = None,
    looked_at: Sequence[LookedAt] = (),
    outside: Sequence[LookedAt] = (),
) -> str:
    """What a refusal says: why there is no answer, and which days the archive covers where that is known.

    `filters` are those that the reader set, `looked_at` the days that the question names: an `outside_dates` refusal
    says which were asked for. `outside` are those of them that the archive can hold nothing of
    (`qa.days.when.outside_dates`); a paper of a day outside `covered` is one of them anyway. `language` is "zh" or
    "en".
    """
    covers = holds_text(covered, language) if covered else ""
    said: list[str] = []
    lacking: list[LookedAt] = []
    if reason == "outside_dates" and covered:
        lacking = [one for one in looked_at if one in outside or (one.only and _is_apart(one.days, covered))]
        covers = outside_text(lacking, covered, language) if lacking else covers
    within = [one for one in looked_at if one not in lacking]
    if within or not lacking or filters.date_from or filters.date_to:
        said.append(_REFUSALS[reason, language].format(days=_asked_days(filters, within, language)))
    return ("" if language == "zh" else " ").join(filter(None, (*said, covers)))


def holds_text(covered: DateRange, language: str) -> str:
    """The sentence that says of which days the archive holds reports; `language` is "zh" or "en"."""
    return _TEXTS["holds", language].format(days=days_text(covered, language))


def _is_apart(days: DateRange, covered: DateRange) -> bool:
    return days.last < covered.first or covered.last < days.first


def _asked_days(filters: Filters, looked_at: Sequence[LookedAt], language: str) -> str:
    """The days that were asked for, by the filters or else by the question."""
    first, last = filters.date_from, filters.date_to
    if first and last:
        days = days_text(DateRange(first, last), language)
    elif first or last:
        name, day = ("from", first) if first else ("until", last)
        assert day is not None
        days = _TEXTS[name, language].format(day=days_text(DateRange(day, day), language))
    else:
        named = list(dict.fromkeys(days_text(one.days, language) for one in looked_at))
        join = "、" if language == "zh" else " and "
        return join.join(named) or _TEXTS["unnamed", language]
    return _TEXTS["chosen", language].format(days=days)
