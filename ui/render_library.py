"""HTML of the library: its issues, pages and articles, and the progress and outcome of a build. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.error_words import error_rows, error_words
from ui.language import say_date, say_newspaper, say_pages
from ui.page_words import page_words_in
from ui.records import BuildDone, FileProblem, IssueLine, Overview
from ui.render_calendar import calendar_html, choice_text
from ui.render_pages import sheet_html
from ui.shelf import Choice, issues_of
from ui.texts import Texts

OPEN_ISSUES = 2
"""How many issues of the list stand unfolded at first."""

MOST_ARTICLES = 400
"""Articles that the list shows; it says how many more there are, and the calendar leads to them."""


def overview_html(overview: Overview, texts: Texts, choice: Choice | None = None) -> str:
    """The calendar, and the list of the chosen issues, their pages and articles; what to do where there is none."""
    choice = choice or Choice()
    chosen = issues_of(overview, choice)
    if overview.issues:
        body = _chosen_html(choice, texts) + issues_html(chosen, texts)
    else:
        body = f'<div class="ap-greeting ap-empty"><h2>{escape(texts.empty_title)}</h2></div>'
    counts = " · ".join(
        (
            texts.issue_count.format(count=len(overview.issues)),
            texts.article_count.format(count=overview.articles),
        )
    )
    return (
        f'<div class="ap-overview" lang="{texts.html_language}"><h3>{escape(texts.in_library)}'
        f' <span class="ap-file">{escape(counts)}</span></h3>{calendar_html(overview, choice, texts)}'
        f'<div class="ap-issues">{body}</div></div>'
    )


def _chosen_html(choice: Choice, texts: Texts) -> str:
    said = choice_text(choice, texts)
    return f'<p class="ap-hint" role="status">{escape(texts.shelf.chosen.format(what=said))}</p>' if said else ""


def issues_html(issues: Sequence[IssueLine], texts: Texts) -> str:
    """A list of issues, the first of them unfolded, until enough articles stand there; how many more there are."""
    if not issues:
        return f'<p class="ap-hint">{escape(texts.shelf.nothing_here)}</p>'
    body, shown = "", 0
    count = sum(issue.articles for issue in issues)
    for at, issue in enumerate(issues):
        if shown >= MOST_ARTICLES:
            more = f"{texts.not_listed.format(count=count - shown)} {texts.shelf.choose_a_day}"
            return f'{body}<p class="ap-hint">{escape(more)}</p>'
        body += issue_html(issue, texts, unfold=at < OPEN_ISSUES, most=MOST_ARTICLES - shown)
        shown += min(issue.articles, MOST_ARTICLES - shown)
    return body


def issue_html(issue: IssueLine, texts: Texts, *, unfold: bool, most: int = MOST_ARTICLES) -> str:
    """One issue: newspaper and date, and under it its pages with their articles, `most` of them at most."""
    name = f"{say_newspaper(issue.newspaper, texts)} · {say_date(issue.date, issue.date_inferred, texts)}"
    counts = f"{texts.page_count.format(count=len(issue.pages))} · {texts.article_count.format(count=issue.articles)}"
    pages = []
    for page in issue.pages:
        number = say_pages((page.number,) if page.number is not None else (), texts)
        lines = "".join(
            f'<li><a class="ap-open" href="#article" data-article="{escape(line.id)}">'
            f'{escape(line.title or texts.untitled)}</a> <span class="ap-byline">{escape(line.byline)}</span></li>'
            for line in page.articles[:most]
        )
        sheets = "".join(sheet_html(sheet, texts) for sheet in page.sheets[:most])
        most = max(0, most - len(page.articles))
        if lines or sheets:
            pages.append(f"<h4>{escape(number)}</h4>{sheets}{f'<ul>{lines}</ul>' if lines else ''}")
    return (
        f'<details class="ap-issue"{" open" if unfold else ""}><summary>{escape(name)}'
        f' <span class="ap-file">{escape(counts)}</span></summary>{"".join(pages)}</details>'
    )


def build_done_html(done: BuildDone, texts: Texts) -> str:
    """What a build has done, and each file that it could not take in with its remedy."""
    template = texts.built if done.changed else texts.built_same
    said = [template.format(generation=done.generation, seconds=f"{done.seconds:.1f}", articles=done.articles)]
    if done.changed:
        said.append(texts.changes.format(added=done.pages_added, removed=done.pages_removed))
    if done.odd:
        said.append(page_words_in(texts.language).odd_pages.format(count=done.odd))
    if done.replaced:
        said.append(texts.replaced.format(names=", ".join(done.replaced)))
    if done.missing:
        said.append(texts.missing.format(names=", ".join(done.missing)))
    lines = "".join(f"<p>{escape(line)}</p>" for line in said)
    return (
        f'<div class="ap-built" data-generation="{done.generation}">{lines}</div>{problems_html(done.problems, texts)}'
    )


def problems_html(problems: Sequence[FileProblem], texts: Texts) -> str:
    """The files and lines that were not taken in: name, what is wrong, how to mend it."""
    if not problems:
        return ""
    items = []
    for problem in problems:
        error = problem.error
        rows = error_rows(error, texts)
        details = "".join(f'<p class="ap-remedy">{escape(name)}: {escape(value)}</p>' for name, value in rows)
        items.append(
            f'<li data-error="{escape(type(error).__name__)}"><strong>{escape(problem.name)}</strong>'
            f"<p>{escape(error_words(error, texts).what)}</p>{details}</li>"
        )
    return f'<div class="ap-problems"><h4>{escape(texts.problems)}</h4><ul>{"".join(items)}</ul></div>'
