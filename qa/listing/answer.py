"""Listing: what the archive's records say, complete and cited: which articles, by whom, on which page, what is held."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Filters
from index.search import Library
from qa.asked.question import language_of
from qa.listing.articles import ArticleLists, Translate
from qa.listing.citations import Marks
from qa.listing.held import Holdings
from qa.listing.question import ListingQuestion
from qa.listing.scope import NothingFitsError, Scope
from qa.records import Citation, LookedAt, Reason


@dataclass(frozen=True, slots=True)
class Listed:
    """An answer from the records: its text, every `[n]` in which is one of `citations`.

    With a `reason` it is a refusal, without citations, whose text says what there is instead. `dates` are the days
    that the question names, looked at alone.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    reason: Reason | None = None
    dates: tuple[LookedAt, ...] = ()


def answer_listing(
    asked: ListingQuestion, question: str, library: Library, filters: Filters, translate: Translate | None = None
) -> Listed | None:
    """Answer a question that `read_listing` took for one of the records, in its language.

    The conditions of the question and the `filters` must both fit. None where the records cannot tell after all: no
    headline is the title asked for, or an `unsure` question meets nothing; then it goes the way of other questions.

    Where a page is asked for without a day (`1版有哪些文章`), the newest issue of each newspaper that has it answers,
    and the answer says so; signer and words are looked for in all issues. An item's citation is a sentence of the
    article: the one with the words that were asked for, the one with the byline, else the first. `translate` gives
    a word of the question in the language of the pages, for words that none of them holds.

    Raises what reading the library raises.
    """
    language = language_of(question)
    dates = (LookedAt(asked.day_words, asked.days, only=True),) if asked.days else ()
    marks = Marks(library)
    try:
        text = _text(asked, Scope(asked, library, filters, language), marks, translate)
    except NothingFitsError as nothing:
        if asked.unsure:
            return None
        said = ("" if language == "zh" else " ").join(nothing.sentences)
        return Listed(said, reason=nothing.reason, dates=dates)
    return None if text is None else Listed(text, marks.all(), dates=dates)


def _text(asked: ListingQuestion, scope: Scope, marks: Marks, translate: Translate | None) -> str | None:
    match asked.kind:
        case "articles":
            return ArticleLists(asked, scope, marks, translate).fitting()
        case "lead":
            return ArticleLists(asked, scope, marks, translate).lead()
        case "signer" | "page" | "date":
            return ArticleLists(asked, scope, marks, translate).titled()
        case "newspapers":
            return Holdings(scope, marks).newspapers()
        case "dates":
            return Holdings(scope, marks).dates()
        case "pages":
            return Holdings(scope, marks).pages()
        case "newest" | "oldest":
            return Holdings(scope, marks).extreme(newest=asked.kind == "newest")
