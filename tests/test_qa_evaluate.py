from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import BaseMessage

from index.errors import FixInput
from index.status import library_status
from qa.evaluate import corpus_of, evaluate, read_questions
from qa.settings import Settings
from tests.fakes import HashingEncoder, ScriptedChatModel

SUBJECTS = [
    "霁河三桥全长1200米",
    "江城水位28.4米",
    "渡口恢复通航",
    "市集周六开张",
    "公交延长到凌晨一时",
    "学校接收群众286人",
]
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "question": "霁河三桥全长多少米？",
        "answers": ["1200"],
        "gold": ["a0"],
        "answers_all": [["1200", "1,200"]],
    },
    {"id": "q2", "question": "江城水位多少米？", "answers": ["28.4", "28点4"], "gold": ["a1"]},
    {"id": "q3", "question": "学校接收群众多少人？", "answers": ["286"], "gold": ["a5"]},
    {"id": "q4", "question": "火星探测器何时着陆？", "answers": [], "gold": [], "answers_all": []},
    {"id": "q5", "question": "霁河三桥造价多少？", "answers": [], "gold": []},
]


def write(folder: Path, questions: list[dict[str, Any]], articles: int = len(SUBJECTS)) -> Path:
    folder.mkdir(exist_ok=True)
    corpus = [
        {"id": f"a{at}", "title": subject[:4], "text": f"{subject}。市民说这是好事。"}
        for at, subject in enumerate(SUBJECTS[:articles])
    ]
    for name, rows in (("corpus", corpus), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text(
            "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", encoding="utf-8"
        )
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "set", QUESTIONS)


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library", cache=tmp_path / "cache")


def librarian(messages: list[BaseMessage]) -> str:
    """Right on the first question, wrong on the second, made up on the last."""
    asked = str(messages[-1].content)
    if "霁河三桥全长" in asked.split("问题:")[1]:
        return "霁河三桥全长1200米[1]。"
    return "江城水位[1]。" if "水位" in asked.split("问题:")[1] else "学校接收群众286人[1]。"


def verdict(messages: list[BaseMessage]) -> float:
    return -3.0 if "造价" in str(messages[-1].content) else 3.0


def test_the_report_counts_what_was_right(folder: Path, chosen: Settings) -> None:
    told: list[tuple[int, int]] = []
    model = ScriptedChatModel(librarian, verdict=verdict)
    report = evaluate(
        folder,
        HashingEncoder(),
        model,
        chosen,
        answers=True,
        report=lambda *at: told.append(at),  # type: ignore[arg-type]
    )
    assert (report["set"], report["n"], told[-1]) == ("set", 5, (5, 5))
    assert report["retrieval"].keys() == {"dense", "lexical", "fused"}
    assert report["retrieval"]["fused"] == {"r1": 1.0, "r5": 1.0, "mrr10": 1.0, "ndcg10": 1.0}
    assert report["answers"] == {
        "accuracy": pytest.approx(2 / 3, abs=1e-4),
        "citation_precision": 1.0,
        "citation_recall": 1.0,
        "unverified": 0.0,
        "wrong_refusals": 0.0,
    }
    assert report["refusals"] == {"precision": 1.0, "recall": 1.0}
    assert report["latency_ms"]["p50"] <= report["latency_ms"]["p95"]
    assert [case["right"] for case in report["cases"]] == [True, False, True, True, True]
    assert report["versions"]["model"] == "scripted" and report["versions"]["encoder"].startswith("hashing ")
    json.dumps(report)


def test_rankings_alone_need_no_model_and_a_limit_is_one(folder: Path, chosen: Settings) -> None:
    report = evaluate(folder, HashingEncoder(), None, chosen, answers=False, limit=2)
    assert report["n"] == 2 and report.keys() == {"set", "n", "versions", "retrieval"}


def test_without_a_model_the_extracts_are_measured(folder: Path, chosen: Settings) -> None:
    report = evaluate(folder, HashingEncoder(), None, chosen, answers=True)
    assert report["answers"]["accuracy"] == 1.0 and report["answers"]["citation_precision"] == 1.0
    assert report["versions"]["model"] == "none"


def test_a_second_run_takes_the_library_up_and_drops_what_the_set_no_longer_has(folder: Path, chosen: Settings) -> None:
    encoder = HashingEncoder()
    evaluate(folder, encoder, None, chosen, answers=False)
    made = len(encoder.calls)
    evaluate(folder, encoder, None, chosen, answers=False)
    assert len(encoder.calls) == made
    (folder / "corpus.jsonl").unlink()
    pages = folder / "pages"
    pages.mkdir()
    for name in ("1.txt", "2.txt"):
        (pages / name).write_text("霁河三桥全长1300米。\n", encoding="utf-8")
    evaluate(folder, encoder, None, chosen, answers=False)
    (pages / "2.txt").unlink()
    evaluate(folder, encoder, None, chosen, answers=False)
    held = [library_status(library) for library in (chosen.cache / "evaluation").iterdir()]
    assert sorted((status["pages"], status["sources"]) for status in held) == [
        (1, [str(pages)]),
        (len(SUBJECTS), [str(folder / "corpus.jsonl")]),
    ]


def test_gold_may_be_named_by_headline(folder: Path, chosen: Settings) -> None:
    write(folder, [{**QUESTIONS[0], "gold": ["霁河三桥"], "gold_by": "title"}])
    report = evaluate(folder, HashingEncoder(), None, chosen, answers=False)
    assert report["retrieval"]["fused"]["r1"] == 1.0


def test_an_answer_may_have_groups_or_be_a_list_of_ways_to_say_it(folder: Path) -> None:
    groups = [question.answers_all for question in read_questions(folder)]
    assert groups == [(("1200", "1,200"),), (("28.4", "28点4"),), (("286",),), (), ()]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"id": "q", "question": "?", "answers": [], "gold": null}', "7"])
def test_a_line_that_is_no_question_is_named(folder: Path, line: str) -> None:
    file = folder / "questions.jsonl"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(FixInput, match="this line is no question") as caught:
        read_questions(folder)
    assert caught.value.where == f"{file}, line 6"


def test_a_folder_that_is_no_set_is_named(tmp_path: Path, chosen: Settings) -> None:
    with pytest.raises(FixInput, match=r"corpus\.jsonl or a folder pages"):
        corpus_of(tmp_path)
    with pytest.raises(FixInput, match="questions cannot be read"):
        evaluate(tmp_path, HashingEncoder(), None, chosen, answers=False)


def test_a_corpus_with_problems_is_not_measured(folder: Path, chosen: Settings) -> None:
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write("{broken\n")
    with pytest.raises(FixInput, match="1 problems, the first"):
        evaluate(folder, HashingEncoder(), None, chosen, answers=False)
