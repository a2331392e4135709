"""Titles: what an article is called where it is listed, also when no page gives it a headline."""

from __future__ import annotations

from index.looks import JUMP_IN
from index.records import Article

WORDS = 32
"""How wide the words behind a jump mark are at most, a Chinese character counting two."""

_LOOKED_AT = 400
"""Characters of the text that the words are taken from."""


def shown_title(article: Article) -> str:
    """The article's title; where that is nothing but a jump mark, the first words of its text behind it.

    "" where it has neither a title nor such words.
    """
    if not is_jump_mark(article.title):
        return article.title
    words = " ".join(article.text[:_LOOKED_AT].split())
    return f"{article.title} {_cut(words)}".strip()


def is_jump_mark(title: str) -> bool:
    """Whether a title says only where the article began, as (上接1版) or Continued from A1 does."""
    return bool(JUMP_IN.fullmatch(title.strip()))


def begins_with_jump_mark(title: str) -> bool:
    """Whether what is shown as a title is a jump mark, with or without words behind it."""
    return bool(JUMP_IN.match(title.lstrip()))


def _cut(words: str) -> str:
    """The beginning of a text, up to the last clause that is whole, or to a blank where a word would be cut."""
    room = WORDS
    for at, character in enumerate(words):
        room -= 1 if character.isascii() else 2
        if room < 0:
            begun = words[:at]
            # A clause or a word that is cut off says nothing.
            clause = max(begun.rfind(sign) for sign in "，、；。：")
            whole = begun[:clause] if clause >= at // 2 else ""
            if not whole and character.isascii() and character.isalnum():
                whole = begun.rpartition(" ")[0]
            return f"{(whole or begun).rstrip('，,、；; ')}…"
    return words
