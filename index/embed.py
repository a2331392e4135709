"""Embed: texts to unit vectors with a sentence-transformers model; importing this module costs no torch."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder_folder import digest_encoder, locate_encoder, read_dimension, read_prompts
from index.errors import FetchModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
EncodeProgress = Callable[[int, int], None]
"""Called with the number of texts done and of all texts; what it raises ends the encoding."""

_BATCH = 16
"""Texts in one forward pass: larger batches are slower on a CPU, they fall out of its caches."""


class Encoder(Protocol):
    """What turns texts into vectors. Two encoders with one `digest` give interchangeable vectors."""

    @property
    def name(self) -> str:
        """How a person knows it."""

    @property
    def digest(self) -> str:
        """Hexadecimal, derived from all that decides the vectors: weights, tokenizer, configuration, prompts."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_passages(self, texts: Sequence[str], progress: EncodeProgress | None = None) -> Vectors:
        """Float32 (len(texts), dimension), rows of length 1, in the order of `texts`."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Float32 (len(texts), dimension), rows of length 1, in the order of `texts`."""


def load_encoder(name_or_path: str, *, cache: Path, threads: int | None = None) -> SentenceTransformerEncoder:
    """The encoder `name_or_path`: the default's name (fetched into `cache` before), a folder, or a name on the hub.

    Only a name on the hub that is not in the hub's local cache yet needs the network. The weights are loaded at the
    first encoding; name, digest and dimension are had without them. Raises FetchModel where there is no such encoder.
    """
    return SentenceTransformerEncoder(name_or_path, locate_encoder(name_or_path, cache), cache=cache, threads=threads)


class SentenceTransformerEncoder:
    """A sentence-transformers model in a local folder, in bfloat16 where the CPU computes with it.

    Vectors of bfloat16 and float32 are interchangeable (cosine over 0.9999, measured), so precision is no part of
    `digest`. Many threads may encode at once: a question does not wait for the passages of a build.
    """

    def __init__(self, name: str, folder: Path, *, cache: Path, threads: int | None = None) -> None:
        self.name = name
        self.folder = folder
        self.prompts = read_prompts(name, folder)
        self.digest = digest_encoder(folder, self.prompts, cache)
        self._workers = threads or os.cpu_count() or 1
        self._loading = threading.Lock()
        self._model: SentenceTransformer | None = None
        self._dimension = read_dimension(folder)

    @property
    def dimension(self) -> int:
        """Length of a vector, from the folder's configuration; from the loaded model where that does not say."""
        if self._dimension is None:
            self._loaded()
        assert self._dimension is not None
        return self._dimension

    def encode_passages(self, texts: Sequence[str], progress: EncodeProgress | None = None) -> Vectors:
        """Float32 (len(texts), dimension), rows of length 1; `progress` is called after every 16 texts or so.

        Raises FetchModel where the weights cannot be loaded.
        """
        prompt = self.prompts.get("document") or self.prompts.get("passage") or ""
        return self._encode(lambda model: model.encode_document, prompt, texts, progress)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Float32 (len(texts), dimension), rows of length 1. Raises FetchModel where the weights cannot be loaded."""
        return self._encode(lambda model: model.encode_query, self.prompts.get("query", ""), texts, None)

    def _encode(
        self,
        method: Callable[[SentenceTransformer], Callable[..., Any]],
        prompt: str,
        texts: Sequence[str],
        progress: EncodeProgress | None,
    ) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return vectors
        model = self._loaded()
        encode = method(model)
        # Texts of one length go together, as a batch is padded to its longest. UTF-8 bytes tell the number of tokens
        # better than characters: a Chinese character is about as many tokens as three Latin letters.
        order = sorted(range(len(texts)), key=lambda at: len(texts[at].encode("utf-8", "replace")), reverse=True)

        def run(batch: list[int]) -> int:
            rows = encode([texts[at] for at in batch], prompt=prompt, batch_size=_BATCH, show_progress_bar=False)
            vectors[batch] = _unit_rows(rows)
            return len(batch)

        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        workers = min(self._workers if model.device.type == "cpu" else 1, len(batches))
        done = 0
        for count in _run_all(run, batches, workers):
            done += count
            if progress:
                progress(done, len(texts))
        return vectors

    def _loaded(self) -> SentenceTransformer:
        with self._loading:
            if self._model is None:
                model = _load(self.folder)
                # The first calls set the tokenizer's padding and truncation; after them it is only read, and so safe
                # to be shared by threads.
                model.encode_query(["", "a"], show_progress_bar=False)
                actual = model.encode_document(["", "a"], show_progress_bar=False).shape[1]
                if self._dimension not in (None, actual):
                    raise FetchModel(
                        "the encoder's configuration promises vectors of {dimension}, its weights give {actual}",
                        where=str(self.folder),
                        remedy="mend that folder's configuration, or choose another encoder",
                        dimension=self._dimension,
                        actual=actual,
                    )
                self._dimension = actual
                self._model = model
            return self._model


def _run_all(run: Callable[[list[int]], int], batches: list[list[int]], workers: int) -> Iterator[int]:
    """What `run` gives for each batch, as they are done; each of the workers computes on one core.

    Cores that share a batch wait for each other at every layer. Where something else wants the cores too (a language
    model that answers, another build), that wait is a scheduler's slice each time: measured with two busy processes
    on two cores, a query took 379 ms on two threads and 19 ms on one, and passages went at 8 a second with two threads
    on a batch, at 18 with a batch on each of two.
    """
    import torch

    if len(batches) == 1:
        torch.set_num_threads(1)
        yield from map(run, batches)
        return
    pool = ThreadPoolExecutor(workers, "encode", initializer=_step_back)
    try:
        for future in as_completed([pool.submit(run, batch) for batch in batches]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _step_back() -> None:
    """Make this thread compute on one core, and let what somebody waits for go first: an answer, a search.

    Measured on two cores: a language model that answers during a build writes 15.7 tokens a second (15.0 with no build
    beside it), 11.7 where the build has its priority, and reads 40 (38) instead of 23.
    """
    import torch

    torch.set_num_threads(1)
    if sys.platform == "linux":
        # Elsewhere priorities belong to processes.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + 10)


def computes_bfloat16() -> bool:
    """Whether this CPU multiplies matrices in bfloat16 (AVX512_BF16 or AMX); elsewhere it is slower than float32."""
    import torch

    # Missing before torch 2.11 and on some platforms: then float32, which is right everywhere.
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def _load(folder: Path) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # An explicit type: the weights may be stored as float16, which a CPU computes with very slowly. Measured in one
    # run, passages a second: float32 35, bfloat16 with eager attention 66, bfloat16 with fused attention 53.
    options: dict[str, Any] = {"dtype": torch.float32}
    if not torch.cuda.is_available() and computes_bfloat16():
        options = {"dtype": torch.bfloat16, "attn_implementation": "eager"}
    try:
        return SentenceTransformer(str(folder), local_files_only=True, model_kwargs=options)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        raise FetchModel(
            "the encoder cannot be loaded: {error}",
            where=str(folder),
            remedy="remove that folder and run `askpress models fetch`, or choose another encoder",
            error=error,
        ) from error


def _unit_rows(rows: Any) -> Vectors:
    """Rows scaled to length 1 in float32: those that were scaled in bfloat16 are off by up to 0.4 %."""
    vectors: Vectors = np.array(rows, np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.maximum(lengths, np.finfo(np.float32).tiny)
    return vectors
