"""Page report: what was made of a page, from the articles that were recovered from it, for the archive's keeper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from index.corrections import CORRECTIONS_SUFFIX
from index.damage import Damage, find_damage
from index.errors import AskpressError, ErrorText, FixInput, error_from_json, said_json
from index.joints import joints
from index.oddities import Oddity, Recovered, find_oddities
from index.records import Article, OpenJump, Page, PageNumber

REPORT_VERSION = "4"
"""Changes whenever the same articles would give another report than before."""

MOST_PLACES = 50
"""Places of damage that a report lists; it counts them all."""


@dataclass(frozen=True, slots=True)
class ArticleHere:
    """An article on the page and how many characters of its text stand here; `start` is where they begin."""

    id: str
    title: str
    characters: int
    start: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A correction of the page's keeper that could not be applied: what is wrong, where in its file, how to mend it.

    `said` has the same as `said_json` made it, for other languages; reports of older versions are without it.
    """

    what: str
    where: str
    remedy: str
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def error(self) -> AskpressError:
        """The same as an error to report."""
        return error_from_json(FixInput, self.said, ErrorText(self.what, self.where, self.remedy))


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was recovered from one page. Characters are those of the page's text that are no white space.

    `date` is in ISO 8601. `headlines` counts the headlines found. `unheaded` are the articles here that no page gives
    a headline. `repeats` counts the passages that were folded away, `repeated_characters` what is in them.
    `jumps_joined` counts the jump marks whose other half was found, `jumps_open` lists the others. `cuts_joined`
    counts the sentences put together over a column's end on this page, `lines_joined` those over a line's end.
    `refused` are the keeper's corrections that do not fit. `damage` lists the first `MOST_PLACES` of
    `damaged_places`. `seconds` is the time that recovery took, an issue's time shared among its pages by length.
    """

    page_id: str
    path: str
    newspaper: str | None
    date: str | None
    number: PageNumber | None
    characters: int
    articles: tuple[ArticleHere, ...]
    headlines: int
    unheaded: tuple[ArticleHere, ...]
    repeats: int
    repeated_characters: int
    jumps_joined: int
    jumps_open: tuple[OpenJump, ...]
    cuts_joined: int
    lines_joined: int
    damaged_places: int
    damaged_characters: int
    damage: tuple[Damage, ...]
    oddities: tuple[Oddity, ...]
    seconds: float
    refused: tuple[Refused, ...] = ()

    @property
    def unheaded_characters(self) -> int:
        """How many characters here belong to no headline."""
        return sum(article.characters for article in self.unheaded)

    def without_time(self) -> PageReport:
        """The report with no seconds: two runs over the same page give the same one."""
        return replace(self, seconds=0.0)


def report_page(page: Page, articles: Sequence[Article], seconds: float) -> PageReport:
    """The report of a page that is an issue by itself; `articles` may include ones that do not touch it."""
    return report_issue([page], articles, seconds)[0]


def report_issue(
    pages: Sequence[Page], articles: Sequence[Article], seconds: float, refused: Sequence[AskpressError] = ()
) -> list[PageReport]:
    """The reports of the pages of one issue in the order given, from the articles that were recovered from them.

    `seconds` is what the recovery of the whole issue took, `refused` are corrections of any of the pages. Linear in
    what the pages and articles hold.
    """
    by_id = {page.id: page for page in pages}
    here: dict[str, list[Article]] = defaultdict(list)
    sewn: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for page_id in dict.fromkeys([*(s.page_id for s in article.spans), *(m.page_id for m in article.marks)]):
            here[page_id].append(article)
        for joint in joints(article, by_id):
            sewn[joint.page_id].append(joint.kind)
    numbered: dict[PageNumber, list[Page]] = defaultdict(list)
    for page in pages:
        if page.number is not None:
            numbered[page.number].append(page)
    length = sum(len(page.text) for page in pages) or 1
    reports = []
    for page in pages:
        twins = [twin for twin in numbered[page.number] if twin.id != page.id] if page.number is not None else []
        report = _report(page, here[page.id], sewn[page.id], twins, seconds * len(page.text) / length)
        mine = [error for error in refused if error.where.startswith(page.path + CORRECTIONS_SUFFIX)]
        reports.append(replace(report, refused=tuple(Refused(*e.in_words(), said_json(e)) for e in mine)))
    return reports


def _report(
    page: Page, articles: Sequence[Article], sewn: Sequence[str], twins: Sequence[Page], seconds: float
) -> PageReport:
    told = tuple(_article_here(page, article) for article in articles)
    pairs = zip(told, articles, strict=True)
    bare = [(one, article) for one, article in pairs if one.characters and not _headed(article, page)]
    marks = [mark for article in articles for mark in article.marks if mark.page_id == page.id]
    opened = sorted(
        (jump for article in articles for jump in article.open_jumps if jump.page_id == page.id),
        key=lambda jump: jump.start,
    )
    jumps = [mark for mark in marks if mark.role == "jump"]
    joined = {(mark.start, mark.end) for mark in jumps} - {(jump.start, jump.end) for jump in opened}
    repeats = sorted((mark.start, mark.end) for mark in marks if mark.role == "repeat")
    damage = find_damage(page.text)
    recovered = Recovered(
        articles=len(articles),
        unheaded=tuple(one.start for one, article in bare if not _continues(article)),
        repeats=tuple(repeats),
        jumps=tuple(sorted((mark.start, mark.end) for mark in jumps)),
        open_jumps=tuple(opened),
        damage=tuple(damage),
    )
    return PageReport(
        page_id=page.id,
        path=page.path,
        newspaper=page.newspaper,
        date=page.date.isoformat() if page.date else None,
        number=page.number,
        characters=_filled(page.text),
        articles=told,
        headlines=sum(_has_headline_on(page, article) for article in articles),
        unheaded=tuple(one for one, _ in bare),
        repeats=len(repeats),
        repeated_characters=sum(_filled(page.text[start:end]) for start, end in repeats),
        jumps_joined=len(joined),
        jumps_open=tuple(opened),
        cuts_joined=sum(kind == "cut" for kind in sewn),
        lines_joined=sum(kind == "line" for kind in sewn),
        damaged_places=len(damage),
        damaged_characters=sum(one.end - one.start for one in damage),
        damage=tuple(damage[:MOST_PLACES]),
        oddities=tuple(find_oddities(page, recovered, twins)),
        seconds=seconds,
    )


def _article_here(page: Page, article: Article) -> ArticleHere:
    spans = [span for span in article.spans if span.page_id == page.id]
    places = [span.page_start for span in spans] or [mark.start for mark in article.marks if mark.page_id == page.id]
    characters = sum(_filled(page.text[span.page_start : span.page_end]) for span in spans)
    return ArticleHere(article.id, article.title, characters, min(places, default=0))


def _headed(article: Article, page: Page) -> bool:
    """Whether some page gives the article a headline: one without has its first words as a title, and no mark."""
    return bool(page.given and page.given.title) or any(mark.role == "headline" for mark in article.marks)


def _continues(article: Article) -> bool:
    """Whether it is the rest of an article that began on a page which is not in the library."""
    return any(jump.direction == "from" for jump in article.open_jumps)


def _has_headline_on(page: Page, article: Article) -> bool:
    return bool(page.given and page.given.title) or any(
        mark.role == "headline" and mark.page_id == page.id for mark in article.marks
    )


_WHITE = re.compile(r"\s+")


def _filled(text: str) -> int:
    """How many characters are no white space."""
    return len(_WHITE.sub("", text))


def report_json(report: PageReport) -> dict[str, Any]:
    """A report as JSON values; `report_from_json` reads it back."""
    return asdict(report)


def report_from_json(values: dict[str, Any]) -> PageReport:
    """The report that `report_json` wrote, also after JSON has made lists of its tuples."""
    return PageReport(
        **{
            **values,
            "articles": tuple(ArticleHere(**one) for one in values["articles"]),
            "unheaded": tuple(ArticleHere(**one) for one in values["unheaded"]),
            "jumps_open": tuple(OpenJump(**one) for one in values["jumps_open"]),
            "damage": tuple(Damage(**one) for one in values["damage"]),
            "oddities": tuple(Oddity(**one) for one in values["oddities"]),
            "refused": tuple(Refused(**one) for one in values.get("refused", ())),
        }
    )
