"""Composing: what the model wrote becomes a checked answer: each sentence cited, corrected, or marked unverified."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from index.embed import Encoder
from index.records import Page
from index.sentences import split_sentences
from index.tokens import tokens
from qa.asked.question import content_words, language_of
from qa.checking.grounds import Grounds
from qa.checking.repair import contradicted, repaired
from qa.checking.verify import SUPPORT, Support, joint, statement_of, supports
from qa.citations import Citations
from qa.records import CITATION_MARK, Citation, Repair
from qa.shown.evidence import Passage, Sentence

_NEAR = 0.15

_MARKS_EACH = 2
"""More marks than that at one sentence help nobody to check it."""

_MENDED_FROM = 2

UNRESOLVED = "[?]"
"""Stands in the text where the model cited a passage that does not exist."""

_MARKS = re.compile(r"([^\S\n]*[\[［【]\d{1,3}(?:\s*[,，、]\s*\d{1,3})*[\]］】])+")
_AS_SAID = r"as (?:reported|stated|mentioned|shown|noted|described) (?:in|by)"
_LABEL = re.compile(
    r"[，,、;；]?\s*(?:(?:所据|见|据)?(?:摘录编号|摘录|编号)"
    rf"|\b(?:(?:{_AS_SAID}|according to|in|from) )?(?:the )?extracts?|\b{_AS_SAID})[:：]?\s*(?=[\[［【]\d)",
    re.IGNORECASE,
)
"""What a model sometimes writes in front of a mark, in the words of its task: "，摘录编号[1]"."""
_MARKS_AFTER_STOP = re.compile(rf"([。！？；!?;.…]+[”’」』）\"')]*)({_MARKS.pattern})")
_LIST_MARK = re.compile(r"^[^\S\n]*(?:[(（]?\d{1,2}(?:[.)）](?!\d)|、)|[-*•·](?![\d*]))[^\S\n]*(?=\S)", re.MULTILINE)
"""In front of an item of a list: it is no sentence of its own."""
_LEAD_IN = re.compile(rf"^[^\n]*[:：]\s*\n(?={_LIST_MARK.pattern})", re.MULTILINE)
"""The line over a list: what it says, the question has said."""
_EMPHASIS = re.compile(r"\*\*|__|^#{1,6}\s", re.MULTILINE)
_DENIAL = re.compile(r"[不没未无非否]|\b(?:no|not|never)\b|n['’]t\b", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(?<=[A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[A-Za-z])")
"""Where an English answer needs a blank: at the重庆."""
_OPEN_MARK = re.compile(r"\[\d{0,3}$")


@dataclass(frozen=True, slots=True)
class Composed:
    """A checked text: its citations, the sentences without support, the numbers that named no passage.

    `repaired` and `struck` are as in `Answer`. `held` are the sentences that are borne out, as shown, each with the one
    of the evidence that it cites first.
    """

    text: str
    citations: tuple[Citation, ...]
    unverified: tuple[str, ...]
    unresolved: tuple[int, ...]
    repaired: tuple[Repair, ...] = ()
    struck: tuple[str, ...] = ()
    held: tuple[tuple[str, Sentence], ...] = ()


def compose(
    written: str, question: str, passages: Sequence[Passage], encoder: Encoder, page_of: Callable[[str], Page | None]
) -> Composed:
    """Check a model's answer against the passages it was shown.

    A sentence keeps a citation that bears it out, gets another passage's where only that does, or two that do so
    together. One with a single wrong fact is repaired where the passage leaves no doubt; else one that the evidence
    speaks against is struck out if others hold, and one that nothing bears out is `unverified`. Numbers are given anew,
    in the order of the text.
    """
    if language_of(question) == "en":
        written = _RUN_TOGETHER.sub(" ", written)
    known = {passage.number for passage in passages}
    grounds = [Grounds(passage) for passage in passages]
    checked = [_check(one, cited, question, grounds, encoder) for one, cited in _statements(written).items()]
    unresolved = dict.fromkeys(number for one in checked for number in one.cited if number not in known)
    some_hold = any(one.chosen for one in checked)
    citations = Citations(page_of)
    parts: list[str] = []
    unverified: list[str] = []
    for one in checked:
        if not tokens(one.written):
            parts.append(one.shown)
        elif one.chosen:
            numbers = dict.fromkeys(citations.number(item.sentence) for item in one.chosen)
            parts.append(one.shown + "".join(f"[{number}]" for number in numbers))
        elif not (one.contradicted and some_hold):
            mark = UNRESOLVED if any(number not in known for number in one.cited) else ""
            parts.append(f"{one.shown}{mark}")
            unverified.append(f"{one.shown}{mark}")
    struck = tuple(one.written for one in checked if one.contradicted and some_hold and not one.chosen)
    repairs = tuple(Repair(one.written, one.shown) for one in checked if one.chosen and one.shown != one.written)
    held = tuple((one.shown, one.chosen[0].sentence) for one in checked if one.chosen)
    return Composed(_joined(parts), citations.all(), tuple(unverified), tuple(unresolved), repairs, struck, held)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A sentence as the model wrote it and as it is shown, with the passages that bear it out, at most two."""

    written: str
    cited: list[int]
    shown: str
    chosen: tuple[Support, ...]
    contradicted: bool = False


