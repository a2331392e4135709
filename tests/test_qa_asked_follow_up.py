from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asked.follow_up import complete_by_rule, standing
from qa.records import Turn
from tests.strategies import any_text

BRIDGE = Turn("霁河三桥的总工程师是谁？", "总工程师是裴若舟[1]。")
LEVEL = Turn("5月19日18时鹿鸣涧水库的水位是多少米？", "水位是117.42米[1]。")
FILM = Turn("《渡口》的导演是谁？", "导演是李路[1]。")
CITY = Turn("上海的常住人口是多少？", "2487万人[1]。")
TOWN = Turn("霁川的人口是多少？", "300万人[1]。")
AGE = Turn("他多大年纪？", "42岁[2]。")
LENGTH = Turn("它有多长？", "1200米[1]。")
TRADITIONAL = Turn("霽河三橋的總工程師是誰？", "總工程師是裴若舟[1]。")
ENGINEER = Turn("Who is the chief engineer of the Third Bridge?", "Pei Ruozhou is the chief engineer [1].")
POPULATION = Turn("What was the population of Shanghai in 2021?", "24.9 million [1].")


@pytest.mark.parametrize(
    ("history", "question", "written"),
    [
        # Pronouns
        ([BRIDGE], "那他多大年纪？", "裴若舟多大年纪？"),
        ([BRIDGE], "她是哪里人？", "裴若舟是哪里人？"),
        ([BRIDGE], "这位工程师多大年纪？", "裴若舟多大年纪？"),
        ([BRIDGE], "它有多长？", "霁河三桥有多长？"),
        ([BRIDGE], "该桥什么时候合龙？", "霁河三桥什么时候合龙？"),
        ([BRIDGE], "这座桥有多长？", "霁河三桥有多长？"),
        ([TRADITIONAL], "他多大年紀？", "裴若舟多大年紀？"),
        ([TRADITIONAL], "該橋什麼時候合龍？", "霽河三橋什麼時候合龍？"),
        ([LEVEL], "該水庫什麼時候建成？", "鹿鸣涧水库什麼時候建成？"),
        ([LEVEL], "它什么时候泄洪？", "鹿鸣涧水库什么时候泄洪？"),
        ([LEVEL], "其库容是多少？", "鹿鸣涧水库的库容是多少？"),
        ([FILM], "他还拍过什么？", "李路还拍过什么？"),
        ([CITY], "当地的面积是多少？", "上海的面积是多少？"),
        ([BRIDGE, AGE], "他是哪里人？", "裴若舟是哪里人？"),
        ([BRIDGE, LENGTH], "它什么时候合龙？", "霁河三桥什么时候合龙？"),
        ([ENGINEER], "How old is he?", "How old is Pei Ruozhou?"),
        ([ENGINEER], "What did she say about the cost?", "What did Pei Ruozhou say about the cost?"),
        ([ENGINEER], "What is his salary?", "What is Pei Ruozhou’s salary?"),
        ([ENGINEER], "How long is it?", "How long is Third Bridge?"),
        # Omissions
        ([LEVEL], "20日呢？", "5月20日18时鹿鸣涧水库的水位是多少米？"),
        ([LEVEL], "那5月20日呢？", "5月20日18时鹿鸣涧水库的水位是多少米？"),
        ([LEVEL], "第二天呢？", "5月20日18时鹿鸣涧水库的水位是多少米？"),
        ([LEVEL], "前一天呢？", "5月18日18时鹿鸣涧水库的水位是多少米？"),
        ([LEVEL], "昨天呢？", "昨天鹿鸣涧水库的水位是多少米？"),
        ([LEVEL], "那柳溪水库呢？", "5月19日18时柳溪水库的水位是多少米？"),
        ([BRIDGE], "霁河二桥呢？", "霁河二桥的总工程师是谁？"),
        ([BRIDGE], "那項目經理呢？", "霁河三桥的項目經理是谁？"),
        ([BRIDGE], "那么工期呢？", "霁河三桥的工期？"),
        ([FILM], "编剧呢？", "《渡口》的编剧是谁？"),
        ([FILM], "《归途》呢？", "《归途》的导演是谁？"),
        ([CITY], "那北京呢？", "北京的常住人口是多少？"),
        ([CITY], "那北京的呢？", "北京的常住人口是多少？"),
        ([CITY], "2021年呢？", "2021年上海的常住人口是多少？"),
        ([TOWN], "那上海呢？", "上海的人口是多少？"),
        ([BRIDGE, LENGTH], "那霁河二桥呢？", "霁河二桥有多长？"),
        ([POPULATION], "What about Beijing?", "What was the population of Beijing in 2021?"),
        ([POPULATION], "And in 2022?", "What was the population of Shanghai in 2022?"),
    ],
)
def test_what_is_left_out_comes_from_the_conversation(history: list[Turn], question: str, written: str) -> None:
    assert complete_by_rule(question, history) == written


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ([], "他多大年纪？"),
        ([Turn("谁去了现场？", "裴若舟和骆知远[1]。")], "他多大年纪？"),
        ([BRIDGE], "他们多大年纪？"),
        ([BRIDGE], "其长度是多少？"),
        ([BRIDGE], "为什么？"),
        ([BRIDGE], "还有呢？"),
        ([LEVEL], "他多大年纪？"),
        ([CITY], "第二天呢？"),
        ([POPULATION], "how about the cost?"),
        ([POPULATION], "How old is he?"),
        ([Turn("哪座桥最长？", "霁河三桥和望溪大桥[1]。")], "它有多长？"),
    ],
)
def test_where_it_is_not_certain_nothing_is_guessed(history: list[Turn], question: str) -> None:
    assert complete_by_rule(question, history) is None


def test_the_last_question_is_written_out_through_several_turns() -> None:
    assert standing([BRIDGE, AGE, Turn("他是哪里人？", "霁川人[1]。")]) == "裴若舟是哪里人？"
    assert standing([Turn("为什么？", "")]) == "为什么？"


PIECES = (
    *(
        "他",
        "它",
        "该",
        "那",
        "呢",
        "桥",
        "霁河三桥",
        "裴若舟",
        "第二天",
        "5月19日",
        "的",
        "是谁",
        "？",
        "it ",
        "What about ",
    ),
    *("其", "当地", "上海", "这座", "he ", "his ", "Shanghai", " in 2021", "What about "),
)
texts = st.one_of(any_text, st.lists(st.sampled_from(PIECES), max_size=8).map("".join))


@given(texts, st.lists(st.builds(Turn, texts, texts), max_size=6))
def test_any_conversation_is_read(question: str, history: list[Turn]) -> None:
    written = complete_by_rule(question, history)
    assert written is None or written.strip()
    assert written == complete_by_rule(question, history)
