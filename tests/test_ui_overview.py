from __future__ import annotations

from datetime import date

from index.page_report import PageReport, report_page
from tests.strategies import page_of
from tests.ui_samples import article
from ui.overview import arrange, example_headlines, short_headline

LONG = "内容" * 60


def test_issues_are_newest_first_pages_by_number_and_nothing_is_lost() -> None:
    articles = [
        article(id="a", date=date(2024, 5, 20), pages=("A10",)),
        article(id="b", date=date(2024, 5, 20), pages=(10,)),
        article(id="c", date=date(2024, 5, 20), pages=(2, 3)),
        article(id="d", date=date(2024, 5, 20), pages=("A2",)),
        article(id="e", date=date(2024, 5, 20), pages=()),
        article(id="f", date=date(2024, 5, 21), pages=(1,)),
        article(id="g", date=None, newspaper=None, pages=()),
    ]
    overview = arrange(articles, 7)
    assert overview.generation == 7 and overview.articles == len(articles)
    assert [issue.date for issue in overview.issues] == [date(2024, 5, 21), date(2024, 5, 20), None]
    assert [page.number for page in overview.issues[1].pages] == [2, 10, "A2", "A10", None]
    listed = [line.id for issue in overview.issues for page in issue.pages for line in page.articles]
    assert sorted(listed) == list("abcdefg")
    assert overview.newspapers == ("霁川日报",)


def test_examples_are_headlines_of_the_library_spread_over_it() -> None:
    articles = [article(text=LONG, title=f"第{number}座大桥今日合龙", pages=(number,)) for number in range(1, 21)]
    headlines = example_headlines(arrange(articles, 1), 4, chinese=True)
    assert len(set(headlines)) == 4
    assert set(headlines) <= {one.title for one in articles}


def test_examples_are_in_the_reader_s_language_where_there_are_enough() -> None:
    chinese = [article(text=LONG, title=f"第{number}座大桥今日合龙") for number in range(6)]
    english = [article(text=LONG, title=f"Bridge number {number} closes") for number in range(2)]
    overview = arrange([*english, *chinese], 1)
    assert all("座大桥" in headline for headline in example_headlines(overview, 4, chinese=True))
    assert ["Bridge" in headline for headline in example_headlines(overview, 4, chinese=False)] == [
        True,
        True,
        False,
        False,
    ]


def test_the_rest_of_an_article_is_listed_with_its_first_words_and_is_no_example() -> None:
    overview = arrange([article(text="内容在此。" * 40, title="(上接1版)")], 1)
    assert overview.issues[0].pages[0].articles[0].title.startswith("(上接1版) 内容在此。内容在此。")
    assert example_headlines(overview, 4, chinese=True) == ()


def test_no_example_is_made_of_a_short_article_or_without_a_headline() -> None:
    articles = [
        article(text="短", title="一座大桥今日合龙"),
        article(text=LONG, title=""),
        article(text=LONG, title="简讯"),
    ]
    assert example_headlines(arrange(articles, 1), 4, chinese=True) == ()


def test_a_headline_in_parts_gives_its_longest_part() -> None:
    assert short_headline("坚定信心  同舟共济") == "坚定信心 同舟共济"
    long = "坚定信心众志成城 全市上下同舟共济抗击洪水守护家园 各级干部奔赴一线"
    assert short_headline(long) == "全市上下同舟共济抗击洪水守护家园"
    assert short_headline("Bridge closed  for repairs") == "Bridge closed for repairs"
    assert short_headline("长" * 80) == short_headline("x" * 200) == ""


def report_of(number: int | str | None, day: date | None = date(2024, 5, 20), path: str = "/pages/a.txt") -> PageReport:
    return report_page(
        page_of("大桥合龙。", str(number), path=path, newspaper="霁川日报", date=day, number=number), [], 0.1
    )


def test_reports_stand_at_their_pages_and_a_page_where_nothing_begins_has_a_line() -> None:
    articles = [article(id="a", date=date(2024, 5, 20), pages=(1, 4)), article(id="b", date=None, pages=())]
    reports = [report_of(4, path="C:\\pages\\four.txt"), report_of(1), report_of(1), report_of(2, None)]
    overview = arrange(articles, 1, reports)
    shown = [
        [(page.number, len(page.articles), [sheet.name for sheet in page.sheets]) for page in issue.pages]
        for issue in overview.issues
    ]
    assert shown == [[(1, 1, ["a.txt", "a.txt"]), (4, 0, ["four.txt"])], [(2, 0, ["a.txt"]), (None, 1, [])]]
    assert overview.articles == 2


def test_an_issue_is_one_though_its_date_was_inferred_from_some_of_its_pages() -> None:
    day = {"date": date(2024, 5, 20), "pages": (1,)}
    [issue] = arrange([article(id="a", **day), article(id="b", date_inferred=True, **day)], 1).issues
    assert issue.date_inferred and issue.articles == 2
