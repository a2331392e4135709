"""Fetch: one address to the bytes of a web page, with limits on time, size, redirects, and on which hosts are asked.

Nobody's network is looked into by way of this program: an address is resolved here, checked, and the connection made
to the very address that was checked, for every redirect anew, so that a name that resolves otherwise the next time
leads nowhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
import protego

from index.errors import AskpressError, FixInput, TryLater

USER_AGENT = "askpress (newspaper archive; fetches the pages that its keeper names)"
MOST_BYTES = 10_000_000
MOST_ROBOTS_BYTES = 512_000
"""RFC 9309, 2.5: at least 500 kibibytes must be read."""
MOST_REDIRECTS = 5
SECONDS = 30.0
"""For one address, from the first look-up of its name to the last byte."""
DELAY = 1.0
"""Seconds between two requests to one host."""
LONGEST_DELAY = 30.0
"""What a site may ask for (`Crawl-delay`)."""

KINDS = ("text/html", "application/xhtml+xml")
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A web page as it came: `address` is where it was found in the end, `charset` what its server told ("": none)."""

    address: str
    raw: bytes
    charset: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much, and whether hosts of this machine and its own network may be asked."""

    seconds: float = SECONDS
    size: int = MOST_BYTES
    redirects: int = MOST_REDIRECTS
    delay: float = DELAY
    private: bool = False


class _StoppedError(Exception):
    """Raised within a fetch that is no longer wanted."""


@dataclass
class Fetcher:
    """Fetches addresses one after the other; remembers what each host allows, and when it was last asked.

    `stopped` is asked while it waits; once it says so, `fetch` raises TryLater. No cookies are kept, none are sent.
    """

    limits: Limits = field(default_factory=Limits)
    stopped: Callable[[], bool] = lambda: False
    resolve: Callable[[str, int], list[str]] = lambda host, port: resolved(host, port)
    _robots: dict[str, protego.Protego | None] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _end: float = 0.0

    def fetch(self, address: str) -> Fetched:
        """The page at an address.

        Raises FixInput (no web address, a private host, robots.txt forbids it, not there, too large, no web page, too
        many redirects) and TryLater (no answer, none in time, the server is busy, stopped).
        """
        try:
            return asyncio.run(self._within(address, self._page(address)))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise TryLater(
                "the server gave no usable answer ({reason})",
                where=address,
                remedy="look whether a browser shows the page, and try again later",
                reason=f"{type(error).__name__} {error}".strip()[:200],
            ) from error

    async def _within(self, address: str, wanted: Awaitable[_Result]) -> _Result:
        task = asyncio.ensure_future(wanted)
        self._end = time.monotonic() + self.limits.seconds
        try:
            while not task.done():
                await asyncio.wait([task], timeout=0.1)
                if self.stopped():
                    raise TryLater("fetching was stopped", where=address, remedy="give the address again")
                if time.monotonic() > self._end:
                    raise TryLater(
                        "the page was not there after {seconds:g} seconds",
                        where=address,
                        remedy="try again later, or save the page in a browser and add that file",
                        seconds=self.limits.seconds,
                    )
            return task.result()
        finally:
            if not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, httpx.HTTPError, OSError, AskpressError):
                    await task

    async def _page(self, address: str) -> Fetched:
        at = checked_address(address)
        for _ in range(self.limits.redirects + 1):
            await self._ask_robots(at)
            await self._wait_for(at)
            answer = await self._get(at, self.limits.size)
            if answer.onward is None:
                _check_status(at, answer.status)
                _check_kind(at, answer.kind, answer.raw)
                return Fetched(at, answer.raw, answer.charset)
            at = checked_address(answer.onward)
        raise FixInput(
            "the address leads on more than {limit} times", where=address, remedy=_BY_HAND, limit=self.limits.redirects
        )

    async def _ask_robots(self, address: str) -> None:
        origin = urlunsplit((*urlsplit(address)[:2], "", "", ""))
        if origin not in self._robots:
            self._robots[origin] = await self._read_robots(f"{origin}/robots.txt")
        rules = self._robots[origin]
        if rules is None or not rules.can_fetch(address, "askpress"):
            raise FixInput(
                "the site does not allow programs to fetch this page (robots.txt)", where=address, remedy=_BY_HAND
            )

    async def _read_robots(self, at: str) -> protego.Protego | None:
        """A site's rules; None where they cannot be had, which forbids everything (RFC 9309, 2.3.1)."""
        for _ in range(self.limits.redirects + 1):
            await self._wait_for(at)
            answer = await self._get(at, MOST_ROBOTS_BYTES, cut=True)
            if answer.onward is None:
                if answer.status >= 500:
                    return None
                found = answer.raw if answer.status == 200 else b""
                return protego.Protego.parse(found.decode("utf-8", "replace"))
            at = checked_address(answer.onward)
        return protego.Protego.parse("")

    async def _wait_for(self, address: str) -> None:
        host = urlsplit(address).netloc
        rules = self._robots.get(urlunsplit((*urlsplit(address)[:2], "", "", "")))
        asked_for = rules.crawl_delay("askpress") if rules is not None else None
        pause = max(self.limits.delay, min(float(asked_for or 0), LONGEST_DELAY))
        left = self._asked.get(host, -pause) + pause - time.monotonic()
        if host in self._asked and left > 0:
            # What a site asks us to wait is not the site's delay.
            self._end += left
            await asyncio.sleep(left)
        self._asked[host] = time.monotonic()

    async def _get(self, address: str, most: int, *, cut: bool = False) -> _Answer:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        loop = asyncio.get_running_loop()
        peer = self._allowed(address, await loop.run_in_executor(None, self.resolve, host, port))
        url = httpx.URL(address).copy_with(host=peer)
        headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        headers["Accept"] = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
        # Nothing of the environment: a proxy or a password from a file would go to a host that nobody checked.
        async with (
            httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=self.limits.seconds) as client,
            client.stream("GET", url, headers=headers, extensions={"sni_hostname": host}) as response,
        ):
            if response.is_redirect and response.headers.get("location"):
                return _Answer(response.status_code, onward=urljoin(address, response.headers["location"]))
            raw = bytearray()
            async for block in response.aiter_bytes():
                raw += block
                if len(raw) > most and not cut:
                    raise FixInput("the page has more than {limit:,} bytes", where=address, remedy=_BY_HAND, limit=most)
                if len(raw) > most:
                    break
            kind, _, rest = response.headers.get("content-type", "").partition(";")
            charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", rest)
            return _Answer(response.status_code, bytes(raw[:most]), kind.strip().lower(), charset[1] if charset else "")

    def _allowed(self, address: str, found: list[str]) -> str:
        for peer in found:
            if not self.limits.private and not is_public(peer):
                raise FixInput(
                    "{peer} is an address of this machine or of a network of its own, which is not fetched from",
                    where=address,
                    remedy="give an address of the web; to allow this one set ASKPRESS_PRIVATE_ADDRESSES=true",
                    peer=peer,
                )
        return found[0]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    raw: bytes = b""
    kind: str = ""
    charset: str = ""
    onward: str | None = None


