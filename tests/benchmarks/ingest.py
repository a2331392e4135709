"""Ingest, file to searchable, over the bare encoder on the same chunks and over sentence-transformers as it comes.

usage: python -m tests.benchmarks.ingest [--articles N] [--pages FOLDER]
Aims: characters a second >= 0.9 of the bare encoder's, >= 2.2 of sentence-transformers' (on a CPU with bfloat16).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from index.build import build
from index.catalogue import open_catalogue
from index.chunk import ChunkSettings, chunk
from index.embed import load_encoder
from index.serialise import passage_text
from qa.settings import load_settings
from tests.benchmarks.corpus import write_pages
from tests.benchmarks.machine import describe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=800)
    parser.add_argument("--pages", type=Path, help="pages to measure on instead of composed ones")
    options = parser.parse_args()
    settings = load_settings()
    encoder = load_encoder(settings.encoder, cache=settings.cache, threads=settings.threads)
    encoder.encode_passages(["热身"] * 16)
    with tempfile.TemporaryDirectory() as folder:
        pages, library = options.pages or Path(folder) / "pages", Path(folder) / "library"
        if not options.pages:
            write_pages(pages, options.articles)
        characters = sum(len(file.read_text(encoding="utf-8")) for file in pages.glob("*.txt"))
        begun = time.perf_counter()
        report = build(library, [pages], encoder=encoder)
        whole = time.perf_counter() - begun
        with open_catalogue(library) as catalogue:
            chunks = [one for article in catalogue.articles() for one in chunk(article, ChunkSettings())]
    texts = list(dict.fromkeys(passage_text(one.context, one.text) for one in chunks))
    texts.sort(key=len)
    bare = seconds_of(lambda: encoder.encode_passages(texts))
    plain = seconds_of(plain_encoding(encoder.folder, texts))
    print(describe())
    print(f"{characters:,} characters, {report.articles} articles, {len(texts)} passages")
    print(f"build                          {whole:7.1f} s  {characters / whole:8,.0f} characters a second")
    print(f"bare encoder                   {bare:7.1f} s  build reaches {bare / whole:.2f} of it (aim 0.9)")
    print(f"sentence-transformers          {plain:7.1f} s  build reaches {plain / whole:.2f} of it (aim 2.2)")


def seconds_of(work: object) -> float:
    begun = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - begun


def plain_encoding(folder: Path, texts: list[str]) -> object:
    """What a user would otherwise do: the same weights in sentence-transformers with its defaults."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": "float32"})
    model.encode(texts[:16], prompt_name="passage")
    return lambda: model.encode(texts, prompt_name="passage")


if __name__ == "__main__":
    main()
