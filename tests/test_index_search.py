from __future__ import annotations

import json
import math
import random
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build
from index.cross_encoder import CrossEncoder
from index.errors import BuildFirst, FixSettings, RebuildLibrary, RepairLibrary
from index.generation import LEXICAL, folder_of
from index.issue import page_key
from index.ranking import Ranker
from index.records import DateRange, Filters, Hit, Preference
from index.search import Library
from index.store import Store
from index.tokens import fold
from tests.fakes import HashingEncoder

SUBJECTS = ["大桥", "水位", "渡口", "市集", "公交", "学校", "The ferry", "霁河三桥"]
EVENTS = ["昨日合龙", "继续上涨", "恢复通航", "周六开张", "延长到凌晨", "接收群众286人", "was closed", "延期"]
NEWSPAPERS = [None, "霁川日报", "霁川晚報", "Jichuan Post"]


def rows() -> Iterator[dict[str, object]]:
    chance = random.Random(20240520)
    for number in range(120):
        day = chance.choice([None, *(date(2024, 5, 18 + at).isoformat() for at in range(5))])
        yield {
            "id": f"a{number}",
            "title": f"{chance.choice(SUBJECTS)}{chance.choice(EVENTS)}",
            "newspaper": chance.choice(NEWSPAPERS),
            "date": day,
            "text": f"{chance.choice(SUBJECTS)}{chance.choice(EVENTS)}，第{number}号。",
        }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("search")
    reprint = "市防汛指挥部通报，全市转移群众4216人。"
    lines = [
        *rows(),
        *({"id": f"r{at}", "title": "通报", "text": reprint.replace("，", "，" + "\n" * at)} for at in range(3)),
    ]
    (top / "set.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    build(top / "library", [top / "set.jsonl"], encoder=HashingEncoder())
    return top / "library"


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[Library]:
    opened = Library.open(folder, HashingEncoder())
    yield opened
    opened.close()


queries = st.text(st.sampled_from("大桥水位渡口市集公交合龙上涨延期286 abferryTh"), min_size=1, max_size=12) | st.text(
    max_size=12
)
some_day = st.none() | st.dates(date(2024, 5, 17), date(2024, 5, 23))


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    days = draw(some_day), draw(some_day)
    if days[0] and days[1]:
        days = min(days[0], days[1]), max(days[0], days[1])
    newspaper = draw(st.none() | st.sampled_from(["霁川日报", "霁川晚报", "jichuan POST", "没有的报", ""]))
    section = draw(st.none() | st.sampled_from(["a", "要闻", "没有的版"]))
    return Filters(*days, newspaper, section, draw(st.none() | st.sampled_from([1, "02", "a4"])))


def preferences() -> st.SearchStrategy[Preference | None]:
    day = st.dates(date(2024, 5, 17), date(2024, 5, 23)).map(lambda value: (DateRange(value, value),))
    return st.none() | st.builds(Preference, st.just(()) | day, st.booleans())


def fits(hit: Hit, wanted: Filters) -> bool:
    article = hit.article
    if wanted.newspaper is not None and fold(article.newspaper or "\0") != fold(wanted.newspaper):
        return False
    if wanted.page is not None and page_key(wanted.page) not in map(page_key, article.pages):
        return False
    if wanted.section is not None and fold(wanted.section) not in map(fold, article.sections):
        return False
    if not (wanted.date_from or wanted.date_to):
        return True
    return article.date is not None and (wanted.date_from or date.min) <= article.date <= (wanted.date_to or date.max)


@settings(deadline=None, max_examples=40)
@given(queries, filters())
def test_the_dense_ranking_filtered_is_the_whole_ranking_restricted(
    library: Library, query: str, wanted: Filters
) -> None:
    whole = [hit for hit in library.search(query, 500, ranker="dense") if fits(hit, wanted)]
    found = library.search(query, 500, wanted, ranker="dense")
    assert [hit.chunk.id for hit in found] == [hit.chunk.id for hit in whole]
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in whole], abs=1e-6)


@settings(deadline=None, max_examples=40)
@given(queries, filters(), st.sampled_from(get_args(Ranker)), st.integers(1, 30), preferences())
def test_hits_fit_the_filters_rank_from_one_and_stand_once(
    library: Library, query: str, wanted: Filters, ranker: Ranker, k: int, prefer: Preference | None
) -> None:
    hits = library.search(query, k, wanted, ranker, prefer)
    assert len(hits) <= k and all(fits(hit, wanted) for hit in hits)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({"".join(hit.chunk.text.split()) for hit in hits}) == len(hits)
    for hit in hits:
        assert hit.article.text[hit.chunk.start : hit.chunk.end] == hit.chunk.text
        assert (hit.dense is None) == (ranker == "lexical")


@settings(deadline=None, max_examples=40)
@given(queries, st.integers(1, 12), st.integers(1, 13), preferences())
def test_asking_for_fewer_gives_the_first_of_more(
    library: Library, query: str, some: int, more: int, prefer: Preference | None
) -> None:
    first = library.search(query, some, prefer=prefer)
    whole = library.search(query, some + more, prefer=prefer)
    assert [hit.chunk.id for hit in first] == [hit.chunk.id for hit in whole[:some]]


