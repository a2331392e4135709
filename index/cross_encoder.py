"""Cross-encoder: an optional last stage, a model that reads question and passage together and ranks the best anew."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import FixSettings
from index.fuse import Candidate
from index.passages import Passage
from index.rerank import ordered
from index.serialise import passage_text
from index.tokens import simplified

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder as Model

_DEPTH = 20
"""Candidates that the model reads: it costs as much as encoding them, which is why none is in use unless it is set."""
_BATCH = 8


class CrossEncoder:
    """A sentence-transformers CrossEncoder with one output, by folder or by a name in the hub's local cache.

    Loaded at its first use, without the network. After Nogueira and Cho, Passage Re-ranking with BERT (2019),
    https://arxiv.org/abs/1901.04085.
    """

    def __init__(self, name_or_path: str) -> None:
        self.name = name_or_path
        self._loading = threading.Lock()
        self._model: Model | None = None

    def rerank(self, query: str, candidates: Sequence[Candidate], passages: Mapping[int, Passage]) -> list[Candidate]:
        """The candidates, best first, the first 20 ranked anew.

        A score becomes the mean of what it was and of what the model says (its logit through a sigmoid, 0 to 1); a
        candidate that the model does not read keeps half of its score, and so stands below those that it does. Model
        scores lie near 0 or near 1, so that they decide, and the earlier stages only where they do not. Raises
        FixSettings where the model cannot be loaded or has another number of outputs.
        """
        read = [candidate for candidate in candidates[:_DEPTH] if candidate.key in passages]
        if not read:
            return list(candidates)
        chosen = [passages[candidate.key] for candidate in read]
        pairs = [(simplified(query), passage_text(passage.context, passage.text)) for passage in chosen]
        scores = dict(zip((candidate.key for candidate in read), self.scores(pairs), strict=True))
        return ordered(candidates, [(one.score + scores.get(one.key, 0.0)) / 2 for one in candidates])

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """How well each passage answers its question, 0 to 1, for pairs of both. Raises as `rerank` does."""
        import torch

        model = self._loaded()
        found = model.predict(list(pairs), batch_size=_BATCH, show_progress_bar=False, activation_fn=torch.nn.Sigmoid())
        return [float(score) for score in found]

    def _loaded(self) -> Model:
        with self._loading:
            if self._model is None:
                self._model = _load(self.name)
            return self._model


def cross_encoder(name_or_path: str | None) -> CrossEncoder | None:
    """The cross-encoder of that name or folder, not loaded yet; None for None."""
    return CrossEncoder(name_or_path) if name_or_path else None


def _load(name_or_path: str) -> Model:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import CrossEncoder as Loader

    from index.embed import computes_bfloat16

    folder = Path(name_or_path).expanduser()
    bfloat16 = not torch.cuda.is_available() and computes_bfloat16()
    options: dict[str, Any] = {"dtype": torch.bfloat16 if bfloat16 else torch.float32}
    remedy = "mend the setting `reranker`: a folder with a sentence-transformers CrossEncoder, or nothing"
    try:
        model: Model = Loader(
            str(folder) if folder.is_dir() else name_or_path, local_files_only=True, model_kwargs=options
        )
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FixSettings(
            "the reranker cannot be loaded: {reason}", where=name_or_path, remedy=remedy, reason=reason
        ) from error
    if model.num_labels != 1:
        raise FixSettings(
            "the reranker must have 1 output, it has {count}", where=name_or_path, remedy=remedy, count=model.num_labels
        )
    return model
