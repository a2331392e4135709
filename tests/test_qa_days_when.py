from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import find_dates
from index.records import Article, DateRange, Filters, Preference, Span
from qa.days.fits import fits
from qa.days.texts import dates_written_out, days_text, looked_at_text, outside_text
from qa.days.when import When, all_outside, narrowed, outside_dates, preference, read_dates
from qa.records import LookedAt

CLOCK = date(2024, 5, 21)
COVERAGE = DateRange(date(2023, 11, 1), CLOCK)
TWO_DAYS = DateRange(date(2024, 5, 20), CLOCK)


def days(first: str, last: str | None = None) -> DateRange:
    return DateRange(date.fromisoformat(first), date.fromisoformat(last or first))


def named(question: str, clock: date = CLOCK, coverage: DateRange | None = COVERAGE) -> list[tuple[str, str, str]]:
    found = read_dates(question, clock, coverage).named
    return [(one.words, one.days.first.isoformat(), one.days.last.isoformat()) for one in found]


@pytest.mark.parametrize(
    ("question", "words", "first", "last"),
    [
        ("昨天转移了多少人？", "昨天", "2024-05-20", "2024-05-20"),
        ("今天霁川下雨吗", "今天", "2024-05-21", "2024-05-21"),
        ("前天的水位", "前天", "2024-05-19", "2024-05-19"),
        ("2月10日新增多少例？", "2月10日", "2024-02-10", "2024-02-10"),
        ("２月１０號新增多少例？", "２月１０號", "2024-02-10", "2024-02-10"),
        ("11月20日的会议", "11月20日", "2023-11-20", "2023-11-20"),
        ("2020.2.10的疫情", "2020.2.10", "2020-02-10", "2020-02-10"),
        ("上周修了几座桥", "上周", "2024-05-13", "2024-05-19"),
        ("上星期六的比赛", "上星期六", "2024-05-18", "2024-05-18"),
        ("本月降雨多少", "本月", "2024-05-01", "2024-05-31"),
        ("上個月降雨多少", "上個月", "2024-04-01", "2024-04-30"),
        ("去年亩产多少", "去年", "2023-01-01", "2023-12-31"),
        ("今年年初的会议", "今年年初", "2024-01-01", "2024-01-31"),
        ("近三天的降雨", "近三天", "2024-05-19", "2024-05-21"),
        ("過去24小時下了多少雨", "過去24小時", "2024-05-20", "2024-05-21"),
        ("最近两周有几场雨", "最近两周", "2024-05-08", "2024-05-21"),
        ("近三个月的雨量", "近三个月", "2024-02-22", "2024-05-21"),
        ("三天前的水位", "三天前", "2024-05-18", "2024-05-18"),
        ("两周前开工的路", "两周前", "2024-05-06", "2024-05-12"),
        ("2020年春节期间旅游收入", "2020年春节期间", "2020-01-24", "2020-01-30"),
        ("元宵节有什么活动", "元宵节", "2024-02-24", "2024-02-24"),
        ("截至5月19日18时转移了多少人", "5月19日", "2024-05-19", "2024-05-19"),
        ("2024年3月至今开了几条路", "2024年3月至今", "2024-03-01", "2024-05-21"),
        ("3月2日起施行的办法", "3月2日", "2024-03-02", "2024-03-02"),
        ("How many by 17:00 on 20 May?", "20 May", "2024-05-20", "2024-05-20"),
        ("how many cases on 10 february", "10 february", "2024-02-10", "2024-02-10"),
        ("what happened in february 2020?", "february 2020", "2020-02-01", "2020-02-29"),
        ("What opened last week?", "last week", "2024-05-13", "2024-05-19"),
        ("How much did it rain yesterday?", "yesterday", "2024-05-20", "2024-05-20"),
        ("Rain over the past three days?", "past three days", "2024-05-19", "2024-05-21"),
        ("How high was it two days ago?", "two days ago", "2024-05-19", "2024-05-19"),
        ("Visitors during the 2020 Spring Festival?", "2020 Spring Festival", "2020-01-25", "2020-01-25"),
        ("Who spoke on monday?", "monday", "2024-05-20", "2024-05-20"),
    ],
)
def test_a_question_names_days(question: str, words: str, first: str, last: str) -> None:
    assert named(question) == [(words, first, last)]


