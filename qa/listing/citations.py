"""Listing citations: the sentence of an article that shows why it stands in a list, and its mark."""

from __future__ import annotations

from collections.abc import Sequence

from index.mentions import mention_pattern
from index.records import Article
from index.search import Library
from index.sentences import split_sentences
from qa.cite import cite
from qa.records import Citation


class Marks:
    """Citations in the making, numbered from 1; an article is cited once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._made: dict[str, Citation] = {}

    def mark(self, article: Article, phrases: Sequence[str] = (), *, byline: bool = False) -> str:
        """The mark `[n]` of an article's citation; "" for an article without text.

        It quotes the sentence with the first of `phrases` that the text holds, else the one with the byline where
        `byline` says so, else the first.
        """
        known = self._made.get(article.id)
        if known is None:
            quoted = _quoted(article, phrases, byline=byline)
            if quoted is None:
                return ""
            known = cite(len(self._made) + 1, article, *quoted, self._library.page)
            self._made[article.id] = known
        return f"[{known.number}]"

    def all(self) -> tuple[Citation, ...]:
        """The citations, by number."""
        return tuple(self._made.values())


def _quoted(article: Article, phrases: Sequence[str], *, byline: bool) -> tuple[int, int] | None:
    sentences = split_sentences(article.text)
    if not sentences:
        return None
    wanted = [_found(article.text, phrase) for phrase in phrases]
    if byline:
        wanted += [(one.start, one.end) for one in article.annotations if one.role == "byline"]
    for place in wanted:
        if place is not None:
            touched = [each for each in sentences if each[0] < place[1] and place[0] < each[1]]
            if touched:
                return touched[0][0], touched[-1][1]
    return sentences[0]


def _found(text: str, phrase: str) -> tuple[int, int] | None:
    pattern = mention_pattern(phrase)
    found = pattern.search(text) if pattern else None
    return found.span() if found else None
