"""Citations: sentences of the evidence are given numbers in the order in which an answer cites them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from index.records import Page
from qa.cite import cite
from qa.records import Citation
from qa.shown.evidence import Sentence


class Citations:
    """Citations in the making: the same quote has the same number wherever it is cited; `made` are there already."""

    def __init__(self, page_of: Callable[[str], Page | None], made: Iterable[Citation] = ()) -> None:
        self._page_of = page_of
        self._made = {(one.article.id, one.article_start, one.article_end): one for one in made}

    def number(self, sentence: Sentence) -> int:
        """The number under which a sentence is cited, the next one where it was not cited yet."""
        key = (sentence.hit.article.id, sentence.start, sentence.end)
        if key not in self._made:
            number = len(self._made) + 1
            self._made[key] = cite(number, sentence.hit.article, sentence.start, sentence.end, self._page_of)
        return self._made[key].number

    def all(self) -> tuple[Citation, ...]:
        """All citations, by number."""
        return tuple(self._made.values())
