"""Recover: page files to their articles and reports, as a build would make them, without a library."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import AskpressError, FixInput
from index.identify import IssueGiven
from index.load import find_files, load_file
from index.page_report import PageReport, report_issue
from index.records import Article, Page
from index.segment import reading_order, segment
from index.serialise import issue_of


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was recovered from pages: `reports` are of `pages`, one each, in reading order issue by issue."""

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
        begun = clock()
        recovered = segment(issue)
        seconds = clock() - begun
        pages += issue
        articles += recovered
        reports += report_issue(issue, recovered, seconds)
    return Recovery(tuple(pages), tuple(articles), tuple(reports), tuple(problems))
