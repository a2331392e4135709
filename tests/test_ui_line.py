"""The line: first come, first served, each told how many are before it."""

from __future__ import annotations

import threading
from contextlib import ExitStack

from hypothesis import given
from hypothesis import strategies as st

from ui.line import Line, Place


def test_each_place_knows_how_many_are_ahead_and_moves_up_as_others_leave() -> None:
    line = Line()
    with line.place() as first, ExitStack() as stack:
        second = stack.enter_context(line.place())
        with line.place() as third:
            assert [one.ahead() for one in (first, second, third)] == [0, 1, 2]
            stack.close()
            assert [one.ahead() for one in (first, third)] == [0, 1]
            assert third.wait(0.01) == 1
    assert len(line) == 0


def test_whose_turn_it_is_does_not_wait() -> None:
    with Line().place() as place:
        assert place.wait(60) == 0


def test_one_who_waits_is_woken_when_the_turn_comes() -> None:
    line, waits, woken = Line(), threading.Event(), []

    def stand() -> None:
        with line.place() as place:
            waits.set()
            while place.wait(60):
                pass
            woken.append(True)

    with line.place():
        thread = threading.Thread(target=stand)
        thread.start()
        assert waits.wait(10) and not woken
    thread.join(10)
    assert woken == [True]


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=30))
def test_places_are_always_numbered_in_the_order_of_coming(steps: list[int | None]) -> None:
    line = Line()
    held: list[tuple[ExitStack, Place]] = []
    for step in steps:
        if step is None or not held:
            stack = ExitStack()
            held.append((stack, stack.enter_context(line.place())))
        else:
            held.pop(step % len(held))[0].close()
        assert [place.ahead() for _, place in held] == list(range(len(held)))
    assert len(line) == len(held)
