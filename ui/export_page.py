"""The exported page: a conversation as one HTML file with everything in it, to be kept, printed and sent on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

from index.records import Hit
from qa.records import Answer, Citation
from ui.export import NEAREST, file_names, mark_notes, saved_text
from ui.records import Exchange
from ui.references import reference
from ui.render import answer_html, chips_html, reply_html
from ui.render_sources import CARD_CONTEXT, marked_html, paragraph
from ui.texts import Texts
from ui.texts_references import reference_texts_in
from ui.web_link import web_addresses, web_link_html

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""A browser that opens the file runs nothing and fetches nothing, whatever stands in it."""

_DARK_RULE = re.compile(r"^\.dark\b([^{},]*\{[^{}]*\})", re.MULTILINE)
"""A rule of `style.css` for the page in the dark, which Gradio tells by a class."""


def export_html(title: str, exchanges: Sequence[Exchange], texts: Texts, now: datetime) -> str:
    """The conversation as a page of its own: answers as they are shown, nothing folded up, every source in full."""
    said = reference_texts_in(texts.language)
    turns = "".join(_turn_html(turn, exchange, texts) for turn, exchange in enumerate(exchanges))
    notes = "".join(f"<li>{escape(note)}</li>" for note in mark_notes(exchanges, texts))
    key = f"<footer><h2>{escape(said.key)}</h2><ul>{notes}</ul></footer>" if notes else ""
    count = said.asked_count.format(count=len(exchanges))
    return (
        f'<!doctype html>\n<html lang="{texts.html_language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{styles()}</style></head>"
        f'<body class="ap-saved"><main><header><h1>{escape(title)}</h1>'
        f'<p class="ap-meta">{escape(saved_text(now, texts))} {escape(count)}</p></header>'
        f"{turns}{key}</main></body></html>\n"
    )


@cache
def styles() -> str:
    """The looks of the file: those of the page, and what Gradio and the window give them there.

    The page's dark rules hold where the reader's system is dark; what is printed is light.
    """
    folder = Path(__file__).parent
    looks = "\n".join((folder / name).read_text(encoding="utf-8") for name in ("style.css", "export.css"))
    return _DARK_RULE.sub(r"@media screen and (prefers-color-scheme: dark) { .ap-saved\1 }", looks)


def _turn_html(turn: int, exchange: Exchange, texts: Texts) -> str:
    answer = exchange.answer if exchange.error is None else None
    reply = answer_html(turn, answer, texts, saved=True) if answer else reply_html(turn, exchange, texts)
    sources = _sources_html(turn, answer, texts) if answer else ""
    chips = chips_html(exchange.filters, texts)
    return (
        f'<section id="turn-{turn}"><h2 class="ap-text">{turn + 1}. {escape(exchange.question)}</h2>{chips}'
        f"{reply}{sources}</section>"
    )


def _sources_html(turn: int, answer: Answer, texts: Texts) -> str:
    """The answer's sources with their full references; of an answer that cites none the nearest passages."""
    if answer.citations:
        items = "".join(_citation_html(turn, citation, texts) for citation in answer.citations)
        return f'<h3>{escape(texts.cited)}</h3><ol class="ap-saved-sources">{items}</ol>'
    items = "".join(_passage_html(hit, texts) for hit in answer.hits[:NEAREST])
    title = texts.nearest if answer.refused else texts.passages
    return f'<h3>{escape(title)}</h3><ul class="ap-saved-sources">{items}</ul>' if items else ""


def _citation_html(turn: int, citation: Citation, texts: Texts) -> str:
    """A source: its number, its reference, the quote marked in its paragraph, the files that it stands in."""
    article = citation.article
    quoted = (citation.article_start, citation.article_end)
    start, end = paragraph(article.text, *quoted)
    before = "…" if start and article.text[start - 1] != "\n" else ""
    after = "…" if end < len(article.text) and article.text[end] != "\n" else ""
    quote = marked_html(article.text, (start, end), quote=[quoted], as_printed=False)
    said, names = reference_texts_in(texts.language), file_names(citation)
    found = [escape(said.page_file.format(name=", ".join(names)))] if names else []
    found += [escape(said.web_page).replace("{address}", web_link_html(one)) for one in web_addresses(citation)]
    return (
        f'<li id="source-{turn}-{citation.number}"><span class="ap-number">{citation.number}</span>'
        f'<span class="ap-saved-reference">{escape(reference(article, texts))}</span>'
        f'<blockquote class="ap-text">{before}{quote}{after}</blockquote><p class="ap-meta">{" ".join(found)}</p></li>'
    )


def _passage_html(hit: Hit, texts: Texts) -> str:
    start, end = hit.chunk.start, min(hit.chunk.end, hit.chunk.start + 2 * CARD_CONTEXT)
    passage = marked_html(hit.article.text, (start, end), quote=(), as_printed=False)
    cut = "…" if end < hit.chunk.end else ""
    return (
        f'<li><span class="ap-saved-reference">{escape(reference(hit.article, texts))}</span>'
        f'<blockquote class="ap-text">{passage}{cut}</blockquote></li>'
    )
