"""Sections of a page by its number's letters, its line of JSON Lines and its running head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.issue import IssueGiven
from index.records import GivenArticle, PageNumber
from index.recover import recover
from index.running_heads import printed_section
from index.sections import sections_of, with_sections
from tests.ui_samples import article, page


@pytest.mark.parametrize(
    ("number", "sections"),
    [(1, ()), (None, ()), ("A4", ("A",)), ("b12", ("B",)), ("AA-03", ("AA",)), ("front", ()), ("4A", ())],
)
def test_letters_before_a_number_are_a_section(number: PageNumber | None, sections: tuple[str, ...]) -> None:
    assert sections_of(replace(page("正文。"), number=number)) == sections


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2024年5月20日 星期一 要闻 第2版", "要闻"),
        ("霁川日报 | 国际新闻 | 2024年5月20日 星期一 | 08", "国际新闻"),
        ("A04 经济 2024.5.20 星期一 责编 沈砚秋", "经济"),
        ("Monday, May 20, 2024 Business B3", "Business"),
        ("霁川日报 2024年5月20日 星期一 第3版", ""),
        ("2024年5月20日 星期一 要闻 民生 第2版", ""),
        ("2024年5月20日 星期一 今日天气 第2版", ""),
        ("他于2024年5月20日星期一来到要闻部，受到欢迎。", ""),
        ("要闻", ""),
    ],
)
def test_a_running_head_names_the_section(line: str, name: str) -> None:
    assert printed_section(f"{line}\n\n正文从这里开始。") == name
    assert printed_section(f"正文从这里开始。\n\n{line}\n") == name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("霁川日报\n2024年5月20日\n第3版\n要闻", "要闻"),
        ("要闻\n2024年5月20日 星期一 第2版", "要闻"),
        ("2024年5月20日\n国际新闻\n08", "国际新闻"),
        ("2024年5月20日 星期一\n\n本报要闻", "本报要闻"),
        ("霁川日报 2024年5月20日 星期一 第3版\n体育", "体育"),
        # What may as well be a headline, and what stands beside a date that is no running head.
        ("霁川日报\n2024年5月20日\n第3版\n春分", ""),
        ("霁川日报\n2024年5月20日\n第3版\n要闻两则", ""),
        ("2024年5月20日\n要闻", ""),
        ("体育\n2024年5月20日 星期一 第2版\n财经", ""),
        ("霁川日报\n要闻\n第3版", ""),
    ],
)
def test_a_section_on_a_line_of_its_own_next_to_the_head(head: str, name: str) -> None:
    assert printed_section(f"{head}\n\n正文从这里开始。") == name
    assert printed_section(f"正文从这里开始。\n\n{head}\n") == name


def test_a_section_s_name_away_from_the_head_names_none() -> None:
    head = "霁川日报 2024年5月20日 星期一 第3版"
    assert printed_section(f"{head}\n\n大桥合龙\n\n体育\n\n正文从这里开始。") == ""


def test_two_heads_that_differ_name_none() -> None:
    assert printed_section("2024年5月20日 星期一 要闻\n正文。\n2024年5月20日 星期一 国际") == ""


def test_a_line_of_json_says_its_section_itself() -> None:
    text = "2024年5月20日 星期一 要闻 第2版\n正文。"
    named = replace(page(text, given=GivenArticle("a", "标题", section=" 副刊 ")), number="A4")
    assert sections_of(named) == ("A", "副刊")


def test_an_article_has_the_sections_of_its_pages() -> None:
    [found] = with_sections([article()], [replace(page(), number="B3")])
    assert found.sections == ("B",)
    assert with_sections([article()], [page()]) == (article(),)


def test_recovered_articles_know_the_sections_that_the_page_prints(tmp_path: Path) -> None:
    path = tmp_path / "霁川日报_2024-05-20_A02.txt"
    text = "2024年5月20日 星期一 要闻 A02版\n\n霁河三桥昨日合龙\n\n本报讯(记者 阮经纬)霁河三桥合龙。"
    path.write_text(text, encoding="utf-8")
    articles = recover([path], IssueGiven()).articles
    assert articles and {one.sections for one in articles} == {("A", "要闻")}


@given(st.text(st.sampled_from("2024年5月20日 星期一要闻国际第A3版.-|·,，\nMay"), max_size=80))
def test_any_text_has_a_short_section_or_none(text: str) -> None:
    name = printed_section(text)
    assert name == "" or (2 <= len(name) <= 20 and name in text)
