"""Chunking: an article becomes runs of whole sentences, each with a context line and its exact offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from index.records import Article, Chunk
from index.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """Sizes in characters: a chunk grows to about `target` and never past `limit`, a longer sentence is cut there."""

    target: int = 200
    limit: int = 320

    def __post_init__(self) -> None:
        if not 0 < self.target <= self.limit:
            raise ValueError(f"chunk sizes must be 0 < target <= limit, got target {self.target}, limit {self.limit}")

    @property
    def fingerprint(self) -> str:
        """Short text that differs whenever chunks made with these settings would differ."""
        return " ".join(f"{name}={value}" for name, value in asdict(self).items())


def context_line(article: Article) -> str:
    """Newspaper, date and headline of an article on one line, what is unknown left out."""
    parts = [article.newspaper, article.date.isoformat() if article.date else None, article.kicker, article.title]
    return " ".join(" ".join(part.split()) for part in parts if part)


def chunk(article: Article, settings: ChunkSettings) -> list[Chunk]:
    """Cut an article into chunks of whole sentences.

    Returns chunks in order, `article.text[start:end] == text`, that together hold every sentence once. An article
    without text but with a headline gives none.
    """
    context = context_line(article)
    chunks = []
    for start, end in _runs(article.text, settings):
        text = article.text[start:end]
        identity = hashlib.sha256(f"{context}\n{text}".encode()).hexdigest()[:24]
        chunks.append(Chunk(id=identity, article_id=article.id, start=start, end=end, text=text, context=context))
    return chunks


def _runs(text: str, settings: ChunkSettings) -> Iterator[tuple[int, int]]:
    """Group neighbouring sentences into runs of about the target size."""
    run_start = run_end = -1
    for start, end in _bounded_sentences(text, settings.limit):
        if run_start < 0:
            run_start, run_end = start, end
        elif end - run_start > settings.limit or run_end - run_start >= settings.target:
            yield run_start, run_end
            run_start, run_end = start, end
        else:
            run_end = end
    if run_start >= 0:
        yield run_start, run_end


def _bounded_sentences(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """The sentences of a text, one longer than the limit in pieces of at most the limit."""
    for start, end in split_sentences(text):
        for at in range(start, end, limit):
            yield at, min(at + limit, end)
