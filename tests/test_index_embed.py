from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.embed import SentenceTransformerEncoder, load_encoder
from index.encoder_folder import DEFAULT_ENCODER, encoder_folder
from index.errors import FetchModel
from index.unpack_e5 import unpack_e5
from tests.fakes import HashingEncoder
from tests.tiny_encoder import HIDDEN, tiny_image

LETTERS = st.text("市长火灾救援医院学校天气abcdefg ", max_size=40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("encoder") / "tiny"
    unpack_e5(tiny_image(), place)
    return place


@pytest.fixture(scope="module")
def encoder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerEncoder:
    return load_encoder(str(folder), cache=tmp_path_factory.mktemp("cache"), threads=2)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LETTERS, max_size=40))
def test_rows_are_of_length_one_and_in_order(encoder: SentenceTransformerEncoder, texts: list[str]) -> None:
    vectors = encoder.encode_passages(texts)
    assert vectors.shape == (len(texts), encoder.dimension) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)
    for at in {0, len(texts) // 2, len(texts) - 1} if texts else set():
        alone = encoder.encode_passages([texts[at]])[0]
        # Padding beside longer texts moves a vector by bfloat16's rounding only.
        assert float(alone @ vectors[at]) > 0.999


def test_queries_and_passages_have_their_own_prompts(encoder: SentenceTransformerEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    bare = SentenceTransformer(str(encoder.folder), model_kwargs={"dtype": "float32"})
    for rows, prompt in (
        (encoder.encode_queries(["火灾救援"]), "query: "),
        (encoder.encode_passages(["火灾救援"]), "passage: "),
    ):
        wanted = bare.encode([prompt + "火灾救援"], prompt="")[0]
        assert float(rows[0] @ wanted) > 0.999
    assert float(encoder.encode_queries(["火灾"])[0] @ encoder.encode_passages(["火灾"])[0]) < 0.9999


def test_progress_counts_up_to_all_and_may_end_the_work(encoder: SentenceTransformerEncoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode_passages(["火灾"] * 100, lambda done, total: seen.append((done, total)))
    assert [total for _, total in seen] == [100] * len(seen)
    assert seen[-1][0] == 100 and len(seen) > 3
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})

    class StopError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        encoder.encode_passages(["火灾"] * 100, stop)


def test_threads_get_what_one_gets(encoder: SentenceTransformerEncoder) -> None:
    texts = [("火灾救援医院"[: at % 6 + 1] * (at % 9 + 1)) for at in range(80)]
    alone = encoder.encode_queries(texts)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: encoder.encode_queries([text])[0], texts))
        passages = list(pool.map(lambda _: encoder.encode_passages(texts), range(3)))
    assert min(float(one @ other) for one, other in zip(alone, together, strict=True)) > 0.999
    assert all(np.einsum("ij,ij->i", passages[0], other).min() > 0.999 for other in passages)


def test_name_digest_and_dimension_cost_no_torch(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.embed import load_encoder\n"
        f"encoder = load_encoder({str(folder)!r}, cache=Path({str(tmp_path)!r}))\n"
        "print(encoder.dimension, encoder.digest)\n"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(HIDDEN), load_encoder(str(folder), cache=tmp_path).digest]


def test_digest_follows_what_decides_the_vectors(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)

    def digest() -> str:
        return load_encoder(str(copy), cache=tmp_path / "cache").digest

    first = load_encoder(str(folder), cache=tmp_path / "cache").digest
    assert digest() == first, "the place of a model is no part of it"
    (copy / "README.md").write_text("a note")
    (copy / "onnx").mkdir()
    (copy / "onnx" / "model.json").write_text("{}")
    assert digest() == first
    seen = {first}
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    seen.add(digest())
    for name in ("tokenizer.json", "config_sentence_transformers.json", "1_Pooling/config.json"):
        content = json.loads((copy / name).read_text(encoding="utf-8"))
        (copy / name).write_text(json.dumps(content | {"extra": 1}), encoding="utf-8")
        seen.add(digest())
    assert len(seen) == 5


def test_kept_digest_that_is_damaged_is_made_anew(folder: Path, tmp_path: Path) -> None:
    first = load_encoder(str(folder), cache=tmp_path).digest
    (kept,) = (tmp_path / "digests").iterdir()
    kept.write_text("nonsense")
    assert load_encoder(str(folder), cache=tmp_path).digest == first
    kept.write_text("0" * 64)
    assert load_encoder(str(folder), cache=tmp_path).digest == "0" * 64, "it is not read from the weights again"


