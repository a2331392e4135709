"""Own page: the address `/?…&page=4` means a newspaper's page, where Gradio would look for a page of its own."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send


class OwnPage:
    """ASGI middleware: takes `page` out of what Gradio reads of the page's address; the browser keeps it there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, that for the page itself without its parameter `page`."""
        if scope["type"] == "http" and scope["path"].removeprefix(scope.get("root_path", "")) in ("", "/"):
            scope = {**scope, "query_string": without_page(scope["query_string"])}
        await self.app(scope, receive, send)


def without_page(query: bytes) -> bytes:
    """A query without its parameters of the name `page`."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] != "page"]).encode() if "page" in dict(pairs) else query
