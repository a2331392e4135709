"""Parts: a question that asks for several things becomes questions that can each be searched for by themselves."""

from __future__ import annotations

import re

from index.tokens import simplified
from qa.asked.asking import ASKS, TIME, topic_of, words_of
from qa.asked.comparing import split_comparison
from qa.asked.coordination import MOST, split_members
from qa.asked.english_parts import compares, split_english
from qa.asked.question import language_of

_PERIOD = re.compile(r"[？?]+(?=.)|[；;]|(?<=[^\s])\n+", re.DOTALL)
_COMMA = re.compile(r"[，,]\s*(?:以及|并且|而且|而|还有|另外|同时|和|其中)?|(?:，\s*)?(?:以及|并且|还有|同时)")
_WORDS_THAT_ASK = (
    r"(?:什么时候|什么时间|何时|哪一?年|哪一?天|几点|何日|何地|(?:在)?(?:哪里|哪儿|何处|什么地方)|"
    r"为什么|为何|由?谁|怎么|如何|怎样|多少钱)"
)
_TWO_ASKED = re.compile(
    rf"(?P<one>{_WORDS_THAT_ASK})\s*(?:、|和|与|及|以及|，|,|又)?\s*(?P<two>{_WORDS_THAT_ASK})(?P<tail>.*)$", re.DOTALL
)
_OWN_ATTRIBUTE = re.compile(rf"(?!{ASKS.pattern})(?:(?!的)[\u3400-\u9fff]){{2,6}}?(?:是|有|为|叫)")
_PRONOUN = re.compile(r"^[他她它其](?!他|它|实|余|中)")
_MAYBE = re.compile(r"有[几幾][\u3400-\u9fff]|不知道?|不清楚|想问|听说")
"""Words before which nothing may be asked: 家里有几包旧衣裳, 不知道是不是."""

_YES_OR_NO = re.compile(r"吗[？?。\s]*$")
_LEADS = frozenset("比較较被在对對把由从從给給")
"""A clause that begins with one of these has its subject in the clause before it."""

_OWN_SUBJECT = frozenset({"ns", "nr", "nt", "nz", "quoted"})


def split_question(question: str) -> tuple[str, ...]:
    """The parts that a question is searched for in, at most four, the question alone where it asks for one thing.

    By rule, with no model: sentences and clauses that each ask (…是谁，…多少趟), two words that ask (什么时候、在哪里),
    things that share what is asked of them (A和B各…) and comparisons (比昨天增加了多少). Each part carries the words
    that the parts share.
    """
    if language_of(question) == "en":
        parts = split_english(question)
    else:
        parts = [part for clause in _clauses(question) for part in _split_clause(clause)]
    parts = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
    return tuple(parts) if 2 <= len(parts) <= MOST else (question,)


def answered_apart(question: str) -> tuple[str, ...]:
    """The parts of a question whose answers, one after the other, are its answer; itself where they must be set against
    each other, as those of a comparison."""
    english = language_of(question) == "en"
    compared = compares(question) if english else any(split_comparison(clause) for clause in _clauses(question))
    return (question,) if compared else split_question(question)


def _split_clause(clause: str) -> tuple[str, ...]:
    return split_comparison(clause) or _two_asked(clause) or split_members(clause)


def _two_asked(clause: str) -> tuple[str, ...]:
    """什么时候、在哪里举行: what stands around both is asked for with each."""
    found = _TWO_ASKED.search(simplified(clause))
    if not found:
        return ()
    head, tail = clause[: found.start()], clause[found.start("tail") :]
    return tuple(f"{head}{clause[found.start(name) : found.end(name)]}{tail}" for name in ("one", "two"))


def _clauses(question: str) -> list[str]:
    """The clauses that each ask something; those behind the first get from it what they leave out."""
    clauses: list[str] = []
    for sentence in _asking_pieces(question, _PERIOD):
        first = ""
        for clause in _asking_pieces(sentence, _COMMA):
            whole = _completed(clause, first) if first else clause
            clauses.append(whole)
            first = first or whole
    return clauses


def _asking_pieces(text: str, border: re.Pattern[str]) -> list[str]:
    """The text cut at borders, so that each piece asks; a piece that does not stays with the one behind it.

    A border within quotation marks is none.
    """
    read = simplified(text)
    quoted = [(word.start, word.end) for word in words_of(text) if word.tag == "quoted"]
    pieces: list[str] = []
    start = 0
    for found in border.finditer(read):
        inside = any(a < found.start() < b for a, b in quoted)
        aside = _MAYBE.search(read[start : found.start()]) and _YES_OR_NO.search(read)
        if inside or aside or not ASKS.search(read[start : found.start()]) or not ASKS.search(read[found.end() :]):
            continue
        pieces.append(text[start : found.start()])
        start = found.end()
    return [*pieces, text[start:]]


def _completed(clause: str, first: str) -> str:
    """A clause with what it shares with the first one: its subject, or only its time where it has its own subject."""
    words = words_of(clause)
    if not words:
        return clause
    if clause[0] not in _LEADS and any(word.tag in _OWN_SUBJECT for word in words):
        time = TIME.match(simplified(first))
        return f"{first[: time.end()]}{clause}" if time and not TIME.search(simplified(clause)) else clause
    topic = topic_of(first)
    if TIME.search(simplified(clause)) and (times := list(TIME.finditer(simplified(topic)))):
        # …，5月19日还剩几片，到5月20日还剩几片: what stands before the first time is what both share.
        topic = topic[: times[-1].start()] or topic[times[-1].end() :]
    clause = _PRONOUN.sub("", clause)
    return f"{_owner(topic) if _OWN_ATTRIBUTE.match(simplified(clause)) else topic}{clause}"


def _owner(topic: str) -> str:
    """Whose attribute a topic is, 的 included (《…》的 of 《…》的主演); the topic where it is nobody's.

    A verb before 的 makes what comes behind it the subject (救人的消防员), which its own attributes belong to.
    """
    head = topic[: topic.rindex("的") + 1] if "的" in topic else ""
    words = words_of(head)
    return head if len(words) > 1 and not words[-2].tag.startswith("v") else topic
