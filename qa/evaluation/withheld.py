"""Withholding: a library that finds everything but certain articles, so that a question's answer is not in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from index.records import Article, Filters, Hit, Preference
from index.search import Library, Ranker
from qa.evaluation.sets import GoldBy


class WithholdingLibrary(Library):
    """A `Library` from which `withhold` takes articles out, for one question after the other; for measuring.

    The rankings are made with them and they are then left out: what is left keeps its order and its scores. Words are
    as rare as they are with them.
    """

    _withheld: frozenset[str] = frozenset()
    _by: GoldBy = "id"

    def withhold(self, names: Collection[str], by: GoldBy = "id") -> None:
        """From now on leave out the articles of these ids or headlines, and no others."""
        self._withheld, self._by = frozenset(names), by

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        ranker: Ranker = "fused",
        prefer: Preference | None = None,
    ) -> list[Hit]:
        """As `Library.search`, without what is withheld: the k best of the others."""
        wanted = k
        while True:
            hits = super().search(query, wanted, filters, ranker, prefer)
            kept = [hit for hit in hits if not self._is_withheld(hit.article)]
            if len(kept) >= k or len(hits) < wanted:
                return [replace(hit, rank=rank) for rank, hit in enumerate(kept[:k], start=1)]
            wanted *= 2

    def articles(self) -> list[Article]:
        """As `Library.articles`, without what is withheld."""
        return [article for article in super().articles() if not self._is_withheld(article)]

    def _is_withheld(self, article: Article) -> bool:
        return (article.id if self._by == "id" else article.title) in self._withheld
