"""Language model: one LangChain chat model over the embedded server or any OpenAI-compatible endpoint."""

from __future__ import annotations

import ipaddress
import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import AskpressError, FixSettings, RestartModel, ShortenInput, TryLater
from qa.model.budget import ReadingPace
from qa.model.models import language_model_path
from qa.model.process import ModelProcess
from qa.settings import NO_MODEL, Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

# LangChain sends every prompt to a server of its maker's where one of these is set, and reads them once, early on.
for _variable in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
    os.environ[_variable] = "false"

_TOP_LOGPROBS = 20
"""The most alternatives that the OpenAI API gives for a token."""
_LEAST_PROBABILITY = 1e-6
"""Of an answer that is not among the alternatives; what they leave over is within a rounding error of nothing."""
_OVERFLOW = ("exceed_context_size", "context_length_exceeded", "context size", "context length", "maximum context")
"""How endpoints say that a prompt is too long (llama.cpp, OpenAI, vLLM)."""


class ChatModel:
    """A language model to chat with; greedy decoding, one try, no proxies for addresses of this machine.

    `name` is what it is known by, `context_tokens` what prompt and answer share, `pace` how fast it reads. With a
    `process`, the embedded model's child process is started at first use and again after it has died. Wrap every use of
    `chat` in `translate_model_errors`. Close it when done.
    """

    def __init__(
        self,
        name: str,
        settings: Settings,
        process: ModelProcess | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.name = name
        self.pace = ReadingPace()
        self._clock = clock
        self.context_tokens = settings.context_tokens
        self._settings = settings
        self._process = process
        self._chat: tuple[str, BaseChatModel] | None = None

    @property
    def chat(self) -> BaseChatModel:
        """LangChain's chat model, running. Closing its stream's iterator ends the answer in the server as well.

        Raises RestartModel where the embedded model does not come up.
        """
        address, key = self._endpoint()
        if self._chat is None or self._chat[0] != address + key:
            self._chat = address + key, _chat(self.name, address, key, self._settings)
        return self._chat[1]

    @property
    def where(self) -> str:
        """What answers: the endpoint's address, or the embedded model's file."""
        return str(self._process.model) if self._process else self._settings.base_url or ""

    @property
    def start_seconds(self) -> float:
        """How long the last start of the embedded model took; 0 where there was none."""
        return self._process.start_seconds if self._process else 0.0

    def ensure_running(self) -> None:
        """Start the embedded model where it does not run (any more). Raises RestartModel where it does not come up."""
        self._endpoint()

    def died(self) -> RestartModel | None:
        """What there is to say where the embedded model's process has ended; None for endpoints, and while it lives."""
        return self._process.died() if self._process else None

    def verdict_logits(self, messages: Sequence[BaseMessage], yes: str, no: str) -> float | None:
        """How much rather the model answers `yes` than `no` (single tokens): the difference of their logits.

        An answer that is not among the alternatives that the endpoint gives, up to 20, is taken to have the probability
        that these leave over. None where it gives none, or neither answer is among them. Raises what
        `translate_model_errors` does.
        """
        with translate_model_errors(self):
            chat, begun = self.chat, self._clock()
            # The engine that gives no alternatives weighs those that are named; endpoints may not know the word.
            named: dict[str, Any] = {"extra_body": {"guided_choice": [yes, no]}} if self._process else {}
            reply = chat.invoke(list(messages), logprobs=True, top_logprobs=_TOP_LOGPROBS, max_tokens=1, **named)
        self._note_pace(reply, self._clock() - begun)
        content = (reply.response_metadata.get("logprobs") or {}).get("content") or []
        alternatives = content[0].get("top_logprobs") or [] if content else []
        likeliest: dict[str, float] = {}
        for alternative in alternatives:
            token = alternative["token"].strip()
            likeliest[token] = max(alternative["logprob"], likeliest.get(token, float("-inf")))
        if yes not in likeliest and no not in likeliest:
            return None
        left = 1.0 - sum(math.exp(alternative["logprob"]) for alternative in alternatives)
        floor = min(*likeliest.values(), math.log(max(left, _LEAST_PROBABILITY)))
        # The two probabilities have the same denominator, so their logarithms differ as the logits do.
        return likeliest.get(yes, floor) - likeliest.get(no, floor)

    def _note_pace(self, reply: Any, seconds: float) -> None:
        """Learn how fast it reads from what it read anew; the start of a prompt that it knows costs nothing."""
        usage = reply.usage_metadata or {}
        known = (usage.get("input_token_details") or {}).get("cache_read") or 0
        self.pace.note(usage.get("input_tokens", 0) - known, seconds)

    def close(self) -> None:
        """End the embedded model's process, if there is one. It may be used again, and starts anew."""
        if self._process:
            self._process.close()

    def _endpoint(self) -> tuple[str, str]:
        if self._process:
            address, key = self._process.ensure_running()
            return f"{address}/v1", key
        api_key = self._settings.api_key
        # The client insists on a key; endpoints that need none do not look at it.
        return self._settings.base_url or "", api_key.get_secret_value() if api_key else "none"


def open_chat_model(settings: Settings) -> ChatModel | None:
    """The chat model that `settings` choose, not started yet; None for the model "none".

    Raises FetchModel where the default's weights have not been fetched, FixSettings where the chosen file is missing.
    """
    if settings.model == NO_MODEL:
        return None
    if settings.base_url is not None:
        return ChatModel(settings.model, settings)
    path: Path = language_model_path(settings)
    process = ModelProcess(
        path,
        context_tokens=settings.context_tokens,
        threads=settings.threads or os.cpu_count() or 1,
        cache=settings.cache,
        timeout_seconds=settings.timeout_seconds,
        engine=settings.engine,
    )
    return ChatModel(path.stem, settings, process)


@contextmanager
def translate_model_errors(model: ChatModel | None = None) -> Iterator[None]:
    """Turn what the client raises within the block into an AskpressError; what is one already passes.

    RestartModel: the embedded model's process has died, or the answer makes no sense. TryLater: no connection, a
    time-out, too many requests, an error of the server's. ShortenInput: too long a prompt. FixSettings: a wrong key,
    address or model name.
    """
    import openai

    try:
        yield
    except openai.APIError as error:
        raise _translated(error, model) from error
    except _transport_errors() as error:
        raise _broken_off(error, model) from error


def _transport_errors() -> tuple[type[Exception], ...]:
    """What breaks through the client in the middle of a stream; which HTTP library it uses depends on its version."""
    import httpx

    errors: list[type[Exception]] = [httpx.TransportError]
    with suppress(ImportError):
        import httpx2

        errors.append(httpx2.TransportError)
    return tuple(errors)


def _translated(error: Any, model: ChatModel | None) -> AskpressError:
    import openai

    said = " ".join(str(getattr(error, "message", error)).split())[:300]
    if isinstance(error, openai.APIConnectionError):
        return _broken_off(error, model)
    if any(sign in f"{said} {error.body}".lower() for sign in _OVERFLOW):
        tokens = model.context_tokens if model else "?"
        return ShortenInput(
            "question and evidence are longer than the model's context of {tokens} tokens: {said}",
            remedy="ask a shorter question, or set `evidence_tokens` lower or `context_tokens` higher",
            tokens=tokens,
            said=said,
        )
    status = getattr(error, "status_code", None)
    where = _where(model)
    if status in (401, 403):
        return FixSettings(
            "the endpoint refuses the key ({status}): {said}",
            where=where,
            remedy="set `api_key`",
            status=status,
            said=said,
        )
    if status in (400, 404, 405, 422):
        return FixSettings(
            "the endpoint refuses the request ({status}): {said}",
            where=where,
            remedy="check `base_url` (it often ends in /v1) and `model`",
            status=status,
            said=said,
        )
    if status is not None:
        return TryLater(
            "the endpoint answered {status}: {said}",
            where=where,
            remedy="ask again in a moment",
            status=status,
            said=said,
        )
    return RestartModel(
        "the endpoint's answer makes no sense: {said}", where=where, remedy="check `base_url`", said=said
    )


def _broken_off(error: Exception, model: ChatModel | None) -> AskpressError:
    import openai

    if model and (death := model.died()):
        return death
    if isinstance(error, openai.APITimeoutError) or "Timeout" in type(error).__name__:
        return TryLater(
            "the language model did not answer in time",
            where=_where(model),
            remedy="ask again, or set `timeout_seconds` higher",
        )
    cause = error.__cause__ or error
    return TryLater(
        "the connection to the language model failed: {kind}: {error}",
        where=_where(model),
        remedy="check that the endpoint runs, and ask again",
        kind=type(cause).__name__,
        error=cause,
    )


def _where(model: ChatModel | None) -> str:
    return model.where if model else ""


def _chat(name: str, address: str, key: str, settings: Settings) -> BaseChatModel:
    import openai
    from langchain_openai import ChatOpenAI
    from langchain_openai.chat_models.base import BaseChatOpenAI
    from pydantic import SecretStr

    # OpenAI's own endpoint knows the limit of an answer as `max_completion_tokens` only, most others as `max_tokens`.
    kind: type[BaseChatOpenAI] = ChatOpenAI if urlsplit(address).hostname == "api.openai.com" else BaseChatOpenAI
    options: dict[str, Any] = {}
    if _is_this_machine(address):
        # A proxy that the environment names would be asked to connect to itself.
        timeout = settings.timeout_seconds
        options["http_client"] = openai.DefaultHttpxClient(trust_env=False, timeout=timeout)
        options["http_async_client"] = openai.DefaultAsyncHttpxClient(trust_env=False, timeout=timeout)
        options["openai_proxy"] = ""
    return kind(
        model=name,
        base_url=address,
        api_key=SecretStr(key),
        temperature=0.0,
        max_tokens=settings.answer_tokens,
        timeout=settings.timeout_seconds,
        max_retries=0,
        use_responses_api=False,
        **options,
    )


def _is_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
