"""Page picture: a page as it stands in its file, each article's passages on a colour of their own, as an image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from index.page_report import PageReport
from index.records import Article, Page
from ui.fonts import Fonts
from ui.hues import Colour, ink, paper
from ui.page_map import Passage, Role, map_page
from ui.page_words import PageWords, say_facts, say_oddity
from ui.titles import shown_title

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

COLUMN = 600
"""Pixels of text across a column."""
COLUMN_HEIGHT = 1500
"""Pixels of text down a column, as long as there are few of them."""
MOST_COLUMNS = 6
HIGHEST = 8000
"""Pixels of text down a column at most: what a page has beyond six columns of it is left out."""
MARGIN = 30
GUTTER = 54
"""Pixels in front of a column, for the numbers of its articles."""
SIZE, SMALL, LARGE = 17, 14, 23
LEADING = 1.5
WHITE, BLACK, GREY, PALE, RED = (255, 255, 255), (25, 25, 25), (120, 120, 120), (238, 236, 231), (190, 30, 30)

_HANGING = frozenset("，。、；：！？,.;:!?”’」』）》)")
"""Signs that no row begins with: they hang over the end of the one before."""
_LARGE_ROLES = ("headline",)
_BOLD_ROLES = ("headline", "kicker", "subtitle")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one passage on one row, from `x` pixels on, `width` of them."""

    x: float
    width: float
    text: str
    passage: Passage
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page's text: its height in pixels, and up to which character of the page it goes."""

    runs: tuple[Run, ...]
    height: int
    end: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The image, and how many characters of the page it shows from its beginning; all of them, but for huge pages."""

    image: Image
    shown: int
    characters: int


def draw_page(page: Page, articles: Sequence[Article], report: PageReport, fonts: Fonts, words: PageWords) -> Picture:
    """Draw a page; `articles` are those that stand on it, numbered in this order."""
    from PIL import Image, ImageDraw

    typesetter = _Typesetter(fonts)
    most = MOST_COLUMNS * HIGHEST
    rows: list[Row] = []
    total = 0
    for row in typesetter.rows(page.text, map_page(page, articles)):
        if total + row.height > most:
            break
        rows.append(row)
        total += row.height
    wanted = min(MOST_COLUMNS, max(1, ceil(total / COLUMN_HEIGHT)))
    columns = _columns(rows, ceil(total / wanted))
    shown = rows[-1].end if rows else len(page.text)
    head = _head(page, articles, report, words, shown)
    width = max(2, len(columns)) * (GUTTER + COLUMN) + 2 * MARGIN
    captions = [line for text, colour, number in head for line in typesetter.captions(text, colour, number, width)]
    top = MARGIN + len(captions) * round(SIZE * LEADING) + MARGIN
    height = top + max((sum(row.height for row in column) for column in columns), default=0) + MARGIN
    image = Image.new("RGB", (width, height), WHITE)
    canvas = ImageDraw.Draw(image)
    _draw_captions(canvas, captions, typesetter.font("text"))
    for at, column in enumerate(columns):
        x, y, above = MARGIN + at * (GUTTER + COLUMN), top, 0
        for row in column:
            _draw_row(canvas, row, x, y, typesetter)
            above = _draw_number(canvas, row, x, y, typesetter, above)
            y += row.height
    return Picture(image, shown, len(page.text))


def _columns(rows: Sequence[Row], height: int) -> list[list[Row]]:
    columns: list[list[Row]] = [[]]
    filled = 0
    for row in rows:
        if filled >= height:
            columns.append([])
            filled = 0
        columns[-1].append(row)
        filled += row.height
    return columns


Caption = tuple[str, Colour, int | None]
"""A line of the picture's head: text, colour, and the article whose number stands in front."""


