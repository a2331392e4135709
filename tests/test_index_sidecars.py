from datetime import date
from pathlib import Path

import pytest

from index.errors import FixInput
from index.issue import IssueGiven
from index.sidecars import read_sidecars


def test_a_file_s_own_sidecar_wins_over_its_folder_s_and_that_over_the_default(tmp_path: Path) -> None:
    page = tmp_path / "01.txt"
    assert read_sidecars(page) == IssueGiven()
    (tmp_path / "pages.toml").write_text(
        '[default]\nnewspaper = "甲报"\npage = 9\n["01.txt"]\npage = "B02"\n', encoding="utf-8"
    )
    assert read_sidecars(page) == IssueGiven("甲报", None, "B2")
    assert read_sidecars(tmp_path / "02.txt") == IssueGiven("甲报", None, 9)
    (tmp_path / "01.txt.toml").write_text("date = 2022-01-02\n", encoding="utf-8")
    assert read_sidecars(page) == IssueGiven("甲报", date(2022, 1, 2), "B2")


@pytest.mark.parametrize(
    ("body", "line", "part"),
    [
        ('newspaper = "甲报"\npage = = 1\n', 2, "not TOML"),
        ('newspaper = "甲报"\nday = 1\n', 2, "newspaper, date, page"),
        ('newspaper = "甲报"\n\ndate = "gestern"\n', 3, "'gestern'"),
        ("page = 1.5\n", 1, "1.5"),
    ],
)
def test_a_broken_sidecar_names_its_line(tmp_path: Path, body: str, line: int, part: str) -> None:
    sidecar = tmp_path / "a.txt.toml"
    sidecar.write_text(body, encoding="utf-8")
    with pytest.raises(FixInput) as caught:
        read_sidecars(tmp_path / "a.txt")
    assert caught.value.where == f"{sidecar}:{line}"
    assert part in caught.value.what
    assert caught.value.remedy


def test_a_mended_sidecar_is_read_again(tmp_path: Path) -> None:
    sidecar = tmp_path / "pages.toml"
    sidecar.write_text("[default]\npage = 1\n", encoding="utf-8")
    assert read_sidecars(tmp_path / "a.txt").page == 1
    sidecar.write_text("[default]\npage = 12\n", encoding="utf-8")
    assert read_sidecars(tmp_path / "a.txt").page == 12
