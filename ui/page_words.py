"""What is said of a page's recovery, in English and in Chinese: its report, its oddities, the roles of its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.oddities import Oddity
from index.page_report import PageReport
from index.records import OpenJump
from ui.texts import Language
from ui.traditional import said_in


@dataclass(frozen=True, slots=True)
class PageWords:
    """Every text on a page's recovery in one language; `{names}` are filled in with `str.format`, none holds HTML."""

    language: Language
    oddities: dict[str, str]
    roles: dict[str, str]
    damage: dict[str, str]
    articles: str
    headlines: str
    unheaded: str
    repeats: str
    jumps_joined: str
    jumps_open: str
    jump_to: str
    jump_from: str
    goes_on: str
    began: str
    cuts: str
    lines: str
    damaged: str
    seconds: str
    view: str
    legend: str
    nothing_odd: str
    separator: str
    cut_here: str
    picture_cut: str
    picture_key: str
    odd_pages: str
    refused: str
    refused_title: str
    how_to_correct: str
    button_corrects: str


ENGLISH = PageWords(
    language="en",
    oddities={
        "no_headline": "articles without a headline: {count} ({detail})",
        "only_headlines": "nothing but headline-like lines ({count})",
        "one_line": "the page is one line",
        "very_long_paragraph": "a paragraph of {count} characters: {detail}",
        "table": "rows of figures ({count}): {detail}",
        "many_articles": "very many articles ({count})",
        "mixed_languages": "text in two languages",
        "damaged_text": "text that looks damaged, places: {count} ({detail})",
        "jump_to_itself": "a jump to this very page: {detail}",
        "jump_open": "jumps whose other half is missing: {count} ({detail})",
        "two_pages_same_number": "another page of the issue has the same number: {detail}",
        "repeated_column": "passages that stand more than once, characters: {count} ({detail})",
        "no_date": "date unknown",
        "date_inferred": "date inferred: {detail}",
    },
    roles={
        "text": "text",
        "headline": "headline",
        "kicker": "kicker",
        "subtitle": "subtitle",
        "byline": "byline",
        "jump": "jump mark",
        "running_head": "running head",
        "dropped": "no article (correction)",
        "repeat": "repeat, folded",
        "hyphen": "line-end hyphen",
        "unclaimed": "no article",
    },
    damage={
        "replacement": "not decoded or not recognised",
        "mojibake": "decoded with the wrong encoding",
        "look_alike": "a look-alike inside a word or number",
        "spaced": "spaces between Chinese characters",
        "run": "signs that no sentence has in a row",
    },
    articles="articles: {count}",
    headlines="headlines: {count}",
    unheaded="without a headline: {count} ({characters} characters, from character {start})",
    repeats="repeats folded: {count} ({characters} characters)",
    jumps_joined="jumps joined: {count}",
    jumps_open="jumps open: {count} ({which})",
    jump_to="to page {number}",
    jump_from="from page {number}",
    goes_on="goes on on page {number}, and that part is not in the library",
    began="began on page {number}, and that part is not in the library",
    cuts="cut sentences joined: {count}",
    lines="line ends joined: {count}",
    damaged="looks damaged: {count} places ({kinds})",
    seconds="recovered in {milliseconds} ms",
    view="See the page by articles",
    legend="Articles on this page",
    nothing_odd="nothing odd",
    separator=", ",
    cut_here="a sentence was joined here",
    picture_key="Large: headline · dark: jump mark · underlined: byline, running head · struck out: repeat, folded · "
    "struck out in a frame: no article (correction) · grey: in no article · "
    "triangles: a sentence leaves its column and comes back",
    odd_pages="Pages with something odd about them, see the list: {count}.",
    refused="corrections that do not fit: {count}",
    refused_title="Correction not applied",
    how_to_correct="To correct this page, write the file {name} beside it and build again.",
    button_corrects="Keepers correct this page with “{button}”; its corrections are kept in the file {name}.",
    picture_cut="The picture ends after {shown} of {characters} characters.",
)

