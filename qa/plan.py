"""Planning: the question is checked, and a follow-up is written out so that it can be searched for by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.errors import FixInput, ShortenInput
from index.tokens import fold, simplified
from qa.asked.asking import ASKS, TIME, unquoted, words_of
from qa.asked.coordination import NAMES
from qa.asked.follow_up import complete_by_rule, standing
from qa.asked.question import content_words, names, word_shares
from qa.asked.slots import latin_names
from qa.chain import complete
from qa.model.llm import ChatModel
from qa.prompt import rewrite_messages, translate_messages
from qa.records import Turn

_OPENING = re.compile(r"^(还有|其中|后来|具体|详细|继续|what about|how about|what of)|呢[？?\s]*$", re.IGNORECASE)
_JOINING = re.compile(r"^(那么?(?![么个些里次位座家条年天])|另外|然后|结果|and\b|then\b)", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?<![其吉])他(?![乡日国杀])|她|(?<!其)它|这个(?![月周季年]|星期|季度)|那个|这些|那些|这里|那里|(?<![应本活])该|此|"
    r"(?<![尤极])其(?![他它实余])|上述|前者|后者|这次|那次|这位|那位|当地|"
    r"[这那][座家条所支款本部辆艘项]|"
    r"\b(he|she|they|them|his|her|its|their|these|those)\b|"
    r"\bthis\b(?! (?:year|month|week|season|morning|spring|summer|autumn|winter)\b)|"
    r"\bit\b(?! (?:take|cost|possible|true)\b.* to\b)|"
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b|"
    r"\bthat\b(?=\W*$)|\b(?:about|of|in|for|with|than|after|before) that\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
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
            "the question has {count:,} characters, at most {limit:,} are read",
            remedy="ask it in fewer words",
            count=len(asked),
            limit=limit,
        )
    return asked


def leans_on_history(question: str) -> bool:
    """Whether a question can only be understood with the conversation before it: 他, 那…呢, "what about", few words.

    A pronoun that the question's own words before it explain (裴若舟说他…, 接诊的患者有多少人，其中…) asks for nothing.
    """
    read = simplified(question)
    pronoun = _PRONOUN.search(unquoted(read))
    if (pronoun and not _explained(question[: pronoun.start()])) or _OPENING.search(read):
        return True
    joined = _JOINING.match(read)
    if len(content_words(_JOINING.sub("", read))) >= _FEW_WORDS:
        return False
    return bool(joined) or not _names_and_tells(question)


def stand_alone(question: str, history: Sequence[Turn], model: ChatModel | None) -> str:
    """The question written out so that it can be searched for without the conversation.

    A question that stands by itself stays as it is: old terms must not be dragged along when the subject changes. What
    it leaves out is filled by rule where that is certain, else by the model, whose writing is taken only where it is
    `faithful`; without either the question before is set in front of it.
    """
    if not history or not leans_on_history(question):
        return question
    ruled = complete_by_rule(question, history)
    if ruled:
        return ruled
    rewritten = _one_line(complete(model, rewrite_messages(question, history))) if model else None
    # A small model sometimes repeats an earlier question instead of completing this one.
    if rewritten and rewritten not in {turn.question for turn in history} and faithful(rewritten, question, history):
        return rewritten
    return f"{standing(history)} {question}"


def faithful(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewriting keeps the question's own words and numbers and adds none that the conversation has not.

    Words that only ask or only point to what was said may change.
    """
    points = [_PRONOUN, _OPENING, _JOINING, ASKS]
    own = [word for word in content_words(question) if not any(point.search(word) for point in points)]
    kept = word_shares(own, rewritten)
    if any(share < 1.0 for share in kept.values()) or not set(_NUMBER.findall(fold(question))) <= set(
        _NUMBER.findall(fold(rewritten))
    ):
        return False
    said = "\n".join([question, *(f"{turn.question}\n{turn.answer}" for turn in history)])
    known = word_shares(content_words(rewritten), said)
    return all(share == 1.0 for share in known.values()) and set(_NUMBER.findall(fold(rewritten))) <= set(
        _NUMBER.findall(fold(said))
    )


def _explained(before: str) -> bool:
    """Whether what stands before a pronoun explains it: a name, or two words besides the times."""
    words = content_words(TIME.sub("", simplified(before)))
    return bool(names(before) or latin_names(before)) or len(words) >= _FEW_WORDS


def _names_and_tells(question: str) -> bool:
    """Whether a short question has a name and what is asked of it: 三桥长多少, 印度的首都在哪."""
    words = words_of(question)
    tells = any(
        word.word == "的" or (word.tag.startswith(("v", "a")) and word.word not in {"是", "有"}) for word in words
    )
    return tells and any(word.tag in NAMES and len(word.word) > 1 for word in words)


def in_language(question: str, language: str, model: ChatModel) -> str:
    """The question in the language of the pages, as it stands where the model gives no translation."""
    return _one_line(complete(model, translate_messages(question, language))) or question


def _one_line(written: str) -> str | None:
    """What a model wrote, if it is one line of a question's length: a small model sometimes answers instead."""
    lines = written.splitlines()
    if len(lines) != 1 or len(written) > _MAX_REWRITE:
        return None
    return re.sub(r"^(读者|问题|译文|Question)[:：]\s*", "", written).strip() or None
