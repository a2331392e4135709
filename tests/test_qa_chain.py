from __future__ import annotations

import pytest
from langchain_core.messages import HumanMessage

from index.errors import RestartModel, TryLater
from qa.chain import complete, stream
from tests.fakes import ScriptedChatModel

ASKED = [HumanMessage("大桥多长？")]


def test_the_answer_comes_piece_by_piece_and_whole() -> None:
    model = ScriptedChatModel("大桥全长1200米。")
    pieces = list(stream(model, ASKED))
    assert len(pieces) > 5 and "".join(pieces) == "大桥全长1200米。"
    assert model.received == [ASKED]


def test_a_completion_has_no_white_space_around_it() -> None:
    assert complete(ScriptedChatModel(" 大桥。\n"), ASKED) == "大桥。"
    assert complete(ScriptedChatModel(" "), ASKED) == ""


def test_a_model_that_says_nothing_at_all_is_out_of_order() -> None:
    with pytest.raises(RestartModel, match="makes no sense"):
        complete(ScriptedChatModel(""), ASKED)


def test_closing_the_stream_stops_the_model() -> None:
    model = ScriptedChatModel("很长的回答" * 1000)
    pieces = stream(model, ASKED)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert model.cancelled == 1


@pytest.mark.parametrize("error", [RestartModel("the model ended"), TryLater("busy")])
@pytest.mark.parametrize("after", [0, 3])
def test_an_error_of_the_model_comes_through_by_its_name(error: Exception, after: int) -> None:
    model = ScriptedChatModel("大桥全长1200米。", error=error, fail_after=after)
    seen: list[str] = []
    with pytest.raises(type(error)) as caught:
        for piece in stream(model, ASKED):
            seen.append(piece)
    assert caught.value is error
    assert "".join(seen) == "大桥全长1200米。"[:after]


def test_a_fault_of_ours_is_not_dressed_up_as_the_model_s() -> None:
    with pytest.raises(ZeroDivisionError):
        list(stream(ScriptedChatModel(ZeroDivisionError("ours")), ASKED))
