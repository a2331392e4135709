from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index.build import build
from index.errors import BuildFirst, FixInput
from qa.evaluation.evaluate import evaluate
from qa.evaluation.sets import read_set
from qa.kept.conversations import Conversations
from qa.kept.feedback import TEXT_LIMIT, AnsweredQuestion, FeedbackBox, GivenFeedback, answered_question
from qa.kept.feedback_set import export_feedback, question_rows, telling_groups
from qa.kept.records import Feedback, KeptExchange
from qa.settings import Settings
from tests.fakes import HashingEncoder, ScriptedChatModel
from tests.test_ui_reading_room import BRIDGE, SCHOOL, write
from tests.ui_samples import answer, article, citation, hit, refusal

ANSWERED = AnsweredQuestion(
    "三桥多长？", "霁河三桥全长2360米[1]。", False, False, False, ("article-1",), ("article-1", "b")
)
REFUSED = AnsweredQuestion("谁是市长？", "没有写明。", True, False, False, (), ("article-1",))


def given(feedback: Feedback, answered: AnsweredQuestion = ANSWERED, number: int = 1) -> GivenFeedback:
    return GivenFeedback(number, datetime(2026, 1, 1, tzinfo=UTC), feedback, answered)


def rows(*verdicts: GivenFeedback) -> list[dict[str, Any]]:
    return question_rows(verdicts, {"article-1": article()})


def kept_exchange(library: Path) -> tuple[Conversations, str, int]:
    kept = Conversations(library)
    done = answer("霁河三桥全长2360米[1]。", citation(1, "全长2360米"), hits=(hit(1),))
    name, number = kept.keep("", "", KeptExchange("三桥多长？", "done", answer=done))
    return kept, name, number


def test_a_verdict_is_kept_with_the_exchange_and_replaced_by_the_next(tmp_path: Path) -> None:
    kept, name, number = kept_exchange(tmp_path)
    box = FeedbackBox(tmp_path, clock=lambda: 1.0)
    assert box.all() == []
    box.give("", number, Feedback("up"), ANSWERED)
    full = Feedback("down", "wrong", " 2360米 ", "x" * (TEXT_LIMIT + 9))
    box.give("", number, full, ANSWERED)
    [one] = box.all()
    assert one.feedback == Feedback("down", "wrong", "2360米", "x" * TEXT_LIMIT)
    assert (one.answered, one.given) == (ANSWERED, datetime.fromtimestamp(1, UTC))
    stored = kept.read("", name)
    assert stored is not None and stored[0].feedback == one.feedback
    box.withdraw("", number)
    assert box.all() == []
    stored = kept.read("", name)
    assert stored is not None and stored[0].feedback is None


def test_a_verdict_outlives_its_conversation(tmp_path: Path) -> None:
    kept, name, number = kept_exchange(tmp_path)
    FeedbackBox(tmp_path).give("", number, Feedback("up"), ANSWERED)
    kept.delete("", name)
    assert [one.answered for one in FeedbackBox(tmp_path).all()] == [ANSWERED]


def test_no_verdict_is_kept_on_an_exchange_that_there_is_not(tmp_path: Path) -> None:
    _, _, number = kept_exchange(tmp_path)
    assert not FeedbackBox(tmp_path).give("", number + 1, Feedback("up"), ANSWERED)


def test_an_answered_question_has_the_articles_cited_and_found_each_once_and_the_question_as_searched() -> None:
    done = answer(
        "年底[1]，通车[2]。", citation(1), citation(2), searched_for="三桥何时通车？", question="那何时通车？"
    )
    assert answered_question(done, filtered=True) == AnsweredQuestion(
        "三桥何时通车？", "年底[1]，通车[2]。", False, False, True, ("article-1",), ("article-1",)
    )


def test_an_answer_found_right_becomes_a_question_with_its_cited_articles_and_its_figures() -> None:
    [row] = rows(given(Feedback("up")))
    assert row["gold"] == ["article-1"] and row["answers_all"] == [["2360米"]] and row["type"] == "confirmed"


def test_a_refusal_found_right_or_missed_becomes_a_question_without_an_answer() -> None:
    wrongly = given(Feedback("down", "should_refuse"))
    for row in (*rows(given(Feedback("up"), REFUSED)), *rows(wrongly)):
        assert (row["gold"], row["answers_all"], row["type"]) == ([], [], "unanswerable")
    narrowed = AnsweredQuestion("谁是市长？", "没有写明。", True, False, True, (), ())
    assert rows(given(Feedback("up"), narrowed)) == []


