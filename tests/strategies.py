"""Hypothesis strategies for pages, articles cut out of them, and passages found in those."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from index.chunk import context_line
from index.records import Annotation, Article, Chunk, EventDate, GivenArticle, Hit, Mark, OpenJump, Page, Span
from index.sentences import split_sentences
from qa.shown.evidence import Passage, Sentence

# What a database can hold: any character but half a surrogate pair.
characters = st.characters(exclude_categories=("Cs",))
any_text = st.text(characters, max_size=40)
newspaper_text = st.text(
    st.sampled_from("大桥水位昨日合龙记者王宁全长120３,.。，！？“”（）\n abcD"), min_size=1, max_size=80
)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
numbers = st.one_of(st.integers(0, 2**31), st.text(characters, min_size=1, max_size=4))
roles = st.sampled_from(["headline", "kicker", "subtitle", "byline", "jump", "running_head", "repeat", "hyphen"])
text_roles = st.sampled_from(["section_head", "caption", "byline", "dateline"])


@st.composite
def pages(draw: st.DrawFn, text: st.SearchStrategy[str] = any_text, **fields: Any) -> Page:
    body = draw(text)
    values: dict[str, Any] = {
        "id": draw(st.uuids()).hex,
        "path": draw(any_text),
        "position": draw(st.integers(0, 2**31)),
        "raw": body.encode(),
        "encoding": "utf-8",
        "text": body,
        "newspaper": draw(st.none() | any_text),
        "date": draw(st.none() | days),
        "date_inferred": draw(st.booleans()),
        "number": draw(st.none() | numbers),
        "given": draw(st.none() | st.builds(GivenArticle, any_text, any_text, any_text)),
        "corrections": draw(any_text),
    }
    return Page(**{**values, **fields})


@st.composite
def articles(draw: st.DrawFn, of: list[Page]) -> Article:
    """An article of slices of pages, in any order of the pages; `of` must hold a page with text."""
    spans: list[Span] = []
    pieces: list[str] = []
    at = 0
    for _ in range(draw(st.integers(1, 4))):
        page = draw(st.sampled_from([page for page in of if page.text]))
        start = draw(st.integers(0, len(page.text) - 1))
        end = draw(st.integers(start + 1, len(page.text)))
        pieces.append(page.text[start:end])
        spans.append(Span(at, at + end - start, page.id, start, end))
        at += end - start
    marks = [Mark(draw(roles), draw(st.sampled_from(of)).id, 0, draw(st.integers(0, 9))) for _ in range(2)]
    return Article(
        id=draw(st.uuids()).hex,
        title=draw(any_text),
        kicker=draw(any_text),
        byline=draw(any_text),
        dateline=draw(any_text),
        newspaper=draw(st.none() | any_text),
        date=draw(st.none() | days),
        date_inferred=draw(st.booleans()),
        pages=tuple(draw(st.lists(numbers, max_size=3))),
        text="".join(pieces),
        spans=tuple(spans),
        marks=tuple(marks),
        subtitle=draw(any_text),
        annotations=tuple(draw(st.lists(st.builds(Annotation, text_roles, st.just(0), st.integers(1, 9)), max_size=2))),
        events=tuple(
            EventDate(0, 1, day, day + timedelta(days=draw(st.integers(0, 9))))
            for day in draw(st.lists(st.dates(max_value=date(9999, 1, 1)), max_size=2))
        ),
        open_jumps=tuple(
            OpenJump(draw(st.sampled_from(["to", "from"])), draw(numbers), draw(st.sampled_from(of)).id, 0, 1)
            for _ in range(draw(st.integers(0, 2)))
        ),
        sections=tuple(draw(st.lists(any_text, max_size=2))),
    )


def hit_of(article: Article, start: int = 0, end: int | None = None, rank: int = 1, score: float = 1.0) -> Hit:
    """A hit for a slice of an article, all of it where no end is given."""
    end = len(article.text) if end is None else end
    chunk = Chunk(f"{article.id}-{start}", article.id, start, end, article.text[start:end], context_line(article))
    return Hit(rank, score, 0.9, 1.0, chunk, article)


def sentences_of(hit: Hit) -> tuple[Sentence, ...]:
    """The sentences of a hit, each as good as the others."""
    text = hit.article.text
    return tuple(
        Sentence(
            hit,
            hit.chunk.start + start,
            hit.chunk.start + end,
            text[hit.chunk.start + start : hit.chunk.start + end],
            0.9,
            1.0,
            1.0,
        )
        for start, end in split_sentences(hit.chunk.text)
    )


def passage_of(number: int, article: Article) -> Passage:
    """An article whole, as the model is shown it."""
    return Passage(number, article, sentences_of(hit_of(article)))


def article_of(page: Page, title: str = "", **fields: Any) -> Article:
    """The article that is all of a page."""
    values: dict[str, Any] = {
        "id": f"article-{page.id}",
        "title": title,
        "kicker": "",
        "byline": "",
        "dateline": "",
        "newspaper": page.newspaper,
        "date": page.date,
        "date_inferred": False,
        "pages": () if page.number is None else (page.number,),
        "text": page.text,
        "spans": (Span(0, len(page.text), page.id, 0, len(page.text)),) if page.text else (),
    }
    return Article(**{**values, **fields})


def page_of(text: str, identifier: str = "p1", **fields: Any) -> Page:
    """A page with a text and little else."""
    values: dict[str, Any] = {
        "path": f"/pages/{identifier}.txt",
        "position": 0,
        "raw": text.encode(),
        "encoding": "utf-8",
    }
    return Page(**{**values, **fields}, id=identifier, text=text)
