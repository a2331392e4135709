"""Refusing: whether the evidence holds an answer, decided apart from the writing of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.chunk import context_line
from index.records import Hit
from index.tokens import tokens
from index.variants import Variant
from qa.asked.question import coverage, language_of, names
from qa.records import Reason
from qa.shown.evidence import Passage, Sentence

NO_MATTER = 0.25
"""Less of the question's weight than this in all passages together: they are about something else, unless one is near.

A question may ask in other words than the page's ("从前坐船过河不用掏钱" where it has 免费乘渡)."""

NEAR = 0.88
"""The cosine of a sentence to the question from which its words need not be the question's.

Measured with the default encoder: of 108 example questions with an answer four have less than a quarter of their weight
in the passages, all of them at 0.88 to 0.92; 70 questions about something else reach 0.85 to 0.88, one in ten of them
more. The model then says whether the answer is there.
"""

EXTRACTIVE_COVERAGE = 0.55
"""Without a model to ask, this much of the question's weight must stand in the passages."""

FOREIGN_SIMILARITY = 0.77
"""Where question and passages share no words (another language), the cosine that the best sentence must reach.

Measured with the default encoder: English statements reach 0.78 to 0.83 with the Chinese sentence that says the same,
0.70 to 0.76 with others.
"""

VERDICTS = {"qwen2.5-coder-1.5b-instruct-q4_k_m": 0.1}
"""The least logit of yes minus no, by model, at which it is taken to have found the answer; 0 for other models.

Measured over 56 of the example questions, with a second look for those that the first one refuses: 0.3 refuses three of
28 that can be answered (one of them with no evidence found for it) and 24 of 28 that cannot.
"""

CONFIRMATIONS = {"qwen2.5-coder-1.5b-instruct-q4_k_m": 1.4}
"""The least sum, by model, of that verdict and of those on the written answer; other models are not asked again.

Measured over 53 of the example questions, before the second look and the second writing: the sum of three parts those
that can be answered from the others with an AUC of 0.93 and refuses 0.83 of these and 0.17 of those; without the one on
what is cited alone the AUC is 0.86.
"""

_SAYS_NO = re.compile(
    r"(没有|并未|未|无法|不能)(明确|直接|具体)?(提到|提及|提供|说明|写明|找到|给出|包含|涉及|回答|确定|得知|得出|显示)"
    r"|(\b(not|no)|n['’]t)\b.{0,20}\b(mention|provid|contain|state|specif|found|given|answer|information|determin)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against an answer being there.

    `similarity`: the best sentence's cosine to the question. `coverage`: the share of the question's weight found in
    the passages together (None where the question is in another language than they are). `verdict`: the model's
    logit of yes minus no (None without a model, or one that does not say). `missing_names`: names in the question of
    which not even a part stands in any passage that was found.
    """

    similarity: float
    coverage: float | None
    verdict: float | None = None
    missing_names: tuple[str, ...] = ()


def signals(
    question: str,
    weights: Mapping[str, float],
    hits: Sequence[Hit],
    sentences: Sequence[Sentence],
    passages: Sequence[Passage],
    *,
    translated: bool = False,
    variants: Sequence[Variant] = (),
) -> Signals:
    """The signals that are there before the model is asked.

    The words of a `translated` question count for nothing: a small model finds the sense, but not always the names.
    `variants` are other forms of the question's names that the library has: one of them stands for the name.
    """
    if not passages:
        return Signals(0.0, 0.0)
    text = "\n".join(f"{passage.article.title}\n{passage.article.kicker}\n{passage.text}" for passage in passages)
    other_language = translated or language_of(question) != language_of(text)
    share = None if other_language or not weights else coverage(weights, text)
    missing = () if other_language else _missing_names(question, hits, variants)
    return Signals(max(sentence.similarity for sentence in sentences), share, missing_names=missing)


def _missing_names(question: str, hits: Sequence[Hit], variants: Sequence[Variant]) -> tuple[str, ...]:
    """Names that no passage knows; a part is enough (上海 for 上海市), since pages shorten and lengthen names."""
    there: set[str] = set()
    for hit in hits:
        there.update(tokens(hit.chunk.text))
        there.update(tokens(context_line(hit.article)))
    other = {token for one in variants if there & set(tokens(one.text)) for token in tokens(one.word)}
    return tuple(name for name in names(question) if not (there | other) & set(tokens(name)))


def verdict_threshold(model: str) -> float:
    """The least verdict (logit of yes minus no) of a model, by its name, that lets it answer a question."""
    return VERDICTS.get(model, 0.0)


def confirmation_threshold(model: str) -> float | None:
    """The least sum of a model's verdicts, one before the writing and two after it, that lets its answer stand.

    None: it is not asked.
    """
    return CONFIRMATIONS.get(model)


def why_refuse(found: Signals, threshold: float = 0.0) -> Reason | None:
    """The reason to refuse, None where an answer may be written.

    `nothing_found`: the passages are about something else. `not_answered`: they are about it, but the answer is not
    in them by the model's verdict, which must reach `threshold`.
    """
    if found.coverage is None:
        about = found.similarity >= FOREIGN_SIMILARITY
    else:
        about = (found.coverage >= NO_MATTER or found.similarity >= NEAR) and not found.missing_names
    if not about:
        return "nothing_found"
    if found.verdict is not None and found.verdict < threshold:
        return _too_little(found)
    return None


def _too_little(found: Signals) -> Reason:
    """What is said of passages that do not answer: whether they are about the question's matter at all."""
    return "nothing_found" if found.coverage is not None and found.coverage < NO_MATTER else "not_answered"


def why_refuse_extract(found: Signals) -> Reason | None:
    """The same for an answer made of the pages' own sentences, where no model says whether the answer is there."""
    reason = why_refuse(found)
    if reason is None and found.coverage is not None and found.coverage < EXTRACTIVE_COVERAGE:
        return _too_little(found)
    return reason


def says_no(text: str) -> bool:
    """Whether a text says that something is not told, found or known: a model's way to say that there is no answer."""
    return bool(_SAYS_NO.search(text))
