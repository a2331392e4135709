"""What the page says around asking: filters and their chips, asking again, and the place in the line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskingTexts:
    """The texts of asking in one language; `{names}` are filled in with `str.format`, none holds HTML."""

    section: str
    any_section: str
    page: str
    bad_page: str
    bad_page_remedy: str
    days: str
    from_day: str
    until_day: str
    in_section: str
    edit: str
    again: str
    editing: str
    wider: str
    any_dates: str
    without_days: str
    whole_library: str
    in_line: str
    others: str


ENGLISH = AskingTexts(
    section="Section",
    any_section="Any section",
    page="Page (1 or A4)",
    bad_page="“{value}” is not a page",
    bad_page_remedy="write a page as 1 or A4, or leave it empty",
    days="{first} – {last}",
    from_day="from {first}",
    until_day="until {last}",
    in_section="section {section}",
    edit="Edit",
    again="Ask again",
    editing="Asking this anew: “{question}”",
    wider="Search a month more on either side ({days})",
    any_dates="Search all dates",
    without_days="Ask without the days: “{question}”",
    whole_library="Search the whole library",
    in_line="Others asked before you; the model answers one at a time. Your place in the line: {place}.",
    others="The model is answering others; your question is looked up meanwhile.",
)

CHINESE = AskingTexts(
    section="版别",
    any_section="全部版别",
    page="版次（如 1 或 A4）",
    bad_page="“{value}”不是版次",
    bad_page_remedy="请按 1 或 A4 的样子填写版次，或者留空",
    days="{first}至{last}",
    from_day="{first}起",
    until_day="截至{last}",
    in_section="{section}版",
    edit="修改",
    again="再问一次",
    editing="重新提问：“{question}”",
    wider="前后各放宽一个月（{days}）",
    any_dates="不限日期",
    without_days="去掉日期再问：“{question}”",
    whole_library="在整个资料库里查找",
    in_line="前面还有人在提问，模型一次只写一个回答。您排在第 {place} 位。",
    others="模型正在回答别人的问题，您的问题同时在检索。",
)
