"""Oddities: what about a page its keeper should look at, each under a name of a closed set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from index.damage import Damage
from index.records import OpenJump, Page

OddityCode = Literal[
    "no_headline",
    "only_headlines",
    "one_line",
    "very_long_paragraph",
    "table",
    "many_articles",
    "mixed_languages",
    "damaged_text",
    "jump_to_itself",
    "jump_open",
    "two_pages_same_number",
    "repeated_column",
    "no_date",
    "date_inferred",
]
ODDITY_CODES: tuple[OddityCode, ...] = get_args(OddityCode)

LONG_PARAGRAPH = 5000
"""Characters: newspapers set a paragraph of a thousand at most, so this one has lost its line breaks."""
MANY_ARTICLES = 60
TABLE_ROWS = 4
DAMAGED_PLACES = 3
"""So many doubtful places count; of what could not be decoded, one."""
REPEATED_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing to look at. `count` says how much of it, `detail` which in the page's own words, `start` where.

    What is counted: articles of "no_headline" and "many_articles", lines of "only_headlines", characters of
    "very_long_paragraph" and "repeated_column" and of the rarer language, rows of "table", places of damage, jumps,
    the other pages of the same number; 1 for the rest. `detail` and `start` are "" and None where there is nothing to
    point at.
    """

    code: OddityCode
    count: int = 1
    detail: str = ""
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the articles of a page say of it, and (start, end) of their marks.

    `unheaded` are the places where those begin that have a headline on no page, continuations of what is not in the
    library aside.
    """

    articles: int
    unheaded: tuple[int, ...]
    repeats: tuple[tuple[int, int], ...]
    jumps: tuple[tuple[int, int], ...]
    open_jumps: tuple[OpenJump, ...]
    damage: tuple[Damage, ...]


def find_oddities(page: Page, recovered: Recovered, twins: Sequence[Page] = ()) -> Iterator[Oddity]:
    """The oddities of a page, each code once at most; `twins` are other pages of its issue with the same number."""
    lines = [match for match in _LINE.finditer(page.text) if match[0].strip()]
    if page.given is None:
        yield from _shape(page, recovered, lines)
        yield from _jumps(page, recovered)
    yield from _text(page, recovered, lines)
    if twins:
        names = ", ".join(sorted(re.split(r"[/\\]", twin.path)[-1] for twin in twins)[:5])
        yield Oddity("two_pages_same_number", len(twins), names)
    if page.date is None:
        yield Oddity("no_date")
    elif page.date_inferred:
        yield Oddity("date_inferred", 1, page.date.isoformat())


_LINE = re.compile(r"[^\n\r\u2028\u2029\x85\v\f]+")
_SENTENCE_END = re.compile(r"[。！？；!?;.，,、：:][”’」』）)\"']*\s*$")
_FIGURE = re.compile(r"(?:^|[\s|])[-+−]?[¥$€￥]?\d[\d.,:%℃/()（）+−-]*(?=$|[\s|])")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_NUMBER = re.compile(r"[A-Za-z]?\d{1,3}")
_HEADLINE_LENGTH = 60


def _shape(page: Page, recovered: Recovered, lines: Sequence[re.Match[str]]) -> Iterator[Oddity]:
    """What lines and headlines say: one line, nothing but headlines, a table, no headline, very many articles."""
    rows, row_start = _longest_table(lines)
    marks = set(recovered.jumps)
    heads = [line for line in lines if _range(line) not in marks]
    if len(lines) == 1:
        yield Oddity("one_line", 1, _words(lines[0][0]), lines[0].start())
    elif rows < TABLE_ROWS and len(heads) >= 3 and all(_like_headline(line[0]) for line in heads):
        yield Oddity("only_headlines", len(heads), _words(heads[0][0]), heads[0].start())
    elif recovered.unheaded:
        start = min(recovered.unheaded)
        yield Oddity("no_headline", len(recovered.unheaded), _words(page.text[start : start + 60]), start)
    if rows >= TABLE_ROWS:
        yield Oddity("table", rows, _words(page.text[row_start : row_start + 60].split("\n")[0]), row_start)
    if recovered.articles > MANY_ARTICLES:
        yield Oddity("many_articles", recovered.articles)


def _like_headline(line: str) -> bool:
    if len(line.strip()) > _HEADLINE_LENGTH or "。" in line or _SENTENCE_END.search(line):
        return False
    return any(map(str.isalnum, line))


def _range(line: re.Match[str]) -> tuple[int, int]:
    """Where on the page a line stands, without the white space around it."""
    return line.end() - len(line[0].lstrip()), line.start() + len(line[0].rstrip())


def _longest_table(lines: Sequence[re.Match[str]]) -> tuple[int, int]:
    """How many lines in a row are rows of figures, and where the first of them starts."""
    best, start, run = 0, 0, 0
    for at, line in enumerate(lines):
        row = len(line[0]) <= 200 and "。" not in line[0] and bool(_FIGURE.search(line[0]))
        run = run + 1 if row else 0
        if run > best:
            best, start = run, lines[at - run + 1].start()
    return best, start


def _jumps(page: Page, recovered: Recovered) -> Iterator[Oddity]:
    own = [start_end for start_end in recovered.jumps if _names(page, page.text[slice(*start_end)])]
    if own:
        yield Oddity("jump_to_itself", len(own), _bare(page.text[slice(*own[0])]), own[0][0])
    others = [jump for jump in recovered.open_jumps if (jump.start, jump.end) not in own]
    if others:
        said = ", ".join(dict.fromkeys(_bare(page.text[jump.start : jump.end]) for jump in others))
        yield Oddity("jump_open", len(others), said, others[0].start)


def _bare(mark: str) -> str:
    """A jump mark without its brackets."""
    return _words(mark.strip("()（）[]【】 \n"))


def _names(page: Page, mark: str) -> bool:
    """Whether a jump mark names the very page it stands on."""
    found = _NUMBER.search(mark)
    return bool(page.number is not None and found and found[0].upper() == str(page.number).upper())


def _text(page: Page, recovered: Recovered, lines: Sequence[re.Match[str]]) -> Iterator[Oddity]:
    """What the characters say: a paragraph without end, two languages, damage, columns that stand twice."""
    longest = max(lines, key=lambda line: line.end() - line.start(), default=None)
    if longest is not None and len(longest[0]) > LONG_PARAGRAPH:
        yield Oddity("very_long_paragraph", len(longest[0]), _words(longest[0][:60]), longest.start())
    yield from _languages(lines)
    damage = recovered.damage
    if len(damage) >= DAMAGED_PLACES or any(one.kind in ("replacement", "mojibake") for one in damage):
        first = damage[0]
        around = page.text[max(0, first.start - 6) : first.end + 6]
        yield Oddity("damaged_text", len(damage), _words(around), first.start)
    repeated = sum(end - start for start, end in recovered.repeats)
    if repeated >= REPEATED_CHARACTERS:
        first_start, first_end = recovered.repeats[0]
        yield Oddity("repeated_column", repeated, _words(page.text[first_start:first_end]), first_start)


def _languages(lines: Sequence[re.Match[str]]) -> Iterator[Oddity]:
    """Whole paragraphs in Chinese beside whole paragraphs in Latin script, a fifth of the page or more."""
    chinese = latin = 0
    first: dict[bool, int] = {}
    counted = [(line, len(_LATIN.findall(line[0]))) for line in lines]
    if all(letters <= 40 for _, letters in counted):
        return  # as on most pages: there is no second language
    for line, letters in counted:
        han = len(_HAN.findall(line[0]))
        # A Chinese character says about as much as three letters.
        if letters > 40 and han * 12 < letters:
            latin += letters // 3
            first.setdefault(True, line.start())
        elif han * 3 > letters:
            chinese += han
            first.setdefault(False, line.start())
    rarer = min(chinese, latin)
    if rarer * 5 >= chinese + latin and rarer:
        yield Oddity("mixed_languages", rarer, "", first[latin <= chinese])


def _words(text: str) -> str:
    """At most 24 characters to tell a place by, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 24 else plain[:23] + "…"
