"""What the command line prints: reports, answers, passages and progress as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.page_report import PageReport, report_json
from index.records import Article, Hit
from qa.days.texts import looked_at_text
from qa.texts import holds_text
from ui.bars import bars_shown
from ui.page_words import ENGLISH, say_missing_half, say_oddity
from ui.said import says_covered, unnamed_dates
from ui.titles import shown_title

if TYPE_CHECKING:
    from index.build import BuildProgress, BuildReport
    from qa.present import ReprintsOf
    from qa.records import Answer, Citation

_STAGES = {
    "read": "Reading files",
    "segment": "Recovering articles",
    "embed": "Embedding passages",
    "index": "Writing indexes",
    "verify": "Verifying",
}


@contextmanager
def progress_shown(*, quiet: bool) -> Iterator[Callable[[BuildProgress], None]]:
    """A build's progress on stderr, a bar a stage; none where `quiet` or where stderr is no terminal."""
    with bars_shown(quiet=quiet) as show:
        yield lambda at: show(build_stage(at), at.done, at.total)


def build_stage(at: BuildProgress) -> str:
    """What a build is at, in words."""
    return _STAGES[at.stage]


def build_report_json(report: BuildReport) -> dict[str, Any]:
    """A build's report for scripts."""
    return {
        "generation": report.generation,
        "changed": report.changed,
        "files": report.files,
        "pages_added": report.pages_added,
        "pages_removed": report.pages_removed,
        "articles": report.articles,
        "chunks": report.chunks,
        "embedded": report.embedded,
        "problems": [
            {
                "path": problem.path,
                "error": type(problem.error).__name__,
                "what": problem.error.what,
                "where": problem.error.where,
                "remedy": problem.error.remedy,
            }
            for problem in report.problems
        ],
        "missing": list(report.missing),
        "seconds": round(report.seconds, 2),
        "pages": [report_json(page) for page in report.pages],
    }


def build_report_lines(report: BuildReport, library: Path) -> Iterator[str]:
    """A build's report for people."""
    if report.changed:
        yield f"{report.pages_added} pages added, {report.pages_removed} removed, {report.embedded} passages embedded."
    else:
        yield "Nothing has changed."
    for problem in report.problems:
        yield f"! {type(problem.error).__name__}: {problem.error}"
    if report.missing:
        yield f"! {len(report.missing)} files are gone, their pages are still in the library (--prune removes them):"
        yield from (f"    {path}" for path in report.missing)
    yield from page_report_lines(report.pages)
    yield (
        f"{library}: generation {report.generation}, {report.articles} articles, {report.chunks} passages, "
        f"{report.seconds:.1f} s."
    )


MOST_PAGES = 20
"""Pages with oddities that a build lists."""


def page_report_lines(pages: Sequence[PageReport]) -> Iterator[str]:
    """What was recovered from the pages of a build, and a line for each page with something odd about it."""
    if not pages:
        return
    counts = [
        (len({article.id for page in pages for article in page.articles}), "articles"),
        (sum(page.repeats for page in pages), "repeats folded"),
        (sum(page.cuts_joined for page in pages), "cut sentences joined"),
        (sum(page.jumps_joined for page in pages), "jump marks joined"),
        (sum(len(page.jumps_open) for page in pages), "open"),
    ]
    yield f"Recovered from {len(pages)} pages: {', '.join(f'{count} {name}' for count, name in counts)}."
    odd = [page for page in pages if page.oddities]
    yield from (f"? {page_line(page)}" for page in odd[:MOST_PAGES])
    if len(odd) > MOST_PAGES:
        yield f"… and {len(odd) - MOST_PAGES} more, see askpress pages"


def page_line(page: PageReport) -> str:
    """A page on one line: file, newspaper, date, number, how many articles, what is odd, corrections in vain."""
    number = f"p. {page.number}" if page.number is not None else None
    head = " ".join(filter(None, (page.newspaper, page.date or "date unknown", number)))
    count = len(page.articles)
    odds = [say_oddity(oddity, ENGLISH) for oddity in page.oddities]
    odds += [ENGLISH.refused.format(count=len(page.refused))] if page.refused else []
    odd = "; ".join(odds)
    return f"{page.path}  {head}  {count} article{'' if count == 1 else 's'}{'  ! ' + odd if odd else ''}"


def answer_lines(answer: Answer, reprints_of: ReprintsOf) -> Iterator[str]:
    """An answer for people: its text, where sources disagree, its citations, what became of the model's sentences, the
    days looked at; the nearest passages of a refusal.

    Where a cited article is printed again is looked up when the answer stands there.
    """
    yield from answer.text.splitlines()
    yield from _disagreement_lines(answer)
    told: set[str] = set()
    for citation in answer.citations:
        yield from ("", *_citation_lines(citation))
        if citation.article.id not in told:
            told.add(citation.article.id)
            yield from _reprint_lines(reprints_of(citation.article))
    notes = list(_check_lines(answer))
    if notes:
        yield from ("", *notes)
    if answer.refused and answer.hits:
        yield ""
        yield "Nearest passages:"
        for hit in answer.hits[:3]:
            yield from hit_lines(hit)


