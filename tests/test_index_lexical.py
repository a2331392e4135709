"""The lexical index against BM25 as its formula says, its filters, and queries that are only data."""

from __future__ import annotations

import math
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from index.errors import RebuildLibrary, RepairLibrary
from index.lexical import LexicalEntry, LexicalIndex
from index.records import Filters
from index.tokens import tokens

TEXTS = ["江城大桥昨日合龙", "江城水位上涨，江城转移群众", "水稻丰收", "大桥通车", "Bridge opens in Jichuan"]


def build(folder: Path, entries: list[LexicalEntry]) -> LexicalIndex:
    LexicalIndex.write(folder, entries)
    return LexicalIndex.read(folder)


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    days = [date(2024, 5, 20), date(2024, 5, 21), None, date(2024, 5, 22), None]
    papers = ["霁川日报", "霁川日报", None, "晚报", "Evening Post"]
    rows = zip(range(10, 15), TEXTS, days, papers, strict=True)
    pages = {11: (1, "A04"), 13: (4,)}
    sections = {11: ("A", "要聞")}
    entries = [
        LexicalEntry(key, text, day, paper, pages.get(key, ()), sections.get(key, ())) for key, text, day, paper in rows
    ]
    return build(tmp_path / "lexical", entries)


def bm25(query: str, text: str, texts: list[str]) -> float:
    """Okapi BM25 with k1 = 1.2, b = 0.75, https://en.wikipedia.org/wiki/Okapi_BM25, lengths exact below 40 tokens."""
    documents = [tokens(one) for one in texts]
    words, mean = tokens(text), sum(map(len, documents)) / len(documents)
    score = 0.0
    for token in dict.fromkeys(tokens(query)):
        frequency, holding = words.count(token), sum(token in document for document in documents)
        idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
        score += idf * frequency * 2.2 / (frequency + 1.2 * (1 - 0.75 + 0.75 * len(words) / mean))
    return score


@pytest.mark.parametrize("query", ["江城大桥", "水位上涨", "bridge jichuan", "大桥合龙 江城"])
def test_scores_are_those_of_the_formula(index: LexicalIndex, query: str) -> None:
    found = dict(index.search(query, 10))
    expected = {10 + at: bm25(query, text, TEXTS) for at, text in enumerate(TEXTS)}
    assert found == pytest.approx({key: score for key, score in expected.items() if score > 0}, rel=1e-4)


def test_filters_hold_inside_the_search_and_do_not_change_scores(index: LexicalIndex) -> None:
    everything = dict(index.search("大桥江城", 10))
    only = index.search("大桥江城", 10, Filters(date(2024, 5, 21), date(2024, 5, 22)))
    assert {key for key, _ in only} == {11, 13}
    assert all(everything[key] == pytest.approx(score) for key, score in only)
    assert [key for key, _ in index.search("大桥", 10, Filters(newspaper="晚报"))] == [13]
    assert [key for key, _ in index.search("bridge", 10, Filters(newspaper="evening post"))] == [14]
    assert index.search("水稻", 10, Filters(date_from=date(1900, 1, 1))) == []
    assert [key for key, _ in index.search("大桥江城", 10, Filters(page="a4"))] == [11]
    assert [key for key, _ in index.search("大桥江城", 10, Filters(page=4))] == [13]
    assert [key for key, _ in index.search("大桥江城", 10, Filters(section="要闻"))] == [11]
    assert index.search("大桥江城", 10, Filters(section="B")) == []


