from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from qa.kept.records import ConversationLine
from tests.ui_samples import HOSTILE, assert_harmless, read, text_of
from ui.render_conversations import conversations_html
from ui.texts import CHINESE, ENGLISH

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)


def line(name: str = "a", title: str = "何时通车？", changed: datetime = NOW, turns: int = 2) -> ConversationLine:
    return ConversationLine(name, title, turns, changed)


def test_lines_stand_under_the_days_of_the_reader_s_own_clock() -> None:
    # Eleven at night in London is the next morning in China.
    late = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    html = conversations_html(
        [
            line("a", "甲"),
            line("b", "乙", late),
            line("c", "丙", NOW - timedelta(days=1)),
            line("d", "丁", NOW - timedelta(7)),
        ],
        CHINESE,
        NOW,
    )
    said = CHINESE.conversations
    order = [text_of(html).index(words) for words in (said.today, "甲", "乙", said.last_week, "丙", said.earlier, "丁")]
    assert order == sorted(order) and text_of(html).count(said.today) == 1


def test_a_line_opens_renames_and_deletes_its_conversation_by_name() -> None:
    html = conversations_html([line("a"), line("b")], ENGLISH, NOW, current="b")
    events = [(one["data-event"], one["data-conversation"]) for _, one in read(html).tags if "data-event" in one]
    assert events == [(event, name) for name in ("a", "b") for event in ("select", "edit", "delete")]
    assert [one["data-conversation"] for _, one in read(html).tags if "aria-current" in one] == ["b"]
    for tag, attributes in read(html).tags:
        assert tag != "button" or "何时通车？" in (attributes["aria-label"] or "")
    assert ENGLISH.conversations.turns.format(count=2) in html


def test_a_line_that_is_to_be_deleted_asks_and_only_says_yes_by_its_own_button() -> None:
    html = conversations_html([line("a"), line("b", "别的")], ENGLISH, NOW, deleting="a")
    sure = [one for _, one in read(html).tags if "data-sure" in one]
    assert [(one["data-event"], one["data-conversation"]) for one in sure] == [("delete", "a")]
    focused = [one["data-event"] for _, one in read(html).tags if "data-focus" in one]
    assert focused == ["clear"], "what keeps it has the focus"


@pytest.mark.parametrize(("searched", "words"), [(False, "none_yet"), (True, "none_found")])
def test_an_empty_list_says_why(searched: bool, words: str) -> None:
    html = conversations_html([], ENGLISH, NOW, searched=searched)
    assert text_of(html) == getattr(ENGLISH.conversations, words)


def test_the_list_says_which_conversation_is_shown_only_where_that_is_known() -> None:
    assert "data-current" not in conversations_html([], ENGLISH, NOW)
    assert 'data-current=""' in conversations_html([], ENGLISH, NOW, current="")


def test_a_title_is_never_read_as_html() -> None:
    for deleting in ("", "a"):
        html = conversations_html([line("a", HOSTILE)], ENGLISH, NOW, deleting=deleting)
        assert HOSTILE in text_of(html)
        assert_harmless(html)
