"""Dense ranking: an exact inner-product index (FAISS) over unit vectors, addressed by chunk key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import RepairLibrary

Vectors = NDArray[np.float32]
Keys = NDArray[np.int64]


class DenseIndex:
    """Cosine ranking of unit vectors: exact, so its results are those of a brute-force search."""

    def __init__(self, faiss_index: Any) -> None:
        self._index = faiss_index

    @classmethod
    def build(cls, dimension: int) -> DenseIndex:
        """An empty index for vectors of `dimension` components."""
        import faiss

        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def read(cls, path: Path) -> DenseIndex:
        """Load what `write` wrote.

        Raises:
            RepairLibrary: the file is missing or damaged.
        """
        import faiss

        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise RepairLibrary(
                "the dense index cannot be read ({error})", where=str(path), remedy="run `askpress build`", error=error
            ) from error

    def add(self, keys: Keys, vectors: Vectors) -> None:
        """Add unit vectors, float32 of shape (n, dimension), under int64 keys of shape (n,)."""
        self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.asarray(keys, dtype=np.int64))

    def write(self, path: Path) -> None:
        """Write the index to a file."""
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Components of a vector."""
        return int(self._index.d)

    def search(self, vector: Vectors, k: int, allowed: Keys | None = None) -> list[tuple[int, float]]:
        """The k chunks nearest to one unit vector of shape (dimension,): (key, cosine), best first.

        `allowed` limits the search to those keys; the best k among them are found however few they are.
        """
        import faiss

        parameters = None
        if allowed is not None:
            if not len(allowed):
                return []
            parameters = faiss.SearchParameters()
            # Held by this name as well: FAISS does not keep the selector alive.
            selector = faiss.IDSelectorBatch(np.asarray(allowed, dtype=np.int64))
            parameters.sel = selector
        k = min(k, len(self))
        if k == 0:
            return []
        scores, keys = self._index.search(vector.reshape(1, -1).astype(np.float32), k, params=parameters)
        return [(int(key), float(score)) for key, score in zip(keys[0], scores[0], strict=True) if key >= 0]

    def vectors(self, keys: Sequence[int]) -> Vectors:
        """The unit vectors of the chunks with these keys, float32 of shape (len(keys), dimension), in their order."""
        if not len(keys):
            return np.empty((0, self.dimension), np.float32)
        found: Vectors = self._index.reconstruct_batch(np.asarray(keys, dtype=np.int64))
        return found
