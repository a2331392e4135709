"""Listed holdings: which newspapers, issues and pages the archive holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from index.catalogue import PageSummary
from index.records import Article
from index.selection import Selection
from qa.listing.citations import Marks
from qa.listing.scope import Issue, NothingFitsError, Scope, span
from qa.listing.texts import say_days, say_newspaper, say_pages, say_title

SHOWN = 30
"""Issues that a list shows; the count is of all."""


class Holdings:
    """Answers one question of what is held; an issue's citation leads to its first article."""

    def __init__(self, scope: Scope, marks: Marks) -> None:
        self.scope, self.marks, self.words, self.language = scope, marks, scope.words, scope.language
        if not scope.issues:
            raise NothingFitsError("nothing_found", scope.covered())

    def newspapers(self) -> str:
        """The newspapers with their days, issues and pages."""
        lines = []
        for name, group in groupby(self.scope.issues, key=lambda issue: issue.newspaper):
            issues = list(group)
            called = say_newspaper(name, self.language).rstrip(", ") or self.words["unnamed"]
            lines.append(
                self.words["newspaper"].format(
                    name=called,
                    days=self._span(issues),
                    issues=len(issues),
                    pages=sum(len(issue.pages) for issue in issues),
                    mark=self._mark(issues[-1]),
                )
            )
        return "\n".join([self.words["newspapers"].format(count=len(lines)), *_numbered(lines)])

    def dates(self) -> str:
        """The issues with their pages, the newest first."""
        issues = sorted(self.scope.issues, key=_day, reverse=True)
        head = self.words["dates"].format(scope=self.scope.said(), issues=len(issues), days=self._span(issues))
        lines = [head, *_numbered([self._issue("issue", issue) for issue in issues[:SHOWN]])]
        if len(issues) > SHOWN:
            lines.append(self.words["more_issues"].format(shown=SHOWN, left=len(issues) - SHOWN))
        return "\n".join(lines)

    def extreme(self, *, newest: bool) -> str:
        """The newest or the oldest issue, of all newspapers that came out on that day."""
        issues = sorted((issue for issue in self.scope.issues if issue.days), key=_day)
        if not issues:
            raise NothingFitsError("nothing_found", self.words["undated"])
        end = _day(issues[-1 if newest else 0])
        name = "extreme_newest" if newest else "extreme_oldest"
        return "\n".join(self._issue(name, issue) for issue in issues if _day(issue) == end)

    def pages(self) -> str:
        """The pages of an issue with what stands on them; of several issues only their numbers."""
        if len(self.scope.issues) != 1:
            return self.dates()
        issue = self.scope.issues[0]
        articles = self._articles(issue)
        lines = [self._page(page, articles) for page in issue.pages]
        named = f"{say_newspaper(issue.newspaper, self.language)}{say_days(issue.days, self.language)}"
        return "\n".join([self.words["pages"].format(scope=named, count=len(lines)), *lines])

    def _page(self, page: PageSummary, articles: list[Article]) -> str:
        there = [one for one in articles if any(span.page_id == page.id for span in one.spans)]
        first = next((one for one in there if one.spans[0].page_id == page.id), None)
        return self.words["page"].format(
            page=say_pages(() if page.number is None else (page.number,), self.language),
            count=len(there),
            title=say_title(first, self.language) if first else "—",
            mark=self.marks.mark(first) if first else "",
        )

    def _issue(self, name: str, issue: Issue) -> str:
        numbers = tuple(dict.fromkeys(page.number for page in issue.pages if page.number is not None))
        return self.words[name].format(
            name=say_newspaper(issue.newspaper, self.language),
            days=say_days(issue.days, self.language),
            pages=say_pages(numbers, self.language),
            mark=self._mark(issue),
        )

    def _articles(self, issue: Issue) -> list[Article]:
        first, last = (issue.days.first, issue.days.last) if issue.days else (None, None)
        filters = replace(self.scope.filters, newspaper=issue.newspaper, date_from=first, date_to=last)
        wanted = {page.id for page in issue.pages}
        found = self.scope.library.select(Selection(filters))
        return [one for one in found if any(span.page_id in wanted for span in one.spans)]

    def _mark(self, issue: Issue) -> str:
        return next(filter(None, map(self.marks.mark, self._articles(issue))), "")

    def _span(self, issues: list[Issue]) -> str:
        dated = [issue.days for issue in issues if issue.days]
        return say_days(span(dated) if dated else None, self.language)


def _day(issue: Issue) -> int:
    return issue.days.first.toordinal() if issue.days else 0


def _numbered(lines: list[str]) -> list[str]:
    return [f"{at}. {line}" for at, line in enumerate(lines, 1)]
