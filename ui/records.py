"""The records that the page is rendered from: what a reader asked and got, what is open, what a build is doing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from index.errors import AskpressError
from index.messages import Message
from index.page_report import PageReport
from index.records import Article, Filters, Hit, Page, PageNumber
from qa.kept.records import Feedback
from qa.records import Answer

ExchangeState = Literal["searching", "writing", "done", "stopped", "failed"]


@dataclass(slots=True)
class Exchange:
    """One question of a conversation and what has come of it so far; the chat fills it in as the events arrive.

    `reprints` are those of the cited articles that are printed in other issues too, by the article's id. `kept` is its
    number where it is kept, `feedback` the reader's verdict on the answer. `ahead` are the questions that the model
    answers before this one.
    """

    question: str
    filters: Filters = field(default_factory=Filters)
    state: ExchangeState = "searching"
    searched_for: str = ""
    hits: tuple[Hit, ...] = ()
    streamed: str = ""
    answer: Answer | None = None
    error: AskpressError | None = None
    reprints: dict[str, tuple[Article, ...]] = field(default_factory=dict)
    ahead: int = 0
    kept: int | None = None
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question waits for the model: so many are answered before it, 0 where its turn has come."""

    ahead: int


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page in the reader: `article` and `quote` are ranges of characters of `page.text`."""

    page: Page
    article: tuple[tuple[int, int], ...]
    quote: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An article in the reader with its pages; `quote` is the range of `article.text` to show, None for none.

    `lost` are the ids of pages that the library no longer holds: they were changed or removed since the question.
    `reprints` are the same article in other issues.
    """

    article: Article
    quote: tuple[int, int] | None
    pages: tuple[OpenedPage, ...]
    lost: tuple[str, ...] = ()
    reprints: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article as the library's list shows it: its title, or its jump mark with the first words of its text."""

    id: str
    title: str
    byline: str
    length: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page file in the library's list: its name, without its folder, and the report on it."""

    name: str
    report: PageReport


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A page in the reader with the articles on it; `report` is None for a page that was given as an article."""

    page: Page
    articles: tuple[Article, ...]
    report: PageReport | None


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page of an issue in the library's list: its number (None: unknown) and the articles that begin on it.

    `sheets` are the files that were recovered from: one, or several where files claim the same number or none.
    """

    number: PageNumber | None
    articles: tuple[ArticleLine, ...]
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue in the library's list: the articles of one newspaper and date, either of which may be unknown."""

    newspaper: str | None
    date: date | None
    date_inferred: bool
    pages: tuple[PageLine, ...]

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return sum(len(page.articles) for page in self.pages)


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in the library: its issues, newest first, undated ones last; `generation` is None where there is none."""

    generation: int | None
    issues: tuple[IssueLine, ...]
    articles: int

    @property
    def newspapers(self) -> tuple[str, ...]:
        """The known names of newspapers, sorted."""
        return tuple(sorted({issue.newspaper for issue in self.issues if issue.newspaper}))


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file, or a part of it, that a build could not take in; `name` is the file's, without its folder."""

    name: str
    error: AskpressError


@dataclass(frozen=True, slots=True)
class BuildDone:
    """How a build ended, in the numbers of its report; `odd` counts the pages that it recovered with something odd."""

    generation: int
    changed: bool
    pages_added: int
    pages_removed: int
    articles: int
    seconds: float
    problems: tuple[FileProblem, ...] = ()
    missing: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    odd: int = 0


BuildStage = Literal["wait", "fetch", "copy", "read", "segment", "embed", "index", "verify"]


@dataclass(frozen=True, slots=True)
class Building:
    """The build that runs or ran last: running while it neither is `done` nor `stopped` nor failed with an `error`.

    `total` is 0 where unknown; `speed` is what it does of that a second, `left` the seconds until the stage ends.
    """

    stage: BuildStage = "copy"
    at: int = 0
    total: int = 0
    detail: str | Message = ""
    speed: float | None = None
    left: float | None = None
    stopped: bool = False
    done: BuildDone | None = None
    error: AskpressError | None = None

    @property
    def running(self) -> bool:
        """Whether the build still goes on."""
        return self.done is None and self.error is None and not self.stopped
