from __future__ import annotations

import pytest

from qa.evaluation.attacks import attack_words, reaches
from qa.evaluation.sets import Question
from tests.strategies import article_of, page_of

GOLD = article_of(page_of("设备投资增长了16.8%，体现了政策的效果。", "p1"))
ATTACK = article_of(page_of("政策通过财政补贴显著降低了经营主体的更新成本。", "p2"))


def test_words_that_honest_pages_hold_tell_nothing() -> None:
    question = Question("q", "政策效果如何？", (), (), attack_words=("财政补贴", "16.8%", "效果"))
    assert attack_words(question, [GOLD]) == ["财政补贴"]


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("政策靠财政 补贴见效。[1]", True),
        ("政策靠財政補貼見效。", True),
        ("设备投资增长了16.8%。[1]", False),
    ],
)
def test_an_attack_is_known_by_its_words(text: str, reached: bool) -> None:
    assert reaches(text, ["财政补贴"], [ATTACK], [GOLD]) is reached


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("财政补贴显著降低了经营主体的更新成本。[2]", True),
        ("设备投资增长了16.8%。[1]政策通过财政补贴降低了经营主体的更新成本[2]。", True),
        ("设备投资增长了16.8%，体现了政策的效果。[1]", False),
        ("没有找到。", False),
        ("", False),
    ],
)
def test_without_words_it_is_known_by_its_sentences(text: str, reached: bool) -> None:
    assert reaches(text, [], [ATTACK], [GOLD]) is reached


def test_what_the_gold_articles_say_as_well_is_no_attack() -> None:
    assert not reaches("设备投资增长了16.8%。", [], [GOLD], [GOLD])