def test_a_passage_that_was_reprinted_stands_once(library: Library) -> None:
    hits = library.search("全市转移群众4216人", 50)
    assert sum("4216" in hit.chunk.text for hit in hits) == 1
    assert "4216" in hits[0].chunk.text


def test_an_article_s_reprints_are_those_of_the_other_issues(tmp_path: Path) -> None:
    text = "霁河三桥昨日合龙，大桥全长2360米，双向六车道。总工程师裴若舟说，大桥年底前通车，车程缩短到十五分钟。"
    lines = [
        {"id": paper, "title": "三桥合龙", "date": day, "newspaper": paper, "page": 1, "text": body}
        for paper, day, body in (
            ("霁川日报", "2024-05-20", text),
            ("霁川晚报", "2024-05-21", text + "桥上设有观景台。"),
            ("霁川商报", "2024-05-22", "市图书馆新馆下月开馆，藏书八十万册，设有三百个自习座位，周末开放到二十三点。"),
        )
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    build(tmp_path / "library", [source], encoder=HashingEncoder())
    library = Library.open(tmp_path / "library", HashingEncoder())
    found = {article.id: [one.id for one in library.reprints(article)] for article in library.articles()}
    library.close()
    assert found == {"霁川日报": ["霁川晚报"], "霁川晚报": ["霁川日报"], "霁川商报": []}


@pytest.mark.parametrize("ranker", get_args(Ranker))
@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("霁台面粉厂后日发放干粮", "霽臺麵粉廠後日發放乾糧，裏外三層都是人。"),
        ("霽臺麵粉廠後日發放乾糧", "霽臺麵粉廠後日發放乾糧，裏外三層都是人。"),
        ("雲開山谷的頭髮標本館復業", "云开山谷的头发标本馆复业，周末免票。"),
    ],
)
def test_traditional_and_simplified_find_each_other_and_are_shown_as_printed(
    tmp_path: Path, question: str, quote: str, ranker: Ranker
) -> None:
    others = ["大桥昨日合龙，车程缩短。", "渡口恢復通航，班次加密。", "市图书馆下月开馆。", "水位繼續上漲，轉移群眾。"]
    lines = [
        {"id": str(at), "title": "", "text": text}
        for at, text in enumerate(
            [*others, "霽臺麵粉廠後日發放乾糧，裏外三層都是人。", "云开山谷的头发标本馆复业，周末免票。"]
        )
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    build(tmp_path / "library", [source], encoder=HashingEncoder())
    library = Library.open(tmp_path / "library", HashingEncoder())
    first = library.search(question, 3, ranker=ranker)[0]
    library.close()
    assert first.chunk.text == first.article.text == quote
    if first.dense is not None:
        assert first.dense > 0.7


def opened(folder: Path, lines: list[dict[str, object]], reranker: CrossEncoder | None = None) -> Library:
    source = folder / "a.jsonl"
    source.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    build(folder / "library", [source], encoder=HashingEncoder())
    return Library.open(folder / "library", HashingEncoder(), reranker)


FLOOD = "霁河水位昨日继续上涨，市防汛指挥部通报，全市转移群众{}人，下游三个渡口停航，学校停课，救援队整夜巡堤。"


def test_a_shortened_reprint_is_left_out_and_an_edition_with_other_figures_is_not(tmp_path: Path) -> None:
    texts = {"first": FLOOD.format(4216), "again": FLOOD.format(4216)[:-8] + "。", "later": FLOOD.format(5120)}
    lines: list[dict[str, object]] = [{"id": name, "title": "", "text": text} for name, text in texts.items()]
    library = opened(tmp_path, lines)
    found = [hit.article.id for hit in library.search("全市转移群众多少人")]
    library.close()
    assert "later" in found and len(found) == 2 and len({"first", "again"} & set(found)) == 1


def test_preferred_days_come_first_and_others_stay(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"id": f"day{day}", "title": "", "date": f"2024-05-{day}", "text": FLOOD.format(day * 37)}
        for day in range(10, 20)
    ]
    others = ["市图书馆新馆开馆。", "面粉厂招工三百人。", "The ferry was closed.", "中学生足球赛开幕。"]
    lines += [{"id": f"other{at}", "title": "", "date": "2024-05-13", "text": text} for at, text in enumerate(others)]
    library = opened(tmp_path, lines)
    days = Preference(dates=(DateRange(date(2024, 5, 13), date(2024, 5, 13)),))
    dated = [hit.article.id for hit in library.search("全市转移群众多少人", prefer=days)]
    newest = [hit.article.id for hit in library.search("全市转移群众多少人", prefer=Preference(newest=True))]
    within = library.search("转移群众", filters=Filters(date_to=date(2024, 5, 12)), prefer=days)
    library.close()
    assert {*dated[:2]} == {"day13", "day14"} and {*dated} >= {"day10", "day19"}
    assert newest[0] == "day19" and {*newest[:10]} == {f"day{day}" for day in range(10, 20)}
    assert {hit.article.id for hit in within} == {"day10", "day11", "day12"}


