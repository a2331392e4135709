"""Listed articles: the answers that are articles: those that fit, the lead of a page, the one with a headline."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby

from index.issue import page_key
from index.records import Article, Filters
from index.selection import Selection
from index.signers import name_key, signers
from qa.listing.citations import Marks
from qa.listing.question import ListingQuestion
from qa.listing.scope import NothingFitsError, Scope, days_of
from qa.listing.texts import plain, say_conditions, say_days, say_item, say_pages, say_place, say_title

SHOWN = 30
"""Articles that a list shows; the count is of all."""

_COUNTED = 10
"""The same where only the number is asked for."""

_REPRINTS = 12
"""Up to so many articles of a list it is said which are reprints of one another: 25 ms each."""

_SIMILAR = 0.5
_AND = re.compile(r"\s*(?:以及|和|与|及|、|\band\b)\s*", re.IGNORECASE)

Translate = Callable[[str], str | None]
"""Gives a word of the question in the language of the pages, None where it cannot."""


class ArticleLists:
    """Answers one question whose answer is articles."""

    def __init__(self, asked: ListingQuestion, scope: Scope, marks: Marks, translate: Translate | None) -> None:
        self.asked, self.scope, self.marks, self.translate = asked, scope, marks, translate
        self.words, self.language = scope.words, scope.language
        self.phrases = (asked.phrase,) if asked.phrase else ()

    def fitting(self) -> str:
        """The list of all articles that fit. Raises NothingFitsError where there is none."""
        found, named, note = self._found()
        conditions = say_conditions(self.asked, self.phrases, self.language)
        articles = "article" if len(found) == 1 else "articles"
        head = self.words["has"].format(scope=named, count=len(found), conditions=conditions, articles=articles)
        shown = found[: _COUNTED if self.asked.counted else SHOWN]
        lines = [f"{head[:-1]}{note}{head[-1]}", *self._items(shown)]
        if len(found) > len(shown):
            lines.append(self.words["more"].format(shown=len(shown), left=len(found) - len(shown)))
        return "\n".join(lines)

    def lead(self) -> str:
        """The first article of a page of each issue: one that begins there, and does not go on from another page."""
        found, named, note = self._found()
        wanted = {page_key(number) for number in self._pages()}
        leads = []
        for _, group in groupby(found, key=lambda one: (one.newspaper, one.date)):
            articles = list(group)
            begins = [one for one in articles if not one.pages or page_key(one.pages[0]) in wanted]
            leads.append((begins or articles)[0])
        head = self.words["lead"].format(scope=named)
        return "\n".join([f"{head[:-1]}{note}{head[-1]}", *self._items(leads[:SHOWN])])

    def titled(self) -> str | None:
        """Who signed the article with a headline, or where it stands; None where no headline is that one.

        An article that nobody signed and that has no dateline says nothing of its author: it is left out.
        """
        lines = []
        for article in self._select(self.scope.filters)[:SHOWN]:
            title, words = say_title(article, self.language), self.words
            if self.asked.kind != "signer":
                line = words["stands"].format(title=title, place=say_place(article, self.language), mark="{mark}")
            elif article.byline:
                line = words["signer"].format(title=title, byline=plain(article.byline), mark="{mark}")
            elif article.dateline:
                line = words["unsigned"].format(title=title, dateline=plain(article.dateline), mark="{mark}")
            else:
                continue
            mark = self.marks.mark(article, byline=self.asked.kind == "signer")
            lines.append(line.replace("{mark}", mark))
        return "\n".join(lines) or None

    def _found(self) -> tuple[list[Article], str, str]:
        """The articles that fit, where they stand in words, and what is to be said of how they were chosen."""
        asked, named, note = self.asked, "", ""
        found = self._select(self.scope.filters)
        only_page = bool(asked.page) and not (asked.signer or self.phrases)
        if asked.page:
            named = say_pages((asked.page.upper(),), self.language)
        if only_page and not found:
            found, named, note = self._unnumbered(named), "", self.words["unnumbered"]
        elif found and ((only_page and asked.days is None) or asked.kind == "lead"):
            found, note = self._newest_only(found)
        papers = {one.newspaper for one in found}
        paper = papers.pop() if named and len(papers) == 1 else None
        where = self.scope.said(named, days_of(found) if note and named else None, paper)
        if not found:
            raise self._none(where)
        return found, where, note

    def _pages(self) -> tuple[str, ...]:
        page = self.asked.page
        return (page, f"A{page}") if self.asked.front else (page,) if page else ()

    def _select(self, filters: Filters) -> list[Article]:
        """The articles that fit; where no page holds the words as a whole, those that hold each of them."""
        asked, select = self.asked, self.scope.library.select
        selection = Selection(filters, self._pages(), asked.signer, asked.title, self.phrases)
        found = select(selection)
        if found or len(self.phrases) != 1:
            return found
        parts = tuple(filter(None, _AND.split(asked.phrase)))
        translated = self.translate(asked.phrase) if self.translate else None
        for phrases in (parts if len(parts) > 1 else (), (translated,) if translated else ()):
            found = select(replace(selection, phrases=phrases)) if phrases else []
            if found:
                self.phrases = phrases
                return found
        return []

    def _newest_only(self, found: list[Article]) -> tuple[list[Article], str]:
        """Of each newspaper the newest issue's articles, and what to say where others are left out."""
        if self.asked.days is not None:
            return found, ""
        newest: dict[str | None, int] = {}
        for one in found:
            newest[one.newspaper] = max(newest.get(one.newspaper, 0), _day(one))
        kept = [one for one in found if _day(one) == newest[one.newspaper]]
        if len(kept) == len(found):
            return found, ""
        return kept, self.words["newest"].format(days=say_days(days_of(kept), self.language))

    def _unnumbered(self, named: str) -> list[Article]:
        """The articles of the only page there is, where that has no number: whoever asks for it means that one."""
        pages = [page for issue in self.scope.issues for page in issue.pages]
        numbers = tuple(dict.fromkeys(page.number for page in pages if page.number is not None))
        if not numbers:
            articles = self.scope.library.select(Selection(self.scope.filters)) if len(pages) == 1 else []
            if articles:
                return articles
            raise NothingFitsError("nothing_found", self.words["no_numbers"].format(scope=self.scope.said()))
        missing = self.words["no_page"].format(scope=self.scope.said(), page=named)
        held = say_pages(sorted(numbers, key=lambda number: (len(page_key(number)), page_key(number))), self.language)
        raise NothingFitsError("nothing_found", missing, self.words["pages_held"].format(pages=held))

    def _none(self, where: str) -> NothingFitsError:
        conditions = say_conditions(self.asked, self.phrases, self.language)
        sentences = [self.words["no_articles"].format(scope=where, conditions=conditions)]
        anywhere = replace(self.scope.filters, date_from=None, date_to=None)
        others = self._select(anywhere) if anywhere != self.scope.filters else []
        if others:
            return NothingFitsError("outside_dates", *sentences, self.words["elsewhere"].format(count=len(others)))
        names = self._similar(self.asked.signer) if self.asked.signer else []
        if names:
            sentences.append(self.words["similar"].format(names=self.words["join"].join(map(plain, names))))
        if self.phrases:
            sentences.append(self.words["as_printed"])
        return NothingFitsError("nothing_found", *sentences)

    def _similar(self, name: str) -> list[str]:
        """Up to five names in bylines that are like one, the likest first."""
        wanted = name_key(name)
        names = {one for article in self.scope.library.select(Selection()) for one in signers(article.byline)}
        likeness = {one: SequenceMatcher(None, wanted, name_key(one)).ratio() for one in names}
        return sorted((one for one in names if likeness[one] >= _SIMILAR), key=lambda one: (-likeness[one], one))[:5]

    def _items(self, shown: Sequence[Article]) -> list[str]:
        lines: list[str] = []
        marks: dict[str, str] = {}
        several = len({article.newspaper for article in shown}) > 1
        for at, article in enumerate(shown, 1):
            mark = self.marks.mark(article, self.phrases, byline=bool(self.asked.signer))
            line = f"{at}. {say_item(article, self.language, newspaper=several)}{mark}"
            if self.phrases and len(shown) <= _REPRINTS:
                same = next((marks[one.id] for one in self.scope.library.reprints(article) if marks.get(one.id)), "")
                line += self.words["again"].format(mark=same) if same else ""
            marks.setdefault(article.id, mark)
            lines.append(line)
        return lines


def _day(article: Article) -> int:
    return article.date.toordinal() if article.date else 0