def test_a_corrected_answer_takes_the_articles_that_say_what_was_expected() -> None:
    [row] = rows(given(Feedback("down", "wrong", "15 分钟")))
    assert row["gold"] == ["article-1"] and row["answers"] == ["15 分钟"] and row["type"] == "corrected"
    assert rows(given(Feedback("down", "wrong", "99分钟"))) == []
    [missed] = rows(given(Feedback("down", "not_found", "裴若舟"), REFUSED))
    assert missed["gold"] == ["article-1"]


@pytest.mark.parametrize("feedback", [Feedback("down"), Feedback("down", "wrong", note="x"), Feedback("down", "other")])
def test_a_verdict_that_does_not_tell_what_is_right_becomes_no_question(feedback: Feedback) -> None:
    assert rows(given(feedback)) == []


def test_what_is_gone_or_came_from_the_records_becomes_no_question() -> None:
    gone = AnsweredQuestion("甲？", "乙[1]。", False, False, False, ("gone",), ())
    records = AnsweredQuestion("甲？", "乙[1]。", False, True, False, ("article-1",), ())
    assert rows(given(Feedback("up"), gone), given(Feedback("up"), records)) == []


def test_of_verdicts_on_the_same_question_the_last_that_tells_holds() -> None:
    found = rows(given(Feedback("up"), number=1), given(Feedback("down", "should_refuse"), number=2))
    assert [row["id"] for row in found] == ["feedback-2"]
    found = rows(given(Feedback("up"), number=1), given(Feedback("down"), number=2))
    assert [row["id"] for row in found] == ["feedback-1"]


@pytest.mark.parametrize(
    ("question", "text", "groups"),
    [
        ("三桥多长？", "三桥已经合龙[1]。全长2360米，双向六车道[2]。还有15分钟[3]。", [["2360米"]]),
        ("合龙是几点？", "5月19日17时合龙[1]。", [["5月19日17时"]]),
        ("2360米的桥在哪里？", "2360米的霁河三桥在望溪区[1]。", []),
        ("谁说的？", "裴若舟说的[1]。", []),
        ("How many pupils?", "It has room for 600 pupils [1].", [["600"]]),
    ],
)
def test_what_tells_a_right_answer(question: str, text: str, groups: list[list[str]]) -> None:
    assert telling_groups(question, text) == groups


def test_the_export_is_a_set_that_the_evaluation_reads(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with pytest.raises(FixInput, match="no reader"):
        export_feedback(library, tmp_path / "set")
    build(library, [write(tmp_path / "a.jsonl", BRIDGE, SCHOOL)], encoder=HashingEncoder())
    kept = Conversations(library)
    right = answer(
        "霁河三桥全长2360米[1]。", citation(1, "全长2360米", article(id="bridge")), searched_for="霁河三桥全长多少米？"
    )
    no = refusal(question="谁是市长？", searched_for="谁是市长？")
    poor = answer("体育馆启用[1]。", citation(1, "昨日合龙", article(id="school")), searched_for="体育馆何时启用？")
    for done, feedback in ((right, Feedback("up")), (no, Feedback("up")), (poor, Feedback("down", "incomplete"))):
        _, number = kept.keep("沈砚秋", "", KeptExchange(done.question, "done", answer=done))
        FeedbackBox(library).give("沈砚秋", number, feedback, answered_question(done, filtered=False))
    folder = tmp_path / "new" / "set"
    exported = export_feedback(library, folder)
    assert (exported.verdicts, exported.questions, exported.articles) == (3, 2, 2)
    assert [question.text for question in read_set(folder).questions] == ["霁河三桥全长多少米？", "谁是市长？"]
    written = [json.loads(line) for line in (folder / "feedback.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["reason"] for row in written] == [None, None, "incomplete"]
    assert "沈砚秋" not in "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    settings = Settings(library=library, cache=tmp_path / "cache")
    model = ScriptedChatModel("霁河三桥全长2360米[1]。", verdict=9.0)
    report = evaluate(folder, HashingEncoder(), model, settings)
    assert report["n"] == 2 and report["answers"]["accuracy"] == 1.0
    with pytest.raises(FixInput, match="empty folder"):
        export_feedback(library, folder)


def test_without_a_library_feedback_cannot_be_exported(tmp_path: Path) -> None:
    _, _, number = kept_exchange(tmp_path)
    FeedbackBox(tmp_path).give("", number, Feedback("up"), ANSWERED)
    with pytest.raises(BuildFirst):
        export_feedback(tmp_path, tmp_path / "set")
