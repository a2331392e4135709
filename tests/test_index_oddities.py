from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.damage import find_damage
from index.oddities import LONG_PARAGRAPH, MANY_ARTICLES, ODDITY_CODES, Oddity, Recovered, find_oddities
from index.records import GivenArticle, OpenJump, Page
from tests.strategies import any_text, newspaper_text, page_of, pages

PLAIN = "霁河三桥昨日合龙\n\n本报讯(记者 王宁)霁河三桥昨日合龙。\n\n大桥全长2360米，双向六车道。\n"
DAY = {"date": date(2024, 5, 20), "number": 1}


def recovered(text: str = "", **fields: Any) -> Recovered:
    values = {"articles": 1, "unheaded": (), "repeats": (), "jumps": (), "open_jumps": (), "damage": ()}
    return Recovered(**{**values, **fields, **({"damage": tuple(find_damage(text))} if text else {})})


def odd(text: str, of: Recovered | None = None, twins: tuple[Page, ...] = (), **fields: Any) -> dict[str, Oddity]:
    found = list(find_oddities(page_of(text, **{**DAY, **fields}), of or recovered(text), twins))
    assert len({one.code for one in found}) == len(found)
    return {one.code: one for one in found}


def test_a_plain_page_is_not_odd() -> None:
    assert odd(PLAIN) == {}


def test_a_page_without_a_headline() -> None:
    of = recovered(unheaded=(30, 10))
    assert odd(PLAIN, of) == {
        "no_headline": Oddity("no_headline", 2, "本报讯(记者 王宁)霁河三桥昨日合龙。 大桥全…", 10)
    }


def test_a_page_of_headlines_only() -> None:
    found = odd("霁河三桥合龙\n\n水位继续上涨\n\n渡口恢复通航\n", recovered(unheaded=(0,)))
    assert found.keys() == {"only_headlines"} and found["only_headlines"].count == 3
    cut = "霁河三桥合龙\n\n霁河三桥昨日合龙。大桥全长\n\n(下转4版)\n"
    assert odd(cut) == {}, "a sentence before the cut makes it text"


def test_jump_marks_and_lines_without_a_letter_are_no_headlines() -> None:
    text = "(上接3版)\n堤岸加高工程昨日\n (下转2版) \n"
    marks = tuple((text.index(mark), text.index(mark) + len(mark)) for mark in ("(上接3版)", "(下转2版)"))
    assert odd(text, recovered(jumps=marks)) == {}
    assert odd("——\n***\n\x1b\x01\n———\n", recovered(unheaded=(0,))).keys() == {"no_headline"}


def test_a_page_of_one_line() -> None:
    found = odd("\n  霁河三桥昨日合龙。\n\n", recovered(unheaded=(0,)))
    assert found.keys() == {"one_line"} and found["one_line"].detail == "霁河三桥昨日合龙。"


