"""Marks: an answer's `[n]` as links to its sources, and the sentences that are set apart in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from qa.cite import readable
from qa.records import CITATION_MARK, Answer, Citation
from ui.render_sources import origin_text
from ui.texts import Texts
from ui.texts_craft import craft_texts_in
from ui.titles import shown_title

Range = tuple[int, int]


def answer_text_html(turn: int, answer: Answer, texts: Texts) -> str:
    """The answer's text with links for its marks; sentences that could not be verified or were mended are set apart.

    What is said of a sentence that does not stand in the text is not lost: one without support comes at the end, one
    that was mended is listed below the answer anyway.
    """
    citations = {citation.number: citation for citation in answer.citations}
    unverified, lost = find_sentences(answer.text, answer.unverified)
    wraps = dict.fromkeys(unverified, (_UNVERIFIED, tag_html(texts.unverified, texts.unverified_help)))
    for repair in answer.repaired:
        help_text = texts.repaired_help.format(written=repair.written)
        for start, end in find_sentences(answer.text, (repair.shown,), taken=tuple(wraps))[0]:
            marks = _MARKS_BEHIND.match(answer.text, end)
            found = (start, marks.end() if marks else end)
            opening = f'<span class="ap-repaired" title="{escape(help_text)}">'
            wraps[found] = (opening, tag_html(texts.repaired, help_text, "ap-tag ap-tag-repaired"))
    pieces, at = [], 0
    for (start, end), (opening, tag) in sorted(wraps.items()):
        pieces.append(linked_html(turn, answer.text[at:start], citations, texts))
        pieces.append(f"{opening}{linked_html(turn, answer.text[start:end], citations, texts)}</span>{tag}")
        at = end
    pieces.append(linked_html(turn, answer.text[at:], citations, texts))
    tag = tag_html(texts.unverified, texts.unverified_help)
    pieces += [f"<p>{_UNVERIFIED}{escape(sentence)}</span>{tag}</p>" for sentence in lost]
    return "".join(pieces)


_MARKS_BEHIND = re.compile(rf"(?:{CITATION_MARK.pattern})+")
"""A mended sentence is given without the marks that stand behind it."""

_UNVERIFIED = '<span class="ap-unverified">'


def tag_html(label: str, help_text: str, name: str = "ap-tag") -> str:
    """A small word behind a sentence, which says more on hovering."""
    return f'<span class="{name}" title="{escape(help_text)}">{escape(label)}</span>'


def find_sentences(text: str, sentences: Sequence[str], taken: Sequence[Range] = ()) -> tuple[list[Range], list[str]]:
    """Where each of `sentences` stands in `text`: ranges in order, disjoint and apart from those `taken`; and those
    that do not stand there."""
    ranges: list[Range] = []
    lost: list[str] = []
    for sentence in filter(str.strip, sentences):
        wanted = sentence.strip()
        start = text.find(wanted)
        # The same sentence may have been written twice: take the next place that is still free.
        while start >= 0 and any(start < end and begin < start + len(wanted) for begin, end in (*taken, *ranges)):
            start = text.find(wanted, start + 1)
        if start < 0:
            lost.append(wanted)
        else:
            ranges.append((start, start + len(wanted)))
    return sorted(ranges), lost


def linked_html(turn: int, text: str, citations: Mapping[int, Citation], texts: Texts) -> str:
    """`text` escaped, each `[n]` that is a citation's a link to its source."""
    pieces, at = [], 0
    for mark in CITATION_MARK.finditer(text):
        pieces.append(escape(text[at : mark.start()]))
        at = mark.end()
        citation = citations.get(int(mark[1]))
        pieces.append(mark_html(turn, citation, texts) if citation else escape(mark[0]))
    pieces.append(escape(text[at:]))
    return "".join(pieces)


def mark_html(turn: int, citation: Citation, texts: Texts) -> str:
    """The `[n]` of a citation as a link to its source, whose quote shows on hovering and on focus."""
    title = shown_title(citation.article) or texts.untitled
    said = craft_texts_in(texts.language).mark.format(number=citation.number, title=title)
    return f'<a class="ap-mark" {link_attributes(turn, citation, texts, said)}>[{citation.number}]</a>'


def link_attributes(turn: int, citation: Citation, texts: Texts, said: str) -> str:
    """The attributes of a link that opens a citation's source: which it is, its name for screen readers, its quote.

    `data-quote` and `data-origin` are what stands in the box that hover.js shows on hovering and focus.
    """
    number = citation.number
    quote = readable(citation.article.text, citation.article_start, citation.article_end)
    return (
        f'href="#source-{turn}-{number}" data-turn="{turn}" data-number="{number}" aria-label="{escape(said)}"'
        f' data-quote="{escape(quote)}" data-origin="{escape(origin_text(citation.article, texts))}"'
    )
