"""What the page says, in English and in Chinese, the traditional Chinese made from the simplified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ui import texts_asking, texts_intake, texts_keeping, texts_shelf, texts_sign_in, texts_status
from ui.texts_asking import AskingTexts
from ui.texts_conversations import CHINESE_CONVERSATIONS, ENGLISH_CONVERSATIONS, ConversationTexts
from ui.texts_intake import IntakeTexts
from ui.texts_keeping import KeepingTexts
from ui.texts_shelf import ShelfTexts
from ui.texts_sign_in import SignInTexts
from ui.texts_status import StatusTexts
from ui.traditional import is_chinese, said_in

Language = Literal["zh", "zh-Hant", "en"]
"""Chinese in simplified and in traditional characters, and English."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text of the page in one language; `{names}` are filled in with `str.format`, none holds HTML."""

    language: Language
    html_language: str
    ask_tab: str
    library_tab: str
    tagline: str
    question_label: str
    question_hint: str
    ask: str
    stop: str
    new_conversation: str
    filters: str
    newspaper: str
    any_newspaper: str
    date_from: str
    date_to: str
    bad_date: str
    bad_date_remedy: str
    bad_order: str
    bad_order_remedy: str
    welcome_title: str
    welcome: str
    empty_title: str
    empty: str
    examples: str
    example_question: str
    you: str
    searching: str
    reading: str
    searched_for: str
    stopped: str
    unverified: str
    unverified_help: str
    unanswered: str
    unresolved: str
    extractive: str
    refusals: dict[str, str]
    repaired: str
    repaired_help: str
    repaired_count: str
    struck_count: str
    disagreement: str
    from_records: str
    from_records_help: str
    timings: str
    timings_first: str
    sources: str
    sources_hint: str
    cited: str
    passages: str
    nearest: str
    more_passages: str
    no_passages: str
    withheld: dict[str, str]
    unknown_newspaper: str
    unknown_date: str
    unknown_page: str
    inferred: str
    untitled: str
    page: str
    pages: str
    back: str
    article: str
    page_as_printed: str
    page_lost: str
    reprints: str
    more_reprints: str
    cut: str
    where: str
    remedy: str
    error_titles: dict[str, str]
    unexpected: str
    unexpected_remedy: str
    busy: str
    busy_remedy: str
    gone: str
    gone_remedy: str
    building: str
    stages: dict[str, str]
    built: str
    built_same: str
    changes: str
    replaced: str
    missing: str
    problems: str
    in_library: str
    issue_count: str
    page_count: str
    article_count: str
    not_listed: str
    language_label: str
    asking: AskingTexts
    conversations: ConversationTexts
    shelf: ShelfTexts
    intake: IntakeTexts
    keeping: KeepingTexts
    status: StatusTexts
    sign_in: SignInTexts

    @property
    def chinese(self) -> bool:
        """Whether dates, lists and marks are to be written as Chinese does."""
        return is_chinese(self.language)


