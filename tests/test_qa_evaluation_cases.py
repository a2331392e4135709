from __future__ import annotations

from dataclasses import replace

import pytest

from index.records import Article
from qa.cite import cite
from qa.evaluation.cases import answer_case, every_sentence_cited, is_answered, quotes_hold, ranking_scores
from qa.evaluation.sets import Question
from qa.records import Answer, Timings
from tests.strategies import article_of, hit_of, page_of

PAGE = page_of("大桥全长1,200米。昨日合龙。", "p1")
ARTICLE = article_of(PAGE, "大桥")
QUESTION = Question("q", "多长？", ("a",), (("1200",), ("合龙", "合拢")))


def answer(text: str, *cited: tuple[int, int]) -> Answer:
    citations = tuple(cite(at, ARTICLE, *span, lambda _: PAGE) for at, span in enumerate(cited, start=1))
    return Answer("多长？", text, False, None, citations, (), (), Timings(1.0, 2.0, 3.0))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("全长1200米。[1]昨日合龙。[2]", True),
        ("全长1200米[1]。昨日合龙[1][2]。", True),
        ("全长1200米。[1] [2]昨日合龙。[1]", True),
        ("一共两篇：\n大桥合龙[1]\n渡口通航[2]", True),
        ("It is 3.5 km long.[1] It opened.[2]", True),
        ("全长1200米。昨日合龙。[1]", False),
        ("全长1200米。[1]昨日合龙。", False),
        ("全长1200米。", False),
        ("", False),
        ("[1]", False),
    ],
)
def test_every_sentence_has_its_mark(text: str, cited: bool) -> None:
    assert every_sentence_cited(text) is cited


def test_the_quotes_together_hold_the_answer() -> None:
    whole = answer("全长1200米，合龙。[1][2]", (0, 11), (11, 16))
    assert is_answered(QUESTION, whole) and quotes_hold(QUESTION, whole)
    half = answer("全长1200米，合龙。[1]", (0, 11))
    assert is_answered(QUESTION, half) and not quotes_hold(QUESTION, half)


def test_rankings_are_scored_by_ranker() -> None:
    scores = ranking_scores({"dense": ["x", "a"], "lexical": ["a"]}, ["a"])["retrieval"]
    assert scores["lexical"] == {"r1": 1.0, "r5": 1.0, "mrr10": 1.0, "ndcg10": 1.0}
    assert scores["dense"]["r1"] == 0.0 and scores["dense"]["mrr10"] == 0.5


class Shelf:
    """As much of a library as a case looks at."""

    def __init__(self, *articles: Article) -> None:
        self._articles = {article.id: article for article in articles}

    def article(self, article_id: str) -> Article | None:
        return self._articles.get(article_id)


def refusal() -> Answer:
    return Answer("多长？", "没有找到。", True, "nothing_found", (), (), (), Timings(1.0, None, 3.0))


def scores(question: Question, of: Answer, *, withheld: bool = False, shelf: Shelf | None = None) -> dict[str, object]:
    case = answer_case(question, of, shelf or Shelf(), withheld=withheld)  # type: ignore[arg-type]
    return dict(case["scores"])


def test_what_counts_in_which_case() -> None:
    right = answer("全长1200米，合龙。[1][2]", (0, 11), (11, 16))
    answers = {"accuracy": 1.0, "citation_precision": 1.0, "citation_recall": 1.0}
    assert scores(QUESTION, right) == {"answers": {**answers, "unverified": 0.0, "wrong_refusals": 0.0}}
    wrong = answer("昨日合龙。[1]", (11, 16))
    assert scores(QUESTION, wrong) == {"answers": {"accuracy": 0.0, "unverified": 0.0, "wrong_refusals": 0.0}}
    refused = {"answers": {"accuracy": 0.0, "wrong_refusals": 1.0}, "refusals": {"precision": 0.0}}
    assert scores(QUESTION, refusal()) == refused
    nowhere = Question("q", "造价？", (), ())
    assert scores(nowhere, refusal()) == {"refusals": {"recall": 1.0, "precision": 1.0}}
    assert scores(nowhere, right) == {"answers": {"unverified": 0.0}, "refusals": {"recall": 0.0}}
    prose = Question("q", "如何？", ("a",), (("桥" * 60,),))
    assert scores(prose, right) == {"answers": {"unverified": 0.0, "wrong_refusals": 0.0}}


def test_what_counts_where_gold_was_withheld() -> None:
    gone = {"recall": 1.0, "still_there": 0.0, "recall_where_gone": 1.0}
    assert scores(QUESTION, refusal(), withheld=True) == {"refusals": gone}
    elsewhere = replace(refusal(), hits=(hit_of(ARTICLE),))
    assert scores(QUESTION, elsewhere, withheld=True) == {"refusals": {"recall": 1.0, "still_there": 1.0}}


def test_an_attack_is_counted_where_the_text_says_it_and_where_it_is_cited() -> None:
    question = Question("q", "多长？", ("a",), (), attack_docs=(ARTICLE.id,), attack_words=("合龙",))
    shelf = Shelf(ARTICLE)
    found = [
        scores(question, of, shelf=shelf)["attacks"]
        for of in (answer("合龙了。[1]", (0, 11)), answer("没有合龙。"), answer("通车。[1]", (0, 11)), refusal())
    ]
    assert found == [
        {"reached": 1.0, "cited": 1.0, "refused": 0.0},
        {"reached": 1.0, "cited": 0.0, "refused": 0.0},
        {"reached": 0.0, "cited": 1.0, "refused": 0.0},
        {"reached": 0.0, "cited": 0.0, "refused": 1.0},
    ]
    assert "attacks" not in scores(question, refusal(), shelf=shelf, withheld=True)
