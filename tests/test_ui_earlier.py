"""The earlier exchanges: every one of them in one part, in order, and only what a question fills sent again."""

from __future__ import annotations

import json

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui_samples import answer, citation
from ui.conversation import Conversation
from ui.earlier import FEWEST, PARTS, EarlierExchanges, split
from ui.records import Exchange
from ui.texts import texts_in

TEXTS = texts_in("zh")


def exchange(number: int) -> Exchange:
    return Exchange(f"第{number}个问题", state="done", answer=answer("大桥年底前通车[1]。", citation()))


@pytest.fixture(scope="module")
def earlier() -> EarlierExchanges:
    with gr.Blocks():
        return EarlierExchanges()


class Window:
    """What a browser makes of the updates."""

    def __init__(self) -> None:
        self.parts: list[str] = [""] * PARTS

    def take(self, updates: list[object]) -> int:
        """Put the updates in their places; gives the characters that were sent."""
        assert len(updates) == PARTS
        for at, update in enumerate(updates):
            if isinstance(update, str):
                self.parts[at] = update
        return len(json.dumps(updates, ensure_ascii=False))

    def turns(self) -> list[int]:
        return [int(one.split('"')[0]) for one in "".join(self.parts).split(' id="turn-')[1:]]


@given(st.integers(0, 5000))
def test_every_turn_stands_in_one_part_and_the_parts_are_in_order(exchanges: int) -> None:
    parts = split(exchanges)
    assert len(parts) == PARTS
    assert [turn for turns in parts for turn in turns] == list(range(exchanges))


@given(st.integers(0, FEWEST * PARTS - 1))
def test_one_more_exchange_changes_one_part(exchanges: int) -> None:
    changed = [after for before, after in zip(split(exchanges), split(exchanges + 1), strict=True) if before != after]
    assert len(changed) == 1
    assert len(changed[0]) <= FEWEST


@pytest.mark.parametrize("turns", [1, 9, 11, 12, 100, FEWEST * PARTS + 2])
def test_a_window_that_is_sent_the_news_shows_what_one_that_is_sent_everything_shows(
    earlier: EarlierExchanges, turns: int
) -> None:
    window, conversation = Window(), Conversation()
    for number in range(turns):
        conversation.exchanges.append(exchange(number))
        window.take(earlier.news(conversation, TEXTS))
    assert window.turns() == list(range(turns - 1))
    whole = Window()
    whole.take(earlier.afresh(conversation, TEXTS))
    assert window.parts == whole.parts


def test_the_hundredth_question_sends_no_more_than_a_full_part(earlier: EarlierExchanges) -> None:
    window, conversation = Window(), Conversation()
    conversation.show([exchange(number) for number in range(100)])
    whole = window.take(earlier.afresh(conversation, TEXTS))
    for number in range(100, 110):
        conversation.exchanges.append(exchange(number))
        assert window.take(earlier.news(conversation, TEXTS)) < whole / 8
    assert window.turns() == list(range(109))


def test_another_conversation_leaves_nothing_of_the_one_before(earlier: EarlierExchanges) -> None:
    window, conversation = Window(), Conversation()
    conversation.show([exchange(number) for number in range(30)])
    window.take(earlier.afresh(conversation, TEXTS))
    conversation.show([])
    conversation.exchanges.append(exchange(0))
    window.take(earlier.news(conversation, TEXTS))
    assert window.parts == [""] * PARTS


def test_a_changed_exchange_is_sent_with_its_part_alone(earlier: EarlierExchanges) -> None:
    window, conversation = Window(), Conversation()
    conversation.show([exchange(number) for number in range(30)])
    window.take(earlier.afresh(conversation, TEXTS))
    conversation.exchanges[12] = Exchange("另一个问题", state="done", answer=answer("没有了。"))
    updates = earlier.changed(conversation, 12, TEXTS)
    assert [isinstance(one, str) for one in updates] == [at == 1 for at in range(PARTS)]
    window.take(updates)
    assert "另一个问题" in window.parts[1]
    for turn in (29, 30, None):
        assert not any(isinstance(one, str) for one in earlier.changed(conversation, turn, TEXTS))


def test_a_screen_reader_is_told_of_the_last_exchange_alone(earlier: EarlierExchanges) -> None:
    conversation = Conversation()
    conversation.show([exchange(0), exchange(1)])
    assert "aria-live" not in "".join(earlier.afresh(conversation, TEXTS))