def _check(written: str, cited: list[int], question: str, grounds: Sequence[Grounds], encoder: Encoder) -> _Checked:
    """A sentence held against the passages: as it is, then by two of them together, then repaired."""
    if not tokens(written):
        return _Checked(written, cited, written, ())
    statement = statement_of(written, question)
    found = supports(statement, grounds, encoder)
    held = [item for item in found if item.holds]
    # What the model cites counts unless another passage bears the sentence out far better.
    enough = held[0].share - _NEAR if held else 0.0
    chosen = [item for item in held if item.passage.number in cited and item.share >= enough] or held[:1]
    if chosen:
        return _Checked(written, cited, written, tuple(chosen[:_MARKS_EACH]))
    if together := joint(statement, found, grounds):
        return _Checked(written, cited, written, together)
    by_number = {one.passage.number: one for one in grounds}
    against = False
    # The passage to mend it from is the one that the model meant, or that says most of it.
    for item in sorted(found, key=lambda one: (one.passage.number not in cited, -one.share))[:_MENDED_FROM]:
        ground = by_number[item.passage.number]
        if item.unsupported < 0.0 or item.share < SUPPORT:
            continue
        if (new := repaired(statement, item, ground)) and new != written:
            again = supports(statement_of(new, question), [ground], encoder)
            if again and again[0].holds:
                return _Checked(written, cited, new, (again[0],))
        against = against or contradicted(statement, item, ground)
    return _Checked(written, cited, written, (), against)


def extract(sentences: Sequence[Sentence], page_of: Callable[[str], Page | None]) -> Composed:
    """An answer made of verbatim sentences, each cited."""
    citations = Citations(page_of)
    parts = [f"{' '.join(sentence.text.split())}[{citations.number(sentence)}]" for sentence in sentences]
    held = tuple((sentence.text, sentence) for sentence in sentences)
    return Composed(_joined(parts), citations.all(), (), (), held=held)


def merged(parts: Sequence[Composed]) -> Composed:
    """The answers to a question's parts as one, a line each, numbered anew; what another part says too is left out.

    Raises ValueError where there is no part.
    """
    if not parts:
        raise ValueError("an answer has at least one part, got none")
    bares = [CITATION_MARK.sub("", part.text) for part in parts]
    citations: dict[tuple[str, int, int], Citation] = {}
    lines: list[str] = []
    told: list[Composed] = []
    for at, (part, bare) in enumerate(zip(parts, bares, strict=True)):
        if bare in bares[:at] or any(_says_more(other, bare) for other in bares):
            continue
        numbers: dict[str, int] = {}
        for citation in part.citations:
            place = (citation.article.id, citation.article_start, citation.article_end)
            citations.setdefault(place, replace(citation, number=len(citations) + 1))
            numbers[f"[{citation.number}]"] = citations[place].number
        lines.append(CITATION_MARK.sub(partial(_renumbered, numbers), part.text))
        told.append(part)
    return Composed(
        "\n".join(lines),
        tuple(citations.values()),
        tuple(one for part in told for one in part.unverified),
        tuple(dict.fromkeys(one for part in told for one in part.unresolved)),
        tuple(one for part in told for one in part.repaired),
        tuple(one for part in told for one in part.struck),
        tuple(one for part in told for one in part.held),
    )


def _says_more(longer: str, shorter: str) -> bool:
    """Whether one text says all that another says and more: its words that carry something and its denials."""
    if len(longer) <= len(shorter):
        return False
    words, more = content_words(shorter), content_words(longer)
    alike = Counter(_DENIAL.findall(shorter)) == Counter(_DENIAL.findall(longer))
    return bool(words) and alike and not set(words) - set(more)


def _renumbered(numbers: Mapping[str, int], mark: re.Match[str]) -> str:
    return f"[{numbers[mark[0]]}]"


def _statements(written: str) -> dict[str, list[int]]:
    """The sentences of an answer without their marks, each once, and the numbers that it was marked with.

    The items of a list become sentences.
    """
    text = _EMPHASIS.sub("", _LABEL.sub("", written.strip()))
    text = _LIST_MARK.sub("", _LEAD_IN.sub("", text))
    if not _MARKS.match(text):
        # A mark behind the full stop belongs to the sentence before it, unless marks stand in front of what they mark.
        text = _MARKS_AFTER_STOP.sub(r"\2\1", text)
    found: dict[str, list[int]] = {}
    last: list[int] = []
    for start, end in split_sentences(text):
        sentence = text[start:end]
        cited = [int(number) for mark in _MARKS.finditer(sentence) for number in re.findall(r"\d+", mark[0])]
        bare = _without_marks(sentence)
        if bare:
            last = found.setdefault(bare, [])
        # A mark that stands alone belongs to the sentence before it.
        last += cited
    return found


def _without_marks(sentence: str) -> str:
    """A sentence without marks, those aside that appear only where others are taken out: [1[2]]."""
    bare, before = sentence, ""
    while bare != before:
        bare, before = _MARKS.sub("", bare), bare
    marked_in_front = _MARKS.match(sentence)
    return bare.lstrip(" \t:：,，、").strip() if marked_in_front else bare.strip()


def _joined(parts: Sequence[str]) -> str:
    """Sentences one after the other, with a space between those of Latin script."""
    text = ""
    for part in parts:
        # Nor may the end of one and the start of the next make a mark between them.
        apart = part[:1].isascii() or _OPEN_MARK.search(text)
        text += (" " if text and apart else "") + part
    return text