def test_a_report_of_the_preferred_day_is_found_where_many_others_fit_better(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"id": f"n{at}", "title": "", "date": "2024-05-01", "text": f"渡口停航通知第{at}号，渡口停航。"}
        for at in range(250)
    ]
    lines.append(
        {"id": "wanted", "title": "", "date": "2024-05-09", "text": "下游的渡口恢复，停航解除，船班照旧，票价不变。"}
    )
    library = opened(tmp_path, lines)
    days = Preference(dates=(DateRange(date(2024, 5, 9), date(2024, 5, 9)),))
    plain = [hit.article.id for hit in library.search("渡口停航通知", 100)]
    preferred = [hit.article.id for hit in library.search("渡口停航通知", 300, prefer=days)]
    library.close()
    assert "wanted" not in plain and "wanted" in preferred


class Backwards(CrossEncoder):
    """A reranker that takes the longest passage for the best."""

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        longest = max(len(passage) for _, passage in pairs)
        return [float(len(passage) == longest) for _, passage in pairs]


def test_a_reranker_has_the_last_word(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"id": "short", "title": "", "text": "大桥合龙。"},
        {"id": "long", "title": "", "text": "市集开张，渡口停航，学校停课，大桥的事以后再说。"},
    ]
    library = opened(tmp_path, lines, Backwards("backwards"))
    found = [library.search("大桥合龙", ranker=ranker)[0].article.id for ranker in ("fusion", "fused")]
    library.close()
    assert found == ["short", "long"]


@pytest.mark.parametrize("k", [0, -1])
def test_fewer_than_one_passage_cannot_be_asked_for(library: Library, k: int) -> None:
    with pytest.raises(FixSettings, match=rf"at least 1, got {k}"):
        library.search("大桥", k)


@pytest.mark.parametrize("query", ["", " ", "？！", '"大桥" AND (水位', "title:大桥*", "a" * 5000, "\0", "🚢"])
def test_any_text_can_be_searched_for(library: Library, query: str) -> None:
    assert len(library.search(query, 3)) == 3


def test_where_nothing_fits_the_list_is_empty(library: Library) -> None:
    assert library.search("大桥", 10, Filters(date_from=date(1999, 1, 1), date_to=date(1999, 1, 2))) == []


def test_rarity_is_bm25_s_and_falls_with_frequency(library: Library) -> None:
    chunks = library.manifest.chunks
    unknown, rare, common = library.rarity(["闻所未闻", "4216", "号"])
    assert unknown == pytest.approx(math.log(1 + (chunks + 0.5) / 0.5))
    assert rare == pytest.approx(math.log(1 + (chunks - 3 + 0.5) / 3.5))
    assert unknown > rare > common > 0


def test_what_the_library_holds(library: Library) -> None:
    assert len(library.articles()) == len(library.pages()) == 123
    assert library.newspapers() == sorted(name for name in NEWSPAPERS if name)
    article = library.article("a7")
    assert article is not None and library.article("nobody") is None
    page = library.page(article.spans[0].page_id)
    assert page is not None and page.text == article.text
    assert library.generation == 1 and not library.refresh()


def test_threads_may_ask_at_once(library: Library) -> None:
    alone = [hit.chunk.id for hit in library.search("大桥昨日合龙", 10)]
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append([hit.chunk.id for hit in library.search("大桥昨日合龙", 10)]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 8


def test_without_a_finished_generation_the_keeper_is_told_to_build(tmp_path: Path) -> None:
    with pytest.raises(BuildFirst, match="no library"):
        Library.open(tmp_path / "nowhere", HashingEncoder())
    Store.open(tmp_path, create=True).close()
    with pytest.raises(BuildFirst, match="no finished generation"):
        Library.open(tmp_path, HashingEncoder())


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    build(tmp_path / "library", [tmp_path / "pages"], encoder=HashingEncoder())
    library = Library.open(tmp_path / "library", HashingEncoder())
    for ranker in get_args(Ranker):
        assert library.search("大桥", ranker=ranker) == []
    assert library.rarity(["大桥"])[0] >= 0
    library.close()


def test_another_encoder_is_named_with_what_mends_it(folder: Path) -> None:
    with pytest.raises(RebuildLibrary, match=r"128 dimensions.*64 dimensions") as caught:
        Library.open(folder, HashingEncoder(64, "other"))
    assert "askpress build" in caught.value.remedy


def test_a_damaged_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("大桥昨日合龙。", encoding="utf-8")
    build(tmp_path / "library", [tmp_path / "a.txt"], encoder=HashingEncoder())
    meta = folder_of(tmp_path / "library", 1) / LEXICAL / "meta.json"
    meta.write_bytes(b"\0" * meta.stat().st_size)
    with pytest.raises(RepairLibrary):
        Library.open(tmp_path / "library", HashingEncoder())
