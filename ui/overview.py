"""Overview: a library's articles arranged as issues and pages, and headlines to ask about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from index.records import Article, PageNumber
from ui.records import ArticleLine, IssueLine, Overview, PageLine

_CJK = re.compile(r"[\u3400-\u9fff]")


def arrange(articles: Iterable[Article], generation: int) -> Overview:
    """The overview of `articles`: issues newest first (undated last), pages by number, articles in the order given."""
    issues: dict[tuple[str | None, date | None, bool], dict[PageNumber | None, list[ArticleLine]]] = {}
    count = 0
    for article in articles:
        pages = issues.setdefault((article.newspaper, article.date, article.date_inferred), {})
        number = article.pages[0] if article.pages else None
        line = ArticleLine(article.id, article.title, article.byline, len(article.text))
        pages.setdefault(number, []).append(line)
        count += 1
    lines = [
        IssueLine(
            newspaper,
            day,
            inferred,
            tuple(PageLine(number, tuple(pages[number])) for number in sorted(pages, key=_page_order)),
        )
        for (newspaper, day, inferred), pages in issues.items()
    ]
    lines.sort(key=lambda issue: issue.newspaper or "")
    lines.sort(key=lambda issue: issue.date or date.min, reverse=True)
    return Overview(generation, tuple(lines), count)


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
                if line.length >= 80 and headline and headline not in fit:
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
