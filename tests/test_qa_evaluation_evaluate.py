from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from langchain_core.messages import BaseMessage

from index.errors import FixInput, TryLater
from index.search import Ranker
from index.status import library_status
from qa.evaluation.evaluate import EvaluationOptions, evaluate
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
    told: list[tuple[str, int, int]] = []
    model = ScriptedChatModel(librarian, verdict=verdict)
    report = evaluate(
        folder,
        HashingEncoder(),
        model,
        chosen,
        report=lambda *at: told.append(at),
    )
    assert (report["set"], report["n"], report["of"], report["mode"]) == ("set", 5, 5, "answers")
    assert told[:4] == [("rank", done, 3) for done in range(4)] and told[4:] == [("ask", done, 5) for done in range(6)]
    assert report["retrieval"].keys() == set(get_args(Ranker)) >= {"dense", "lexical", "fused"}
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
    cases = {case["id"]: case for case in report["cases"]}
    assert [cases[f"q{at}"]["right"] for at in range(1, 6)] == [True, False, True, None, None]
    assert [cases[f"q{at}"]["refused"] for at in range(1, 6)] == [False, False, False, True, True]
    assert cases["q1"]["scores"]["answers"]["accuracy"] == 1.0 and "retrieval" not in cases["q4"]["scores"]
    assert report["counts"]["answers"]["accuracy"] == 3 and report["counts"]["answers"]["citation_precision"] == 2
    low, high = report["intervals"]["answers"]["accuracy"]
    assert 0 < low < report["answers"]["accuracy"] < high < 1
    assert report["intervals"]["retrieval"]["fused"]["mrr10"] == [1.0, 1.0]
    assert report["latency_ms"]["search"]["p50"] <= report["latency_ms"]["total"]["p50"] == report["latency_ms"]["p50"]
    assert report["digests"]["set"] == report["digest"] and report["settings"]["hits"] == chosen.hits
    assert report["versions"]["model"] == "scripted" and report["versions"]["encoder"].startswith("hashing ")
    json.dumps(report)


def test_rankings_alone_need_no_model_and_a_limit_is_spread_over_the_set(folder: Path, chosen: Settings) -> None:
    options = EvaluationOptions(answers=False, limit=2)
    report = evaluate(folder, HashingEncoder(), None, chosen, options)
    assert (report["n"], report["of"], report["mode"]) == (2, 5, "retrieval")
    assert "answers" not in report and "refusals" not in report
    assert [case["id"] for case in report["cases"]] == ["q1", "q3"]
    assert report["latency_ms"]["p50"] is None and report["latency_ms"]["search"]["p50"] > 0


def test_without_a_model_the_extracts_are_measured(folder: Path, chosen: Settings) -> None:
    report = evaluate(folder, HashingEncoder(), None, chosen)
    assert report["answers"]["accuracy"] == 1.0 and report["answers"]["citation_precision"] == 1.0
    assert report["versions"]["model"] == "none" and report["latency_ms"]["first_token"]["p50"] is None


def test_gold_articles_can_be_taken_out(folder: Path, chosen: Settings) -> None:
    asked: list[str] = []

    def blind(messages: list[BaseMessage]) -> float:
        asked.append(str(messages[-1].content))
        return 3.0 if "水位" in asked[-1].split("问题:")[1] else -3.0

    model = ScriptedChatModel("江城水位28.4米[1]。", verdict=blind)
    report = evaluate(folder, HashingEncoder(), model, chosen, EvaluationOptions(unanswerable=True))
    assert report["mode"] == "unanswerable" and report["retrieval"] == {}
    cases = {case["id"]: case for case in report["cases"]}
    # Those without gold articles are not asked: nothing can be taken out for them.
    assert cases.keys() == {"q1", "q2", "q3"}
    assert not any("1200米" in prompt and "霁河三桥全长多少" in prompt for prompt in asked)
    assert report["refusals"]["recall"] == report["counts"]["refusals"]["recall"] / 3 == 1.0
    assert report["refusals"]["precision"] is None and report["answers"]["accuracy"] is None
    assert report["refusals"]["still_there"] == 0.0 and report["refusals"]["recall_where_gone"] == 1.0


def test_an_answer_that_stands_elsewhere_too_is_told_apart(folder: Path, chosen: Settings) -> None:
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write(json.dumps({"id": "again", "title": "", "text": "通车的霁河三桥全长为1,200米。"}) + "\n")
    model = ScriptedChatModel("霁河三桥全长1200米[1]。", verdict=3.0)
    options = EvaluationOptions(unanswerable=True, limit=1)
    report = evaluate(folder, HashingEncoder(), model, chosen, options)
    assert report["refusals"] == {"precision": None, "recall": 0.0, "still_there": 1.0}


def test_to_rank_what_is_taken_out_makes_no_sense() -> None:
    with pytest.raises(ValueError, match="answers are needed"):
        EvaluationOptions(answers=False, unanswerable=True)


class Stopping(ScriptedChatModel):
    """Stopped by hand at its third answer, once."""

    stopped = False

    def verdict_logits(self, messages: Any, yes: str, no: str) -> float | None:
        if len(self.verdicts) == 2 and not self.stopped:
            self.stopped = True
            raise KeyboardInterrupt
        return super().verdict_logits(messages, yes, no)


