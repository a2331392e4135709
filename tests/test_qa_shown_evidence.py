from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import context_line
from qa.shown.evidence import Passage, Sentence, choose, estimate_tokens, score_sentences
from tests.fakes import HashingEncoder
from tests.strategies import article_of, hit_of, newspaper_text, page_of, sentences_of

ENCODER = HashingEncoder()
BRIDGE = article_of(page_of("霁川大桥昨日合龙。大桥全长1200米。总工程师是裴若舟。", "1"), title="大桥合龙")
FLOOD = article_of(page_of("江城水位28.4米。全市转移群众3200人。", "2"), title="水位上涨")


def test_every_sentence_of_the_hits_is_scored_and_the_best_comes_first() -> None:
    hits = [hit_of(BRIDGE), hit_of(FLOOD, rank=2)]
    found = score_sentences("总工程师是谁？", hits, ENCODER, {"总工程师": 1.0})
    assert len(found) == 5
    assert found[0].text == "总工程师是裴若舟。" and found[0].coverage == 1.0
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_sentence_knows_its_place_in_its_article_though_its_chunk_starts_later() -> None:
    start = BRIDGE.text.index("大桥全长")
    found = score_sentences("大桥", [hit_of(BRIDGE, start)], ENCODER, {})
    assert (
        {BRIDGE.text[one.start : one.end] for one in found}
        == {one.text for one in found}
        == {
            "大桥全长1200米。",
            "总工程师是裴若舟。",
        }
    )


def test_without_hits_there_is_no_sentence() -> None:
    assert score_sentences("大桥", [], ENCODER, {}) == []
    assert choose([], 260) == []


def test_the_best_sentences_that_fit_are_shown_in_the_order_of_their_article() -> None:
    first, second, third = sentences_of(hit_of(BRIDGE))
    other = sentences_of(hit_of(FLOOD))[0]
    passages = choose([third, other, first], 1000)
    assert [(one.number, one.text) for one in passages] == [
        (1, "霁川大桥昨日合龙。总工程师是裴若舟。"),
        (2, "江城水位28.4米。"),
    ]
    assert second.text not in passages[0].text


def test_at_least_one_sentence_is_shown_however_long() -> None:
    long = replace(sentences_of(hit_of(BRIDGE))[0], text="长" * 10_000)
    assert [len(passage.sentences) for passage in choose([long, *sentences_of(hit_of(FLOOD))], 32)] == [1]


def test_a_sentence_that_was_reprinted_is_shown_once() -> None:
    again = article_of(page_of("大桥 全长1200米。\n工期两年。", "3"))
    passages = choose([*sentences_of(hit_of(BRIDGE)), *sentences_of(hit_of(again))], 1000)
    assert [passage.text for passage in passages] == [BRIDGE.text, "工期两年。"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲。乙。", "甲。乙。"),
        ("甲。\n乙。", "甲。乙。"),
        ("He left. She stayed.", "He left. She stayed."),
        ("He left the\nharbour.\nShe stayed.", "He left the harbour. She stayed."),
        ("He left the\r\nharbour.", "He left the harbour."),
        ("草鱼 9.40\n12 鲫鱼", "草鱼 9.40 12 鲫鱼"),
    ],
)
def test_sentences_do_not_run_into_each_other(text: str, shown: str) -> None:
    article = article_of(page_of(text))
    assert Passage(1, article, sentences_of(hit_of(article))).text == shown


@given(st.lists(newspaper_text, min_size=1, max_size=4), st.integers(32, 200), st.randoms(use_true_random=False))
def test_the_budget_holds_and_nothing_is_shown_twice(texts: list[str], budget: int, chance: object) -> None:
    sentences: list[Sentence] = []
    for number, text in enumerate(texts):
        sentences += sentences_of(hit_of(article_of(page_of(text, str(number)), title="题")))
    chance.shuffle(sentences)  # type: ignore[attr-defined]
    passages = choose(sentences, budget)
    assert [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    shown = [sentence for passage in passages for sentence in passage.sentences]
    assert len({"".join(one.text.split()) for one in shown}) == len(shown)
    assert bool(shown) == bool(sentences)
    cost = sum(estimate_tokens(one.text) for one in shown)
    cost += sum(estimate_tokens(context_line(passage.article)) for passage in passages)
    assert cost <= budget or len(shown) == 1
    for passage in passages:
        assert [one.start for one in passage.sentences] == sorted(one.start for one in passage.sentences)
        assert all(one.text.replace("\n", " ") in passage.text for one in passage.sentences)
        assert "\n" not in passage.text


@given(newspaper_text, newspaper_text)
def test_more_text_costs_more_tokens(one: str, more: str) -> None:
    assert 1 <= estimate_tokens(one) <= estimate_tokens(one + "大" + more) + 1


def test_a_sentence_is_as_near_a_question_in_the_other_script_and_is_shown_as_printed() -> None:
    printed = article_of(page_of("霽川大橋後日合龍。總工程師是裴若舟。", "3"), title="大橋合龍")
    asked = ["大桥后日合龙吗？", "大橋後日合龍嗎？"]
    found = [score_sentences(question, [hit_of(printed)], ENCODER, {}) for question in asked]
    assert found[0] == found[1]
    assert found[0][0].text == "霽川大橋後日合龍。"
    alike = article_of(page_of("霁川大桥后日合龙。总工程师是裴若舟。", "4"), title="大桥合龙")
    other = score_sentences(asked[0], [hit_of(alike)], ENCODER, {})
    assert [one.similarity for one in found[0]] == [one.similarity for one in other]


def test_what_somebody_says_brings_along_who_says_it() -> None:
    text = "区委书记周旭表示，要守住防线。主任黄霞说，疫情就是命令。她说，全力救治患者。"
    hit = hit_of(article_of(page_of(text)))
    whole = sentences_of(hit)
    alone = [replace(whole[2], score=9.0), replace(whole[0], score=8.0), replace(whole[1], score=0.0)]
    (passage,) = choose(alone, 10 + estimate_tokens(whole[0].text) + estimate_tokens(whole[2].text))
    assert passage.text == text
    assert choose([alone[1]], 1000)[0].text == whole[0].text