@pytest.mark.parametrize(
    "question",
    [
        "霁河三桥的项目总工程师是谁？",
        "公交夜9路的首班车几点发车？",
        "三百年前的渡口账簿有几册",
        "离附近三天门最近的医院",
        "Who won the Jichuan Marathon?",
        "He may march on",
        "",
    ],
)
def test_a_question_without_words_for_time_names_none(question: str) -> None:
    assert read_dates(question, CLOCK, COVERAGE) == When()


def test_a_day_without_a_year_is_of_the_years_that_the_archive_covers() -> None:
    old = DateRange(date(2019, 12, 1), date(2020, 2, 12))
    assert named("2月10日新增多少例", CLOCK, old) == [("2月10日", "2020-02-10", "2020-02-10")]
    assert named("5月19日和20日", date(2026, 11, 24), TWO_DAYS) == [
        ("5月19日", "2024-05-19", "2024-05-19"),
        ("20日", "2024-05-20", "2024-05-20"),
    ]
    # What is reckoned from today, or says its year, stays.
    assert named("昨天", date(2026, 11, 24), TWO_DAYS) == [("昨天", "2026-11-23", "2026-11-23")]
    assert named("2021年2月10日", CLOCK, old) == [("2021年2月10日", "2021-02-10", "2021-02-10")]


def test_a_day_soon_after_the_last_issue_may_be_last_years_too() -> None:
    long = DateRange(date(2022, 1, 1), CLOCK)
    assert named("6月15日的龙舟赛", CLOCK, long) == [
        ("6月15日", "2024-06-15", "2024-06-15"),
        ("6月15日", "2023-06-15", "2023-06-15"),
    ]
    assert named("6月15日的龙舟赛", CLOCK, TWO_DAYS) == [("6月15日", "2024-06-15", "2024-06-15")]
    assert named("6月15日的报纸", CLOCK, long) == [("6月15日", "2023-06-15", "2023-06-15")]
    assert named("2024年6月15日的报纸", CLOCK, long) == [("2024年6月15日", "2024-06-15", "2024-06-15")]
    assert len(named("29 February 2024 and 29 June", CLOCK, long)) == 3


@pytest.mark.parametrize(
    "question",
    [
        "昨天的报纸说了什么",
        "昨日頭版有什麼",
        "昨天见报的文章",
        "5月20日报道了什么",
        "5月20日的报道里谁救了人",
        "5月20日霁川日报头版讲了什么",
        "5月20日第3版有什么",
        "20号的报纸",
        "刊登于5月20日的更正",
        "What was in yesterday's paper?",
        "What was in Monday's paper?",
        "What is on the front page of 20 May?",
        "Which article was published on 20 May?",
        "the 20 May issue",
    ],
)
def test_the_day_of_a_paper_is_a_filter(question: str) -> None:
    when = read_dates(question, CLOCK, COVERAGE)
    assert [(one.days, one.only) for one in when.days] == [(days("2024-05-20"), True)]
    assert narrowed(Filters(newspaper="甲"), when) == Filters(date(2024, 5, 20), date(2024, 5, 20), "甲")


@pytest.mark.parametrize(
    "question",
    [
        "昨天的新闻发布会谁主持",
        "昨天报告了几例",
        "5月20日报名的有多少人",
        "新华社5月20日报道了什么",
        "纽约时报5月20日报道了什么",
        "据当地媒体5月20日报道",
        "5月20日电视台报道组去了哪里",
        "《5月20日头版》是谁写的",
        "5月20日发表的讲话",
        "5月20日出版的书",
        "the white paper of 20 May",
        "a study published on 20 May by the university",
        "Which papers did he sign on 20 May?",
    ],
)
def test_the_day_of_an_event_is_a_preference(question: str) -> None:
    when = read_dates(question, CLOCK, COVERAGE)
    assert [(one.days, one.only) for one in when.days] == [(days("2024-05-20"), False)]
    assert narrowed(Filters(), when) == Filters()
    assert preference(when) == Preference((days("2024-05-20"),))


