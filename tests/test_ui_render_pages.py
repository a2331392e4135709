from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.page_report import Refused, report_page
from index.records import Article, Mark, OpenJump, Page, Span
from tests.strategies import article_of, articles, page_of, pages
from tests.ui_samples import HOSTILE, assert_harmless, read, text_of
from ui.hues import HUES
from ui.page_words import CHINESE as CHINESE_WORDS
from ui.records import OpenedSheet, Sheet
from ui.render_pages import MOST_LEGENDS, page_view_html, sheet_html
from ui.render_sources import READER_LIMIT
from ui.texts import CHINESE, ENGLISH

STYLE = (Path(__file__).parent.parent / "ui" / "style.css").read_text(encoding="utf-8")
PAGE = page_of(
    "大桥合龙\n大桥昨日合\n水位上涨。\n龙。\n水位上涨。\n(下转4版)\n广告",
    "p1",
    path="/pages/霁川日报_01.txt",
    newspaper="霁川日报",
    date=date(2024, 5, 20),
    number=1,
)
BRIDGE = article_of(
    PAGE,
    "大桥合龙",
    text="大桥昨日合龙。\n",
    spans=(Span(0, 5, "p1", 5, 10), Span(5, 8, "p1", 17, 20)),
    marks=(Mark("headline", "p1", 0, 4), Mark("jump", "p1", 26, 32)),
    open_jumps=(OpenJump("to", 4, "p1", 26, 32),),
)
WATER = article_of(
    PAGE,
    id="water",
    text="水位上涨。\n",
    spans=(Span(0, 6, "p1", 11, 17),),
    marks=(Mark("repeat", "p1", 20, 25),),
)


def opened(page: Page = PAGE, *of: Article) -> OpenedSheet:
    return OpenedSheet(page, of, report_page(page, of, 0.01))


