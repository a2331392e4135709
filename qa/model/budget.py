"""Budget: how many tokens of evidence the language model is shown, as many as it reads while a reader will wait."""

from __future__ import annotations

from qa.settings import Settings

LEAST, MOST = 180, 1200
"""Tokens of evidence: fewer leave the answer out too often, more make a small model lose the thread.

Measured on 100 public Chinese questions with the default encoder: the answer stands in the evidence of 120 tokens for
0.77 of them, of 180 for 0.82, of 260 for 0.87, of 350 for 0.89, in all passages found for 0.99.
"""

READING_SECONDS = 1.9
"""How long the model may read before the first word of an answer."""

_FIXED_TOKENS = 300
"""Instructions, question and headings."""

_EACH_PART = 80

_FEWEST = 50

_MEMORY = 0.7
"""Share of the earlier estimate that stays when a new one comes: one slow answer on a busy machine says little."""


class ReadingPace:
    """How fast a language model reads, learned from what it has read; shared by all questions to one model."""

    def __init__(self) -> None:
        self._tokens_per_second: float | None = None

    @property
    def tokens_per_second(self) -> float | None:
        """The estimate, None before anything was read."""
        return self._tokens_per_second

    def note(self, tokens: int, seconds: float) -> None:
        """Learn that `tokens` of prompt were read in `seconds`; fewer than 50 tell nothing and are passed over."""
        if tokens < _FEWEST or seconds <= 0:
            return
        seen = tokens / seconds
        before = self._tokens_per_second
        self._tokens_per_second = seen if before is None else _MEMORY * before + (1 - _MEMORY) * seen


def evidence_budget(settings: Settings, pace: ReadingPace | None = None, parts: int = 1) -> int:
    """Tokens of evidence for one look: the setting, where it is made, else what is read in `READING_SECONDS`.

    Never less than `LEAST` nor more than `MOST` then, and no more than half of what the context leaves beside the
    answer, since a second look shows as much again. `pace` is None without a model. Each of the `parts` of a question
    but the first adds `_EACH_PART`.
    """
    if settings.evidence_tokens is not None:
        return settings.evidence_tokens
    room = settings.context_tokens - settings.answer_tokens - _FIXED_TOKENS
    read = READING_SECONDS * ((pace.tokens_per_second if pace else None) or 0.0)
    return max(1, min(max(LEAST + _EACH_PART * (parts - 1), min(MOST, round(read))), room // 2))
