"""Recover: the pages of an issue to their articles, corrected and dated, and a report on each page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.correct import correct
from index.dates import find_dates
from index.errors import AskpressError, FixInput
from index.issue import IssueGiven
from index.load import find_files, load_file
from index.page_report import PageReport, report_issue
from index.records import Article, Page
from index.sections import with_sections
from index.segment import SEGMENTER_VERSION, reading_order, segment
from index.serialise import issue_of

RECOVERY_VERSION = f"{SEGMENTER_VERSION}.3"
"""Changes whenever the same pages would give other articles than before."""


@dataclass(frozen=True, slots=True)
class RecoveredIssue:
    """What was recovered from the pages of one issue: its articles, and the reports on its pages in the order given.

    Pages that are articles by themselves (`Page.given`) have no report: nothing was recovered from them.
    """

    articles: tuple[Article, ...]
    reports: tuple[PageReport, ...]


def recover_issue(pages: Sequence[Page], clock: Callable[[], float] = time.perf_counter) -> RecoveredIssue:
    """The articles of the pages of one issue, by the rules and then by the keeper's corrections, with their dates.

    What holds of `segment` holds of the articles. `clock` tells seconds.
    """
    begun = clock()
    corrected, refused = correct(segment(pages), pages)
    dated = (replace(article, events=find_dates(article.text, article.date)) for article in corrected)
    articles = with_sections(tuple(dated), pages)
    seconds = clock() - begun
    reports = report_issue([page for page in pages if page.given is None], articles, seconds, refused)
    return RecoveredIssue(articles, tuple(reports))


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was recovered from pages, in reading order issue by issue.

    `reports` are of `pages`, one each, but for lines of JSON Lines: they are articles already and have none.
    """

    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    reports: tuple[PageReport, ...]
    problems: tuple[AskpressError, ...]


def recover(paths: Sequence[Path], given: IssueGiven, clock: Callable[[], float] = time.perf_counter) -> Recovery:
    """The articles on the pages of `paths` (files and folders), those of one issue joined over its pages.

    Which pages are one issue is told as in a build: by newspaper and date; pages of unknown date stand alone. `given`
    holds for all of them. `clock` tells seconds. What cannot be read is among `problems`, each with a name; where
    nothing else is left, the first of them is raised.
    """
    found = find_files(paths)
    problems = list(found.problems)
    issues: dict[str, list[Page]] = {}
    for file in found.files:
        for item in load_file(file, given):
            if isinstance(item, Page):
                issues.setdefault(issue_of(item), []).append(item)
            else:
                problems.append(item)
    if not issues:
        raise (
            problems[0]
            if problems
            else FixInput(
                "there is no page here",
                where=", ".join(map(str, paths)),
                remedy="name a page file, or a folder of them",
            )
        )
    pages: list[Page] = []
    articles: list[Article] = []
    reports: list[PageReport] = []
    for issue in issues.values():
        issue.sort(key=reading_order)
        recovered = recover_issue(issue, clock)
        pages += issue
        articles += recovered.articles
        reports += recovered.reports
    problems += [one.error for report in reports for one in report.refused]
    return Recovery(tuple(pages), tuple(articles), tuple(reports), tuple(problems))
