"""Segment: the pages of one issue to its articles, whole: headlines apart, cuts and jumps joined, repeats folded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.assemble import assemble, roots_of, whole_page_article
from index.cohesion import Cohesion, terms
from index.join import Flow, link_cuts
from index.jumps import link_jumps, settle_marks
from index.lines import Line, read_lines
from index.parts import Part, cut_into_parts
from index.records import Article, Page
from index.repeats import fold_repeats

SEGMENTER_VERSION = "2"
"""Changes whenever the same pages would give other articles than before."""


def segment(pages: Sequence[Page]) -> list[Article]:
    """The articles of the pages of one issue, which may come in any order, in reading order.

    Every character of every page that is not white space is in exactly one span or one mark of one article. A page
    that says which article it is (`Page.given`) is that article, untouched. Ids differ within one call.
    """
    ordered = sorted((page for page in pages if page.given is None), key=reading_order)
    lines: list[Line] = []
    for index, page in enumerate(ordered):
        lines.extend(read_lines(index, page))
    words = [terms(line.text) for line in lines]
    cohesion = Cohesion(words)
    repeated = fold_repeats(lines, words, cohesion)
    kept = [at for at in range(len(lines)) if at not in repeated]
    parts = cut_into_parts(lines, kept, words, cohesion)
    cuts = link_cuts(flow_of(parts, lines, ordered, words, cohesion))
    parts = _split_at(parts, cuts)
    followed = settle_marks(parts, cuts, lines, ordered)
    roots = roots_of(parts, cuts)
    jumps = link_jumps(roots, lines, ordered, words, cohesion)
    taken: dict[str, int] = {}
    articles = [whole_page_article(page, taken) for page in pages if page.given is not None]
    return articles + assemble(parts, roots, cuts, jumps, followed, repeated, lines, ordered, taken)


def flow_of(
    parts: Sequence[Part],
    lines: list[Line],
    pages: Sequence[Page],
    words: list[frozenset[str]],
    cohesion: Cohesion,
) -> Flow:
    """The body lines of all parts as the joiner of cuts wants them."""
    heads = {
        part.body[0]: frozenset().union(*(words[at] for at in part.titles))
        for part in parts
        if part.body and part.origin in ("headline", "jump")
    }
    leaving = frozenset(part.body[-1] for part in parts if part.body and part.jump_out is not None)
    return Flow(
        lines,
        sorted(at for part in parts for at in part.body),
        heads,
        leaving,
        words,
        cohesion,
        [page.number for page in pages],
        {part.body[0]: part.jump_in for part in parts if part.body and part.jump_in is not None},
        frozenset((part.page, part.jump_out) for part in parts if part.jump_out is not None),
    )


def reading_order(page: Page) -> tuple[int, str, int, str, int]:
    """Sort key of a page: by section letter and number, pages without a number last, then by path and position."""
    number = page.number
    if number is None:
        return (2, "", 0, page.path, page.position)
    match = re.fullmatch(r"(\D*)(\d{1,9})(.*)", str(number))
    if not match:
        return (1, str(number), 0, page.path, page.position)
    return (0, match[1], int(match[2]), page.path, page.position)


def _split_at(parts: list[Part], cuts: dict[int, int]) -> list[Part]:
    """Parts cut in two where a line stands that continues another place than the line in front of it."""
    follows = {part.body[i + 1]: part.body[i] for part in parts for i in range(len(part.body) - 1)}
    moved = {after for before, after in cuts.items() if follows.get(after) != before}
    return [piece for part in parts for piece in part.split(moved)]
