"""Copies: which texts of a list are another one's near copy or a part of it, scan noise told from real differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

_SHINGLE = 5
_COMMON = 8
"""A shingle that more texts hold is a formula, or a form that notices are made from, and says nothing of copies."""
_SHARED = 0.3
"""Candidates share this share of the shorter text's shingles; two copies, each with 2 % noise, share 0.78 of them."""
_SHORTEST = 16
_LONG = 100
_REACH = 8
_ANCHOR = 3
_SKIPS = sorted(
    ((skip, other) for skip in range(_REACH + 1) for other in range(_REACH + 1) if skip + other),
    key=lambda skips: (sum(skips), abs(skips[0] - skips[1]), skips),
)
"""How many characters to leave out of two texts to see whether they go on alike, the fewest first."""
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千两")
_DIGITS = frozenset("0123456789")
_NEGATIONS = frozenset("不未没無无非莫勿")
_CONTRARY = (
    "东西南北中東",
    "上下",
    "左右",
    "前后",
    "早晚",
    "男女",
    "甲乙丙丁",
    "春夏秋冬",
    "升降",
    "增减",
    "涨跌",
    "胜负平",
    "金银铜",
)
"""Characters that notices of one form differ in; no scanner takes one for the other."""
_LOOK_ALIKE = ("己已巳", "未末", "日曰", "人入八", "大太犬", "土士", "干千于", "治冶", "天夫", "戊戌戍", "侯候", "晴睛")
"""Characters that a scanner takes for each other."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Text number `part` stands, scan noise aside, in text number `whole` as `whole[start:end]`.

    `mutual` tells that the whole has nothing beyond it: two copies of one text.
    """

    part: int
    whole: int
    start: int
    end: int
    mutual: bool


@dataclass(frozen=True, slots=True)
class _Seeds:
    """Two texts and the offsets of the shingles that both hold, ascending in the first text."""

    one: int
    other: int
    offsets: NDArray[np.int64]
    other_offsets: NDArray[np.int64]


def find_copies(texts: Sequence[str]) -> list[Copy]:
    """Near and partial copies among distinct texts (without white space, full-width forms made plain), in order.

    Texts of fewer than 16 characters are left out: a difference in them is as likely a fact as noise. Of two texts
    that are copies of each other the shorter (the later, if they are as long) is the part. Candidates are pairs that
    share character shingles (Broder, On the resemblance and containment of documents, 1997); each is aligned, and the
    differences decide. Time is linear in the characters, sorting aside.
    """
    found: list[Copy] = []
    for pair in _candidates(texts):
        copy = _compare(texts, pair)
        if copy is not None:
            found.append(copy)
    return found


