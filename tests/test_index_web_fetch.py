import ipaddress
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import AskpressError, FixInput, TryLater
from index.load import load_file
from index.records import Page
from index.web.fetch import USER_AGENT, Fetcher, Limits, checked_address, is_address, is_public
from index.web.kept import fetch_page, file_name
from tests.loopback import Request, loopback

ARTICLE = (
    "<html><head><title>霁川新桥通车</title><meta property='og:site_name' content='霁川日报'></head><body><h1>霁川新桥"
    "通车</h1><p>本报讯（记者 林青）昨日上午，霁川新桥正式通车，三万名市民步行过江。</p>"
    "<p>新桥全长1280米，总投资9.6亿元，工期四年。桥面上人行道宽四米，双向六车道。</p></body></html>"
)


def send(
    handler: BaseHTTPRequestHandler, body: bytes, kind: str = "text/html", status: int = 200, **headers: str
) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def site(request: Request, handler: BaseHTTPRequestHandler) -> None:  # noqa: C901
    """A newspaper's site with all that can go wrong."""
    path = request.path
    if path == "/robots.txt":
        send(handler, b"User-agent: *\nDisallow: /private\n", "text/plain")
    elif path == "/gbk.html":
        send(handler, ARTICLE.encode("gb18030"), "text/html; charset=GBK", **{"Set-Cookie": "a=b"})
    elif path.startswith("/round"):
        send(handler, b"", status=302, Location=f"/round{len(path)}" + "x" * len(path))
    elif path == "/moved":
        send(handler, b"", status=301, Location="gbk.html#top")
    elif path == "/to-file":
        send(handler, b"", status=302, Location="file:///etc/passwd")
    elif path == "/endless":
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"<p>")
            handler.wfile.flush()
            time.sleep(0.05)
    elif path == "/endless-head":
        while True:
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.05)
    elif path == "/large":
        send(handler, b"<html>" + b"x" * 300_000)
    elif path == "/picture":
        send(handler, b"\x89PNG", "image/png")
    elif path == "/links":
        send(handler, b"<html><a href='/1'>1</a></html>")
    elif path.startswith("/status"):
        send(handler, b"", status=int(path[7:]))
    else:
        send(handler, ARTICLE.encode())


LOOPBACK = Limits(seconds=10, size=200_000, delay=0, private=True)


def test_a_page_is_fetched_and_told_who_asks() -> None:
    with loopback(site) as served:
        found = Fetcher(LOOPBACK).fetch(f"{served.address}/moved#part")
    assert (found.address, found.charset) == (f"{served.address}/gbk.html", "GBK")
    assert found.raw.decode("gb18030") == ARTICLE
    assert [request.path for request in served.requests] == ["/robots.txt", "/moved", "/gbk.html"]
    for request in served.requests:
        assert request.headers["user-agent"] == USER_AGENT
        assert not {"cookie", "authorization", "referer"} & request.headers.keys()


@pytest.mark.parametrize(
    ("path", "kind", "said"),
    [
        ("/round", FixInput, "more than 5 times"),
        ("/to-file", FixInput, "no address"),
        ("/large", FixInput, "200,000 bytes"),
        ("/picture", FixInput, "image/png"),
        ("/private/a", FixInput, "robots"),
        ("/status404", FixInput, "404"),
        ("/status403", FixInput, "403"),
        ("/status503", TryLater, "503"),
        ("/status429", TryLater, "429"),
    ],
)
def test_what_goes_wrong_has_a_name(path: str, kind: type[AskpressError], said: str) -> None:
    with loopback(site) as served, pytest.raises(kind, match=said) as caught:
        Fetcher(LOOPBACK).fetch(served.address + path)
    assert caught.value.remedy


@pytest.mark.parametrize("path", ["/endless", "/endless-head"])
def test_a_server_that_never_ends_is_left(path: str) -> None:
    with loopback(site) as served, pytest.raises(TryLater, match="seconds"):
        Fetcher(Limits(seconds=1, delay=0, private=True)).fetch(served.address + path)


def test_a_fetch_can_be_stopped() -> None:
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    with loopback(site) as served, pytest.raises(TryLater, match="stopped"):
        Fetcher(LOOPBACK, stop.is_set).fetch(f"{served.address}/endless")


