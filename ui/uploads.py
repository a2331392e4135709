"""Uploads: files that a browser sent are kept in the library folder under names that are safe on every system."""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from index.errors import FixPermissions

UPLOADS = "uploads"
REPLACED = ".replaced"
"""Folder within the uploads for files whose place another of the same name took; hidden: no build reads it."""

LONGEST_NAME = 200
"""Bytes of a file name in UTF-8; common file systems stop at 255."""

LONGEST_SUFFIX = 20

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


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


def keep_uploads(files: Sequence[Path], library: Path) -> tuple[Path, tuple[str, ...]]:
    """Copy `files` into the library's uploads; gives that folder and the names whose earlier file was replaced.

    A file of the same name is a newer state of the same page: it takes the place of the earlier one, which is kept
    aside under its digest. The same bytes again change nothing. Raises FixPermissions where they cannot be kept.
    """
    folder = library / UPLOADS
    replaced = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = folder / safe_name(file.name)
            if target.exists():
                if target.read_bytes() == file.read_bytes():
                    continue
                aside = folder / REPLACED / hashlib.sha256(target.read_bytes()).hexdigest()[:16]
                aside.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(target, aside / target.name)
                replaced.append(target.name)
            # Whole or not at all: a build that begins meanwhile never reads half a file.
            partial = folder / f".{hashlib.sha256(target.name.encode()).hexdigest()[:16]}.partial"
            shutil.copyfile(file, partial)
            partial.replace(target)
    except OSError as error:
        raise FixPermissions(
            f"the uploaded files cannot be kept ({error})",
            where=str(folder),
            remedy="make room on the disk and give this user write permission on the library folder",
        ) from error
    return folder, tuple(replaced)
