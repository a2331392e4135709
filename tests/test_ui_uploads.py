from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixPermissions
from ui.uploads import DEEPEST, LONGEST_NAME, REPLACED, UPLOADS, Arrival, keep_uploads, put_back, safe_name, safe_path


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
    folder, [kept] = keep_uploads([upload], tmp_path / "library")
    upload.unlink()
    assert folder == tmp_path / "library" / UPLOADS
    assert (folder / upload.name).read_bytes() == b"\xef\xbb\xbfabc\r\n"
    assert (kept.path, kept.same, kept.before) == (folder / upload.name, False, None)


def test_a_newer_file_of_the_same_name_takes_the_place_and_the_old_one_is_kept(tmp_path: Path) -> None:
    upload = tmp_path / "a.txt"
    said = []
    for text in ("first", "first", "second"):
        upload.write_text(text)
        folder, [kept] = keep_uploads([upload], tmp_path)
        said.append((kept.same, kept.before is not None))
    assert (folder / "a.txt").read_text() == "second"
    assert said == [(False, False), (True, False), (False, True)]
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


@given(st.text("ab./\\ :~\n长", max_size=60))
def test_a_safe_path_stays_below_its_folder(name: str) -> None:
    safe = safe_path(name)
    assert not safe.is_absolute() and 1 <= len(safe.parts) <= DEEPEST + 1
    assert all(part == safe_name(part) and part not in (".", "..") for part in safe.parts)
    assert safe_path(str(safe)) == safe


def test_files_of_a_folder_keep_their_place_in_it(tmp_path: Path) -> None:
    upload = tmp_path / "x"
    names = ["报/2024-05-20/01.txt", "报/2024-05-21/01.txt", "../../etc/01.txt"]
    for name in names:
        upload.write_text(name)
        keep_uploads([Arrival(upload, name)], tmp_path / "library")
    folder = tmp_path / "library" / UPLOADS
    assert {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.txt")} == {
        "报/2024-05-20/01.txt": names[0],
        "报/2024-05-21/01.txt": names[1],
        "etc/01.txt": names[2],
    }


def test_what_was_kept_can_be_put_back(tmp_path: Path) -> None:
    upload = tmp_path / "a.txt"
    upload.write_text("first")
    folder, [first] = keep_uploads([upload], tmp_path / "library")
    _, [same] = keep_uploads([upload], tmp_path / "library")
    upload.write_text("second")
    _, [second] = keep_uploads([upload], tmp_path / "library")
    put_back(second)
    assert (folder / "a.txt").read_text() == "first"
    put_back(same)
    assert (folder / "a.txt").exists()
    put_back(first)
    assert not (folder / "a.txt").exists()
