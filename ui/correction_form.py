"""Correction form: what a keeper filled in, as a correction of the page; the page as corrections would make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from index.catalogue import open_catalogue
from index.correction_file import article_anchor, correction_text, correction_toml, try_corrections
from index.corrections import Anchor, Correction, Drop, Fields, Join, Move, SetFields, Split
from index.errors import FixInput
from index.records import Article, Page
from index.recover import recover_issue
from ui.records import OpenedSheet
from ui.texts import Texts
from ui.titles import shown_title

KINDS = ("article", "split", "join", "move", "drop")
SIDES: tuple[Literal["after", "before", "into"], ...] = ("after", "before", "into")
FIELDS = ("title", "kicker", "subtitle", "byline")

SHOWN = {
    "article": ("article", *FIELDS),
    "split": ("first", *FIELDS),
    "join": ("article", "others", "title"),
    "move": ("first", "last", "side", "target"),
    "drop": ("article", "first", "last"),
}
"""Which fields of the form each kind of correction has."""

_MARKED_WORDS = 16
_LONG_PASSAGE = 40


@dataclass(frozen=True, slots=True)
class Desk:
    """A page that is being corrected: its issue as it was recovered, and its correction file as it was found.

    `page` is as the last trial made it, among `pages`; `articles` are those of the whole issue then. `kept` is the id
    of the page as the library holds it.
    """

    page: Page
    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    before: str
    kept: str

    @property
    def here(self) -> tuple[Article, ...]:
        """The articles that stand on the page, in reading order."""
        return tuple(article for article in self.articles if _stands_on(article, self.page))


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form holds: `article` and `others` are ids, the rest is as typed."""

    kind: str = "article"
    article: str = ""
    others: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    side: str = "after"
    target: str = ""
    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""


def open_desk(library: Path, page_id: str, texts: Texts) -> Desk:
    """The desk for a page of the library's serving generation.

    Raises FixInput where the page is gone or came as articles, FixPermissions where its file cannot be read.
    """
    with open_catalogue(library) as catalogue:
        pages = tuple(catalogue.issue_pages(page_id))
    page = next((one for one in pages if one.id == page_id), None)
    if page is None or page.given is not None:
        raise FixInput(texts.keeping.not_here, remedy=texts.keeping.not_here_remedy)
    return Desk(page, pages, recover_issue(pages).articles, correction_text(Path(page.path)), page.id)


def tried(desk: Desk, text: str) -> tuple[Desk, OpenedSheet]:
    """The desk and the page as `text` in the correction file would make them. Raises FixInput where it does not fit."""
    page, recovered = try_corrections(desk.pages, desk.page, text)
    pages = tuple(page if one.id == desk.page.id else one for one in desk.pages)
    after = replace(desk, page=page, pages=pages, articles=recovered.articles)
    report = next((one for one in recovered.reports if one.page_id == page.id), None)
    return after, OpenedSheet(page, after.here, report)


def with_correction(text: str, correction: Correction) -> str:
    """The text of a correction file with one more correction at its end."""
    above = f"{text.rstrip()}\n\n" if text.strip() else ""
    return above + correction_toml(correction)


def correction_of(filled: Filled, desk: Desk, texts: Texts) -> Correction:
    """The correction that was filled in, to stand at the end of a file. Raises FixInput where something is missing."""
    if filled.kind == "article":
        article = _article(filled.article, desk.here, texts)
        return SetFields(1, article_anchor(desk.page, article), _changed(filled, article, texts))
    if filled.kind == "split":
        return Split(1, _words(filled.first, texts), _given(filled))
    if filled.kind == "join":
        parts = [article_anchor(desk.page, _article(filled.article, desk.here, texts))]
        parts += [_anywhere(_article(name, desk.articles, texts), desk) for name in filled.others]
        if len(parts) < 2:
            raise FixInput(texts.keeping.choose_article, remedy=texts.keeping.choose_article_remedy)
        return Join(1, tuple(parts), Fields(title=filled.title.strip() or None))
    last = _words(filled.last, texts) if filled.last.strip() else None
    if filled.kind == "move":
        side = next((side for side in SIDES if side == filled.side), SIDES[0])
        return Move(1, _words(filled.first, texts), last, side, _words(filled.target, texts))
    if filled.first.strip():
        return Drop(1, None, _words(filled.first, texts), last)
    return Drop(1, article_anchor(desk.page, _article(filled.article, desk.here, texts)))


