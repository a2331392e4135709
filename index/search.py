"""Search: a library opened for reading answers a query from one generation, its passages ranked by `index.ranking`."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.catalogue import Catalogue, PageSummary
from index.cross_encoder import CrossEncoder
from index.dense import DenseIndex
from index.duplicates import PassageText
from index.embed import Encoder
from index.errors import BuildFirst, FixSettings, RebuildLibrary
from index.fuse import Candidate
from index.generation import DENSE, LEXICAL, Manifest, current_number, folder_of, read_manifest
from index.lexical import LexicalIndex
from index.passages import Passages, PurgedError
from index.ranking import Query, Ranking
from index.ranking import Ranker as Ranker
from index.records import Article, DateRange, Filters, Hit, Page, Preference
from index.selection import Selection, select
from index.store import Store
from index.tokens import simplified
from index.variants import Variant


@dataclass(frozen=True, slots=True)
class _Serving:
    """All that answers from one generation; replaced as a whole when a newer one is taken up."""

    manifest: Manifest
    catalogue: Catalogue
    lexical: LexicalIndex
    ranking: Ranking


class Library:
    """A library opened for reading. It holds one generation until `refresh`; any number of threads may ask it."""

    def __init__(
        self, path: Path, store: Store, serving: _Serving, encoder: Encoder, reranker: CrossEncoder | None = None
    ) -> None:
        self.path = path
        self.encoder = encoder
        self.reranker = reranker
        self._store = store
        self._serving = serving
        # One SQLite connection serves all threads, one at a time.
        self._reading = threading.RLock()

    @classmethod
    def open(cls, path: Path, encoder: Encoder, reranker: CrossEncoder | None = None) -> Library:
        """Open the library in a folder with the encoder that embeds questions and a cross-encoder for the last stage.

        Raises:
            BuildFirst: there is no library, or no generation was ever finished.
            RebuildLibrary: it was made with another encoder.
            RepairLibrary: it is damaged.
            FixPermissions: it cannot be read.
        """
        store = Store.open(path)
        try:
            return cls(path, store, _open_generation(path, store, encoder), encoder, reranker)
        except BaseException:
            store.close()
            raise

    @property
    def generation(self) -> int:
        """The number of the generation that answers."""
        return self._serving.manifest.number

    @property
    def manifest(self) -> Manifest:
        """What the generation that answers was made with."""
        return self._serving.manifest

    def refresh(self) -> bool:
        """Take up the newest generation; true where it is another than before. Raises as `open` does."""
        with self._reading:
            if current_number(self.path) == self.generation:
                return False
            self._serving = _open_generation(self.path, self._store, self.encoder)
            return True

    def close(self) -> None:
        """Close the library file."""
        with self._reading:
            self._store.close()

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        ranker: Ranker = "fused",
        prefer: Preference | None = None,
    ) -> list[Hit]:
        """The k best passages for a query, ranks from 1; a passage that was reprinted stands once.

        `ranker` names an earlier stage, for measuring; only all of them together ("fused") heed `prefer`, and leave
        out passages that say the same in nearly the same words. An empty list where nothing fits the filters.

        Raises:
            FixSettings: k is below 1, or the reranker cannot be loaded.
            RebuildLibrary: a page or section is wanted of a library that an older version built without them.
        """
        if k < 1:
            raise FixSettings("the number of passages must be at least 1, got {k}", remedy="give -k 1 or more", k=k)
        vector = self.encoder.encode_queries([simplified(query)])[0]
        wanted = Query(query, vector, filters or Filters(), prefer)
        with self._reading:
            try:
                return self._search(wanted, k, ranker)
            except PurgedError:
                self.refresh()
                return self._search(wanted, k, ranker)

    def _search(self, query: Query, k: int, ranker: Ranker) -> list[Hit]:
        serving = self._serving
        ranked = serving.ranking.rank(query, k, ranker, self.reranker)
        return _hits(ranked, serving.catalogue, k, nearly=ranker == "fused")

    def variants(self, query: str) -> tuple[Variant, ...]:
        """Other forms of the query's names and words that the pages have, which the lexical ranking looks for too."""
        return self._serving.lexical.variants(query)

    def rarity(self, wanted: Sequence[str]) -> list[float]:
        """The inverse document frequency of tokens (as `index.tokens.tokens` makes them), over chunks.

        BM25's form, log(1 + (N - n + 0.5) / (n + 0.5)), https://en.wikipedia.org/wiki/Okapi_BM25, never below 0.
        """
        lexical = self._serving.lexical
        return [_rarity(lexical.document_frequency(token), len(lexical)) for token in wanted]

    # What the library holds

    def articles(self) -> list[Article]:
        """All articles, by newspaper and date, those of one issue in reading order."""
        with self._reading:
            return list(self._serving.catalogue.articles())

    def select(self, selection: Selection) -> list[Article]:
        """Every article that fits, in the order of `articles`; see `index.selection`."""
        with closing(Store.open(self.path)) as store:  # of its own: a long look must not hold up the searches
            return select(store, self.generation, selection)

    def article(self, article_id: str) -> Article | None:
        """The article with this id, None where there is none."""
        with self._reading:
            return self._serving.catalogue.article(article_id)

    def reprints(self, article: Article) -> list[Article]:
        """The same article, whole or shortened, in other issues; the newest first. About 25 ms an article."""
        with self._reading:
            return self._serving.catalogue.reprints(article)

    def page(self, page_id: str) -> Page | None:
        """The page with this id, whole, None where there is none."""
        with self._reading:
            return self._serving.catalogue.page(page_id)

    def pages(self) -> list[PageSummary]:
        """All pages without their texts, by newspaper, date and number."""
        with self._reading:
            return list(self._serving.catalogue.pages())

    def newspapers(self) -> list[str]:
        """The names of all newspapers, sorted."""
        with self._reading:
            return self._serving.catalogue.newspapers()

    def sections(self) -> list[str]:
        """The names and letters of all sections of newspapers, sorted."""
        with self._reading:
            return self._serving.catalogue.sections()

    def coverage(self, filters: Filters | None = None) -> DateRange | None:
        """The first and the last day of the issues that fit the filters; None where no dated one does."""
        filters = filters or Filters()
        days = [
            day
            for day in self.issue_days(filters.newspaper)
            if (filters.date_from or day) <= day <= (filters.date_to or day)
        ]
        return DateRange(days[0], days[-1]) if days else None

    def issue_days(self, newspaper: str | None = None) -> tuple[date, ...]:
        """The days on which there are issues, of one newspaper or of any, in order."""
        with self._reading:
            return self._serving.catalogue.issue_days(newspaper)

    def beginnings(self) -> list[str]:
        """How the texts of the newest 2,000 articles begin, enough to tell the languages that the library is in."""
        with self._reading:
            return self._serving.catalogue.beginnings()

    def tells_of(self, days: DateRange, newspaper: str | None = None) -> bool:
        """Whether an article may tell of the days: one printed then or the day after, one that names them, one undated.

        About 2 s for 100,000 articles where nothing was printed then.
        """
        with self._reading:
            return self._serving.catalogue.tells_of(days, newspaper)


