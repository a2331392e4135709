from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from index.errors import RestartModel
from qa.records import AnswerDelta, AskEvent
from ui.answering import Answering


def pieces(*texts: str, error: Exception | None = None) -> Iterator[AskEvent]:
    for text in texts:
        yield AnswerDelta(text)
    if error:
        raise error


def told(answering: Answering) -> list[AskEvent]:
    return [event for batch in answering.batches() for event in batch]


def quick(_: float) -> None: ...


def test_all_events_come_in_order_and_then_it_ends() -> None:
    texts = [str(number) for number in range(500)]
    events = told(Answering(lambda: pieces(*texts), sleep=quick))
    assert [event.text for event in events if isinstance(event, AnswerDelta)] == texts


@pytest.mark.parametrize("error", [RestartModel("the model ended"), ZeroDivisionError("a fault of ours")])
def test_an_error_comes_after_the_events_before_it(error: Exception) -> None:
    answering = Answering(lambda: pieces("a", "b", error=error), sleep=quick)
    events: list[AskEvent] = []
    with pytest.raises(type(error)) as caught:
        for batch in answering.batches():
            events += batch
    assert caught.value is error
    assert events == [AnswerDelta("a"), AnswerDelta("b")]


def test_stopping_ends_at_once_even_while_the_model_is_silent_and_closes_it_then() -> None:
    go_on, closed = threading.Event(), threading.Event()

    def slow() -> Iterator[AskEvent]:
        try:
            yield AnswerDelta("a")
            go_on.wait(30)
            yield AnswerDelta("b")
            pytest.fail("it should have been closed here")
        finally:
            closed.set()

    answering = Answering(slow, sleep=quick)
    batches = answering.batches()
    assert next(batches) == [AnswerDelta("a")]
    stopper = threading.Timer(0.05, answering.stop)
    stopper.start()
    # The model is still silent: this returns only because of `stop`.
    assert next(batches, None) is None
    assert answering.stopped and not closed.is_set()
    go_on.set()
    assert closed.wait(5), "the question's iterator must be closed, that is what cancels the model"