def test_a_paragraph_that_lost_its_line_breaks() -> None:
    long = "大桥合龙。" * (LONG_PARAGRAPH // 5) + "完"
    found = odd(PLAIN + long)["very_long_paragraph"]
    assert (found.count, found.start) == (len(long), len(PLAIN))
    assert "very_long_paragraph" not in odd(PLAIN + long[1:])


@pytest.mark.parametrize(
    "rows",
    [
        "浦发银行 10.25 10.31\n万科A 8.40 8.52\n招商银行 33.10 33.95\n平安银行 9.99 10.02\n",
        "| 城市 | 气温 |\n| 霁川 | 28 |\n| 望溪 | 27 |\n| 东埠 | 31 |\n| 柳岸 | 30 |\n",
        "土豆 2.10\n\n白菜 1.80\n\n黄瓜 3.20(3.10)\n\n番茄 ¥4.00\n",
    ],
)
def test_rows_of_figures_are_a_table(rows: str) -> None:
    found = odd(PLAIN + rows, recovered())
    assert found.keys() == {"table"} and found["table"].count >= 4
    assert (found["table"].start or 0) >= len(PLAIN)


def test_figures_in_sentences_are_no_table() -> None:
    assert odd(PLAIN + "会议于 5 月 20 日召开。\n\n全长 2360 米。\n\n共 12 人。\n\n用时 3 年。\n") == {}


def test_very_many_articles() -> None:
    assert odd(PLAIN, recovered(articles=MANY_ARTICLES)) == {}
    assert odd(PLAIN, recovered(articles=300))["many_articles"].count == 300


def test_two_languages_on_a_page() -> None:
    english = "The bridge over the river was closed on Monday, said the chief engineer of the project.\n"
    assert odd(PLAIN + english * 2).keys() == {"mixed_languages"}
    assert odd(english * 3) == {}
    assert (
        odd(PLAIN + "大桥由 China Railway Major Bridge Engineering 公司承建，全长2360米，双向六车道，年底通车。") == {}
    )


def test_damage_counts_from_a_few_doubtful_places_or_one_that_is_certain() -> None:
    assert odd(PLAIN + "于2O20年") == {}
    assert odd(PLAIN + "于2O20年、2O21年、2O22年。")["damaged_text"].count == 3
    found = odd(PLAIN + "大桥合\ufffd龙")["damaged_text"]
    assert found.count == 1 and "\ufffd" in found.detail


def jump(text: str, mark: str, number: int | str) -> OpenJump:
    return OpenJump("to", number, "p1", text.index(mark), text.index(mark) + len(mark))


def test_a_jump_without_its_other_half_and_a_jump_to_its_own_page() -> None:
    text = PLAIN + "(下转4版)\n(下转1版)\n"
    marks = [jump(text, "(下转4版)", 4), jump(text, "(下转1版)", 1)]
    of = recovered(jumps=tuple((one.start, one.end) for one in marks), open_jumps=tuple(marks))
    found = odd(text, of)
    assert found["jump_open"] == Oddity("jump_open", 1, "下转4版", len(PLAIN))
    assert found["jump_to_itself"] == Oddity("jump_to_itself", 1, "下转1版", marks[1].start)
    joined = recovered(jumps=of.jumps[:1])
    assert odd(text, joined) == {}


def test_a_column_that_stands_twice() -> None:
    text = PLAIN + "大桥合龙。" * 50
    assert odd(text, recovered(repeats=((len(PLAIN), len(text)),)))["repeated_column"].count == 250
    assert odd(text, recovered(repeats=((len(PLAIN), len(PLAIN) + 20),))) == {}


def test_two_pages_that_claim_the_same_number_are_named() -> None:
    twin = page_of(PLAIN, "p2", path="/pages/other.txt", **DAY)
    assert odd(PLAIN, twins=(twin,)) == {"two_pages_same_number": Oddity("two_pages_same_number", 1, "other.txt")}


def test_dates_that_are_unknown_or_inferred() -> None:
    assert odd(PLAIN, date=None).keys() == {"no_date"}
    assert odd(PLAIN, date_inferred=True)["date_inferred"].detail == "2024-05-20"


def test_of_a_given_article_only_its_text_and_date_can_be_odd() -> None:
    given_page = {"given": GivenArticle("a", "渡口")}
    assert odd("渡口恢复通航。", recovered(unheaded=(0,)), **given_page) == {}
    assert odd("渡口\ufffd", date=None, **given_page).keys() == {"damaged_text", "no_date"}


@given(pages(st.one_of(any_text, newspaper_text)), st.integers(0, 500), st.lists(st.integers(0, 9)))
def test_every_oddity_has_a_known_name_and_a_place_within_the_page(
    page: Page, articles: int, starts: list[int]
) -> None:
    of = recovered(page.text, articles=articles, unheaded=tuple(min(at, len(page.text)) for at in starts))
    found = list(find_oddities(page, of))
    assert {one.code for one in found} <= set(ODDITY_CODES)
    assert all(one.count >= 1 and 0 <= (one.start or 0) <= len(page.text) for one in found)
    assert all("\n" not in one.detail for one in found)
