from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from index.errors import AskpressError, FixInput
from ui.unpacking import entry_name, unpack
from ui.uploads import Arrival


def archive(folder: Path, entries: dict[str, bytes], name: str = "五月.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for entry, content in entries.items():
            opened.writestr(entry, content)
    return path


def unpacked(path: Path, folder: Path, **limits: int) -> dict[str, bytes | AskpressError]:
    found: dict[str, bytes | AskpressError] = {}
    for item in unpack(path, path.name, folder / "into", **limits):
        if isinstance(item, Arrival):
            found[item.name] = item.path.read_bytes()
        else:
            found[item[0]] = item[1]
    return found


def test_files_come_out_byte_for_byte_below_a_folder_of_the_archive_s_name(tmp_path: Path) -> None:
    path = archive(tmp_path, {"01.txt": b"\xef\xbb\xbfa\r\n", "五月/02.txt": "二".encode()})
    assert unpacked(path, tmp_path) == {"五月/01.txt": b"\xef\xbb\xbfa\r\n", "五月/五月/02.txt": "二".encode()}


def test_entries_that_share_a_folder_keep_it(tmp_path: Path) -> None:
    path = archive(tmp_path, {"报/01.txt": b"a", "报/内/02.txt": b"b"})
    assert unpacked(path, tmp_path) == {"报/01.txt": b"a", "报/内/02.txt": b"b"}


def test_what_systems_add_is_passed_over(tmp_path: Path) -> None:
    path = archive(tmp_path, {"报/01.txt": b"a", "__MACOSX/报/._01.txt": b"x", "报/.DS_Store": b"x"})
    assert unpacked(path, tmp_path) == {"报/01.txt": b"a"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_chinese_that_no_flag_announces_are_read(encoding: str) -> None:
    # As Windows in Chinese packs them: the bytes of another encoding, and the flag of UTF-8 not set.
    entry = zipfile.ZipInfo("重庆日报_2020-02-11_01.txt".encode(encoding).decode("cp437"))
    assert entry_name(entry) == "重庆日报_2020-02-11_01.txt"


def test_a_name_that_leads_out_stays_inside(tmp_path: Path) -> None:
    path = archive(tmp_path, {"../../outside.txt": b"a", "C:\\x\\b.txt": b"b"})
    list(unpack(path, path.name, tmp_path / "into"))
    assert {one.parent for one in tmp_path.rglob("*outside.txt")} == {tmp_path / "into"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then nothing", b"no archive at all" * 50])
def test_what_is_no_archive_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(content)
    with pytest.raises(FixInput) as caught:
        unpacked(path, tmp_path)
    assert caught.value.where == "broken.zip" and caught.value.remedy


def test_one_damaged_entry_is_named_and_the_others_come_out(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("good.txt", b"good")
        opened.writestr("bad.txt", b"BADBADBAD")
    path.write_bytes(path.read_bytes().replace(b"BADBADBAD", b"BADBADBAX"))
    found = unpacked(path, tmp_path)
    assert found["a/good.txt"] == b"good"
    error = found["a.zip/bad.txt"]
    assert isinstance(error, FixInput) and "CRC" in error.what


def test_an_encrypted_entry_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": b"secret"})
    raw = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    path.write_bytes(raw)
    [error] = unpacked(path, tmp_path).values()
    assert isinstance(error, FixInput) and "encrypted" in error.what


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    entry = zipfile.ZipInfo("passwords.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(entry, "/etc/passwd")
    [error] = unpacked(path, tmp_path).values()
    assert isinstance(error, FixInput) and "link" in error.what


def test_a_bomb_is_stopped_whatever_it_says_of_its_size(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": b"0" * 3_000_000})
    assert path.stat().st_size < 10_000
    with pytest.raises(FixInput, match="more than 1,000,000 bytes"):
        unpacked(path, tmp_path, most_bytes=1_000_000)
    with pytest.raises(FixInput, match="2 files"):
        unpacked(archive(tmp_path, {"a.txt": b"a", "b.txt": b"b"}), tmp_path, most_entries=1)


def test_an_archive_without_files_gives_none(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    path = tmp_path / "empty.zip"
    path.write_bytes(buffer.getvalue())
    assert unpacked(path, tmp_path) == {}
