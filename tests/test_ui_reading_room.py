from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.embed import EncodeProgress, Vectors
from index.errors import BuildFirst, FixInput, FixPermissions, TryLater
from index.records import Article, Span
from qa.records import Answer, AnswerDone, SourcesFound
from qa.settings import Settings
from tests.fakes import HashingEncoder, ScriptedChatModel
from ui.reading_room import NOTHING, ReadingRoom, ranges_by_page
from ui.records import Building, Waiting
from ui.render_sources import reader_html
from ui.texts import CHINESE
from ui.uploads import UPLOADS

BRIDGE = {
    "id": "bridge",
    "title": "霁河三桥昨日合龙",
    "date": "2024-05-20",
    "newspaper": "霁川日报",
    "page": 1,
    "text": "霁河三桥昨日合龙。大桥全长2360米，双向六车道。工程师裴若舟说，大桥年底前通车。",
}
SCHOOL = {
    "id": "school",
    "title": "实验小学体育馆启用",
    "date": "2024-05-21",
    "newspaper": "霁川日报",
    "page": 2,
    "text": "柳岸实验小学体育馆昨日启用。体育馆面积1800平方米，可容纳六百名学生。",
}
WEATHER = {
    "id": "weather",
    "title": "未来三天多云间晴",
    "date": "2024-05-20",
    "newspaper": "霁川日报",
    "page": 4,
    "text": "市气象台预报，未来三天全市多云间晴，最高气温二十八度，偏南风三级。",
}
ANSWER = "霁河三桥全长2360米[1]。"


