from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.embed import EncodeProgress, Vectors
from index.tokens import tokens
from qa.asked.question import language_of
from qa.checking import verify
from qa.checking.verify import Support
from qa.shown.evidence import Passage
from tests import statements
from tests.fakes import HashingEncoder
from tests.strategies import article_of, newspaper_text, page_of, passage_of

FLOOD = "昨日8时，江城水文站水位28.40米。全市转移群众3200人，三人受伤。降雨量比常年多百分之四十一。"
BRIDGE = "霁川大桥昨日合龙。大桥全长1,200米，总工程师是裴若舟。"


def passage(number: int, text: str, title: str = "") -> Passage:
    page = page_of(text, str(number), newspaper="霁川日报", date=date(2024, 5, 20))
    return passage_of(number, article_of(page, title))


PASSAGES = [passage(1, BRIDGE, "大桥合龙"), passage(2, FLOOD, "水位上涨")]


def support(statement: str, question: str, passages: list[Passage]) -> list[Support]:
    return verify.support(statement, question, passages, HashingEncoder())


def best(statement: str, question: str = "") -> tuple[int, bool]:
    found = support(statement, question, PASSAGES)[0]
    return found.passage.number, found.holds


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("大桥全长1200米。", 1),
        ("大桥全长１２００米。", 1),
        ("大桥全长一千二百米。", 1),
        ("2024年5月20日的报道说，大桥昨日合龙。", 1),
        ("全市转移群众3,200人。", 2),
        ("水文站水位28.4米。", 2),
        ("3人受伤。", 2),
        ("降雨量比常年多41%。", 2),
        ("總工程師是裴若舟。", 1),
    ],
)
def test_what_the_page_says_in_other_figures_holds(statement: str, number: int) -> None:
    assert best(statement) == (number, True)


@pytest.mark.parametrize(
    "statement",
    [
        "大桥全长1300米。",
        "大桥全长12000米。",
        "大桥全长一千三百米。",
        "全市转移群众3201人。",
        "水文站水位28.45米。",
        "降雨量比常年多41。",
        "昨日9时，江城水文站水位28.40米。",
        "2023年5月20日大桥昨日合龙。",
    ],
)
def test_a_wrong_digit_is_caught(statement: str) -> None:
    assert not best(statement)[1]


def test_what_no_page_says_does_not_hold() -> None:
    assert not best("地铁二号线明年开通。")[1]
    assert not best("总工程师是王小明。", "大桥的总工程师是谁？")[1]


def test_words_of_the_question_are_no_support() -> None:
    """Nine tenths of the sentence repeat the question; what it adds is made up."""
    question = "霁川大桥的总工程师是谁，大桥全长多少米？"
    assert not best("霁川大桥的总工程师是谁，大桥全长多少米？是孟浩然。", question)[1]


def test_numbers_of_the_question_need_not_stand_on_the_page() -> None:
    assert best("给5人设计的大桥全长1200米。", "给5人设计的大桥全长多少米？") == (1, True)


def test_the_sentence_with_the_number_is_quoted() -> None:
    found = support("大桥昨日合龙，全长1200米。", "", PASSAGES)[0]
    assert found.sentence.text.startswith("大桥全长1,200米")


def test_rows_of_a_table_do_not_run_into_one_number() -> None:
    table = passage(1, "鲜活草鱼 9.40\n12 鲫鱼\n")
    assert support("鲜活草鱼 9.40", "", [table])[0].holds
    assert not support("价格9.4012", "", [table])[0].holds


def test_without_passages_nothing_is_supported() -> None:
    assert support("大桥合龙。", "", []) == []


@given(st.lists(newspaper_text, min_size=1, max_size=3), newspaper_text, st.data())
def test_a_verbatim_sentence_is_always_supported(texts: list[str], question: str, data: st.DataObject) -> None:
    passages = [passage(number, text) for number, text in enumerate(texts, start=1)]
    passages = [one for one in passages if one.sentences]
    assume(passages)
    sentence = data.draw(st.sampled_from([sentence for one in passages for sentence in one.sentences]))
    assume(tokens(sentence.text))
    supports = support(sentence.text, question, passages)
    assert supports[0].holds
    own = next(item for item in supports if sentence in item.passage.sentences)
    assert own.holds


@given(st.lists(newspaper_text, min_size=1, max_size=3), newspaper_text)
def test_those_that_hold_come_first_and_each_passage_once(texts: list[str], statement: str) -> None:
    passages = [one for number, text in enumerate(texts, start=1) if (one := passage(number, text)).sentences]
    supports = support(statement, "", passages)
    assert sorted(item.passage.number for item in supports) == [one.number for one in passages]
    holds = [item.holds for item in supports]
    assert holds == sorted(holds, reverse=True)
    assert all(item.sentence in item.passage.sentences for item in supports)


