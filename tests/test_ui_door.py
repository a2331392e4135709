from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Message, Scope

from index.errors import FixSettings
from ui.door import HEADERS, Door, check_host, is_loopback
from ui.people import Role

ROLES = {"keeper": Role.KEEPER, "reader": Role.READER}
TOKENS = {"k": "keeper", "r": "reader"}


async def page(scope: Scope, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"the page"})


def knock(
    path: str = "/gradio_api/queue/join",
    method: str = "POST",
    *,
    signed: bool = True,
    token: str = "r",
    kind: str = "",
    tokens: dict[str, str] | None = None,
    **headers: str,
) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer to a request at the door."""
    said = {"host": "archive.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    if token:
        said["cookie"] = f"access-token-{kind}id={token}"
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 7860),
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
        "app": SimpleNamespace(cookie_id="id", tokens=dict(TOKENS) if tokens is None else tokens),
    }
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    sign_in: Any = SimpleNamespace(role=ROLES.get) if signed else None
    asyncio.run(Door(page, sign_in)(scope, receive, send))
    answered = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return messages[0]["status"], answered


def status(*arguments: Any, **options: Any) -> int:
    return knock(*arguments, **options)[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost", "archive.localhost"])
def test_this_machine_needs_no_sign_in(host: str) -> None:
    assert is_loopback(host)
    check_host(host, signed=False)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "", "192.168.1.4", "archive.example", "localhost.example", "128.0.0.1"]
)
def test_any_other_address_is_refused_without_sign_in(host: str) -> None:
    assert not is_loopback(host)
    check_host(host, signed=True)
    with pytest.raises(FixSettings) as caught:
        check_host(host, signed=False)
    assert host in caught.value.where and "--auth" in caught.value.remedy and "askpress user add" in caught.value.remedy


@pytest.mark.parametrize(
    "path", ["/", "/login", "/logout", "/assets/index.js", "/theme.css", "/gradio_api/startup-events"]
)
def test_the_sign_in_page_is_open(path: str) -> None:
    assert status(path, "GET", token="") == 200


@pytest.mark.parametrize(
    "path",
    [
        "/config",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/info",
        "/gradio_api/upload",
        "/gradio_api/cancel",
        "/gradio_api/heartbeat/x",
        "/gradio_api/token",
        "/gradio_api/file=/etc/passwd",
        "/assetsx",
        "/login/../config",
        "/monitoring/x",
        "/anything/new",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everything_else_needs_a_session(path: str, method: str) -> None:
    assert status(path, method, token="") == 401
    assert status(path, method, token="unknown") == 401
    assert status(path, method, token="k") == 200
    assert status(path, method, token="k", kind="unsecure-") == 200


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/upload/"])
def test_only_keepers_upload(path: str) -> None:
    assert (status(path, token="r"), status(path, token="k")) == (403, 200)


def test_signing_out_ends_this_session_and_no_other() -> None:
    tokens = {"r": "reader", "r2": "reader", "k": "keeper"}
    assert status("/logout", "GET", token="r", kind="unsecure-", tokens=tokens) == 200
    assert tokens == {"r2": "reader", "k": "keeper"}


OWN, FOREIGN = "https://archive.example", "https://elsewhere.example"


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": FOREIGN},
        {"origin": "null"},
        {"origin": "https://archive.example.elsewhere.example"},
        {"origin": FOREIGN, "sec_fetch_site": "cross-site"},
        {"origin": OWN, "sec_fetch_site": "cross-site"},
        {"origin": FOREIGN, "sec_fetch_site": "same-site"},
    ],
)
def test_what_another_site_sends_is_turned_away(signed: bool, method: str, headers: dict[str, str]) -> None:
    assert status(method=method, signed=signed, token="k", **headers) == 403


def test_another_site_can_post_nothing_but_link_to_the_page() -> None:
    assert status("/", "POST", token="k", sec_fetch_site="cross-site") == 403
    assert status("/", "GET", token="k", sec_fetch_site="cross-site") == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": OWN},
        {"origin": OWN, "sec_fetch_site": "same-origin"},
        # A proxy that tells the page another host.
        {"origin": OWN, "sec_fetch_site": "same-origin", "host": "127.0.0.1:7860"},
        {"origin": OWN, "host": "127.0.0.1:7860", "x_forwarded_host": "archive.example"},
        {"sec_fetch_site": "none"},
    ],
)
def test_what_the_page_itself_sends_comes_in(headers: dict[str, str]) -> None:
    assert status(token="r", **headers) == 200


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1:7860", "[::1]:7860", "127.0.0.1"])
def test_without_sign_in_this_machine_is_answered(host: str) -> None:
    assert status(signed=False, token="", host=host) == 200


@pytest.mark.parametrize("host", ["archive.example", "elsewhere.example:7860", "192.168.1.4:7860"])
def test_without_sign_in_a_name_that_another_site_gave_this_machine_is_not_answered(host: str) -> None:
    """DNS rebinding: the browser takes elsewhere.example, whose address has become 127.0.0.1, for one site."""
    assert status(signed=False, token="", host=host, origin=f"http://{host}", sec_fetch_site="same-origin") == 403


def test_every_answer_forbids_frames_of_other_sites_and_tells_no_address() -> None:
    for answer in (knock(token="k"), knock(token=""), knock(signed=False, origin=FOREIGN)):
        assert answer[1].items() >= HEADERS.items()
    assert HEADERS["content-security-policy"] == "frame-ancestors 'self'"
