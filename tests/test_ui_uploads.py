from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixPermissions
from ui.uploads import LONGEST_NAME, REPLACED, UPLOADS, keep_uploads, safe_name


@given(st.text(max_size=300))
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe and safe == Path(safe).name and not safe.startswith(".")
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert len(safe.encode()) <= LONGEST_NAME + 6
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("重庆日报_2020-02-11_01.txt", "重庆日报_2020-02-11_01.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\pages\\a.txt", "a.txt"),
        ('say "hi"\n.txt', "say _hi__.txt"),
        ("...", "upload"),
        (".txt", "txt"),
        ("长" * 200 + ".jsonl", "长" * 64 + ".jsonl"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_files_are_kept_byte_for_byte_and_outlive_the_upload(tmp_path: Path) -> None:
    upload = tmp_path / "霁川日报_2024-05-20_01.txt"
    upload.write_bytes(b"\xef\xbb\xbfabc\r\n")
    folder, replaced = keep_uploads([upload], tmp_path / "library")
    upload.unlink()
    assert folder == tmp_path / "library" / UPLOADS
    assert (folder / upload.name).read_bytes() == b"\xef\xbb\xbfabc\r\n"
    assert replaced == ()


def test_a_newer_file_of_the_same_name_takes_the_place_and_the_old_one_is_kept(tmp_path: Path) -> None:
    upload = tmp_path / "a.txt"
    for text in ("first", "first", "second"):
        upload.write_text(text)
        folder, replaced = keep_uploads([upload], tmp_path)
    assert (folder / "a.txt").read_text() == "second"
    assert replaced == ("a.txt",)
    assert [path.read_text() for path in (folder / REPLACED).rglob("a.txt")] == ["first"]


def test_no_half_file_is_left_beside(tmp_path: Path) -> None:
    upload = tmp_path / "a.txt"
    upload.write_text("first")
    folder, _ = keep_uploads([upload], tmp_path / "library")
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_where_nothing_can_be_written_the_error_says_so(tmp_path: Path) -> None:
    upload = tmp_path / "a.txt"
    upload.write_text("x")
    (tmp_path / "library").write_text("a file where the folder should be")
    with pytest.raises(FixPermissions) as caught:
        keep_uploads([upload], tmp_path / "library")
    assert str(tmp_path / "library") in caught.value.where and caught.value.remedy
