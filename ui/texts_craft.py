"""What the page says of its own handling, in both languages: figures over days, the keys, the sources' sheet."""

from __future__ import annotations

from dataclasses import dataclass

from ui.traditional import said_in


@dataclass(frozen=True, slots=True)
class CraftTexts:
    """Texts in one language; `{names}` are filled in with `str.format`, none holds HTML."""

    mark: str
    day_printed: str
    figure: str
    printed_in: str
    chart: str
    chart_unit: str
    point: str
    sheet_count: str
    keys: str
    keys_close: str
    key_question: str
    key_close: str
    key_sources: str
    key_beside: str
    key_marks: str
    key_help: str


ENGLISH = CraftTexts(
    mark="Open source {number}: {title}",
    day_printed="Printed on",
    figure="What it says",
    printed_in="Newspaper",
    chart="The figures by the day they were printed",
    chart_unit="In {unit}",
    point="{day}: {value}. Open source {number}",
    sheet_count="Sources ({count})",
    keys="Keys",
    keys_close="Close",
    key_question="to the question box",
    key_close="close what is open: a quote, the reader, the sources",
    key_sources="from source to source; ↓ in an empty question box leads to the first",
    key_beside="in the reader: the source before, the next source",
    key_marks="on a numbered mark: the mark before, the next mark",
    key_help="these keys",
)

CHINESE = CraftTexts(
    mark="打开出处 {number}：{title}",
    day_printed="刊登日期",
    figure="说法",
    printed_in="报纸",
    chart="各日所载数字",
    chart_unit="单位：{unit}",
    point="{day}：{value}。打开出处 {number}",
    sheet_count="出处（{count}）",
    keys="快捷键",
    keys_close="关闭",
    key_question="转到提问框",
    key_close="关闭打开的内容：引文、阅读窗、出处",
    key_sources="逐条浏览出处；提问框为空时按 ↓ 可到第一条",
    key_beside="在阅读窗里：上一条、下一条出处",
    key_marks="在编号上：上一个、下一个编号",
    key_help="显示这些快捷键",
)


def craft_texts_in(language: str) -> CraftTexts:
    """The texts of a `Language`; English for anything else."""
    return said_in(language, ENGLISH, CHINESE)
