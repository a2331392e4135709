"""HTML of the conversation: questions, answers with their marks, refusals and errors. Pure functions of records.

Every text that comes from a page, a file, a reader or a model passes through `escape`; none of it is ever read as
HTML or Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index.errors import AskpressError
from index.records import Filters
from qa.records import CITATION_MARK, Answer
from ui.error_words import error_rows, error_words
from ui.filters import chip_labels, chosen_of
from ui.marks import answer_text_html, tag_html
from ui.records import Exchange
from ui.render_asking import offers_html, question_tools_html, waiting_text
from ui.render_checks import covered_text, dates_text, sentences_html
from ui.render_feedback import thumbs_html
from ui.render_figures import disagreements_html
from ui.texts import Texts


def conversation_html(
    exchanges: Sequence[Exchange],
    texts: Texts,
    *,
    first_turn: int = 0,
    library_empty: bool = False,
    live: bool = True,
) -> str:
    """A run of exchanges, oldest first, turns counted from `first_turn`; without any, a greeting or what to do.

    `live`: for the exchange that is being written, of which a screen reader tells what comes.
    """
    if exchanges:
        body = "".join(exchange_html(turn, exchange, texts) for turn, exchange in enumerate(exchanges, first_turn))
        busy = "true" if exchanges[-1].state in ("searching", "writing") else "false"
    else:
        body, busy = greeting_html(texts, library_empty=library_empty), "false"
    log = f' role="log" aria-live="polite" aria-busy="{busy}"' if live else ""
    return f'<div class="ap-conversation" lang="{texts.html_language}"{log}>{body}</div>'


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
        f"{question_tools_html(turn, exchange, texts)}{reply_html(turn, exchange, texts)}"
        f"{offers_html(turn, exchange, texts)}{thumbs_html(turn, exchange, texts)}</section>"
    )


def chips_html(filters: Filters, texts: Texts) -> str:
    """The filters that a question was asked with, nothing where there were none."""
    return "".join(f'<span class="ap-chip">{escape(chip)}</span>' for chip in filter_texts(filters, texts))


def filter_texts(filters: Filters, texts: Texts) -> list[str]:
    """The filters that a question was asked with, each in words."""
    return list(chip_labels(chosen_of(filters), texts).values())


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
    waiting = escape(waiting_text(exchange, texts))
    return f'<div class="ap-answer ap-waiting"><span class="ap-pulse"></span>{waiting}</div>'


def streamed_html(exchange: Exchange) -> str:
    """What the model has written so far; its marks are not links yet, since nothing has checked them."""
    if not exchange.streamed:
        return ""
    text = CITATION_MARK.sub(r'<span class="ap-pending">[\1]</span>', escape(exchange.streamed))
    return f'<div class="ap-text">{text}</div>'


def answer_html(turn: int, answer: Answer, texts: Texts, *, saved: bool = False) -> str:
    """A checked answer: marks as links, what was found of its sentences and sources; a refusal with its reason.

    `saved`: for a page that is kept and printed, so with nothing folded up and no timings.
    """
    notes = "".join(f'<p class="ap-note">{escape(note)}</p>' for note in answer_notes(answer, texts, timings=not saved))
    below = f"{disagreements_html(turn, answer, texts)}{sentences_html(answer, texts, folded=not saved)}{notes}"
    if answer.reason is not None:
        return (
            f'<div class="ap-answer ap-refusal" data-reason="{answer.reason}">'
            f"<strong>{escape(texts.refusals[answer.reason])}</strong>"
            f'<div class="ap-text">{escape(answer.text)}</div>{below}</div>'
        )
    origin = tag_html(texts.from_records, texts.from_records_help, "ap-tag ap-tag-records")
    return (
        f'<div class="ap-answer">{origin if answer.from_records else ""}'
        f'<div class="ap-text">{answer_text_html(turn, answer, texts)}</div>{below}</div>'
    )


def answer_notes(answer: Answer, texts: Texts, *, timings: bool = True) -> list[str]:
    """The lines in small type: the days looked at, how it was searched and written, how long it took."""
    notes = [texts.unanswered.format(part=part) for part in answer.unanswered]
    notes += [dates_text(answer, texts), covered_text(answer, texts)]
    if answer.searched_for and answer.searched_for != answer.question:
        notes.append(texts.searched_for.format(question=answer.searched_for))
    if answer.extractive and not answer.refused and not answer.from_records:
        notes.append(texts.extractive)
    if answer.unresolved:
        numbers = ", ".join(f"[{number}]" for number in answer.unresolved)
        notes.append(texts.unresolved.format(numbers=numbers))
    return [*filter(None, notes), *([timings_text(answer, texts)] if timings else [])]


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
    rows = error_rows(error, texts)
    details = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    name = escape(type(error).__name__)
    return (
        f'<div class="ap-error" role="alert" data-error="{name}"><strong>{escape(title)}</strong>'
        f"<p>{escape(error_words(error, texts).what)}</p>{f'<dl>{details}</dl>' if details else ''}</div>"
    )
