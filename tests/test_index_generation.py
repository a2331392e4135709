from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import RepairLibrary
from index.generation import (
    MANIFEST,
    POINTER,
    Manifest,
    current_number,
    file_facts,
    folder_of,
    point_to,
    read_manifest,
    remove_other_generations,
    write_manifest,
)


def manifest(library: Path, number: int = 1, **fields: object) -> Manifest:
    """A generation with one file and one in a folder, and the manifest that fits it."""
    folder = folder_of(library, number)
    (folder / "lexical").mkdir(parents=True)
    (folder / "dense.faiss").write_bytes(b"12345")
    (folder / "lexical" / "meta.json").write_bytes(b"{}")
    made = Manifest(
        number, "hashing", "d" * 64, 128, True, "target=200", "1", 2, 3, 4, "2024-05-20", file_facts(folder)
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def test_without_a_pointer_there_is_generation_0(tmp_path: Path) -> None:
    assert current_number(tmp_path) == 0


def test_the_pointer_moves_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    for number in (1, 2, 1_000_000):
        point_to(tmp_path, number)
        assert current_number(tmp_path) == number
    assert [path.name for path in tmp_path.iterdir()] == [POINTER]


@pytest.mark.parametrize("content", [b"", b"one", b"-1", b"1.5", b"\xff\xfe", "二".encode(), b"1 2"])
def test_a_pointer_that_holds_no_number_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / POINTER).write_bytes(content)
    with pytest.raises(RepairLibrary, match="must hold a number") as caught:
        current_number(tmp_path)
    assert caught.value.where == str(tmp_path / POINTER) and "askpress build" in caught.value.remedy


def test_a_manifest_comes_back_as_it_was_and_knows_its_files(tmp_path: Path) -> None:
    made = manifest(tmp_path)
    write_manifest(folder_of(tmp_path, 1), made)
    assert read_manifest(tmp_path, 1) == made
    assert made.files["dense.faiss"][0] == 5
    # sha256 of "{}", as `printf '{}' | sha256sum` gives it.
    assert made.files["lexical/meta.json"] == (
        2,
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    )
    assert file_facts(folder_of(tmp_path, 1)) == made.files


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b'{"files": []}', b"\xff", b'{"files": {"a": [1]}, "unknown": 2}'],
)
def test_a_manifest_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    manifest(tmp_path)
    (folder_of(tmp_path, 1) / MANIFEST).write_bytes(content)
    with pytest.raises(RepairLibrary, match="manifest of generation 1 cannot be read"):
        read_manifest(tmp_path, 1)


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(RepairLibrary, match="manifest of generation 7 cannot be read"):
        read_manifest(tmp_path, 7)


def test_a_file_that_is_missing_or_of_another_size_is_named(tmp_path: Path) -> None:
    write_manifest(folder_of(tmp_path, 1), manifest(tmp_path))
    file = folder_of(tmp_path, 1) / "dense.faiss"
    file.write_bytes(b"123")
    with pytest.raises(RepairLibrary, match="has 3 bytes, the manifest says 5") as caught:
        read_manifest(tmp_path, 1)
    assert caught.value.where == str(file)
    file.unlink()
    with pytest.raises(RepairLibrary, match="is missing, the manifest says 5"):
        read_manifest(tmp_path, 1)


@pytest.mark.parametrize("size", ["5", None, -1, 5.5])
def test_a_size_that_is_no_number_is_named(tmp_path: Path, size: object) -> None:
    write_manifest(folder_of(tmp_path, 1), manifest(tmp_path))
    file = folder_of(tmp_path, 1) / MANIFEST
    content = json.loads(file.read_text())
    content["files"]["dense.faiss"] = [size, "0"]
    file.write_text(json.dumps(content))
    with pytest.raises(RepairLibrary):
        read_manifest(tmp_path, 1)


@pytest.mark.parametrize("files", [{"dense.faiss": [5]}, {"dense.faiss": []}, {"dense.faiss": "ab"}])
def test_file_facts_of_another_shape_are_named(tmp_path: Path, files: dict[str, object]) -> None:
    write_manifest(folder_of(tmp_path, 1), manifest(tmp_path))
    file = folder_of(tmp_path, 1) / MANIFEST
    file.write_text(json.dumps({**json.loads(file.read_text()), "files": files}))
    with pytest.raises(RepairLibrary):
        read_manifest(tmp_path, 1)


def test_a_format_of_another_version_is_named(tmp_path: Path) -> None:
    write_manifest(folder_of(tmp_path, 1), manifest(tmp_path, format=99))
    with pytest.raises(RepairLibrary, match="format 99, this program knows 1"):
        read_manifest(tmp_path, 1)


def test_only_the_generations_to_keep_stay(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        manifest(tmp_path, number)
    folder_of(tmp_path, 4).with_suffix(".new").mkdir()
    remove_other_generations(tmp_path, {2, 3})
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["000002", "000003"]


def test_in_a_library_without_generations_there_is_nothing_to_remove(tmp_path: Path) -> None:
    remove_other_generations(tmp_path, {1})
    assert list(tmp_path.iterdir()) == []
