from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np
import pytest

from index.chunk import ChunkSettings, chunk
from index.dense import DenseIndex
from index.errors import RepairLibrary
from index.generation import DENSE, LEXICAL, current_number, folder_of, read_manifest
from index.lexical import LexicalIndex
from index.publish import Recipe, publish
from index.store import Store
from tests.fakes import HashingEncoder
from tests.strategies import article_of, page_of

ENCODER = HashingEncoder()
RECIPE = Recipe("hashing", ENCODER.digest, ENCODER.dimension, "chunker", "segmenter", "2024-05-20")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, create=True)
    fill(opened, 1, "大桥合龙。水位上涨。渡口恢复。")
    yield opened
    opened.close()


def fill(store: Store, generation: int, text: str) -> None:
    article = article_of(page_of(text, text[:2]))
    store.replace_articles("i", [(article, chunk(article, ChunkSettings(4, 6)))], generation)
    wanted = store.texts_without_vector(ENCODER.digest, generation)
    store.put_vectors(ENCODER.digest, list(wanted), ENCODER.encode_passages(list(wanted.values())))


def run(store: Store, number: int, serving: int) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    publish(
        store.folder, store, number, serving, RECIPE, lambda done, total, _: told.append((done, total)), lambda *_: None
    )
    return told


def test_both_indexes_hold_every_chunk_and_the_pointer_moves(store: Store) -> None:
    told = run(store, 1, 0)
    folder = folder_of(store.folder, 1)
    assert current_number(store.folder) == 1
    assert read_manifest(store.folder, 1).chunks == 3
    assert len(DenseIndex.read(folder / DENSE)) == len(LexicalIndex.read(folder / LEXICAL)) == 3
    assert (told[0], told[-1]) == ((0, 3), (3, 3))


def test_vectors_are_of_unit_length_after_their_time_at_half_precision(store: Store) -> None:
    run(store, 1, 0)
    index = faiss.read_index(str(folder_of(store.folder, 1) / DENSE))
    vectors = index.reconstruct_batch(np.array([row["key"] for row in store.chunk_rows(1)]))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-6)


def test_a_chunk_without_a_vector_is_found_out_before_any_reader_is_sent_there(store: Store) -> None:
    run(store, 1, 0)
    fill(store, 2, "市集开张。公交延长。")
    store.connection.execute("DELETE FROM vectors WHERE digest = (SELECT digest FROM chunks WHERE added = 2 LIMIT 1)")
    with pytest.raises(RepairLibrary, match="must hold 2 chunks, its dense index has 1, its lexical 2"):
        run(store, 2, 1)
    assert current_number(store.folder) == 1
    assert len(list(store.chunk_rows(1))) == 3


def test_the_generation_before_stays_and_older_ones_go_with_their_rows(store: Store) -> None:
    run(store, 1, 0)
    for number, text in ((2, "市集开张。"), (3, "公交延长。")):
        fill(store, number, text)
        run(store, number, number - 1)
    assert sorted(path.name for path in (store.folder / "generations").iterdir()) == ["000002", "000003"]
    assert [len(list(store.chunk_rows(number))) for number in (2, 3)] == [1, 1]
    assert store.connection.execute("SELECT count(*) FROM chunks").fetchone()[0] == 2


def test_what_a_crash_left_half_made_is_in_nobody_s_way(store: Store) -> None:
    half_made = folder_of(store.folder, 1).with_suffix(".new")
    half_made.mkdir(parents=True)
    (half_made / DENSE).write_bytes(b"half")
    run(store, 1, 0)
    assert current_number(store.folder) == 1 and not half_made.exists()
