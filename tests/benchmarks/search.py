"""Search: its stages beside bare FAISS plus bare tantivy, and the whole of it with the query's encoding.

usage: python -m tests.benchmarks.search [--chunks 10000 100000]
Aims: first stage at most 1.5 times the bare two; all stages and the encoding at most 60 ms a query. Vectors come from
the encoder for the first 500 passages; the rest are those, perturbed (which changes no cost of an exact search).
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import faiss
import numpy as np
import tantivy

from index.build import build
from index.embed import EncodeProgress, Encoder, Vectors, load_encoder
from index.generation import DENSE, LEXICAL, folder_of
from index.search import Library
from index.tokens import tokens
from qa.settings import load_settings
from tests.benchmarks.corpus import sentences, write_lines
from tests.benchmarks.machine import describe

_REAL = 500
_DEPTH = 100
"""As many as the product takes from each index for its fusion."""


class PerturbingEncoder:
    """The real encoder for the first passages, their vectors with noise for the rest; questions from a table."""

    def __init__(self, encoder: Encoder, questions: Sequence[str]) -> None:
        self.name, self.dimension, self.digest = "perturbed", encoder.dimension, encoder.digest
        self._encoder = encoder
        self._real: Vectors | None = None
        self._questions = dict(zip(questions, encoder.encode_queries(list(questions)), strict=True))

    def timed_encoding(self, question: str) -> float:
        """Milliseconds that the real encoder takes for a question."""
        return milliseconds(lambda: self._encoder.encode_queries([question]))

    def encode_passages(self, texts: Sequence[str], progress: EncodeProgress | None = None) -> Vectors:
        if self._real is None:
            self._real = self._encoder.encode_passages(list(texts[:_REAL]))
        seeds = [int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big") for text in texts]
        noise = np.random.default_rng(seeds[0]).normal(scale=0.02, size=(len(texts), self.dimension))
        vectors = (self._real[[seed % len(self._real) for seed in seeds]] + noise).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._questions[text] for text in texts])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, nargs="+", default=[10_000, 100_000])
    options = parser.parse_args()
    settings = load_settings()
    questions = [one[:24] for one in sentences()[::5]][:60]
    real = load_encoder(settings.encoder, cache=settings.cache, threads=settings.threads)
    encoder = PerturbingEncoder(real, questions)
    print(describe())
    for count in options.chunks:
        measure(count, encoder, questions)


def measure(count: int, encoder: PerturbingEncoder, questions: list[str]) -> None:
    """Build a library of about `count` chunks and time its search beside the bare indexes, question by question."""
    with tempfile.TemporaryDirectory() as folder:
        lines, path = Path(folder) / "articles.jsonl", Path(folder) / "library"
        write_lines(lines, count * 10 // 17)
        report = build(path, [lines], encoder=encoder)
        library = Library.open(path, encoder)
        bare = bare_search(folder_of(path, report.generation), encoder)
        ours, theirs, whole, encoding = [], [], [], []
        for question in questions:
            for _ in range(3):
                theirs.append(milliseconds(lambda question=question: bare(question)))
                ours.append(milliseconds(lambda question=question: library.search(question, ranker="fusion")))
                whole.append(milliseconds(lambda question=question: library.search(question)))
                encoding.append(encoder.timed_encoding(question))
        library.close()
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"{report.chunks:,} chunks: first stage {statistics.median(ours):.1f} ms (p95 {p95(ours):.1f}), "
        f"bare FAISS + tantivy {statistics.median(theirs):.1f} ms (p95 {p95(theirs):.1f}), ratio {ratio:.2f} (aim 1.5)"
    )
    total = [one + other for one, other in zip(whole, encoding, strict=True)]
    print(
        f"{report.chunks:,} chunks: all stages {statistics.median(whole):.1f} ms (p95 {p95(whole):.1f}), with the "
        f"query's encoding {statistics.median(total):.1f} ms (p95 {p95(total):.1f}, aim 60)"
    )


def bare_search(folder: Path, encoder: PerturbingEncoder) -> Callable[[str], None]:
    """The two libraries called outright on the same index files."""
    dense = faiss.read_index(str(folder / DENSE))
    index = tantivy.Index.open(str(folder / LEXICAL))
    index.register_tokenizer("askpress", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    searcher = index.searcher()

    def run(question: str) -> None:
        dense.search(encoder.encode_queries([question]), _DEPTH)
        words = " ".join(tokens(question))
        searcher.search(index.parse_query(words, ["words"]), limit=_DEPTH, count=False)

    return run


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


if __name__ == "__main__":
    main()