def test_days_joined_to_one_of_a_paper_are_of_a_paper_too() -> None:
    when = read_dates("5月19日和21日的头版有何不同", CLOCK, COVERAGE)
    assert [one.only for one in when.days] == [True, True]
    assert narrowed(Filters(), when) == Filters(date(2024, 5, 19), date(2024, 5, 21))
    assert narrowed(Filters(date_to=date(2024, 5, 18)), when) is None


def test_the_newest_issue_is_the_archives_last() -> None:
    for question in ("最新一期报纸的头版", "What is in the latest issue?"):
        assert [one.days for one in read_dates(question, date(2024, 6, 1), TWO_DAYS).days] == [days("2024-05-21")]


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("最新的水位是多少", True),
        ("目前轉移了多少人", True),
        ("近几天水位如何", True),
        ("What is the latest figure?", True),
        ("How many are there now?", True),
        ("离火车站最近的医院是哪家", False),
        ("最近三天的雨量", False),
        ("《最新规定》有几条", False),
        ("水位是多少", False),
        ("What is known of it?", False),
    ],
)
def test_the_newest_is_wanted_where_words_say_so(question: str, newest: bool) -> None:
    when = read_dates(question, CLOCK, COVERAGE)
    assert when.newest is newest
    assert ((preference(when) or Preference()).newest) is newest


def test_a_year_in_a_name_or_in_history_changes_nothing() -> None:
    for question in (
        "1949年成立的学校是哪所",
        "2008年奥运会在哪里开",
        "去年的亩产",
        "今年的龙舟赛",
        "2024年马拉松谁赢了",
    ):
        when = read_dates(question, CLOCK, TWO_DAYS)
        assert len(when.named) == 1 and when.days == () and preference(when) is None
    # A year that parts the archive is looked by, and so is a day in history: papers tell of it.
    assert read_dates("2023年修了几座桥", CLOCK, COVERAGE).days
    assert read_dates("1941年8月29日谁牺牲了", CLOCK, COVERAGE).days


def outside(question: str, told: bool = False, clock: date = CLOCK) -> bool:
    when = read_dates(question, clock, TWO_DAYS)
    issues = [TWO_DAYS.first, TWO_DAYS.last]
    return all_outside(when, outside_dates(when, clock, TWO_DAYS, issues, lambda days: told))


def test_days_of_which_the_archive_can_hold_nothing_are_outside() -> None:
    assert outside("3月1日的报纸说了什么", told=True)
    assert outside("2031年5月的气温是多少") and not outside("2031年5月的气温是多少", told=True)
    assert outside("昨天转移了多少人", clock=date(2026, 11, 24))
    assert outside("截至5月22日18时，转移了多少人", told=True)
    assert outside("How many people were moved, as of 22 May?", told=True)
    for question in (
        "昨天的报纸说了什么",
        "2020年2月10日新增多少例",
        "明天的天气怎样",
        "明年的气温",
        "今年国庆节的气温",
        "1949年成立的学校",
        "水位是多少",
        "5月20日和2031年5月的气温各是多少",
    ):
        assert not outside(question)
    assert not outside("报名截至5月22日的有哪些", told=True)
    assert outside_dates(read_dates("2031年5月", CLOCK), CLOCK, None, [], lambda days: False) == ()


def article(text: str, printed: str | None, title: str = "") -> Article:
    day = date.fromisoformat(printed) if printed else None
    spans = (Span(0, len(text), "p", 0, len(text)),)
    return Article("a", title, "", "", "", None, day, False, (1,), text, spans, events=find_dates(text, day))


