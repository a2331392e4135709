"""Cross-encoder: what it reads it ranks, what it does not read stays below; a model that does not fit is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.cross_encoder import CrossEncoder
from index.errors import FixSettings
from index.fuse import Candidate
from index.passages import Passage

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"大桥昨日合龙水位上涨市集开张延期"]


def tiny_model(folder: Path, outputs: int = 1) -> Path:
    """A BERT of 16 dimensions with weights by chance, as a sentence-transformers CrossEncoder folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(7)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(PIECES),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        initializer_range=0.5,
    )
    config.num_labels = outputs
    BertForSequenceClassification(config).save_pretrained(folder)
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer", "model_max_length": 64}')
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("reranker") / "tiny")


def ranked(count: int) -> tuple[list[Candidate], dict[int, Passage]]:
    candidates = [Candidate(key, 1 - key / 100, 0.9, None) for key in range(count)]
    texts = ["大桥昨日合龙。", "水位上涨。", "市集开张。", "桥延期。", "日龙涨大。"]
    return candidates, {key: Passage(texts[key % 5] + "大" * key, "日") for key in range(count)}


def test_scores_are_those_of_the_model_and_the_order_follows_them(folder: Path) -> None:
    reranker = CrossEncoder(str(folder))
    candidates, passages = ranked(5)
    pairs = [("大桥合龙", f"日\n{passages[candidate.key].text}") for candidate in candidates]
    scores = reranker.scores(pairs)
    assert all(0 < score < 1 for score in scores) and len({round(score, 4) for score in scores}) > 1
    found = reranker.rerank("大桥合龍", candidates, passages)
    expected = {one.key: (one.score + score) / 2 for one, score in zip(candidates, scores, strict=True)}
    assert [one.key for one in found] == sorted(expected, key=lambda key: -expected[key])
    assert {one.key: one.score for one in found} == pytest.approx(expected, abs=0.01)


def test_what_it_does_not_read_stays_below_in_its_order(folder: Path) -> None:
    candidates, passages = ranked(25)
    found = CrossEncoder(str(folder)).rerank("大桥合龙", candidates, passages)
    assert sorted(one.key for one in found[:20]) == list(range(20))
    assert [one.key for one in found[20:]] == [20, 21, 22, 23, 24]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert CrossEncoder(str(folder)).rerank("大桥", [], {}) == []


def test_a_model_with_several_outputs_is_no_reranker(tmp_path: Path) -> None:
    candidates, passages = ranked(2)
    with pytest.raises(FixSettings, match="1 output, it has 3"):
        CrossEncoder(str(tiny_model(tmp_path / "three", 3))).rerank("大桥", candidates, passages)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    candidates, passages = ranked(2)
    with pytest.raises(FixSettings, match="cannot be loaded") as caught:
        CrossEncoder(str(tmp_path)).rerank("大桥", candidates, passages)
    assert "reranker" in caught.value.remedy and caught.value.where == str(tmp_path)


def test_a_name_that_is_not_in_the_cache_is_named() -> None:
    candidates, passages = ranked(2)
    with pytest.raises(FixSettings, match="cannot be loaded"):
        CrossEncoder("nobody/no-such-reranker").rerank("大桥", candidates, passages)
