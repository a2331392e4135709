import calendar
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import find_dates

ISSUED = date(2020, 2, 11)  # a Tuesday
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def read(text: str, issued: date | None = ISSUED) -> list[str]:
    """What is found, as "expression=day" or "expression=first..last", years short where a span is a whole one."""
    found = []
    for event in find_dates(text, issued):
        days = str(event.first) if event.first == event.last else f"{event.first}..{event.last}"
        found.append(f"{text[event.start : event.end]}={days}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # complete by themselves
        ("江桥于2020年2月10日通车。", ["2020年2月10日=2020-02-10"]),
        ("江桥于２０２０年２月１０日通车。", ["２０２０年２月１０日=2020-02-10"]),
        ("二〇二〇年二月十日，渡口停航。", ["二〇二〇年二月十日=2020-02-10"]),
        ("一九四九年十月一日，他在江城。", ["一九四九年十月一日=1949-10-01"]),
        ("2019年11月的账目", ["2019年11月=2019-11-01..2019-11-30"]),
        ("2019年的账目", ["2019年=2019-01-01..2019-12-31"]),
        ("2018年12月30日至2019年1月2日停水", ["2018年12月30日至2019年1月2日=2018-12-30..2019-01-02"]),
        ("2016-2019年的数据", ["2016-2019年=2016-01-01..2019-12-31"]),
        ("2019年1—11月，产量上升", ["2019年1—11月=2019-01-01..2019-11-30"]),
        ("2020-02-10 08:00 更新", ["2020-02-10=2020-02-10"]),
        ("20世纪80年代的厂房", ["20世纪80年代=1980-01-01..1989-12-31"]),
        # without a year
        ("2月10日，渡口停航。", ["2月10日=2020-02-10"]),
        ("12月30日，渡口停航。", ["12月30日=2019-12-30"]),
        ("2月20日，渡口复航。", ["2月20日=2020-02-20"]),
        ("展览将于9月1日开幕。", ["9月1日=2020-09-01"]),
        ("加息或推迟至9月。", ["9月=2020-09-01..2020-09-30"]),
        ("新规7月1日起施行。", ["7月1日=2020-07-01"]),
        ("2月29日开会", ["2月29日=2020-02-29"]),
        ("2月8日至12日停水", ["2月8日至12日=2020-02-08..2020-02-12"]),
        ("2月10日—3月5日", ["2月10日—3月5日=2020-02-10..2020-03-05"]),
        ("12月30日至1月5日", ["12月30日至1月5日=2019-12-30..2020-01-05"]),
        ("1月份用电下降", ["1月份=2020-01-01..2020-01-31"]),
        ("2月上旬有雨，2月中旬转晴，2月底回暖", [
            "2月上旬=2020-02-01..2020-02-10",
            "2月中旬=2020-02-11..2020-02-20",
            "2月底=2020-02-21..2020-02-29",
        ]),
        ("2018年3月获批，5月开工。", ["2018年3月=2018-03-01..2018-03-31", "5月=2018-05-01..2018-05-31"]),
        ("1941年8月29日，船队出发。\n", ["1941年8月29日=1941-08-29"]),
        ("1941年8月29日，船队出发。8月31日抵达。", ["1941年8月29日=1941-08-29", "8月31日=1941-08-31"]),
        # bare days
        ("市长10日表示，渡口复航。", ["10日=2020-02-10"]),
        ("28日上午，渡口停航。", ["28日=2020-01-28"]),
        ("8日至9日，全市大雾。", ["8日至9日=2020-02-08..2020-02-09"]),
        ("10日本报讯", ["10日=2020-02-10"]),
        ("22日内地多雨", ["22日=2020-01-22"]),
        ("三日下午，渡口停航。", ["三日=2020-02-03"]),
        ("10号上午停水", ["10号=2020-02-10"]),
        ("须在18日前申报", ["18日=2020-02-18"]),
        ("12月份的合约；10日收跌", ["12月份=2019-12-01..2019-12-31", "10日=2020-02-10"]),
        ("1月5日动工，9日停工", ["1月5日=2020-01-05", "9日=2020-01-09"]),
        # beside the issue
        ("昨日大雾，今天转晴，明天有雨", ["昨日=2020-02-10", "今天=2020-02-11", "明天=2020-02-12"]),
        ("前天、昨晚、今晨", ["前天=2020-02-09", "昨晚=2020-02-10", "今晨=2020-02-11"]),
        ("本月5日和上月5日", ["本月5日=2020-02-05", "上月5日=2020-01-05"]),
        ("本周三停水，上周五已停过", ["本周三=2020-02-12", "上周五=2020-02-07"]),
        ("週三發佈", ["週三=2020-02-05"]),
        ("上周与下周", ["上周=2020-02-03..2020-02-09", "下周=2020-02-17..2020-02-23"]),
        ("上月用电，去年用电，前年用电", [
            "上月=2020-01-01..2020-01-31",
            "去年=2019-01-01..2019-12-31",
            "前年=2018-01-01..2018-12-31",
        ]),
        ("去年2月获批，今年1月12日开工", ["去年2月=2019-02-01..2019-02-28", "今年1月12日=2020-01-12"]),
        ("今年以来下降", ["今年以来=2020-01-01..2020-02-11"]),
        ("1月用电，比去年同期下降", ["1月=2020-01-01..2020-01-31", "去年同期=2019-01-01..2019-01-31"]),
        ("年初动工，去年底获批", ["年初=2020-01-01..2020-01-31", "去年底=2019-12-01..2019-12-31"]),
        ("今年上半年与第三季度", ["今年上半年=2020-01-01..2020-06-30", "第三季度=2020-07-01..2020-09-30"]),
        ("2月9日开市。当日成交，次日休市。", ["2月9日=2020-02-09", "当日=2020-02-09", "次日=2020-02-10"]),
        ("新华社北京2月9日电 记者今天获悉", ["2月9日=2020-02-09", "今天=2020-02-09"]),
        # lunar and fixed feasts
        ("正月初三出发", ["正月初三=2020-01-27"]),
        ("農曆正月十八", ["農曆正月十八=2020-02-11"]),
        ("腊月二十三祭灶，除夕守岁", ["腊月二十三=2020-01-17", "除夕=2020-01-24"]),
        ("春节期间值班，元宵节回家", ["春节期间=2020-01-24..2020-01-30", "元宵节=2020-02-08"]),
        ("2021年春节和2019年中秋节", ["2021年春节=2021-02-12", "2019年中秋节=2019-09-13"]),
        ("今年端午节停航", ["今年端午节=2020-06-25"]),
        ("2020年清明节踏青", ["2020年清明节=2020-04-04"]),
        ("元旦开馆，国庆节闭馆", ["元旦=2020-01-01", "国庆节=2019-10-01"]),
        # English
        ("BEIJING, Feb. 10 (Xinhua) -- A meeting was held.", ["Feb. 10=2020-02-10"]),
        ("It opened on February 10, 2020.", ["February 10, 2020=2020-02-10"]),
        ("It opened on 10 February.", ["10 February=2020-02-10"]),
        ("The fair (Feb. 8-12) is over.", ["Feb. 8-12=2020-02-08..2020-02-12"]),
        ("From December 30 to January 5, 2020", ["December 30 to January 5, 2020=2019-12-30..2020-01-05"]),
        ("It rained yesterday and will tomorrow.", ["yesterday=2020-02-10", "tomorrow=2020-02-12"]),
        ("on Monday and next Monday", ["Monday=2020-02-10", "next Monday=2020-02-17"]),
        ("last week, last month, last year", [
            "last week=2020-02-03..2020-02-09",
            "last month=2020-01-01..2020-01-31",
            "last year=2019-01-01..2019-12-31",
        ]),
        ("rising since January", ["since January=2020-01-01..2020-02-11"]),
        ("It will open on June 1.", ["June 1=2020-06-01"]),
        ("Tuesday, February 11, 2020", ["February 11, 2020=2020-02-11"]),
        ("in the first quarter of 2019", ["the first quarter of 2019=2019-01-01..2019-03-31"]),
        ("since 2015, and in 2018", ["since 2015=2015-01-01..2020-02-11", "in 2018=2018-01-01..2018-12-31"]),
        ("before Chinese New Year in 2021", ["Chinese New Year in 2021=2021-02-12"]),
    ],
)  # fmt: skip
def test_days_are_found_and_reckoned(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "订了十日游、10日游",
        "连续10日大雾",
        "须在14日内申报",
        "101日用品店",
        "7日龄雏鸡",
        "为期3日的展览",
        "第3日",
        "10日元",
        "每隔5日",
        "一连3日",
        "3日前他还在",
        "每月5日",
        "前11月产量",
        "财年第二季度",
        "第四个星期四",
        "5日均线",
        "10号楼和3号线",
        "3·15晚会",
        "12.5日",
        "电话 2020-2011",
        "2月30日",
        "13月5日",
        "10时30分",
        "日前、近日、目前",
        "今日头条的报道",
        "昨日重现",
        "当今日本",
        "说明日期",
        "海上月色",
        "天下周刊",
        "以上周边",
        "2000年前的渡口",
        "近2000年历史",
        "3月龄婴儿",
        "3个月",
        "5年",
        "每年年底",
        "每周三开放",
        "周一至周五开放",
        "3:2获胜，10-8领先",
        "USA Today reported",
        "open Monday to Friday, every Sunday",
        "on Black Friday",
        "at 10 a.m. he may go",
        "in 2020 cases",
        "version 2020.2.10.1",
    ],
)
def test_false_friends(text: str) -> None:
    assert read(text) == []


