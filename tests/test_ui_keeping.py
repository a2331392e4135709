"""An exchange of a window as it is kept, and as it is shown again."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import AskpressError, BuildFirst, FixInput, RestartModel, ShortenInput
from index.records import Filters
from qa.kept.records import Feedback, KeptError, KeptExchange, StoredExchange
from tests.ui_samples import answer, article, citation, hit
from ui.conversation import Conversation, kept_exchange, shown_exchange
from ui.records import Exchange

DONE = answer("年底前通车[1]。", citation(1))
ENDED = RestartModel("ended", where="here", remedy="again")


@pytest.mark.parametrize(
    "exchange",
    [
        Exchange("何时？", Filters(date(2024, 5, 1)), "done", "何时通车？", DONE.hits, answer=DONE),
        Exchange("何时？", state="done", hits=DONE.hits, answer=DONE, reprints={"article-1": (article(id="b"),)}),
        Exchange("何时？", state="stopped", hits=(hit(),), streamed="年底"),
        Exchange("何时？", state="failed", hits=(hit(),), streamed="年", error=ENDED),
    ],
)
def test_an_exchange_is_shown_again_as_it_was(exchange: Exchange) -> None:
    kept = kept_exchange(exchange)
    assert kept is not None
    shown = shown_exchange(StoredExchange(7, kept, Feedback("up")))
    assert (shown.kept, shown.feedback) == (7, Feedback("up"))
    assert type(shown.error) is type(exchange.error) and str(shown.error) == str(exchange.error)
    for name in ("question", "filters", "state", "searched_for", "hits", "answer", "reprints", "streamed"):
        assert getattr(shown, name) == getattr(exchange, name), name


@pytest.mark.parametrize("error", [FixInput("x"), ShortenInput("x"), BuildFirst("x")])
def test_what_could_not_be_asked_is_not_kept(error: AskpressError) -> None:
    assert kept_exchange(Exchange("", state="failed", error=error)) is None


def test_an_error_that_this_version_does_not_know_is_still_one() -> None:
    for kind in ("OfALaterVersion", "annotations", ""):
        shown = shown_exchange(StoredExchange(1, KeptExchange("x", "failed", error=KeptError(kind, "what"))))
        assert type(shown.error) is AskpressError and shown.error.what == "what"


def test_another_conversation_takes_the_place_of_the_one_that_is_shown() -> None:
    conversation = Conversation([Exchange("a")], id="first", judged=0)
    conversation.show([Exchange("b"), Exchange("c")], "second")
    assert (conversation.turn, conversation.id, conversation.judged) == (1, "second", None)
    conversation.show([])
    assert (conversation.turn, conversation.id, conversation.shown()) == (0, "", None)
