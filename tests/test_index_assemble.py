from hypothesis import given, settings
from hypothesis import strategies as st

from index.segment import segment
from index.spans import page_ranges
from tests.test_index_segment import LINES, check_tiling, page

HEADLINE = "堤岸加高工程昨日完工"
WRAPPED = (
    f"{HEADLINE}\n"
    "\u3000\u3000本报讯(记者 王宁 李朗)城西的堤岸加\n"
    "高工程昨日完工,比计划提前十天,可以抵御\n"
    "二十年一遇的洪水。\n"
    "\u3000\u3000工程负责人说,堤岸全长三公里,沿线的居\n"
    "民可以放心过夏天了,巡查的人还会守在堤上\n"
    ",直到洪峰过境。\n"
)


def test_a_wrapped_article_is_read_whole_and_leads_back_to_its_lines() -> None:
    pages = [page(WRAPPED)]
    (article,) = segment(pages)
    assert (article.title, article.byline) == (HEADLINE, "记者 王宁 李朗")
    assert "城西的堤岸加高工程昨日完工" in article.text
    assert article.text.count("\n") == 2
    start = article.text.index("沿线的居民可以放心")
    places = [WRAPPED[first:last] for _, first, last in page_ranges(article, start, start + 9)]
    assert places == ["沿线的居", "民可以放心"]
    check_tiling(pages, [article])


def test_what_a_line_end_put_into_a_word_is_a_mark() -> None:
    text = (
        "Retired Engineer Maps the City's Forgotten Wells\n\n"
        "The engineer carries a folding ruler, a plumb line and trans-\n"
        "mission tables, and over six years he has found more than a\n"
        "hundred old wells in the lanes of the town, most of which still\n"
        "hold water for those who know where they are.\n"
    )
    (article,) = segment([page(text)])
    assert "and transmission tables" in article.text
    assert [text[mark.start : mark.end] for mark in article.marks if mark.role == "hyphen"] == ["-"]
    check_tiling([page(text)], [article])


def test_invisible_characters_are_marks_and_spacing_is_nowhere() -> None:
    text = "重 庆 日 报\n\n昨日\u200b下午,城西的堤岸\u00ad加高工程完工,比计划提前了十天。\n"
    (article,) = segment([page(text)])
    assert article.title == "重庆日报"
    assert article.text == "昨日下午,城西的堤岸加高工程完工,比计划提前了十天。\n"
    assert [mark.role for mark in article.marks] == ["headline", "hyphen", "hyphen"]
    check_tiling([page(text)], [article])


def test_the_halves_of_a_cut_english_sentence_are_parted_by_a_blank() -> None:
    first = "He found two under a shed, one behind a noodle shop, and the fourth he\n(Continued on Page 2)\n"
    second = "(Continued from Page 1)\nfound under the floor of a barber.\n"
    articles = segment([page(f"Forgotten Wells\n\n{first}", 1), page(second, 2)])
    assert "and the fourth he\nfound under" in articles[0].text


ODD = st.sampled_from(
    [
        "\u200b",
        "堤\u200b岸",
        "重 庆 日 报",
        "trans\u00ad",
        "雨还在下，水还在涨，巡堤的人守在堤上",
        "a plumb line and trans-",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES | ODD, min_size=1, max_size=30).map("\n".join))
def test_pieces_and_marks_tile_the_page(text: str) -> None:
    pages = [page(text, 1, "a"), page(WRAPPED + text, 2, "b")]
    check_tiling(pages, segment(pages))
