from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.embed import EncodeProgress, Vectors
from index.records import Hit
from index.search import Library
from qa.asked.question import word_weights
from qa.shown.evidence import choose, estimate_tokens, score_sentences
from qa.shown.gather import choose_in_turn, gather, merge_hits
from tests.fakes import HashingEncoder
from tests.strategies import article_of, hit_of, page_of

ENCODER = HashingEncoder()
BRIDGE = article_of(page_of("霁川大桥昨日合龙。大桥全长1200米。总工程师是裴若舟。", "1"), title="大桥合龙")
FLOOD = article_of(page_of("江城水位28.4米。全市转移群众3200人。下游还将涨水。", "2"), title="水位上涨")
RACE = article_of(page_of("龙舟赛延期至6月15日。报名队伍有41支。", "3"), title="龙舟赛")
HITS = {
    "大桥全长多少米？": [hit_of(BRIDGE), hit_of(FLOOD, rank=2)],
    "江城水位是多少？": [hit_of(FLOOD), hit_of(RACE, rank=2)],
}
WHOLE = "大桥全长多少米？江城水位是多少米？"


def weigh(question: str) -> dict[str, float]:
    return {word: 1.0 for word in ("大桥", "全长", "江城", "水位") if word in question}


class CountingEncoder(HashingEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: EncodeProgress | None = None) -> Vectors:
        self.encoded.extend(texts)
        return super().encode_passages(texts, progress)


@pytest.mark.parametrize("budget", [1, 20, 60, 1000])
def test_one_part_is_found_scored_and_chosen_as_without_parts(budget: int) -> None:
    question = "大桥全长多少米？"
    found = gather(question, [question], HITS.__getitem__, ENCODER, weigh, budget)
    sentences = score_sentences(question, HITS[question], ENCODER, weigh(question))
    assert found.hits == tuple(HITS[question])
    assert found.sentences == sentences
    assert found.passages == choose(sentences, budget, weigh(question))
    assert found.weights == weigh(question)
    assert found.best == (sentences[0],)


def test_each_part_has_a_sentence_and_the_passages_of_all_are_found_once_in_turn() -> None:
    found = gather(WHOLE, list(HITS), HITS.__getitem__, ENCODER, weigh, 60)
    assert [(hit.rank, hit.article.title) for hit in found.hits] == [(1, "大桥合龙"), (2, "水位上涨"), (3, "龙舟赛")]
    shown = "".join(passage.text for passage in found.passages)
    assert "大桥全长1200米。" in shown and "江城水位28.4米。" in shown
    assert [sentence.text for sentence in found.best] == ["大桥全长1200米。", "江城水位28.4米。"]
    assert found.weights == weigh(WHOLE)
    assert [passage.number for passage in found.passages] == list(range(1, len(found.passages) + 1))


def test_a_sentence_is_encoded_once_however_many_parts_there_are() -> None:
    encoder = CountingEncoder()
    gather(WHOLE, list(HITS), HITS.__getitem__, encoder, weigh, 60)
    assert len(encoder.encoded) == len(set(encoder.encoded)) == 8


def test_where_nothing_is_found_there_is_nothing() -> None:
    found = gather(WHOLE, list(HITS), lambda _: [], ENCODER, weigh, 60)
    assert (found.hits, found.sentences, found.passages, found.best) == ((), [], [], ())


def test_no_part_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        gather(WHOLE, [], lambda _: [], ENCODER, weigh, 60)


def test_a_passage_that_two_searches_found_has_its_best_score() -> None:
    low, high = hit_of(BRIDGE, score=0.4), hit_of(BRIDGE, rank=2, score=0.9)
    merged = merge_hits([[low], [hit_of(FLOOD), high]])
    assert [(hit.rank, hit.score, hit.article.title) for hit in merged] == [(1, 0.9, "大桥合龙"), (2, 1.0, "水位上涨")]


def test_a_reprint_under_another_article_is_the_same_passage() -> None:
    again = article_of(page_of("霁川大桥昨日合龙。\n大桥全长1200米。总工程师是裴若舟。", "9"))
    assert len(merge_hits([[hit_of(BRIDGE)], [hit_of(again)]])) == 1


hits = st.lists(
    st.sampled_from([BRIDGE, FLOOD, RACE]).map(lambda article: hit_of(article)),
    max_size=3,
    unique_by=lambda hit: hit.chunk.id,
).map(lambda found: [replace(hit, rank=rank) for rank, hit in enumerate(found, start=1)])


@given(st.lists(hits, min_size=1, max_size=4))
def test_merged_hits_are_ranked_from_1_and_each_once(found: list[list[Hit]]) -> None:
    merged = merge_hits(found)
    assert [hit.rank for hit in merged] == list(range(1, len(merged) + 1))
    ids = [hit.chunk.id for hit in merged]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {hit.chunk.id for hits in found for hit in hits}


@given(
    st.lists(st.sampled_from([*HITS, "龙舟赛延期到哪天？"]), min_size=2, max_size=4, unique=True), st.integers(1, 200)
)
def test_what_is_chosen_keeps_to_the_budget_and_is_taken_once(parts: list[str], budget: int) -> None:
    everything = [hit_of(BRIDGE), hit_of(FLOOD, rank=2), hit_of(RACE, rank=3)]
    scored = [score_sentences(part, everything, ENCODER, weigh(part)) for part in parts]
    passages = choose_in_turn(scored, [weigh(part) for part in parts], budget)
    texts = [sentence.text for passage in passages for sentence in passage.sentences]
    assert texts and len(set(texts)) == len(texts)
    assert len(texts) == 1 or sum(map(estimate_tokens, texts)) <= budget
    for passage in passages:
        starts = [sentence.start for sentence in passage.sentences]
        assert starts == sorted(starts)
    assert passages == choose_in_turn(scored, [weigh(part) for part in parts], budget)


def test_two_facts_of_two_articles_are_found_in_a_library(tmp_path: Path) -> None:
    for number, (name, metres) in enumerate([("霁河三桥", 1200), ("望溪大桥", 860)]):
        text = f"{name}昨日合龙。{name}全长{metres}米。" + f"{name}工地秩序良好。" * 9
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "library", [tmp_path], encoder=ENCODER)
    library = Library.open(tmp_path / "library", ENCODER)
    parts = ("霁河三桥全长多少米？", "望溪大桥全长多少米？")
    found = gather(
        "霁河三桥和望溪大桥全长各多少米？",
        parts,
        lambda part: library.search(part, 2),
        ENCODER,
        lambda part: word_weights(part, library),
        60,
    )
    shown = "".join(passage.text for passage in found.passages)
    assert "1200米" in shown and "860米" in shown
    library.close()
