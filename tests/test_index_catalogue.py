from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.build import BuildOptions, build
from index.catalogue import Catalogue, open_catalogue
from index.errors import BuildFirst
from index.generation import current_number
from index.records import DateRange, Filters
from index.search import Library
from index.store import Store
from tests.fakes import HashingEncoder

LINES = """\
{"id": "b", "title": "乙", "newspaper": "晚報", "date": "2024-05-21", "page": 10, "text": "乙一。乙二。"}
{"id": "a", "title": "甲", "newspaper": "晚報", "date": "2024-05-20", "page": 9, "section": "國際", "text": "甲一。"}
{"id": "c", "title": "丙", "newspaper": "Morning Post", "date": "2024-05-22", "page": "A4", "text": "丙一。"}
{"id": "d", "title": "丁", "text": "丁一。"}
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "set.jsonl").write_text(LINES, encoding="utf-8")
    build(tmp_path / "library", [tmp_path / "set.jsonl"], encoder=HashingEncoder())
    return tmp_path / "library"


@pytest.fixture
def catalogue(library: Path) -> Iterator[Catalogue]:
    with open_catalogue(library) as opened:
        yield opened


def found(catalogue: Catalogue, filters: Filters) -> set[str]:
    keys = catalogue.chunk_keys(filters)
    assert keys is not None
    return {article.id for _, article in catalogue.chunks([int(key) for key in keys]).values()}


def test_articles_come_by_newspaper_and_date(catalogue: Catalogue) -> None:
    assert [article.id for article in catalogue.articles()] == ["d", "c", "a", "b"]
    assert catalogue.newspapers() == ["Morning Post", "晚報"]
    assert catalogue.sections() == ["A", "國際"]


def test_pages_are_told_without_their_texts(catalogue: Catalogue) -> None:
    told = [(page.newspaper, page.date, page.number, page.characters) for page in catalogue.pages()]
    assert told == [
        (None, None, None, 3),
        ("Morning Post", date(2024, 5, 22), "A4", 3),
        ("晚報", date(2024, 5, 20), 9, 3),
        ("晚報", date(2024, 5, 21), 10, 6),
    ]


def test_pages_and_articles_are_found_by_id_or_not_at_all(catalogue: Catalogue) -> None:
    article = catalogue.article("b")
    assert article is not None and article.text == "乙一。乙二。"
    page = catalogue.page(article.spans[0].page_id)
    assert page is not None and page.text == article.text
    assert catalogue.article("nobody") is None and catalogue.page("'; DROP TABLE pages; --") is None


def test_counts_dates_and_what_is_undated(catalogue: Catalogue) -> None:
    assert catalogue.counts() == {"pages": 4, "articles": 4, "chunks": 4}
    assert catalogue.date_range() == (date(2024, 5, 20), date(2024, 5, 22))
    assert catalogue.undated() == 1


def test_no_filter_is_told_from_a_filter_that_nothing_fits(catalogue: Catalogue) -> None:
    assert catalogue.chunk_keys(Filters()) is None
    keys = catalogue.chunk_keys(Filters(newspaper="nobody"))
    assert keys is not None and keys.shape == (0,)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(date_from=date(2024, 5, 21)), {"b", "c"}),
        (Filters(date_to=date(2024, 5, 21)), {"a", "b"}),
        (Filters(date(2024, 5, 20), date(2024, 5, 20)), {"a"}),
        (Filters(newspaper="晚报"), {"a", "b"}),
        (Filters(newspaper="MORNING post"), {"c"}),
        (Filters(date(2024, 5, 21), None, "晚报"), {"b"}),
        (Filters(newspaper=""), set()),
        (Filters(page=9), {"a"}),
        (Filters(page="09"), {"a"}),
        (Filters(page="a04"), {"c"}),
        (Filters(page=4), set()),
        (Filters(section="a"), {"c"}),
        (Filters(section="国际"), {"a"}),
        (Filters(section="国际", page=10), set()),
        (Filters(newspaper="晚报", page=10), {"b"}),
    ],
)
def test_filters(catalogue: Catalogue, filters: Filters, ids: set[str]) -> None:
    assert found(catalogue, filters) == ids


def test_keys_that_are_not_there_are_left_out(catalogue: Catalogue) -> None:
    assert set(catalogue.chunks([1, 999])) == {1}
    assert catalogue.chunks([]) == {}


def test_a_generation_keeps_its_rows_when_a_newer_one_comes(library: Path) -> None:
    store = Store.open(library)
    old = Catalogue(store, current_number(library))
    file = library.parent / "set.jsonl"
    file.write_text(LINES.replace("丁一。", "丁二。"), encoding="utf-8")
    build(library, [file], encoder=HashingEncoder(), options=BuildOptions())
    assert [article.text for article in old.articles() if article.id == "d"] == ["丁一。"]
    new = Catalogue(store, current_number(library))
    assert [article.text for article in new.articles() if article.id == "d"] == ["丁二。"]
    store.close()


def test_where_no_build_was_finished_there_is_no_catalogue(tmp_path: Path) -> None:
    Store.open(tmp_path, create=True).close()
    with pytest.raises(BuildFirst, match="no finished generation"), open_catalogue(tmp_path):
        pass
    with pytest.raises(BuildFirst, match="no library"), open_catalogue(tmp_path / "nowhere"):
        pass


def test_the_articles_of_a_page_are_those_with_text_or_marks_on_it(tmp_path: Path) -> None:
    first = (
        "大桥合龙\n\n本报讯(记者 王宁)大桥昨日合龙。\n\n(下转2版)\n\n水位上涨\n\n本报讯(记者 李朗)昨日水位28.4米。\n"
    )
    second = "(上接1版)\n\n大桥年底前建成通车。\n"
    for number, text in ((1, first), (2, second)):
        (tmp_path / f"霁川日报_2024-05-20_0{number}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "library", [tmp_path], encoder=HashingEncoder())
    with open_catalogue(tmp_path / "library") as catalogue:
        ids = [page.id for page in catalogue.pages()]
        assert [[article.title for article in catalogue.articles_on(name)] for name in ids] == [
            ["大桥合龙", "水位上涨"],
            ["大桥合龙"],
        ]
        reports = list(catalogue.page_reports())
        assert [report.page_id for report in reports] == ids
        assert [catalogue.page_report(name) for name in ids] == reports and catalogue.page_report("nowhere") is None
        assert catalogue.articles_on("nowhere") == []


def test_issue_days_are_those_of_dated_issues(catalogue: Catalogue) -> None:
    assert catalogue.issue_days() == (date(2024, 5, 20), date(2024, 5, 21), date(2024, 5, 22))
    assert catalogue.issue_days("晚报") == (date(2024, 5, 20), date(2024, 5, 21))
    assert catalogue.issue_days("nobody") == ()


def test_the_articles_begin_as_their_texts_do_the_newest_first(catalogue: Catalogue) -> None:
    newest_first = sorted(catalogue.articles(), key=lambda article: article.date or date.min, reverse=True)
    assert sorted(catalogue.beginnings()) == sorted(article.text[:100] for article in newest_first)
    assert catalogue.beginnings()[0] == newest_first[0].text[:100]


def test_what_an_archive_may_tell_of_is_printed_or_named(tmp_path: Path) -> None:
    text = "端午节龙舟赛定于6月15日举行。今年以来下了三场雨。大桥将在2031年建成。"
    line = {"id": "a", "title": "甲", "newspaper": "晚报", "date": "2024-05-20", "text": text}
    (tmp_path / "set.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    build(tmp_path / "library", [tmp_path / "set.jsonl"], encoder=HashingEncoder())
    with open_catalogue(tmp_path / "library") as opened:

        def told(first: date, last: date | None = None, newspaper: str | None = None) -> bool:
            return opened.tells_of(DateRange(first, last or first), newspaper)

        assert told(date(2024, 5, 19)) and told(date(2024, 5, 20))
        assert told(date(2024, 6, 15)) and told(date(2024, 6, 1), date(2024, 6, 30))
        assert told(date(2024, 6, 15), newspaper="晚報") and not told(date(2024, 6, 15), newspaper="晨报")
        assert told(date(2031, 5, 1), date(2031, 5, 31))
        assert not told(date(2024, 3, 3)) and not told(date(2024, 12, 5)) and not told(date(2030, 1, 1))


def test_an_undated_article_may_tell_of_any_day(catalogue: Catalogue) -> None:
    assert catalogue.tells_of(DateRange(date(2050, 1, 1), date(2050, 1, 1)))
    assert not catalogue.tells_of(DateRange(date(2050, 1, 1), date(2050, 1, 1)), "晚报")


def test_a_library_says_which_days_its_issues_cover(library: Path) -> None:
    opened = Library.open(library, HashingEncoder())
    assert opened.coverage() == DateRange(date(2024, 5, 20), date(2024, 5, 22))
    assert opened.coverage(Filters(newspaper="晚报")) == DateRange(date(2024, 5, 20), date(2024, 5, 21))
    assert opened.coverage(Filters(date_from=date(2024, 5, 21))) == DateRange(date(2024, 5, 21), date(2024, 5, 22))
    assert opened.coverage(Filters(newspaper="nobody")) is None
    assert opened.issue_days("晚报") == (date(2024, 5, 20), date(2024, 5, 21))
    assert not opened.tells_of(DateRange(date(2050, 1, 1), date(2050, 1, 1)), "晚报")
    opened.close()
