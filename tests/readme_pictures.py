"""Pictures of the readmes: `python -m tests.readme_pictures FOLDER` makes them of screenshots, small enough for git.

Takes what `python -m tests.screenshots --to FOLDER` made. A picture has a palette of its own and at most `LARGEST`
bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

TO = Path(__file__).parent.parent / "docs" / "pictures"
LARGEST = 150_000
WIDTH = 1200
"""Pixels that a picture is wide at most: what a readme shows on the web, with room for fine screens."""

COLOURS = (128, 64, 32, 16)
"""How many colours are tried, until a picture is small enough."""

GAP = 24
PICTURES = {
    "answer": ["opened-widest-light"],
    "disagreement": ["disagreement-wide-light"],
    "page": ["page-wide-light"],
    "phone": ["answer-narrow-light", "sources-narrow-light", "opened-narrow-dark"],
}
"""What a picture is called, and the screenshots that stand in it side by side."""


def side_by_side(pictures: Sequence[Image.Image]) -> Image.Image:
    """The pictures in a row, on white, no wider than `WIDTH`."""
    wide = sum(one.width for one in pictures) + GAP * (len(pictures) - 1)
    row = Image.new("RGB", (wide, max(one.height for one in pictures)), "white")
    left = 0
    for one in pictures:
        row.paste(one.convert("RGB"), (left, 0))
        left += one.width + GAP
    if wide <= WIDTH:
        return row
    return row.resize((WIDTH, round(row.height * WIDTH / wide)), Image.Resampling.LANCZOS)


def save_small(picture: Image.Image, path: Path) -> int:
    """Save as PNG with as many colours as fit in `LARGEST` bytes; how many bytes it has."""
    for colours in COLOURS:
        picture.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    return path.stat().st_size


def main(arguments: Sequence[str]) -> int:
    """Make the pictures in both languages; the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tests.readme_pictures FOLDER\n")
        return 2
    TO.mkdir(parents=True, exist_ok=True)
    for language in ("zh", "en"):
        for name, taken in PICTURES.items():
            pictures = [Image.open(Path(arguments[0]) / f"{one}-{language}.png") for one in taken]
            path = TO / f"{name}-{language}.png"
            size = save_small(side_by_side(pictures), path)
            sys.stdout.write(f"{path.name}: {size / 1000:.0f} kB\n")
            if size > LARGEST:
                sys.stderr.write(f"{path.name} has {size} bytes, more than {LARGEST}\n")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
