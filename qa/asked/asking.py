"""A question's words with their places, and which of them ask; what splits and completes questions reads it so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.tokens import simplified

ASKS = re.compile(
    r"谁|什么|何时|何地|何人|何处|何日|哪(?!吒|怕)|多少|百分之几|多(?=[大高长宽远重久深快]([^\u3400-\u9fff]|$))|"
    r"(?<![茶未])几(?![乎内何])(?!十|百|千|万)|"
    r"多[大高长宽远重久深快](?![的了])|如何|怎么|怎样|咋|为啥|为何|是否|是不是|有没有|吗|"
    r"\b(who|whom|whose|what|when|where|which|why|how)\b",
    re.IGNORECASE,
)
"""Words that ask, in simplified characters and English."""

_NUMBER = r"(?:\d+|[〇零一二三四五六七八九十两]{1,4})"
TIME = re.compile(
    rf"(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})年(?:{_NUMBER}月(?:份)?)?(?:{_NUMBER}[日号])?(?:{_NUMBER}时)?"
    rf"|(?:去年|今年|前年)?{_NUMBER}月(?:份)?(?:{_NUMBER}[日号])?(?:{_NUMBER}时)?"
    rf"|(?<!\d){_NUMBER}[日号](?:{_NUMBER}时)?"
    r"|今[天日年]|昨[天日]|前[天日年]|明[天日年]|当[天日]|去年|上年|上个?(?:月|周|星期|季度)|本[月周年季]度?|"
    r"这个?(?:月|周|星期|季度)|第?[一二三四]季度|上半年|下半年|(?:19|20)\d\d(?=[^\d年]|$)"
)
"""A day, month or year as a question names it, in simplified characters."""

_LIGHT = frozenset("是有为在于达到共被把将从由向往给让叫会要能可了得过的其中又还并且而及")
_LEADS_UP = re.compile(r"(?:来自|來自|位于|位於|属于|屬於|需要?|名叫)$")
_NOT_NAMES = ("c", "p", "u", "d", "r", "y", "x", "m", "q", "f", "w", "t", "e", "o")
_MISTAGGED = {"首都": "n"}
_COUNTED = frozenset("年月日号时分秒点个名位米元人次")
_JOINED_NAME = 3
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|〈[^〈〉]*〉")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, `text[start:end]`, with its part of speech (ICTCLAS tag; "quoted" for what stands in marks)."""

    word: str
    tag: str
    start: int
    end: int


def words_of(question: str) -> list[Word]:
    """The words of a question, read in simplified characters, with their places in it; quoted titles are one word.

    Characters that the dictionary leaves over are joined to the name that they belong to (骆知 and 远, 英 and 伟达).
    """
    import rjieba

    text = simplified(question)
    found: list[Word] = []
    at = 0
    for quoted in [*_QUOTED.finditer(text), None]:
        until = quoted.start() if quoted else len(text)
        for word, tag in rjieba.tag(text[at:until]):
            if tag == "nr" and found and len(word) == _JOINED_NAME and _no_surname(word[0], found[-1].word):
                found.append(Word(word[0], "c" if word[0] in "和与及" else "m", at, at + 1))
                word, at = word[1:], at + 1
            found.append(Word(word, _MISTAGGED.get(word, tag), at, at + len(word)))
            at += len(word)
        if quoted:
            found.append(Word(quoted[0], "quoted", quoted.start(), quoted.end()))
            at = quoted.end()
    return _joined(found)


def _no_surname(character: str, before: str) -> bool:
    """Whether the dictionary takes a character wrongly for a surname: 小明和小红, 18时鹿鸣涧水库."""
    return character in "和与及" or (character in "年月日时" and before[-1].isdecimal())


def _joined(words: Sequence[Word]) -> list[Word]:
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if before and _belong_together(before, word):
            tag = "nr" if before.tag == "nr" else "nz"
            joined[-1] = Word(before.word + word.word, tag, before.start, word.end)
        else:
            joined.append(word)
    return joined


def _belong_together(before: Word, word: Word) -> bool:
    han = "\u3400" <= word.word[0] <= "\u9fff" and "\u3400" <= before.word[0] <= "\u9fff"
    if not han or word.tag.startswith(_NOT_NAMES) or before.tag.startswith(_NOT_NAMES):
        return False
    if word.word[0] in _LIGHT or before.word[0] in _LIGHT:
        return False
    if before.word in _COUNTED:
        return False
    name_goes_on = before.tag == "nr" and len(word.word) == 1 and len(before.word) == 2 and word.tag in {"a", "g", "ag"}
    name_begins = len(before.word) == 1 and len(word.word) <= 3 and before.tag not in {"v", "n", "a", "s"}
    return name_goes_on or name_begins


def unquoted(text: str) -> str:
    """The text with blanks for what stands in quotation marks; its length stays."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)


def asks(text: str) -> bool:
    """Whether there is a word in the text that asks."""
    return bool(ASKS.search(simplified(text)))


def topic_of(clause: str) -> str:
    """What a clause asks about: its words before the one that asks, without those that only lead up to it (是, 有).

    Where the asking word stands first (谁破门), what comes behind it.
    """
    clause = clause.strip(" ，,。.？?！!；;")
    found = ASKS.search(simplified(clause))
    if not found:
        return clause
    before = clause[: found.start()].rstrip(" ，,")
    before = _LEADS_UP.sub("", before)
    while before and simplified(before[-1]) in _LIGHT and simplified(before[-1]) not in "的":
        before = before[:-1]
    return before or clause[found.end() :].strip(" ，,")
