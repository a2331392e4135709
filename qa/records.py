"""The records of a question's answer: frozen, and without behaviour beyond their invariants."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from index.records import Article, DateRange, Hit, PageNumber

Reason = Literal["nothing_found", "not_answered", "outside_dates"]

CITATION_MARK = re.compile(r"\[(\d{1,3})\]")
"""How a citation stands in an answer's text."""


@dataclass(frozen=True, slots=True)
class Place:
    """`page.text[start:end]` of the page with `page_id`, in the file `path`; `page` is its number where known.

    `address` is where a web page stands, "" where that is not known, and for a page that came as a file.
    """

    path: str
    page_id: str
    page: PageNumber | None
    start: int
    end: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence of the answer comes from: `quote` is verbatim what stands at `places`, in order.

    There is more than one place where a column or a page break cuts the quote. `article_start` and `article_end` are
    the quote's offsets in `article.text`.
    """

    number: int
    quote: str
    article: Article
    article_start: int
    article_end: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds from the question: search alone, until the answer's first word (None without one), in all."""

    search_ms: float
    first_token_ms: float | None
    total_ms: float


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation and the answer that was shown for it."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Days that a question names and that were looked at: its own `words` for them, and which days these are.

    `only` says that nothing else was looked at; else reports of these days came first.
    """

    words: str
    days: DateRange
    only: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says: `value` as it is printed there, the day it was printed, the number of its citation."""

    value: str
    date: date | None
    citation: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that say different things of the same, oldest first; at least two claims with different values."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """A sentence that the model wrote and what is shown in its place, mended from the passage that it cites."""

    written: str
    shown: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: every `[n]` in `text` resolves to one of `citations`; a refusal has a reason and no citations.

    `unverified` are the sentences of `text` that no passage was found to support. `searched_for` is the question as
    it was searched, differing from `question` where a follow-up was rewritten. `extractive` says that `text` is made
    of verbatim sentences, without a language model, `from_records` that the library's records answered and not its
    texts. `dates` are days that the question names. `struck` are sentences that the model wrote and that are not shown,
    since the evidence speaks against them. `unanswered` are the parts of the question that nothing was found to answer,
    where others are answered. `covered` is said on a refusal: the days of the library's pages.
    """

    question: str
    text: str
    refused: bool
    reason: Reason | None
    citations: tuple[Citation, ...]
    unverified: tuple[str, ...]
    hits: tuple[Hit, ...]
    timings: Timings
    searched_for: str = ""
    extractive: bool = False
    unresolved: tuple[int, ...] = field(default=())
    dates: tuple[LookedAt, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    repaired: tuple[Repair, ...] = ()
    struck: tuple[str, ...] = ()
    from_records: bool = False
    covered: DateRange | None = None
    unanswered: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.refused != (self.reason is not None):
            raise ValueError(
                f"a refusal has a reason and an answer none, got refused={self.refused}, reason={self.reason}"
            )
        if self.refused and self.citations:
            raise ValueError(f"a refusal has no citations, got {len(self.citations)}")
        known = {citation.number for citation in self.citations}
        loose = {int(mark) for mark in CITATION_MARK.findall(self.text)} - known
        if loose:
            raise ValueError(f"every [n] must resolve: {sorted(loose)} not among the citations {sorted(known)}")
        claimed = {claim.citation for one in self.disagreements for claim in one.claims} - known
        if claimed:
            raise ValueError(f"every claim must be cited: {sorted(claimed)} not among the citations {sorted(known)}")


@dataclass(frozen=True, slots=True)
class SourcesFound:
    """First event of an answer: the passages that the search found, best first."""

    hits: tuple[Hit, ...]
    searched_for: str
    search_ms: float


@dataclass(frozen=True, slots=True)
class AnswerDelta:
    """A further piece of the answer as the model writes it; its marks are checked only at the end."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerDone:
    """Last event: the checked answer, which replaces what was streamed."""

    answer: Answer


AskEvent = SourcesFound | AnswerDelta | AnswerDone
