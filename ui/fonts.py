"""Fonts: the font files of this machine that the picture of a page is set in."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import FixSettings
from index.messages import Message

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Face = tuple[str, int]
"""A font file, by name or path as Pillow takes it, and which of its faces (a collection has several)."""

# What Windows, macOS and the usual Linux packages bring; Pillow looks in the system's font folders for them.
_KNOWN: tuple[tuple[Face, Face], ...] = (
    (("NotoSansCJK-Regular.ttc", 2), ("NotoSansCJK-Bold.ttc", 2)),
    (("msyh.ttc", 0), ("msyhbd.ttc", 0)),
    (("PingFang.ttc", 0), ("PingFang.ttc", 0)),
    (("Hiragino Sans GB.ttc", 0), ("Hiragino Sans GB.ttc", 0)),
    (("SourceHanSansSC-Regular.otf", 0), ("SourceHanSansSC-Bold.otf", 0)),
    (("wqy-microhei.ttc", 0), ("wqy-microhei.ttc", 0)),
    (("simsun.ttc", 0), ("simhei.ttf", 0)),
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """A font with Chinese characters and its bold one (or the same again)."""

    regular: Face
    bold: Face

    def at(self, size: int, *, bold: bool = False) -> FreeTypeFont:
        """The font at a size in pixels."""
        from PIL import ImageFont

        name, index = self.bold if bold else self.regular
        return ImageFont.truetype(name, size, index)


def find_fonts(chosen: Path | None = None, fontconfig: str = "fc-match") -> Fonts:
    """The fonts for Chinese text: `chosen` if given, else what fontconfig names, else a well-known one.

    `fontconfig` is the program that is asked. Raises FixSettings where none can be read.
    """
    if chosen is not None:
        face = (str(chosen), 0)
        if not _opens(face):
            raise FixSettings(
                "this is no font that can be read",
                where=str(chosen),
                remedy="name a TrueType or OpenType font file with Chinese characters",
            )
        return Fonts(face, face)
    regular = _matched(fontconfig, "regular")
    matched = [(regular, _matched(fontconfig, "bold") or regular)] if regular else []
    for face, bold in (*matched, *_KNOWN):
        if _opens(face):
            return Fonts(face, bold if _opens(bold) else face)
    raise FixSettings(
        "no font with Chinese characters was found for the picture",
        where=Message("the fonts of this system"),
        remedy="name a font file with --font, or install one (Debian: apt-get install fonts-noto-cjk)",
    )


def _matched(program: str, weight: str) -> Face | None:
    """The face that fontconfig chooses for simplified Chinese, None where it is not there or has none."""
    command = [program, "-f", "%{file}\n%{index}\n%{lang}", f"sans-serif:lang=zh-cn:weight={weight}"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    file, index, languages = (*ran.stdout.split("\n"), "", "", "")[:3]
    # Without any Chinese font fontconfig still names its default one. The high bits of an index name a variation.
    return (file, int(index) & 0xFFFF) if index.isdigit() and "zh-cn" in languages.split("|") else None


def _opens(face: Face) -> bool:
    from PIL import ImageFont

    try:
        ImageFont.truetype(face[0], 12, face[1])
    except OSError:
        return False
    return True
