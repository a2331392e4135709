from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixInput
from qa.evaluation.sets import Question, corpus_of, digest_of, read_questions, read_set, sample

ROW: dict[str, Any] = {"id": "q1", "question": "桥多长？", "answers": ["1200"], "gold": ["a1"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, ROW)
    (tmp_path / "corpus.jsonl").write_text('{"id": "a1", "title": "桥", "text": "桥长1200米。"}\n', encoding="utf-8")
    return tmp_path


def write(folder: Path, *rows: object) -> None:
    lines = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "questions.jsonl").write_text(lines + "\n", encoding="utf-8")


def read(folder: Path, **fields: object) -> Question:
    write(folder, {**ROW, **fields})
    return read_questions(folder)[0]


def test_a_set_is_its_questions_its_corpus_and_the_digest_of_both(folder: Path) -> None:
    found = read_set(folder)
    assert (found.name, [question.id for question in found.questions]) == (folder.name, ["q1"])
    assert found.sources == (folder.resolve() / "corpus.jsonl",)
    assert len(found.digest) == 64 and found.digest == digest_of(folder)


def test_the_digest_changes_with_any_file_of_the_set_and_with_no_other(folder: Path) -> None:
    before = digest_of(folder)
    (folder / "README.md").write_text("about it")
    assert digest_of(folder) == before
    (folder / "corpus.jsonl").write_text('{"id": "a1", "title": "桥", "text": "桥长1300米。"}\n', encoding="utf-8")
    changed = digest_of(folder)
    write(folder, {**ROW, "id": "q2"})
    assert len({before, changed, digest_of(folder)}) == 3


def test_the_digest_of_pages_knows_their_names_and_what_lies_beside_them(folder: Path) -> None:
    (folder / "corpus.jsonl").unlink()
    (folder / "pages" / "deep").mkdir(parents=True)
    (folder / "pages" / "1.txt").write_text("桥")
    seen = {digest_of(folder)}
    (folder / "pages" / "1.txt").rename(folder / "pages" / "deep" / "1.txt")
    seen.add(digest_of(folder))
    (folder / "pages" / "deep" / "1.txt.toml").write_text("[[drop]]")
    seen.add(digest_of(folder))
    assert len(seen) == 3


@pytest.mark.parametrize(
    ("fields", "groups"),
    [
        ({}, (("1200",),)),
        ({"answers_all": [["1200", "1,200"], ["米"]]}, (("1200", "1,200"), ("米",))),
        ({"answers_all": None}, (("1200",),)),
        # Said on purpose: answers that no string tells.
        ({"answers_all": []}, ()),
        ({"answers": [], "gold": []}, ()),
    ],
)
def test_what_tells_a_right_answer(folder: Path, fields: dict[str, object], groups: object) -> None:
    question = read(folder, **fields)
    assert question.answers_all == groups
    assert question.gradable is bool(groups)


def test_prose_is_not_looked_for_in_answers(folder: Path) -> None:
    assert not read(folder, answers_all=[["桥" * 41]]).gradable
    assert not read(folder, answers_all=[["1200"], ["桥" * 41]]).gradable
    assert read(folder, answers_all=[["桥" * 41, "1200"]]).gradable
    assert read(folder, answers_all=[["桥" * 40]]).gradable


def test_fields_of_other_kinds_of_sets(folder: Path) -> None:
    plain = read(folder)
    assert (plain.hallucinated, plain.true_texts, plain.attack_docs, plain.attack_words) == ("", (), (), ())
    question = read(folder, hallucinated="桥长1300米。", attack_docs=["x"], attack_kws=["拒答"], type="check")
    assert (question.hallucinated, question.true_texts) == ("桥长1300米。", ("1200",))
    assert (question.attack_docs, question.attack_words, question.kind) == (("x",), ("拒答",), "check")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        "7",
        '{"id": "q", "question": "?", "answers": [], "gold": null}',
        '{"id": 7, "question": "?", "answers": [], "gold": []}',
        '{"id": "q", "question": "?", "answers": "1200", "gold": []}',
        '{"id": "q", "question": "?", "answers": [], "gold": [], "answers_all": ["1200"]}',
        '{"id": "q", "question": "?", "answers": [], "gold": [], "gold_by": "headline"}',
        '{"id": "q", "question": "?", "answers": [], "gold": [], "attack_docs": [1]}',
    ],
)
def test_a_line_that_is_no_question_is_named(folder: Path, line: str) -> None:
    file = folder / "questions.jsonl"
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(FixInput, match="this line is no question") as caught:
        read_questions(folder)
    assert caught.value.where == f"{file}, line 3"


def test_an_id_that_comes_twice_is_named(folder: Path) -> None:
    write(folder, ROW, ROW)
    with pytest.raises(FixInput, match="'q1'") as caught:
        read_questions(folder)
    assert "line 3" in caught.value.where


def test_a_folder_that_is_no_set_is_named(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(FixInput, match="questions cannot be read"):
        read_set(folder / "none")
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(FixInput, match=r"corpus\.jsonl or a folder pages"):
        corpus_of(folder)
    (folder / "pages").mkdir()
    (folder / "questions.jsonl").write_text("\n\n")
    with pytest.raises(FixInput, match="has no questions"):
        read_set(folder)


@given(st.integers(1, 60), st.integers(1, 80))
def test_a_sample_is_spread_evenly_in_the_order_of_the_set(count: int, limit: int) -> None:
    questions = [Question(str(at), "", (), ()) for at in range(count)]
    chosen = [int(question.id) for question in sample(questions, limit)]
    assert chosen == sorted(set(chosen)) and len(chosen) == min(count, limit)
    gaps = [after - before for before, after in zip(chosen, [*chosen[1:], count], strict=True)]
    assert max(gaps) - min(gaps) <= 1 or limit >= count
    assert sample(questions, None) == questions
