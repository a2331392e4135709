"""Uploads: files that a browser sent are kept in the library folder under names that are safe on every system."""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import FixPermissions

UPLOADS = "uploads"
REPLACED = ".replaced"
"""Folder within the uploads for files whose place another of the same name took; hidden: no build reads it."""

LONGEST_NAME = 200
"""Bytes of a file name in UTF-8; common file systems stop at 255."""

LONGEST_SUFFIX = 20

DEEPEST = 8
"""Folders that a kept file stands in at most; of more, the inner ones count."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came: where it lies now, and its name, with `/` the folders that it came in.

    With an `address` it is a web page that is still to be fetched, and there is no file.
    """

    path: Path
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the uploads. `same`: these very bytes were there already; `before`: the one whose place it took."""

    path: Path
    name: str
    same: bool = False
    before: Path | None = None


def safe_name(name: str) -> str:
    """A file name made of `name` that stays in its folder: no separators, controls or leading dots, never empty.

    Letters of any script stay, since newspaper, date and page are read from the name.
    """
    flat = _UNSAFE.sub("_", unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1]))
    # A lone surrogate (a name that is no UTF-8) cannot be written on every system.
    flat = flat.encode("utf-8", "replace").decode("utf-8").strip(" .")
    suffix = PurePosixPath(flat).suffix
    if len(suffix.encode()) > LONGEST_SUFFIX:
        suffix = ""
    stem = flat.removesuffix(suffix)
    room = LONGEST_NAME - len(suffix.encode())
    return (stem.encode()[:room].decode("utf-8", "ignore").strip(" .") or "upload") + suffix


def safe_path(name: str) -> PurePosixPath:
    """A relative path made of `name` that stays below its folder, each of its parts a safe name."""
    parts = [part for part in name.replace("\\", "/").split("/") if part.strip(" .")]
    return PurePosixPath(*(safe_name(part) for part in parts[-DEEPEST - 1 :] or [""]))


def keep_uploads(files: Sequence[Path | Arrival], library: Path) -> tuple[Path, tuple[KeptFile, ...]]:
    """Copy `files` into the library's uploads; gives that folder and what was kept, in the order given.

    A file of the same name is a newer state of the same page: it takes the place of the earlier one, which is kept
    aside under its digest. The same bytes again change nothing. Raises FixPermissions where they cannot be kept.
    """
    folder = library / UPLOADS
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder, tuple(_keep(file, folder) for file in files)
    except OSError as error:
        raise FixPermissions(
            "the uploaded files cannot be kept ({error})",
            where=str(folder),
            remedy="make room on the disk and give this user write permission on the library folder",
            error=error,
        ) from error


def _keep(file: Path | Arrival, folder: Path) -> KeptFile:
    arrival = file if isinstance(file, Arrival) else Arrival(file, file.name)
    name = safe_path(arrival.name)
    target = folder / name
    before = None
    if target.exists():
        content = target.read_bytes()
        if content == arrival.path.read_bytes():
            return KeptFile(target, str(name), same=True)
        before = folder / REPLACED / hashlib.sha256(content).hexdigest()[:16] / target.name
        before.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(target, before)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: a build that begins meanwhile never reads half a file.
    partial = target.parent / f".{hashlib.sha256(target.name.encode()).hexdigest()[:16]}.partial"
    shutil.copyfile(arrival.path, partial)
    partial.replace(target)
    return KeptFile(target, str(name), before=before)


def put_back(kept: KeptFile) -> None:
    """Make the place of a kept file as it was before it came. Raises OSError."""
    if kept.same:
        return
    if kept.before is not None:
        kept.before.replace(kept.path)
    else:
        kept.path.unlink(missing_ok=True)
