"""Kept: an address to files, the page as it came and what is known of it, from which every later build reads."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.errors import AskpressError
from index.load import load_file
from index.web.fetch import Fetched, Fetcher


@dataclass(frozen=True, slots=True)
class PageFiles:
    """A page that was fetched: the files of it, its sidecar first, and the path that each is to be kept under."""

    address: str
    files: tuple[tuple[Path, str], ...]


def fetch_page(address: str, fetcher: Fetcher, into: Path) -> PageFiles:
    """Fetch the page at an address and write its files into the folder `into`, which is there.

    Nothing is written for a page without an article. Raises as `Fetcher.fetch` and, with the address for its place,
    what `load_file` says of the page.
    """
    fetched = fetcher.fetch(address)
    name = file_name(fetched.address)
    page, beside = into / Path(name).name, into / f"{Path(name).name}.toml"
    try:
        page.write_bytes(fetched.raw)
        beside.write_text(sidecar(fetched), encoding="utf-8")
        for item in load_file(page):
            if isinstance(item, AskpressError):
                # The file is nobody's but ours: what is wrong is wrong with the address.
                raise type(item)(item.parts.what, where=address, remedy=item.parts.remedy)
    except BaseException:
        page.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
        raise
    return PageFiles(fetched.address, ((beside, f"{name}.toml"), (page, name)))


def file_name(address: str) -> str:
    """The path that the page of an address is kept under: one for each address, the same each time."""
    parts = urlsplit(address)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    words = re.sub(r"[^\w-]+", "-", re.sub(r"\.\w{1,6}$", "", last)).strip("-_")[:60]
    digest = hashlib.sha256(address.encode()).hexdigest()[:12]
    host = re.sub(r"[^\w.-]+", "-", parts.netloc)
    return f"web/{host}/{words or 'page'}-{digest}.html"


def sidecar(fetched: Fetched) -> str:
    """What is kept beside a page: where it was fetched, and the encoding that its server told."""
    # A JSON string of printable characters is a string of TOML too.
    lines = [f"address = {json.dumps(fetched.address)}"]
    if fetched.charset:
        lines.append(f"charset = {json.dumps(fetched.charset)}")
    return "\n".join(lines) + "\n"