def _open_generation(path: Path, store: Store, encoder: Encoder) -> _Serving:
    number = current_number(path)
    if number == 0:
        raise BuildFirst(
            "the library has no finished generation", where=str(path), remedy="run `askpress build PATH` with it"
        )
    manifest = read_manifest(path, number)
    if manifest.encoder_digest != encoder.digest:
        raise RebuildLibrary(
            "the library was made with the encoder {encoder} ({digest}, {dimension} dimensions), "
            "the one at hand is {other} ({other_digest}, {other_dimension} dimensions)",
            where=str(path),
            remedy="run `askpress build` to embed its pages anew (it serves on meanwhile), or choose the first encoder",
            encoder=manifest.encoder,
            digest=manifest.encoder_digest[:12],
            dimension=manifest.dimension,
            other=encoder.name,
            other_digest=encoder.digest[:12],
            other_dimension=encoder.dimension,
        )
    folder = folder_of(path, number)
    dense, lexical = DenseIndex.read(folder / DENSE), LexicalIndex.read(folder / LEXICAL)
    catalogue = Catalogue(store, number)
    ranking = Ranking(catalogue, Passages(store, number), dense, lexical)
    return _Serving(manifest, catalogue, lexical, ranking)


def _rarity(frequency: int, chunks: int) -> float:
    return math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5))


def _hits(ranked: Sequence[Candidate], catalogue: Catalogue, k: int, *, nearly: bool) -> list[Hit]:
    """The first k candidates as hits, a text that stands in several places once; PurgedError where rows are gone.

    `nearly`: also one that stands in another place in nearly the same words.
    """
    hits: list[Hit] = []
    kept: list[PassageText] = []
    for batch in _batches(ranked, k):
        found = catalogue.chunks([candidate.key for candidate in batch])
        if len(found) < len(batch):
            raise PurgedError
        for candidate in batch:
            chunk, article = found[candidate.key]
            text = PassageText(chunk.text)
            if any(text.is_same(better) or (nearly and text.repeats(better)) for better in kept):
                continue
            kept.append(text)
            hits.append(Hit(len(hits) + 1, candidate.score, candidate.dense, candidate.lexical, chunk, article))
            if len(hits) == k:
                return hits
    return hits


def _batches(candidates: Sequence[Candidate], size: int) -> Iterator[Sequence[Candidate]]:
    for first in range(0, len(candidates), size):
        yield candidates[first : first + size]
