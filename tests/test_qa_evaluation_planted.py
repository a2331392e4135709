from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Article
from qa.evaluation.planted import Planted, names_in, plant, shortened, true_sentences
from tests.strategies import article_of, page_of

TEXT = (
    "5月19日，霁河三桥的钢箱梁吊装完成了83%。\n"
    "项目总工程师王建国说，桥全长1280米，造价23.6亿元。\n"
    "国务院派出的工作组昨天从北京市来到江苏省查看工地。\n"
    "短句。\n"
    "没有句号的标题行也不是一句话"
)
OTHER = (
    "记者李明华3月2日在上海市获悉，财政部已经通知了广东省和浙江省的学校。\n"
    "上市公司昨天到扬州开会，文明城市的消息从扬州传来。"
)


def article(text: str = TEXT, identifier: str = "p1", **fields: object) -> Article:
    return article_of(page_of(text, identifier), "大桥", **fields)


OTHERS = names_in([article(), article(OTHER, "p2")])


def planted(seed: int = 0) -> dict[str, Planted]:
    return {one.kind: one for one in plant(article(), OTHERS, seed)}


def test_names_are_known_by_kind() -> None:
    assert OTHERS["name"] == ["李明华", "王建国"]
    assert set(OTHERS["place"]) == {"北京市", "江苏省", "上海市", "广东省", "浙江省", "扬州"}
    assert {"国务院", "财政部"} <= set(OTHERS["organisation"])


@pytest.mark.parametrize("seed", range(8))
def test_each_kind_of_error_is_planted_in_a_true_sentence(seed: int) -> None:
    found = planted(seed)
    assert found.keys() == {"figure", "date", "name", "place", "organisation"}
    for error in found.values():
        assert error.true in true_sentences(article()) and error.old in error.true
        assert error.false == error.true.replace(error.old, error.new) != error.true
        assert error.new not in TEXT
    assert found["figure"].old in ("83", "1280", "23.6")
    assert found["date"].old == "5月19日"
    assert (found["name"].old, found["name"].new) == ("王建国", "李明华")
    assert found["organisation"].old == "国务院"
    assert found["place"].old in ("北京市", "江苏省") and found["place"].new in ("上海市", "广东省", "浙江省", "扬州")


def test_the_same_seed_plants_the_same_errors_and_another_others() -> None:
    assert planted(1) == planted(1)
    assert len({planted(seed)["figure"].new for seed in range(12)}) > 3


def test_the_day_of_the_paper_is_no_error() -> None:
    of_the_day = article(date=date(2024, 5, 20))
    for seed in range(30):
        for error in plant(of_the_day, OTHERS, seed):
            assert error.kind != "figure" or error.new not in ("2024", "5", "20")


def test_nothing_is_planted_where_there_is_nothing_to_change() -> None:
    assert plant(article("今天天气很好，大家都很高兴地出门。"), OTHERS) == []
    assert plant(article(""), OTHERS) == []
    # No other name of the kind is known.
    assert [one.kind for one in plant(article("王建国今天在会上这样说给大家听。"), names_in([]))] == []


@given(st.text("5月19日桥长1280米，王建国说。！\n", max_size=80))
def test_a_planted_error_is_never_true(text: str) -> None:
    for error in plant(article(text or "桥"), OTHERS):
        assert error.new not in text and error.false != error.true


def test_sentences_that_say_too_little_or_end_in_nothing_are_left_out() -> None:
    assert [sentence[:4] for sentence in true_sentences(article())] == ["5月19", "项目总工", "国务院派"]


def test_a_sentence_is_shortened_by_its_first_clause() -> None:
    assert shortened("记者昨天获悉，霁河三桥的钢箱梁吊装完成了83%。") == "霁河三桥的钢箱梁吊装完成了83%。"
    assert shortened("霁河三桥的钢箱梁吊装完成了83%。") is None
    assert shortened("霁河三桥的钢箱梁吊装完成了83%，他说。") is None
