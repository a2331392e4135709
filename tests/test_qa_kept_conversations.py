from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixPermissions, RepairLibrary
from index.records import Filters
from qa.kept.conversations import TITLE_LIMIT, Conversations, titled
from qa.kept.feedback import FeedbackBox, answered_question
from qa.kept.readers_file import FILE_NAME
from qa.kept.records import Feedback, KeptError, KeptExchange
from tests.ui_samples import answer, article, citation, hit

LONG_AGO = 1_700_000_000.0


def ticking() -> Callable[[], float]:
    ticks = count(LONG_AGO)
    return lambda: float(next(ticks))


def exchange(question: str = "何时通车？", text: str = "年底前通车[1]。") -> KeptExchange:
    return KeptExchange(question, "done", answer=answer(text, citation(1), question=question))


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "library", clock=ticking())


def test_without_a_file_there_is_nothing_and_looking_makes_none(kept: Conversations) -> None:
    assert kept.lines("") == [] and kept.read("", "x") is None
    kept.rename("", "x", "y")
    kept.delete("", "x")
    assert not kept.library.exists()


def test_a_conversation_is_kept_for_another_run_and_named_by_its_first_question(kept: Conversations) -> None:
    one = KeptExchange(
        "何时通车？",
        "done",
        Filters(date(2024, 5, 1), None, "霁川日报"),
        answer=answer("年底前通车[1]。", citation(1), hits=(hit(1), hit(2, article(pages=("A4", 2))))),
        reprints={"article-1": (article(id="other"),)},
    )
    two = KeptExchange("谁说的？", "stopped", hits=(hit(),), streamed="裴若舟", searched_for="三桥年底通车是谁说的？")
    three = KeptExchange("然后呢？", "failed", error=KeptError("RestartModel", "ended", "here", "again"))
    name, first = kept.keep("", "", one)
    assert kept.keep("", name, two) == (name, first + 1)
    kept.keep("", name, three)
    again = Conversations(kept.library)
    stored = again.read("", name)
    assert stored is not None and [item.exchange for item in stored] == [one, two, three]
    [line] = again.lines("")
    assert (line.id, line.title, line.turns) == (name, "何时通车？", 3)
    assert line.changed == datetime.fromtimestamp(LONG_AGO + 2, UTC)


def test_the_latest_stands_first_and_one_that_goes_on_comes_to_the_top(kept: Conversations) -> None:
    first, _ = kept.keep("", "", exchange("甲？"))
    second, _ = kept.keep("", "", exchange("乙？"))
    assert [line.id for line in kept.lines("")] == [second, first]
    kept.keep("", first, exchange("丙？"))
    assert [line.id for line in kept.lines("")] == [first, second]


def test_a_reader_gets_at_nothing_of_another_reader(kept: Conversations) -> None:
    name, number = kept.keep("沈砚秋", "", exchange())
    assert kept.lines("阮经纬") == [] and kept.lines("") == []
    assert kept.read("阮经纬", name) is None
    kept.rename("阮经纬", name, "x")
    kept.delete("阮经纬", name)
    box = FeedbackBox(kept.library)
    given = answered_question(answer("x"), filtered=False)
    assert not box.give("阮经纬", number, Feedback("up"), given)
    assert box.give("沈砚秋", number, Feedback("up"), given)
    box.withdraw("阮经纬", number)
    assert len(box.all()) == 1
    # A question put to another reader's conversation begins one of one's own.
    other, _ = kept.keep("阮经纬", name, exchange("乙？"))
    assert other != name
    stored = kept.read("沈砚秋", name)
    assert stored is not None and len(stored) == 1 and kept.lines("沈砚秋")[0].title == "何时通车？"


def test_a_search_finds_words_of_titles_questions_and_answers_whatever_the_script(kept: Conversations) -> None:
    bridge, _ = kept.keep("", "", exchange("霁河三桥何时通车？", "年底前通车[1]。"))
    school, _ = kept.keep("", "", exchange("Which school opened?", "The Gymnasium[1]."))
    found = {search: [line.id for line in kept.lines("", search)] for search in ("三橋", "年底", "GYM WHICH", "%")}
    assert found == {"三橋": [bridge], "年底": [bridge], "GYM WHICH": [school], "%": []}
    kept.rename("", bridge, "  大桥\n专题 ")
    assert kept.lines("", "专题")[0].title == "大桥 专题"
    assert len(kept.lines("", "  ")) == 2


def test_what_is_deleted_is_gone_and_a_question_to_it_begins_a_new_one(kept: Conversations) -> None:
    name, _ = kept.keep("", "", exchange())
    kept.delete("", name)
    assert kept.lines("") == [] and kept.read("", name) is None
    other, _ = kept.keep("", name, exchange("乙？"))
    assert other != name and [line.title for line in kept.lines("")] == ["乙？"]


def test_an_empty_title_changes_nothing_and_a_long_one_is_cut(kept: Conversations) -> None:
    name, _ = kept.keep("", "", exchange("甲" * 500))
    assert kept.lines("")[0].title == "甲" * (TITLE_LIMIT - 1) + "…"
    kept.rename("", name, "乙")
    kept.rename("", name, " \n ")
    assert kept.lines("")[0].title == "乙"


def test_a_field_that_another_version_wrote_is_passed_over_and_a_missing_one_takes_its_default() -> None:
    from qa.kept.exchange_json import exchange_from_json, exchange_to_json

    written = exchange_to_json(exchange()).replace('"streamed": ""', '"of_a_later_version": [1]')
    assert exchange_from_json(written) == exchange()


@given(st.text(max_size=200))
def test_a_title_is_one_short_line(text: str) -> None:
    title = titled(text)
    assert len(title) <= TITLE_LIMIT and title == " ".join(title.split())


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["done", "stopped", "failed"]))
def test_any_exchange_comes_back_as_it_was(text: str, state: str) -> None:
    from qa.kept.exchange_json import exchange_from_json, exchange_to_json

    one = KeptExchange(text, state, streamed=text, error=KeptError(text, text) if state == "failed" else None)  # type: ignore[arg-type]
    assert exchange_from_json(exchange_to_json(one)) == one


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(RepairLibrary, match="damaged"):
        Conversations(tmp_path).lines("")


def test_a_newer_file_and_an_unreadable_exchange_are_named(kept: Conversations) -> None:
    name, _ = kept.keep("", "", exchange())
    file = sqlite3.connect(kept.library / FILE_NAME)
    file.execute("UPDATE exchanges SET exchange = x'00'")
    file.commit()
    with pytest.raises(RepairLibrary, match="cannot be read"):
        kept.read("", name)
    file.execute("PRAGMA user_version = 99")
    file.close()
    with pytest.raises(RepairLibrary, match="version 99"):
        kept.lines("")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FixPermissions) as caught:
        Conversations(tmp_path / "file" / "library").keep("", "", exchange())
    assert FILE_NAME in caught.value.where and caught.value.remedy
