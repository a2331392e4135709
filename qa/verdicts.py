"""Verdicts: the model says whether the evidence answers the question, before the writing of the answer and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.model.llm import ChatModel
from qa.prompt import NO, YES, confirmation_messages, verdict_messages
from qa.records import CITATION_MARK, Reason
from qa.refuse import Signals, confirmation_threshold, verdict_threshold, why_refuse
from qa.shown.evidence import Passage, choose, estimate_tokens
from qa.shown.gather import Gathered


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model has read: the passages to write from, its verdict on them, the reason to refuse (None: write)."""

    passages: tuple[Passage, ...]
    verdict: float | None
    reason: Reason | None


def read(model: ChatModel, question: str, found: Gathered, seen: Signals) -> Reading:
    """Have the model say whether what was found answers the question, as it is told it (its days written out).

    What it is not sure of it reads again with as much evidence more: most questions are answered from a little, and a
    reader would rather wait than be told no. Raises what `ChatModel.verdict_logits` does.
    """
    first = _look(model, question, found.passages, seen)
    return (read_on(model, question, found, seen, first) or first) if first.reason else first


def read_on(model: ChatModel, question: str, found: Gathered, seen: Signals, before: Reading) -> Reading | None:
    """The same with as much evidence more; None where nothing more was found, or it was read before."""
    if len(before.passages) > len(found.passages):
        return None
    budget = sum(estimate_tokens(passage.text) for passage in found.passages)
    more = choose(found.sentences, budget, found.weights, found.passages)
    return _look(model, question, [*found.passages, *more], seen) if more else None


def _look(model: ChatModel, question: str, passages: Sequence[Passage], seen: Signals) -> Reading:
    verdict = model.verdict_logits(verdict_messages(question, passages), YES, NO)
    return Reading(tuple(passages), verdict, why_refuse(replace(seen, verdict=verdict), verdict_threshold(model.name)))


def confirmed(
    model: ChatModel,
    question: str,
    answer: str,
    passages: Sequence[Passage],
    cited: Sequence[Passage],
    verdict: float | None,
) -> bool:
    """Whether the model, shown the answer, finds that the passages say so in answer to the question.

    It is also asked whether the question is answered by those that the answer cites, alone: with less before it, it is
    misled less. `verdict` is the one before the writing: the three together must reach the model's threshold. True for
    a model that has none, or gives no verdicts. Raises what `ChatModel.verdict_logits` does.
    """
    least = confirmation_threshold(model.name)
    if least is None or verdict is None:
        return True
    bare = CITATION_MARK.sub("", answer)
    again = model.verdict_logits(confirmation_messages(question, bare, passages), YES, NO)
    alone = model.verdict_logits(verdict_messages(question, cited), YES, NO)
    return again is None or alone is None or verdict + again + alone >= least