def verdict(told: Article, sentence: str, question: str) -> bool | None:
    start = told.text.index(sentence)
    return fits(told, start, start + len(sentence), read_dates(question, CLOCK, COVERAGE))


def test_a_sentence_fits_by_its_own_day_before_all_else() -> None:
    first = article("截至5月19日18时，转移4216人。其中老人300人。", "2024-05-20")
    second = article("截至昨日18时，转移6873人。较19日增加2657人。", "2024-05-21")
    asked = "截至5月20日18时，转移了多少人？"
    assert verdict(first, "截至5月19日18时，转移4216人。", asked) is False
    assert verdict(first, "其中老人300人。", asked) is False
    assert verdict(second, "截至昨日18时，转移6873人。", asked) is True
    assert verdict(first, "截至5月19日18时，转移4216人。", "截至5月19日18时，转移了多少人？") is True
    assert verdict(second, "截至昨日18时，转移6873人。", "截至5月19日18时，转移了多少人？") is False


def test_a_sentence_without_a_day_fits_by_headline_and_by_the_day_of_printing() -> None:
    table = article("草鱼 9.40\n青菜 4.30", "2024-05-21", title="5月20日市区零售均价")
    assert verdict(table, "草鱼 9.40", "5月20日草鱼多少钱") is True
    assert verdict(table, "草鱼 9.40", "5月19日草鱼多少钱") is False
    plain = article("河水漫过了码头。", "2024-05-20")
    assert verdict(plain, "河水漫过了码头。", "5月20日河水漫到哪里") is True
    assert verdict(plain, "河水漫过了码头。", "5月19日河水漫到哪里") is True
    assert verdict(plain, "河水漫过了码头。", "5月21日河水漫到哪里") is False
    assert verdict(plain, "河水漫过了码头。", "5月1日河水漫到哪里") is None
    # It announces the day: what it says need not be of the day it was printed.
    announced = article("票价20元。" + "展品来自渡口。" * 20 + "展览6月1日开幕。", "2024-05-20")
    assert verdict(announced, "票价20元。", "6月1日开幕的展览票价多少") is None
    assert verdict(announced, "票价20元。", "6月2日的展览票价多少") is False
    assert verdict(article("票价20元。", None), "票价20元。", "6月1日的展览票价多少") is None


def test_a_day_still_to_come_or_a_whole_year_is_not_the_day_that_a_sentence_speaks_of() -> None:
    notice = article("大桥将于6月1日通车。今年以来，工人换班三次。", "2024-05-20")
    assert verdict(notice, "大桥将于6月1日通车。", "5月20日的通告说了什么") is True
    assert verdict(notice, "今年以来，工人换班三次。", "5月20日工人换班几次") is True  # by the day of printing
    assert verdict(notice, "今年以来，工人换班三次。", "3月3日工人换班几次") is None


def test_nothing_is_said_where_no_day_is_asked_for() -> None:
    told = article("截至5月19日18时，转移4216人。", "2024-05-20")
    for question in ("转移了多少人？", "2024年转移了多少人？", "5月20日的会议定于哪天开工？"):
        assert verdict(told, told.text, question) is None
    assert verdict(told, told.text, "5月20日的报纸说转移了多少人") is True
    assert verdict(told, told.text, "5月21日的报纸说转移了多少人") is False


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        ("2024-05-20", "2024-05-20", "2024年5月20日", "20 May 2024"),
        ("2024-05-13", "2024-05-19", "2024年5月13日至19日", "13–19 May 2024"),
        ("2024-04-29", "2024-05-05", "2024年4月29日至5月5日", "29 April – 5 May 2024"),
        ("2023-12-30", "2024-01-02", "2023年12月30日至2024年1月2日", "30 December 2023 – 2 January 2024"),
        ("2020-02-01", "2020-02-29", "2020年2月", "February 2020"),
        ("2020-01-01", "2020-12-31", "2020年", "2020"),
    ],
)
def test_days_are_written_as_readers_write_them(first: str, last: str, chinese: str, english: str) -> None:
    assert days_text(days(first, last), "zh") == chinese
    assert days_text(days(first, last), "en") == english


