"""Overview: a library's articles arranged as issues and pages, and headlines to ask about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from index.page_report import PageReport
from index.records import Article, PageNumber
from ui.records import ArticleLine, IssueLine, Overview, PageLine, Sheet
from ui.titles import begins_with_jump_mark, shown_title

_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass
class _Found:
    """What there is of one page of an issue, while it is put together."""

    articles: list[ArticleLine] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)


_Issue = tuple[str | None, date | None]


def arrange(articles: Iterable[Article], generation: int, reports: Iterable[PageReport] = ()) -> Overview:
    """The overview of `articles`: issues newest first (undated last), pages by number, articles in the order given.

    A page of `reports` on which no article begins has a line of its own.
    """
    issues: dict[_Issue, dict[PageNumber | None, _Found]] = {}
    inferred: set[_Issue] = set()
    count = 0
    for article in articles:
        issue = (article.newspaper, article.date)
        number = article.pages[0] if article.pages else None
        line = ArticleLine(article.id, shown_title(article), article.byline, len(article.text))
        issues.setdefault(issue, {}).setdefault(number, _Found()).articles.append(line)
        if article.date_inferred:
            inferred.add(issue)
        count += 1
    for report in reports:
        issue = (report.newspaper, date.fromisoformat(report.date) if report.date else None)
        sheet = Sheet(report.path.replace("\\", "/").rsplit("/", 1)[-1], report)
        issues.setdefault(issue, {}).setdefault(report.number, _Found()).sheets.append(sheet)
        if any(oddity.code == "date_inferred" for oddity in report.oddities):
            inferred.add(issue)
    lines = [
        IssueLine(*issue, issue in inferred, tuple(_page_line(number, pages[number]) for number in _ordered(pages)))
        for issue, pages in issues.items()
    ]
    lines.sort(key=lambda issue: issue.newspaper or "")
    lines.sort(key=lambda issue: issue.date or date.min, reverse=True)
    return Overview(generation, tuple(lines), count)


def _page_line(number: PageNumber | None, found: _Found) -> PageLine:
    return PageLine(number, tuple(found.articles), tuple(found.sheets))


def _ordered(pages: Iterable[PageNumber | None]) -> list[PageNumber | None]:
    return sorted(pages, key=_page_order)


def _page_order(number: PageNumber | None) -> tuple[int, str, int, str]:
    """1, 2, 10, A1, A2, A10, unknown."""
    if number is None:
        return 2, "", 0, ""
    if isinstance(number, int):
        return 0, "", number, ""
    match = re.match(r"(\D*)(\d*)(.*)", number, re.DOTALL)
    assert match is not None, "the pattern matches every string"
    return 1, match[1], int(match[2] or 0), match[3]


def example_headlines(overview: Overview, count: int, *, chinese: bool) -> tuple[str, ...]:
    """Up to `count` different headlines to ask about, of articles long enough to tell something, spread over issues.

    Those in the reader's language (`chinese`, else those in Latin script) are taken where there are enough of them.
    """
    fit: list[str] = []
    for issue in overview.issues[:8]:
        for page in issue.pages:
            for line in page.articles:
                headline = short_headline(line.title)
                # The rest of an article that began elsewhere has no headline to ask about.
                whole = line.length >= 80 and not begins_with_jump_mark(line.title)
                if whole and headline and headline not in fit:
                    fit.append(headline)
    own = [headline for headline in fit if bool(_CJK.search(headline)) == chinese]
    if len(own) < count:
        return tuple([*own, *(headline for headline in fit if headline not in own)][:count])
    fit = own
    return tuple(fit[at * len(fit) // count] for at in range(count))


def short_headline(title: str) -> str:
    """A headline as it fits on a button, of a long Chinese one its longest phrase; "" where none fits."""
    title = " ".join(title.split())
    if _CJK.search(title):
        if len(title) > 32:
            title = max(title.split(" "), key=len)
        return title if 5 <= len(title) <= 32 else ""
    return title if 8 <= len(title) <= 72 else ""
