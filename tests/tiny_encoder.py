"""A tiny encoder with weights by chance, as an E5S1 image: what the default encoder's file is, in a few kilobytes."""

from __future__ import annotations

import struct

import numpy as np

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS, TYPES = 32, 2, 2, 64, 64, 1
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
PIECES = [*SPECIAL, "▁", *"市长火灾救援医院学校天气,。:abcdefghijklmnopqrstuvwxyz", "▁query", "▁passage"]
NORMALISATION = {"ａ": "a", "，": ",", "\u200b": "", "㎏": "kg", "\t": " "}


def quantize_q4(scales: np.ndarray, nibbles: np.ndarray) -> bytes:
    """Q4_0 blocks of float16 `scales` (n,) and `nibbles` (n, 32) of 0..15: the reference for reading them."""
    blocks = bytearray()
    for scale, row in zip(scales, nibbles, strict=True):
        blocks += struct.pack("<e", scale)
        blocks += bytes(int(row[at]) | int(row[at + 16]) << 4 for at in range(16))
    return bytes(blocks)


def tiny_image(seed: int = 0) -> bytes:
    """An E5S1 image of a BERT of 32 dimensions and two layers."""
    chance = np.random.default_rng(seed)
    tensors: dict[str, tuple[int, bytes]] = {}

    def matrix(name: str, rows: int, columns: int) -> None:
        blocks = rows * columns // 32
        data = quantize_q4(chance.uniform(0.01, 0.05, blocks), chance.integers(0, 16, (blocks, 32)))
        tensors[name] = rows * columns, data

    def vector(name: str, values: np.ndarray) -> None:
        tensors[name] = values.size, values.astype("<f4").tobytes()

    matrix("emb.word", len(PIECES), HIDDEN)
    matrix("emb.pos", POSITIONS, HIDDEN)
    matrix("emb.type", TYPES, HIDDEN)
    layers = [(f"l{layer}.", part) for layer in range(LAYERS) for part in ("q", "k", "v", "ao", "fi", "fo")]
    for prefix, part in layers:
        rows, columns = {"fi": (FEED_FORWARD, HIDDEN), "fo": (HIDDEN, FEED_FORWARD)}.get(part, (HIDDEN, HIDDEN))
        matrix(f"{prefix}{part}.w", rows, columns)
        vector(f"{prefix}{part}.b", chance.normal(0, 0.1, rows))
    for norm in ("emb.ln", *(f"l{layer}.{part}" for layer in range(LAYERS) for part in ("aln", "oln"))):
        vector(f"{norm}.w", np.ones(HIDDEN))
        vector(f"{norm}.b", np.zeros(HIDDEN))
    return _lay_out(tensors)


def _lay_out(tensors: dict[str, tuple[int, bytes]]) -> bytes:
    pieces = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<i", 1)
    head += struct.pack("<7ifi", HIDDEN, LAYERS, HEADS, FEED_FORWARD, len(PIECES), POSITIONS, TYPES, 1e-12, 0)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, pieces)))
    head += np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes()
    head += np.linspace(0, -5, len(PIECES)).astype("<f4").tobytes() + b"".join(pieces)
    head += struct.pack("<iI", len(NORMALISATION), 0)
    for character, replacement in NORMALISATION.items():
        head += struct.pack(f"<IB{len(replacement)}I", ord(character), len(replacement), *map(ord, replacement))
    directory_size = 4 + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    at = len(head) + directory_size
    directory = struct.pack("<i", len(tensors))
    for name, (count, data) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, count, at, len(data))
        at += len(data)
    return head + directory + b"".join(data for _, data in tensors.values())
