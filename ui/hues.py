"""Hues: the colours that tell the articles of a page apart, the same in the picture and in the window."""

from __future__ import annotations

import colorsys

HUES = (4, 212, 128, 40, 276, 178, 330, 88, 236, 18, 152, 304)
"""Degrees on the colour circle, neighbours far apart; style.css has a class for each. More articles go round again."""

Colour = tuple[int, int, int]


def hue_of(number: int) -> int:
    """Which of the `HUES` the article of a number (from 1) has, as its place among them."""
    return (number - 1) % len(HUES)


def paper(number: int) -> Colour:
    """The background of an article's passages, light enough to be read on: RGB from 0 to 255."""
    return _rgb(number, 0.90, 0.75)


def ink(number: int) -> Colour:
    """The colour of an article's number and of what is set off in it: RGB from 0 to 255."""
    return _rgb(number, 0.33, 0.70)


def _rgb(number: int, lightness: float, saturation: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(HUES[hue_of(number)] / 360, lightness, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
