from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest

from index.errors import AskpressError, FixInput, TryLater
from index.forecast import Forecast
from tests.ui_samples import HOSTILE, read, text_of
from ui.kinds import KINDS
from ui.page_words import CHINESE as CHINESE_PAGE
from ui.queued import Outlook, Queue, QueueLine, Watched
from ui.records import BuildDone, Building, FileProblem
from ui.render_intake import (
    MOST_LINES,
    building_html,
    drop_html,
    outlook_html,
    queue_html,
    say_duration,
    say_rate,
    say_size,
    taken_in_text,
    watched_html,
)
from ui.texts import CHINESE, ENGLISH, Texts, texts_in

DONE = BuildDone(generation=3, changed=True, pages_added=2, pages_removed=1, articles=34, seconds=4.21)
PROBLEM = FixInput("the file is empty", where="/x/坏.txt, line 3", remedy="write into it")
CALM = Forecast(new=0, changed=0, unchanged=7, gone=0, every_page=False, pages=7, passages=0, chunks=0)


def building(value: Building | None, texts: Texts = ENGLISH, queue: Queue | None = None) -> str:
    return building_html(value, queue or Queue(), texts)


def done(**fields: object) -> Building:
    return Building(done=replace(DONE, **fields))  # type: ignore[arg-type]


def states(html: str) -> list[str | None]:
    return [attributes["data-state"] for tag, attributes in read(html).tags if tag == "li"]


def test_progress_shows_stage_count_bar_speed_and_time_left() -> None:
    html = building(Building("embed", 40, 120, "x.txt", speed=18.2, left=75.0))
    assert 'value="40" max="120"' in html
    for said in ("encoding passages 40/120", "x.txt", "18 passages/s", "about 2 min left"):
        assert said in text_of(html)


def test_progress_of_unknown_length_has_a_bar_without_value_and_no_speed() -> None:
    html = building(Building("read"), CHINESE)
    assert "value=" not in html and "<progress" in html and "ap-pace" not in html


def test_a_finished_build_says_what_it_did_and_what_it_left_out() -> None:
    problem = FileProblem("坏.txt", PROBLEM)
    text = text_of(building(done(problems=(problem,), missing=("gone.txt",), replaced=("a.txt",))))
    for said in ("generation 3", "4.2 s", "34 articles", "2 taken in, 1 taken out", "gone.txt", "a.txt"):
        assert said in text
    for said in ("坏.txt", "the file is empty", "line 3", "write into it"):
        assert said in text


def test_what_is_wrong_with_a_file_of_the_queue_is_said_at_its_line_alone() -> None:
    other = FileProblem("old.txt", FixInput("it is damaged"))
    outcome = done(problems=(FileProblem("坏.txt", PROBLEM), other))
    queue = Queue((QueueLine(1, "坏.txt", 0, "failed", errors=(PROBLEM,)),))
    text = text_of(building(outcome, queue=queue))
    assert "old.txt" in text and "坏.txt" not in text
    assert "the file is empty" in text_of(queue_html(queue, ENGLISH))
    failed = TryLater("the disk is full")
    assert "disk" not in building(
        Building(error=failed), queue=Queue((QueueLine(1, "a", 1, "failed", errors=(failed,)),))
    )


def test_a_finished_build_says_how_many_pages_are_odd() -> None:
    said = CHINESE_PAGE.odd_pages.format(count=3)
    assert said in text_of(building(done(odd=3), CHINESE))
    assert said[:5] not in text_of(building(done(odd=0), CHINESE))


def test_a_build_without_changes_a_failed_one_a_stopped_one_and_none() -> None:
    assert "Nothing had changed" in text_of(building(done(changed=False)))
    html = building(Building(error=TryLater("process 7 is building", remedy="wait")))
    assert 'data-error="TryLater"' in html and "process 7 is building" in text_of(html)
    assert CHINESE.intake.stopped in text_of(building(Building(stopped=True), CHINESE))
    assert building(None) == ""


def test_each_file_has_a_line_what_is_worked_on_and_what_failed_first() -> None:
    queue = Queue(
        (
            QueueLine(1, "a.txt", 812, "done", pages=1, articles=6, replaced=True),
            QueueLine(2, "b.txt", 5100, "waiting"),
            QueueLine(3, "坏.txt", 0, "failed", errors=(PROBLEM,)),
            QueueLine(4, "d.txt", 10, "working"),
            QueueLine(5, "a.txt.toml", 10, "done"),
            QueueLine(6, "same.txt", 10, "same"),
        )
    )
    html = queue_html(queue, ENGLISH)
    assert states(html) == ["working", "failed", "waiting", "done", "done", "same"]
    text = text_of(html)
    for said in (
        "1 page, 6 articles",
        "took the place",
        "812 B",
        "5.1 kB",
        "goes with its page",
        "in the library",
    ):
        assert said in text
    for said in ("the file is empty", "What to do: write into it", "done: 3", "failed: 1", "waiting: 1"):
        assert said in text
    buttons = [attributes for tag, attributes in read(html).tags if tag == "button"]
    assert [one.get("data-cancel") for one in buttons] == [None, "2"]
    assert buttons[1]["aria-label"] == "Cancel b.txt"


