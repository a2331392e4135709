"""Jumps: which part on another page goes on where a jump mark sends the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.cohesion import Cohesion
from index.lines import Line, has_open_end
from index.looks import starts_within_sentence
from index.parts import Part
from index.records import Page, PageNumber

_TRIED = 60
"""So many continuations are weighed for a jump: pages that are full of jump marks must not take for ever."""


def link_jumps(
    roots: Mapping[Part, Part],
    lines: Sequence[Line],
    pages: Sequence[Page],
    words: Sequence[frozenset[str]],
    cohesion: Cohesion,
) -> dict[Part, Part]:
    """For each part that jumps (a value of `roots` by its key: the part its article begins with), what continues it.

    The page numbers of both marks must fit the pages; of several pairs that fit, the ones are taken whose headlines
    and texts share most. No part continues itself, and no round of jumps comes about.
    """
    texts: dict[Part, frozenset[str]] = {}
    for part, root in roots.items():
        found = words_of(part, words)
        texts[root] = texts.get(root, frozenset()) | found
    outs = [part for part in roots if part.jump_out is not None]
    ins: dict[PageNumber | None, list[Part]] = {}
    for part in roots:
        if part.jump_in is not None and roots[part] is part:
            ins.setdefault(pages[part.page].number, []).append(part)
    pairs: list[tuple[float, int, int, Part, Part]] = []
    for order, out in enumerate(outs):
        for candidate in (ins.get(out.jump_out, []) + ins.get(None, []))[:_TRIED]:
            if _may_follow(out, candidate, pages):
                score = _fit(out, candidate, roots, lines, texts, words, cohesion)
                pairs.append((-score, order, len(pairs), out, candidate))
    links: dict[Part, Part] = {}
    taken: set[Part] = set()
    above: dict[Part, Part] = {}
    for _, _, _, out, candidate in sorted(pairs, key=lambda pair: pair[:3]):
        if out not in links and candidate not in taken and not _circular(roots[out], candidate, above):
            links[out] = candidate
            taken.add(candidate)
            above[candidate] = roots[out]
    return links


def settle_marks(
    parts: Sequence[Part], cuts: Mapping[int, int], lines: Sequence[Line], pages: Sequence[Page]
) -> frozenset[int]:
    """The positions of the jump marks that cuts across pages have followed already, each moved to its own part.

    In a scrambled page a mark may stand behind another article's text than the one that it belongs to.
    """
    holder = {at: part for part in parts for at in part.body}
    marks = [
        (at, part)
        for part in parts
        if part.jump_out is not None
        for at, role in part.marks
        if role == "jump" and lines[at].kind == "jump_out"
    ]
    followed: set[int] = set()
    for before, after in sorted(cuts.items()):
        number = pages[lines[after].page].number
        if lines[before].page == lines[after].page:
            continue
        behind = [
            (at, part)
            for at, part in marks
            if part.page == lines[before].page and lines[at].jump == number and at not in followed
        ]
        if behind:
            at, part = min(behind, key=lambda mark: (mark[0] < before, abs(mark[0] - before)))
            followed.add(at)
            part.jump_out = None
            part.marks.remove((at, "jump"))
            holder[before].marks.append((at, "jump"))
    return frozenset(followed)


def words_of(part: Part, words: Sequence[frozenset[str]]) -> frozenset[str]:
    """The terms of a part's headlines and text."""
    return frozenset().union(*(words[at] for at in part.titles + part.kickers + part.subtitles + part.body))


def _may_follow(out: Part, candidate: Part, pages: Sequence[Page]) -> bool:
    here, there = pages[out.page].number, pages[candidate.page].number
    if out.page == candidate.page or (here is None and there is None):
        return False
    return here is None or candidate.jump_in == here


def _circular(root: Part, candidate: Part, above: Mapping[Part, Part]) -> bool:
    at: Part | None = root
    while at is not None:
        if at is candidate:
            return True
        at = above.get(at)
    return False


def _fit(
    out: Part,
    candidate: Part,
    roots: Mapping[Part, Part],
    lines: Sequence[Line],
    texts: Mapping[Part, frozenset[str]],
    words: Sequence[frozenset[str]],
    cohesion: Cohesion,
) -> float:
    score = cohesion.alike(texts[roots[out]], texts[candidate])
    titles = frozenset().union(*(words[at] for at in roots[out].titles))
    echo = frozenset().union(*(words[at] for at in candidate.titles))
    if echo:
        score += max(cohesion.covered(echo, titles), cohesion.covered(titles, echo)) - 0.2
    if out.body and candidate.body:
        cut = has_open_end(lines[out.body[-1]])
        score += 0.03 if cut == starts_within_sentence(lines[candidate.body[0]].text) else 0.0
    return score
