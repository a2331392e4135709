from __future__ import annotations

import asyncio
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
