"""What was measured with: versions, digests and settings that a result depends on, and a key for all of them."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import index
import qa
from index.embed import Encoder
from qa.evaluation.sets import EvaluationSet
from qa.model.catalogue import LANGUAGE_MODEL
from qa.model.llm import ChatModel
from qa.settings import NO_MODEL, Settings

_LIBRARIES = (
    "askpress",
    "faiss-cpu",
    "langchain-core",
    "numpy",
    "opencc",
    "openvino-genai",
    "rjieba",
    "scipy",
    "sentence-transformers",
    "tantivy",
    "torch",
    "transformers",
    "xllamacpp",
)
_OF_THE_MACHINE = {"library", "cache", "api_key", "timeout_seconds", "threads"}
"""Settings that change where things are and how long they take, and no answer."""


@dataclass(frozen=True, slots=True)
class MeasuredWith:
    """Versions of the libraries and of what was used by name, SHA-256 digests, the settings that answers depend on.

    `key` is 16 hexadecimal digits that differ wherever another result may come of it.
    """

    versions: dict[str, str]
    digests: dict[str, str | None]
    settings: dict[str, Any]
    key: str


def measured_with(
    chosen: EvaluationSet, encoder: Encoder, model: ChatModel | None, settings: Settings, *, unanswerable: bool
) -> MeasuredWith:
    """All that a result on the set depends on. Reads the language model's file where it is not a known one."""
    versions = {name: version(name) for name in _LIBRARIES}
    versions |= {
        "python": sys.version.split()[0],
        "encoder": f"{encoder.name} {encoder.digest[:12]}",
        "model": model.name if model else NO_MODEL,
    }
    digests = {
        "set": chosen.digest,
        "code": code_digest(),
        "encoder": encoder.digest,
        "model": _model_digest(model) if model else None,
    }
    # What a later version may add to the settings is taken up by itself.
    chosen_settings = settings.model_dump(mode="json", exclude=_OF_THE_MACHINE)
    chosen_settings["model"] = settings.model if model else NO_MODEL
    told = {"versions": versions, "digests": digests, "settings": chosen_settings, "unanswerable": unanswerable}
    key = hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    return MeasuredWith(versions, digests, chosen_settings, key)


@cache
def code_digest() -> str:
    """SHA-256 over the program's own files that search and answer: a version number may not tell two of them apart."""
    whole = hashlib.sha256()
    for package in (index, qa):
        folder = Path(package.__path__[0])
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".npz"):
                whole.update(f"{package.__name__}/{path.relative_to(folder).as_posix()}\n".encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _model_digest(model: ChatModel) -> str | None:
    """The digest of the model's file; None of one behind an endpoint, which nobody can tell."""
    if model.name == LANGUAGE_MODEL.name:
        return LANGUAGE_MODEL.sha256
    file = Path(model.where)
    if not file.is_file():
        return None
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
