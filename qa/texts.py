"""Texts that the product itself says in an answer, in Chinese and English."""

from __future__ import annotations

from index.records import Filters
from qa.records import Reason

_REFUSALS: dict[tuple[Reason, str], str] = {
    ("nothing_found", "zh"): "资料库里没有找到与这个问题有关的报道。",
    ("nothing_found", "en"): "Nothing in the archive was found to bear on this question.",
    ("not_answered", "zh"): "找到了相关的报道，但其中没有写明这个问题的答案。",
    ("not_answered", "en"): "There are related reports, but none of them says what was asked.",
    ("outside_dates", "zh"): "在所选日期（{dates}）的报道里没有找到答案，其他日期的报道里可能有。",
    (
        "outside_dates",
        "en",
    ): "The reports of the chosen dates ({dates}) do not hold the answer; those of other dates may.",
}


def refusal_text(reason: Reason, language: str, filters: Filters) -> str:
    """What a refusal says, with the dates that were looked at; `language` is "zh" or "en"."""
    first = filters.date_from.isoformat() if filters.date_from else ""
    last = filters.date_to.isoformat() if filters.date_to else ""
    dates = first if first == last else f"{first}–{last}"
    return _REFUSALS[reason, language].format(dates=dates)
