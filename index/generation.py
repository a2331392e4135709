"""Generations: search indexes derived from the library file, a folder each, and the pointer to the serving one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import RepairLibrary

POINTER = "current"
FOLDER = "generations"
DENSE = "dense.faiss"
LEXICAL = "lexical"
MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made of and with; `files` maps each file to its size in bytes and sha256."""

    number: int
    encoder: str
    encoder_digest: str
    dimension: int
    normalised: bool
    chunker: str
    segmenter: str
    pages: int
    articles: int
    chunks: int
    created: str
    files: dict[str, tuple[int, str]]
    format: int = FORMAT
    lexical: str = "1"


def folder_of(library: Path, number: int) -> Path:
    """The folder of a generation."""
    return library / FOLDER / f"{number:06d}"


def current_number(library: Path) -> int:
    """The number of the serving generation, 0 where none was ever finished.

    Raises:
        RepairLibrary: the pointer holds something else than a number.
    """
    pointer = library / POINTER
    try:
        content = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return 0
    except UnicodeDecodeError:
        content = "bytes that are no text"
    if not content.isdecimal():
        raise RepairLibrary(
            "the pointer to the serving generation must hold a number, it holds {content}",
            where=str(pointer),
            remedy="run `askpress build`",
            content=repr(content[:40]),
        )
    return int(content)


def point_to(library: Path, number: int) -> None:
    """Make a generation the serving one: one atomic replacement of one small file, on the disk when this returns."""
    pointer = library / POINTER
    fresh = pointer.with_suffix(".new")
    with fresh.open("w", encoding="ascii") as handle:
        handle.write(f"{number}\n")
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(pointer)
    _sync_folder(library)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and push the whole folder to the disk."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as handle:
                os.fsync(handle.fileno())
    _sync_folder(folder)


def read_manifest(library: Path, number: int) -> Manifest:
    """The manifest of a generation, its files checked for presence and size.

    Raises:
        RepairLibrary: the manifest is missing, not readable, or its files are not as it says.
    """
    folder = folder_of(library, number)
    remedy = "run `askpress build`"
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {name: (size, digest) for name, (size, digest) in content["files"].items()}
        manifest = Manifest(**{**content, "files": files})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise RepairLibrary(
            "the manifest of generation {number} cannot be read ({error})",
            where=str(folder / MANIFEST),
            remedy=remedy,
            number=number,
            error=error,
        ) from error
    if manifest.format != FORMAT:
        raise RepairLibrary(
            "generation {number} has format {format}, this program knows {known}",
            where=str(folder),
            remedy=remedy,
            number=number,
            format=manifest.format,
            known=FORMAT,
        )
    for name, (size, _) in manifest.files.items():
        file = folder / name
        actual = file.stat().st_size if file.exists() else None
        if actual != size:
            raise RepairLibrary(
                "a file of generation {number} is missing, the manifest says {size} bytes"
                if actual is None
                else "a file of generation {number} has {actual} bytes, the manifest says {size} bytes",
                where=str(file),
                remedy=remedy,
                number=number,
                actual=actual,
                size=size,
            )
    return manifest


def file_facts(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and sha256 of every file below a folder."""
    facts = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST):
        with file.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        facts[file.relative_to(folder).as_posix()] = (file.stat().st_size, digest)
    return facts


def remove_other_generations(library: Path, keep: set[int]) -> None:
    """Delete the folders of all generations but these, half-made ones among them."""
    for folder in (library / FOLDER).glob("*"):
        if not folder.name.isdecimal() or int(folder.name) not in keep:
            shutil.rmtree(folder)


def _sync_folder(folder: Path) -> None:
    """Push a folder's entries to the disk, where the system can (POSIX)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
