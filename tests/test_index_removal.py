"""Issues taken out of a library and brought back: readers lose and regain them, nothing of their pages is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import BuildOptions, BuildReport, build
from index.catalogue import open_catalogue
from index.errors import FixInput
from index.removal import IssueName, issues_removed_from
from index.search import Library
from index.status import library_status
from tests.fakes import HashingEncoder

DAYS = ("2024-05-20", "2024-05-21", "2024-05-22")
TEXT = """霁河{name}桥昨日合龙 年底前建成通车

本报讯(首席记者 阮经纬)霁河{name}桥大桥合龙，全长2360米，双向六车道。
"""


def named(day: str) -> IssueName:
    return IssueName("霁川日报", date.fromisoformat(day))


def library_of(folder: Path) -> Path:
    pages = folder / "pages"
    pages.mkdir()
    for at, day in enumerate(DAYS):
        (pages / f"霁川日报_{day}_01.txt").write_text(TEXT.format(name="一二三"[at]), encoding="utf-8")
    library = folder / "library"
    build(library, [pages], encoder=HashingEncoder())
    return library


def change(library: Path, *, remove: tuple[str, ...] = (), restore: tuple[str, ...] = ()) -> BuildReport:
    options = BuildOptions(remove=tuple(map(named, remove)), restore=tuple(map(named, restore)))
    return build(library, [], encoder=HashingEncoder(), options=options)


def days_of(library: Path) -> set[str]:
    with open_catalogue(library) as catalogue:
        pages = {str(page.date) for page in catalogue.pages()}
        assert {str(article.date) for article in catalogue.articles()} == pages
        assert {report.date for report in catalogue.page_reports()} == pages
        assert catalogue.counts()["pages"] == len(pages)
        return pages


def found(library: Path, query: str) -> list[tuple[str, str]]:
    opened = Library.open(library, HashingEncoder())
    try:
        return [(hit.article.id, str(hit.article.date)) for hit in opened.search(query, 10)]
    finally:
        opened.close()


def test_an_issue_that_is_taken_out_is_not_found_and_comes_back_as_it_was(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    before = found(library, "霁河二桥")
    report = change(library, remove=("2024-05-21",))
    assert (report.pages_removed, report.files, report.problems) == (1, 0, ())
    assert days_of(library) == {DAYS[0], DAYS[2]}
    assert all(day != "2024-05-21" for _, day in found(library, "霁河二桥"))
    assert [(one.name, one.pages) for one in issues_removed_from(library)] == [(named("2024-05-21"), 1)]
    assert library_status(library)["pages"] == 2
    change(library, restore=("2024-05-21",))
    assert days_of(library) == set(DAYS) and found(library, "霁河二桥") == before
    assert issues_removed_from(library) == ()


def test_it_comes_back_without_its_files(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    change(library, remove=DAYS[:1])
    for file in (tmp_path / "pages").glob("*.txt"):
        file.unlink()
    change(library, restore=DAYS[:1])
    assert days_of(library) == set(DAYS)


def test_a_later_build_leaves_it_out_and_says_so_of_a_page_that_comes_for_it(tmp_path: Path) -> None:
    library = library_of(tmp_path)
    change(library, remove=DAYS[:1])
    assert build(library, [], encoder=HashingEncoder()).problems == ()
    (tmp_path / "pages" / f"霁川日报_{DAYS[0]}_02.txt").write_text(TEXT.format(name="四"), encoding="utf-8")
    report = build(library, [], encoder=HashingEncoder())
    assert [problem.error.where for problem in report.problems] == [f"霁川日报, {DAYS[0]}"] * 2
    assert days_of(library) == set(DAYS[1:])
    change(library, restore=DAYS[:1])
    with open_catalogue(library) as catalogue:
        assert catalogue.counts()["pages"] == 4


def test_articles_that_came_as_such_are_taken_out_by_their_newspaper_and_date(tmp_path: Path) -> None:
    rows = [
        {"id": str(at), "title": "题", "newspaper": "霁川日报", "date": day, "page": 1, "text": f"第{at}篇的正文。"}
        for at, day in enumerate([DAYS[0], DAYS[0], DAYS[1]])
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    library = tmp_path / "library"
    build(library, [tmp_path / "a.jsonl"], encoder=HashingEncoder())
    assert change(library, remove=DAYS[:1]).articles == 1
    assert change(library, restore=DAYS[:1]).articles == 3


@pytest.mark.parametrize("wrong", [{"remove": ("1999-01-01",)}, {"restore": DAYS[:1]}])
def test_what_is_not_there_cannot_be_taken_out_nor_brought_back(
    tmp_path: Path, wrong: dict[str, tuple[str, ...]]
) -> None:
    library = library_of(tmp_path)
    with pytest.raises(FixInput):
        change(library, **wrong)
    assert days_of(library) == set(DAYS)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(range(3)), max_size=5))
def test_any_order_of_taking_out_and_bringing_back_leaves_what_was_not_taken_out(
    tmp_path_factory: pytest.TempPathFactory, turns: list[int]
) -> None:
    library = library_of(tmp_path_factory.mktemp("turns"))
    gone: set[str] = set()
    for at in turns:
        day = DAYS[at]
        change(library, **{"restore" if day in gone else "remove": (day,)})
        gone ^= {day}
    assert days_of(library) == set(DAYS) - gone
