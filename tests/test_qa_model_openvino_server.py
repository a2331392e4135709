"""The OpenVINO server over a scripted writer: what the client of this project is told, turns, and breaking off."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Sequence
from typing import Any, cast

import httpx
import pytest

from qa.model.openvino_server import serve
from qa.model.openvino_writer import Answer, Piece, TooLongError, Wish, Writer

KEY = "a key"


class ScriptedWriter:
    """Writes the characters of `text` one a step, each after `pause` seconds, and keeps what it was asked."""

    def __init__(self, text: str, pause: float = 0.0) -> None:
        self.text = text
        self.pause = pause
        self.wishes: list[Wish] = []
        self.writing = 0
        self.most_at_once = 0
        self.ended = threading.Event()

    def answer(self, wish: Wish) -> Answer:
        self.wishes.append(wish)
        if len(wish.turns[-1][1]) > 100:
            raise TooLongError("the request exceeds the context size: 101 tokens for a context of 100")
        return Answer(self._write(), prompt_tokens=64, known_tokens=32)

    def weigh(self, wish: Wish, choices: Sequence[str]) -> Answer:
        self.wishes.append(wish)
        weighed = tuple((choice, -0.5 - at) for at, choice in enumerate(choices))

        def once() -> Generator[Piece]:
            yield Piece(choices[0], weighed, "length")

        return Answer(once(), prompt_tokens=64, known_tokens=32)

    def _write(self) -> Generator[Piece]:
        self.writing += 1
        self.most_at_once = max(self.most_at_once, self.writing)
        try:
            for at, character in enumerate(self.text, start=1):
                time.sleep(self.pause)
                yield Piece(character, ((character, -0.25),), "stop" if at == len(self.text) else None)
        finally:
            self.writing -= 1
            self.ended.set()


def client_of(writer: ScriptedWriter, key: str = KEY) -> httpx.Client:
    address = serve(cast(Writer, writer), "a model", KEY)
    headers = {"Authorization": f"Bearer {key}".encode()}
    return httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=20)


def body(**more: Any) -> dict[str, Any]:
    return {"model": "a model", "messages": [{"role": "user", "content": "谁写的？"}], **more}


def test_an_answer_comes_whole_with_its_usage() -> None:
    with client_of(ScriptedWriter("彭瑜")) as client:
        told = client.post("/v1/chat/completions", json=body(max_tokens=7)).json()
    assert told["choices"][0]["message"] == {"role": "assistant", "content": "彭瑜"}
    assert told["choices"][0]["finish_reason"] == "stop"
    assert "logprobs" not in told["choices"][0]
    assert told["usage"]["prompt_tokens"] == 64
    assert told["usage"]["prompt_tokens_details"]["cached_tokens"] == 32
    assert told["usage"]["completion_tokens"] == 2


def test_a_wish_is_what_the_body_says() -> None:
    writer = ScriptedWriter("是")
    parts = [{"type": "text", "text": "谁"}, {"type": "text", "text": "写的？"}]
    messages = [{"role": "system", "content": "简短"}, {"role": "user", "content": parts}]
    with client_of(writer) as client:
        asked = {"messages": messages, "max_tokens": 3, "temperature": 0.5, "stop": "。"}
        client.post("/v1/chat/completions", json=asked)
        client.post("/v1/chat/completions", json={"messages": messages, "max_completion_tokens": 4})
    assert writer.wishes[0] == Wish((("system", "简短"), ("user", "谁写的？")), 3, 0.5, ("。",))
    assert writer.wishes[1] == Wish((("system", "简短"), ("user", "谁写的？")), 4)


def test_the_chosen_token_comes_with_its_log_probability() -> None:
    with client_of(ScriptedWriter("是")) as client:
        told = client.post("/v1/chat/completions", json=body(logprobs=True, top_logprobs=20)).json()
    (token,) = told["choices"][0]["logprobs"]["content"]
    assert (token["token"], token["logprob"]) == ("是", -0.25)
    assert token["top_logprobs"] == [{"token": "是", "logprob": -0.25}]


def test_choices_that_are_named_are_alternatives_each_with_its_log_probability() -> None:
    wanted = body(logprobs=True, top_logprobs=20, max_tokens=1, guided_choice=["Yes", "No"])
    with client_of(ScriptedWriter("是")) as client:
        told = client.post("/v1/chat/completions", json=wanted).json()
    (token,) = told["choices"][0]["logprobs"]["content"]
    assert token["token"] == "Yes"
    assert token["top_logprobs"] == [{"token": "Yes", "logprob": -0.5}, {"token": "No", "logprob": -1.5}]


def test_what_cannot_be_answered_is_refused_in_words_that_the_client_knows() -> None:
    with client_of(ScriptedWriter("是")) as client:
        long = {"messages": [{"role": "user", "content": "长" * 101}]}
        too_long = client.post("/v1/chat/completions", json=long)
        senseless = [client.post("/v1/chat/completions", json=one) for one in ({}, {"messages": []}, {"messages": [1]})]
        after = client.post("/v1/chat/completions", json=body())
    assert (too_long.status_code, too_long.json()["error"]["code"]) == (400, "context_length_exceeded")
    assert [one.status_code for one in senseless] == [400, 400, 400]
    # What was refused has not kept the turn.
    assert after.status_code == 200


@pytest.mark.parametrize("key", ["a", "another key", "ключ"])
def test_nobody_without_the_key_is_answered(key: str) -> None:
    writer = ScriptedWriter("是")
    with client_of(writer, key) as client:
        assert client.post("/v1/chat/completions", json=body()).status_code == 401
    assert not writer.wishes


def test_one_answer_is_written_at_a_time() -> None:
    writer = ScriptedWriter("一二三四五", pause=0.02)
    with client_of(writer) as client:
        told: list[str] = []

        def ask() -> None:
            answer = client.post("/v1/chat/completions", json=body()).json()
            told.append(answer["choices"][0]["message"]["content"])

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
    assert told == ["一二三四五"] * 4
    assert writer.most_at_once == 1


def test_a_client_that_goes_ends_its_answer_and_leaves_the_turn() -> None:
    writer = ScriptedWriter("字" * 2000, pause=0.01)
    with client_of(writer) as client:
        with client.stream("POST", "/v1/chat/completions", json=body(stream=True)) as stream:
            next(stream.iter_lines())
        assert writer.ended.wait(5)
        writer.text = "好"
        assert client.post("/v1/chat/completions", json=body()).json()["choices"][0]["message"]["content"] == "好"


def test_the_clients_own_library_reads_the_stream() -> None:
    from langchain_openai.chat_models.base import BaseChatOpenAI
    from pydantic import SecretStr

    address = serve(cast(Writer, ScriptedWriter("万州。")), "a model", KEY)
    chat = BaseChatOpenAI(model="a model", base_url=f"{address}/v1", api_key=SecretStr(KEY), stream_usage=True)
    chunks = list(chat.stream("哪里？"))
    assert "".join(str(chunk.content) for chunk in chunks) == "万州。"
    usage = [chunk.usage_metadata for chunk in chunks if chunk.usage_metadata]
    assert usage[-1]["output_tokens"] == 3
