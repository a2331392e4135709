"""Follow-ups by rule: a pronoun or an omission is filled from the conversation, where it is certain with what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.tokens import simplified
from qa.asked.asking import TIME, asks, unquoted, words_of
from qa.asked.coordination import nominal_run
from qa.asked.question import language_of
from qa.asked.slots import at_other_time, is_time, latin_names, names_in, subject_of
from qa.records import CITATION_MARK, Turn

_TURNS_BACK = 4
_WHO = re.compile(r"谁|哪[一几]?位|何人|什么人|叫什么|\bwho(?:m|se)?\b", re.IGNORECASE)
_WHICH_THING = re.compile(r"哪[一]?[座个家条所支项款本部辆艘届]|什么(?!时候|时间)|\b(?:which|what)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"(?<![其吉])[他她](?!们|乡|日|国|杀)|[这那该]位|该(?=男子|女子|选手|球员|演员|官员|记者|人(?!数|口|员|工))"
)
_THING = re.compile(
    r"(?<!其)它(?!们)|(?<![应本活])该(?=[\u3400-\u9fff])|[这那][座家条所支款本部辆艘项](?=[\u3400-\u9fff])"
)
_PLACE = re.compile(r"当地|[这那][里儿](?!的?时|头)|此地|该地(?!区)")
_POSSESSIVE = re.compile(r"(?<![尤极与在])其(?![他它实余中次间])")
_OMITTED = re.compile(
    r"^(?P<lead>那么?|还有|另外|以及|和)?[，,\s]*(?P<what>.{1,16}?)(?P<ask>的?呢|的?(?:又)?(?:怎么样|如何))?[？?。\s]*$",
    re.DOTALL,
)
_ENGLISH_OMITTED = re.compile(
    r"^(?:(?:and|so|then)\s+)?(?:(?:what|how) about|and|what of)\s+"
    r"(?P<what>(?:in|on|at|for|of|by)?\s*.{2,40}?)[?.\s]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?: \d{1,2}\b)?"
)
_ENGLISH_PERSON = re.compile(r"\b(?P<plain>he|she|him)\b|\b(?P<own>his|her)\b", re.IGNORECASE)
_ENGLISH_THING = re.compile(r"\b(?P<plain>it|there)\b|\b(?P<own>its)\b", re.IGNORECASE)
_ROLE = re.compile(r"[员师长记任席理导演剧者人手家士军总监]$|书记|经理")


def complete_by_rule(question: str, history: Sequence[Turn]) -> str | None:
    """The follow-up written out in full, or None where no rule is certain of what it leaves out.

    A pronoun takes the one person, place or thing of the turn before that fits it (of an earlier one, where that turn
    has none); an omission (那上海呢, 第二天呢, what about Shanghai) takes the question before, with what is named in
    the place of what is of its kind there.
    """
    if not history:
        return None
    before = standing(history[-_TURNS_BACK:])
    if language_of(question) == "en":
        return _omitted_english(question, before) or _pronoun_english(question, history)
    return _omitted(question, before) or _pronoun(question, history)


def standing(history: Sequence[Turn]) -> str:
    """The last question of the conversation, written out where a rule can."""
    last = history[-1].question
    return complete_by_rule(last, history[:-1]) or last


def _omitted(question: str, before: str) -> str | None:
    found = _OMITTED.match(simplified(question))
    if not found or not (found["lead"] or found["ask"]) or asks(found["what"]):
        return None
    what = question[found.start("what") : found.end("what")].strip(" ，,")
    if is_time(what):
        return at_other_time(before, what)
    if not what or _PERSON.search(what) or _THING.search(what) or language_of(before) == "en":
        return None
    return _in_place(what, before)


def _in_place(what: str, before: str) -> str | None:
    """The question before with a name or an attribute in the place of what is of its kind there."""
    words = words_of(what)
    tag = words[-1].tag
    subject = subject_of(before)
    if len(words) == 1 and tag in {"ns", "nr", "nt", "eng", "quoted"}:
        alike = names_in(before, frozenset({tag}))
        if len(alike) == 1:
            return before.replace(alike[0], what)
    if subject and what[-1] == subject[-1] and len(what) > 1:
        return before.replace(subject, what, 1)
    if subject and tag in {"ns", "nr", "nt"} and len(words_of(subject)) == 1:
        return before.replace(subject, what, 1)
    if subject and tag.startswith(("n", "v")) and tag not in {"nr", "ns", "nt"}:
        return _other_attribute(what, subject, before)
    return None


def _other_attribute(what: str, subject: str, before: str) -> str:
    """Of the same subject something else: in the place of what was asked for where both are offices, else by itself."""
    at = before.index(subject) + len(subject)
    rest = before[at:]
    if rest.startswith("的"):
        attribute = nominal_run(words_of(rest[1:]))
        if attribute and _ROLE.search(simplified(what)) and _WHO.search(simplified(rest)):
            return f"{before[:at]}的{what}{rest[1 + attribute[-1].end :]}"
    return f"{before[:at]}的{what}？"


def _pronoun(question: str, history: Sequence[Turn]) -> str | None:
    """The question with what its one pronoun stands for."""
    read = unquoted(simplified(question))
    for pattern, kind in ((_PERSON, "person"), (_PLACE, "place"), (_THING, "thing"), (_POSSESSIVE, "own")):
        found = pattern.search(read)
        if not found:
            continue
        start, end = found.span()
        if kind == "own":
            owners = {name for name in (_referent(history, "person"), _referent(history, "thing")) if name}
            return f"{question[:start]}{owners.pop()}的{question[end:]}" if len(owners) == 1 else None
        called = ""
        if found[0] not in ("它", "他", "她") and kind != "place":
            noun = next((word for word in words_of(question) if word.end > end), None)
            called, end = (question[end : noun.end], noun.end) if noun else ("", end)
        name = _called(called, history) if kind == "thing" and called else _referent(history, kind)
        if not name or name in question:
            return None
        written = question[:start] + name + re.sub(pattern.pattern, name, question[end:])
        return re.sub(r"^(那么?|而|还有)[，,]?", "", written)
    return None


def _called(noun: str, history: Sequence[Turn]) -> str | None:
    """The full name of what is called by its last word (该水库: 鹿鸣涧水库), in the last turn that has one."""
    for turn in reversed(history[-_TURNS_BACK:]):
        for text in (turn.question, _plain(turn.answer)):
            full = {name for name in _ending_in(simplified(noun), text) if len(name) > len(noun)}
            if full:
                return full.pop() if len(full) == 1 else None
    return None


def _ending_in(noun: str, text: str) -> set[str]:
    """The names in a text that end in a noun, times before them left aside."""
    words = words_of(text)
    found = set()
    for at, word in enumerate(words):
        if word.word.endswith(noun):
            after_time = max((time.end() for time in TIME.finditer(simplified(text[: word.end]))), default=0)
            run = [one for one in nominal_run(words[at::-1]) if one.end > after_time]
            verb = next((k for k, one in enumerate(run) if k and one.tag.startswith("v")), len(run))
            if run[:verb]:
                found.add(text[max(run[:verb][-1].start, after_time) : word.end])
    return found


def _referent(history: Sequence[Turn], kind: str) -> str | None:
    """The one person, place or thing that the conversation is about; None where there are several or none."""
    for back in range(len(history), max(0, len(history) - _TURNS_BACK), -1):
        asked, answer = standing(history[:back]), _plain(history[back - 1].answer)
        if kind == "thing":
            if _WHICH_THING.search(simplified(asked)) and not subject_of(asked):
                return None
            found = [subject_of(asked)] if subject_of(asked) else []
        else:
            found = _named(asked, answer, "nr" if kind == "person" else "ns")
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _named(asked: str, answer: str, tag: str) -> list[str]:
    """The names of a kind that a turn is about: those that answer a question for a person, else the question's own."""
    tags = frozenset({tag})
    # A person's name at the head of a longer one belongs to a thing (鹿鸣 in 鹿鸣涧水库).
    subject = subject_of(asked)
    own = [name for name in names_in(asked, tags) if not (subject.startswith(name) and subject != name)]
    told = [name for name in names_in(answer, tags) if name not in asked]
    if tag == "nr" and _WHO.search(simplified(asked)) and told:
        return told
    return own or told


