"""The door: which requests reach the page at all, before any of it runs; which addresses may be listened on."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import FixSettings
from ui.people import Role
from ui.sign_in import SignIn

OPEN_PATHS = ("", "/login", "/logout", "/theme.css", "/favicon.ico", "/robots.txt", "/manifest.json")
OPEN_PATHS_OF_GRADIO = ("/gradio_api/theme.css", "/gradio_api/startup-events")
OPEN_FOLDERS = ("/assets/", "/static/", "/svelte/")
"""What the sign-in page itself is made of; it tells nothing of the library."""

HEADERS = {
    # No other site may show the page in a frame of its own and have it clicked unseen.
    "content-security-policy": "frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    # The question stands in the address.
    "referrer-policy": "same-origin",
}

FOREIGN = "This request comes from another site.\n此请求来自其他网站。\n"
OTHER_NAME = (
    "Without sign-in this page answers to localhost only; start it with --auth FILE.\n"
    "未设登录时，本页只接受 localhost 的访问；请用 --auth FILE 启动。\n"
)
NOT_SIGNED_IN = "Sign in first.\n请先登录。\n"
KEEPERS_ONLY = "Only keepers may do this.\n此操作仅限管理员。\n"


def is_loopback(host: str) -> bool:
    """Whether a host, a name or an address, is this machine to itself: no other reaches it under it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def check_host(host: str, signed: bool) -> None:
    """Raises FixSettings where others than this machine could come in and nobody has to sign in."""
    if signed or is_loopback(host):
        return
    raise FixSettings(
        "whoever reaches {host} could read this library and change it: there is no sign-in",
        where=f"--host {host}",
        remedy="add people with `askpress user add NAME --auth FILE` and give --auth FILE here, or leave out --host",
        host=host or "this machine",
    )


class Door:
    """ASGI middleware around the page: turns away what other sites send, and who has not signed in."""

    def __init__(self, app: ASGIApp, sign_in: SignIn | None) -> None:
        self.app = app
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the page, or let the request through and add what keeps browsers safe to its answer."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        connection = HTTPConnection(scope)
        refusal = self._refusal(connection)
        if refusal is not None:
            await refusal(scope, receive, send_safely)
            return
        if self._sign_in is not None and connection.url.path.rstrip("/") == "/logout":
            # Gradio would end all sessions of the person, or, where there is no TLS, none.
            for token in _tokens(connection):
                scope["app"].tokens.pop(token, None)
        await self.app(scope, receive, send_safely)

    def _refusal(self, connection: HTTPConnection) -> Response | None:
        if not _own(connection):
            return PlainTextResponse(FOREIGN, 403)
        if self._sign_in is None:
            named = connection.url.hostname
            return None if named is None or is_loopback(named) else PlainTextResponse(OTHER_NAME, 403)
        path = connection.url.path.rstrip("/")
        if path in OPEN_PATHS or path in OPEN_PATHS_OF_GRADIO or path.startswith(OPEN_FOLDERS):
            return None
        sessions: Any = connection.scope["app"].tokens
        name = next((sessions[token] for token in _tokens(connection) if token in sessions), None)
        if name is None:
            if path.endswith("/queue/join"):
                # What the page's own events get, it shows: as a notice in the reader's language (ui.notices).
                return JSONResponse({"detail": NOT_SIGNED_IN}, 401)
            return PlainTextResponse(NOT_SIGNED_IN, 401)
        if "upload" in path.split("/") and self._sign_in.role(name) is not Role.KEEPER:
            return PlainTextResponse(KEEPERS_ONLY, 403)
        return None


def _tokens(connection: HTTPConnection) -> list[str]:
    """The tokens of the browser's cookies, in Gradio's order."""
    name = connection.scope["app"].cookie_id
    cookies = [connection.cookies.get(f"access-token-{kind}{name}") for kind in ("", "unsecure-")]
    return [token for token in cookies if token]


def _own(connection: HTTPConnection) -> bool:
    """Whether a request comes from this page, from an address that was opened, or from no browser at all.

    Sec-Fetch-Site (Fetch Metadata, W3C) says it where the browser sends it, Origin (RFC 6454) elsewhere. Gradio lets
    any site call, cookies and all, where the host is not this machine.
    """
    origin = connection.headers.get("origin")
    site = connection.headers.get("sec-fetch-site")
    if site in ("same-origin", "none") or (origin is None and site is None):
        return True
    if origin is None:
        # A link on another page opens an address; it cannot send anything, and reads nothing of what comes.
        return connection.scope.get("method") in ("GET", "HEAD")
    named = {connection.headers.get("host"), connection.headers.get("x-forwarded-host")}
    return site is None and urlsplit(origin).netloc in named
