"""Verification: whether a sentence of the answer stands in the evidence: its facts, its words, its sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from index.embed import Encoder
from index.tokens import simplified, tokens
from qa.asked.question import language_of
from qa.checking.calculation import derived
from qa.checking.clauses import clauses
from qa.checking.conflicts import Conflict, conflicts
from qa.checking.facts import Fact, facts
from qa.checking.grounds import Grounds
from qa.checking.quantities import level, quantities
from qa.checking.wording import Word, share, strange, words_of
from qa.refuse import FOREIGN_SIMILARITY
from qa.shown.evidence import Passage, Sentence

SUPPORT = 0.5
"""The share of the weight of a sentence's own words that must stand in what it cites."""

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[a-z'’-]+|[\u3400-\u9fff]+|[\d.,:%]*\d%?")
_LATIN = re.compile(r"[A-Za-z]+")
_ENGLISH = 3
"""So many Latin words make a sentence that answers an English question an English one."""
_TIME_ONLY = re.compile(r"^[^\d]{0,3}\d[\d年月日号时点分:. 至到-]*[前后起止]?$")
_NAMED_WITH_A_FIGURE = {"zh": re.compile(r"[a-z]+[ -]?$"), "en": re.compile(r"(?<![a-z])[a-z]+-?$")}
"""What stands in front of a figure that is part of a name; in English a blank stands before every figure."""
_TOGETHER = 4
_MISSED_AT_MOST = 2
_COPIED, _LONG = 0.7, 12
"""A statement of at least so many characters of which this share stands in one sentence is a copy of it."""

_FREE = 1.5
"""So much weight of words may stand nowhere in any case: an answer of three words has a word of its own too."""


@dataclass(frozen=True, slots=True)
class Support:
    """How well a passage bears a sentence out.

    `share` (0 to 1, may be less across languages) of the weight of the sentence's own words stands in the passage;
    `missing` are its facts that do not, `conflicts` what the passage says otherwise. `sentence` is the passage's best
    sentence for it. `unsupported` is the weight of the words that stand nowhere.
    """

    share: float
    missing: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    passage: Passage
    sentence: Sentence
    unsupported: float = 0.0
    added: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the passage bears the sentence out."""
        worded = self.share >= SUPPORT or 0 <= self.unsupported <= _FREE
        return not self.missing and not self.conflicts and worded


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer and the question that it answers, folded, with its words."""

    text: str
    folded: str
    question: str
    words: tuple[Word, ...]
    language: str


def statement_of(text: str, question: str) -> Statement:
    """What is looked up of a sentence, made once for all passages."""
    folded = level(text)
    # An English sentence may have more Chinese characters, in its names, than words of its own.
    english = language_of(question) == "en" and len(_LATIN.findall(text)) >= _ENGLISH
    language = "en" if english else language_of(text)
    return Statement(text, folded, level(question), words_of(folded, level(question)), language)


def support(statement: str, question: str, passages: Sequence[Passage], encoder: Encoder) -> list[Support]:
    """How well each passage bears out a sentence of the answer, best first.

    A sentence that stands in the passage as it is written holds. Else its dates, figures, names and quoted words must
    stand there (or in the headline and date, or follow from figures that the sentence shows), nothing there may say
    otherwise, and half of what its words weigh must stand there. Facts of the question count as given where the
    passage does not speak against them: a figure only if no clause of it gives another for the same, a person only if
    the passage's article names them. A passage in another language shares no words: there the encoder's cosine
    decides, with figures and dates.
    """
    one = statement_of(statement, question)
    return supports(one, [Grounds(passage) for passage in passages], encoder)


def supports(statement: Statement, grounds: Sequence[Grounds], encoder: Encoder) -> list[Support]:
    """`support`, of passages that were taken apart before."""
    found = [_support(statement, one, encoder) for one in grounds if one.lines]
    return sorted(found, key=_rank)


def _rank(item: Support) -> tuple[bool, int, float, int]:
    return (not item.holds, len(item.missing) + len(item.conflicts), -item.share - item.added, item.passage.number)


def _support(statement: Statement, grounds: Grounds, encoder: Encoder) -> Support:
    squeezed = _SPACE.sub("", statement.folded).rstrip("。.!?;")
    if squeezed and squeezed in grounds.squeezed and tokens(squeezed):
        return Support(1.0, (), (), grounds.passage, _sentence_with(squeezed, grounds))
    foreign = language_of(grounds.passage.text) != statement.language
    said = facts(statement.text, grounds.issued)
    missing = tuple(_missing(said, statement, grounds, foreign))
    if foreign:
        portion, added, best = _foreign_share(statement, grounds, encoder)
        return Support(portion, missing, (), grounds.passage, best, unsupported=-1.0, added=added)
    portion, lost = share(statement.words, grounds)
    if not statement.words and not said:
        # Nothing but small words (能。): they must stand there as they are.
        there = set(tokens(grounds.text))
        wanted = tokens(statement.text)
        portion, lost = sum(one in there for one in wanted) / max(1, len(wanted)), -1.0
    best = _best(statement, said, grounds)
    computed = derived(said, statement.folded)
    # Where more than that is missing, the passage is about something else.
    speaks = len(missing) <= _MISSED_AT_MOST
    against = conflicts(statement.folded, said, [*missing, *computed], grounds) if speaks else []
    return Support(portion, missing, tuple(against), grounds.passage, best, lost)


def joint(statement: Statement, found: Sequence[Support], grounds: Sequence[Grounds]) -> tuple[Support, ...]:
    """Two passages that bear a sentence out together, each a part of it; none where there are no such two.

    The facts of each part (a clause, with the clause before where that only gives the time) must stand in one of the
    two, and half of what the sentence's words weigh in both together.
    """
    by_passage = {one.passage.number: one for one in grounds}
    able = [one for one in found if not any(bad.fact is None for bad in one.conflicts) and one.unsupported >= 0.0]
    for first, second in combinations(able[:_TOGETHER], 2):
        parts = _parts(statement)
        wrong = [[*one.missing, *(bad.fact for bad in one.conflicts if bad.fact)] for one in (first, second)]
        lacking = [{part for part in parts for fact in facts_ if part[0] <= fact.start < part[1]} for facts_ in wrong]
        if not all(lacking) or lacking[0] & lacking[1]:
            continue
        pair = [by_passage[one.passage.number] for one in (first, second)]
        if share(statement.words, *pair)[0] >= SUPPORT:
            return first, second
    return ()


def _parts(statement: Statement) -> list[tuple[int, int]]:
    """The parts of a statement that must each stand in one passage: clauses, those of time with what follows."""
    parts: list[tuple[int, int]] = []
    start = 0
    for clause in clauses(statement.folded):
        if not _TIME_ONLY.search(clause.text):
            parts.append((start, clause.end))
            start = clause.end
    return parts or [(0, len(statement.folded))]


def _sentence_with(squeezed: str, grounds: Grounds) -> Sentence:
    """The sentence that holds a text, or its longest part where the text runs over several."""
    lines = [(_SPACE.sub("", line.text), line.sentence) for line in grounds.lines]
    for text, sentence in lines:
        if squeezed in text:
            return sentence
    inside = [(len(text), sentence) for text, sentence in lines if text in squeezed]
    return max(inside, key=lambda item: item[0])[1] if inside else _nearest(frozenset(tokens(squeezed)), grounds)


def _nearest(wanted: frozenset[str], grounds: Grounds) -> Sentence:
    return max(grounds.lines, key=lambda line: len(wanted & set(tokens(line.text)))).sentence


def _is_copied(statement: Statement, grounds: Grounds) -> bool:
    """Whether a statement is a sentence of the passage but for a word or two."""
    pairs = {statement.folded[at : at + 2] for at in range(len(statement.folded) - 1)}
    if len(pairs) < _LONG:
        return False
    return max(sum(pair in line.text for pair in pairs) for line in grounds.lines) >= _COPIED * len(pairs)


def _missing(said: Sequence[Fact], statement: Statement, grounds: Grounds, foreign: bool) -> list[Fact]:
    copied = not foreign and _is_copied(statement, grounds)
    computed = derived(said, statement.folded)
    asked = facts(statement.question, grounds.issued) if statement.question else []
    gone = []
    for fact in said:
        if foreign and fact.kind not in ("date", "pair", "quantity"):
            continue
        if (
            grounds.holds(fact, statement.folded, copied=copied)
            or fact in computed
            or _given(fact, asked, statement, grounds)
        ):
            continue
        gone.append(fact)
    if not foreign:
        for word in strange(statement.words, statement.folded, grounds):
            at = statement.folded.find(word.text)
            gone.append(Fact("name", at, at + len(word.text), word.text, tag="n"))
    return gone


def _given(fact: Fact, asked: Sequence[Fact], statement: Statement, grounds: Grounds) -> bool:
    """Whether the question says a fact, which then need not stand in the passage."""
    match fact.kind:
        case "quantity":
            same = any(fact.quantity == one.quantity or _equal(fact, one) for one in asked)
            return same and _names_nothing_else(fact, statement, grounds)
        case "date":
            return any(fact.days == one.days for one in asked)
        case "name":
            named = fact.text in statement.question
            return named and (fact.tag != "nr" or fact.text in level(grounds.passage.article.text))
        case _:
            return fact.text in statement.question


def _names_nothing_else(fact: Fact, statement: Statement, grounds: Grounds) -> bool:
    """Whether a figure does not belong to a name (EMNLP2023, iPhone 15) that the passage's article does not have."""
    named = _NAMED_WITH_A_FIGURE[statement.language].search(statement.folded[: fact.start])
    if not named:
        return True
    name = _SPACE.sub("", statement.folded[named.start() : fact.end])
    return name in _SPACE.sub("", level(f"{grounds.passage.article.title} {grounds.passage.article.text}"))


def _equal(fact: Fact, other: Fact) -> bool:
    return bool(fact.quantity and other.quantity and fact.quantity.equals(other.quantity))


def _best(statement: Statement, said: Sequence[Fact], grounds: Grounds) -> Sentence:
    """The sentence to quote: the one that holds most of the figures and names; among those, that shares most."""
    figures = [fact.quantity for fact in said if fact.quantity]
    named = [one.text for one in said if one.tag == "nr" or one.kind in ("latin", "title", "quote")]
    asked = {one.quantity for one in facts(statement.question, None) if one.quantity}
    held = [0] * len(grounds.lines)
    for figure in figures:
        if not any(figure.equals(one) for one in asked):
            for number in {one.sentence for one in grounds.spoken if figure.equals(one.quantity)}:
                held[number] += 1
    wanted = set(tokens(statement.folded))
    added = wanted - set(tokens(statement.question)) or wanted
    ranked = []
    for line, number in zip(grounds.lines, held, strict=True):
        there = set(tokens(line.text))
        names_there = sum(name in line.text and name not in statement.question for name in named)
        score = len(added & there) / max(1, len(added)) + 0.3 * len(wanted & there) / max(1, len(wanted))
        ranked.append((number, names_there, score, -line.sentence.start, line.sentence))
    return max(ranked, key=lambda item: item[:4])[4]


def _foreign_share(statement: Statement, grounds: Grounds, encoder: Encoder) -> tuple[float, float, Sentence]:
    """As good as a share of words: SUPPORT at the cosine that statements of the same reach across languages.

    The sentence is chosen by the figures that it tells, then by what the statement adds to the question too, of which
    the second figure is the cosine: a statement that repeats the question is as near to any sentence about its subject.
    """
    sentences = [line.sentence for line in grounds.lines]
    asked = set(_WORD.findall(statement.question))
    added = " ".join(word for word in _WORD.findall(statement.folded) if word not in asked) or statement.text
    vectors = encoder.encode_passages([simplified(one.text) for one in sentences])
    whole, rest = encoder.encode_queries([simplified(statement.text), simplified(added)]) @ vectors.T
    asked_for = {one.value for one in quantities(statement.question)}
    new = [one for one in quantities(statement.folded) if one.value not in asked_for]
    told = [sum(any(one.equals(other) for other in quantities(line.text)) for one in new) for line in grounds.lines]
    best = max(range(len(sentences)), key=lambda at: (told[at], whole[at] + rest[at]))
    return float(whole.max()) - FOREIGN_SIMILARITY + SUPPORT, float(rest[best]), sentences[best]