ENGLISH = Texts(
    language="en",
    html_language="en",
    ask_tab="Ask",
    library_tab="Library",
    tagline="Ask the newspaper. Every answer points to the line of the page it came from.",
    question_label="Question",
    question_hint="Ask about what the pages say…",
    ask="Ask",
    stop="Stop",
    new_conversation="New conversation",
    filters="Narrow the search",
    newspaper="Newspaper",
    any_newspaper="Any newspaper",
    date_from="From (YYYY-MM-DD)",
    date_to="To (YYYY-MM-DD)",
    bad_date="“{value}” is not a date",
    bad_date_remedy="write a date as YYYY-MM-DD, such as 2020-02-11, or leave it empty",
    bad_order="the first date, {first}, is after the last, {last}",
    bad_order_remedy="swap the two dates or leave one empty",
    welcome_title="What would you like to know?",
    welcome="The answer comes with its sources: numbered marks lead to the quote, the article and the page.",
    empty_title="The library is empty",
    empty="Open the Library tab and add newspaper pages (.txt, .md or .jsonl). Once they are built in, ask here.",
    examples="For example",
    example_question="What does the report “{title}” say?",
    you="You",
    searching="Searching the pages…",
    reading="Reading the passages…",
    searched_for="Searched for: {question}",
    stopped="Stopped. What stands above is unchecked.",
    unverified="unverified",
    unverified_help="No passage was found that supports this sentence.",
    unanswered="The pages found do not say: {part}",
    unresolved="The model cited passages that do not exist: {numbers}.",
    extractive="Sentences from the pages, word for word, without a language model.",
    refusals={
        "nothing_found": "No report on this was found",
        "not_answered": "The reports do not say",
        "outside_dates": "Not answered by the reports of these dates",
    },
    repaired="corrected",
    repaired_help="The model wrote: “{written}” This was corrected from the passage that it cites.",
    repaired_count="Corrected from the pages (sentences: {count})",
    struck_count="Taken out, at odds with the pages (sentences: {count})",
    disagreement="The reports differ",
    from_records="from the library's records",
    from_records_help="Looked up in the list of issues, pages and articles, not read from a report.",
    timings="search {search} ms · in all {total} s",
    timings_first="search {search} ms · first word {first} s · in all {total} s",
    sources="Sources",
    sources_hint="The passages that an answer rests on appear here.",
    cited="Cited",
    passages="Passages found",
    nearest="Nearest passages",
    more_passages="Other passages found ({count})",
    no_passages="No passages found.",
    withheld={
        "commands": "Holds a sentence with instructions to a language model; it was not used for the answer.",
        "forbids_answer": "Holds a sentence that forbids a language model to answer; it was not used for the answer.",
        "chat_markup": "Holds a sentence with the marks of a chat; it was not used for the answer.",
        "hidden": "Holds text that a reader of the page does not see; it was not used for the answer.",
    },
    unknown_newspaper="newspaper unknown",
    unknown_date="date unknown",
    unknown_page="page unknown",
    inferred="inferred",
    untitled="(no headline)",
    page="page {number}",
    pages="pages {number}",
    back="Close",
    article="Article",
    page_as_printed="The page as it came",
    reprints="Also printed in",
    more_reprints="and {count} more",
    page_lost="This page has been changed or removed since the question was asked.",
    cut="… {count} characters left out here …",
    where="Where",
    remedy="What to do",
    error_titles={
        "FixInput": "This cannot be used as it is",
        "FixSettings": "A setting is wrong",
        "FixPermissions": "No permission",
        "BuildFirst": "There is no library yet",
        "RebuildLibrary": "The library must be built again",
        "RepairLibrary": "The library is damaged",
        "TryLater": "Not now, please try again",
        "FetchModel": "The model is not at hand",
        "RestartModel": "The language model failed",
        "ShortenInput": "Too long",
    },
    unexpected="Something went wrong inside the program: {kind}",
    unexpected_remedy="try again, or load the page anew; the log of the program says more",
    busy="An answer is still being written in this window",
    busy_remedy="wait for it or press Stop",
    gone="this source is no longer there",
    gone_remedy="ask the question again",
    building="Building",
    stages={
        "wait": "waiting for another program to end its build",
        "fetch": "fetching a page",
        "copy": "keeping the files",
        "read": "reading pages",
        "segment": "finding articles",
        "embed": "encoding passages",
        "index": "writing the index",
        "verify": "checking the index",
    },
    built="Built generation {generation} in {seconds} s: {articles} articles.",
    built_same="Nothing had changed (generation {generation}, {articles} articles).",
    changes="Pages: {added} taken in, {removed} taken out.",
    replaced="A file of the same name was replaced; the old one is kept in the library folder: {names}.",
    missing="No longer there: {names}.",
    problems="Not taken in",
    in_library="In the library",
    issue_count="Issues: {count}",
    page_count="pages: {count}",
    article_count="articles: {count}",
    not_listed="… and {count} more articles that are not listed.",
    language_label="Language",
    asking=texts_asking.ENGLISH,
    conversations=ENGLISH_CONVERSATIONS,
    shelf=texts_shelf.ENGLISH,
    intake=texts_intake.ENGLISH,
    keeping=texts_keeping.ENGLISH,
    status=texts_status.ENGLISH,
    sign_in=texts_sign_in.ENGLISH,
)

