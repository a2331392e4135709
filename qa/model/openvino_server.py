"""OpenVINO server: the embedded model in OpenVINO behind the part of the OpenAI API that this project's client speaks.

https://platform.openai.com/docs/api-reference/chat/create: messages, max_tokens, temperature, stop, stream with usage,
and logprobs, of which there is one alternative for each token, the one that was chosen. With `guided_choice`, vLLM's
name for strings of which one is to be answered, each of them is an alternative of the first token.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from qa.model.openvino_writer import Answer, Piece, TooLongError, Wish, Writer


def serve(writer: Writer, model: str, api_key: str) -> str:
    """Serve on a free port of the loopback interface from a thread of its own; gives the address.

    Requests bring `api_key` as a bearer token. One answer at a time; the next request waits its turn.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(writer, model, api_key), log_level="warning", lifespan="off"))
    threading.Thread(target=server.run, args=([listening],), name="openvino-server", daemon=True).start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def application(writer: Writer, model: str, api_key: str) -> Starlette:
    """The web application over a writer."""
    # Two answers at once would each be half as fast.
    turn = asyncio.Lock()
    # All that is asked of the model comes one after the other, the breaking off of an answer after the step under way.
    worker = ThreadPoolExecutor(1, "openvino-writer")

    async def complete(request: Request) -> Response:
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(key.encode(), api_key.encode()):
            return _refused(401, "a wrong key", "invalid_api_key")
        try:
            body = await request.json()
            wish = _wish(body)
        except (KeyError, TypeError, ValueError) as error:
            return _refused(400, f"the request makes no sense: {type(error).__name__}: {error}", "invalid_request")
        await turn.acquire()
        try:
            choices = tuple(str(choice) for choice in body.get("guided_choice") or ())
            begin = partial(writer.weigh, wish, choices) if choices else partial(writer.answer, wish)
            answer = await asyncio.get_running_loop().run_in_executor(worker, begin)
        except TooLongError as error:
            turn.release()
            return _refused(400, str(error), "context_length_exceeded")
        except BaseException:
            turn.release()
            raise
        pieces = _in_turn(answer, request, turn, worker)
        if body.get("stream"):
            return StreamingResponse(_events(pieces, answer, model, body), media_type="text/event-stream")
        return JSONResponse(_whole([piece async for piece in pieces], answer, model, body))

    async def models(_: Request) -> Response:
        return JSONResponse({"object": "list", "data": [{"id": model, "object": "model"}]})

    return Starlette(routes=[Route("/v1/chat/completions", complete, methods=["POST"]), Route("/v1/models", models)])


def _wish(body: dict[str, Any]) -> Wish:
    longest = body.get("max_completion_tokens") or body.get("max_tokens")
    stop = body.get("stop") or ()
    turns = tuple((str(turn["role"]), _text(turn["content"])) for turn in body["messages"])
    if not turns:
        raise ValueError("messages must not be empty")
    return Wish(
        turns=turns,
        longest=None if longest is None else int(longest),
        temperature=float(body.get("temperature") or 0.0),
        stop=(stop,) if isinstance(stop, str) else tuple(str(one) for one in stop),
    )


def _text(content: Any) -> str:
    """A turn's text, which may also come in parts."""
    return content if isinstance(content, str) else "".join(str(part["text"]) for part in content)


async def _in_turn(
    answer: Answer, request: Request, turn: asyncio.Lock, worker: ThreadPoolExecutor
) -> AsyncIterator[Piece]:
    """The pieces, step by step, as long as the client is there; then it is the next one's turn."""
    loop = asyncio.get_running_loop()
    try:
        while not await request.is_disconnected():
            piece = await loop.run_in_executor(worker, next, answer.pieces, None)
            if piece is None:
                return
            yield piece
    finally:
        # Not waited for: whoever breaks off an answer may be gone before.
        loop.run_in_executor(worker, answer.pieces.close).add_done_callback(lambda _: turn.release())


async def _events(pieces: AsyncIterator[Piece], answer: Answer, model: str, body: dict[str, Any]) -> AsyncIterator[str]:
    """Server-sent events, one for each piece with text or an end, then the usage where it is asked for."""
    head = _head(model, "chat.completion.chunk")
    delta: dict[str, Any] = {"role": "assistant"}
    written = 0
    async for piece in pieces:
        written += len(piece.tokens)
        if piece.text:
            delta["content"] = piece.text
        if piece.text or piece.finish:
            choice = {"index": 0, "delta": delta, "finish_reason": piece.finish}
            yield _event({**head, "choices": [choice]})
            delta = {}
    if (body.get("stream_options") or {}).get("include_usage"):
        yield _event({**head, "choices": [], "usage": _usage(answer, written)})
    yield "data: [DONE]\n\n"


def _whole(pieces: list[Piece], answer: Answer, model: str, body: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(piece.text for piece in pieces)}
    finish = pieces[-1].finish if pieces else None
    choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": finish}
    tokens = [{"token": text, "logprob": logprob} for piece in pieces for text, logprob in piece.tokens]
    likeliest = [(tokens[0], tokens)] if body.get("guided_choice") else [(token, [token]) for token in tokens]
    if body.get("logprobs"):
        choice["logprobs"] = {"content": [{**token, "top_logprobs": alternatives} for token, alternatives in likeliest]}
    return {**_head(model, "chat.completion"), "choices": [choice], "usage": _usage(answer, len(tokens))}


def _head(model: str, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{time.monotonic_ns():x}", "object": kind, "created": int(time.time()), "model": model}


def _usage(answer: Answer, written: int) -> dict[str, Any]:
    return {
        "prompt_tokens": answer.prompt_tokens,
        "completion_tokens": written,
        "total_tokens": answer.prompt_tokens + written,
        "prompt_tokens_details": {"cached_tokens": answer.known_tokens},
    }


def _event(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"


def _refused(status: int, message: str, code: str) -> Response:
    return JSONResponse({"error": {"message": message, "type": "invalid_request_error", "code": code}}, status)
