from __future__ import annotations

import sqlite3
from pathlib import Path

from qa.kept.answer_times import REMEMBERED, AnswerTimes
from qa.kept.conversations import Conversations
from qa.kept.readers_file import FILE_NAME
from qa.records import Timings
from tests.test_qa_kept_conversations import exchange

TIMES = Timings(12.5, 800.0, 3000.0)


def test_times_are_known_to_the_next_program_in_their_order(tmp_path: Path) -> None:
    assert AnswerTimes(tmp_path).last() == ()
    noted = [TIMES, Timings(3.0, None, 40.0)]
    for timings in noted:
        AnswerTimes(tmp_path).note(timings)
    assert AnswerTimes(tmp_path).last() == tuple(noted)


def test_only_the_last_ones_are_remembered(tmp_path: Path) -> None:
    times = AnswerTimes(tmp_path)
    for number in range(REMEMBERED + 5):
        times.note(Timings(float(number), None, 0.0))
    assert [one.search_ms for one in times.last()] == [float(number) for number in range(5, REMEMBERED + 5)]


def test_a_file_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    name, _ = Conversations(tmp_path).keep("", "", exchange())
    file = sqlite3.connect(tmp_path / FILE_NAME)
    file.execute("DROP TABLE answer_times")
    file.execute("PRAGMA user_version = 1")
    file.commit()
    file.close()
    assert AnswerTimes(tmp_path).last() == ()
    AnswerTimes(tmp_path).note(TIMES)
    assert AnswerTimes(tmp_path).last() == (TIMES,)
    assert Conversations(tmp_path).read("", name) is not None