CHINESE = PageWords(
    language="zh",
    oddities={
        "no_headline": "有文章没有标题，共 {count} 篇（{detail}）",
        "only_headlines": "整版都像标题，没有正文（{count} 行）",
        "one_line": "整版只有一行",
        "very_long_paragraph": "有长达 {count} 字的段落：{detail}",
        "table": "有成行的数字（{count} 行）：{detail}",
        "many_articles": "文章特别多（{count} 篇）",
        "mixed_languages": "版面上有两种语言",
        "damaged_text": "文字疑似损坏，共 {count} 处（{detail}）",
        "jump_to_itself": "转接标记指向本版：{detail}",
        "jump_open": "转接缺另一半，共 {count} 处（{detail}）",
        "two_pages_same_number": "同期另有版次相同的版面：{detail}",
        "repeated_column": "有重复的段落，共 {count} 字（{detail}）",
        "no_date": "日期不详",
        "date_inferred": "日期为推断：{detail}",
    },
    roles={
        "text": "正文",
        "headline": "标题",
        "kicker": "引题",
        "subtitle": "副题",
        "byline": "署名",
        "jump": "转接标记",
        "running_head": "报眉",
        "dropped": "非文章（更正）",
        "repeat": "重复，已合并",
        "hyphen": "行末连字符",
        "unclaimed": "未归入文章",
    },
    damage={
        "replacement": "未能解码或识别",
        "mojibake": "编码错误（乱码）",
        "look_alike": "词或数字中混入形近字符",
        "spaced": "汉字之间有空格",
        "run": "不成句的符号串",
    },
    articles="文章 {count} 篇",
    headlines="标题 {count} 个",
    unheaded="无标题 {count} 篇（{characters} 字，始于第 {start} 字）",
    repeats="合并重复 {count} 段（{characters} 字）",
    jumps_joined="转接已接上 {count} 处",
    jumps_open="转接未接上 {count} 处（{which}）",
    jump_to="转第{number}版",
    jump_from="接第{number}版",
    goes_on="下文在第{number}版，资料库中没有这一部分",
    began="上文在第{number}版，资料库中没有这一部分",
    cuts="断句已接上 {count} 处",
    lines="断行已接上 {count} 处",
    damaged="疑似损坏 {count} 处（{kinds}）",
    seconds="用时 {milliseconds} 毫秒",
    view="按文章查看版面",
    legend="本版文章",
    nothing_odd="无异常",
    separator="、",
    cut_here="此处接上了断开的句子",
    picture_key="大字：标题 · 深底：转接标记 · 下划线：署名、报眉 · 删除线：重复，已合并 · "
    "删除线加框：非文章（更正） · 灰字：未归入文章 · 三角：断句由此离开、在此接回",
    odd_pages="有异常的版面 {count} 个，详见列表。",
    refused="有 {count} 条更正与版面不符",
    refused_title="更正未生效",
    how_to_correct="要更正这个版面，请在它旁边写一个文件 {name}，再建一次索引。",
    button_corrects="版面有误，管理员可按“{button}”更正；更正保存在文件 {name} 里。",
    picture_cut="图片只画到第 {shown} 字，全版共 {characters} 字。",
)


def page_words_in(language: str) -> PageWords:
    """The words of a `Language`; English for anything else."""
    return said_in(language, ENGLISH, CHINESE)


def say_oddity(oddity: Oddity, words: PageWords) -> str:
    """An oddity in words."""
    return words.oddities[oddity.code].format(count=f"{oddity.count:,}", detail=oddity.detail)


def say_jump(jump: OpenJump, words: PageWords) -> str:
    """Where an open jump leads to or comes from."""
    return (words.jump_to if jump.direction == "to" else words.jump_from).format(number=jump.number)


def say_missing_half(jump: OpenJump, words: PageWords) -> str:
    """That an article's other half is missing, and on which page it stands."""
    return (words.goes_on if jump.direction == "to" else words.began).format(number=jump.number)


def say_facts(report: PageReport, words: PageWords) -> list[str]:
    """What a report counts, in short phrases; what there is none of is left out, articles and headlines aside."""
    facts = [words.articles.format(count=len(report.articles)), words.headlines.format(count=report.headlines)]
    if report.unheaded:
        start = min(article.start for article in report.unheaded)
        characters = f"{report.unheaded_characters:,}"
        facts.append(words.unheaded.format(count=len(report.unheaded), characters=characters, start=start))
    if report.repeats:
        facts.append(words.repeats.format(count=report.repeats, characters=f"{report.repeated_characters:,}"))
    if report.jumps_joined:
        facts.append(words.jumps_joined.format(count=report.jumps_joined))
    if report.jumps_open:
        facts.append(words.jumps_open.format(count=len(report.jumps_open), which=_which(report.jumps_open, words)))
    if report.cuts_joined:
        facts.append(words.cuts.format(count=report.cuts_joined))
    if report.lines_joined:
        facts.append(words.lines.format(count=report.lines_joined))
    if report.damaged_places:
        kinds = words.separator.join(dict.fromkeys(words.damage[one.kind] for one in report.damage))
        facts.append(words.damaged.format(count=report.damaged_places, kinds=kinds))
    if report.refused:
        facts.append(words.refused.format(count=len(report.refused)))
    facts.append(words.seconds.format(milliseconds=f"{report.seconds * 1000:.0f}"))
    return facts


def _which(jumps: Sequence[OpenJump], words: PageWords) -> str:
    return words.separator.join(dict.fromkeys(say_jump(jump, words) for jump in jumps))
