"""The lexical index against BM25 as its formula says, its filters, and queries that are only data."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import RepairLibrary
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
    return build(tmp_path / "lexical", [LexicalEntry(key, text, day, paper) for key, text, day, paper in rows])


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


@given(st.text(max_size=40))
def test_no_query_is_syntax(query: str) -> None:
    found = _shared_index().search(query + ' AND ("', 5)
    assert all(score > 0 for _, score in found)


_kept: list[LexicalIndex] = []


def _shared_index() -> LexicalIndex:
    if not _kept:
        import tempfile

        folder = Path(tempfile.mkdtemp())
        _kept.append(build(folder, [LexicalEntry(at, text, None, None) for at, text in enumerate(TEXTS)]))
    return _kept[0]


def test_an_empty_query_and_an_empty_index_find_nothing(tmp_path: Path, index: LexicalIndex) -> None:
    assert index.search("，。", 5) == []
    assert build(tmp_path / "empty", []).search("江城", 5) == []


def test_a_missing_or_damaged_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{")
    with pytest.raises(RepairLibrary, match="cannot be read"):
        LexicalIndex.read(tmp_path)
