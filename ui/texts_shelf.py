"""What the list of issues and its calendar say, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShelfTexts:
    """The texts of the calendar and the list of issues; `{names}` are filled in with `str.format`, none holds HTML.

    `weekdays` are seven, Monday first, and `months` twelve names, with "|" between them.
    """

    calendar: str
    papers: str
    years: str
    months_label: str
    weekdays: str
    months: str
    month_title: str
    earlier: str
    later: str
    day_label: str
    every_issue: str
    undated: str
    chosen: str
    nothing_here: str
    choose_a_day: str


ENGLISH = ShelfTexts(
    calendar="Calendar of issues",
    papers="Newspapers",
    years="Years",
    months_label="Months of {year}",
    weekdays="Mo|Tu|We|Th|Fr|Sa|Su",
    months="Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    month_title="{month} {year}",
    earlier="Earlier: {month}",
    later="Later: {month}",
    day_label="{day}, articles: {count}",
    every_issue="Newest issues",
    undated="Date unknown ({count})",
    chosen="Shown: {what}",
    nothing_here="Nothing was printed then, as far as the library knows.",
    choose_a_day="Choose a month or a day in the calendar to see them.",
)

CHINESE = ShelfTexts(
    calendar="出报日历",
    papers="报纸",
    years="年份",
    months_label="{year} 年各月",
    weekdays="一|二|三|四|五|六|日",
    months="1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
    month_title="{year}年{month}",
    earlier="往前：{month}",
    later="往后：{month}",
    day_label="{day}，文章 {count} 篇",
    every_issue="最近各期",
    undated="日期不详（{count}）",
    chosen="显示：{what}",
    nothing_here="资料库中没有这段时间的报纸。",
    choose_a_day="请在日历中选择月份或日期查看。",
)
