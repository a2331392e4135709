from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network_guard import LOG, is_loopback

WHOLE_WAY = """
import numpy as np
from langchain_core.messages import HumanMessage
from index.embed import load_encoder
from qa.model.llm import open_chat_model, translate_model_errors
from qa.model.models import fetch_needed
from qa.settings import load_settings

settings = load_settings()
fetch_needed(settings)
encoder = load_encoder(settings.encoder, cache=settings.cache)
passages = encoder.encode_passages(["昨日凌晨三点，河东区一处仓库起火。", "明天多云转小雨。"])
assert (encoder.encode_queries(["仓库几点起火？"]) @ passages.T).argmax() == 0
model = open_chat_model(settings)
with translate_model_errors(model):
    answer = "".join(piece.text for piece in model.chat.stream([HumanMessage("中国的首都是哪里？只答城市名。")]))
model.close()
print(answer)
"""


def guarded(log: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.network_guard", *arguments]
    environment = os.environ | {LOG: str(log)}
    for proxy in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        environment.pop(proxy, None)
    log.write_text("", encoding="utf-8")
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        ("import socket; socket.create_connection(('192.0.2.1', 80), 1)", "192.0.2.1"),
        ("import socket; socket.getaddrinfo('example.org', 80)", "example.org"),
        ("import httpx; httpx.get('http://example.org')", "example.org"),
        ("import urllib.request; urllib.request.urlopen('http://[2001:db8::1]/')", "2001:db8::1"),
        (
            "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
            "192.0.2.1",
        ),
        (
            "import subprocess, sys; subprocess.run([sys.executable, '-c', "
            "\"import socket; socket.create_connection(('192.0.2.9', 80), 1)\"], check=True)",
            "192.0.2.9",
        ),
    ],
)
def test_guard_refuses_and_notes_every_way_out(tmp_path: Path, code: str, attempt: str) -> None:
    log = tmp_path / "log"
    done = guarded(log, "-c", code)
    assert done.returncode != 0 and "the network is off" in done.stderr
    assert attempt in log.read_text(encoding="utf-8")


def test_an_attempt_whose_error_is_swallowed_is_noted(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = (
        "import contextlib, socket\nwith contextlib.suppress(OSError): socket.create_connection(('192.0.2.1', 80), 1)"
    )
    assert guarded(log, "-c", code).returncode == 0
    assert "192.0.2.1" in log.read_text(encoding="utf-8")


def test_guard_lets_loopback_pass_and_runs_modules(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = (
        "import socket\n"
        "listener = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(listener.getsockname()).close()\n"
        "socket.getaddrinfo('localhost', 80)\n"
    )
    done = guarded(log, "-c", code)
    assert (done.returncode, log.read_text(encoding="utf-8")) == (0, ""), done.stderr
    done = guarded(log, "-m", "platform", "--terse")
    assert done.returncode == 0 and done.stdout.strip()


@given(st.ip_addresses())
def test_only_loopback_is_loopback(address: object) -> None:
    assert is_loopback(str(address)) == address.is_loopback  # type: ignore[attr-defined]


@pytest.mark.models
def test_models_that_were_fetched_work_with_the_network_off(tmp_path: Path) -> None:
    log = tmp_path / "log"
    done = guarded(log, "-c", WHOLE_WAY)
    assert done.returncode == 0, done.stderr
    assert "北京" in done.stdout
    assert log.read_text(encoding="utf-8") == "", "nothing tried to reach out"
