"""Own page: what Gradio would do otherwise: `/?…&page=4` means a newspaper's page, and signing in has a title too.

Gradio would look for a page of its own of that name, and gives its page a title only by a script that runs later, which
it does not where one signs in (WCAG 2.2, 2.4.2).
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEAD = b"<head>"

TITLE = b"<title>Askpress</title>"


class OwnPage:
    """ASGI middleware: takes `page` out of what Gradio reads of the page's address, and puts a title into the page.

    The browser keeps the address as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, that for the page itself without its parameter `page`, and give that a title."""
        if scope["type"] == "http" and scope["path"].removeprefix(scope.get("root_path", "")) in ("", "/"):
            scope = {**scope, "query_string": without_page(scope["query_string"])}
            send = _titling(send)
        await self.app(scope, receive, send)


def without_page(query: bytes) -> bytes:
    """A query without its parameters of the name `page`."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] != "page"]).encode() if "page" in dict(pairs) else query


def _titling(send: Send) -> Send:
    """Send on, with a title in a page of HTML that comes in one piece and without one."""
    held: list[Message] = []

    async def titled(message: Message) -> None:
        if message["type"] == "http.response.start":
            # Until the body is there: its length stands in the headers.
            held.append(message)
            return
        if held:
            start = held.pop()
            headers = MutableHeaders(raw=list(start["headers"]))
            body = message.get("body", b"")
            html = "text/html" in headers.get("content-type", "") and "content-encoding" not in headers
            if html and not message.get("more_body") and HEAD in body and b"<title>" not in body:
                message = {**message, "body": body.replace(HEAD, HEAD + TITLE, 1)}
                headers["content-length"] = str(len(message["body"]))
                start = {**start, "headers": headers.raw}
            await send(start)
        await send(message)

    return titled
