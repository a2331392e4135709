from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from index.errors import AskpressError, FetchModel, FixSettings, RestartModel, ShortenInput, TryLater
from qa.model.llm import ChatModel, open_chat_model, translate_model_errors
from qa.settings import load_settings
from tests.fakes import ScriptedChatModel
from tests.loopback import Loopback, Request, loopback

Answer = Callable[[Request, BaseHTTPRequestHandler], None]
QUESTION = [HumanMessage("火灾几点发生？")]


def send_json(handler: BaseHTTPRequestHandler, content: object, status: int = 200) -> None:
    body = json.dumps(content).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def completion(text: str, top: list[tuple[str, float]] | None = None) -> dict[str, Any]:
    choice: dict[str, Any] = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    if top is not None:
        alternatives = [{"token": token, "logprob": logprob, "bytes": None} for token, logprob in top]
        choice["logprobs"] = {"content": [alternatives[0] | {"top_logprobs": alternatives}]}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


def failing(status: int, message: str = "no", **more: object) -> Answer:
    error = {"error": {"message": message, "type": "error", "code": status} | more}
    return lambda request, handler: send_json(handler, error, status)


def streaming(pieces: list[str], *, end: bool = True, pause: float = 0.0) -> Answer:
    """Server-sent events; without an `end` the connection breaks off in the middle of an event."""

    def answer(request: Request, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for piece in pieces:
            delta = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [delta]}
            data = f"data: {json.dumps(chunk)}\n\n".encode()
            handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            handler.wfile.flush()
            time.sleep(pause)
        if end:
            handler.wfile.write(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")
        handler.close_connection = True

    return answer


def model_at(server: Loopback, **settings: Any) -> ChatModel:
    model = open_chat_model(load_settings(base_url=server.address + "/v1", model="m", **settings))
    assert model is not None
    return model


def test_key_model_limit_and_temperature_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever listens at a proxy must not be told what is asked of this machine.
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with loopback(lambda request, handler: send_json(handler, completion("三点"))) as server:
        model = model_at(server, api_key="secret", answer_tokens=77)
        with translate_model_errors(model):
            assert model.chat.invoke(QUESTION).content == "三点"
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer secret"
    body = json.loads(request.body)
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("m", 77, 0.0)


def test_stream_comes_in_pieces() -> None:
    with loopback(streaming(["三", "点", "。"])) as server:
        model = model_at(server)
        with translate_model_errors(model):
            assert [piece.text for piece in model.chat.stream(QUESTION) if piece.text] == ["三", "点", "。"]


@pytest.mark.parametrize(
    ("answer", "wanted", "says"),
    [
        (failing(401), FixSettings, "401"),
        (failing(403), FixSettings, "403"),
        (failing(404, "no such model"), FixSettings, "no such model"),
        (failing(400, "unknown parameter"), FixSettings, "unknown parameter"),
        (failing(429), TryLater, "429"),
        (failing(500), TryLater, "500"),
        (failing(503, "loading"), TryLater, "loading"),
        (failing(400, "request (6029 tokens) exceeds the available context size (4096 tokens)"), ShortenInput, "6029"),
        (failing(400, "This model's maximum context length is 8192 tokens"), ShortenInput, "8192"),
        (failing(400, "too much", code="context_length_exceeded"), ShortenInput, "too much"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_what_the_endpoint_says_becomes_an_error_with_a_name(
    answer: Answer, wanted: type[AskpressError], says: str, streamed: bool
) -> None:
    with loopback(answer) as server:
        model = model_at(server)
        with pytest.raises(wanted) as caught, translate_model_errors(model):
            if streamed:
                list(model.chat.stream(QUESTION))
            else:
                model.chat.invoke(QUESTION)
    assert type(caught.value) is wanted and says in caught.value.what
    assert len(server.requests) == 1, "a model that is busy is not asked twice in silence"
    if wanted is not ShortenInput:
        assert server.address in caught.value.where


def test_refused_connection_and_silence() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    model = open_chat_model(load_settings(base_url=f"http://127.0.0.1:{port}/v1", model="m"))
    assert model is not None
    with pytest.raises(TryLater, match="connection"), translate_model_errors(model):
        model.chat.invoke(QUESTION)
    with loopback(lambda request, handler: time.sleep(2)) as server:
        slow = model_at(server, timeout_seconds=0.3)
        began = time.monotonic()
        with pytest.raises(TryLater, match="in time"), translate_model_errors(slow):
            slow.chat.invoke(QUESTION)
        assert time.monotonic() - began < 1.5
    with loopback(streaming(["a", "b"], pause=2)) as server:
        slow = model_at(server, timeout_seconds=0.3)
        with pytest.raises(TryLater, match="in time"), translate_model_errors(slow):
            list(slow.chat.stream(QUESTION))


def test_connection_that_breaks_within_an_answer_is_not_an_end() -> None:
    with loopback(streaming(["a", "b"], end=False)) as server:
        model = model_at(server)
        seen = []
        with pytest.raises(TryLater, match="connection"), translate_model_errors(model):
            seen.extend(piece.text for piece in model.chat.stream(QUESTION))
    # What came before it broke off is not lost on the way.
    assert len(server.requests) == 1


def test_closing_a_stream_closes_the_connection() -> None:
    broken: list[float] = []

    def answer(request: Request, handler: BaseHTTPRequestHandler) -> None:
        try:
            streaming(["x" * 2000] * 400, pause=0.01)(request, handler)
        except OSError:
            broken.append(time.monotonic())
            raise

    with loopback(answer) as server:
        stream = model_at(server).chat.stream(QUESTION)
        assert next(stream).text is not None
        stream.close()  # type: ignore[attr-defined]
        closed = time.monotonic()
        while not broken and time.monotonic() - closed < 3:
            time.sleep(0.01)
    assert broken and broken[0] - closed < 1


def test_own_errors_pass_and_others_too() -> None:
    with pytest.raises(RestartModel, match="mine"), translate_model_errors():
        raise RestartModel("mine")
    with pytest.raises(ZeroDivisionError), translate_model_errors():
        _ = 1 / 0


@pytest.mark.parametrize(
    ("top", "wanted"),
    [
        ([("是", -0.1), ("否", -2.6)], 2.5),
        ([(" 否", -0.5), ("是", -1.0), ("也", -9.0)], -0.5),
        ([("是", -0.5), ("是的", -7.0)], 6.5),
        # One alternative only: the other answer has at most what it leaves over, log(1 - exp(-0.5)) = -0.933.
        ([("是", -0.5)], 0.433),
        ([("否", 0.0)], -13.816),
        ([("不", -0.5), ("没", -7.0)], None),
        (None, None),
    ],
)
def test_verdict_is_the_difference_of_logits(top: list[tuple[str, float]] | None, wanted: float | None) -> None:
    with loopback(lambda request, handler: send_json(handler, completion("是", top))) as server:
        verdict = model_at(server).verdict_logits(QUESTION, "是", "否")
    assert verdict == (None if wanted is None else pytest.approx(wanted, abs=1e-3))
    body = json.loads(server.requests[0].body)
    assert (body["logprobs"], body["top_logprobs"], body["max_tokens"]) == (True, 20, 1)


def test_verdict_translates_errors() -> None:
    with loopback(failing(401)) as server, pytest.raises(FixSettings):
        model_at(server).verdict_logits(QUESTION, "是", "否")


def test_which_model_the_settings_choose(tmp_path: Path) -> None:
    assert open_chat_model(load_settings(model="none")) is None
    with pytest.raises(FetchModel):
        open_chat_model(load_settings(cache=tmp_path))
    with pytest.raises(FixSettings):
        open_chat_model(load_settings(model=str(tmp_path / "missing.gguf")))


def test_nothing_is_traced_to_outside() -> None:
    code = "import qa.model.llm; from langsmith.utils import tracing_is_enabled; print(tracing_is_enabled())"
    environment = os.environ | {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("engine", ["auto", "openvino", "llama.cpp"])
def test_damaged_weights_are_named_with_what_the_model_says(tmp_path: Path, engine: str) -> None:
    file = tmp_path / "bad.gguf"
    file.write_bytes(b"GGUF" + b"\0" * 1000)
    model = open_chat_model(load_settings(model=str(file), cache=tmp_path, engine=engine))
    assert model is not None
    with pytest.raises(RestartModel, match=r"ended|killed") as caught:
        model.ensure_running()
    assert str(file) in caught.value.where
    assert Path(caught.value.where.rpartition(" ")[2]).exists(), "the log is kept for a report"


def test_scripted_model_has_the_face_of_a_chat_model() -> None:
    slept: list[float] = []
    model = ScriptedChatModel("一二三", lambda messages: messages[-1].text, delay=0.5, sleep=slept.append)
    assert [piece.text for piece in model.chat.stream(QUESTION) if piece.text] == ["一", "二", "三"]
    assert model.chat.invoke(QUESTION).content == QUESTION[0].content
    assert slept[:3] == [0.5] * 3
    broken = ScriptedChatModel("一二三", error=TryLater("busy"), fail_after=2)
    seen: list[str] = []
    with pytest.raises(TryLater):
        for piece in broken.chat.stream(QUESTION):
            seen.append(piece.text)
    assert "".join(seen) == "一二"
    stopped = ScriptedChatModel("一" * 100)
    stream = stopped.chat.stream(QUESTION)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert stopped.cancelled == 1
    public = {name for name in dir(ChatModel) if not name.startswith("_")}
    assert public - {"start_seconds"} <= set(dir(model)), "what the pipeline may call"


@pytest.fixture(scope="module", params=["openvino", "llama.cpp"])
def embedded(request: pytest.FixtureRequest) -> Iterator[ChatModel]:
    model = open_chat_model(load_settings(engine=request.param))
    assert model is not None
    yield model
    model.close()


@pytest.mark.models
def test_embedded_model_answers_and_keeps_what_it_has_read(embedded: ChatModel) -> None:
    system = SystemMessage("根据段落回答问题，只说答案。")
    passage = (
        "段落：本报讯 昨日凌晨三点，河东区一处仓库起火，消防队员用两小时将火扑灭，无人受伤。仓库里存放着纸张和布匹，"
        "大部分被水浸湿，损失尚在清点。附近的居民说，起火前听见过一声响，随后看见浓烟从屋顶冒出来，便打电话报了警。\n"
    )
    with translate_model_errors(embedded):
        yes = embedded.verdict_logits(
            [system, HumanMessage(passage + "这段话里说了起火的时间吗？只答“是”或“否”。")], "是", "否"
        )
        reply = embedded.chat.invoke([system, HumanMessage(passage + "问题：仓库几点起火？")])
    assert yes is not None and yes > 0
    assert "三点" in reply.text or "3" in reply.text
    usage = reply.usage_metadata
    assert usage is not None
    cached = usage["input_token_details"]["cache_read"]
    assert cached > usage["input_tokens"] * 0.6, "the prompt was read for the verdict already"


@pytest.mark.models
def test_embedded_model_listens_on_loopback_with_a_key(embedded: ChatModel) -> None:
    embedded.ensure_running()
    address, key = embedded._endpoint()
    assert address.startswith("http://127.0.0.1:")
    body = {"messages": [{"role": "user", "content": "a"}], "max_tokens": 1}
    for headers in ({}, {"Authorization": "Bearer guess"}):
        assert httpx.post(f"{address}/chat/completions", json=body, headers=headers, trust_env=False).status_code == 401
    assert embedded._process is not None
    command = Path(f"/proc/{embedded._process.pid}/cmdline")
    if command.exists():
        assert key.encode() not in command.read_bytes()


@pytest.mark.models
def test_closing_a_stream_frees_the_embedded_model(embedded: ChatModel) -> None:
    count = [HumanMessage("从一数到两百，每行一个数。")]
    with translate_model_errors(embedded):
        began = time.monotonic()
        pieces = sum(1 for _ in embedded.chat.bind(max_tokens=60).stream(count))
        whole = time.monotonic() - began
        stream = embedded.chat.bind(max_tokens=600).stream(count)
        for _ in range(5):
            next(stream)
        stream.close()  # type: ignore[attr-defined]
        began = time.monotonic()
        embedded.chat.bind(max_tokens=1).invoke(count)
        short = time.monotonic() - began
    assert pieces > 40
    # The answer that was cut off would have gone on for sixteen times `whole`.
    assert short < whole


@pytest.mark.models
def test_too_long_a_prompt_is_named(embedded: ChatModel) -> None:
    with pytest.raises(ShortenInput, match="4096"), translate_model_errors(embedded):
        embedded.chat.invoke([HumanMessage("报纸" * 6000)])


@pytest.mark.models
@pytest.mark.parametrize("streamed", [True, False])
def test_killed_model_is_named_and_comes_back(embedded: ChatModel, streamed: bool) -> None:
    embedded.ensure_running()
    assert embedded._process is not None and embedded._process.pid is not None
    pid = embedded._process.pid
    with pytest.raises(RestartModel, match="killed by signal 9"), translate_model_errors(embedded):
        if streamed:
            for _ in embedded.chat.stream(QUESTION):
                os.kill(pid, 9)
        else:
            killer = subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -9 {pid}"])
            try:
                embedded.chat.bind(max_tokens=2000).invoke([HumanMessage("从一数到一千，每行一个数。")])
            finally:
                killer.wait()
    with translate_model_errors(embedded):
        assert embedded.chat.bind(max_tokens=2).invoke(QUESTION).content
    assert embedded._process.pid != pid


@pytest.mark.models
def test_child_ends_with_its_parent() -> None:
    code = (
        "import os, signal\n"
        "from qa.model.llm import open_chat_model; from qa.settings import load_settings\n"
        "model = open_chat_model(load_settings()); model.ensure_running()\n"
        "print(model._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    child = Path(f"/proc/{int(done.stdout)}")
    began = time.monotonic()
    while child.exists() and "Z" not in (child / "stat").read_text().split(")")[-1][:3]:
        assert time.monotonic() - began < 10, "the child lives on without its parent"
        time.sleep(0.05)