def fields_of(desk: Desk, article_id: str) -> tuple[str, str, str, str]:
    """Headline, kicker, subtitle and byline of an article on the desk; empty for one that is not there."""
    article = next((one for one in desk.articles if one.id == article_id), None)
    return (article.title, article.kicker, article.subtitle, article.byline) if article else ("", "", "", "")


def article_choices(desk: Desk, texts: Texts) -> list[tuple[str, str]]:
    """The articles on the page by number and headline, with their ids."""
    return [(f"{at} {shown_title(one) or texts.untitled}", one.id) for at, one in enumerate(desk.here, 1)]


def other_choices(desk: Desk, texts: Texts) -> list[tuple[str, str]]:
    """The articles on the page, then those of the issue's other pages that an anchor can name."""
    found = article_choices(desk, texts)
    here = {article.id for article in desk.here}
    for article in desk.articles:
        page = _own_page(article, desk)
        if article.id not in here and page is not None:
            title = shown_title(article) or texts.untitled
            found.append((texts.keeping.on_page.format(title=title, number=page.number), article.id))
    return found


def place_words(words: str, kind: str, first: str) -> dict[str, str]:
    """The fields that words marked in the page go to: first and last words of a passage, then the place it goes to."""
    words = " ".join(words.split())
    if kind == "move" and first.strip():
        return {"target": words[: 2 * _MARKED_WORDS]}
    if kind == "split" or len(words) <= _LONG_PASSAGE:
        return {"first": words[: 2 * _MARKED_WORDS]}
    return {"first": words[:_MARKED_WORDS], "last": words[-_MARKED_WORDS:]}


def _stands_on(article: Article, page: Page) -> bool:
    return any(span.page_id == page.id for span in article.spans) or any(
        mark.page_id == page.id for mark in article.marks
    )


def _own_page(article: Article, desk: Desk) -> Page | None:
    """The first of the issue's pages that the article stands on and that its number alone names; None without one."""
    numbers = [page.number for page in desk.pages]
    for page in desk.pages:
        if page.number is not None and numbers.count(page.number) == 1 and _stands_on(article, page):
            return page
    return None


def _anywhere(article: Article, desk: Desk) -> Anchor:
    """The anchor of an article of the issue, with its page where that is another one."""
    if _stands_on(article, desk.page):
        return article_anchor(desk.page, article)
    page = _own_page(article, desk)
    return replace(article_anchor(page, article), page=page.number) if page else article_anchor(desk.page, article)


def _article(name: str, among: Sequence[Article], texts: Texts) -> Article:
    for article in among:
        if article.id == name:
            return article
    raise FixInput(texts.keeping.choose_article, remedy=texts.keeping.choose_article_remedy)


def _words(words: str, texts: Texts) -> Anchor:
    if not words.strip():
        raise FixInput(texts.keeping.no_words, remedy=texts.keeping.no_words_remedy)
    return Anchor(" ".join(words.split()))


def _given(filled: Filled) -> Fields:
    return Fields(*(getattr(filled, name).strip() or None for name in FIELDS))


def _changed(filled: Filled, article: Article, texts: Texts) -> Fields:
    """Of the fields those that differ from the article's; one that was emptied is empty from now on."""
    said = {name: " ".join(getattr(filled, name).split()) for name in FIELDS}
    changed = {name: value for name, value in said.items() if value != " ".join(getattr(article, name).split())}
    if not changed:
        raise FixInput(texts.keeping.nothing_new, remedy=texts.keeping.nothing_new_remedy)
    return Fields(**changed)