class GatedEncoder(HashingEncoder):
    """Waits for `gate` whenever a build encodes; questions pass."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()
        self.waiting = threading.Event()
        self.fault: Exception | None = None

    def encode_passages(self, texts: Sequence[str], progress: EncodeProgress | None = None) -> Vectors:
        if threading.current_thread().name == "askpress-build":
            if self.fault:
                raise self.fault
            self.waiting.set()
            assert self.gate.wait(30)
        return super().encode_passages(texts, progress)


@pytest.fixture
def encoder() -> GatedEncoder:
    return GatedEncoder()


@pytest.fixture
def room(tmp_path: Path, encoder: GatedEncoder) -> Iterator[ReadingRoom]:
    settings = Settings(library=tmp_path / "library", cache=tmp_path / "cache")
    room = ReadingRoom(tmp_path / "library", encoder, ScriptedChatModel(ANSWER), settings)
    yield room
    encoder.gate.set()
    room.close()


def write(path: Path, *articles: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in articles), encoding="utf-8")
    return path


def built(room: ReadingRoom) -> Building:
    deadline = time.monotonic() + 30
    while (building := room.building) is None or building.running:
        assert time.monotonic() < deadline, "the build does not end"
        time.sleep(0.01)
    return building


def taken_in(room: ReadingRoom, *files: Path) -> Building:
    room.start_build(files)
    return built(room)


def answered(room: ReadingRoom, question: str) -> tuple[SourcesFound, Answer]:
    events = list(room.ask(question))
    assert isinstance(events[0], SourcesFound) and isinstance(events[-1], AnswerDone)
    return events[0], events[-1].answer


def titles(sources: SourcesFound) -> set[str]:
    return {hit.article.title for hit in sources.hits}


def test_without_a_library_there_is_nothing_to_see_and_asking_says_so(room: ReadingRoom) -> None:
    assert room.overview() == NOTHING
    assert room.building is None
    with pytest.raises(BuildFirst):
        list(room.ask("大桥多长？"))


def test_uploads_are_kept_built_listed_and_answered_from(room: ReadingRoom, tmp_path: Path) -> None:
    upload = write(tmp_path / "temporary" / "a.jsonl", BRIDGE, SCHOOL)
    done = taken_in(room, upload).done
    upload.unlink()
    assert done is not None and done.changed and done.articles == 2 and done.problems == ()
    assert (room.path / UPLOADS / "a.jsonl").is_file()
    assert [(issue.date.day if issue.date else 0, issue.articles) for issue in room.overview().issues] == [
        (21, 1),
        (20, 1),
    ]
    sources, answer = answered(room, "霁河三桥全长多少米？")
    assert "霁河三桥昨日合龙" in titles(sources)
    assert not answer.refused and answer.citations[0].article.id == "bridge"


def test_one_build_at_a_time_and_asking_goes_on_meanwhile(
    room: ReadingRoom, encoder: GatedEncoder, tmp_path: Path
) -> None:
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER))
    first = room.overview().generation
    encoder.gate.clear()
    encoder.waiting.clear()
    room.start_build([write(tmp_path / "b.jsonl", SCHOOL)])
    assert encoder.waiting.wait(10)
    with pytest.raises(TryLater):
        room.start_build()
    assert room.building is not None and room.building.running and room.building.stage == "embed"
    sources, answer = answered(room, "霁河三桥全长多少米？")
    assert "实验小学体育馆启用" not in titles(sources) and not answer.refused
    encoder.gate.set()
    assert built(room).done is not None
    # The next question is answered from the new generation without anybody's doing.
    assert "实验小学体育馆启用" in titles(answered(room, "实验小学体育馆面积多大？")[0])
    assert room.overview().generation != first and room.overview().articles == 3


def test_a_generation_built_by_another_program_is_taken_up(room: ReadingRoom, tmp_path: Path) -> None:
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER))
    build(room.path, [write(tmp_path / "elsewhere" / "b.jsonl", SCHOOL)], encoder=HashingEncoder())
    assert room.overview().articles == 3
    assert "实验小学体育馆启用" in titles(answered(room, "实验小学体育馆面积多大？")[0])


def test_a_rescan_takes_in_what_changed(room: ReadingRoom, tmp_path: Path) -> None:
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER))
    write(room.path / UPLOADS / "a.jsonl", BRIDGE, WEATHER, SCHOOL)
    done = taken_in(room).done
    assert done is not None and done.changed and done.articles == 3
    again = taken_in(room).done
    assert again is not None and not again.changed and again.generation == done.generation


def test_a_broken_file_is_named_and_the_rest_goes_on(room: ReadingRoom, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00" * 9)
    done = taken_in(room, tmp_path / "empty.txt", write(tmp_path / "a.jsonl", BRIDGE), tmp_path / "picture.txt").done
    assert done is not None and done.articles == 1
    assert sorted(problem.name for problem in done.problems) == ["empty.txt", "picture.txt"]
    assert all(isinstance(problem.error, FixInput) and problem.error.remedy for problem in done.problems)


def test_a_build_that_cannot_be_is_an_error_and_the_next_one_may_start(room: ReadingRoom, tmp_path: Path) -> None:
    room.path.write_text("a file where the library should be")
    error = taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER)).error
    assert isinstance(error, FixPermissions)
    room.path.unlink()
    assert taken_in(room, tmp_path / "a.jsonl").done is not None


def test_a_fault_of_the_program_in_a_build_is_shown_too(
    room: ReadingRoom, encoder: GatedEncoder, tmp_path: Path
) -> None:
    encoder.fault = ZeroDivisionError("a fault of ours")
    error = taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER)).error
    assert error is not None and "ZeroDivisionError: a fault of ours" in error.what


def test_closing_the_events_cancels_the_model(room: ReadingRoom, tmp_path: Path) -> None:
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER))
    model = room._model
    assert isinstance(model, ScriptedChatModel)
    events = room.ask("霁河三桥全长多少米？")
    next(events), next(events)
    events.close()
    assert model.cancelled == 1


def test_a_question_waits_its_turn_with_its_sources_found_and_is_told_its_place(
    room: ReadingRoom, tmp_path: Path
) -> None:
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER))
    with room.line.place():
        events = room.ask("霁河三桥全长多少米？")
        assert next(events) == Waiting(1)
        assert isinstance(next(events), SourcesFound)
        assert next(events) == Waiting(1)
    assert next(events) == Waiting(0)
    assert isinstance([*events][-1], AnswerDone)
    assert len(room.line) == 0


def test_one_who_waits_no_longer_leaves_the_line(room: ReadingRoom, tmp_path: Path) -> None:
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER))
    with room.line.place():
        events = room.ask("霁河三桥全长多少米？")
        next(events), next(events), next(events)
        assert len(room.line) == 2
        events.close()
        assert len(room.line) == 1


def test_an_opened_quote_stands_on_its_page(room: ReadingRoom, tmp_path: Path) -> None:
    report = "本报讯(记者 阮经纬)霁河三桥昨日合龙。大桥全长2360米，双向六车道。"
    page = f"别的事情。\n\n霁河三桥昨日合龙 年底前通车\n\n{report}\n"
    upload = tmp_path / "霁川日报_2024-05-20_01.txt"
    upload.write_text(page, encoding="utf-8")
    taken_in(room, upload)
    _, answer = answered(room, "霁河三桥全长多少米？")
    citation = answer.citations[0]
    opened = room.open(citation.article, (citation.article_start, citation.article_end))
    assert opened.lost == () and len(opened.pages) == 1
    shown = opened.pages[0]
    assert shown.page.text == page
    assert "".join(shown.page.text[start:end] for start, end in shown.quote) == citation.quote
    assert "".join(shown.page.text[start:end] for start, end in shown.article) == citation.article.text
    assert room.open_article(citation.article.id) == room.open(citation.article, None)
    assert room.open_article("no such article") is None


def test_a_page_that_has_changed_since_is_said_to_be_lost(room: ReadingRoom, tmp_path: Path) -> None:
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, WEATHER))
    citation = answered(room, "霁河三桥全长多少米？")[1].citations[0]
    taken_in(room, write(tmp_path / "a.jsonl", SCHOOL))
    for _ in range(3):
        # Rows of generations past are kept for a while for those who still read them.
        write(
            room.path / UPLOADS / "b.jsonl", {**SCHOOL, "id": f"school-{time.monotonic_ns()}", "text": "又一篇。" * 9}
        )
        taken_in(room)
    opened = room.open(citation.article, (citation.article_start, citation.article_end))
    assert opened.pages == () and len(opened.lost) == 1


@given(st.data())
def test_ranges_by_page_cut_the_text_out_of_the_pages(data: st.DataObject) -> None:
    pages = {name: data.draw(st.text("abc。", min_size=20, max_size=20)) for name in ("p", "q")}
    spans, text = [], ""
    for _ in range(data.draw(st.integers(1, 5))):
        name = data.draw(st.sampled_from(["p", "q"]))
        start = data.draw(st.integers(0, 18))
        end = data.draw(st.integers(start + 1, 20))
        spans.append(Span(len(text), len(text) + end - start, name, start, end))
        text += pages[name][start:end]
    article = Article("a", "", "", "", "", None, None, False, (), text, tuple(spans))
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    ranges = ranges_by_page(article, first, last)
    assert sum(end - start for places in ranges.values() for start, end in places) == last - first
    for name, places in ranges.items():
        expected = "".join(
            text[max(first, span.start) : min(last, span.end)]
            for span in spans
            if span.page_id == name and max(first, span.start) < min(last, span.end)
        )
        assert "".join(pages[name][start:end] for start, end in places) == expected


def test_an_opened_article_has_its_reprints_and_they_open_too(room: ReadingRoom, tmp_path: Path) -> None:
    evening = {**BRIDGE, "id": "evening", "newspaper": "霁川晚报", "date": "2024-05-21", "page": "A4"}
    taken_in(room, write(tmp_path / "a.jsonl", BRIDGE, evening, WEATHER))
    citation = answered(room, "霁河三桥全长多少米？")[1].citations[0]
    opened = room.open(citation.article, (citation.article_start, citation.article_end))
    assert {citation.article.id, *(one.id for one in opened.reprints)} == {"bridge", "evening"}
    again = room.open_article(opened.reprints[0].id)
    assert again is not None and [one.id for one in again.reprints] == [citation.article.id]
    weather = room.open_article("weather")
    assert weather is not None and weather.reprints == ()
    found = room.reprints_of([citation.article, weather.article, citation.article])
    assert {name: [one.id for one in reprints] for name, reprints in found.items()} == {
        citation.article.id: [opened.reprints[0].id]
    }


FIRST = "霁河三桥昨日合龙\n\n本报讯(记者 王宁)霁河三桥昨日合龙。霁河三桥连接两区，大桥全长\n\n(下转4版)\n"
FOURTH = "(上接1版)\n\n2360米，双向六车道。\n"


@pytest.fixture
def issue(room: ReadingRoom, tmp_path: Path) -> ReadingRoom:
    for number, text in ((1, FIRST), (4, FOURTH)):
        (tmp_path / f"霁川日报_2024-05-20_0{number}.txt").write_text(text, encoding="utf-8")
    room.start_build(sorted(tmp_path.glob("*.txt")))
    assert built(room).done is not None
    return room


def test_a_build_counts_the_pages_with_something_odd(issue: ReadingRoom, tmp_path: Path) -> None:
    assert issue.building and issue.building.done and issue.building.done.odd == 0
    (tmp_path / "b.txt").write_text("渡口恢复通航。", encoding="utf-8")
    issue.start_build([tmp_path / "b.txt"])
    done = built(issue).done
    assert done is not None and done.odd == 1


def test_a_page_opens_with_the_articles_on_it_and_its_report(issue: ReadingRoom) -> None:
    [line] = issue.overview().issues
    assert [[sheet.name for sheet in page.sheets] for page in line.pages] == [
        ["霁川日报_2024-05-20_01.txt"],
        ["霁川日报_2024-05-20_04.txt"],
    ]
    for page, text in zip(line.pages, (FIRST, FOURTH), strict=True):
        report = page.sheets[0].report
        opened = issue.open_page(report.page_id)
        assert opened is not None and (opened.page.text, opened.report) == (text, report)
        assert [article.title for article in opened.articles] == ["霁河三桥昨日合龙"]
    assert issue.open_page("nowhere") is None


def test_a_quote_over_a_jump_is_marked_on_both_of_its_pages(issue: ReadingRoom) -> None:
    [article] = issue.library().articles()
    start = article.text.index("大桥全长2360米")
    opened = issue.open(article, (start, start + len("大桥全长2360米")))
    assert [[page.page.text[slice(*place)] for place in page.quote] for page in opened.pages] == [
        ["大桥全长"],
        ["2360米"],
    ]
    html = reader_html(opened, CHINESE)
    assert re.findall(r'<mark class="ap-mark-quote">([^<]*)</mark>', html) == ["大桥全长2360米", "大桥全长", "2360米"]
