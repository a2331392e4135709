"""Pages that no newspaper should print, all the way through the recovery: whole, in time, and reported as odd."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from datetime import date

import pytest

from index.page_report import PageReport
from index.records import Article, Page, PageNumber
from index.recover import RecoveredIssue, recover_issue
from tests.benchmarks.corpus import articles as made_up_articles
from tests.test_index_segment import check_tiling

DAY = date(2024, 5, 20)
HANG = 60.0
"""Seconds of processor time: a page that takes so long hangs, whatever the machine."""
_PLACES = [first + second for first in "临安清平云永新石白青" for second in "江河山溪湖桥渡岭湾坝"]
_THINGS = ("新桥", "堤岸", "渡口", "灯会", "学校", "水厂", "公园", "集市", "茶厂", "车站")
_DONE = ("昨日完工", "迎来客流高峰", "下月开放", "恢复通航", "整修一新", "获市民好评")
BRIDGE = "城西新桥通车 居民出行便利\n\n本报讯(记者 王宁)城西新桥昨日通车,两岸居民出行不再绕道。新桥全长八百米。\n"
DAM = "堤岸加高工程昨日完工\n\n本报讯(记者 李朗)城西的堤岸加高工程昨日完工,可以抵御二十年一遇的洪水。\n"


def page(text: str, number: PageNumber | None = 1, name: str = "") -> Page:
    identifier = name or f"page-{number}"
    return Page(identifier, f"{identifier}.txt", 0, text.encode(), "utf-8", text, "霁川日报", DAY, False, number)


def whole(*pages: Page) -> RecoveredIssue:
    """What is recovered from an issue of these pages: all of it, in time, each place once, events within the text."""
    begun = time.process_time()
    recovered = recover_issue(pages)
    assert time.process_time() - begun < HANG
    check_tiling(pages, recovered.articles)
    for article in recovered.articles:
        assert all(event.end <= len(article.text) for event in article.events)
        assert all(one.end <= len(article.text) for one in article.annotations)
    assert [report.page_id for report in recovered.reports] == [each.id for each in pages]
    return recovered


def codes(report: PageReport) -> set[str]:
    return {oddity.code for oddity in report.oddities}


def alone(text: str) -> tuple[tuple[Article, ...], set[str]]:
    """The articles of a page that is an issue by itself, and what its report calls odd."""
    recovered = whole(page(text))
    return recovered.articles, codes(recovered.reports[0])


def news(count: int, seed: int = 0) -> list[tuple[str, str]]:
    """Headlines and texts of made-up articles."""
    chance = random.Random(seed)
    heads = [f"{place}{thing}{done}" for place in _PLACES for thing in _THINGS for done in _DONE]
    chance.shuffle(heads)
    bodies = [row["text"] for row in made_up_articles(count, seed)]
    return [(heads[at % len(heads)], body) for at, body in enumerate(bodies)]


def printed(count: int, seed: int = 0) -> str:
    """A page of made-up articles, each with its headline and byline."""
    return "\n\n".join(f"{title}\n\n本报讯(记者 王宁){body}" for title, body in news(count, seed))


def shattered(count: int) -> str:
    """Lines that all end in mid-sentence: sentences cut in the middle, their halves in no order."""
    chance = random.Random(count)
    text = re.sub("[。版]", ",", "".join(body for _, body in news(count // 4)))
    lines = [text[at : at + 30].rstrip(",！？”") for at in range(0, 30 * count, 30)]
    assert len(lines) == count
    chance.shuffle(lines)
    return "\n\n".join(lines)


def jump_marks(count: int) -> str:
    """A page of nothing but jump marks, each behind a few words."""
    return "".join(f"渡口第{at}次恢复通航,居民\n(下转{at % 40 + 2}版)\n\n" for at in range(count))


def gibberish(count: int) -> str:
    """Pages decoded with the wrong table of characters."""
    return "\n".join(body.encode().decode("gb18030", "replace") for _, body in news(count))


def stock_list(count: int) -> str:
    chance = random.Random(count)
    names = ("霁川港", "望溪电力", "东埠股份", "柳岸银行", "临江水务", "青渡实业")
    rows = (
        f"{600000 + at} {names[at % len(names)]} "
        f"{chance.uniform(2, 90):.2f} {chance.uniform(2, 90):.2f} {chance.uniform(-9, 9):+.2f}%"
        for at in range(count)
    )
    return "证券行情 \n代码 名称 开盘 收盘 涨跌\n" + "\n".join(rows)


ADVERTISEMENTS = "\n".join(
    line
    for at in range(40)
    for line in (
        f"霁川家电城 全场{at % 9 + 1}折起",
        f"冰箱 ¥{1999 + at}  彩电 ¥{2999 + at}",
        "送货上门 假一赔十",
        f"热线:0555-{6620000 + 17 * at}",
        f"地址:柳岸路{at + 1}号 (渡口站旁)",
        "",
    )
)
TABLE = "各区气温\n\n" + "\n".join(f"区{at} {at % 30} {at % 40}.5 {at}%" for at in range(200))


def test_a_page_of_one_line() -> None:
    articles, odd = alone("霁川三桥昨日合龙,年底通车。")
    assert [article.text for article in articles] == ["霁川三桥昨日合龙,年底通车。"]
    assert odd == {"one_line"}


def test_a_page_of_three_hundred_articles() -> None:
    articles, odd = alone(printed(300))
    assert [article.title for article in articles] == [title for title, _ in news(300)]
    assert odd == {"many_articles"}


def test_a_page_of_one_paragraph_of_200_000_characters() -> None:
    text = "".join(body for _, body in news(700))[:200_000]
    assert len(text) == 200_000
    articles, odd = alone(f"堤岸加高工程昨日完工\n\n{text}")
    (article,) = articles
    assert (article.title, article.text) == ("堤岸加高工程昨日完工", text)
    assert odd == {"very_long_paragraph"}


def test_a_page_of_headlines_only() -> None:
    articles, odd = alone("\n\n".join(title for title, _ in news(80)))
    assert sum(len(article.text) for article in articles) > 0, "what has no text cannot be found"
    assert odd == {"only_headlines"}


def test_a_page_without_a_headline() -> None:
    articles, odd = alone("\n\n".join(body for _, body in news(12)))
    (article,) = articles
    assert article.text.split() == "\n\n".join(body for _, body in news(12)).split()
    assert odd == {"no_headline"}


def test_a_table() -> None:
    (article,), odd = alone(TABLE)
    assert article.title == "各区气温"
    assert odd == {"table"}


def test_a_page_of_stock_quotations() -> None:
    (article,), odd = alone(stock_list(3000))
    assert article.text.count("%") == 3000
    assert odd == {"table"}


def test_a_page_of_advertisements() -> None:
    _, odd = alone(ADVERTISEMENTS)
    assert odd == {"only_headlines", "many_articles"}


def test_a_page_in_two_languages() -> None:
    english = (
        "New bridge opens over the Ji River\n\nBy Lin Suye\n\n"
        "The new bridge in the west of the city was opened on Monday, and thousands of people walked across it.\n\n"
        "Officials said that ferries will go on running until the end of the year, as many villagers rely on them.\n"
    )
    articles, odd = alone(BRIDGE + "\n" + english + "\n" + DAM)
    assert [article.title for article in articles] == [
        "城西新桥通车 居民出行便利",
        "New bridge opens over the Ji River",
        "堤岸加高工程昨日完工",
    ]
    assert odd == {"mixed_languages"}


def test_a_page_decoded_wrongly() -> None:
    recovered = whole(page(gibberish(40)))
    assert recovered.reports[0].damaged_characters > 0.5 * recovered.reports[0].characters
    assert "damaged_text" in codes(recovered.reports[0])


def test_a_jump_to_its_own_page() -> None:
    articles, odd = alone(BRIDGE.rstrip() + "居民\n(下转1版)\n\n" + DAM + "\n(上接1版)\n们都来看新桥。\n")
    assert [article.title for article in articles][:2] == ["城西新桥通车 居民出行便利", "堤岸加高工程昨日完工"]
    assert odd == {"jump_to_itself"}


def test_jumps_in_a_circle() -> None:
    recovered = whole(
        page("(上接3版)\n堤岸加高工程昨日完工\n防汛的日子里,居民\n(下转2版)\n", 1),
        page("(上接1版)\n们都放心了,城西的\n(下转3版)\n", 2),
        page("(上接2版)\n堤岸可以抵御洪水。\n(下转1版)\n", 3),
    )
    (article,) = recovered.articles
    assert article.text.strip() == "防汛的日子里,居民们都放心了,城西的堤岸可以抵御洪水。"
    assert [codes(report) for report in recovered.reports] == [{"jump_open"}, set(), {"jump_open"}]


def test_two_pages_that_both_claim_to_be_page_1() -> None:
    recovered = whole(
        page(BRIDGE.rstrip() + "居民\n(下转2版)\n", 1, "a"),
        page(DAM.rstrip() + "堤边的居民\n(下转2版)\n", 1, "b"),
        page("(上接1版)\n堤岸加高工程完工\n们都放心了。\n\n(上接1版)\n城西新桥通车\n们都来看新桥。\n", 2),
    )
    assert [(article.title, article.text.strip()[-9:]) for article in recovered.articles] == [
        ("城西新桥通车 居民出行便利", "居民们都来看新桥。"),
        ("堤岸加高工程昨日完工", "的居民们都放心了。"),
    ]
    assert [codes(report) for report in recovered.reports[:2]] == [{"two_pages_same_number"}] * 2


def test_two_thousand_jump_marks() -> None:
    recovered = whole(page(jump_marks(2000)))
    assert len(recovered.reports[0].jumps_open) + recovered.reports[0].jumps_joined == 2000
    assert codes(recovered.reports[0]) == {"jump_open", "only_headlines"}


def test_one_passage_three_thousand_times() -> None:
    passage = "本报讯(记者 王宁)城西新桥昨日通车,两岸居民出行不再绕道。新桥全长八百米。"
    articles, odd = alone("城西新桥通车\n\n" + f"{passage}\n\n" * 3000)
    (article,) = articles
    assert article.text.strip() == passage
    assert sum(mark.role == "repeat" for mark in article.marks) == 2999
    assert odd == {"repeated_column"}


def test_five_thousand_lines_that_all_end_open() -> None:
    recovered = whole(page(shattered(5000)))
    assert recovered.reports[0].cuts_joined > 1000
    assert codes(recovered.reports[0]) == {"no_headline"}


def test_a_hundred_thousand_lines_of_one_character() -> None:
    text = "".join(body for _, body in news(400))[:100_000]
    articles, odd = alone("\n".join(text))
    assert sum(len("".join(article.text.split())) for article in articles) == len("".join(text.split()))
    assert "no_headline" in odd


def test_a_page_of_white_space_and_control_characters() -> None:
    articles, odd = alone(" \t\n\u3000\r\n\x0b\x00\x01 \x1b\n\x7f\u200b \ufeff\n\x85\u2028 \n" * 500)
    assert len(articles) == 1
    assert odd == {"no_headline", "damaged_text"}
    assert whole(page(" \n\u3000\r\n\t \x0b" * 1000)).articles == ()
    assert whole(page("")).articles == ()


def test_lines_that_end_in_carriage_returns_alone() -> None:
    articles, odd = alone((BRIDGE + "\n" + DAM).replace("\n", "\r"))
    assert [article.title for article in articles] == ["城西新桥通车 居民出行便利", "堤岸加高工程昨日完工"]
    assert odd == set()


def test_a_page_of_two_megabytes() -> None:
    text = printed(2200)
    assert len(text.encode()) > 2_000_000
    articles, odd = alone(text)
    assert len(articles) == 2200
    assert odd == {"many_articles"}


def test_lines_wrapped_at_three_characters() -> None:
    text = "".join(f"{title}\n{body}\n" for title, body in news(20))
    wrapped = "\n".join(line[at : at + 3] for line in text.splitlines() for at in range(0, len(line), 3))
    _, odd = alone(wrapped)
    assert odd == {"many_articles"}


GROWING: dict[str, Callable[[int], str]] = {
    "articles": lambda size: printed(60 * size),
    "one paragraph": lambda size: "".join(body for _, body in news(150 * size)),
    "headlines": lambda size: "\n\n".join(title for title, _ in news(400 * size)),
    "lines left open": lambda size: shattered(600 * size),
    "jump marks": lambda size: jump_marks(120 * size),
    "jump marks to the page": lambda size: jump_marks(120 * size).replace("下转", "上接"),
    "one passage": lambda size: "本报讯(记者 王宁)城西新桥昨日通车,两岸居民出行不再绕道。\n\n" * (800 * size),
    "one character a line": lambda size: "\n".join("".join(body for _, body in news(15 * size))),
    "quotations": lambda size: stock_list(400 * size),
    "damage": lambda size: gibberish(20 * size),
    "dates": lambda size: "2月10日至12日," * (1500 * size),
    "open brackets": lambda size: "(记者 王宁" * (3000 * size),
    "bylines": lambda size: "本报记者 王宁\n" * (200 * size),
    "one sign": lambda size: "一" * (30_000 * size),
    "empty lines": lambda size: "\n" * (60_000 * size) + "一",
}


@pytest.mark.parametrize("kind", GROWING)
def test_a_page_that_is_all_of_one_kind_loses_nothing_and_ends(kind: str) -> None:
    """How the time grows is measured by tests.benchmarks.segment."""
    alone(GROWING[kind](4))
