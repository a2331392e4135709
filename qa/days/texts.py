"""Days in words: which an answer looked at, which the archive lacks, what 昨天 means; in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from index.records import DateRange
from qa.days.when import is_relative
from qa.records import LookedAt

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""English names, so that a date does not depend on the locale of the process."""

_TEXTS = {
    ("only", "zh"): "只看了{days}的报纸（问题中的“{words}”）。",
    ("only", "en"): "Only the papers of {days} were looked at (“{words}” in the question).",
    ("first", "zh"): "优先看了{days}的报道和讲到当时的报道（问题中的“{words}”）。",
    ("first", "en"): "Reports of {days}, or telling of it, came first (“{words}” in the question).",
    ("no_issue", "zh"): "资料库里没有{days}的报纸。",
    ("no_issue", "en"): "The archive has no paper of {days}.",
    ("not_told", "zh"): "资料库里没有讲到{days}的报道。",
    ("not_told", "en"): "No report in the archive tells of {days}.",
    ("covers", "zh"): "它收有的报纸，最早是{first}，最近是{last}。",
    ("covers", "en"): "Its papers run from {first} to {last}.",
    ("covers_one", "zh"): "它只收有{first}的报纸。",
    ("covers_one", "en"): "It has papers of {first} only.",
}


def days_text(days: DateRange, language: str) -> str:
    """Days as a reader writes them; `language` is "zh" or "en".

    2024年5月20日, 2024年5月13日至19日, 2020年2月, 2020年; 20 May 2024, 13–19 May 2024, February 2020, 2020.
    """
    first, last = days.first, days.last
    starts_month, ends_month = first.day == 1, (last + timedelta(days=1)).day == 1 if last < date.max else True
    if first.year == last.year and starts_month and ends_month:
        if (first.month, last.month) == (1, 12):
            return f"{first.year}年" if language == "zh" else f"{first.year}"
        if first.month == last.month:
            return f"{first.year}年{first.month}月" if language == "zh" else f"{MONTHS[first.month - 1]} {first.year}"
    return _chinese(first, last) if language == "zh" else _english(first, last)


def _chinese(first: date, last: date) -> str:
    begin = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return begin
    year = f"{last.year}年" if last.year != first.year else ""
    month = f"{last.month}月" if year or last.month != first.month else ""
    return f"{begin}至{year}{month}{last.day}日"


def _english(first: date, last: date) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {end}"
    return f"{first.day}–{end}"


def looked_at_text(dates: Sequence[LookedAt], language: str) -> str:
    """The sentences that say which days an answer looked at, "" for none; `language` is "zh" or "en"."""
    said = [
        _TEXTS["only" if one.only else "first", language].format(days=days_text(one.days, language), words=one.words)
        for one in dates
    ]
    return ("" if language == "zh" else " ").join(dict.fromkeys(said))


def outside_text(outside: Sequence[LookedAt], coverage: DateRange, language: str) -> str:
    """What a refusal says of days that the archive has nothing of, and what days it has."""
    said = [
        _TEXTS["no_issue" if one.only else "not_told", language].format(days=days_text(one.days, language))
        for one in outside
    ]
    said.append(covered_text(coverage, language))
    return ("" if language == "zh" else " ").join(dict.fromkeys(said))


def covered_text(coverage: DateRange, language: str) -> str:
    """The sentence that says which days an archive's papers are of."""
    first, last = (days_text(DateRange(day, day), language) for day in (coverage.first, coverage.last))
    return _TEXTS["covers_one" if first == last else "covers", language].format(first=first, last=last)


def dates_written_out(question: str, dates: Sequence[LookedAt], language: str) -> str:
    """The question with the days behind the words that point at them: 昨天（2024年5月20日）转移了多少人？

    For a model that does not know the archive's clock. What names its day itself stays as it is.
    """
    for one in dates:
        if is_relative(one.words) and one.words in question:
            days = days_text(one.days, language)
            shown = f"{one.words}（{days}）" if language == "zh" else f"{one.words} ({days})"
            question = question.replace(one.words, shown, 1)
    return question
