"""Publishing: the search indexes of a new generation are written, verified, and made the serving ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np

from index.dense import DenseIndex, Keys, Vectors
from index.errors import RepairLibrary
from index.generation import (
    DENSE,
    LEXICAL,
    Manifest,
    file_facts,
    folder_of,
    point_to,
    read_manifest,
    remove_other_generations,
    write_manifest,
)
from index.lexical import LEXICAL_VERSION, LexicalEntry, LexicalIndex
from index.serialise import passage_text
from index.store import Store, visible

_READ_BATCH = 4096
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a generation is made with; a reader with another encoder is told so by the manifest."""

    encoder: str
    encoder_digest: str
    dimension: int
    chunker: str
    segmenter: str
    created: str


def publish(
    library: Path, store: Store, number: int, serving: int, recipe: Recipe, indexing: Report, verifying: Report
) -> None:
    """Make generation `number` from the rows of the store and swap it in for `serving`.

    A crash before the swap leaves the serving generation as it is. The generation before stays on the disk, for
    readers that still hold it. `indexing` gets chunks done and in all, `verifying` steps.

    Raises:
        RepairLibrary: what was written is not whole; the serving generation stays.
    """
    folder = folder_of(library, number)
    half_made = folder.with_suffix(".new")
    remove_other_generations(library, keep={serving, serving - 1})
    half_made.mkdir(parents=True)
    counts = store.counts(number)
    indexing(0, counts["chunks"], "")
    dense = DenseIndex.build(recipe.dimension)
    for keys, vectors in _vectors(store, number, recipe):
        dense.add(keys, vectors)
        indexing(len(dense), counts["chunks"], "")
    dense.write(half_made / DENSE)
    LexicalIndex.write(half_made / LEXICAL, _lexical_entries(store, number))
    manifest = Manifest(
        number=number,
        normalised=True,
        pages=counts["pages"],
        articles=counts["articles"],
        chunks=counts["chunks"],
        files=file_facts(half_made),
        lexical=LEXICAL_VERSION,
        **asdict(recipe),
    )
    write_manifest(half_made, manifest)
    half_made.rename(folder)
    verifying(0, 1, "")
    _verify(library, number, counts["chunks"])
    point_to(library, number)
    verifying(1, 1, "")
    remove_other_generations(library, keep={number, serving})
    store.purge(serving)


def _vectors(store: Store, number: int, recipe: Recipe) -> Iterator[tuple[Keys, Vectors]]:
    rows = store.connection.execute(
        f"SELECT chunks.key, vectors.vector FROM chunks JOIN vectors ON vectors.encoder = :encoder"
        f" AND vectors.digest = chunks.digest WHERE {visible('chunks')} ORDER BY chunks.key",
        {"generation": number, "encoder": recipe.encoder_digest},
    )
    while batch := rows.fetchmany(_READ_BATCH):
        keys = np.array([row["key"] for row in batch], dtype=np.int64)
        stored = np.frombuffer(b"".join(row["vector"] for row in batch), dtype=np.float16)
        vectors = stored.reshape(len(batch), recipe.dimension).astype(np.float32)
        yield keys, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _lexical_entries(store: Store, number: int) -> Iterator[LexicalEntry]:
    for row in store.chunk_rows(number):
        text = passage_text(row["context"], row["text"][row["start"] : row["end"]])
        day = date.fromisoformat(row["date"]) if row["date"] else None
        pages, sections = tuple(json.loads(row["pages"])), tuple(json.loads(row["sections"]))
        yield LexicalEntry(row["key"], text, day, row["newspaper"], pages, sections)


def _verify(library: Path, number: int, expected: int) -> None:
    """Open what was written, as a reader would, before any reader is sent there."""
    read_manifest(library, number)
    folder = folder_of(library, number)
    found = (len(DenseIndex.read(folder / DENSE)), len(LexicalIndex.read(folder / LEXICAL)))
    if found != (expected, expected):
        raise RepairLibrary(
            "generation {number} must hold {expected} chunks, its dense index has {dense}, its lexical {lexical}",
            where=str(folder),
            remedy="run `askpress build` again; the generation before goes on serving",
            number=number,
            expected=expected,
            dense=found[0],
            lexical=found[1],
        )
