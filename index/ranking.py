"""Ranking: the stages of a search in their order, over one generation's indexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from index.catalogue import Catalogue
from index.cross_encoder import CrossEncoder
from index.dense import DenseIndex, Vectors
from index.fuse import Candidate, fuse, trust_in_words
from index.lexical import LexicalIndex
from index.passages import Passages
from index.preference import preferring
from index.records import DateRange, Filters, Preference
from index.rerank import weigh_words, with_feedback, with_words
from index.tokens import tokens

Ranker = Literal["dense", "lexical", "fusion", "fused"]
"""One of the two rankings alone, both fused, or that with the second stage, the reranker and the preference."""

_DEPTH = 100
"""How many chunks each ranking hands to the fusion: the same for few hits and many, so that they rank alike."""
_READ = 30
"""How many candidates are read word by word: what is further down does not come up by its words alone."""
_PREFERRED_DEPTH = 30
_NEWEST_DEPTH = 300
"""A long series of reports may fill the hundred; the latest of it, and what does not belong to it, are to be seen."""
_NEAREST = 10


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: the text, its unit vector of shape (dimension,), and where to look."""

    text: str
    vector: Vectors
    filters: Filters
    prefer: Preference | None = None


class Ranking:
    """Ranks the chunks of one generation for a query."""

    def __init__(self, catalogue: Catalogue, passages: Passages, dense: DenseIndex, lexical: LexicalIndex) -> None:
        self._catalogue = catalogue
        self._passages = passages
        self._dense = dense
        self._lexical = lexical

    def rank(self, query: Query, k: int, ranker: Ranker, reranker: CrossEncoder | None) -> list[Candidate]:
        """At least the k best chunks where there are as many, best first.

        Raises:
            PurgedError: a newer build has taken rows of this generation away.
            FixSettings: the reranker cannot be loaded.
        """
        if ranker == "dense":
            return [Candidate(key, score, score, None) for key, score in self._near(query, max(_DEPTH, k))]
        if ranker == "lexical":
            found = self._lexical.search(query.text, max(_DEPTH, k), query.filters)
            return [Candidate(key, score, None, score) for key, score in found]
        newest = query.prefer is not None and query.prefer.newest
        first, trust = self._fused(query, max(_NEWEST_DEPTH if newest else _DEPTH, k))
        return first if ranker == "fusion" else self._second(query, first, trust, reranker)

    def _near(self, query: Query, depth: int) -> list[tuple[int, float]]:
        return self._dense.search(query.vector, depth, self._catalogue.chunk_keys(query.filters))

    def _fused(self, query: Query, depth: int) -> tuple[list[Candidate], float]:
        """The fusion of both rankings, and how far the query's words are to be trusted."""
        dense = dict(self._near(query, depth))
        lexical = dict(self._lexical.search(query.text, depth, query.filters))
        nearest = self._passages.read(list(dense)[:_NEAREST])
        trust = trust_in_words(query.text, (passage.text for passage in nearest.values()))
        for filters in _preferred_days(query):
            narrowed = Query(query.text, query.vector, filters)
            dense |= self._near(narrowed, _PREFERRED_DEPTH)
            lexical |= self._lexical.search(query.text, _PREFERRED_DEPTH, filters)
        # A chunk that only the lexical ranking found has its cosine looked up: no score is guessed.
        missing = [key for key in lexical if key not in dense]
        dense |= zip(missing, map(float, self._dense.vectors(missing) @ query.vector), strict=True)
        return fuse(dense, lexical, len(set(tokens(query.text))), trust), trust

    def _second(
        self, query: Query, first: list[Candidate], trust: float, reranker: CrossEncoder | None
    ) -> list[Candidate]:
        candidates = with_feedback(first, self._dense.vectors([candidate.key for candidate in first]))
        read = candidates if query.prefer else candidates[:_READ]
        passages = self._passages.read([candidate.key for candidate in read])
        words = weigh_words(query.text, self._lexical.rarity)
        wordy = {candidate.key: passages[candidate.key] for candidate in candidates[:_READ]}
        candidates = with_words(candidates, wordy, words, len(set(tokens(query.text))), trust)
        if reranker:
            candidates = reranker.rerank(query.text, candidates, wordy)
        return preferring(candidates, passages, query.prefer) if query.prefer else candidates


def _preferred_days(query: Query) -> Iterator[Filters]:
    """Where to look for more candidates: in what was printed on the preferred days, as far as the filters let it in."""
    for days in query.prefer.dates if query.prefer else ():
        printed = DateRange(days.first, days.last + timedelta(days=1))
        first = max(query.filters.date_from or printed.first, printed.first)
        last = min(query.filters.date_to or printed.last, printed.last)
        if first <= last:
            yield replace(query.filters, date_from=first, date_to=last)