def passages(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<span class="(ap-passage[^"]*)" title="[^"]*"(?: data-begins="\d+")?>([^<]*)</span>', html)


def test_a_page_in_the_list_leads_to_its_view_and_says_what_is_odd() -> None:
    report = report_page(PAGE, [BRIDGE, WATER], 0.01)
    html = sheet_html(Sheet("霁川日报_01.txt", report), CHINESE)
    [link] = [attributes for tag, attributes in read(html).tags if tag == "a"]
    assert link["data-page"] == "p1" and (link["href"] or "").startswith("#")
    for said in ("霁川日报_01.txt", "文章 2 篇", "转接未接上 1 处（转第4版）", "转接缺另一半，共 1 处（下转4版）"):
        assert said in text_of(html)
    assert re.findall(r'data-oddity="(\w+)"', html) == ["no_headline", "jump_open"]
    assert "jumps open: 1 (to page 4)" in text_of(sheet_html(Sheet("a.txt", report), ENGLISH))
    plain = report_page(page_of("大桥\n合龙。", date=date(2024, 5, 20)), [], 0.0)
    assert "ap-odd" not in sheet_html(Sheet("a.txt", plain), ENGLISH)


def test_a_page_s_view_colours_every_passage_by_its_article_and_role() -> None:
    html = page_view_html(opened(PAGE, BRIDGE, WATER), CHINESE)
    assert passages(html) == [
        ("ap-passage ap-hue-0 ap-role-headline", "大桥合龙"),
        ("ap-passage ap-hue-0 ap-role-text ap-cut-after", "大桥昨日合"),
        ("ap-passage ap-hue-1 ap-role-text", "水位上涨。\n"),
        ("ap-passage ap-hue-0 ap-role-text ap-cut-before", "龙。\n"),
        ("ap-passage ap-hue-1 ap-role-repeat", "水位上涨。"),
        ("ap-passage ap-hue-0 ap-role-jump", "(下转4版)"),
    ]
    assert re.findall(r'data-begins="(\d)"', html) == ["1", "2", "1", "2", "1"]
    assert '<span class="ap-passage ap-role-unclaimed">\n广告</span>' in html
    links = [attributes["data-article"] for tag, attributes in read(html).tags if "data-article" in attributes]
    assert links == [BRIDGE.id, "water"]
    for said in ("《霁川日报》 · 2024年5月20日 · 第1版", "霁川日报_01.txt", CHINESE.untitled, "标题 1 个"):
        assert said in text_of(html)


def test_what_a_correction_dropped_looks_like_no_article() -> None:
    dropped = replace(WATER, marks=(Mark("dropped", "p1", 20, 25),))
    html = page_view_html(opened(PAGE, BRIDGE, dropped), CHINESE)
    said = CHINESE_WORDS.roles["dropped"]
    assert f'<span class="ap-passage ap-role-dropped" title="{said}">水位上涨。</span>' in html
    assert re.findall(r'data-begins="(\d)"', html) == ["1", "2", "1"]
    assert text_of(html).count(said) == 1, "the legend tells what it is"
    assert said not in text_of(page_view_html(opened(PAGE, BRIDGE, WATER), CHINESE))
    assert ".ap-passage.ap-role-dropped" in STYLE


def test_corrections_that_do_not_fit_stand_with_their_page_and_the_view_says_how_to_correct() -> None:
    report = replace(
        report_page(PAGE, [BRIDGE], 0.0), refused=(Refused("no <such> words", "a.toml:3", "quote others"),)
    )
    for html in (
        sheet_html(Sheet("a.txt", report), ENGLISH),
        page_view_html(OpenedSheet(PAGE, (BRIDGE,), report), ENGLISH),
    ):
        assert_harmless(html)
        for said in ("corrections that do not fit: 1", "Correction not applied", "no <such> words", "Where: a.toml:3"):
            assert said in text_of(html)
        assert "What to do: quote others" in text_of(html)
    view = page_view_html(OpenedSheet(PAGE, (BRIDGE,), report), CHINESE)
    assert "按“更正此版”更正；更正保存在文件 霁川日报_01.txt.corrections.toml 里" in text_of(view)
    assert "corrections.toml" not in page_view_html(OpenedSheet(PAGE, (BRIDGE,), None), CHINESE)
    assert "ap-refused" not in sheet_html(Sheet("a.txt", report_page(PAGE, [BRIDGE], 0.0)), ENGLISH)


def test_every_hue_has_its_class_in_the_style_sheet() -> None:
    found = dict(re.findall(r"\.ap-hue-(\d+) { --ap-hue: (\d+); }", STYLE))
    assert {int(number): int(hue) for number, hue in found.items()} == dict(enumerate(HUES))


def test_a_given_page_has_no_report_and_a_huge_one_says_what_is_left_out() -> None:
    html = page_view_html(OpenedSheet(PAGE, (BRIDGE,), None), ENGLISH)
    assert "ap-odd" not in html and "大桥合龙" in text_of(html)
    huge = page_of("大桥合龙。" * 20_000)
    shown = page_view_html(opened(huge, article_of(huge)), ENGLISH)
    assert ENGLISH.cut.format(count=100_000 - READER_LIMIT) in text_of(shown)
    assert len(text_of(shown)) < READER_LIMIT + 2000


def test_a_legend_too_long_for_a_browser_says_what_it_leaves_out() -> None:
    many = [article_of(PAGE, id=str(number)) for number in range(MOST_LEGENDS + 7)]
    html = page_view_html(opened(PAGE, *many), ENGLISH)
    assert html.count("data-article=") == MOST_LEGENDS and ENGLISH.not_listed.format(count=7) in text_of(html)


def test_nothing_hostile_gets_through() -> None:
    page = page_of(HOSTILE, HOSTILE, path=HOSTILE, newspaper=HOSTILE, number=HOSTILE)
    article = article_of(page, HOSTILE, id=HOSTILE)
    for html in (
        page_view_html(opened(page, article), ENGLISH),
        sheet_html(Sheet(HOSTILE, report_page(page, [article], 0.0)), ENGLISH),
    ):
        assert_harmless(html)
        assert HOSTILE in text_of(html)


@given(st.data())
def test_the_view_shows_the_page_s_text_and_adds_nothing_to_it(data: st.DataObject) -> None:
    of = data.draw(st.lists(pages(st.text("大<桥&。\n", min_size=1, max_size=30)), min_size=1, max_size=2))
    found = data.draw(st.lists(articles(of), max_size=3))
    html = page_view_html(opened(of[0], *found), ENGLISH)
    start = html.index("ap-coloured")
    assert text_of(f'<div class="{html[start : html.rindex("</div>")]}') == of[0].text
