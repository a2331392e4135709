"""The dense index against brute force."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense import DenseIndex
from index.errors import RepairLibrary


def unit_vectors(count: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@settings(max_examples=30)
@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 10_000))
def test_search_is_brute_force_with_and_without_a_filter(count: int, k: int, seed: int) -> None:
    vectors, query = unit_vectors(count, seed), unit_vectors(1, seed + 1)[0]
    keys = np.arange(count, dtype=np.int64) * 7 + 3
    index = DenseIndex.build(16)
    index.add(keys, vectors)
    scores = vectors @ query
    for allowed in (None, keys[:: max(1, count // 3)]):
        order = [at for at in np.argsort(-scores, kind="stable") if allowed is None or keys[at] in allowed][:k]
        found = index.search(query, k, allowed)
        assert [key for key, _ in found] == [int(keys[at]) for at in order]
        assert np.allclose([score for _, score in found], scores[order], atol=1e-5)
    assert np.allclose(index.vectors([int(key) for key in keys]) @ query, scores, atol=1e-5)
    assert index.vectors([]).shape == (0, index.dimension)


def test_an_empty_index_and_an_empty_filter_find_nothing() -> None:
    index = DenseIndex.build(16)
    assert index.search(unit_vectors(1, 0)[0], 5) == []
    index.add(np.array([1], dtype=np.int64), unit_vectors(1, 0))
    assert index.search(unit_vectors(1, 0)[0], 5, np.array([], dtype=np.int64)) == []


def test_a_written_index_is_read_back_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    index = DenseIndex.build(16)
    index.add(np.array([5, 9], dtype=np.int64), unit_vectors(2, 3))
    file = tmp_path / "dense.faiss"
    index.write(file)
    assert DenseIndex.read(file).search(unit_vectors(2, 3)[1], 1)[0][0] == 9
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(RepairLibrary, match="cannot be read"):
        DenseIndex.read(file)
    with pytest.raises(RepairLibrary):
        DenseIndex.read(tmp_path / "none")