def test_a_page_in_traditional_characters_bears_out_an_english_statement_as_one_in_simplified_does() -> None:
    statement = "The bridge is closed."
    pages = [passage(1, "霽河大橋後日封閉。總工程師是裴若舟。"), passage(2, "霁河大桥后日封闭。总工程师是裴若舟。")]
    printed, alike = (support(statement, "", [one])[0] for one in pages)
    assert printed.share == alike.share
    assert printed.sentence.text in pages[0].text


class _PlacedEncoder(HashingEncoder):
    """Tells the race and the women of a text, each by its own number."""

    def encode_passages(self, texts: Sequence[str], progress: EncodeProgress | None = None) -> Vectors:
        told = [[1.0 * ("race" in one or "龙舟赛" in one), 0.9 * ("women" in one or "女子" in one)] for one in texts]
        return np.array(told, dtype=np.float32)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)


def test_across_languages_what_the_question_says_does_not_choose_the_quote() -> None:
    pages = [passage(1, "龙舟赛改期举行。"), passage(2, "这是创办以来首次设立女子组。")]
    asked, said = "What is new at the race?", "New at the race is a group for women."
    found = verify.support(said, asked, pages, _PlacedEncoder())
    assert [one.passage.number for one in found] == [2, 1]


def test_across_languages_the_sentence_with_the_figure_is_quoted() -> None:
    pages = [passage(1, "龙舟赛设立女子组。女子组增至11支。")]
    found = verify.support("The race has 11 teams.", "", pages, _PlacedEncoder())
    assert found[0].sentence.text == "女子组增至11支。"


def test_of_two_sentences_the_one_with_the_number_is_quoted_though_it_is_one_character() -> None:
    dam = passage(1, "清溪河堤岸加固工程昨日通过验收。堤岸全长三公里。")
    (found,) = support("清溪河堤岸加固工程全长三公里。", "清溪河堤岸全长多少公里？", [dam])
    assert found.sentence.text == "堤岸全长三公里。"


def holds(key: str, question: str, statement: str) -> bool:
    return support(statement, question, [statements.passage(key)])[0].holds


def in_the_language_of_its_page(row: tuple[str, str, str]) -> bool:
    """Across languages the encoder decides, and the one here knows none."""
    return language_of(statements.passage(row[0]).text) == language_of(row[2])


FAITHFUL = [row for row in statements.FAITHFUL if in_the_language_of_its_page(row)]
UNFAITHFUL = [row for row in statements.UNFAITHFUL if in_the_language_of_its_page(row)]


@pytest.mark.parametrize(("key", "question", "statement"), FAITHFUL, ids=[row[2] for row in FAITHFUL])
def test_a_faithful_paraphrase_holds(key: str, question: str, statement: str) -> None:
    assert holds(key, question, statement)


def test_of_unfaithful_sentences_nineteen_in_twenty_are_caught() -> None:
    caught = [row for row in UNFAITHFUL if not holds(*row)]
    assert len(caught) >= 0.95 * len(UNFAITHFUL), [row[2] for row in UNFAITHFUL if row not in caught]


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("从4216人增加到6873人，增加了2657人。", True),
        ("从4216人增加到6873人，增加了2600人。", False),
        ("多转移了6873−4216=2657人。", True),
        ("多转移了6873−4216=2567人。", False),
    ],
)
def test_a_figure_may_follow_from_a_calculation_that_is_shown(statement: str, held: bool) -> None:
    page = passage(1, "昨日全市转移4216人，今日增加到6873人。全市正在转移。")
    assert support(statement, "", [page])[0].holds is held


def test_a_false_premise_of_the_question_verifies_nothing() -> None:
    page = passage(1, "洪水造成3人死亡，全市转移群众3200人。")
    assert not support("洪水造成100人死亡。", "洪水造成100人死亡是什么时候？", [page])[0].holds


@pytest.mark.parametrize("question", ["ICLX2023的举办地是哪里？", "ICLX 2023 的举办地"])
def test_a_figure_in_the_name_of_what_is_asked_must_stand_on_the_page(question: str) -> None:
    page = passage(1, "ICLX 2022将于12月7日在江城举行。")
    assert support("ICLX2022的举办地是江城。", question.replace("2023", "2022"), [page])[0].holds
    assert not support("ICLX2023的举办地是江城。", question, [page])[0].holds
