from __future__ import annotations

from datetime import date

from index.page_report import report_page
from tests.strategies import page_of
from tests.ui_samples import HOSTILE, assert_harmless, read, text_of
from ui.records import ArticleLine, IssueLine, Overview, PageLine, Sheet
from ui.render_library import MOST_ARTICLES, overview_html
from ui.texts import CHINESE, ENGLISH


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


def test_nothing_hostile_gets_through() -> None:
    html = overview_html(Overview(1, (issue(1, HOSTILE, HOSTILE),), 1), ENGLISH)
    assert_harmless(html)
    assert HOSTILE in text_of(html)