_BY_HAND = "open it in a browser, save the page, and add that file"


def is_address(text: str) -> bool:
    """Whether somebody means a web address, and no file, by `text`."""
    return re.match(r"(?i)\s*https?://", text) is not None


def checked_address(text: str) -> str:
    """A web address as it is fetched: no fragment, no name and password. Raises FixInput for what is none."""
    try:
        parts = urlsplit(text.strip())
        port, host = parts.port, (parts.hostname or "").rstrip(".")
        if parts.scheme.lower() in _PORTS and host and len(text) <= 4000 and not re.search(r"[\s\x00-\x1f]", host):
            inner = f"[{host}]" if ":" in host else host.encode("idna").decode()
            netloc = inner if port is None or port == _PORTS[parts.scheme.lower()] else f"{inner}:{port}"
            clean = urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", parts.query, ""))
            return str(httpx.URL(clean))
    except (ValueError, UnicodeError, httpx.InvalidURL):
        pass
    raise FixInput(
        "this is no address of a web page, expected http://… or https://…",
        where=text[:300],
        remedy="copy the address from the browser's address bar",
    )


def is_public(peer: str) -> bool:
    """Whether an IP address is one of the open internet, also where it stands for another one within it."""
    at = ipaddress.ip_address(peer.partition("%")[0])
    if isinstance(at, ipaddress.IPv6Address):
        for inner in _inner(at):
            if not is_public(str(inner)):
                return False
        if at in _NAT64:
            return True
    return at.is_global and not (at.is_multicast or at.is_reserved or at.is_unspecified or at.is_loopback)


def _inner(at: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    if at.ipv4_mapped:
        yield at.ipv4_mapped
    if at.sixtofour:
        yield at.sixtofour
    if at.teredo:
        yield from at.teredo
    if at in _NAT64:
        yield ipaddress.IPv4Address(int(at) & 0xFFFFFFFF)


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host's name, in the order in which they are to be tried. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _check_status(address: str, status: int) -> None:
    if status == 200:
        return
    if status in (401, 402, 403):
        raise FixInput(
            "the site shows this page only to those whom it lets in (status {status})",
            where=address,
            remedy="open it in a browser where you are signed in, save the page, and add that file",
            status=status,
        )
    if status in (408, 425, 429) or status >= 500:
        raise TryLater("the server is busy (status {status})", where=address, remedy="try again later", status=status)
    raise FixInput(
        "there is no page at this address (status {status})", where=address, remedy="check the address", status=status
    )


def _check_kind(address: str, kind: str, raw: bytes) -> None:
    if kind in KINDS or (kind in ("", "text/plain", "application/octet-stream") and b"<html" in raw[:2000].lower()):
        return
    raise FixInput(
        "the address gives {kind}, expected a web page (text/html)",
        where=address,
        remedy="give the address of an article's page; save anything else as a file and add that",
        kind=kind or "nothing",
    )