def _plain(answer: str) -> str:
    return CITATION_MARK.sub("", answer)


def _omitted_english(question: str, before: str) -> str | None:
    found = _ENGLISH_OMITTED.match(question)
    if not found or asks(found["what"]):
        return None
    what = re.sub(r"^(?:in|on|at|for|of|by)\s+", "", found["what"].strip(), flags=re.IGNORECASE)
    for pattern in (_MONTH, _YEAR):
        if pattern.fullmatch(what):
            return pattern.sub(what, before, count=1) if len(pattern.findall(before)) == 1 else None
    names = latin_names(before)
    if latin_names(what) == [what] and len(names) == 1:
        return before.replace(names[0], what)
    return None


def _pronoun_english(question: str, history: Sequence[Turn]) -> str | None:
    for pattern, person in ((_ENGLISH_PERSON, True), (_ENGLISH_THING, False)):
        found = pattern.search(question)
        if not found:
            continue
        name = _english_referent(history, person=person)
        if not name:
            return None
        return pattern.sub(f"{name}’s" if found["own"] else name, question)
    return None


def _english_referent(history: Sequence[Turn], *, person: bool) -> str | None:
    asked, answer = history[-1].question, _plain(history[-1].answer)
    own = latin_names(asked) or names_in(asked, frozenset({"nr"} if person else {"ns", "nt", "nz"}))
    told = [name for name in latin_names(answer) or names_in(answer, frozenset({"nr"})) if name not in asked]
    who = bool(_WHO.search(asked))
    if person and not who:
        own = [name for name in own if " " in name.strip() and f"the {name}" not in asked]
    found = told if person and who else own
    return found[0] if len(found) == 1 else None
