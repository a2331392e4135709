"""Fragments: whether a line that looks like a headline is rather a piece of a sentence that a column's end cut."""

from __future__ import annotations

from index.characters import PARAGRAPH, character_model, plain
from index.looks import is_wire_headline, opens_article

_SHORTEST = 25
"""Columns cut sentences after a line's length at least; headlines of this length and more are few."""
_STRANGE, _LOOSE = 0.12, 0.45
"""Shares of a headline's terms that the paragraphs below it have: 97 in 100 headlines have more than the first, or an
article's opening behind them; below the second, the seam to the next paragraph decides."""
_SEAM = 2.0
"""Nats by which the next paragraph must be likelier as the rest of the sentence than as a paragraph's start."""


def is_fragment(text: str, following: str, shared: float) -> bool:
    """Whether a line that looks like a headline is text that goes on elsewhere.

    `following` is the text of the line behind it on the page ("" for none), `shared` the weighted share (0 to 1) of its
    terms that the paragraphs behind it have.
    """
    if len(text) < _SHORTEST or is_wire_headline(text) or opens_article(following) or text[-1] in "！？!?”》":
        return False
    if opens_article(text) or shared < _STRANGE:
        return True
    if shared >= _LOOSE or not following:
        return False
    model, first = character_model(), plain(following[:6])[:3]
    ratio = model.log_probability(plain(text[-8:]), first) - model.log_probability(PARAGRAPH, first)
    return ratio > _SEAM
