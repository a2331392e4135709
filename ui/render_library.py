"""HTML of the library: its issues, pages and articles, and the progress and outcome of a build. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.language import say_date, say_newspaper, say_pages
from ui.page_words import page_words_in
from ui.records import BuildDone, Building, FileProblem, IssueLine, Overview
from ui.render import error_html
from ui.render_pages import sheet_html
from ui.texts import Texts

OPEN_ISSUES = 2
"""How many issues of the list stand unfolded at first."""

MOST_ARTICLES = 2000
"""Articles that the list shows; it says how many more there are."""


def overview_html(overview: Overview, texts: Texts) -> str:
    """The list of issues, pages and articles, each article a link; what to do where there is none."""
    if not overview.issues:
        body = f'<div class="ap-greeting ap-empty"><h2>{escape(texts.empty_title)}</h2></div>'
    else:
        body, shown = "", 0
        for at, issue in enumerate(overview.issues):
            if shown >= MOST_ARTICLES:
                body += f'<p class="ap-hint">{escape(texts.not_listed.format(count=overview.articles - shown))}</p>'
                break
            body += issue_html(issue, texts, unfold=at < OPEN_ISSUES, most=MOST_ARTICLES - shown)
            shown += min(issue.articles, MOST_ARTICLES - shown)
    counts = " · ".join(
        (
            texts.issue_count.format(count=len(overview.issues)),
            texts.article_count.format(count=overview.articles),
        )
    )
    return (
        f'<div class="ap-overview" lang="{texts.html_language}"><h3>{escape(texts.in_library)}'
        f' <span class="ap-file">{escape(counts)}</span></h3>{body}</div>'
    )


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


def building_html(building: Building | None, texts: Texts) -> str:
    """Progress of a running build, or how the last one ended; "" where there was none."""
    if building is None:
        return ""
    if building.error is not None:
        body = error_html(building.error, texts)
    elif building.done is not None:
        body = build_done_html(building.done, texts)
    else:
        stage = texts.stages[building.stage]
        count = f" {building.at}/{building.total}" if building.total else ""
        bar = f' value="{building.at}" max="{building.total}"' if building.total else ""
        body = (
            f'<div class="ap-progress" data-stage="{building.stage}"><strong>{escape(texts.building)}</strong>'
            f"<span>{escape(stage)}{count}</span><progress{bar}></progress>"
            f'<span class="ap-file">{escape(building.detail)}</span></div>'
        )
    return f'<div class="ap-building" lang="{texts.html_language}" role="status">{body}</div>'


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
        rows = [(texts.where, error.where), (texts.remedy, error.remedy)]
        details = "".join(f'<p class="ap-remedy">{escape(name)}: {escape(value)}</p>' for name, value in rows if value)
        items.append(
            f'<li data-error="{escape(type(error).__name__)}"><strong>{escape(problem.name)}</strong>'
            f"<p>{escape(error.what)}</p>{details}</li>"
        )
    return f'<div class="ap-problems"><h4>{escape(texts.problems)}</h4><ul>{"".join(items)}</ul></div>'
