"""The vocabulary: near names against the distance as it is defined, its file, and meanings both ways."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import RepairLibrary
from index.names import Pair
from index.vocabulary import FILE_NAME, Vocabulary, gather

_NAME = st.text("甲乙丙丁", min_size=2, max_size=6)


def distance(one: str, other: str) -> int:
    """Damerau and Levenshtein's distance with swaps of neighbours (optimal string alignment), by its recurrence."""
    rows = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.frozensets(_NAME, max_size=30), _NAME)
def test_near_names_are_all_those_one_edit_away(names: frozenset[str], word: str) -> None:
    expected = {name for name in names if distance(word, name) == 1 and (len(word) > 3 or len(name) == len(word))}
    assert Vocabulary(names=tuple(sorted(names))).near(word) == sorted(expected)


@given(st.lists(st.text("王晓明说在北京大学，国家卫健委（简称WHO）", max_size=30), max_size=6))
def test_what_is_written_is_read_whatever_the_order(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        gather(texts).write(Path(folder))
        assert Vocabulary.read(Path(folder)) == gather(reversed(texts))


def test_no_file_is_an_empty_vocabulary_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    assert Vocabulary.read(tmp_path) == Vocabulary()
    (tmp_path / FILE_NAME).write_text('{"names": 1}')
    with pytest.raises(RepairLibrary, match="names of the lexical index"):
        Vocabulary.read(tmp_path)


def test_explained_forms_are_known_both_ways_and_too_many_meanings_are_none() -> None:
    vocabulary = gather(["世界卫生组织（WHO）"])
    assert vocabulary.pairs == (Pair("WHO", "世界卫生组织"),)
    assert vocabulary.meanings("who") == ["世界卫生组织"]
    assert vocabulary.meanings("世界卫生组织") == ["who"]
    many = gather([f"{kind}师范大学（UNI）" for kind in ("北京", "上海", "天津", "重庆")])
    assert many.meanings("uni") == []


def test_abbreviations_are_found_both_ways_by_the_librarys_own_names() -> None:
    vocabulary = gather(["北京大学和国家卫生健康委员会", "北大和卫健委", "世卫组织与世界卫生组织"])
    assert vocabulary.longer("北大") == ["北京大学"]
    assert vocabulary.longer("卫健委") == ["卫生健康委员会"]
    assert vocabulary.longer("水稻") == []
    assert vocabulary.shorter(("北京", "大学")) == ["北大"]
    assert vocabulary.shorter(("世界", "卫生", "组织")) == ["世卫组织"]


def test_an_abbreviation_with_too_many_meanings_has_none() -> None:
    vocabulary = gather(["北京大学、北方大学、北海大学、北洋大学"])
    assert vocabulary.longer("北大") == []
    assert len(vocabulary.longer("北大", most=4)) == 4
