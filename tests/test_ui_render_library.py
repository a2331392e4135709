from __future__ import annotations

from datetime import date

from index.errors import FixInput, TryLater
from index.page_report import report_page
from tests.strategies import page_of
from tests.ui_samples import HOSTILE, assert_harmless, read, text_of
from ui.page_words import CHINESE as CHINESE_PAGE
from ui.records import ArticleLine, BuildDone, Building, FileProblem, IssueLine, Overview, PageLine, Sheet
from ui.render_library import MOST_ARTICLES, building_html, overview_html
from ui.texts import CHINESE, ENGLISH

DONE = BuildDone(generation=3, changed=True, pages_added=2, pages_removed=1, articles=34, seconds=4.21)


def issue(articles: int = 1, name: str | None = "霁川日报", title: str = "霁河三桥合龙") -> IssueLine:
    lines = tuple(ArticleLine(f"a{number}", title, "记者 阮经纬", 300) for number in range(articles))
    return IssueLine(name, date(2024, 5, 20), False, (PageLine(1, lines),))


def test_issues_pages_and_articles_are_listed_and_articles_are_links() -> None:
    html = overview_html(Overview(1, (issue(2),), 2), CHINESE)
    links = [attributes["data-article"] for tag, attributes in read(html).tags if tag == "a"]
    assert links == ["a0", "a1"]
    for part in ("《霁川日报》 · 2024年5月20日", "第1版", "霁河三桥合龙", "记者 阮经纬"):
        assert part in text_of(html)


def test_a_page_has_its_report_and_one_where_no_article_begins_is_listed_for_it() -> None:
    page = page_of("大桥合龙。", "p4", number=4)
    sheet = Sheet("霁川日报_04.txt", report_page(page, [], 0.0))
    line = IssueLine("霁川日报", None, False, (PageLine(1, ()), PageLine(4, (), (sheet,))))
    html = overview_html(Overview(1, (line,), 0), CHINESE)
    assert [attributes["data-page"] for tag, attributes in read(html).tags if tag == "a"] == ["p4"]
    assert "第4版" in text_of(html) and "第1版" not in text_of(html)
    assert "霁川日报_04.txt" in text_of(html) and 'data-oddity="no_date"' in html


def test_an_empty_library_says_so() -> None:
    assert CHINESE.empty_title in text_of(overview_html(Overview(None, (), 0), CHINESE))


def test_a_list_too_long_for_a_browser_says_what_it_leaves_out() -> None:
    issues = (issue(MOST_ARTICLES - 1), issue(5), issue(7))
    html = overview_html(Overview(1, issues, MOST_ARTICLES + 11), ENGLISH)
    assert html.count("data-article=") == MOST_ARTICLES
    assert ENGLISH.not_listed.format(count=11) in text_of(html)


def test_progress_shows_stage_count_and_bar() -> None:
    html = building_html(Building("embed", 40, 120, "x.txt"), ENGLISH)
    assert 'value="40" max="120"' in html
    assert "encoding passages 40/120" in text_of(html) and "x.txt" in text_of(html)


def test_progress_of_unknown_length_has_a_bar_without_value() -> None:
    assert "<progress></progress>" in building_html(Building("read"), CHINESE)


def test_a_finished_build_says_what_it_did_and_what_it_left_out() -> None:
    problem = FileProblem("坏.txt", FixInput("the file is empty", where="/x/坏.txt, line 3", remedy="write into it"))
    html = building_html(Building(done=_with(problems=(problem,), missing=("gone.txt",), replaced=("a.txt",))), ENGLISH)
    text = text_of(html)
    for said in ("generation 3", "4.2 s", "34 articles", "2 taken in, 1 taken out", "gone.txt", "a.txt"):
        assert said in text
    for said in ("坏.txt", "the file is empty", "line 3", "write into it"):
        assert said in text


def test_a_finished_build_says_how_many_pages_are_odd() -> None:
    said = CHINESE_PAGE.odd_pages.format(count=3)
    assert said in text_of(building_html(Building(done=_with(odd=3)), CHINESE))
    assert said[:5] not in text_of(building_html(Building(done=_with(odd=0)), CHINESE))


def test_a_build_without_changes_says_so() -> None:
    assert "Nothing had changed" in text_of(building_html(Building(done=_with(changed=False)), ENGLISH))


def test_a_failed_build_is_an_error() -> None:
    html = building_html(Building(error=TryLater("process 7 is building", remedy="wait")), ENGLISH)
    assert 'data-error="TryLater"' in html and "process 7 is building" in text_of(html)


def test_without_a_build_there_is_nothing() -> None:
    assert building_html(None, ENGLISH) == ""


def test_nothing_hostile_gets_through() -> None:
    problem = FileProblem(HOSTILE, FixInput(HOSTILE, where=HOSTILE, remedy=HOSTILE))
    for html in (
        overview_html(Overview(1, (issue(1, HOSTILE, HOSTILE),), 1), ENGLISH),
        building_html(Building("read", 1, 2, HOSTILE), ENGLISH),
        building_html(Building(done=_with(problems=(problem,), missing=(HOSTILE,), replaced=(HOSTILE,))), ENGLISH),
    ):
        assert_harmless(html)
        assert HOSTILE in text_of(html)


def _with(**fields: object) -> BuildDone:
    from dataclasses import replace

    return replace(DONE, **fields)
