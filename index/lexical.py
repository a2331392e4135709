"""Lexical ranking: BM25 (tantivy) over character bigrams and words, addressed by chunk key."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import RebuildLibrary, RepairLibrary
from index.issue import page_key
from index.records import Filters, PageNumber
from index.tokens import fold, tokens
from index.variants import Variant, variants
from index.vocabulary import Gathering, Vocabulary

if TYPE_CHECKING:
    import tantivy

LEXICAL_VERSION = "2"
"""Raised whenever the index of the same chunks would be another: 2 knows their pages and sections."""

_UNDATED = 0
_WRITER_BYTES = 128_000_000


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """What the index knows of a chunk: its key, the words to find it by, and what filters look at."""

    key: int
    text: str
    date: date | None
    newspaper: str | None
    pages: tuple[PageNumber, ...] = ()
    sections: tuple[str, ...] = ()


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="askpress", index_option="freq")
    builder.add_text_field("newspaper", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("page", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("section", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("key", indexed=False, fast=True)
    return builder.build()


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    """Tokens are made by `index.tokens`; tantivy only splits them at spaces again."""
    import tantivy

    index.register_tokenizer("askpress", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _day(value: date | None) -> int:
    return value.toordinal() if value else _UNDATED


class LexicalIndex:
    """BM25 ranking as tantivy computes it (k1 = 1.2, b = 0.75)."""

    def __init__(self, index: tantivy.Index, vocabulary: Vocabulary) -> None:
        self._index = index
        self._searcher = index.searcher()
        self.vocabulary = vocabulary

    @classmethod
    def write(cls, folder: Path, entries: Iterable[LexicalEntry]) -> int:
        """Write an index of the entries into an empty or new folder; returns how many there were."""
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        index = _with_tokenizer(tantivy.Index(_schema(), path=str(folder)))
        # One indexing thread gives the same segments, and so the same scores, in every build of the same chunks.
        writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        names = Gathering()
        count = 0
        for entry in entries:
            names.add(entry.text)
            document = tantivy.Document()
            document.add_text("words", " ".join(tokens(entry.text)))
            if entry.newspaper is not None:
                document.add_text("newspaper", fold(entry.newspaper))
            for number in entry.pages:
                document.add_text("page", page_key(number))
            for section in entry.sections:
                document.add_text("section", fold(section))
            document.add_integer("day", _day(entry.date))
            document.add_integer("key", entry.key)
            writer.add_document(document)
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        names.vocabulary().write(folder)
        return count

    @classmethod
    def read(cls, folder: Path) -> LexicalIndex:
        """Open what `write` wrote, or an older program, which wrote no names: no variant is found in such an index.

        Raises:
            RepairLibrary: the folder is missing or damaged.
        """
        import tantivy

        try:
            index = _with_tokenizer(tantivy.Index.open(str(folder)))
        except (ValueError, OSError) as error:
            raise RepairLibrary(
                "the lexical index cannot be read ({error})",
                where=str(folder),
                remedy="run `askpress build`",
                error=error,
            ) from error
        return cls(index, Vocabulary.read(folder))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, query: str, k: int, filters: Filters | None = None) -> list[tuple[int, float]]:
        """The k chunks that share most of the query's weight: (key, BM25 score), best first.

        What stands in a chunk as a variant of the query's words counts too, less than the words themselves. The query
        is data: none of its characters has a meaning of its own. An empty list where no token is shared.

        Raises:
            RebuildLibrary: a page or a section is wanted, and an older program wrote the index without them.
        """
        import tantivy

        words = list(dict.fromkeys(tokens(query)))
        if not words or not len(self):
            return []
        clauses = [(tantivy.Occur.Should, self._holds(word)) for word in words]
        for word, found in groupby(sorted(self.variants(query)), lambda variant: variant.word):
            clauses.append((tantivy.Occur.Should, self._variants(word, list(found))))
        asked = tantivy.Query.boolean_query(clauses)
        conditions = self._conditions(filters or Filters())
        if conditions:
            asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (asked, *conditions)])
        hits = self._searcher.search(asked, limit=k, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        return [(int(key or 0), float(score)) for key, (score, _) in zip(keys, hits, strict=True)]

    def variants(self, query: str) -> tuple[Variant, ...]:
        """Other forms of the query's names and words that stand in the chunks, as `index.variants` finds them."""
        return variants(query, self.vocabulary, self.holding)

    def holding(self, wanted: Sequence[str]) -> int:
        """In how many chunks all of these tokens stand, anywhere; 0 where there are none."""
        frequencies = [self.document_frequency(token) for token in set(wanted)]
        if len(frequencies) < 2 or not all(frequencies):
            return min(frequencies, default=0)
        found = self._searcher.search(self._holds_all(wanted), limit=1, count=True)
        # The attribute is there; tantivy's type stubs leave it out.
        return int(getattr(found, "count"))  # noqa: B009

    def _holds(self, token: str) -> tantivy.Query:
        import tantivy

        return tantivy.Query.term_query(self._index.schema, "words", token, "freq")

    def _variants(self, word: str, found: Sequence[Variant]) -> tantivy.Query:
        """Chunks that hold a variant of a word and not the word itself, at a weight below the word's own.

        The best variant counts, not their sum, since several are often parts of each other. A chunk that holds the word
        ranks as though there were no variants.
        """
        import tantivy

        own = sum(map(self.rarity, set(tokens(word))))
        likes = []
        for variant in found:
            theirs = set(tokens(variant.text))
            share = min(1.0, own / sum(map(self.rarity, theirs)))
            likes.append(tantivy.Query.boost_query(self._holds_all(theirs), variant.weight * share))
        best = tantivy.Query.disjunction_max_query(likes)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, best), (tantivy.Occur.MustNot, self._holds_all(tokens(word)))]
        )

    def _holds_all(self, wanted: Iterable[str]) -> tantivy.Query:
        import tantivy

        return tantivy.Query.boolean_query([(tantivy.Occur.Must, self._holds(token)) for token in set(wanted)])

    def rarity(self, token: str) -> float:
        """A token's inverse document frequency as BM25 has it, log(1 + (N - n + 0.5) / (n + 0.5)), above 0."""
        frequency = self.document_frequency(token)
        return math.log(1 + (len(self) - frequency + 0.5) / (frequency + 0.5))

    def document_frequency(self, token: str) -> int:
        """In how many chunks a token (as `index.tokens.tokens` makes them) stands."""
        return int(self._searcher.doc_freq("words", token))

    def _conditions(self, filters: Filters) -> list[tantivy.Query]:
        """Filters as queries without weight in the score."""
        import tantivy

        schema = self._index.schema
        terms = {
            "newspaper": None if filters.newspaper is None else fold(filters.newspaper),
            "page": None if filters.page is None else page_key(filters.page),
            "section": None if filters.section is None else fold(filters.section),
        }
        try:
            conditions = [
                tantivy.Query.term_query(schema, field, term, "basic")
                for field, term in terms.items()
                if term is not None
            ]
        except ValueError as error:
            raise RebuildLibrary(
                "the library was built by an older version, without pages and sections to search by ({error})",
                remedy="run `askpress build`; it serves on meanwhile",
                error=error,
            ) from error
        if filters.date_from or filters.date_to:
            first = _day(filters.date_from) or _UNDATED + 1
            last = _day(filters.date_to) or date.max.toordinal()
            field = tantivy.FieldType.Integer
            conditions.append(tantivy.Query.range_query(schema, "day", field, first, last))
        return [tantivy.Query.const_score_query(condition, 0.0) for condition in conditions]
