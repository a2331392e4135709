"""The chain: messages through the chat model to text, streamed, the model's failures turned into named errors."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from langchain_core.messages import BaseMessage

from index.errors import RestartModel
from qa.model.llm import ChatModel, translate_model_errors


def stream(model: ChatModel, messages: Sequence[BaseMessage]) -> Iterator[str]:
    """The model's answer, piece by piece as it is written; closing the iterator stops the model.

    Raises what `qa.model.llm.translate_model_errors` names: RestartModel, TryLater, ShortenInput, FixSettings.
    """
    with translate_model_errors(model):
        model.ensure_running()
        # Not `chat | StrOutputParser()`: closed early, that sequence reads the model's stream to its end all the same.
        pieces = model.chat.stream(list(messages))
        try:
            for piece in pieces:
                yield str(piece.text)
        except ValueError as error:
            # How LangChain and the client tell of a stream without a piece, or with one that is no JSON.
            raise RestartModel(
                "the language model gave an answer that makes no sense: {error}",
                where=model.where,
                remedy="ask again",
                error=error,
            ) from error
        finally:
            if isinstance(pieces, Generator):
                pieces.close()


def complete(model: ChatModel, messages: Sequence[BaseMessage]) -> str:
    """The model's whole answer. Raises as `stream` does."""
    return "".join(stream(model, messages)).strip()
