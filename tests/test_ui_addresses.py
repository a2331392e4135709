from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import FixInput
from qa.settings import Settings
from tests.loopback import loopback
from tests.test_index_web_fetch import site
from ui.addresses import kept_sources


def test_files_stay_as_they_are_and_an_address_becomes_a_file_of_the_library(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library", private_addresses=True)
    with loopback(site) as served:
        named = ["pages/a.txt", f"{served.address}/gbk.html", f"{served.address}/links"]
        sources, refused = kept_sources(named, settings)
    assert sources[0] == Path("pages/a.txt")
    assert sources[1].is_relative_to(tmp_path / "library" / "uploads")
    assert f'address = "{served.address}/gbk.html"' in Path(f"{sources[1]}.toml").read_text(encoding="utf-8")
    (problem,) = refused
    assert problem.path == named[2] == problem.error.where


def test_where_nothing_could_be_fetched_and_nothing_else_was_named_the_reason_is_raised(tmp_path: Path) -> None:
    with loopback(site) as served, pytest.raises(FixInput, match="network of its own"):
        kept_sources([f"{served.address}/gbk.html"], Settings(library=tmp_path / "library"))
    assert served.requests == []
    assert not (tmp_path / "library").exists()


def test_without_sources_all_that_is_known_is_looked_at(tmp_path: Path) -> None:
    assert kept_sources([], Settings(library=tmp_path)) == ([], [])
