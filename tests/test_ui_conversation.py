from __future__ import annotations

from datetime import date

import pytest

from index.errors import FixInput
from index.records import Filters
from qa.records import AnswerDelta, AnswerDone, SourcesFound, Turn
from tests.ui_samples import answer, citation, hit
from ui.conversation import Conversation, read_filters, take_in
from ui.records import Exchange
from ui.texts import CHINESE, ENGLISH


def test_an_exchange_goes_with_its_events() -> None:
    exchange = Exchange("何时通车？")
    take_in(exchange, SourcesFound((hit(),), "三桥何时通车？", 12.0))
    assert (exchange.state, exchange.hits, exchange.searched_for) == ("writing", (hit(),), "三桥何时通车？")
    take_in(exchange, AnswerDelta("年底"))
    take_in(exchange, AnswerDelta("前通车[1]。"))
    assert (exchange.state, exchange.streamed, exchange.answer) == ("writing", "年底前通车[1]。", None)
    done = answer("年底前通车[1]。", citation(1))
    take_in(exchange, AnswerDone(done))
    assert (exchange.state, exchange.answer) == ("done", done)


def test_the_history_holds_the_answered_turns_only() -> None:
    answered = Exchange("何时通车？", state="done", answer=answer("年底前通车[1]。", citation(1)))
    conversation = Conversation([answered, Exchange("x", state="stopped", streamed="y"), Exchange("z", state="failed")])
    assert conversation.history() == [Turn("何时通车？", "年底前通车[1]。")]


def test_the_shown_exchange_is_the_one_of_the_turn_and_none_before_the_first() -> None:
    assert Conversation().shown() is None
    first, second = Exchange("a"), Exchange("b")
    assert Conversation([first, second], turn=1).shown() is second


def test_filters_are_read_and_empty_ones_mean_any() -> None:
    assert read_filters(None, "", None, ENGLISH) == read_filters("", " ", "", ENGLISH) == Filters()
    assert read_filters("霁川日报", " 2024-05-20 ", "2024-05-21", ENGLISH) == Filters(
        date(2024, 5, 20), date(2024, 5, 21), "霁川日报"
    )


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "20.5.2024", "<script>"])
def test_what_is_no_date_is_named(value: str) -> None:
    with pytest.raises(FixInput, match="is not a date") as caught:
        read_filters(None, value, None, ENGLISH)
    assert value in caught.value.what and caught.value.remedy == ENGLISH.bad_date_remedy


def test_dates_in_the_wrong_order_are_named() -> None:
    with pytest.raises(FixInput) as caught:
        read_filters(None, "2024-05-21", "2024-05-20", CHINESE)
    assert "2024-05-21" in caught.value.what and "2024-05-20" in caught.value.what