def test_an_index_without_pages_says_how_to_mend_it(tmp_path: Path) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="raw", index_option="freq")
    builder.add_text_field("newspaper", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("key", indexed=False, fast=True)
    older = tantivy.Index(builder.build(), path=str(tmp_path))
    writer = older.writer(num_threads=1)
    document = tantivy.Document()
    document.add_text("words", "bridge")
    document.add_integer("key", 1)
    writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index = LexicalIndex.read(tmp_path)
    assert [key for key, _ in index.search("bridge", 10)] == [1]
    with pytest.raises(RebuildLibrary, match="older version") as caught:
        index.search("bridge", 10, Filters(page=1))
    assert "askpress build" in caught.value.remedy


@given(st.text(max_size=40))
def test_no_query_is_syntax(query: str) -> None:
    found = _shared(TEXTS).search(query + ' AND ("', 5)
    assert all(score > 0 for _, score in found)


@cache
def _shared_of(texts: tuple[str, ...]) -> LexicalIndex:
    folder = Path(tempfile.mkdtemp())
    return build(folder, [LexicalEntry(at, text, None, None) for at, text in enumerate(texts)])


def _shared(texts: list[str]) -> LexicalIndex:
    """One index for all examples of a property."""
    return _shared_of(tuple(texts))


NAMES = ["王晓明在霁川大学讲课", "王晓明说水位下降", "王大伟明日到江城", "水稻丰收，江城大桥合龙", "李朗在江城"]


@pytest.fixture
def named(tmp_path: Path) -> LexicalIndex:
    return build(tmp_path / "named", [LexicalEntry(at, text, None, None) for at, text in enumerate(NAMES)])


@pytest.mark.parametrize("query", ["王晓明", "李朗到哪里？", "江城大桥", "水稻 大桥", "王晓明在江城吗"])
def test_names_that_stand_as_written_rank_as_by_the_formula_alone(named: LexicalIndex, query: str) -> None:
    found = named.search(query, 10)
    expected = {key: score for key, text in enumerate(NAMES) if (score := bm25(query, text, NAMES)) > 0}
    assert dict(found) == pytest.approx(expected, rel=1e-4)


@given(st.lists(st.sampled_from(["王晓明", "李朗", "江城", "大桥", "水稻", "说", "在", "？"]), max_size=6))
def test_no_made_up_query_of_known_names_ranks_otherwise(words: list[str]) -> None:
    query = "，".join(words)
    index = _shared(NAMES)
    expected = {key: score for key, text in enumerate(NAMES) if (score := bm25(query, text, NAMES)) > 0}
    assert dict(index.search(query, 10)) == pytest.approx(expected, rel=1e-4)


def test_a_name_with_a_wrong_character_is_found_and_weighs_less_than_the_right_one(named: LexicalIndex) -> None:
    wrong, right = named.search("王小明", 10), named.search("王晓明", 10)
    assert [key for key, _ in wrong] == [key for key, _ in right if key in (0, 1)]
    assert all(score < dict(right)[key] for key, score in wrong)


def test_filters_hold_for_variants_too(tmp_path: Path) -> None:
    entries = [LexicalEntry(at, "王晓明来了", date(2024, 5, day), None) for at, day in enumerate((1, 2))]
    index = build(tmp_path / "days", entries)
    assert [key for key, _ in index.search("王小明", 5, Filters(date_from=date(2024, 5, 2)))] == [1]


def test_an_index_without_names_is_read_and_ranks_by_the_words_alone(tmp_path: Path, named: LexicalIndex) -> None:
    (tmp_path / "named" / "names.json").unlink()
    older = LexicalIndex.read(tmp_path / "named")
    assert older.search("王小明", 10) == []
    assert older.search("王晓明", 10) == named.search("王晓明", 10)


def test_holding_counts_the_chunks_that_have_all_tokens(named: LexicalIndex) -> None:
    assert named.holding(["王晓", "晓明"]) == 2
    assert named.holding(["江城"]) == 3
    assert named.holding(["江城", "水稻"]) == 1
    assert named.holding(["江城", "没有"]) == 0
    assert named.holding([]) == 0


def test_an_empty_query_and_an_empty_index_find_nothing(tmp_path: Path, index: LexicalIndex) -> None:
    assert index.search("，。", 5) == []
    assert build(tmp_path / "empty", []).search("江城", 5) == []


def test_a_missing_or_damaged_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{")
    with pytest.raises(RepairLibrary, match="cannot be read"):
        LexicalIndex.read(tmp_path)