CHINESE = Texts(
    language="zh",
    html_language="zh-CN",
    ask_tab="提问",
    library_tab="资料库",
    tagline="向报纸提问。每个回答都指向它所依据的版面原文。",
    question_label="问题",
    question_hint="想从报纸里知道什么？",
    ask="提问",
    stop="停止",
    new_conversation="新对话",
    filters="缩小范围",
    newspaper="报纸",
    any_newspaper="全部报纸",
    date_from="起始日期（YYYY-MM-DD）",
    date_to="截止日期（YYYY-MM-DD）",
    bad_date="“{value}”不是日期",
    bad_date_remedy="请按 YYYY-MM-DD 填写，例如 2020-02-11，或者留空",
    bad_order="起始日期 {first} 晚于截止日期 {last}",
    bad_order_remedy="请对调两个日期，或者留空一个",
    welcome_title="您想知道什么？",
    welcome="回答附有出处：点击编号即可看到引文、文章和版面。",
    empty_title="资料库还是空的",
    empty="请打开“资料库”页，添加报纸版面（.txt、.md 或 .jsonl），建好索引后就可以在这里提问。",
    examples="例如",
    example_question="《{title}》这篇报道讲了什么？",
    you="您",
    searching="正在检索版面……",
    reading="正在阅读段落……",
    searched_for="检索用语：{question}",
    stopped="已停止。以上内容未经核对。",
    unverified="未能核实",
    unverified_help="没有找到支持这句话的原文。",
    unanswered="找到的报道里没有写明：{part}",
    unresolved="模型引用了不存在的段落：{numbers}。",
    extractive="以上是版面原句，未经语言模型改写。",
    refusals={
        "nothing_found": "没有找到有关报道",
        "not_answered": "报道中没有写明",
        "outside_dates": "这些日期的报道里没有答案",
    },
    repaired="已更正",
    repaired_help="模型写的是：“{written}”，已按所引原文更正。",
    repaired_count="已按原文更正 {count} 句",
    struck_count="已删去 {count} 句与版面不符的话",
    disagreement="各处报道说法不一",
    from_records="据资料库记录",
    from_records_help="由期、版、文章的目录查得，并非出自某篇报道的内容。",
    timings="检索 {search} 毫秒 · 共 {total} 秒",
    timings_first="检索 {search} 毫秒 · 首字 {first} 秒 · 共 {total} 秒",
    sources="出处",
    sources_hint="回答所依据的段落会显示在这里。",
    cited="引用",
    passages="找到的段落",
    nearest="最接近的段落",
    more_passages="找到的其他段落（{count}）",
    no_passages="没有找到段落。",
    withheld={
        "commands": "此段中有指令样的句子，未用于回答。",
        "forbids_answer": "此段中有不许模型作答的句子，未用于回答。",
        "chat_markup": "此段中有带模型对话标记的句子，未用于回答。",
        "hidden": "此段中有读者看不见的文字，未用于回答。",
    },
    unknown_newspaper="报名不详",
    unknown_date="日期不详",
    unknown_page="版次不详",
    inferred="推断",
    untitled="（无标题）",
    page="第{number}版",
    pages="第{number}版",
    back="关闭",
    article="文章",
    page_as_printed="版面原文",
    reprints="另载于",
    more_reprints="等，另有 {count} 处",
    page_lost="提问之后，这个版面已被修改或移除。",
    cut="……此处略去 {count} 字……",
    where="位置",
    remedy="处理办法",
    error_titles={
        "FixInput": "内容无法使用",
        "FixSettings": "设置有误",
        "FixPermissions": "没有权限",
        "BuildFirst": "还没有资料库",
        "RebuildLibrary": "资料库需要重建",
        "RepairLibrary": "资料库已损坏",
        "TryLater": "现在不行，请稍后再试",
        "FetchModel": "模型不在本机",
        "RestartModel": "语言模型出错",
        "ShortenInput": "太长了",
    },
    unexpected="程序内部出错：{kind}",
    unexpected_remedy="请再试一次，或者重新载入页面；详情见程序日志",
    busy="这个窗口里还有回答正在生成",
    busy_remedy="请等它完成，或者按“停止”",
    gone="这条出处已经不在了",
    gone_remedy="请重新提问",
    building="正在建索引",
    stages={
        "wait": "等待另一个程序建完索引",
        "fetch": "抓取网页",
        "copy": "保存文件",
        "read": "读取版面",
        "segment": "划分文章",
        "embed": "编码段落",
        "index": "写入索引",
        "verify": "检查索引",
    },
    built="第 {generation} 代索引已建成，用时 {seconds} 秒，共 {articles} 篇文章。",
    built_same="没有变化（第 {generation} 代，{articles} 篇文章）。",
    changes="版面：收入 {added}，移除 {removed}。",
    replaced="同名文件已被替换，旧文件保留在资料库文件夹中：{names}。",
    missing="已经找不到：{names}。",
    problems="未能收入",
    in_library="资料库内容",
    issue_count="期数：{count}",
    page_count="版数：{count}",
    article_count="文章：{count}",
    not_listed="……另有 {count} 篇文章未列出。",
    language_label="语言",
    asking=texts_asking.CHINESE,
    conversations=CHINESE_CONVERSATIONS,
    shelf=texts_shelf.CHINESE,
    intake=texts_intake.CHINESE,
    keeping=texts_keeping.CHINESE,
    status=texts_status.CHINESE,
    sign_in=texts_sign_in.CHINESE,
)


def texts_in(language: str) -> Texts:
    """The texts of a `Language`; English for anything else, since the value comes from a browser."""
    return said_in(language, ENGLISH, CHINESE)
