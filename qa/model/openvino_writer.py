"""OpenVINO writer: the embedded model in OpenVINO GenAI, from a conversation to pieces of its answer."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa.model.openvino_weights import genai

BATCH = 128
"""Tokens of prompt read in a step; between two steps an answer can be broken off."""
BLOCK = 32
"""Tokens in a block of OpenVINO's memory of what it has read; a prompt's known beginning is known by whole blocks."""
_KEPT = 4
"""How many contexts of what has been read are remembered, for prompts that begin alike."""
_HALF_A_CHARACTER = "\N{REPLACEMENT CHARACTER}"
_WARMING = "报纸" * 40
"""The first prompt is read slowly, while code for the processor is made."""


class TooLongError(ValueError):
    """Prompt and answer do not fit into the context."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be written: the turns (role, text) so far, the most tokens of answer, None: what the context has room
    for; sampled at `temperature`, 0 for the likeliest; ended before any of the strings in `stop`."""

    turns: tuple[tuple[str, str], ...]
    longest: int | None = None
    temperature: float = 0.0
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """What one step wrote: whole characters; each token's text and log-probability; why it ended, None: it goes on."""

    text: str
    tokens: tuple[tuple[str, float], ...]
    finish: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer on its way: `pieces` to go through once, closing it breaks off.

    `prompt_tokens`, and of them `known_tokens` that were read before with an earlier prompt.
    """

    pieces: Generator[Piece]
    prompt_tokens: int
    known_tokens: int


class Writer:
    """The model, loaded and warm. For one thread at a time, one answer at a time.

    `weights` is a folder as `openvino_weights.converted` makes it. Raises RuntimeError where it cannot be loaded.
    """

    def __init__(self, weights: Path, context_tokens: int, threads: int) -> None:
        self._genai = genai()
        self._context_tokens = context_tokens
        scheduler = self._genai.SchedulerConfig()
        scheduler.enable_prefix_caching = True
        scheduler.dynamic_split_fuse = True
        scheduler.max_num_batched_tokens = BATCH
        scheduler.num_kv_blocks = _KEPT * context_tokens // BLOCK
        self._pipeline = self._genai.ContinuousBatchingPipeline(
            str(weights), scheduler, "CPU", {"INFERENCE_NUM_THREADS": threads}
        )
        self._tokenizer = self._pipeline.get_tokenizer()
        self._read: deque[list[int]] = deque(maxlen=_KEPT)
        self._answers = 0
        for _ in self.answer(Wish((("user", _WARMING),), longest=2)).pieces:
            pass
        self.weigh(Wish((("user", _WARMING),)), ("Yes", "No"))

    def answer(self, wish: Wish) -> Answer:
        """The answer to a wish. Raises TooLongError."""
        encoded, tokens, room = self._encoded(wish)
        answer = Answer(self._write(encoded, self._configured(wish, room)), len(tokens), self._known(tokens))
        self._read.append(tokens)
        return answer

    def weigh(self, wish: Wish, choices: Sequence[str]) -> Answer:
        """The first token of each of `choices` with its log-probability as the answer to a wish, the likeliest first.

        The library tells no alternatives of a token, but what one that it is made to write had for a probability.
        Raises TooLongError.
        """
        encoded, tokens, _ = self._encoded(wish)
        known = self._known(tokens)
        self._read.append(tokens)
        weighed = []
        for choice in choices:
            config = self._configured(replace(wish, longest=1), 1)
            config.structured_output_config = self._genai.StructuredOutputConfig(regex=re.escape(choice))
            weighed += [piece.tokens[0] for piece in self._write(encoded, config)]
        weighed.sort(key=lambda token: -token[1])
        return Answer(_once(Piece(weighed[0][0], tuple(weighed), "length")), len(tokens), known)

    def _encoded(self, wish: Wish) -> tuple[Any, list[int], int]:
        """A wish's prompt as a tensor and as tokens, and how many tokens of answer the context has room for."""
        turns = [{"role": role, "content": text} for role, text in wish.turns]
        prompt = self._tokenizer.apply_chat_template(turns, add_generation_prompt=True)
        encoded = self._tokenizer.encode(prompt, add_special_tokens=False).input_ids
        tokens = [int(token) for token in encoded.data[0]]
        room = self._context_tokens - len(tokens)
        if room < max(1, wish.longest or 1):
            raise TooLongError(
                f"the request exceeds the context size: {len(tokens)} tokens of prompt and {wish.longest or 1} "
                f"of answer for a context of {self._context_tokens}"
            )
        return encoded, tokens, room

    def _known(self, tokens: Sequence[int]) -> int:
        longest = 0
        for earlier in self._read:
            pairs = enumerate(zip(tokens, earlier, strict=False))
            alike = next((at for at, (one, other) in pairs if one != other), min(len(tokens), len(earlier)))
            longest = max(longest, alike)
        # The last token is always read: what follows it is what is asked for.
        return min(longest, len(tokens) - 1) // BLOCK * BLOCK

    def _configured(self, wish: Wish, room: int) -> Any:
        config = self._genai.GenerationConfig()
        config.max_new_tokens = min(wish.longest or room, room)
        config.do_sample = wish.temperature > 0
        if config.do_sample:
            config.temperature = wish.temperature
        config.stop_strings = set(wish.stop)
        config.logprobs = 1
        return config

    def _write(self, encoded: Any, config: Any) -> Generator[Piece]:
        written: list[int] = []
        told = 0
        self._answers += 1
        handle = self._pipeline.add_request(self._answers, encoded, config)
        try:
            while True:
                self._pipeline.step()
                if not handle.can_read():
                    continue
                ((_, step),) = handle.read().items()
                finish = _FINISHED.get(step.finish_reason.name)
                written += step.generated_ids
                whole = self._tokenizer.decode(written)
                # A character may take several tokens. (The library's own streamer holds back three tokens, a word.)
                text = "" if whole.endswith(_HALF_A_CHARACTER) and finish is None else whole[told:]
                told += len(text)
                named = [self._tokenizer.decode([token]) for token in step.generated_ids]
                yield Piece(text, tuple(zip(named, step.generated_log_probs, strict=True)), finish)
                if finish is not None:
                    return
        finally:
            handle.cancel()
            while self._pipeline.has_non_finished_requests():
                self._pipeline.step()


def _once(piece: Piece) -> Generator[Piece]:
    yield piece


_FINISHED = {"STOP": "stop", "LENGTH": "length"}
"""OpenAI's words for why an answer ended, by the names of `GenerationFinishReason`."""
