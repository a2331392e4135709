"""Wording of answers from the records, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.looks import JUMP_IN
from index.records import Article, DateRange, PageNumber
from qa.listing.question import ListingQuestion
from qa.records import CITATION_MARK

_WORDS = 20
"""Characters of the text that stand for a headline where there is none."""

TEXTS: dict[str, dict[str, str]] = {
    "zh": {
        "archive": "资料库",
        "has": "{scope}共有{count}篇{conditions}文章：",
        "signed": "署名“{name}”",
        "mentioning": "提到“{phrase}”",
        "join": "、",
        "of": "的",
        "newest": "（以最新一期{days}为准；问题里写明日期，可看其他各期）",
        "unnumbered": "（只有这一个版面，没有版号）",
        "more": "以上是前{shown}篇，另有{left}篇：写明日期、版面或作者可缩小范围，或用 askpress articles 列出全部。",
        "more_issues": "以上是最近的{shown}期，另有{left}期。",
        "lead": "{scope}的头条（版面上的第一篇）：",
        "signer": "{title}的署名是“{byline}”{mark}",
        "unsigned": "{title}没有署名，电头是“{dateline}”{mark}",
        "stands": "{title}登在{place}{mark}",
        "again": "（与{mark}同文）",
        "newspapers": "资料库收有{count}种报纸：",
        "unnamed": "名称不明",
        "newspaper": "{name}：{days}，{issues}期，{pages}个版面{mark}",
        "dates": "{scope}共有{issues}期报纸，{days}：",
        "issue": "{name}{days}：{pages}{mark}",
        "extreme_newest": "最新一期是{name}{days}，{pages}{mark}",
        "extreme_oldest": "最早一期是{name}{days}，{pages}{mark}",
        "pages": "{scope}共有{count}个版面：",
        "page": "{page}：{count}篇文章，第一篇{title}{mark}",
        "no_newspaper": "资料库里没有《{name}》。",
        "no_days": "资料库里没有{days}的报纸。",
        "no_page": "{scope}没有{page}。",
        "no_numbers": "{scope}没有标明版号的版面。",
        "no_articles": "{scope}没有{conditions}文章。",
        "as_printed": "按报上印的字查找，繁体简体不分。",
        "elsewhere": "其他日期的报纸上有{count}篇。",
        "similar": "相近的署名有：{names}。",
        "covered": "资料库收有{days}的报纸，共{issues}期。",
        "holds": "资料库收有：{names}。",
        "pages_held": "有的是：{pages}。",
        "undated": "资料库里的版面都没有日期。",
    },
    "en": {
        "archive": "in the archive",
        "has": "{count} {articles} {scope}{conditions}:",
        "signed": "signed “{name}”",
        "mentioning": "mentioning “{phrase}”",
        "join": " and ",
        "of": "",
        "newest": " (of the newest issue, {days}; name a date for another)",
        "unnumbered": " (the only page, it has no number)",
        "more": "These are the first {shown}; there are {left} more: name a date, a page or an author to narrow them,"
        " or list all with askpress articles.",
        "more_issues": "These are the newest {shown} issues; there are {left} more.",
        "lead": "Lead story (the first on the page) {scope}:",
        "signer": "{title} is signed “{byline}”{mark}",
        "unsigned": "{title} is not signed; its dateline is “{dateline}”{mark}",
        "stands": "{title} stands in {place}{mark}",
        "again": " (the same as {mark})",
        "newspapers": "Newspapers in the archive: {count}",
        "unnamed": "name unknown",
        "newspaper": "{name}: {days}, issues: {issues}, pages: {pages}{mark}",
        "dates": "Issues {scope}: {issues}, {days}:",
        "issue": "{name}{days}: {pages}{mark}",
        "extreme_newest": "The newest issue is {name}{days}: {pages}{mark}",
        "extreme_oldest": "The oldest issue is {name}{days}: {pages}{mark}",
        "pages": "Pages of {scope}: {count}",
        "page": "{page}: articles: {count}, the first is {title}{mark}",
        "no_newspaper": "The archive has no newspaper called {name}.",
        "no_days": "The archive has no paper of {days}.",
        "no_page": "There is no {page} {scope}.",
        "no_numbers": "No page {scope} has a number.",
        "no_articles": "There is no article {scope}{conditions}.",
        "as_printed": "Words are looked for as they are printed, in the language of the pages.",
        "elsewhere": "Papers of other days have {count}.",
        "similar": "Similar names in bylines: {names}.",
        "covered": "The archive has papers of {days}, issues: {issues}.",
        "holds": "The archive has: {names}.",
        "pages_held": "There are: {pages}.",
        "undated": "The pages in the archive have no dates.",
    },
}


def plain(text: str) -> str:
    """A text of pages or questions that can be taken for no citation's mark."""
    return CITATION_MARK.sub(r"［\1］", " ".join(text.split()))