def test_an_answer_says_which_days_it_looked_at_and_a_refusal_which_there_are() -> None:
    paper, event = LookedAt("昨天", days("2024-05-20"), only=True), LookedAt("2 May", days("2024-05-02"), only=False)
    assert looked_at_text([paper, paper], "zh") == "只看了2024年5月20日的报纸（问题中的“昨天”）。"
    assert "2 May 2024" in looked_at_text([event], "en") and "came first" in looked_at_text([event], "en")
    assert looked_at_text([], "zh") == ""
    refusal = outside_text([paper], TWO_DAYS, "zh")
    assert refusal == "资料库里没有2024年5月20日的报纸。它收有的报纸，最早是2024年5月20日，最近是2024年5月21日。"
    assert outside_text([event], days("2024-05-20"), "en").endswith("It has papers of 20 May 2024 only.")


def test_words_that_point_at_a_day_are_written_out() -> None:
    for question, expected in (
        ("昨天转移了多少人", "昨天（2024年5月20日）转移了多少人"),
        ("5月20日转移了多少人", "5月20日转移了多少人"),
        ("清明节来了多少人", "清明节来了多少人"),
    ):
        assert dates_written_out(question, read_dates(question, CLOCK, COVERAGE).named, "zh") == expected
    english = "What opened last week?"
    expected = "What opened last week (13–19 May 2024)?"
    assert dates_written_out(english, read_dates(english, CLOCK).named, "en") == expected


PIECES = st.sampled_from(
    re.split(
        "[|]",
        "昨天|前天|今天|上周|去年|近三天|2月10日|30日|2月30日|的报纸|头版|至今|截至|和|最新|目前|春节|元宵节|年|月|日|以来"
        "|2031年|三天前|yesterday|'s|last|week|in may|2020|on|two days ago|past|the paper of|20 May|latest|《|，|水位",
    )
)
QUESTIONS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES).map(" ".join))
CLOCKS = st.dates(date(1900, 1, 1), date(2090, 12, 31))


@given(QUESTIONS, st.none() | CLOCKS, st.none() | st.tuples(CLOCKS, CLOCKS))
def test_any_question_is_read_and_its_words_are_its_own(
    question: str, clock: date | None, ends: tuple[date, date] | None
) -> None:
    coverage = DateRange(min(ends), max(ends)) if ends else None
    when = read_dates(question, clock, coverage)
    at = 0
    for one in when.named:
        assert one.words and question.find(one.words, at) >= 0
        at = question.find(one.words, at)  # the words of two years' days are the same
        assert one.days.first.year > 1500 and one.days.last.year < 2200
    assert set(when.days) <= set(when.named)
    left = outside_dates(when, clock, coverage, [], lambda days: False)
    assert set(left) <= set(when.named)
    assert looked_at_text(when.days, "zh").count("问题中的") <= len(when.days)
    narrowed(Filters(), when)
    preference(when)
    assert read_dates(question, clock, coverage) == when


@given(CLOCKS, st.integers(1, 99))
def test_days_back_are_counted_from_the_clock_given(clock: date, count: int) -> None:
    assert read_dates("昨天的水位", clock).named[0].days == DateRange(clock - timedelta(1), clock - timedelta(1))
    back = read_dates(f"近{count}天的水位", clock).named[0].days
    assert back == DateRange(clock - timedelta(count - 1), clock)
    ago = clock - timedelta(count)
    assert read_dates(f"what happened {count} days ago?", clock).named[0].days == DateRange(ago, ago)


@given(st.text("5月20日昨天今年将于人。\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_fitting_never_fails(text: str, start: int, end: int) -> None:
    if text:
        assert fits(article(text, "2024-05-20"), start, end, read_dates("5月20日", CLOCK)) in (True, False, None)