def shingle_hashes(codes: NDArray[np.uint32], size: int) -> NDArray[np.uint64]:
    """Hashes of all runs of `size` characters (as code points): uint64, shape (n - size + 1,); Rabin's polynomial."""
    count = max(0, len(codes) - size + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        hashes += codes[at : at + count]
    return hashes


def code_points(text: str) -> NDArray[np.uint32]:
    """The characters of a text as numbers: uint32, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _candidates(texts: Sequence[str]) -> Iterator[_Seeds]:
    long = [at for at, text in enumerate(texts) if len(text) >= _SHORTEST]
    if len(long) < 2:
        return
    sizes = np.array([len(texts[at]) for at in long], dtype=np.int64)
    hashes = shingle_hashes(code_points("".join(texts[at] for at in long)), _SHINGLE)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    # Shingles across the end of a text, and those that stand once, pair nothing: most, so they go first.
    inside = np.ones(len(hashes), dtype=bool)
    for step in range(1, _SHINGLE):
        inside[starts[1:-1] - step] = False
    places = np.flatnonzero(inside)
    order = np.argsort(hashes[places])
    places = places[order]
    sorted_hashes = hashes[places]
    equal = sorted_hashes[1:] == sorted_hashes[:-1]
    twice = np.zeros(len(places), dtype=bool)
    twice[1:] |= equal
    twice[:-1] |= equal
    run = np.concatenate([[0], np.cumsum(~equal)])[twice]
    places = places[twice]
    owner = np.searchsorted(starts, places, side="right") - 1
    yield from _pairs(long, run, owner, places - starts[owner], sizes)


def _pairs(
    long: Sequence[int],
    run: NDArray[np.int64],
    owner: NDArray[np.int64],
    offset: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> Iterator[_Seeds]:
    order = np.lexsort((offset, owner, run))
    run, owner, offset = run[order], owner[order], offset[order]
    first = np.ones(len(run), dtype=bool)
    first[1:] = (run[1:] != run[:-1]) | (owner[1:] != owner[:-1])
    run, owner, offset = run[first], owner[first], offset[first]
    _, run, counts = np.unique(run, return_inverse=True, return_counts=True)
    rare = counts[run] <= _COMMON
    run, owner, offset = run[rare], owner[rare], offset[rare]
    ones, others = [], []
    for step in range(1, _COMMON):
        (at,) = np.nonzero(run[step:] == run[:-step])
        ones.append(at)
        others.append(at + step)
    one, other = np.concatenate(ones), np.concatenate(others)
    if not len(one):
        return
    pair = owner[one] * len(long) + owner[other]
    order = np.lexsort((offset[one], pair))
    one, other, pair = one[order], other[order], pair[order]
    offsets, other_offsets = offset[one], offset[other]
    names, begins, totals = np.unique(pair, return_index=True, return_counts=True)
    shorter = np.minimum(sizes[names // len(long)], sizes[names % len(long)])
    for number in np.flatnonzero(totals >= np.maximum(3, _SHARED * (shorter - _SHINGLE + 1))):
        seeds = slice(int(begins[number]), int(begins[number] + totals[number]))
        name = int(names[number])
        yield _Seeds(long[name // len(long)], long[name % len(long)], offsets[seeds], other_offsets[seeds])


def _compare(texts: Sequence[str], pair: _Seeds) -> Copy | None:
    """The copy that a pair of candidates is, if one holds the other and their differences are noise."""
    one, other = texts[pair.one], texts[pair.other]
    shift = pair.other_offsets - pair.offsets
    middle = np.sort(shift)[len(shift) // 2]
    near = np.flatnonzero(np.abs(shift - middle) <= 8 + 0.05 * min(len(one), len(other)))
    i, j = int(pair.offsets[near[0]]), int(pair.other_offsets[near[0]])
    before, back_i, back_j = _align(one[:i][::-1], other[:j][::-1])
    behind, on_i, on_j = _align(one[i:], other[j:])
    first_i, first_j, last_i, last_j = i - back_i, j - back_j, i + on_i, j + on_j
    left, other_left = first_i + len(one) - last_i, first_j + len(other) - last_j
    mutual = max(left, other_left) <= _ANCHOR
    if min(left, other_left) > 0 and not mutual:
        return None
    differences = [(x[::-1], y[::-1], follows, leads) for x, y, leads, follows in before] + behind
    if mutual:  # a digit that one has in front is a difference as well
        differences += [(each, "", "", one[first_i]) for each in (one[:first_i], other[:first_j]) if each]
        differences += [(each, "", one[last_i - 1], "") for each in (one[last_i:], other[last_j:]) if each]
    if not _is_noise(differences, one[first_i:last_i]):
        return None
    if (len(one), -pair.one) > (len(other), -pair.other) if mutual else left:
        return Copy(pair.other, pair.one, first_i, last_i, mutual)
    return Copy(pair.one, pair.other, first_j, last_j, mutual)


_Difference = tuple[str, str, str, str]
"""What one text has, what the other has in its place, and the characters in front of and behind it."""


def _align(one: str, other: str) -> tuple[list[_Difference], int, int]:
    """Differences of two texts that begin alike, and how far in each they go along: until one ends or they part.

    Greedy with a bounded look ahead, so linear; a few characters that are left at an end count as a difference.
    """
    differences: list[_Difference] = []
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            i, j = i + 1, j + 1
            continue
        step = _meeting(one, i, other, j)
        if step is None:
            break
        differences.extend(_refined(one, i, i + step[0], other, j, j + step[1]))
        i, j = i + step[0], j + step[1]
    left, other_left = len(one) - i, len(other) - j
    # The last characters of a copy have no anchor behind them to meet again at.
    if 0 < min(left, other_left) <= _ANCHOR - 1:
        size = min(left, other_left)
        differences.extend(_refined(one, i, i + size, other, j, j + size))
        i, j = i + size, j + size
    return differences, i, j


def _meeting(one: str, i: int, other: str, j: int) -> tuple[int, int] | None:
    """The fewest characters to skip in both so that the next few (or all that are left) are the same, or None."""
    for skip, other_skip in _SKIPS:
        at, other_at = i + skip, j + other_skip
        size = min(_ANCHOR, len(one) - at, len(other) - other_at)
        if size > 0 and one[at : at + size] == other[other_at : other_at + size]:
            return skip, other_skip
    return None


def _refined(one: str, i: int, end_i: int, other: str, j: int, end_j: int) -> Iterator[_Difference]:
    if min(end_i - i, end_j - j) == 0 or max(end_i - i, end_j - j) == 1:
        yield one[i:end_i], other[j:end_j], one[max(0, i - 1) : i], one[end_i : end_i + 1]
        return
    matcher = SequenceMatcher(None, one[i:end_i], other[j:end_j], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield one[i + a : i + b], other[j + c : j + d], one[max(0, i + a - 1) : i + a], one[i + b : i + b + 1]


def _is_noise(differences: Sequence[_Difference], text: str) -> bool:
    """Whether differences look like a scanner's: single characters lost or taken for another, spread over the text.

    `text` is what both have. A figure or a name that differs is a fact, and a form is filled in with other facts only:
    so a fact may differ only where a long text is plainly noisy elsewhere too. The limits are measured on pages with
    2 % noise and on pairs that differ in one figure, one name or one character.
    """
    kinds = Counter(_kind_of(*difference) for difference in differences)
    single, length = kinds["lost"] + kinds["swapped"], len(text)
    facts = kinds["burst"] + kinds["figure"] + 2 * kinds["fact"]
    if single + facts + kinds["figure lost"] > 1 + 0.08 * length:
        return False
    if facts and (length < _LONG or single < 4 * facts):
        return False
    if kinds["figure lost"] and (length < 40 or kinds["lost"] < kinds["figure lost"]):
        # Forms are filled in with more than one figure that differs: one digit gone among many is a scanner's loss.
        digits = sum(map(_DIGITS.__contains__, text))
        if digits < 15 * kinds["figure lost"] and (length < _LONG or single < kinds["figure lost"]):
            return False
    if kinds["lost"] >= 2 * kinds["swapped"]:
        return True
    return length >= (0.8 * _LONG if single == 1 else max(0.6 * _LONG, 20 * kinds["swapped"]))


def _kind_of(one: str, other: str, before: str, behind: str) -> str:
    """What a difference is: nothing, a character lost or swapped, two or three (a burst), a figure, or a plain fact."""
    figure = _is_figure(one, before, behind), _is_figure(other, before, behind)
    if all(figure) or (one and other and _NUMERALS.issuperset(one + other)):
        return "figure"
    if any(figure) or (not (one and other) and _NEGATIONS & set(one + other)):
        return "figure lost" if len(one + other) <= 2 else "fact"
    if not any(character.isalnum() for character in one + other):
        return "nothing"
    if len(one) == len(other) == 1:
        if any(one in group and other in group for group in _LOOK_ALIKE):
            return "lost"
        return "fact" if any(one in group and other in group for group in _CONTRARY) else "swapped"
    if max(len(one), len(other)) > 3:
        return "fact"
    if not (one and other):
        return ("lost", "swapped", "burst")[len(one + other) - 1]
    return "swapped" if len(one + other) == 3 else "burst"


def _is_figure(piece: str, before: str, behind: str) -> bool:
    """Whether a piece of text is part of a number: digits, or numerals or a point beside others."""
    characters = set(piece)
    if characters & _DIGITS:
        return True
    beside = bool(_NUMERALS & {before, behind})
    return bool(characters & _NUMERALS and beside) or (
        bool(characters & set(".,:%-")) and before in _DIGITS and behind in _DIGITS
    )
