from __future__ import annotations

from pathlib import Path

import pytest

from ui.intake_panel import is_upload


def test_only_files_that_a_browser_sent_are_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sent"
    (folder / "ab12").mkdir(parents=True)
    sent, secret = folder / "ab12" / "a.txt", tmp_path / "secret.txt"
    sent.write_text("a")
    secret.write_text("b")
    (folder / "link.txt").symlink_to(secret)
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    assert is_upload(str(sent))
    for path in (
        secret,
        folder / "ab12",
        folder / "link.txt",
        folder / ".." / "secret.txt",
        folder / "gone.txt",
        "",
        "\0",
    ):
        assert not is_upload(str(path))
