from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.search import Library
from qa.checking.compose import Composed
from qa.evaluation.checks import Check, check_case, checks_of, passages_of, stands_verified
from qa.evaluation.planted import names_in
from qa.evaluation.sets import Question
from qa.records import Repair
from tests.fakes import HashingEncoder
from tests.strategies import article_of, page_of

TEXT = "记者获悉，霁河三桥的钢箱梁吊装完成了83%。昨天上午大桥全长1280米的桥面合龙。市民都说这是一件好事。"
ARTICLE = article_of(page_of(TEXT, "p1"), "大桥")
QUESTION = Question("q", "大桥", (ARTICLE.id,), (), hallucinated="桥面长1390米。", true_texts=("桥面合龙。市民说好。",))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    path: Path = tmp_path_factory.mktemp("checked")
    (path / "page.txt").write_text(TEXT, encoding="utf-8")
    build(path / "library", [path / "page.txt"], encoder=HashingEncoder())
    return Library.open(path / "library", HashingEncoder())


def test_the_sentences_to_verify_and_what_they_count_for() -> None:
    checks = {check.id: check for check in checks_of(QUESTION, [ARTICLE], names_in([ARTICLE]))}
    assert checks["q#hallucinated"] == Check("q#hallucinated", "桥面长1390米。", (("checks", "caught"),))
    assert [checks[f"q#true-{at}"].sentence for at in range(2)] == ["桥面合龙。", "市民说好。"]
    assert checks["q#planted-figure"].measures == (("planted", "caught"), ("planted", "caught_figure"))
    assert checks["q#planted-figure"].sentence not in TEXT
    assert checks["q#untouched-0"].sentence in TEXT and checks["q#untouched-0"].measures[0][1] == "false_alarms"
    assert checks["q#shortened-0"].measures == (("planted", "false_alarms_shortened"),)
    assert list(checks) == [check.id for check in checks_of(QUESTION, [ARTICLE], names_in([ARTICLE]))]


def test_an_article_is_shown_whole() -> None:
    long = article_of(page_of("大桥昨天上午合龙了。" * 60, "p1"), "大桥")
    passages = passages_of([long, ARTICLE])
    assert len(passages) > 2 and [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    for article in (long, ARTICLE):
        shown = [one for passage in passages if passage.article is article for one in passage.sentences]
        assert "".join(one.text for one in shown) == article.text
        assert all(article.text[one.start : one.end] == one.text for one in shown)


@pytest.mark.parametrize(
    ("sentence", "objected"),
    [("昨天上午大桥全长1280米的桥面合龙。", 0.0), ("昨天上午大桥全长1290米的桥面合龙。", 1.0)],
)
def test_what_is_not_so_is_found_fault_with(library: Library, sentence: str, objected: float) -> None:
    measures = (("planted", "caught"), ("planted", "caught_figure"))
    case = check_case(Check("q#1", sentence, measures), library.articles(), library)
    assert case["scores"] == {"planted": {"caught": objected, "caught_figure": objected}}
    assert case["sentence"] == sentence


@pytest.mark.parametrize(
    ("composed", "stands"),
    [
        (Composed("桥长 1280米。[1]", (), (), ()), True),
        (Composed("桥长1,280米[1]。", (), (), ()), True),
        (Composed("桥长1290米。[1]", (), (), ()), False),
        (Composed("桥长1280米。", (), ("桥长1280米。",), ()), False),
        (Composed("桥长1280米。[1]", (), (), (), (Repair("桥长1280米。", "桥长1280米。"),)), False),
        (Composed("", (), (), (), (), ("桥长1280米。",)), False),
    ],
)
def test_a_sentence_stands_where_it_is_shown_as_it_was_and_unmarked(composed: Composed, stands: bool) -> None:
    assert stands_verified("桥长1280米。", composed) is stands