def test_without_an_issue_only_complete_dates_count() -> None:
    text = "昨日，2月10日，10日，去年，本周三，正月初三，on Monday，2020年2月10日至12日，February 2020。"
    assert read(text, None) == ["2020年2月10日至12日=2020-02-10..2020-02-12", "February 2020=2020-02-01..2020-02-29"]


def test_a_date_over_the_turn_of_the_year() -> None:
    assert read("12月30日大雾", date(2020, 1, 2)) == ["12月30日=2019-12-30"]
    assert read("1月3日大雾", date(2019, 12, 30)) == ["1月3日=2020-01-03"]
    assert read("2月29日大雾", date(2019, 1, 5)) == ["2月29日=2016-02-29"]


@given(DAYS)
def test_every_full_form_of_a_day_is_that_day(day: date) -> None:
    month = calendar.month_name[day.month]
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02}月{day.day:02}日",
        f"{chinese_year(day.year)}年{chinese(day.month)}月{chinese(day.day)}日",
        f"{day.isoformat()} ",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]}. {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
    ):
        if text.startswith("May. "):
            continue  # a month of three letters takes no stop
        (event,) = find_dates(f"（{text}）", None)
        assert (event.first, event.last) == (day, day)
        assert event.end - event.start == len(text.strip())


@given(DAYS, st.integers(0, 300))
def test_a_day_without_its_year_is_the_latest_one_up_to_two_months_ahead(issued: date, ago: int) -> None:
    day = issued - timedelta(days=ago)
    for text in (f"{day.month}月{day.day}日", f"{calendar.month_name[day.month]} {day.day}"):
        (event,) = find_dates(text, issued)
        assert event.first == event.last == day


