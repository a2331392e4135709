from __future__ import annotations

from itertools import pairwise

from ui.hues import HUES, hue_of, ink, paper


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_neighbours_have_different_colours_and_they_go_round() -> None:
    papers = [paper(number) for number in range(1, len(HUES) + 1)]
    assert len(set(papers)) == len(HUES) and paper(len(HUES) + 1) == papers[0]
    assert [hue_of(number) for number in (1, 2, len(HUES), len(HUES) + 1)] == [0, 1, len(HUES) - 1, 0]
    assert all(30 <= abs(one - other) <= 330 for one, other in pairwise(HUES))


def test_text_can_be_read_on_every_colour() -> None:
    """WCAG 2.2, level AA: 4.5 to 1, and 3 to 1 for large or bold text."""
    for number in range(1, len(HUES) + 1):
        assert contrast((25, 25, 25), paper(number)) > 7
        assert contrast(ink(number), paper(number)) > 3 and contrast((255, 255, 255), ink(number)) > 3
