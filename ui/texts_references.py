"""What references, their copying and the export of a conversation say, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass

from ui.traditional import said_in


@dataclass(frozen=True, slots=True)
class ReferenceTexts:
    """Every text of these parts in one language; `{names}` are filled in with `str.format`, none holds HTML."""

    others: str
    untitled: str
    newspaper_unknown: str
    date_unknown: str
    copy: str
    copied: str
    copy_failed: str
    gb_style: str
    plain_style: str
    export_markdown: str
    export_html: str
    nothing_to_export: str
    nothing_to_export_remedy: str
    file_name: str
    exported: str
    narrowed_to: str
    quoted: str
    page_file: str
    web_page: str
    key: str
    unverified_mark: str
    repaired_mark: str
    no_answer: str
    asked_count: str


ENGLISH = ReferenceTexts(
    others="et al.",
    untitled="untitled",
    newspaper_unknown="newspaper unknown",
    date_unknown="n.d.",
    copy="Copy citation",
    copied="Copied: {citation}",
    copy_failed="The browser did not allow it. Copy the citation from here: {citation}",
    gb_style="GB/T 7714",
    plain_style="Plain",
    export_markdown="Save as Markdown",
    export_html="Save as a web page",
    nothing_to_export="there is nothing to save yet",
    nothing_to_export_remedy="ask a question first",
    file_name="conversation",
    exported="Saved from Askpress on {day} at {time}.",
    narrowed_to="Narrowed to: {filters}",
    quoted="“{quote}”",
    page_file="file: {name}",
    web_page="web page: {address}",
    key="Marks in the answers",
    unverified_mark="unverified: {help}",
    repaired_mark="corrected: the model's sentence was corrected from the passage that it cites.",
    no_answer="There is no answer yet.",
    asked_count="Questions: {count}",
)

CHINESE = ReferenceTexts(
    others="等",
    untitled="无标题",
    newspaper_unknown="报名不详",
    date_unknown="日期不详",
    copy="复制引文",
    copied="已复制：{citation}",
    copy_failed="浏览器不允许复制，请从这里手动复制：{citation}",
    gb_style="国标 GB/T 7714",
    plain_style="通用格式",
    export_markdown="存为 Markdown 文件",
    export_html="存为网页",
    nothing_to_export="还没有可保存的内容",
    nothing_to_export_remedy="请先提一个问题",
    file_name="对话",
    exported="{day} {time} 由 Askpress 保存。",
    narrowed_to="范围：{filters}",
    quoted="“{quote}”",
    page_file="文件：{name}",
    web_page="网页：{address}",
    key="回答中的标记",
    unverified_mark="未能核实：{help}",
    repaired_mark="已更正：模型写的句子已按所引原文更正。",
    no_answer="还没有回答。",
    asked_count="问题数：{count}",
)


def reference_texts_in(language: str) -> ReferenceTexts:
    """The texts of a `Language`; English for anything else."""
    return said_in(language, ENGLISH, CHINESE)