def _head(
    page: Page, articles: Sequence[Article], report: PageReport, words: PageWords, shown: int
) -> Iterator[Caption]:
    name = page.path.replace("\\", "/").rsplit("/", 1)[-1]
    known = (page.newspaper, page.date.isoformat() if page.date else None, page.number)
    yield " · ".join([name, *(str(value) for value in known if value is not None)]), BLACK, None
    yield " · ".join(say_facts(report, words)), GREY, None
    odd = " · ".join(say_oddity(oddity, words) for oddity in report.oddities)
    yield odd or words.nothing_odd, RED if odd else GREY, None
    yield words.picture_key, GREY, None
    if shown < len(page.text):
        yield words.picture_cut.format(shown=f"{shown:,}", characters=f"{len(page.text):,}"), RED, None
    for number, article in enumerate(articles, 1):
        yield " ".join(filter(None, (article.kicker, shown_title(article), article.subtitle))), ink(number), number
        if number == MOST_LEGENDS and len(articles) > number:
            yield f"… {len(articles) - number}", GREY, None
            break


MOST_LEGENDS = 40
"""Articles that the head lists by their titles."""


class _Typesetter:
    """Text to rows: fonts by role, and the widths of characters, each measured once."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._loaded: dict[tuple[int, bool], FreeTypeFont] = {}
        self._widths: dict[tuple[int, bool, str], float] = {}

    def font(self, role: Role) -> FreeTypeFont:
        size, bold = _style(role)
        if (size, bold) not in self._loaded:
            self._loaded[size, bold] = self._fonts.at(size, bold=bold)
        return self._loaded[size, bold]

    def width(self, character: str, role: Role) -> float:
        """Pixels that a character takes; a control character or a lone tab takes a space's."""
        key = (*_style(role), character)
        if key not in self._widths:
            printed = character if character.isprintable() else " "
            self._widths[key] = self.font(role).getlength(printed)
        return self._widths[key]

    def rows(self, text: str, passages: Sequence[Passage]) -> Iterator[Row]:
        """The rows of a page's text, broken at its line breaks and wherever the column is full."""
        runs: list[Run] = []
        x, high = 0.0, SIZE
        for passage in passages:
            at = begun = passage.start
            start_x = x
            while at < passage.end:
                character = text[at]
                wide = 0.0 if character in "\r\n" else self.width(character, passage.role)
                if character == "\n" or (x + wide > COLUMN and character not in _HANGING):
                    runs.extend(_run(text, passage, begun, at, start_x, x))
                    at += character == "\n"
                    yield _row(runs, high, at)
                    runs, x, high = [], 0.0, SIZE
                    begun, start_x = at, 0.0
                    continue
                x += wide
                high = max(high, _style(passage.role)[0])
                at += 1
            runs.extend(_run(text, passage, begun, at, start_x, x))
        if runs:
            yield _row(runs, high, len(text))

    def captions(self, text: str, colour: Colour, number: int | None, width: int) -> Iterator[Caption]:
        """A line of the head wrapped to the picture."""
        room, line, x = width - 2 * MARGIN - GUTTER, "", 0.0
        for character in " ".join(text.split()):
            wide = self.width(character, "text")
            if x + wide > room:
                # Words of Latin script stay whole where the line holds more than one.
                whole, _, rest = line.rpartition(" ") if character.isascii() else (line, "", "")
                if not whole:
                    whole, rest = line, ""
                yield whole, colour, number
                line, number = rest, None
                x = sum(self.width(one, "text") for one in rest)
            line, x = line + character, x + wide
        yield line, colour, number


def _style(role: Role) -> tuple[int, bool]:
    return (LARGE if role in _LARGE_ROLES else SIZE), role in _BOLD_ROLES


def _run(text: str, passage: Passage, start: int, end: int, x: float, until: float) -> Iterator[Run]:
    if start < end:
        printed = "".join(character if character.isprintable() else " " for character in text[start:end])
        yield Run(x, until - x, printed, passage, start == passage.start, end == passage.end)


