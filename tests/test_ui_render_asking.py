from __future__ import annotations

from datetime import date

import pytest

from index.records import DateRange, Filters
from qa.records import LookedAt
from tests.ui_samples import HOSTILE, answer, assert_harmless, citation, read, refusal, text_of
from ui.records import Exchange
from ui.render import conversation_html
from ui.render_asking import address_html, offered, offers_html, question_tools_html, waiting_text
from ui.texts import CHINESE, ENGLISH

DAY = date(2024, 5, 20)
NAMED = (LookedAt("昨天", DateRange(DAY, DAY), only=False),)


def refused(question: str = "水位是多少？", filters: Filters | None = None, **fields: object) -> Exchange:
    return Exchange(question, filters or Filters(), state="done", answer=refusal(**fields))


def offers(exchange: Exchange) -> list[str]:
    html = offers_html(3, exchange, ENGLISH)
    assert_harmless(html)
    return [str(attributes["data-offer"]) for tag, attributes in read(html).tags if tag == "button"]


def test_a_question_that_was_answered_can_be_edited_and_asked_again() -> None:
    buttons = [
        attributes for tag, attributes in read(question_tools_html(3, refused(), CHINESE)).tags if tag == "button"
    ]
    assert [(one["data-event"], one["data-turn"]) for one in buttons] == [("edit", "3"), ("retry", "3")]
    assert all("水位是多少？" in str(one["aria-label"]) for one in buttons)


@pytest.mark.parametrize("state", ["searching", "writing"])
def test_one_that_is_being_answered_cannot(state: str) -> None:
    assert question_tools_html(0, Exchange("x", state=state), CHINESE) == ""  # type: ignore[arg-type]


def test_a_refusal_offers_what_could_bring_an_answer() -> None:
    days = Filters(DAY, DAY)
    assert offers(refused(filters=days)) == ["wider", "dates"]
    assert offers(refused(filters=Filters(DAY, None, "霁川日报"))) == ["wider", "dates", "all"]
    assert offers(refused(filters=Filters(page=4))) == ["all"]
    assert offers(refused("昨天水位是多少？", dates=NAMED)) == ["words"]
    assert offers(refused("昨天水位是多少？", days, dates=NAMED)) == ["wider", "dates"]
    assert offers(refused("那天水位是多少？", dates=NAMED)) == []
    assert offers(refused()) == []


def test_an_answer_an_error_and_a_question_under_way_offer_nothing() -> None:
    days = Filters(DAY, DAY)
    answered = Exchange("x", days, state="done", answer=answer("年底前通车[1]。", citation()))
    assert [
        offers_html(0, one, CHINESE) for one in (answered, Exchange("x", days), Exchange("x", days, state="failed"))
    ] == [""] * 3


def test_the_offer_says_which_days_it_means() -> None:
    html = offers_html(0, refused(filters=Filters(DAY, DAY, "霁川日报", page=4)), CHINESE)
    assert "2024年4月19日至2024年6月20日" in text_of(html)
    assert "霁川日报" not in text_of(html)


def test_an_offer_asks_what_it_says() -> None:
    exchange = refused("昨天水位是多少？", Filters(DAY, DAY, "霁川日报", "A", 4), dates=NAMED)
    question = exchange.question
    assert offered(exchange, "wider") == (question, Filters(date(2024, 4, 19), date(2024, 6, 20), "霁川日报", "A", 4))
    assert offered(exchange, "dates") == (question, Filters(None, None, "霁川日报", "A", 4))
    assert offered(exchange, "words") == ("水位是多少？", exchange.filters)
    assert offered(exchange, "all") == (question, Filters())
    assert offered(exchange, "") == offered(exchange, HOSTILE) == (question, exchange.filters)


def test_the_place_in_the_line_is_told_where_an_answer_would_stand() -> None:
    exchange = Exchange("x", state="writing", ahead=2)
    assert "3" in waiting_text(exchange, CHINESE)
    assert waiting_text(exchange, CHINESE) in text_of(conversation_html([exchange], CHINESE))
    assert waiting_text(Exchange("x", state="writing"), ENGLISH) == ENGLISH.reading
    assert waiting_text(Exchange("x"), ENGLISH) == ENGLISH.searching
    assert waiting_text(Exchange("x", ahead=1), ENGLISH) == ENGLISH.asking.others


def test_nothing_hostile_gets_through() -> None:
    exchange = refused(HOSTILE + "昨天", Filters(DAY, DAY, HOSTILE, HOSTILE, HOSTILE), dates=NAMED)
    html = conversation_html([exchange, refused("昨天" + HOSTILE, dates=NAMED)], ENGLISH)
    assert_harmless(html + address_html(HOSTILE))
    assert HOSTILE in text_of(html)


def test_the_address_is_told_as_it_is() -> None:
    [(_, attributes)] = read(address_html('?q="&<>')).tags
    assert attributes == {"data-address": '?q="&<>'}
