from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send

from ui.own_page import OwnPage, without_page


def passed_on(path: str, query: bytes, kind: str = "http") -> bytes:
    seen: list[bytes] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["query_string"])

    async def nothing(*_: object) -> None:
        raise AssertionError("nothing is read or sent")

    scope = {"type": kind, "path": path, "query_string": query}
    asyncio.run(OwnPage(app)(scope, nothing, nothing))  # type: ignore[arg-type]
    assert scope["query_string"] == query, "the scope of others stays as it is"
    return seen[0]


@pytest.mark.parametrize("path", ["/", ""])
def test_the_page_of_a_newspaper_is_none_of_gradio_s(path: str) -> None:
    assert passed_on(path, b"q=a+b&page=4&from=2024-05-20") == b"q=a+b&from=2024-05-20"
    assert passed_on(path, b"q=%E6%A1%A5&to=") == b"q=%E6%A1%A5&to="


def test_other_requests_are_let_through_as_they_are() -> None:
    assert passed_on("/gradio_api/queue/join", b"page=4") == b"page=4"
    assert passed_on("/", b"page=4", kind="websocket") == b"page=4"


@given(st.lists(st.tuples(st.sampled_from(["q", "page", "from", "页"]), st.text(max_size=5)), max_size=5))
def test_all_else_is_kept(pairs: list[tuple[str, str]]) -> None:
    left = parse_qsl(without_page(urlencode(pairs).encode()).decode(), keep_blank_values=True)
    assert left == [pair for pair in pairs if pair[0] != "page"]


def answered(*messages: dict[str, object], path: str = "/") -> tuple[dict[str, object], bytes]:
    """The start and the body of what comes of an answer."""
    sent: list[dict[str, object]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    async def nothing() -> dict[str, object]:
        raise AssertionError("nothing is read")

    async def take(message: MutableMapping[str, object]) -> None:
        sent.append(dict(message))

    asyncio.run(OwnPage(app)({"type": "http", "path": path, "query_string": b""}, nothing, take))
    return sent[0], b"".join(bytes(one["body"]) for one in sent[1:])  # type: ignore[call-overload]


def start(kind: bytes, length: int, *more: tuple[bytes, bytes]) -> dict[str, object]:
    headers = [(b"content-type", kind), (b"content-length", str(length).encode()), *more]
    return {"type": "http.response.start", "status": 200, "headers": headers}


HTML = b"<html><head><meta></head></html>"


def test_the_page_has_a_title_from_the_first_byte_on() -> None:
    first, body = answered(start(b"text/html; charset=utf-8", len(HTML)), {"type": "http.response.body", "body": HTML})
    assert body == b"<html><head><title>Askpress</title><meta></head></html>"
    assert (b"content-length", str(len(body)).encode()) in first["headers"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "messages",
    [
        [start(b"application/json", 8), {"type": "http.response.body", "body": b'"<head>"'}],
        [start(b"text/html", len(HTML), (b"content-encoding", b"br")), {"type": "http.response.body", "body": HTML}],
        [start(b"text/html", 23), {"type": "http.response.body", "body": b"<head><title>x</title>"}],
        [
            start(b"text/html", len(HTML)),
            {"type": "http.response.body", "body": HTML[:9], "more_body": True},
            {"type": "http.response.body", "body": HTML[9:]},
        ],
    ],
)
def test_what_is_no_page_without_a_title_stays_as_it_is(messages: list[dict[str, object]]) -> None:
    first, body = answered(*messages)
    assert first == messages[0]
    assert body == b"".join(bytes(one["body"]) for one in messages[1:])  # type: ignore[call-overload]


def test_other_addresses_stay_as_they_are() -> None:
    message = {"type": "http.response.body", "body": HTML}
    assert answered(start(b"text/html", len(HTML)), message, path="/other")[1] == HTML
