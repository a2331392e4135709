"""The records that the index hands on: frozen, and without behaviour beyond their invariants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PageNumber = int | str
"""A page's number as printed: an int where it is plain digits, else a string such as "A4"."""

MarkRole = Literal["headline", "kicker", "subtitle", "byline", "jump", "running_head", "repeat", "hyphen", "dropped"]

TextRole = Literal["section_head", "caption", "byline", "dateline"]


@dataclass(frozen=True, slots=True)
class GivenArticle:
    """What a line of a `.jsonl` file, or a web page, says of its article; the segmenter leaves such a page alone.

    `address` is where a web page stands (`https://…`), "" where that is not known.
    """

    id: str
    title: str
    byline: str = ""
    section: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one issue, its text as it came.

    `raw` are the bytes of the page as they stood in the file (for a `.jsonl` file: the bytes of its line), `text`
    what they decode to with `encoding`, byte order mark aside (for a `.jsonl` file: the line's `text` field, for a
    web page: the paragraphs of its article). All offsets of spans and marks count characters of `text`. `corrections`
    is the keeper's correction file as it stands beside the page, "" without one.
    """

    id: str
    path: str
    position: int
    raw: bytes
    encoding: str
    text: str
    newspaper: str | None = None
    date: date | None = None
    date_inferred: bool = False
    number: PageNumber | None = None
    given: GivenArticle | None = None
    corrections: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """`article.text[start:end]` is `page.text[page_start:page_end]`, character for character."""

    start: int
    end: int
    page_id: str
    page_start: int
    page_end: int

    def __post_init__(self) -> None:
        if not (self.start >= 0 and self.end > self.start and self.page_start >= 0):
            raise ValueError(f"a span must be a forward range, got {self}")
        if self.end - self.start != self.page_end - self.page_start:
            raise ValueError(f"a span must be as long in the article as on the page, got {self}")


@dataclass(frozen=True, slots=True)
class Mark:
    """`page.text[start:end]` goes with an article without being its text: a headline, a jump mark, a repeat.

    A "hyphen" is one that a line's end put within a word; "dropped" is what a keeper declared to be no article.
    """

    role: MarkRole
    page_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """What `article.text[start:end]` is: a head inside the article, a picture's caption, the byline, the dateline."""

    role: TextRole
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventDate:
    """`article.text[start:end]` (`昨日`, `2月10日`, `last week`) names the days `first` to `last`, both inclusive."""

    start: int
    end: int
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last or self.start >= self.end:
            raise ValueError(f"an event date must be forward ranges, got {self}")


@dataclass(frozen=True, slots=True)
class OpenJump:
    """A jump mark whose other half is not in the library: the article goes on ("to") or began ("from") on a page.

    `number` is the page that the mark names; `page.text[start:end]` is the mark.
    """

    direction: Literal["to", "from"]
    number: PageNumber
    page_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article, whole: its text and where on which pages every character of it stands.

    `spans` tile `text` in order: the first starts at 0, each next one where the one before ends, the last ends at
    `len(text)`. `pages` are the numbers of the pages it stands on, in reading order. `title`, `kicker` (above it) and
    `subtitle` (below it) may hold several phrases, joined by a space; any of the fields that the page does not give is
    "". `annotations` and `events` are in the order of the text. `sections` are those of its pages, by letter (A) and by
    printed name (要闻).
    """

    id: str
    title: str
    kicker: str
    byline: str
    dateline: str
    newspaper: str | None
    date: date | None
    date_inferred: bool
    pages: tuple[PageNumber, ...]
    text: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()
    subtitle: str = ""
    annotations: tuple[Annotation, ...] = ()
    events: tuple[EventDate, ...] = ()
    open_jumps: tuple[OpenJump, ...] = ()
    sections: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        at = 0
        for span in self.spans:
            if span.start != at:
                raise ValueError(f"spans must tile the text: expected one from {at}, got {span}")
            at = span.end
        if at != len(self.text):
            raise ValueError(f"spans must tile the text: they end at {at}, the text at {len(self.text)}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of an article's sentences: `article.text[start:end] == text`; `id` is derived from `context` and `text`.

    `context` is one line (newspaper, date, headline) that is embedded and searched with the text but never quoted.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may find; None means any. Dates are inclusive; an undated article fits no date filter.

    An article fits a `page` or a `section` where any of its pages does; numbers are compared without leading zeros and
    case (`index.issue.page_key`), the names of newspapers and sections as `index.tokens.fold` makes them.
    """

    date_from: date | None = None
    date_to: date | None = None
    newspaper: str | None = None
    section: str | None = None
    page: PageNumber | None = None

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError(f"date_from {self.date_from} is after date_to {self.date_to}")


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"the first day {self.first} is after the last day {self.last}")


@dataclass(frozen=True, slots=True)
class Preference:
    """Which articles a search is to rank higher, without leaving others out.

    `dates`: those printed on these days or telling of them; `newest`: of passages that fit alike, the latest printed.
    """

    dates: tuple[DateRange, ...] = ()
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a search found: `rank` counts from 1, `score` is higher for better.

    `dense` is the cosine of question and passage (None where the dense ranking did not return it), `lexical` the
    BM25 score (None likewise).
    """

    rank: int
    score: float
    dense: float | None
    lexical: float | None
    chunk: Chunk
    article: Article
