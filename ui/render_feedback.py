"""HTML of the thumbs beneath an answer. Pure functions of records."""

from __future__ import annotations

from html import escape
from typing import get_args

from qa.kept.records import FeedbackReason, Verdict
from qa.records import Answer
from ui.records import Exchange
from ui.texts import Texts


def thumbs_html(turn: int, exchange: Exchange, texts: Texts) -> str:
    """A thumb up and a thumb down, the one that was pressed marked; nothing where there is no answer that is kept."""
    if exchange.answer is None or exchange.kept is None:
        return ""
    said = texts.conversations
    given = exchange.feedback.verdict if exchange.feedback else None
    names: dict[Verdict, str] = {"up": said.helpful, "down": said.not_helpful}
    buttons = "".join(
        f'<button type="button" class="ap-thumb ap-thumb-{verdict}" id="thumb-{turn}-{verdict}" data-event="like"'
        f' data-turn="{turn}" data-verdict="{verdict}" aria-pressed="{"true" if verdict == given else "false"}"'
        f' aria-label="{escape(name)}" title="{escape(name)}"></button>'
        for verdict, name in names.items()
    )
    return f'<div class="ap-thumbs">{buttons}</div>'


def reasons_for(answer: Answer, texts: Texts) -> list[tuple[str, str]]:
    """The reasons that a reader may have to find this answer no good, each with its text, in their order."""
    fit: set[FeedbackReason] = {"not_found", "other"}
    if not answer.refused:
        fit = {"wrong", "not_in_source", "incomplete", "should_refuse", "other"}
    return [(texts.conversations.reasons[reason], reason) for reason in get_args(FeedbackReason) if reason in fit]


def about_html(question: str, texts: Texts) -> str:
    """The head of the form: which answer it is about, and what becomes of what is written there."""
    said = texts.conversations
    return (
        f'<div lang="{texts.html_language}"><strong>{escape(said.feedback_on.format(question=question))}</strong>'
        f'<p class="ap-hint">{escape(said.feedback_hint)}</p></div>'
    )
