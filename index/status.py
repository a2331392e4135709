"""Status: what a library holds and what made it, without loading any index or model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.catalogue import Catalogue
from index.generation import FOLDER, current_number, read_manifest
from index.store import FILE_NAME, Store


def library_status(library: Path) -> dict[str, Any]:
    """Counts, newspapers, dates, encoder, generation, sizes in bytes, and the files and folders it was built from.

    A library without a finished generation has generation 0. Raises BuildFirst where there is none at all,
    RepairLibrary where it is damaged.
    """
    store = Store.open(library)
    try:
        number = current_number(library)
        manifest = read_manifest(library, number) if number else None
        catalogue = Catalogue(store, number)
        dates = catalogue.date_range()
        return {
            "library": str(library),
            "generation": number,
            "created": manifest.created if manifest else None,
            "encoder": manifest.encoder if manifest else None,
            "encoder_digest": manifest.encoder_digest if manifest else None,
            "dimension": manifest.dimension if manifest else None,
            **catalogue.counts(),
            "newspapers": catalogue.newspapers(),
            "dates": [day.isoformat() for day in dates] if dates else None,
            "undated_articles": catalogue.undated(),
            "sources": sorted(store.roots()),
            "bytes": {"library": _size(library / FILE_NAME), "indexes": _size(library / FOLDER)},
        }
    finally:
        store.close()


def _size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
