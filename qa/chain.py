"""The chain: messages through the chat model to text, streamed, the model's failures turned into named errors."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import cast

from langchain_core.messages import BaseMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import RunnableSerializable

from qa.llm import ChatModel, translate_model_errors


def stream(model: ChatModel, messages: Sequence[BaseMessage]) -> Iterator[str]:
    """The model's answer, piece by piece as it is written; closing the iterator stops the model.

    Raises what `qa.llm.translate_model_errors` names: RestartModel, TryLater, ShortenInput, FixSettings.
    """
    with translate_model_errors(model):
        model.ensure_running()
        pieces = _chain(model).stream(list(messages))
        try:
            yield from pieces
        finally:
            if isinstance(pieces, Generator):
                pieces.close()


def complete(model: ChatModel, messages: Sequence[BaseMessage]) -> str:
    """The model's whole answer. Raises as `stream` does."""
    return "".join(stream(model, messages)).strip()


def _chain(model: ChatModel) -> RunnableSerializable[list[BaseMessage], str]:
    return cast("RunnableSerializable[list[BaseMessage], str]", model.chat | StrOutputParser())