def _row(runs: Sequence[Run], size: int, end: int) -> Row:
    blank = not any(run.text.strip() for run in runs)
    return Row(() if blank else tuple(runs), round(size * (0.6 if blank else LEADING)), end)


def _draw_captions(canvas: ImageDraw, captions: Sequence[Caption], font: FreeTypeFont) -> None:
    step = round(SIZE * LEADING)
    for at, (text, colour, number) in enumerate(captions):
        y = MARGIN + at * step
        if number is not None:
            canvas.rounded_rectangle((MARGIN, y, MARGIN + 36, y + step - 5), 4, fill=ink(number))
            canvas.text((MARGIN + 18, y + (step - 5) / 2), str(number), fill=WHITE, font=font, anchor="mm")
        canvas.text((MARGIN + (48 if number or _indented(captions, at) else 0), y), text, fill=colour, font=font)


def _indented(captions: Sequence[Caption], at: int) -> bool:
    """Whether a line goes on from one that has a number in front."""
    return at > 0 and captions[at][1] == captions[at - 1][1] and captions[at][1] not in (BLACK, GREY, RED)


def _draw_row(canvas: ImageDraw, row: Row, x: int, y: int, typesetter: _Typesetter) -> None:
    left = x + GUTTER
    for run in row.runs:
        passage = run.passage
        number, role = passage.number, passage.role
        box = (left + run.x, y, left + run.x + run.width, y + row.height)
        colour = BLACK
        if number is None:
            colour = GREY
        elif role == "repeat":
            canvas.rectangle(box, fill=PALE)
            colour = GREY
        elif role == "dropped":
            canvas.rectangle(box, outline=GREY)
            colour = GREY
        elif role == "jump":
            canvas.rectangle(box, fill=ink(number))
            colour = WHITE
        else:
            canvas.rectangle(box, fill=paper(number))
            colour = BLACK if role == "text" else ink(number)
        middle = y + row.height / 2
        canvas.text((left + run.x, middle), run.text, fill=colour, font=typesetter.font(role), anchor="lm")
        if role in ("repeat", "dropped"):
            canvas.line((box[0], middle, box[2], middle), fill=GREY)
        if role in ("byline", "running_head"):
            canvas.line((box[0], box[3] - 3, box[2], box[3] - 3), fill=colour, width=1)
        _draw_cuts(canvas, run, box)


def _draw_cuts(canvas: ImageDraw, run: Run, box: tuple[float, float, float, float]) -> None:
    """A triangle where a sentence leaves its column, and where it comes back."""
    if run.passage.number is None:
        return
    x0, y0, x1, y1 = box
    colour = ink(run.passage.number)
    if run.last and run.passage.cut_after:
        canvas.polygon([(x1 + 2, y0 + 6), (x1 + 2, y1 - 6), (x1 + 12, (y0 + y1) / 2)], fill=colour)
    if run.first and run.passage.cut_before:
        canvas.polygon([(x0 - 2, y0 + 6), (x0 - 2, y1 - 6), (x0 - 12, (y0 + y1) / 2)], fill=colour)


def _draw_number(canvas: ImageDraw, row: Row, x: int, y: int, typesetter: _Typesetter, above: int) -> int:
    """In the margin a bar in the article's colour and, where it is another than `above`, its number.

    Gives the number of the article that the row ends with, for the row below.
    """
    articles = [run.passage for run in row.runs if run.passage.role != "dropped"]
    numbers = [passage.number for passage in articles if passage.number is not None]
    if not numbers:
        return above
    canvas.rectangle((x + GUTTER - 20, y, x + GUTTER - 16, y + row.height), fill=ink(numbers[0]))
    begun = next((number for number in numbers if number != above), None)
    if begun is not None:
        middle = (x + GUTTER - 25, y + row.height / 2)
        canvas.text(middle, str(begun), fill=ink(begun), font=typesetter.font("text"), anchor="rm")
    return numbers[-1]
