"""Parts: the runs of lines that belong together, each begun by a headline, a jump mark or a loose end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.bylines import read_byline
from index.cohesion import Cohesion
from index.fragments import is_fragment
from index.lines import Line, squeeze
from index.looks import is_labelled, is_section_head, is_wire_headline, opens_article
from index.records import MarkRole, PageNumber


@dataclass(slots=True, eq=False)
class Part:
    """Positions of the lines of one run: `body` is text, `marks` the rest with their roles; `origin` how it begins.

    `jump_in`/`jump_out` are the pages that its jump marks name, None without such a mark.
    """

    page: int
    origin: str
    body: list[int] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    kickers: list[int] = field(default_factory=list)
    subtitles: list[int] = field(default_factory=list)
    marks: list[tuple[int, MarkRole]] = field(default_factory=list)
    jump_in: PageNumber | None = None
    jump_out: PageNumber | None = None

    def split(self, starts: set[int]) -> list[Part]:
        """The part in pieces, a new one at each body line of `starts`; marks stay with the piece they stand in."""
        pieces = [Part(self.page, self.origin, [], self.titles, self.kickers, self.subtitles, [], self.jump_in, None)]
        for at in self.body:
            if at in starts and pieces[-1].body:
                pieces.append(Part(self.page, "piece"))
            pieces[-1].body.append(at)
        firsts = [piece.body[0] if piece.body else -1 for piece in pieces]
        for at, role in self.marks:
            # Names at the end of a run sign the article that the run began with.
            holder = 0 if role == "byline" else max((i for i in range(len(pieces)) if firsts[i] <= at), default=0)
            pieces[holder].marks.append((at, role))
        pieces[-1].jump_out = self.jump_out
        return pieces


def cut_into_parts(
    lines: Sequence[Line], kept: Sequence[int], words: Sequence[frozenset[str]], cohesion: Cohesion
) -> list[Part]:
    """The lines at the positions `kept` (in order), cut wherever a headline, a jump mark or a page's start says so."""
    return _Cutter(lines, kept, words, cohesion).run()


_NEAR = 3
_LABELS = 3
"""So many lines with a label in front on one page are the section heads of an article."""
_BYLINE_SIGNS = "（(□■◎○"
_DASHES = "—－-"
"""A subtitle starts with one of these."""
_LIST = 5
"""So many headline-like lines in a row are a list or a table, not one article's headlines."""


def _says_again(above: str, below: str) -> bool:
    one, other = squeeze(above), squeeze(below)
    return other in one or one in other


