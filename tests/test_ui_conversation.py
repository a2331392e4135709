from __future__ import annotations

from qa.records import AnswerDelta, AnswerDone, SourcesFound, Turn
from tests.ui_samples import answer, citation, hit
from ui.conversation import Conversation, take_in
from ui.records import Exchange, Waiting


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
    assert conversation.history(1) == conversation.history() and conversation.history(0) == []


def test_a_turn_that_a_browser_names_may_be_anything() -> None:
    first, second = Exchange("a"), Exchange("b")
    conversation = Conversation([first, second], editing=0)
    assert conversation.edited() is first and conversation.named("1") is second and conversation.named(0) is first
    assert [conversation.named(turn) for turn in ("2", "-1", "x", "²", None, 1.5, [], "")] == [None] * 8


def test_what_waits_in_the_line_is_told_until_an_event_comes() -> None:
    exchange = Exchange("何时通车？")
    take_in(exchange, SourcesFound((hit(),), "何时通车？", 12.0))
    take_in(exchange, Waiting(2))
    assert (exchange.state, exchange.ahead) == ("writing", 2)
    take_in(exchange, AnswerDelta("年"))
    assert exchange.ahead == 0


def test_the_shown_exchange_is_the_one_of_the_turn_and_none_before_the_first() -> None:
    assert Conversation().shown() is None
    first, second = Exchange("a"), Exchange("b")
    assert Conversation([first, second], turn=1).shown() is second