@given(DAYS, st.integers(0, 17))
def test_a_bare_day_is_the_latest_such_day(issued: date, ago: int) -> None:
    # 18 days or more ago may be ten days or less before the next month's.
    day = issued - timedelta(days=ago)
    (event,) = find_dates(f"市长{day.day}日表示", issued)
    assert event.first == event.last == day


PIECES = st.sampled_from(
    [
        *("2020年", "2月", "10日", "至", "—", "-", "1", "31", "今年", "去年", "本月", "上周三", "昨日", "当日", "次日"),
        *(
            "同期",
            "以来",
            "上旬",
            "底",
            "初",
            "十",
            "二〇二〇年",
            "农历闰四月",
            "正月",
            "初三",
            "除夕",
            "一季度",
            "国庆节",
        ),
        *("20世纪80年代", "Feb. ", "10", ", ", "2020", "to", "Monday", "since ", "last year", "。", "\n", "９", "號"),
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)),
    st.one_of(st.none(), st.just(date.min), st.just(date.max), st.dates()),
)
@settings(max_examples=300)
def test_any_text_gives_ordered_disjoint_ranges(text: str, issued: date | None) -> None:
    at = 0
    for event in find_dates(text, issued):
        assert at <= event.start < event.end <= len(text)
        assert event.first <= event.last
        at = event.end


@pytest.mark.parametrize("unit", ["2020年2月", "10-", "—", "今年", "十", "上", "May 5 ", "2020-", "当日", "to ", "字"])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            find_dates(text, ISSUED)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(80_000) < 12 * seconds(10_000) + 0.05


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else "零一二三"[tens] + "十") + ("" if ones == 0 else digit(ones))


def chinese_year(year: int) -> str:
    return "".join("〇" if character == "0" else digit(int(character)) for character in str(year))


def digit(number: int) -> str:
    return "零一二三四五六七八九"[number]
