"""Stand-ins for the two models: an encoder of hashed character n-grams, a chat model that says what it is told to."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict

from index.embed import EncodeProgress, Vectors
from qa.model.budget import ReadingPace

Answering = str | Exception | Callable[[list[BaseMessage]], "str | Exception"]
"""What is said for one call: a text, an error to raise, or a function of the messages that gives either."""


class HashingEncoder:
    """Texts that share character n-grams (1 to 3) are near each other; deterministic, no torch."""

    def __init__(self, dimension: int = 128, name: str = "hashing", salt: str = "") -> None:
        self.name = name
        self.dimension = dimension
        self.digest = hashlib.sha256(f"hashing {dimension} {salt}".encode()).hexdigest()
        self.calls: list[int] = []
        self._salt = salt.encode()

    def encode_passages(self, texts: Sequence[str], progress: EncodeProgress | None = None) -> Vectors:
        self.calls.append(len(texts))
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for at, text in enumerate(texts):
            vectors[at] = self._vector(text)
            if progress:
                progress(at + 1, len(texts))
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimension), np.float32)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, np.float32)
        text = f"^{text.lower()}$"
        for size in (1, 2, 3):
            for start in range(len(text) - size + 1):
                gram = text[start : start + size].encode("utf-8", "replace")
                number = int.from_bytes(hashlib.blake2b(gram, digest_size=8, salt=self._salt[:16]).digest(), "little")
                vector[number % self.dimension] += size if number >> 63 else -size
        length = float(np.linalg.norm(vector))
        if length == 0.0:
            vector[0] = length = 1.0
        return vector / np.float32(length)


class _ScriptedChat(BaseChatModel):
    """LangChain's side of `ScriptedChatModel`: streams a character at a time."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    owner: Any

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(self.owner.pieces(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        try:
            for piece in self.owner.pieces(messages):
                chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
                if run_manager:
                    run_manager.on_llm_new_token(piece, chunk=chunk)
                yield chunk
        except GeneratorExit:
            self.owner.cancelled += 1
            raise


class ScriptedChatModel:
    """Has the face of `qa.model.llm.ChatModel`, and says what `answers` holds, call after call (the last one for ever).

    `fail_after` characters of an answer, `error` is raised. `delay` seconds are slept between two characters, with
    `sleep`. `verdict` is what `verdict_logits` gives, or a function of the messages. `received` keeps every call's
    messages, `cancelled` counts the streams that were closed before their end.
    """

    name = "scripted"
    where = "a script"

    def __init__(
        self,
        *answers: Answering,
        verdict: float | Callable[[list[BaseMessage]], float | None] | None = 5.0,
        error: Exception | None = None,
        fail_after: int = 0,
        delay: float = 0.0,
        sleep: Callable[[float], None] = time.sleep,
        context_tokens: int = 4096,
    ) -> None:
        self.answers = answers or ("",)
        self.verdict = verdict
        self.error = error
        self.fail_after = fail_after
        self.delay = delay
        self.sleep = sleep
        self.context_tokens = context_tokens
        self.pace = ReadingPace()
        self.received: list[list[BaseMessage]] = []
        self.verdicts: list[list[BaseMessage]] = []
        self.cancelled = 0
        self.closed = False
        self.chat: BaseChatModel = _ScriptedChat(owner=self)

    def pieces(self, messages: list[BaseMessage]) -> Iterator[str]:
        """The characters of the answer to `messages`, with the slowness and the error that were asked for."""
        answer = self.answers[min(len(self.received), len(self.answers) - 1)]
        self.received.append(list(messages))
        if callable(answer):
            answer = answer(messages)
        if isinstance(answer, Exception):
            raise answer
        for at, character in enumerate(answer):
            if self.error and at >= self.fail_after:
                raise self.error
            if self.delay:
                self.sleep(self.delay)
            yield character
        if self.error and len(answer) <= self.fail_after:
            raise self.error

    def ensure_running(self) -> None:
        """Always running, unless closed."""
        assert not self.closed, "the model was used after it was closed"

    def died(self) -> None:
        """It has no process that could."""

    def verdict_logits(self, messages: Sequence[BaseMessage], yes: str, no: str) -> float | None:
        self.verdicts.append(list(messages))
        return self.verdict(list(messages)) if callable(self.verdict) else self.verdict

    def close(self) -> None:
        self.closed = True
