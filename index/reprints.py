"""Reprints: the same article printed in another issue, found when it is asked for by what was signed at build."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.copies import code_points, shingle_hashes
from index.records import Article
from index.sentences import split_sentences
from index.serialise import article_from_row
from index.store import Store, visible
from index.tokens import fold

_CONTAINED = 0.68
"""So much of the shorter article's shingles must stand in the longer one: 2 % of noise in both leave 0.75 or more of
them, a story that goes on with the same event shares less than 0.6."""
_FIGURES = 4
_FIGURES_BEHIND = 0.2
"""Market bulletins of two days share up to 0.9 of their shingles, but not their figures; noise spares figures alike."""
_HAN_SHINGLE, _LATIN_SHINGLE = 4, 12
_SHORTEST = 10
"""Sentences with fewer letters are formulas (完, 图片新闻) and sign nothing."""
_FEW = 5
_CANDIDATES = 50
_NOT_LETTERS = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NOTHING = (-1, 0)
"""The row of an article too short to sign, so that it is not looked at again at every build."""
_BATCH = 500


def sign(text: str) -> tuple[tuple[int, int], ...]:
    """Bands and values (signed 64 bits) that a text shares with its reprints, also shortened, noisy or traditional.

    Each sentence gives the least of its shingles' hashes, a min-hash: two sentences share it with the probability of
    their resemblance (Broder, On the resemblance and containment of documents, 1997; Broder et al., Min-wise
    independent permutations, 1998). Every value stands in an index of its own as in locality-sensitive hashing (Indyk
    and Motwani, Approximate nearest neighbors, 1998), so that one sentence in common makes a candidate and the part of
    an article finds the whole. Band numbers are hash functions; texts of few sentences are signed with more of them.
    The same on every machine; empty where there is no sentence to sign.
    """
    folded = fold(text)
    sentences = [_NOT_LETTERS.sub("", folded[start:end]) for start, end in split_sentences(folded)]
    sentences = [sentence for sentence in sentences if len(sentence) >= _SHORTEST]
    size = _shingle_size(folded)
    sizes = np.array([len(sentence) - size + 1 for sentence in sentences if len(sentence) >= size], dtype=np.int64)
    if not len(sizes):
        return ()
    found: set[tuple[int, int]] = set()
    hashes = np.concatenate([shingle_hashes(code_points(each), size) for each in sentences if len(each) >= size])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    for band in range(1 if len(sizes) > _FEW else 3):
        least = np.minimum.reduceat(_mixed(hashes, band), starts).view(np.int64)
        found.update((band, int(value)) for value in least)
    return tuple(sorted(found))


def _shingle_size(folded: str) -> int:
    """Characters of a shingle: a word or two, as many letters as that takes in the script of most of the text."""
    return _LATIN_SHINGLE if folded.isascii() or sum(map(str.isascii, folded)) > 0.6 * len(folded) else _HAN_SHINGLE


def _mixed(hashes: NDArray[np.uint64], band: int) -> NDArray[np.uint64]:
    """The hashes in another random order for each band: the finalizer of MurmurHash3 (Appleby, public domain)."""
    mixed = hashes ^ np.uint64((0x9E3779B97F4A7C15 * (band + 1)) % 2**64)
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(33))


def put_signature(store: Store, article_key: int, text: str) -> None:
    """Keep the signature of an article's text under its key in the `articles` table."""
    rows = [(band, value, article_key) for band, value in sign(text) or (_NOTHING,)]
    store.connection.executemany("INSERT OR IGNORE INTO signatures VALUES (?, ?, ?)", rows)


def sign_articles(store: Store) -> int:
    """Sign every article that has no signature yet, in small transactions; returns how many those were."""
    rows = store.connection.execute(
        "SELECT key FROM articles WHERE key NOT IN (SELECT article_key FROM signatures) ORDER BY key"
    ).fetchall()
    for first in range(0, len(rows), _BATCH):
        with store.transaction():
            for row in rows[first : first + _BATCH]:
                text = store.connection.execute("SELECT text FROM articles WHERE key = ?", (row["key"],)).fetchone()
                put_signature(store, row["key"], text["text"])
    return len(rows)


def reprints_of(store: Store, generation: int, article: Article) -> list[Article]:
    """The other articles of a generation that are this one again, whole or shortened; the newest first.

    Undated ones come last. What is found depends on the articles of the generation only, not on the builds that
    made it.
    """
    own = _Content.of(article.text)
    found = [each for each in _candidates(store, generation, article) if own.is_again(_Content.of(each.text))]
    found.sort(key=lambda each: (each.newspaper or "", each.id))
    return sorted(found, key=lambda each: each.date.toordinal() if each.date else 0, reverse=True)


def _candidates(store: Store, generation: int, article: Article) -> Iterator[Article]:
    """The articles that share most values with this one."""
    query = f"""
        WITH wanted AS (SELECT json_extract(value, '$[0]') AS band, json_extract(value, '$[1]') AS value
            FROM json_each(:signature)),
        shared AS (SELECT article_key, count(*) AS common FROM wanted CROSS JOIN signatures
            ON signatures.band = wanted.band AND signatures.value = wanted.value GROUP BY article_key)
        SELECT articles.* FROM shared JOIN articles ON articles.key = shared.article_key
        WHERE {visible("articles")} AND articles.id != :id ORDER BY common DESC, articles.id LIMIT :limit
    """  # noqa: S608 - the condition is the store's own constant, values are bound
    values = {"signature": json.dumps(sign(article.text)), "generation": generation, "id": article.id}
    for row in store.connection.execute(query, {**values, "limit": _CANDIDATES}):
        yield article_from_row(row)


@dataclass(frozen=True, slots=True)
class _Content:
    """What two articles are compared by: the hashes of the distinct shingles, ascending, and the figures."""

    shingles: NDArray[np.uint64]
    figures: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Content:
        folded = fold(text)
        letters = _NOT_LETTERS.sub("", folded)
        shingles = np.unique(shingle_hashes(code_points(letters), _shingle_size(folded)))
        return cls(shingles, frozenset(_FIGURE.findall(folded)))

    def is_again(self, other: _Content) -> bool:
        """Whether the shorter of the two stands in the longer: Broder's containment, of shingles and of figures."""
        shorter, longer = sorted((self, other), key=lambda each: len(each.shingles))
        if not len(shorter.shingles):
            return False
        common = np.intersect1d(shorter.shingles, longer.shingles, assume_unique=True)
        contained = len(common) / len(shorter.shingles)
        figures = len(shorter.figures & longer.figures) / max(1, len(shorter.figures))
        # The daily figure in the same words is another report; of a few figures none may differ.
        least = contained - _FIGURES_BEHIND if len(shorter.figures) >= _FIGURES else 1.0
        return contained >= _CONTAINED and (not shorter.figures or figures >= least)
