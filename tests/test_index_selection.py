from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from index.build import build
from index.issue import page_key
from index.records import Filters
from index.search import Library
from index.selection import Selection
from tests.fakes import HashingEncoder

ROWS: list[dict[str, object]] = [
    {
        "id": "a",
        "title": "大桥合龙 全长千米",
        "date": "2024-05-20",
        "page": 1,
        "text": "大桥合龙了。",
        "byline": "记者 王宁",
    },
    {"id": "b", "title": "读《大桥志》有感", "date": "2024-05-21", "page": "A04", "text": "好书。", "byline": "王宁远"},
    {"id": "c", "title": "公交", "date": "2024-05-21", "page": 4, "text": "大橋通车。", "newspaper": "晚报"},
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    top = tmp_path_factory.mktemp("selection")
    rows = [json.dumps({"newspaper": "日报", **row}, ensure_ascii=False) for row in ROWS]
    (top / "given.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build(top / "library", [top / "given.jsonl"], encoder=HashingEncoder())
    opened = Library.open(top / "library", HashingEncoder())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(), "abc"),
        (Selection(pages=("1",)), "a"),
        (Selection(pages=("a4",)), "b"),
        (Selection(pages=("04", "1")), "ac"),
        (Selection(signer="王宁"), "a"),
        (Selection(signer="王"), ""),
        (Selection(title="大桥合龙"), "a"),
        (Selection(title="大桥合龙，全长千米"), "a"),
        (Selection(title="大桥志"), ""),
        (Selection(title="！"), ""),
        (Selection(phrases=("大桥",)), "abc"),
        (Selection(phrases=("大桥", "通车")), "c"),
        (Selection(phrases=("？",)), ""),
        (Selection(Filters(newspaper="日报"), phrases=("大桥",)), "ab"),
        (Selection(Filters(date_from=date(2024, 5, 21))), "bc"),
        (Selection(Filters(date_to=date(2024, 5, 20)), signer="王宁远"), ""),
    ],
)
def test_all_that_fit_and_no_others(library: Library, selection: Selection, ids: str) -> None:
    assert sorted(one.id for one in library.select(selection)) == list(ids)


def test_page_numbers_are_compared_without_zeros_and_case() -> None:
    assert page_key("01") == page_key(1) == "1"
    assert page_key("A04") == page_key("a4")
    assert page_key("10") != page_key("1")