def say_days(days: DateRange | None, language: str) -> str:
    """One day, or the first and the last."""
    if days is None:
        return "日期不明" if language == "zh" else "unknown date"
    ends = [days.first] if days.first == days.last else [days.first, days.last]
    return ("至" if language == "zh" else " to ").join(_say_day(day, language) for day in ends)


def _say_day(day: date, language: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


def say_pages(numbers: Sequence[PageNumber], language: str) -> str:
    """Page numbers in a row: `第1、3版`, `pages 1, 3`."""
    if not numbers:
        return "版号不明" if language == "zh" else "page number unknown"
    if language == "zh":
        return f"第{'、'.join(plain(str(number)) for number in numbers)}版"
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(plain(str(number)) for number in numbers)}"


def say_newspaper(name: str | None, language: str) -> str:
    """A newspaper's name, with a blank behind it where words stand apart."""
    if not name:
        return ""
    return f"《{plain(name)}》" if language == "zh" else f"{plain(name)}, "


def say_title(article: Article, language: str) -> str:
    """An article's headline in the marks of titles; where no page gives it one, the first words of its text too."""
    title = plain(article.title)
    if not title or JUMP_IN.fullmatch(title):
        words = plain(article.text[: 4 * _WORDS])
        title = f"{title} {words[:_WORDS]}{'…' if len(words) > _WORDS else ''}".strip()
    return f"《{title}》" if language == "zh" else f"“{title}”"


def say_item(article: Article, language: str, *, newspaper: bool) -> str:
    """An article in a list: headline, and in brackets what is known of signer, newspaper (if asked for), day, pages."""
    facts = [plain(article.byline), say_newspaper(article.newspaper, language).rstrip(", ") if newspaper else ""]
    facts.append(say_days(DateRange(article.date, article.date), language) if article.date else "")
    facts.append(say_pages(article.pages, language) if article.pages else "")
    said = ("，" if language == "zh" else ", ").join(filter(None, facts))
    title = say_title(article, language)
    if not said:
        return title
    return f"{title}（{said}）" if language == "zh" else f"{title} ({said})"


def say_place(article: Article, language: str) -> str:
    """Newspaper, day and pages of an article."""
    days = DateRange(article.date, article.date) if article.date else None
    name = say_newspaper(article.newspaper, language)
    apart = "" if language == "zh" else ", "
    return f"{name}{say_days(days, language)}{apart}{say_pages(article.pages, language)}"


def say_conditions(asked: ListingQuestion, phrases: Sequence[str], language: str) -> str:
    """What is asked of the articles besides where they stand, to be put into `has` and `no_articles`."""
    words = TEXTS[language]
    said = [words["signed"].format(name=plain(asked.signer))] if asked.signer else []
    said += [words["mentioning"].format(phrase=plain(phrase)) for phrase in phrases]
    if not said:
        return ""
    joined = words["join"].join(said)
    return f"{joined}{words['of']}" if language == "zh" else f" {joined}"
