"""Weights for OpenVINO: made once, anew when the file changes, and nothing half made left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.model.openvino_weights import converted, is_faster_here


def test_whether_it_is_faster_is_known_without_asking_anybody() -> None:
    assert is_faster_here() in (True, False)


def test_what_measures_its_users_is_not_loaded() -> None:
    import sys

    import openvino_genai  # noqa: F401

    assert sys.modules["openvino_telemetry"] is None


def test_a_file_that_is_no_model_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    model = tmp_path / "broken.gguf"
    model.write_bytes(b"GGUF" + b"\0" * 100)
    with pytest.raises(RuntimeError):
        converted(model, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_was_made_is_found_again_until_the_file_changes(tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF")
    status = model.stat()
    folder = tmp_path / "cache" / f"model-{status.st_size:x}-{status.st_mtime_ns:x}"
    folder.mkdir(parents=True)
    (folder / "openvino_model.xml").touch()
    assert converted(model, tmp_path / "cache") == folder
    model.write_bytes(b"GGUF, changed")
    with pytest.raises(RuntimeError):
        converted(model, tmp_path / "cache")
