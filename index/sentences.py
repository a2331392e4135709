"""Sentences: where the sentences of a Chinese or English text begin and end."""

from __future__ import annotations

import re

_CLOSERS = "”’」』】）》〉)\\]"
# What a full stop may stand behind without ending a sentence, at the end of the few characters in front of it:
# Mr. Li, No. 3, J. Smith, U.S. troops.
_ABBREVIATION = re.compile(
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|Rev|Hon|Pres|Nos?|Vol|pp|vs|etc|Inc"
    r"|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mt|Ave|approx|cf|[Ff]ig|al|(?:[A-Za-z]\.)*[A-Za-z])\Z"
)
_ABBREVIATION_REACH = 12
_LONG = 36
"""Columns of Latin script are hardly narrower."""
# One pass over the text. What "pass" matches is skipped whole: its dots and marks end nothing. Every alternative
# starts with a definite character and repeats one class only, so that the time stays linear on any text.
_TOKEN = re.compile(
    rf"""
      (?P<pass>
          ://[!-~]*[A-Za-z0-9/_=\#&-]                     # an address, without the stop that may follow it
        | [.!?;](?=[A-Za-z0-9=&%])                          # 3.5, example.com, a?b=c
        | [！？!?…]+[》〉]                                   # the mark belongs to a title: 《为什么？》
      )
    | (?P<end>
          (?:[。！？；｡!?;…]|\.{{2,}})+[{_CLOSERS}"']*
        | (?P<stop>\.)[{_CLOSERS}"']*(?=\s|$)
      )
    | (?P<line>[\n\r\u2028\u2029\x85\v\f]\s*)
    | (?P<quote>")
    """,
    re.VERBOSE,
)
# After these the sentence goes on: “好！”，他说。
_GOES_ON = frozenset("，、,：:；;。")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open character offsets of the sentences of `text`, in order.

    They cover every character that is not white space, never overlap, and neither start nor end with white space.
    A sentence ends at 。！？!?；;…, at a full stop that is none of a number, an abbreviation or an address, and at
    every line break but one that a column's width put between two words of Latin script; quotes and brackets that
    close behind the mark stay with it.
    """
    sentences: list[tuple[int, int]] = []
    start, open_quote = 0, False
    for token in _TOKEN.finditer(text):
        kind, end = token.lastgroup, token.end()
        if kind == "quote":
            open_quote = not open_quote
        elif kind == "line":
            if is_soft_break(text, token.start(), end):
                continue
            _add(text, start, token.start(), sentences)
            start, open_quote = end, False
        elif kind == "end":
            end, open_quote = _without_opening_quote(text, token.start(), end, open_quote)
            if (end >= len(text) or text[end] not in _GOES_ON) and not _is_abbreviation(text, token):
                _add(text, start, end, sentences)
                start = end
    _add(text, start, len(text), sentences)
    return sentences


def is_soft_break(text: str, start: int, end: int) -> bool:
    """Whether a line break is the blank between two words: one break, no mark that ends a sentence in front of it.

    Before a small letter that is enough. Before a capital, a figure or a quote the line must be a long one: short
    ones are heads and rows of tables.
    """
    if not 0 < start < end < len(text) or text[start:end] not in ("\n", "\r\n"):
        return False
    last, first = text[start - 1], text[end]
    if "a" <= first <= "z":
        return last in ",'’)" or (last < "\x7f" and last.isalnum())
    if not (first in "“‘\"'(" or (first < "\x7f" and first.isalnum())):
        return False
    return ("a" <= last <= "z" or last == ",") and start >= _LONG and "\n" not in text[start - _LONG : start]


def _without_opening_quote(text: str, start: int, end: int, open_quote: bool) -> tuple[int, bool]:
    # A straight quote behind a stop closes only what was opened: in 甲。"乙。" the first one opens the next sentence.
    for at in range(start, end):
        if text[at] == '"':
            if not open_quote:
                return at, True
            open_quote = False
    return end, open_quote


def _is_abbreviation(text: str, token: re.Match[str]) -> bool:
    at = token.start("stop")
    if at < 0 or text[token.end() : token.end() + 1].strip(" \t") != "" or token.end() >= len(text):
        return False
    return bool(_ABBREVIATION.search(text[max(0, at - _ABBREVIATION_REACH) : at]))


def _add(text: str, start: int, end: int, sentences: list[tuple[int, int]]) -> None:
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        first = start + len(part) - len(part.lstrip())
        sentences.append((first, first + len(stripped)))
