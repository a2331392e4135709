"""Opening: the encoder, the library and the language model that a command needs, closed again behind it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import FetchModel

if TYPE_CHECKING:
    from index.embed import Encoder
    from index.search import Library
    from qa.model.llm import ChatModel
    from qa.settings import Settings


def open_encoder(settings: Settings) -> Encoder:
    """The encoder that the settings name. Raises FetchModel where it is not at hand."""
    from index.embed import load_encoder

    return load_encoder(settings.encoder, cache=settings.cache, threads=settings.threads)


@contextmanager
def opened_library(settings: Settings) -> Iterator[Library]:
    """The library that the settings name, with its encoder. Raises as `Library.open` does."""
    from index.cross_encoder import cross_encoder
    from index.search import Library
    from index.store import Store

    # A missing library is the commoner mistake: told before the encoder is looked for.
    Store.open(settings.library).close()
    library = Library.open(settings.library, open_encoder(settings), cross_encoder(settings.reranker))
    try:
        yield library
    finally:
        library.close()


@contextmanager
def chat_model(settings: Settings, without: bool) -> Iterator[ChatModel | None]:
    """The language model that the settings name; None `without`, and where it has not been fetched, which is told."""
    from qa.model.llm import open_chat_model

    model = None
    if not without:
        try:
            model = open_chat_model(settings)
        except FetchModel as error:
            # An archive can be asked without it; the reader is told why the answers are bare quotes.
            sys.stderr.write(f"askpress: {error.what}: answers are the pages' own sentences (askpress models fetch)\n")
    try:
        yield model
    finally:
        if model is not None:
            model.close()
