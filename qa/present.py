"""The JSON shapes of hits and answers that scripts hold on to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from index.records import Article, DateRange, Hit, Page
from qa.cite import places, readable
from qa.records import Answer, Citation, Place

PageOf = Callable[[str], Page | None]

ReprintsOf = Callable[[Article], Sequence[Article]]
"""Gives the same article in other issues."""


def article_json(article: Article) -> dict[str, Any]:
    """An article without its text."""
    return {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "dateline": article.dateline,
        "newspaper": article.newspaper,
        "date": article.date.isoformat() if article.date else None,
        "date_inferred": article.date_inferred,
        "pages": list(article.pages),
    }


def whole_article_json(article: Article, page_of: PageOf) -> dict[str, Any]:
    """An article with its text and what is known of places in it.

    `annotations` and `events` are ranges of the text with its words there, the days that an event names as ISO dates,
    both inclusive. Of each of `open_jumps`, whose other half is not in the library, `number` is the page it names and
    `start` and `end` are where on the page of `path` its mark stands; `path` is None where that page is gone.
    """
    text = article.text
    pages = {jump.page_id: page_of(jump.page_id) for jump in article.open_jumps}
    return {
        **article_json(article),
        "text": text,
        "annotations": [
            {"role": one.role, "start": one.start, "end": one.end, "words": text[one.start : one.end]}
            for one in article.annotations
        ],
        "events": [
            {
                "start": one.start,
                "end": one.end,
                "words": text[one.start : one.end],
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
            }
            for one in article.events
        ],
        "open_jumps": [
            {
                "direction": jump.direction,
                "number": jump.number,
                "path": page.path if (page := pages[jump.page_id]) else None,
                "start": jump.start,
                "end": jump.end,
            }
            for jump in article.open_jumps
        ],
    }


def source_json(found: tuple[Place, ...]) -> dict[str, Any]:
    """Where a text stands: the first place outright, all of them in `places` where a break cuts it."""
    rows = [{"path": one.path, "page": one.page, "start": one.start, "end": one.end} for one in found]
    return (
        {**rows[0], "places": rows} if rows else {"path": None, "page": None, "start": None, "end": None, "places": []}
    )


def found_article_json(article: Article, reprints: Iterable[Article]) -> dict[str, Any]:
    """An article that was found, without its text, and where it is printed again."""
    return {
        **article_json(article),
        "reprints": [
            {
                "id": one.id,
                "title": one.title,
                "newspaper": one.newspaper,
                "date": one.date.isoformat() if one.date else None,
                "pages": list(one.pages),
            }
            for one in reprints
        ],
    }


def citation_json(citation: Citation, reprints_of: ReprintsOf) -> dict[str, Any]:
    """A citation with its article and source; its quote on one line where only a column's width had broken it."""
    return {
        "number": citation.number,
        "quote": readable(citation.article.text, citation.article_start, citation.article_end),
        "article": found_article_json(citation.article, reprints_of(citation.article)),
        "source": source_json(citation.places),
    }


def hit_json(hit: Hit, page_of: PageOf, reprints_of: ReprintsOf) -> dict[str, Any]:
    """A hit with its article and source."""
    chunk = hit.chunk
    return {
        "rank": hit.rank,
        "score": round(hit.score, 5),
        "dense": None if hit.dense is None else round(hit.dense, 5),
        "lexical": None if hit.lexical is None else round(hit.lexical, 4),
        "text": readable(hit.article.text, chunk.start, chunk.end),
        "article": found_article_json(hit.article, reprints_of(hit.article)),
        "source": source_json(places(hit.article, chunk.start, chunk.end, page_of)),
    }


def days_json(days: DateRange) -> dict[str, str]:
    """Days from `first` to `last`, both inclusive, as ISO dates."""
    return {"first": days.first.isoformat(), "last": days.last.isoformat()}


def checks_json(answer: Answer) -> dict[str, Any]:
    """What became of the days that a question names and of the sentences that a model wrote.

    Of each of `dates`, `words` are the question's own and `only` says that nothing else was looked at. The `claims` of
    each of `disagreements` are oldest first, `citation` the number of one. `covered` is null but on a refusal.
    """
    return {
        "dates": [{"words": one.words, **days_json(one.days), "only": one.only} for one in answer.dates],
        "disagreements": [
            {
                "claims": [
                    {
                        "value": claim.value,
                        "date": claim.date.isoformat() if claim.date else None,
                        "citation": claim.citation,
                    }
                    for claim in one.claims
                ]
            }
            for one in answer.disagreements
        ],
        "repaired": [{"written": one.written, "shown": one.shown} for one in answer.repaired],
        "struck": list(answer.struck),
        "unanswered": list(answer.unanswered),
        "from_records": answer.from_records,
        "covered": days_json(answer.covered) if answer.covered else None,
    }


def answer_json(answer: Answer, page_of: PageOf, reprints_of: ReprintsOf) -> dict[str, Any]:
    """An answer, whole. Reprints are looked up here, when the answer is there, once for each of its articles."""
    known: dict[str, Sequence[Article]] = {}

    def once(article: Article) -> Sequence[Article]:
        if article.id not in known:
            known[article.id] = reprints_of(article)
        return known[article.id]

    timings = answer.timings
    first = timings.first_token_ms
    return {
        "question": answer.question,
        "searched_for": answer.searched_for,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.reason,
        "extractive": answer.extractive,
        "citations": [citation_json(citation, once) for citation in answer.citations],
        "unverified": list(answer.unverified),
        "unresolved": list(answer.unresolved),
        **checks_json(answer),
        "hits": [hit_json(hit, page_of, once) for hit in answer.hits],
        "timings": {
            "search_ms": round(timings.search_ms, 1),
            "first_token_ms": None if first is None else round(first, 1),
            "total_ms": round(timings.total_ms, 1),
        },
    }
