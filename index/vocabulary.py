"""The vocabulary: the names in a generation's chunks, kept with its lexical index, and which of them are alike."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.abbreviations import abbreviated
from index.errors import RepairLibrary
from index.names import SHORT_TAG, Pair, names_in, organisations_in, pairs_in, pieces
from index.tokens import fold

FILE_NAME = "names.json"
"""Stands in the folder of the lexical index; a generation made by an older program has none."""

_MOST_MEANINGS = 3
"""A short form that pages explain in more ways than these means nothing by itself."""


@dataclass(frozen=True)
class Vocabulary:
    """All names of a generation, folded: `names`, sorted; `shorts`, those that the dictionary knows as abbreviations.

    `organisations` gives the name of an organisation, its parts separated by "|", and how often it stands. `pairs` are
    the short forms that pages explain.
    """

    names: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    organisations: tuple[tuple[str, int], ...] = ()
    pairs: tuple[Pair, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Vocabulary:
        """What `write` wrote into a folder, an empty vocabulary where nothing was.

        Raises:
            RepairLibrary: the file is damaged.
        """
        file = folder / FILE_NAME
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            return cls(
                tuple(content["names"]),
                tuple(content["shorts"]),
                tuple((parts, int(count)) for parts, count in content["organisations"].items()),
                tuple(Pair(*pair) for pair in content["pairs"]),
            )
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise RepairLibrary(
                "the names of the lexical index cannot be read ({error})",
                where=str(file),
                remedy="run `askpress build`",
                error=error,
            ) from error

    def write(self, folder: Path) -> None:
        """Write it into a folder, for `read`."""
        content = {
            "names": self.names,
            "shorts": self.shorts,
            "organisations": dict(self.organisations),
            "pairs": self.pairs,
        }
        (folder / FILE_NAME).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @cached_property
    def _lines(self) -> str:
        """All names, each between line ends: searched as one text, which takes a tenth of the room of a tree."""
        return "\n" + "\n".join(self.names) + "\n"

    @cached_property
    def _organisation_lines(self) -> str:
        return "\n" + "\n".join(parts for parts, _ in self.organisations) + "\n"

    @cached_property
    def _counts(self) -> dict[str, int]:
        return dict(self.organisations)

    @cached_property
    def _meanings(self) -> dict[str, list[str]]:
        """Folded words with what they mean; a name in Latin letters is not what a Chinese page calls it in short."""
        found: dict[str, set[str]] = {}
        for short, full in self.pairs:
            found.setdefault(fold(short), set()).add(full)
            if short.isupper() or not short.isascii():
                found.setdefault(full, set()).add(fold(short))
        return {word: sorted(meanings) for word, meanings in found.items()}

    def __contains__(self, name: object) -> bool:
        return f"\n{name}\n" in self._lines

    def near(self, word: str) -> list[str]:
        """The names one edit away from a word, sorted: a character replaced or two swapped; from four characters on

        also one left out or added (Damerau and Levenshtein's distance 1). A folded word of two characters or more.
        """
        half = len(word) // 2
        head = re.escape(word[:half])
        slack = 1 if len(word) > 3 else 0
        shorter, longer = len(word) - slack, len(word) + slack
        # One edit leaves one half as it is; only a swap over the middle changes both.
        found = set(re.findall(rf"\n({head}[^\n]{{{shorter - half},{longer - half}}})(?=\n)", self._lines))
        for at in _places(self._lines, word[half:] + "\n"):
            start = self._lines.rfind("\n", 0, at) + 1
            name = self._lines[start : at + len(word) - half]
            if shorter <= len(name) <= longer:
                found.add(name)
        swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
        near = {name for name in found if _one_edit(word, name)} | {name for name in swapped if name in self}
        return sorted(near - {word})

    def fitting(self, pattern: str) -> list[str]:
        """The names and parts of organisations' names that a regular expression fits from end to end, sorted.

        It must have no groups, and fit neither line ends nor "|".
        """
        parts = re.findall(rf"[\n|]({pattern})(?=[\n|])", self._organisation_lines)
        return sorted({*re.findall(rf"\n({pattern})(?=\n)", self._lines), *parts})

    def meanings(self, word: str) -> list[str]:
        """What pages say that a short form stands for, and what they call a name in short, sorted."""
        return self._meanings.get(word, [])

    def longer(self, short: str, most: int = 3) -> list[str]:
        """The organisations that a word abbreviates, the most frequent first; none where there are more than `most`."""
        counts: Counter[str] = Counter()
        # The line is looked at only where its rarest character is.
        lines = self._organisation_lines
        rarest = min(short, key=lines.count)
        for at in _places(lines, rarest):
            start, end = lines.rfind("\n", 0, at) + 1, lines.find("\n", at)
            full = abbreviated(short, lines[start:end].split("|"))
            if full:
                counts[full] += self._counts[lines[start:end]]
        return [full for full, _ in counts.most_common()] if len(counts) <= most else []

    def shorter(self, parts: tuple[str, ...]) -> list[str]:
        """The abbreviations that stand for an organisation, given by its parts: known ones, and names of three up."""
        heads = "".join(sorted({re.escape(part[0]) for part in parts}))
        characters = re.escape("".join(dict.fromkeys("".join(parts))))
        likely = re.findall(rf"\n([{heads}][{characters}]{{2,5}})(?=\n)", self._lines)
        likely += [short for short in self.shorts if short[0] in heads]
        # A short name can be put together itself (世卫|组织).
        put_together = re.findall(rf"\n([{heads}][{characters}|]{{2,6}})(?=\n)", self._organisation_lines)
        likely += [short.replace("|", "") for short in put_together]
        full = "".join(parts)
        return sorted({short for short in likely if abbreviated(short, parts) == full})


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _one_edit(one: str, other: str) -> bool:
    """Whether one character replaced, left out or added makes one word of the other."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    if len(one) > len(other):
        one, other = other, one
    return len(other) - len(one) == 1 and any(other[:at] + other[at + 1 :] == one for at in range(len(other)))


class Gathering:
    """The vocabulary of texts that come one by one."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._shorts: set[str] = set()
        self._organisations: Counter[tuple[str, ...]] = Counter()
        self._pairs: set[Pair] = set()

    def add(self, text: str) -> None:
        """Take up the names of one text, as it is printed."""
        words = pieces(text)
        self._names.update(names_in(words))
        self._shorts.update(text for text, tag in words if tag == SHORT_TAG and len(text) > 1)
        self._organisations.update(organisations_in(words))
        self._pairs.update(pairs_in(text))

    def vocabulary(self) -> Vocabulary:
        """All names taken up, in an order that does not depend on that of the texts."""
        meanings = Counter(pair.short for pair in self._pairs)
        return Vocabulary(
            tuple(sorted(self._names)),
            tuple(sorted(self._shorts)),
            tuple(sorted(("|".join(parts), count) for parts, count in self._organisations.items())),
            tuple(sorted(pair for pair in self._pairs if meanings[pair.short] <= _MOST_MEANINGS)),
        )


def gather(texts: Iterable[str]) -> Vocabulary:
    """The vocabulary of these texts."""
    gathering = Gathering()
    for text in texts:
        gathering.add(text)
    return gathering.vocabulary()
