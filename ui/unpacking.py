"""Unpacking: a zip archive that a browser sent becomes files, whatever its entries are called and claim to be."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from index.errors import AskpressError, FixInput
from index.messages import Message
from ui.uploads import Arrival, safe_path

ZIP = ".zip"

MOST_ENTRIES = 20_000
"""Files that an archive may hold."""

MOST_BYTES = 2_000_000_000
"""What they may come to when unpacked: some archives of a few kilobytes unpack to terabytes."""

_STEP = 1 << 20
_UTF_8 = 0x800
"""Flag of an entry whose name is in UTF-8 (APPNOTE.TXT 4.4.4, bit 11)."""
_ENCRYPTED = 0x1
_CHINESE = ("utf-8", "gb18030", "big5")


def unpack(
    archive: Path, name: str, into: Path, *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES
) -> Iterator[Arrival | tuple[str, AskpressError]]:
    """The files of the archive `name`, written below the new folder `into`; for one that is not usable, its error.

    Each is named by its path in the archive; entries that share no folder get one of the archive's name. Hidden files
    and what macOS adds are passed over. Raises FixInput for what is no zip archive, is damaged, or is too large.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [(entry, entry_name(entry)) for entry in opened.infolist() if not entry.is_dir()]
            entries = [(entry, said) for entry, said in entries if not _is_hidden(said)]
            if len(entries) > most_entries:
                raise _too_large(name, Message("{count:,} files", count=len(entries)), f"{most_entries:,}")
            around = "" if _share_a_folder([said for _, said in entries]) else PurePosixPath(name).stem + "/"
            left = most_bytes
            for number, (entry, said) in enumerate(entries):
                try:
                    path, size = _write(opened, entry, into / f"{number}-{safe_path(said).name}", left)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                    yield f"{name}/{said}", _unusable(entry, error, f"{name}/{said}")
                    continue
                if path is None:
                    raise _too_large(
                        name,
                        Message("more than {count:,} bytes", count=most_bytes),
                        Message("{count:,} bytes", count=most_bytes),
                    )
                left -= size
                yield Arrival(path, around + said)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FixInput(
            "the archive cannot be read ({error})",
            where=name,
            remedy="pack it again, or send the files by themselves",
            error=error,
        ) from error


def entry_name(entry: zipfile.ZipInfo) -> str:
    """An entry's name. Windows in Chinese packs names in GBK and does not say so; zipfile takes them for cp437."""
    if entry.flag_bits & _UTF_8:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in _CHINESE:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)


def _share_a_folder(names: list[str]) -> bool:
    tops = {PurePosixPath(name.replace("\\", "/")).parts[0] for name in names}
    return len(tops) == 1 and all("/" in name.replace("\\", "/") for name in names)


def _write(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int) -> tuple[Path | None, int]:
    """Unpack one entry; without a path, it was larger than `most`. What the entry says of its size is not believed."""
    if _is_link(entry):
        raise NotImplementedError("it is a link to another file")
    written = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(entry) as source, path.open("wb") as target:
        while block := source.read(_STEP):
            written += len(block)
            if written > most:
                return None, written
            target.write(block)
    return path, written


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _unusable(entry: zipfile.ZipInfo, error: Exception, where: str) -> FixInput:
    if entry.flag_bits & _ENCRYPTED:
        return FixInput("it is encrypted", where=where, remedy="pack it again without a password")
    if _is_link(entry):
        return FixInput("it is a link to another file", where=where, remedy="pack the file itself")
    return FixInput(
        "it cannot be unpacked ({error})", where=where, remedy="pack it again, or send it by itself", error=error
    )


def _too_large(name: str, actual: Message, most: str | Message) -> FixInput:
    return FixInput(
        "the archive holds {actual}, at most {most} are unpacked",
        where=name,
        remedy="pack it in several parts",
        actual=actual,
        most=most,
    )
