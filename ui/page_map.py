"""Page map: for every character of a page the article it went to, and in which role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.joints import joints
from index.records import Article, MarkRole, Page

Role = Literal["text", "unclaimed"] | MarkRole


@dataclass(frozen=True, slots=True)
class Passage:
    """`page.text[start:end]` went to the article of this `number` (from 1), None where it went to none.

    `cut_before` and `cut_after` tell that a sentence was joined there with a passage that stands elsewhere.
    """

    start: int
    end: int
    number: int | None
    role: Role
    cut_before: bool = False
    cut_after: bool = False


def map_page(page: Page, articles: Sequence[Article]) -> list[Passage]:
    """The passages of a page in order, which tile its text; articles are numbered in the order given.

    Where an article claims what another one holds (which no recovery should give), the later one is shown.
    """
    claims: list[tuple[int, int, int, Role]] = []
    ends: set[tuple[int | None, int]] = set()
    starts: set[tuple[int | None, int]] = set()
    for number, article in enumerate(articles, 1):
        claims += [(s.page_start, s.page_end, number, "text") for s in article.spans if s.page_id == page.id]
        claims += [(m.start, m.end, number, m.role) for m in article.marks if m.page_id == page.id]
        for joint in joints(article, {page.id: page}):
            if joint.kind == "cut":
                ends.add((number, joint.end))
                starts.add((number, joint.start))
    size = len(page.text)
    claims = [(max(0, start), min(end, size), number, role) for start, end, number, role in claims]
    claims = [claim for claim in sorted(claims, key=lambda claim: claim[:2]) if claim[0] < claim[1]]
    passages: list[Passage] = []
    for first, last, holder, role in _tiles(claims, size):
        text = holder is not None and role == "text"
        before, after = text and (holder, first) in starts, text and (holder, last) in ends
        passages.append(Passage(first, last, holder, role, before, after))
    return passages


def _tiles(claims: Sequence[tuple[int, int, int, Role]], size: int) -> list[tuple[int, int, int | None, Role]]:
    """The claims cut where they overlap, with what nobody claims between them."""
    cuts = sorted({0, size, *(at for start, end, _, _ in claims for at in (start, end))})
    tiles: list[tuple[int, int, int | None, Role]] = []
    open_claims: list[tuple[int, int, int, Role]] = []
    following = 0
    for start, end in pairwise(cuts):
        while following < len(claims) and claims[following][0] <= start:
            open_claims.append(claims[following])
            following += 1
        open_claims = [claim for claim in open_claims if claim[1] > start]
        if open_claims:
            _, _, number, role = open_claims[-1]
            tiles.append((start, end, number, role))
        else:
            tiles.append((start, end, None, "unclaimed"))
    return tiles
