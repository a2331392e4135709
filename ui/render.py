"""HTML of the conversation: questions, answers with their marks, refusals and errors. Pure functions of records.

Every text that comes from a page, a file, a reader or a model passes through `escape`; none of it is ever read as
HTML or Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index.errors import AskpressError
from index.records import Filters
from qa.cite import readable
from qa.records import CITATION_MARK, Answer, Citation
from ui.language import say_date, say_newspaper
from ui.records import Exchange
from ui.texts import Texts

Range = tuple[int, int]


def conversation_html(
    exchanges: Sequence[Exchange], texts: Texts, *, first_turn: int = 0, library_empty: bool = False
) -> str:
    """A run of exchanges, oldest first, turns counted from `first_turn`; without any, a greeting or what to do."""
    if exchanges:
        body = "".join(exchange_html(turn, exchange, texts) for turn, exchange in enumerate(exchanges, first_turn))
        busy = "true" if exchanges[-1].state in ("searching", "writing") else "false"
    else:
        body, busy = greeting_html(texts, library_empty=library_empty), "false"
    return (
        f'<div class="ap-conversation" lang="{texts.html_language}" role="log" aria-live="polite" aria-busy="{busy}">'
        f"{body}</div>"
    )


def greeting_html(texts: Texts, *, library_empty: bool) -> str:
    """What stands where there is no conversation yet."""
    title, body = (texts.empty_title, texts.empty) if library_empty else (texts.welcome_title, texts.welcome)
    kind = "ap-greeting ap-empty" if library_empty else "ap-greeting"
    return f'<div class="{kind}"><h2>{escape(title)}</h2><p>{escape(body)}</p></div>'


def exchange_html(turn: int, exchange: Exchange, texts: Texts) -> str:
    """One question and what has come of it so far; `turn` counts from 0 and names it in links."""
    return (
        f'<section class="ap-exchange ap-{exchange.state}" id="turn-{turn}">'
        f'<div class="ap-question"><span class="ap-hidden">{escape(texts.you)}: </span>'
        f'<div class="ap-text">{escape(exchange.question)}</div>{chips_html(exchange.filters, texts)}</div>'
        f"{reply_html(turn, exchange, texts)}</section>"
    )


def chips_html(filters: Filters, texts: Texts) -> str:
    """The filters that a question was asked with, nothing where there were none."""
    chips = [say_newspaper(filters.newspaper, texts)] if filters.newspaper else []
    if filters.date_from or filters.date_to:
        ends = [say_date(day, False, texts) if day else "" for day in (filters.date_from, filters.date_to)]
        chips.append(" – ".join(ends).strip())
    return "".join(f'<span class="ap-chip">{escape(chip)}</span>' for chip in chips)


def reply_html(turn: int, exchange: Exchange, texts: Texts) -> str:
    """What stands under a question: a waiting line, the streamed text, the checked answer, or the error."""
    if exchange.error is not None:
        return streamed_html(exchange) + error_html(exchange.error, texts)
    if exchange.answer is not None:
        return answer_html(turn, exchange.answer, texts)
    if exchange.state == "stopped":
        note = f'<p class="ap-note">{escape(texts.stopped)}</p>'
        return f'<div class="ap-answer ap-unchecked">{streamed_html(exchange)}{note}</div>'
    if exchange.streamed:
        return f'<div class="ap-answer ap-unchecked">{streamed_html(exchange)}</div>'
    waiting = texts.reading if exchange.state == "writing" else texts.searching
    return f'<div class="ap-answer ap-waiting"><span class="ap-pulse"></span>{escape(waiting)}</div>'


def streamed_html(exchange: Exchange) -> str:
    """What the model has written so far; its marks are not links yet, since nothing has checked them."""
    if not exchange.streamed:
        return ""
    text = CITATION_MARK.sub(r'<span class="ap-pending">[\1]</span>', escape(exchange.streamed))
    return f'<div class="ap-text">{text}</div>'


def answer_html(turn: int, answer: Answer, texts: Texts) -> str:
    """A checked answer: marks as links, unverified sentences marked as such; a refusal with its reason."""
    notes = []
    if answer.searched_for and answer.searched_for != answer.question:
        notes.append(texts.searched_for.format(question=answer.searched_for))
    if answer.extractive and not answer.refused:
        notes.append(texts.extractive)
    if answer.unresolved:
        numbers = ", ".join(f"[{number}]" for number in answer.unresolved)
        notes.append(texts.unresolved.format(numbers=numbers))
    notes.append(timings_text(answer, texts))
    lines = "".join(f'<p class="ap-note">{escape(note)}</p>' for note in notes)
    if answer.reason is not None:
        return (
            f'<div class="ap-answer ap-refusal" data-reason="{answer.reason}"><strong>{escape(texts.refused)}</strong>'
            f'<div class="ap-text">{escape(answer.text)}</div>{lines}</div>'
        )
    return f'<div class="ap-answer"><div class="ap-text">{answer_text_html(turn, answer, texts)}</div>{lines}</div>'


def answer_text_html(turn: int, answer: Answer, texts: Texts) -> str:
    """The answer's text with links for its marks; sentences that could not be verified are wrapped and tagged."""
    citations = {citation.number: citation for citation in answer.citations}
    ranges, lost = find_sentences(answer.text, answer.unverified)
    tag = f'<span class="ap-tag" title="{escape(texts.unverified_help)}">{escape(texts.unverified)}</span>'
    pieces, at = [], 0
    for start, end in ranges:
        pieces.append(linked_html(turn, answer.text[at:start], citations, texts))
        inside = linked_html(turn, answer.text[start:end], citations, texts)
        pieces.append(f'<span class="ap-unverified">{inside}</span>{tag}')
        at = end
    pieces.append(linked_html(turn, answer.text[at:], citations, texts))
    for sentence in lost:
        pieces.append(f'<p><span class="ap-unverified">{escape(sentence)}</span>{tag}</p>')
    return "".join(pieces)