def test_a_reader_who_is_no_keeper_has_no_buttons() -> None:
    html = queue_html(Queue((QueueLine(1, "a", 1), QueueLine(2, "b", 1, "done"))), CHINESE, keeper=False)
    assert "<button" not in html and states(html) == ["waiting", "done"]


def test_a_long_queue_says_what_it_leaves_out() -> None:
    queue = Queue(tuple(QueueLine(number, f"{number}.txt", 1) for number in range(MOST_LINES + 11)))
    html = queue_html(queue, CHINESE)
    assert len(states(html)) == MOST_LINES
    assert CHINESE.intake.more_lines.format(count=11) in text_of(html)


def test_an_empty_queue_is_nothing() -> None:
    assert queue_html(Queue(), ENGLISH) == ""


def test_the_look_ahead_says_what_would_be_done_and_how_long_it_takes() -> None:
    found = replace(CALM, new=2, changed=1, gone=3, passages=480, chunks=10_240)
    text = text_of(outlook_html(Outlook(found, 130.0), ENGLISH))
    for said in ("2 new, 1 changed, 7 as they were", "gone: 3", "about 480", "10240", "about 3 min"):
        assert said in text
    anew = text_of(outlook_html(Outlook(replace(found, every_page=True), 130.0), CHINESE))
    assert "全部 7 个版面" in anew and "至多 480" in anew


def test_where_nothing_changed_the_look_ahead_says_so() -> None:
    text = text_of(outlook_html(Outlook(CALM, 0.1), CHINESE))
    assert CHINESE.intake.ahead_nothing in text and "大约" not in text


def test_the_watched_folder_is_named_with_what_stands_in_the_way() -> None:
    assert watched_html(None, ENGLISH) == ""
    assert "/scans" in watched_html(Watched("/scans"), ENGLISH)
    assert "12" in watched_html(Watched("/scans", 12), CHINESE)
    assert "no such folder" in watched_html(Watched("/scans", error=AskpressError("no such folder")), ENGLISH)


@pytest.mark.parametrize(
    ("rate", "said"), [(0.44, "0.4"), (3.21, "3.2"), (88.4, "88"), (1234.0, "1200"), (9.96, "10.0")]
)
def test_rates(rate: float, said: str) -> None:
    assert say_rate(rate) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "1 s"),
        (4.0, "4 s"),
        (11.0, "15 s"),
        (55.0, "1 min"),
        (61.0, "2 min"),
        (3600.0, "1 h 0 min"),
        (9000.0, "2 h 30 min"),
    ],
)
def test_durations(seconds: float, said: str) -> None:
    assert say_duration(seconds, ENGLISH) == said


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB")]
)
def test_sizes(size: int, said: str) -> None:
    assert say_size(size) == said


def test_the_place_to_drop_takes_the_kinds_that_are_taken_in() -> None:
    html = drop_html(ENGLISH, KINDS)
    assert 'accept=".txt,.md,.jsonl,.html,.htm,.xhtml,.toml,.zip"' in html and "webkitdirectory" in html
    assert html.count('type="file"') == 2 and 'type="url"' in html
    # A label for each, and for the address.
    assert html.count("<label") == 3 and escape(ENGLISH.intake.address) in html


def test_nothing_hostile_gets_through() -> None:
    error = FixInput(HOSTILE, where=HOSTILE, remedy=HOSTILE)
    for html in (
        building(Building("read", 1, 2, HOSTILE)),
        building(done(problems=(FileProblem(HOSTILE, error),), missing=(HOSTILE,), replaced=(HOSTILE,))),
        queue_html(Queue((QueueLine(1, HOSTILE, 1, "failed", errors=(error,)), QueueLine(2, HOSTILE, 1))), ENGLISH),
        watched_html(Watched(HOSTILE, 1), ENGLISH),
    ):
        assert "<script" not in html and "<img" not in html and "<b>" not in html
        assert HOSTILE in text_of(html)


@pytest.mark.parametrize(
    ("texts", "pages", "articles", "said"),
    [
        (ENGLISH, 1, 1, "1 page, 1 article"),
        (ENGLISH, 2, 1, "2 pages, 1 article"),
        (ENGLISH, 1, 0, "1 page, 0 articles"),
        (CHINESE, 1, 6, "1 版，6 篇文章"),
        (texts_in("zh-Hant"), 1, 6, "1 版，6 篇文章"),
    ],
)
def test_what_came_of_a_file_is_counted_in_words(texts: Texts, pages: int, articles: int, said: str) -> None:
    assert taken_in_text(pages, articles, texts) == said