def _disagreement_lines(answer: Answer) -> Iterator[str]:
    """Sources that say different things, one below the other with their dates."""
    for one in answer.disagreements:
        yield from ("", "Sources disagree:")
        for claim in one.claims:
            day = claim.date.isoformat() if claim.date else "date unknown"
            yield f"    {day}  {' '.join(claim.value.split())} [{claim.citation}]"


def _check_lines(answer: Answer) -> Iterator[str]:
    """What is to be known of an answer: where it is from, which days were looked at, what was mended or taken out."""
    if answer.from_records:
        yield "From the records of the library."
    yield from filter(None, [looked_at_text(unnamed_dates(answer), "en")])
    if answer.covered and not says_covered(answer):
        yield holds_text(answer.covered, "en")
    for repair in answer.repaired:
        yield f"~ mended from the page: {_on_one_line(repair.shown)}"
        yield f"    the model wrote: {_on_one_line(repair.written)}"
    yield from (f"- taken out, at odds with the pages: {_on_one_line(sentence)}" for sentence in answer.struck)
    yield from (f"? the pages do not say: {_on_one_line(part)}" for part in answer.unanswered)
    yield from (f"? not verified: {_on_one_line(sentence)}" for sentence in answer.unverified)
    if answer.unresolved:
        yield f"? cited passages that do not exist: {', '.join(f'[{number}]' for number in answer.unresolved)}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _citation_lines(citation: Citation) -> Iterator[str]:
    yield f"[{citation.number}] {_origin(citation.article)}".rstrip()
    yield f"    {' '.join(citation.quote.split())}"
    for place in citation.places:
        page = f", page {place.page}" if place.page is not None else ""
        yield f"    {place.path}{page}, characters {place.start}-{place.end}"


MOST_REPRINTS = 3
"""Reprints that are named below a citation."""


def _reprint_lines(reprints: Sequence[Article]) -> Iterator[str]:
    """Where an article is printed again, on one line; nothing where it is not."""
    if not reprints:
        return
    named = "; ".join(_issue(one) for one in reprints[:MOST_REPRINTS])
    more = len(reprints) - MOST_REPRINTS
    yield f"    also printed in {named}{f' and {more} more' if more > 0 else ''}"


def _origin(article: Article) -> str:
    """Newspaper, date and headline on one line, what is unknown left out."""
    day = article.date.isoformat() if article.date else None
    parts = (article.newspaper, day, article.kicker, shown_title(article))
    return " ".join(" ".join(part.split()) for part in parts if part)


def _issue(article: Article) -> str:
    """Newspaper, date and pages of an article."""
    day = article.date.isoformat() if article.date else "date unknown"
    pages = f"p. {','.join(map(str, article.pages))}" if article.pages else None
    return " ".join(filter(None, (article.newspaper, day, pages)))


def hit_lines(hit: Hit) -> Iterator[str]:
    """A passage that was found: rank, score, where it is from, text."""
    yield f"{hit.rank}. ({hit.score:.3f}) {_origin(hit.article)}".rstrip()
    yield f"    {' '.join(hit.chunk.text.split())}"


def article_line(article: Article) -> str:
    """An article on one line, with where its other half stands that the library does not have."""
    missing = "; ".join(dict.fromkeys(say_missing_half(jump, ENGLISH) for jump in article.open_jumps))
    line = f"{article.id}  {_issue(article)}  {shown_title(article) or '(no headline)'}"
    return f"{line}  ! {missing}" if missing else line


def status_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """A library's status for people."""
    yield f"library      {found['library']}"
    made = f" of {found['created']}" if found["created"] else " (none finished yet: run `askpress build`)"
    yield f"generation   {found['generation']}{made}"
    yield f"holds        {found['pages']} pages, {found['articles']} articles, {found['chunks']} passages"
    yield f"newspapers   {', '.join(found['newspapers']) or 'unknown'}"
    dates = "–".join(found["dates"]) if found["dates"] else "unknown"
    yield f"dates        {dates}, {found['undated_articles']} articles undated"
    yield f"encoder      {found['encoder'] or 'none'}"
    yield f"built from   {', '.join(found['sources']) or 'nothing'}"
    sizes = found["bytes"]
    yield f"size         {sizes['library'] / 1e6:.1f} MB and {sizes['indexes'] / 1e6:.1f} MB of indexes"