def find_sentences(text: str, sentences: Sequence[str]) -> tuple[list[Range], list[str]]:
    """Where each of `sentences` stands in `text`: disjoint ranges in order; and those that do not stand there."""
    ranges: list[Range] = []
    lost: list[str] = []
    for sentence in filter(str.strip, sentences):
        wanted = sentence.strip()
        start = text.find(wanted)
        # The same sentence may have been written twice: take the next place that is still free.
        while start >= 0 and any(start < end and begin < start + len(wanted) for begin, end in ranges):
            start = text.find(wanted, start + 1)
        if start < 0:
            lost.append(wanted)
        else:
            ranges.append((start, start + len(wanted)))
    return sorted(ranges), lost


def linked_html(turn: int, text: str, citations: dict[int, Citation], texts: Texts) -> str:
    """`text` escaped, each `[n]` that is a citation's a link to its source, whose quote shows on hovering."""
    pieces, at = [], 0
    for mark in CITATION_MARK.finditer(text):
        pieces.append(escape(text[at : mark.start()]))
        at = mark.end()
        number = int(mark[1])
        if number not in citations:
            pieces.append(escape(mark[0]))
            continue
        label = escape(texts.open_source.format(number=number))
        pieces.append(
            f'<a class="ap-mark" href="#source-{turn}-{number}" data-turn="{turn}" data-number="{number}"'
            f' title="{escape(_quote(citations[number]))}" aria-label="{label}">[{number}]</a>'
        )
    pieces.append(escape(text[at:]))
    return "".join(pieces)


def _quote(citation: Citation) -> str:
    return readable(citation.article.text, citation.article_start, citation.article_end)


def timings_text(answer: Answer, texts: Texts) -> str:
    """How long the answer took: milliseconds for the search, seconds for the rest."""
    timings = answer.timings
    search, total = f"{timings.search_ms:.0f}", f"{timings.total_ms / 1000:.1f}"
    if timings.first_token_ms is None:
        return texts.timings.format(search=search, total=total)
    return texts.timings_first.format(search=search, first=f"{timings.first_token_ms / 1000:.1f}", total=total)


def error_html(error: AskpressError, texts: Texts) -> str:
    """An error as such: what kind it is, what happened, where, and how to mend it."""
    kind = next((cls.__name__ for cls in type(error).__mro__ if cls.__name__ in texts.error_titles), "")
    title = texts.error_titles.get(kind, texts.unexpected.format(kind=type(error).__name__))
    rows = [(texts.where, error.where), (texts.remedy, error.remedy)]
    details = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows if value)
    name = escape(type(error).__name__)
    return (
        f'<div class="ap-error" role="alert" data-error="{name}"><strong>{escape(title)}</strong>'
        f"<p>{escape(error.what)}</p>{f'<dl>{details}</dl>' if details else ''}</div>"
    )