def test_cache_that_cannot_be_written_does_not_matter(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert load_encoder(str(folder), cache=tmp_path / "file").digest


def test_e5_without_prompts_of_its_own_gets_those_of_its_card(folder: Path, tmp_path: Path) -> None:
    for name, wanted in (("multilingual-e5-small", {"query": "query: ", "passage": "passage: "}), ("gte-small", {})):
        shutil.copytree(folder, tmp_path / name)
        (tmp_path / name / "config_sentence_transformers.json").unlink()
        assert load_encoder(str(tmp_path / name), cache=tmp_path).prompts == wanted


def test_what_is_missing_or_damaged_is_named(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FetchModel, match="not been fetched") as caught:
        load_encoder(DEFAULT_ENCODER, cache=tmp_path)
    assert "askpress models fetch" in caught.value.remedy
    with pytest.raises(FetchModel, match="no folder"):
        load_encoder(str(tmp_path / "nowhere"), cache=tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(FetchModel, match="no encoder's weights"):
        load_encoder(str(tmp_path / "empty"), cache=tmp_path)
    damaged = tmp_path / "damaged"
    shutil.copytree(folder, damaged)
    (damaged / "model.safetensors").write_bytes((damaged / "model.safetensors").read_bytes()[:1000])
    with pytest.raises(FetchModel, match="cannot be loaded"):
        load_encoder(str(damaged), cache=tmp_path).encode_queries(["火"])
    (damaged / "modules.json").write_text("[")
    with pytest.raises(FetchModel, match="configuration"):
        load_encoder(str(damaged), cache=tmp_path)


def test_configuration_that_promises_another_dimension_is_named(folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(folder, wrong)
    pooling = json.loads((wrong / "1_Pooling/config.json").read_text())
    (wrong / "1_Pooling/config.json").write_text(json.dumps(pooling | {"pooling_mode_cls_token": True}))
    two_ways = load_encoder(str(wrong), cache=tmp_path)
    assert two_ways.encode_queries(["火"]).shape == (1, 2 * HIDDEN)
    (wrong / "1_Pooling/config.json").write_text(json.dumps(pooling | {"word_embedding_dimension": 48}))
    with pytest.raises(FetchModel, match="promises vectors of 48, its weights give 32"):
        load_encoder(str(wrong), cache=tmp_path).encode_queries(["火"])


def test_a_hub_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    # In a process of its own, as the hub's library reads its settings once.
    code = (
        "from pathlib import Path; from index.embed import load_encoder; from index.errors import FetchModel\n"
        f"try: load_encoder('someone/some-encoder', cache=Path({str(tmp_path)!r}))\n"
        "except FetchModel as error: print(error)\n"
    )
    import os

    environment = os.environ | {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path / "hub")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert "someone/some-encoder could not be had" in done.stdout and "127.0.0.1:9" in done.stdout


@settings(deadline=None)
@given(st.text(max_size=30))
def test_hashing_encoder_is_an_encoder(text: str) -> None:
    fake = HashingEncoder()
    (passage,), (query,) = fake.encode_passages([text]), fake.encode_queries([text])
    assert np.array_equal(passage, query) and abs(float(np.linalg.norm(query)) - 1) < 1e-5
    assert HashingEncoder(64).digest != fake.digest and HashingEncoder(salt="b").digest != fake.digest


@pytest.mark.models
def test_default_encoder_is_right_and_bfloat16_is_as_good(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from qa.settings import load_settings

    cache = load_settings().cache
    encoder = load_encoder(DEFAULT_ENCODER, cache=cache)
    passages = [
        "本报讯 昨日凌晨，河东区一处仓库起火，消防队员用两小时将火扑灭，无人受伤。",
        "市气象台预报，明天多云转小雨，最高气温十二度。",
        "The city council approved the budget for three new schools on Tuesday.",
    ]
    vectors = encoder.encode_passages(passages)
    questions = ["仓库的火用了多久才扑灭？", "明天会下雨吗？", "How many schools will be built?"]
    assert (encoder.encode_queries(questions) @ vectors.T).argmax(axis=1).tolist() == [0, 1, 2]
    exact = SentenceTransformer(str(encoder_folder(DEFAULT_ENCODER, cache)), model_kwargs={"dtype": "float32"})
    reference = exact.encode(passages, prompt_name="passage")
    assert np.einsum("ij,ij->i", vectors, reference).min() > 0.9998