def test_a_server_that_is_not_there_is_an_error_to_try_again() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(TryLater):
        Fetcher(LOOPBACK).fetch(f"http://127.0.0.1:{port}/")


def test_a_host_is_not_asked_faster_than_it_should() -> None:
    with loopback(site) as served:
        fetcher, begun = Fetcher(Limits(delay=0.3, private=True)), time.monotonic()
        fetcher.fetch(f"{served.address}/1")
        fetcher.fetch(f"{served.address}/2")
        assert time.monotonic() - begun >= 0.6
    assert [request.path for request in served.requests] == ["/robots.txt", "/1", "/2"]


def test_a_private_host_is_refused_before_it_is_asked() -> None:
    with loopback(site) as served:
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(FixInput, match="network of its own"):
                Fetcher(Limits(delay=0)).fetch(served.address.replace("127.0.0.1", host))
    assert served.requests == []


def test_each_redirect_is_checked_and_a_name_is_asked_for_anew_each_time() -> None:
    """A name that is public when it is checked and this machine when it is used leads nowhere."""
    answers = [["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]]
    with loopback(site) as served:
        port = served.address.rpartition(":")[2]
        fetcher = Fetcher(Limits(delay=0), resolve=lambda host, port: answers.pop(0))
        fetcher._allowed = lambda address, found: found[0] if found != ["10.0.0.1"] else _refuse(address)  # type: ignore[method-assign]
        with pytest.raises(FixInput, match="refused"):
            fetcher.fetch(f"http://paper.example:{port}/moved")
    assert [request.headers["host"] for request in served.requests] == [f"paper.example:{port}"] * 2
    assert answers == []


def _refuse(address: str) -> str:
    raise FixInput("refused", where=address)


@pytest.mark.parametrize(
    "peer",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_of_a_network_of_its_own_are_private(peer: str) -> None:
    assert not is_public(peer)


@pytest.mark.parametrize("peer", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet_are_public(peer: str) -> None:
    assert is_public(peer)


@given(st.ip_addresses(v=4))
def test_what_stands_for_a_private_address_is_private(at: ipaddress.IPv4Address) -> None:
    if not is_public(str(at)):
        assert not is_public(f"::ffff:{at}")
        assert not is_public(str(ipaddress.IPv6Address((0x64FF9B << 96) | int(at))))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (" https://User:pw@News.Example:443/a?b=1#c ", "https://news.example/a?b=1"),
        ("http://news.example", "http://news.example/"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_an_address_is_cleaned(text: str, wanted: str) -> None:
    assert checked_address(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "news", "ftp://a/b", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://a:99999/", "http:a"],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(FixInput):
        checked_address(text)


@given(st.text(max_size=60).map(lambda text: f"http://{text}"))
def test_any_text_is_an_address_or_a_named_error(text: str) -> None:
    assert is_address(text)
    try:
        cleaned = checked_address(text)
    except FixInput:
        return
    assert cleaned.startswith("http://")
    assert "@" not in cleaned.partition("//")[2].partition("/")[0]


def test_a_fetched_page_becomes_a_file_with_its_address_beside_it(tmp_path: Path) -> None:
    with loopback(site) as served:
        kept = fetch_page(f"{served.address}/gbk.html", Fetcher(LOOPBACK), tmp_path)
    (beside, beside_name), (page, name) = kept.files
    assert beside_name == f"{name}.toml"
    assert name == file_name(kept.address)
    (loaded,) = load_file(page)
    assert isinstance(loaded, Page)
    assert loaded.given is not None
    assert (loaded.given.address, loaded.newspaper, loaded.encoding) == (kept.address, "霁川日报", "gb18030")
    assert beside.exists()


def test_nothing_is_kept_of_a_page_without_an_article(tmp_path: Path) -> None:
    with loopback(site) as served, pytest.raises(FixInput, match="no article") as caught:
        fetch_page(f"{served.address}/links", Fetcher(LOOPBACK), tmp_path)
    assert caught.value.where == f"{served.address}/links"
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=80))
def test_a_file_name_stays_in_its_folder(text: str) -> None:
    name = file_name(f"https://news.example/{text}")
    assert name.startswith("web/news.example/") or text[:1] in "?#/\\@:"
    assert ".." not in name.split("/")
    assert len(name.rpartition("/")[2].encode()) < 255
