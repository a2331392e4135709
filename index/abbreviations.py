"""Abbreviations: whether a short form is made of the parts of a longer name (卫健委 of 卫生|健康|委员会)."""

from __future__ import annotations

from collections.abc import Sequence

_SHORTEST, _LONGEST = 2, 6
"""Lengths in characters that an abbreviation has."""


def abbreviated(short: str, parts: Sequence[str]) -> str | None:
    """What of a name a short form stands for: the name from the first part used to its end, None where for nothing.

    A short form takes of each part its first character, and may take later ones of it (世卫组织 of 世界|卫生|组织,
    中科院 of 中国|科学院). It may begin at any part, leave out one part between two that it takes (人大 of
    人民|代表|大会), and, from three characters on, the last (中石化 of 中国|石油|化工|集团). A piece of the name as it
    stands is none, nor are whole parts with others between them left out (浙江大学 of 浙江|师范|大学): that is another.
    """
    full = "".join(parts)
    if not _SHORTEST <= len(short) <= min(_LONGEST, len(full) - 1) or short in full:
        return None
    for first in range(len(parts) - 1):
        if parts[first][0] == short[0] and _takes(short, parts, first):
            return "".join(parts[first:])
    return None


def _takes(short: str, parts: Sequence[str], at: int) -> bool:
    """Whether all of `short` is taken from the parts beginning with number `at`, from two at least."""
    # Each state: how much of the short form is taken, the part to go on with, how many parts gave something, and
    # whether one of them gave less than all.
    states = [(0, at, 0, False)]
    found = False
    while states:
        taken, part, used, shortened = states.pop()
        if taken == len(short):
            if not shortened:
                return False
            missing = len(parts) - part
            found |= used > 1 and (missing == 0 or (missing == 1 and len(short) > _SHORTEST))
            continue
        for skipped in (0, 1) if used else (0,):
            if part + skipped < len(parts):
                text = parts[part + skipped]
                states += [
                    (taken + count, part + skipped + 1, used + 1, shortened or count < len(text))
                    for count in _lengths(short[taken:], text)
                ]
    return found


def _lengths(wanted: str, part: str) -> list[int]:
    """How many characters at the head of `wanted` stand in the part in this order, its first character first."""
    lengths: list[int] = []
    at = 0
    for count, character in enumerate(wanted, 1):
        found = part.find(character, at)
        if found < 0 or (count == 1 and found):
            break
        lengths.append(count)
        at = found + 1
    return lengths