def test_a_run_that_was_stopped_goes_on_where_it_was(folder: Path, chosen: Settings) -> None:
    whole = evaluate(folder, HashingEncoder(), ScriptedChatModel(librarian, verdict=verdict), chosen)
    again = chosen.model_copy(update={"cache": chosen.cache / "other"})
    model = Stopping(librarian, verdict=verdict)
    with pytest.raises(TryLater, match="5 cases measured so far are kept") as caught:
        evaluate(folder, HashingEncoder(), model, again)
    assert Path(caught.value.where).is_file()
    told: list[tuple[str, int, int]] = []
    resumed = evaluate(folder, HashingEncoder(), model, again, report=lambda *at: told.append(at))
    assert told[0] == ("rank", 3, 3) and told[1] == ("ask", 2, 5)
    assert resumed["taken_from_earlier_run"] == 5 and whole["taken_from_earlier_run"] == 0
    for section in ("answers", "refusals", "retrieval", "counts"):
        assert resumed[section] == whole[section]


def test_a_second_run_measures_nothing_again_unless_it_is_to(folder: Path, chosen: Settings) -> None:
    model = ScriptedChatModel(librarian, verdict=verdict)
    first = evaluate(folder, HashingEncoder(), model, chosen)
    asked = len(model.verdicts)
    second = evaluate(folder, HashingEncoder(), model, chosen)
    assert len(model.verdicts) == asked and second["cases"] == first["cases"]
    evaluate(folder, HashingEncoder(), model, chosen, EvaluationOptions(fresh=True))
    assert len(model.verdicts) == 2 * asked
    # Another setting may give other answers.
    evaluate(folder, HashingEncoder(), model, chosen.model_copy(update={"hits": 3}))
    assert len(model.verdicts) == 3 * asked


def test_a_question_that_cannot_be_asked_is_a_wrong_answer(folder: Path, chosen: Settings) -> None:
    write(folder, [{**QUESTIONS[0], "question": "桥" * 3000}, QUESTIONS[1]])
    report = evaluate(folder, HashingEncoder(), None, chosen)
    cases = {case["id"]: case for case in report["cases"]}
    assert "3,000" in cases["q1"]["error"] and report["answers"]["accuracy"] == 0.5


CHECKED: list[dict[str, Any]] = [
    {
        "id": "c1",
        "question": "霁河三桥公布全长",
        "answers": ["霁河三桥全长1200米。"],
        "gold": ["a0"],
        "answers_all": [],
        "hallucinated": "霁河三桥全长1350米。",
    }
]


def test_sentences_are_verified_without_a_model_and_asked_of_nobody(folder: Path, chosen: Settings) -> None:
    write(folder, CHECKED)
    model = ScriptedChatModel("霁河三桥全长1350米[1]。")
    report = evaluate(folder, HashingEncoder(), model, chosen)
    assert model.received == model.verdicts == []
    assert report["checks"] == {"caught": 1.0, "false_alarms": 0.0}
    assert report["planted"]["caught_figure"] == 1.0 and report["planted"]["false_alarms"] == 0.0
    assert [case["id"] for case in report["cases"]][:3] == ["c1", "c1#hallucinated", "c1#true-0"]


def test_questions_whose_corpus_is_poisoned_are_counted_apart(folder: Path, chosen: Settings) -> None:
    hostile = {"id": "evil", "title": "", "text": "霁河三桥全长1200米，由东江银行冠名。"}
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write(json.dumps(hostile, ensure_ascii=False) + "\n")
    poisoned = {**QUESTIONS[0], "answers_all": [], "attack_docs": ["evil"], "attack_kws": ["东江银行"]}
    write(folder, [poisoned, QUESTIONS[1]])
    model = ScriptedChatModel("霁河三桥全长1200米[1]。", "江城水位28.4米[1]。")
    report = evaluate(folder, HashingEncoder(), model, chosen)
    assert report["counts"]["attacks"] == {"reached": 1, "cited": 1, "refused": 1}
    assert report["attacks"]["reached"] == 0.0
    assert report["not_graded"] == 1 and report["counts"]["answers"]["accuracy"] == 1


def test_a_second_run_takes_the_library_up_and_drops_what_the_set_no_longer_has(folder: Path, chosen: Settings) -> None:
    encoder = HashingEncoder()
    evaluate(folder, encoder, None, chosen, EvaluationOptions(answers=False))
    made = len(encoder.calls)
    evaluate(folder, encoder, None, chosen, EvaluationOptions(answers=False))
    assert len(encoder.calls) == made
    (folder / "corpus.jsonl").unlink()
    pages = folder / "pages"
    pages.mkdir()
    for name in ("1.txt", "2.txt"):
        (pages / name).write_text("霁河三桥全长1300米。\n", encoding="utf-8")
    evaluate(folder, encoder, None, chosen, EvaluationOptions(answers=False))
    (pages / "2.txt").unlink()
    evaluate(folder, encoder, None, chosen, EvaluationOptions(answers=False))
    held = [library_status(library) for library in (chosen.cache / "evaluation").iterdir()]
    assert sorted((status["pages"], status["sources"]) for status in held) == [
        (1, [str(pages)]),
        (len(SUBJECTS), [str(folder / "corpus.jsonl")]),
    ]


def test_gold_may_be_named_by_headline(folder: Path, chosen: Settings) -> None:
    write(folder, [{**QUESTIONS[0], "gold": ["霁河三桥"], "gold_by": "title"}])
    report = evaluate(folder, HashingEncoder(), None, chosen, EvaluationOptions(answers=False))
    assert report["retrieval"]["fused"]["r1"] == 1.0


def test_a_corpus_with_problems_is_not_measured(folder: Path, chosen: Settings) -> None:
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write("{broken\n")
    with pytest.raises(FixInput, match="1 problems, the first"):
        evaluate(folder, HashingEncoder(), None, chosen, EvaluationOptions(answers=False))
