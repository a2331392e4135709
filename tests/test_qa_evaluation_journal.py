from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import FixPermissions
from qa.evaluation.journal import Journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "set.jsonl"


def test_what_was_kept_is_there_when_it_is_opened_again(path: Path) -> None:
    with Journal(path) as journal:
        assert (journal.found, len(journal), journal.get("ask", "q1")) == (0, 0, None)
        row = journal.add("ask", "q1", {"answer": "桥长1200米。", "scores": {"answers": {"accuracy": 1.0}}})
        journal.add("rank", "q1", {"scores": {}})
    with Journal(path) as journal:
        assert journal.found == 2 and journal.get("ask", "q1") == row
        assert journal.get("ask", "q2") is None and journal.get("check", "q1") is None


def test_every_case_is_on_disk_at_once(path: Path) -> None:
    with Journal(path) as journal:
        journal.add("ask", "q1", {"answer": "桥"})
        assert path.read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize("broken", [b'{"stage": "ask", "id": "q2", "ans', b'{"stage": "ask"}\n', b"\xff\xfe\n", b"7\n"])
def test_a_line_that_was_cut_off_is_measured_again(path: Path, broken: bytes) -> None:
    with Journal(path) as journal:
        journal.add("ask", "q1", {"answer": "桥"})
    with path.open("ab") as stream:
        stream.write(broken)
    with Journal(path) as journal:
        assert journal.found == 1
        journal.add("ask", "q2", {"answer": "河"})
    with Journal(path) as journal:
        assert [row and row["answer"] for row in (journal.get("ask", "q1"), journal.get("ask", "q2"))] == ["桥", "河"]


def test_a_fresh_journal_forgets(path: Path) -> None:
    with Journal(path) as journal:
        journal.add("ask", "q1", {"answer": "桥" * 100})
    with Journal(path, fresh=True) as journal:
        assert journal.found == 0
        journal.add("ask", "q1", {"answer": "河"})
    with Journal(path) as journal:
        assert journal.found == 1 and (journal.get("ask", "q1") or {})["answer"] == "河"


def test_text_that_is_no_unicode_is_kept(path: Path) -> None:
    with Journal(path) as journal:
        kept = journal.add("ask", "q1", {"answer": "a\udc80b"})
    with Journal(path) as journal:
        assert journal.get("ask", "q1") == kept


def test_a_journal_that_cannot_be_written_is_a_named_error(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("no folder")
    with pytest.raises(FixPermissions, match="cannot be kept"):
        Journal(tmp_path / "runs" / "set.jsonl")
