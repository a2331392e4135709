"""Page text: what was recovered from a page as lines for a terminal, each article with what went where in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from index.joints import Joint, joints
from index.page_report import PageReport
from index.records import Article, Page
from index.recover import Recovery
from qa.cite import readable
from ui.page_words import ENGLISH, say_facts, say_jump, say_oddity
from ui.titles import shown_title

_COLOURS = ("red", "blue", "green", "yellow", "magenta", "cyan")
_OPEN, _CLOSE = "⟦", "⟧"
"""Around what is no text of the page."""


def recovery_text(recovery: Recovery) -> Iterator[Text]:
    """Every article of a recovery with its text, then the reports on its pages; each item a line or several."""
    pages = {page.id: page for page in recovery.pages}
    for number, article in enumerate(recovery.articles, 1):
        yield from article_text(number, article, pages)
        yield Text()
    for report in recovery.reports:
        yield from report_text(report)


def article_text(number: int, article: Article, pages: Mapping[str, Page]) -> Iterator[Text]:
    """An article: number and title, what is known of it, its text with its joints marked, and what was folded away."""
    colour = _COLOURS[(number - 1) % len(_COLOURS)]
    title = shown_title(article) or "(no headline)"
    yield Text.assemble((f"{number:>3}  ", f"bold {colour}"), (title, f"bold {colour}"))
    for name, value in _facts(article):
        yield Text.assemble((f"     {name:<10}", "dim"), value)
    for jump in article.open_jumps:
        place = f"{name_of(pages[jump.page_id])}:{jump.start}" if jump.page_id in pages else "?"
        said = f"{say_jump(jump, ENGLISH)}, other half missing ({place})"
        yield Text.assemble(("     open jump ", "dim"), (said, "bold red"))
    if article.text.strip():
        yield Text()
        yield _body(article, pages, colour)
    for mark in sorted(article.marks, key=lambda mark: (mark.page_id, mark.start)):
        if mark.role in ("repeat", "jump", "running_head", "dropped") and mark.page_id in pages:
            page = pages[mark.page_id]
            words = " ".join(page.text[mark.start : mark.end].split())
            shown = words if len(words) <= 40 else words[:39] + "…"
            where = f"{name_of(page)}:{mark.start}-{mark.end}"
            yield Text(f"     {_OPEN}{ENGLISH.roles[mark.role]} {where}{_CLOSE} {shown}", style="dim")


def _facts(article: Article) -> list[tuple[str, str]]:
    facts = [
        ("kicker", article.kicker),
        ("subtitle", article.subtitle),
        ("byline", article.byline),
        ("dateline", article.dateline),
        ("pages", ", ".join(map(str, article.pages))),
    ]
    return [(name, value) for name, value in facts if value]


def _body(article: Article, pages: Mapping[str, Page], colour: str) -> Text:
    """The article's text, section heads bold, with a sign at every joint: what on which page follows upon what."""
    heads = [(note.start, note.end) for note in article.annotations if note.role == "section_head"]
    signs = {joint.at: _sign(joint, pages) for joint in joints(article, pages) if joint.kind != "line"}
    cuts = sorted({0, len(article.text), *signs, *(at for head in heads for at in head)})
    inside = {start for first, last in heads for start in cuts if first <= start < last}
    body = Text()
    for start, end in pairwise(cuts):
        if start in signs:
            body.append(signs[start], style=f"bold {colour}")
        body.append(readable(article.text, start, end), style="bold" if start in inside else "")
    body.rstrip()
    return body


def _sign(joint: Joint, pages: Mapping[str, Page]) -> str:
    name = {"cut": "joined", "jump": "goes on", "moved": "moved"}[joint.kind]
    start = str(joint.start)
    if joint.to_page != joint.page_id and joint.to_page in pages:
        start = f"{name_of(pages[joint.to_page])}:{start}"
    return f"{_OPEN}{name} {joint.end}→{start}{_CLOSE}"


def report_text(report: PageReport) -> Iterator[Text]:
    """A page's report: what it is, what was counted, a line for each oddity and each correction that does not fit."""
    known = (report.newspaper, report.date, f"page {report.number}" if report.number is not None else None)
    name = " · ".join((file_name(report.path), *(value for value in known if value is not None)))
    yield Text(name, style="bold")
    yield Text(f"  {' · '.join(say_facts(report, ENGLISH))}")
    for oddity in report.oddities:
        place = f" (character {oddity.start})" if oddity.start is not None else ""
        yield Text(f"  ! {say_oddity(oddity, ENGLISH)}{place}", style="red")
    for refused in report.refused:
        yield Text(f"  ! {refused.error}", style="red")
    for one in report.damage[:MOST_DAMAGE]:
        yield Text(f"    {ENGLISH.damage[one.kind]}: characters {one.start}-{one.end}", style="dim")


MOST_DAMAGE = 10
"""Places of damage that are listed; the report as JSON has more."""


def name_of(page: Page) -> str:
    """The name of a page's file, without its folder."""
    return file_name(page.path)


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def plain_lines(texts: Iterable[Text], *, colour: bool) -> Iterator[str]:
    """Lines as a terminal takes them, with colours where `colour` says so; none is wrapped or cut."""
    console = Console(force_terminal=colour, color_system="auto" if colour else None, highlight=False)
    for text in texts:
        with console.capture() as captured:
            console.print(text, soft_wrap=True, end="")
        yield captured.get()