class _Cutter:
    def __init__(
        self, lines: Sequence[Line], kept: Sequence[int], words: Sequence[frozenset[str]], cohesion: Cohesion
    ) -> None:
        self._lines, self._kept, self._words, self._cohesion = lines, kept, words, cohesion
        self._parts: list[Part] = []
        self._closed = True
        titles = [lines[at] for at in kept if lines[at].kind == "title"]
        self._labelled = Counter(line.page for line in titles if is_labelled(line.text))
        self._spaced = {line.page for above, line in pairwise(lines) if line.apart and line.page == above.page}
        self._waiting: list[tuple[int, MarkRole]] = []

    def run(self) -> list[Part]:
        order = 0
        while order < len(self._kept):
            at = self._kept[order]
            line = self._lines[at]
            if not self._parts or self._parts[-1].page != line.page:
                self._closed = True
            if line.kind == "title":
                end = order
                while end < len(self._kept) and self._is("title", end, line.page):
                    end += 1
                self._titles(order, end)
                order = end
                continue
            if line.kind == "jump_in":
                self._jump_in(at)
            elif line.kind == "jump_out":
                part = self._current(line.page)
                part.marks.append((at, "jump"))
                part.jump_out = line.jump
                self._closed = True
            elif line.kind == "running_head":
                self._aside(at, "running_head")
            elif line.kind == "byline":
                self._byline(order)
            else:
                self._body(at)
            order += 1
        if self._waiting:
            self._new(self._lines[self._waiting[0][0]].page, "rest")
        return self._parts

    def _is(self, kind: str, order: int, page: int) -> bool:
        return order < len(self._kept) and (
            self._lines[self._kept[order]].kind == kind and self._lines[self._kept[order]].page == page
        )

    def _new(self, page: int, origin: str) -> Part:
        self._parts.append(Part(page, origin))
        self._closed = False
        self._parts[-1].marks.extend(self._waiting)
        self._waiting.clear()
        return self._parts[-1]

    def _current(self, page: int) -> Part:
        return self._new(page, "rest") if self._closed else self._parts[-1]

    def _body(self, at: int) -> None:
        self._current(self._lines[at].page).body.append(at)

    def _aside(self, at: int, role: MarkRole) -> None:
        # A line that belongs to the page must not begin an article, nor end one.
        if self._parts and self._parts[-1].page == self._lines[at].page:
            self._parts[-1].marks.append((at, role))
        else:
            self._waiting.append((at, role))

    def _jump_in(self, at: int) -> None:
        line = self._lines[at]
        part = self._parts[-1] if self._parts and not self._closed else None
        echo = part and part.origin == "headline" and not part.body and part.jump_in is None
        if part is None or not echo:
            part = self._new(line.page, "jump")
        part.origin, part.jump_in = "jump", line.jump
        part.marks.append((at, "jump"))

    def _byline(self, order: int) -> None:
        at = self._kept[order]
        part = self._parts[-1] if self._parts and self._parts[-1].page == self._lines[at].page else None
        if part is None:
            self._body(at)
        elif not self._closed and not part.body and part.titles:
            part.marks.append((at, "byline"))
        elif self._lines[at].text[0] in _BYLINE_SIGNS:
            self._unsigned(part).marks.append((at, "byline"))
        else:
            self._body(at)

    def _unsigned(self, last: Part) -> Part:
        """The latest part of the page that nobody has signed yet; the last one, if all are."""
        for part in reversed(self._parts):
            if part.page != last.page:
                break
            signed = any(role == "byline" for _, role in part.marks)
            texts = [self._lines[at].text for at in part.body]
            if texts and not signed and not opens_article(texts[0]) and not read_byline([], texts):
                return part
        return last

    # --- headlines ---

    def _titles(self, first: int, end: int) -> None:
        page = self._lines[self._kept[first]].page
        for at in self._leading_fragments(first, end):
            self._body(at)
            first += 1
        group = list(self._kept[first:end])
        if not group:
            return
        part = self._parts[-1] if self._parts and self._parts[-1].page == page else None
        fresh_jump = part is not None and part.origin == "jump" and not part.body and not part.titles
        if fresh_jump and part is not None and not self._closed and len(group) == 1:
            part.titles.extend(group)
            return
        if not self._begins_article(first, end):
            for at in group:
                self._body(at)
            return
        self._begin(page, group, end)

    def _leading_fragments(self, first: int, end: int) -> list[int]:
        """The lines at the start of a run of headlines that are pieces of a cut sentence."""
        page = self._lines[self._kept[first]].page
        found: list[int] = []
        behind = [at for at in self._kept[end : end + _NEAR] if self._lines[at].page == page]
        for order in range(first, end):
            at = self._kept[order]
            below = [*self._kept[order + 1 : end], *behind]
            shared = self._cohesion.covered(self._words[at], self._words_of(below))
            following = self._lines[below[0]] if below else None
            text = following.text if following and following.kind == "text" else ""
            if not is_fragment(self._lines[at].text, text, shared):
                break
            found.append(at)
        return found

    def _begin(self, page: int, group: list[int], end: int) -> None:
        lead, group, rows = self._without_list(group, end)
        for at in lead:
            self._body(at)
        headline = self._headline(group)
        part = self._new(page, "headline")
        if end >= len(self._kept) or self._lines[self._kept[end]].page != page:
            # Nothing follows: the line is all the text there is, and must be found by a search.
            part.body.extend(group + rows)
            return
        for i, at in enumerate(group):
            if i in headline:
                part.titles.append(at)
            elif i < headline.start:
                part.kickers.append(at)
            elif self._lines[at].text[0] in _DASHES:
                part.subtitles.append(at)
            else:
                part.body.append(at)
        part.body.extend(rows)

    def _without_list(self, group: list[int], end: int) -> tuple[list[int], list[int], list[int]]:
        """A group cut in what ends the article above, the headlines, and the rows of a list below them."""
        if len(group) >= _LIST:
            page = self._lines[group[0]].page
            opens = self._is("text", end, page) and opens_article(self._lines[self._kept[end]].text)
            return (group[:-1], group[-1:], []) if opens else ([], group[:1], group[1:])
        above = self._parts[-1] if self._parts and not self._closed else None
        if above is None or not above.body:
            return [], group, []
        before = self._words_of(above.body[-_NEAR:])
        after = self._words_of(self._kept[end : end + _NEAR])
        lead = 0
        while lead < len(group) - 1:
            line = self._lines[group[lead]]
            # A short fragment that a column's end cut looks like a kicker; what it speaks of tells.
            own, rest = self._words[group[lead]], after | self._words_of(group[lead + 1 :])
            if len(line.text) < 16 or self._cohesion.covered(own, before) <= self._cohesion.covered(own, rest):
                break
            lead += 1
        return group[:lead], group[lead:], []

    def _words_of(self, positions: Sequence[int]) -> frozenset[str]:
        return frozenset().union(*(self._words[at] for at in positions))

    def _headline(self, group: list[int]) -> range:
        """Which lines of a group are the headline: the one an agency marked, else the last that is no subtitle."""
        texts = [self._lines[at].text for at in group]
        marked = [i for i, text in enumerate(texts) if is_wire_headline(text)]
        plain = [i for i, text in enumerate(texts) if text[0] not in _DASHES]
        last = marked[-1] if marked else plain[-1] if plain else len(group) - 1
        # A line that says again what the headline above it says is the text's first.
        while last > 0 and _says_again(texts[last - 1], texts[last]):
            last -= 1
        first = last
        # Where no blank line stands on the whole page, none tells the kicker from the headline: lines count one by one.
        spaced = self._lines[group[0]].page in self._spaced
        while spaced and first > 0 and not self._lines[group[first]].apart:
            first -= 1
        while marked and last + 1 < len(group) and not self._lines[group[last + 1]].apart:
            last += 1
        return range(first, last + 1)

    def _begins_article(self, first: int, end: int) -> bool:
        lines, kept = self._lines, self._kept
        page = lines[kept[first]].page
        part = self._parts[-1] if self._parts and self._parts[-1].page == page else None
        if self._closed or part is None:
            return True
        if not part.body:
            # Behind headline and byline comes text, however short its first sentence is.
            return not (part.titles and any(role == "byline" for _, role in part.marks))
        if end < len(kept) and lines[kept[end]].page == page:
            following = lines[kept[end]]
            if following.kind in ("byline", "jump_in") or opens_article(following.text):
                return True
        if any(is_wire_headline(lines[kept[i]].text) for i in range(first, end)):
            return True
        text = lines[kept[first]].text
        if end - first == 1 and (is_section_head(text) or (is_labelled(text) and self._labelled[page] >= _LABELS)):
            return False
        if end - first >= _LIST:
            return self._cohesion.covered(self._words[kept[first]], self._words_of(part.body[-_NEAR:])) < 0.3
        return self._reads_as_headline(first, end, part)

    def _reads_as_headline(self, first: int, end: int, part: Part) -> bool:
        title = frozenset().union(*(self._words[self._kept[i]] for i in range(max(first, end - 2), end)))
        page = self._lines[self._kept[first]].page
        after: frozenset[str] = frozenset()
        for order in range(end, min(end + _NEAR, len(self._kept))):
            if self._lines[self._kept[order]].page != page or self._lines[self._kept[order]].kind != "text":
                break
            after |= self._words[self._kept[order]]
        before = frozenset().union(*(self._words[at] for at in part.body[-_NEAR:] + part.titles))
        ahead, behind = self._cohesion.covered(title, after), self._cohesion.covered(title, before)
        link = self._cohesion.alike(after, before)
        return ahead >= behind and ahead - behind > 4 * link - 0.1
