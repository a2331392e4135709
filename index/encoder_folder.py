"""Encoder folder: where an encoder's files are, and what can be told of it without loading it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import threading
from pathlib import Path
from typing import Any

from index.errors import FetchModel
from index.messages import Message

DEFAULT_ENCODER = "multilingual-e5-small"

_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
_BESIDE_WEIGHTS = ("*.json", "*.txt", "*.model")
_E5_NAME = re.compile(r"(^|[/\\-])e5-(small|base|large)", re.IGNORECASE)
_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


def encoder_folder(name: str, cache: Path) -> Path:
    """Where a fetched encoder's sentence-transformers folder stands within the folder `cache`."""
    return cache / "models" / name


def locate_encoder(name_or_path: str, cache: Path) -> Path:
    """The sentence-transformers folder of the default encoder, of a path, or of a name on the hub (fetched if need be).

    Raises FetchModel where there is none.
    """
    fetched = encoder_folder(name_or_path, cache)
    if name_or_path == DEFAULT_ENCODER:
        if not (fetched / "modules.json").is_file():
            raise FetchModel(
                "the encoder {name} has not been fetched",
                where=str(fetched),
                remedy="askpress models fetch",
                name=name_or_path,
            )
        return fetched
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return path.resolve()
    if path.is_absolute() or name_or_path.startswith((".", "~")) or name_or_path.count("/") > 1:
        raise FetchModel("there is no folder of the encoder", where=str(path), remedy="mend the setting `encoder`")
    return _hub_folder(name_or_path)


def _hub_folder(name: str) -> Path:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import httpx
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    beside = [pattern for folder in ("", "*/") for pattern in (folder + end for end in _BESIDE_WEIGHTS)]
    other_formats = ["onnx/*", "openvino/*"]
    with contextlib.suppress(LocalEntryNotFoundError, HFValidationError):
        found = Path(snapshot_download(name, local_files_only=True))
        if any(any(found.rglob(pattern)) for pattern in _WEIGHTS):
            return found
    try:
        # Most models come in several formats, each as large as the other: take safetensors where there are any.
        for weights in _WEIGHTS:
            wanted = [*beside, weights, "*/" + weights]
            found = Path(snapshot_download(name, allow_patterns=wanted, ignore_patterns=other_formats))
            if any(found.rglob(weights)):
                return found
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, httpx.HTTPError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FetchModel(
            "the encoder {name} could not be had from the model hub: {reason}",
            where=os.environ.get("HF_ENDPOINT") or Message("the model hub"),
            remedy="check the name and the network, set HF_ENDPOINT to a mirror, or set `encoder` to a folder",
            name=name,
            reason=reason,
        ) from error
    raise FetchModel(
        "the encoder {name} has no weights in a format that torch loads", remedy="choose another encoder", name=name
    )


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise FetchModel(
            "the encoder's configuration cannot be read: {error}",
            where=str(path),
            remedy="remove that folder and run `askpress models fetch`, or choose another encoder",
            error=error,
        ) from error


def read_prompts(name: str, folder: Path) -> dict[str, str]:
    """What the model wants in front of a text, by use; for E5 models that do not say, what their model card asks for.

    Source: https://huggingface.co/intfloat/multilingual-e5-small ("Each input text should start with ...").
    """
    prompts = {
        use: text
        for use, text in _read_json(folder / "config_sentence_transformers.json").get("prompts", {}).items()
        if text
    }
    if not prompts and _E5_NAME.search(name):
        return dict(_E5_PROMPTS)
    return prompts


def read_dimension(folder: Path) -> int | None:
    """The length that the last of the folder's modules with a say gives vectors; None where none says."""
    dimension = None
    for module in _read_json(folder / "modules.json") or []:
        if not module["path"]:
            continue
        configuration = _read_json(folder / module["path"] / "config.json")
        if "out_features" in configuration:
            dimension = int(configuration["out_features"])
        elif size := configuration.get("word_embedding_dimension") or configuration.get("embedding_dimension"):
            # Several ways of pooling are laid side by side.
            modes = sum(value is True for key, value in configuration.items() if key.startswith("pooling_mode_"))
            dimension = int(size) * max(modes, 1)
    return dimension


def digest_encoder(folder: Path, prompts: dict[str, str], cache: Path) -> str:
    """SHA-256 over names and contents of the files that decide the vectors, and the prompts.

    Reading hundreds of megabytes at every start is saved: the digest is kept in `cache` under the files' sizes and
    times of change.
    """
    files = _deciding_files(folder)
    if not files:
        raise FetchModel(
            "the folder holds no encoder's weights", where=str(folder), remedy="set `encoder` to a model's folder"
        )
    states = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    key = hashlib.sha256(json.dumps([states, prompts], sort_keys=True).encode()).hexdigest()
    kept = cache / "digests" / key
    with contextlib.suppress(OSError, ValueError):
        digest = kept.read_text(encoding="ascii")
        if re.fullmatch("[0-9a-f]{64}", digest):
            return digest
    total = hashlib.sha256(json.dumps(prompts, sort_keys=True).encode())
    for file in files:
        with file.open("rb") as stream:
            total.update(f"\0{file.relative_to(folder).as_posix()}\0".encode())
            total.update(hashlib.file_digest(stream, "sha256").digest())
    # Only a saving: a cache folder that cannot be written to must not stop a search.
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        temporary = kept.with_name(f"{key}.{os.getpid()}-{threading.get_ident()}")
        temporary.write_text(total.hexdigest(), encoding="ascii")
        temporary.replace(kept)
    return total.hexdigest()


def _deciding_files(folder: Path) -> list[Path]:
    """Weights, tokenizer and configuration of the model and of its modules; no other formats, notes or downloads."""
    places = {folder} | {folder / module["path"] for module in _read_json(folder / "modules.json") or []}
    found = {file for place in places for pattern in (*_WEIGHTS, *_BESIDE_WEIGHTS) for file in place.glob(pattern)}
    if any(file.suffix == ".safetensors" for file in found):
        found = {file for file in found if file.suffix != ".bin"}
    if not any(file.suffix in (".safetensors", ".bin") for file in found):
        return []
    return sorted(found, key=lambda file: file.relative_to(folder).as_posix())
