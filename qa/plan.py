"""Planning: the question is checked, and a follow-up is written out so that it can be searched for by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.errors import FixInput, ShortenInput
from qa.chain import complete
from qa.llm import ChatModel
from qa.prompt import rewrite_messages, translate_messages
from qa.question import content_words
from qa.records import Turn

_LEANING = re.compile(
    r"^(那么?|还有|另外|然后|其中|后来|结果|具体|详细|继续|and\b|what about|how about|then\b)"
    r"|((?<![其吉])他|她|(?<!其)它|这个|那个|这些|那些|这里|那里|(?<![应本])该|此|(?<![尤极])其(?![他它实余])"
    r"|上述|前者|后者|这次|那次|这位|那位)"
    r"|\b(he|she|it|they|them|his|her|its|their|this|that|those|these|there)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 2
_MAX_REWRITE = 200


def checked_question(question: str, limit: int) -> str:
    """The question without white space around it.

    Raises:
        FixInput: nothing is asked.
        ShortenInput: it has more than `limit` characters.
    """
    asked = question.strip()
    if not asked:
        raise FixInput("the question is empty", remedy="type a question")
    if len(asked) > limit:
        raise ShortenInput(
            f"the question has {len(asked):,} characters, at most {limit:,} are read", remedy="ask it in fewer words"
        )
    return asked


def leans_on_history(question: str) -> bool:
    """Whether a question can only be understood with the conversation before it: 他, 那么, "what about", few words."""
    return bool(_LEANING.search(question)) or len(content_words(question)) < _FEW_WORDS


def stand_alone(question: str, history: Sequence[Turn], model: ChatModel | None) -> str:
    """The question written out so that it can be searched for without the conversation.

    A question that stands by itself stays as it is: old terms must not be dragged along when the subject changes.
    Without a model the question before is set in front of it.
    """
    if not history or not leans_on_history(question):
        return question
    rewritten = _one_line(complete(model, rewrite_messages(question, history))) if model else None
    # A small model sometimes repeats an earlier question instead of completing this one.
    if rewritten and rewritten not in {turn.question for turn in history}:
        return rewritten
    return f"{history[-1].question} {question}"


def in_language(question: str, language: str, model: ChatModel) -> str:
    """The question in the language of the pages, as it stands where the model gives no translation."""
    return _one_line(complete(model, translate_messages(question, language))) or question


def _one_line(written: str) -> str | None:
    """What a model wrote, if it is one line of a question's length: a small model sometimes answers instead."""
    lines = written.splitlines()
    if len(lines) != 1 or len(written) > _MAX_REWRITE:
        return None
    return re.sub(r"^(读者|问题|译文|Question)[:：]\s*", "", written).strip() or None
