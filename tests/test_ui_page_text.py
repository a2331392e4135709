from __future__ import annotations

from dataclasses import replace

from index.page_report import Refused, report_page
from index.records import Annotation, Article, Mark, OpenJump, Span
from index.recover import Recovery
from tests.strategies import article_of, page_of
from ui.page_text import article_text, file_name, plain_lines, recovery_text, report_text

PAGE = page_of("大桥合龙\n大桥昨日合\n水位上涨。\n龙。\n全桥贯通。\n水位上涨。\n(下转4版)\n", "p1", number=1)
BRIDGE = article_of(
    PAGE,
    "大桥合龙",
    kicker="重点工程",
    byline="记者 王宁",
    text="大桥昨日合龙。\n全桥贯通。\n",
    spans=(Span(0, 5, "p1", 5, 10), Span(5, 14, "p1", 17, 26)),
    marks=(Mark("headline", "p1", 0, 4), Mark("repeat", "p1", 26, 31), Mark("jump", "p1", 32, 38)),
    open_jumps=(OpenJump("to", 4, "p1", 32, 38),),
)


def lines(article: Article, colour: bool = False) -> list[str]:
    shown = plain_lines(article_text(3, article, {"p1": PAGE}), colour=colour)
    return [line for item in shown for line in item.split("\n")]


def test_an_article_shows_what_is_known_of_it_and_what_went_where() -> None:
    shown = lines(BRIDGE)
    assert shown[0] == "  3  大桥合龙"
    for known in ("     kicker    重点工程", "     byline    记者 王宁", "     pages     1"):
        assert known in shown
    assert "     open jump to page 4, other half missing (p1.txt:32)" in shown
    assert "大桥昨日合⟦joined 10→17⟧龙。" in shown and "全桥贯通。" in shown
    assert "     ⟦repeat, folded p1.txt:26-31⟧ 水位上涨。" in shown
    assert "     ⟦jump mark p1.txt:32-38⟧ (下转4版)" in shown


def test_nothing_of_a_long_line_is_cut_or_wrapped() -> None:
    page = page_of("大桥合龙。" * 500)
    assert "大桥合龙。" * 500 in lines(article_of(page))


def test_a_page_is_never_taken_for_markup() -> None:
    page = page_of("[bold]大桥[/bold] [red] :smile: http://example.com")
    assert page.text in lines(article_of(page))


def test_colours_come_where_they_are_asked_for_and_heads_are_bold() -> None:
    page = page_of("一、工期\n大桥昨日合龙。")
    article = article_of(page, "大桥", annotations=(Annotation("section_head", 0, 4),))
    assert "\x1b[" not in "".join(lines(article))
    assert "\x1b[1m一、工期\x1b[0m" in "\n".join(lines(article, colour=True))


def test_an_article_that_goes_on_on_another_page_says_where() -> None:
    other = page_of("年底通车。", "p4", number=4)
    text = PAGE.text[17:26] + other.text
    article = article_of(PAGE, text=text, spans=(Span(0, 9, "p1", 17, 26), Span(9, 14, "p4", 0, 5)))
    [body] = [item for item in article_text(1, article, {"p1": PAGE, "p4": other}) if "通车" in item.plain]
    assert body.plain == "龙。\n全桥贯通。\n⟦goes on 26→p4.txt:0⟧年底通车。"


def test_a_report_has_a_line_for_each_oddity_and_place_of_damage() -> None:
    page = page_of("大\ufffd桥合龙\n\n大桥昨日合龙。\n", "p1", path="C:\\pages\\a.txt")
    shown = [text.plain for text in report_text(report_page(page, [article_of(page)], 0.0))]
    assert shown[0] == "a.txt" and shown[1].startswith("  articles: 1 · ")
    assert [line for line in shown if line.startswith("  ! ")] == [
        "  ! articles without a headline: 1 (大\ufffd桥合龙 大桥昨日合龙。) (character 0)",
        "  ! text that looks damaged, places: 1 (大\ufffd桥合龙 大) (character 1)",
        "  ! date unknown",
    ]
    assert shown[-1] == "    not decoded or not recognised: characters 1-2"


def test_a_report_has_a_line_for_each_correction_that_does_not_fit() -> None:
    refused = (Refused("no such words", "a.toml:3", "quote others"), Refused("twice", "a.toml:9", "quote more"))
    shown = [text.plain for text in report_text(replace(report_page(PAGE, [BRIDGE], 0.0), refused=refused))]
    assert "corrections that do not fit: 2" in shown[1]
    assert "  ! no such words | where: a.toml:3 | to mend: quote others" in shown
    assert "  ! twice | where: a.toml:9 | to mend: quote more" in shown


def test_a_line_s_end_within_a_sentence_is_a_blank() -> None:
    page = page_of("FLOODS\nThe wall is three\nkilometres long.\nIt held.")
    article = article_of(page, "Wall", annotations=(Annotation("section_head", 0, 6),))
    assert "The wall is three kilometres long.\nIt held." in "\n".join(lines(article))
    assert "\x1b[1mFLOODS\x1b[0m\nThe wall" in "\n".join(lines(article, colour=True))


def test_an_article_with_a_mark_for_a_title_shows_its_first_words() -> None:
    assert lines(article_of(PAGE, "(上接1版)"))[0] == "  3  (上接1版) 大桥合龙 大桥昨日合 水位上涨…"


def test_a_recovery_shows_every_article_then_every_page() -> None:
    other = article_of(page_of("水位。", "p2"), "水位")
    reports = tuple(report_page(page, [], 0.0) for page in (PAGE, page_of("水位。", "p2")))
    shown = "\n".join(text.plain for text in recovery_text(Recovery((PAGE,), (BRIDGE, other), reports, ())))
    assert (
        shown.index("  1  大桥合龙") < shown.index("  2  水位") < shown.index("p1.txt · page 1") < shown.index("p2.txt")
    )


def test_a_file_s_name_is_the_last_part_of_its_path() -> None:
    assert [file_name(path) for path in ("/a/b.txt", "C:\\a\\b.txt", "b.txt")] == ["b.txt"] * 3
