from __future__ import annotations

from typing import get_args

import pytest

from qa.kept.records import Feedback, FeedbackReason
from tests.ui_samples import HOSTILE, answer, assert_harmless, citation, read, refusal, text_of
from ui.records import Exchange
from ui.render_feedback import about_html, reasons_for, thumbs_html
from ui.texts import CHINESE, ENGLISH

DONE = answer("年底前通车[1]。", citation(1))


def pressed(exchange: Exchange) -> list[str | None]:
    return [one["aria-pressed"] for _, one in read(thumbs_html(0, exchange, ENGLISH)).tags if "aria-pressed" in one]


def test_only_an_answer_that_is_kept_has_thumbs() -> None:
    assert thumbs_html(0, Exchange("x", kept=1), ENGLISH) == thumbs_html(0, Exchange("x", answer=DONE), ENGLISH) == ""
    html = thumbs_html(3, Exchange("x", answer=DONE, kept=1), CHINESE)
    buttons = [attributes for tag, attributes in read(html).tags if tag == "button"]
    assert [one["data-verdict"] for one in buttons] == ["up", "down"] and {one["data-turn"] for one in buttons} == {"3"}
    assert [one["aria-label"] for one in buttons] == [CHINESE.conversations.helpful, CHINESE.conversations.not_helpful]


@pytest.mark.parametrize(
    ("feedback", "marked"),
    [
        (None, ["false", "false"]),
        (Feedback("up"), ["true", "false"]),
        (Feedback("down", "wrong"), ["false", "true"]),
    ],
)
def test_the_thumb_that_was_pressed_is_marked(feedback: Feedback | None, marked: list[str]) -> None:
    assert pressed(Exchange("x", answer=DONE, kept=1, feedback=feedback)) == marked


def test_the_reasons_fit_the_answer_and_all_have_a_text() -> None:
    of_answers = {reason for _, reason in reasons_for(DONE, ENGLISH)}
    of_refusals = {reason for _, reason in reasons_for(refusal(), ENGLISH)}
    assert of_refusals == {"not_found", "other"} and "not_found" not in of_answers
    assert of_answers | of_refusals == set(get_args(FeedbackReason)) == set(ENGLISH.conversations.reasons)
    assert set(CHINESE.conversations.reasons) == set(get_args(FeedbackReason))


def test_the_form_says_which_answer_it_is_about() -> None:
    html = about_html(HOSTILE, ENGLISH)
    assert HOSTILE in text_of(html)
    assert_harmless(html)
