from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.errors import FetchModel
from index.unpack_e5 import dequantize_q4, precompiled_charsmap, unpack_e5
from tests.tiny_encoder import NORMALISATION, PIECES, quantize_q4, tiny_image


@given(
    st.integers(1, 6).flatmap(
        lambda rows: st.tuples(
            arrays.arrays(np.float16, rows, elements=st.floats(-4, 4, width=16)),
            arrays.arrays(np.uint8, (rows, 32), elements=st.integers(0, 15)),
        )
    ),
    st.integers(0, 9),
)
def test_blocks_are_scale_times_nibble_less_eight(blocks: tuple[np.ndarray, np.ndarray], offset: int) -> None:
    scales, nibbles = blocks
    got = dequantize_q4(b"x" * offset + quantize_q4(scales, nibbles), offset, len(scales), 32)
    assert got.dtype == np.float32
    assert np.array_equal(got, scales.astype(np.float32)[:, None] * (nibbles.astype(np.float32) - 8))


@given(
    st.dictionaries(
        st.characters(min_codepoint=1, codec="utf-8"),
        st.text(st.characters(min_codepoint=33, codec="utf-8"), max_size=3),
        min_size=1,
        max_size=40,
    )
)
def test_character_map_is_read_by_the_tokenizers_library(mapping: dict[str, str]) -> None:
    from tokenizers.normalizers import Precompiled

    normaliser = Precompiled(precompiled_charsmap(mapping))
    for character, replacement in mapping.items():
        assert normaliser.normalize_str(f"{character}") == replacement


def test_unpacked_tokenizer_normalises_and_splits(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    unpack_e5(tiny_image(), tmp_path)
    tokenizer = Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    assert tokenizer.encode("市长").tokens == ["<s>", "▁", "市", "长", "</s>"]
    assert tokenizer.encode("ａ，\u200b㎏").tokens == ["<s>", "▁", "a", ",", "k", "g", "</s>"]
    assert tokenizer.get_vocab_size() == len(PIECES)
    assert len(NORMALISATION) > 3


def test_weights_keep_their_values_as_float16(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    unpack_e5(tiny_image(), tmp_path / "half")
    unpack_e5(tiny_image(), tmp_path / "full", "float32")
    half, full = (load_file(tmp_path / name / "model.safetensors") for name in ("half", "full"))
    assert half.keys() == full.keys()
    for name in full:
        assert half[name].dtype == np.float16 and full[name].dtype == np.float32
        np.testing.assert_allclose(half[name].astype(np.float32), full[name], rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("cut", [0, 3, 20, 500, 5000])
def test_a_file_that_is_cut_off_or_foreign_is_named(tmp_path: Path, cut: int) -> None:
    with pytest.raises(FetchModel, match="E5S1"):
        unpack_e5(tiny_image()[:cut], tmp_path)
    with pytest.raises(FetchModel, match="E5S1"):
        unpack_e5(b"GGUF" + tiny_image()[4:], tmp_path)
    assert not (tmp_path / "model.safetensors").exists()
