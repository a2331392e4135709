from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.page_report import report_page
from index.records import Article, Mark, Page, Span
from tests.strategies import any_text, article_of, page_of
from ui import page_picture
from ui.fonts import Fonts, find_fonts
from ui.hues import ink, paper
from ui.page_picture import COLUMN, GREY, GUTTER, HIGHEST, MARGIN, MOST_COLUMNS, PALE, Picture, draw_page
from ui.page_words import CHINESE, ENGLISH

if TYPE_CHECKING:
    from PIL.Image import Image


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return find_fonts()


def draw(fonts: Fonts, page: Page, *articles: Article) -> Picture:
    return draw_page(page, articles, report_page(page, articles, 0.1), fonts, CHINESE)


def colours(image: Image) -> set[tuple[int, int, int]]:
    return {colour for _, colour in image.getcolors(1 << 24) or [] if isinstance(colour, tuple)}  # type: ignore[misc]


PAGE = page_of("大桥合龙\n大桥昨日合\n水位上涨，全市转移群众。\n龙。\n水位上涨，全市转移群众。\n(下转4版)\n广告", "p1")
BRIDGE = article_of(
    PAGE,
    "大桥合龙",
    text="大桥昨日合龙。\n",
    spans=(Span(0, 5, "p1", 5, 10), Span(5, 8, "p1", 24, 27)),
    marks=(Mark("headline", "p1", 0, 4), Mark("jump", "p1", 40, 46)),
)
WATER = article_of(
    PAGE,
    "水位上涨",
    id="water",
    text=PAGE.text[11:24],
    spans=(Span(0, 13, "p1", 11, 24),),
    marks=(Mark("repeat", "p1", 27, 39),),
)


def test_each_article_has_its_own_colour_and_repeats_and_jumps_theirs(fonts: Fonts) -> None:
    both = colours(draw(fonts, PAGE, BRIDGE, WATER).image)
    assert {paper(1), paper(2), ink(1), ink(2), PALE} <= both
    one = colours(draw(fonts, PAGE, BRIDGE).image)
    assert paper(1) in one and not {paper(2), ink(2), PALE} & one
    none = draw(fonts, PAGE)
    assert (none.shown, none.characters) == (len(PAGE.text), len(PAGE.text))
    assert not {paper(1), ink(1)} & colours(none.image)


def test_a_cut_is_marked_on_both_of_its_sides(fonts: Fonts) -> None:
    halves = [
        article_of(PAGE, "大桥合龙", text=text, spans=(Span(0, len(text), "p1", start, end),), marks=marks)
        for text, start, end, marks in (("大桥昨日合", 5, 10, BRIDGE.marks), ("龙。\n", 24, 27, ()))
    ]
    joined, alone = draw(fonts, PAGE, BRIDGE), draw(fonts, PAGE, halves[0])
    marked = sum(colour == ink(1) for colour in joined.image.crop(_below_head(joined)).get_flattened_data())
    single = sum(colour == ink(1) for colour in alone.image.crop(_below_head(alone)).get_flattened_data())
    assert marked > single + 100


def test_what_a_correction_dropped_is_on_no_article_s_colour(fonts: Fonts) -> None:
    place = Mark("dropped", "p1", 27, 39)
    bare = article_of(PAGE, "", text="", spans=(), marks=(place,))
    dropped, repeated = (
        draw(fonts, PAGE, bare),
        draw(fonts, PAGE, article_of(PAGE, "", text="", spans=(), marks=WATER.marks)),
    )
    assert not {paper(1), PALE} & colours(dropped.image)
    assert PALE in colours(repeated.image)
    unclaimed = draw(fonts, PAGE)
    lines = [sum(colour == GREY for colour in one.image.get_flattened_data()) for one in (dropped, unclaimed)]
    assert lines[0] > lines[1] + 300, "a frame and a line through it"


def _below_head(picture: Picture) -> tuple[int, int, int, int]:
    width, height = picture.image.size
    return MARGIN + GUTTER - 14, height // 2, width, height


def test_a_long_page_goes_into_columns_and_a_huge_one_says_where_it_ends(fonts: Fonts) -> None:
    short, long = draw(fonts, PAGE), draw(fonts, page_of("大桥昨日合龙。" * 2000))
    assert short.image.width < long.image.width <= MOST_COLUMNS * (COLUMN + GUTTER) + 2 * MARGIN
    assert long.shown == long.characters
    begun = time.process_time()
    huge = draw(fonts, page_of("大桥昨日合龙。" * 100_000))
    assert time.process_time() - begun < 60
    assert 10_000 < huge.shown < huge.characters == 700_000
    assert huge.image.height < HIGHEST + 1000
    assert "700,000" in ENGLISH.picture_cut.format(shown="1", characters=f"{huge.characters:,}")


def test_no_row_begins_with_a_sign_that_ends_a_clause(fonts: Fonts) -> None:
    typesetter = page_picture._Typesetter(fonts)
    text = "大桥昨日合龙全桥贯通水位上涨。" * 60
    rows = list(typesetter.rows(text, page_picture.map_page(page_of(text), [])))
    assert len(rows) > 10
    assert all(row.runs[0].text[0] not in "。，" for row in rows if row.runs)
    assert "".join(run.text for row in rows for run in row.runs) == text


@settings(max_examples=25, deadline=None)
@example("大桥\n")
@example("\n" * 3)
@given(st.one_of(any_text, st.text(st.sampled_from("大桥A1 \n\r\t\x00\u2028\u0301👍"), max_size=80)))
def test_any_page_can_be_drawn_to_its_end(text: str) -> None:
    page = page_of(text)
    articles = [article_of(page, text[:9])] if text else []
    picture = draw_page(page, articles, report_page(page, articles, 0.0), find_fonts(), ENGLISH)
    assert picture.shown == len(text)
