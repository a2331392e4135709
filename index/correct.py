"""Correct: the keeper's corrections applied to the recovered articles of an issue; they win over the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.anchors import Anchors, Place
from index.corrections import (
    CORRECTIONS_SUFFIX,
    Anchor,
    Correction,
    Drop,
    Fields,
    Join,
    Move,
    SetFields,
    Split,
    parse_corrections,
)
from index.drafts import HEADS, Draft, Drafts, Piece, next_piece
from index.errors import AskpressError, FixInput
from index.given_headlines import claim, claim_leading, unclaim
from index.recompose import recompose
from index.records import Article, Mark, MarkRole, Page


def correct(articles: Sequence[Article], pages: Sequence[Page]) -> tuple[list[Article], list[AskpressError]]:
    """The articles of one issue as its pages' corrections want them, and the corrections that do not apply.

    `articles` are those that `segment(pages)` recovered. Each page's `corrections` apply in the order of their file,
    those of several pages in the order of the paths. One that names words which are not there is an error (FixInput,
    with file and line) and changes nothing; the others apply all the same. An article that no correction touches
    stays as it is, with its id. Still every character of every page that is not white space is in exactly one span or
    one mark of one article, and ids differ. Articles that came as such (`Page.given`) are left alone.
    """
    own = sorted((page for page in pages if page.given is None), key=lambda page: (page.path, page.position))
    if not any(page.corrections for page in own):
        return list(articles), []
    mine = {page.id for page in own}
    left: list[Article] = []
    recovered: list[Article] = []
    for article in articles:
        given = bool(article.spans) and article.spans[0].page_id not in mine
        (left if given else recovered).append(article)
    desk = _Desk(recovered, own)
    errors: list[AskpressError] = []
    for page in own:
        where = page.path + CORRECTIONS_SUFFIX
        try:
            items = parse_corrections(page.corrections, where).items
        except FixInput as error:
            errors.append(error)
            continue
        for item in items:
            try:
                desk.apply(item, page)
            except FixInput as error:
                errors.append(error.at(f"{where}:{item.line}"))
    return [*left, *recompose(desk.drafts, {article.id for article in left})], errors


class _Desk:
    """One issue on the keeper's desk: each operation checks first and then changes the drafts."""

    def __init__(self, articles: Sequence[Article], pages: Sequence[Page]) -> None:
        self.drafts = Drafts(articles, pages)
        self._anchors = Anchors(pages, self._is_copy)

    def apply(self, item: Correction, page: Page) -> None:
        """Apply a correction of a page's file. Raises FixInput, with nothing changed, where it does not apply."""
        if isinstance(item, SetFields):
            _, draft, _ = self._held(item.at, page)
            self._set(draft, item.fields)
            self.drafts.finish(draft)
        elif isinstance(item, Split):
            self._split(item, page)
        elif isinstance(item, Join):
            self._join(item, page)
        elif isinstance(item, Move):
            self._move(item, page)
        else:
            self._drop(item, page)

    def _is_copy(self, page_id: str, at: int) -> bool:
        held = self.drafts.holder(page_id, at)
        return held is not None and isinstance(held[1], Mark) and held[1].role == "repeat"

    def _held(self, anchor: Anchor, page: Page) -> tuple[Place, Draft, Piece | Mark]:
        """Where an anchor is, in which article, and in which piece or mark of it."""
        place = self._anchors.find(anchor, page)
        held = self.drafts.holder(place.page.id, place.start)
        if held is None:
            raise FixInput(
                "{anchor} is in no article: another correction dropped it",
                remedy="take one of them out",
                anchor=anchor.said,
            )
        return place, *held

    def _set(self, draft: Draft, fields: Fields) -> None:
        roles: tuple[tuple[str, str | None, MarkRole], ...] = (
            ("title", fields.title, "headline"),
            ("kicker", fields.kicker, "kicker"),
            ("subtitle", fields.subtitle, "subtitle"),
            ("byline", fields.byline, "byline"),
        )
        for name, value, role in roles:
            if value is None:
                continue
            setattr(draft, name, value)
            draft.said.add(name)
            if value:
                claim(self.drafts, draft, role, value)
            else:
                unclaim(self.drafts, draft, role)

    # --- split ---

    def _split(self, item: Split, page: Page) -> None:
        place, draft, held = self._held(item.before, page)
        page_id, start = place.page.id, place.start
        if isinstance(held, Piece):
            start = max(held.start, self._anchors.of(place.page).from_line_start(start))
            index = self.drafts.cut(draft, page_id, start)
        elif held.role == "repeat":
            raise FixInput(
                "{place} stands in a copy of a passage that is kept elsewhere",
                remedy="quote the kept one",
                place=item.before.said,
            )
        else:
            start = held.start
            index = next_piece(draft, page_id, start)
        above, below = draft.pieces[:index], draft.pieces[index:]
        inside = [mark for mark in draft.marks if self._goes_below(mark, above, below, page_id, start)]
        stay = [mark for mark in draft.marks if mark not in inside]
        at_text = isinstance(held, Piece) and self.drafts.is_empty(above)
        if at_text or self._says_nothing(above, stay) or self._says_nothing(below, inside):
            raise FixInput(
                "an article begins (or ends) at {place} already",
                remedy='take the correction out; [[article]] at = "…" gives the article a title',
                place=item.before.said,
            )
        new = Draft(draft.source, below, inside, "", "", "", "", "", [])
        draft.pieces, draft.marks = above, stay
        self.drafts.read_heads(draft, inside)
        self.drafts.read_heads(new, inside)
        self.drafts.all.insert(self.drafts.all.index(draft) + 1, new)
        self._set(new, item.fields)
        if item.fields.title is None and not new.heads():
            claim_leading(self.drafts, new)
        self.drafts.finish(draft)
        self.drafts.finish(new, new=True)

    def _says_nothing(self, pieces: Sequence[Piece], marks: Iterable[Mark]) -> bool:
        return self.drafts.is_empty(pieces) and not any(mark.role in HEADS for mark in marks)

    def _goes_below(self, mark: Mark, above: Sequence[Piece], below: Sequence[Piece], page_id: str, start: int) -> bool:
        """Whether a mark goes with the lower part of an article that is split at a place.

        What stands between the place and the text goes with that text, a copy with the passage that it repeats, a
        headline with the text that follows it, everything else with the text in front of it.
        """
        if mark.role == "repeat":
            copy = "".join(self.drafts.words(mark).split())
            return copy in "".join(self.drafts.text(below).split())
        first = min((p.start for p in below if p.page_id == page_id and p.start >= start), default=None)
        if mark.page_id == page_id and mark.start >= start and (first is None or mark.end <= first):
            return True
        on_page = [(p.start, lower) for lower, run in ((False, above), (True, below)) for p in run]
        near = [(at, lower) for (at, lower), p in zip(on_page, (*above, *below), strict=True) if _same(p, mark)]
        behind, ahead = [n for n in near if n[0] < mark.start], [n for n in near if n[0] >= mark.start]
        if mark.role in HEADS and ahead:
            at, lower = min(ahead)
            # A headline above the place heads what is above it, were it the headline's own words.
            return lower and not (mark.page_id == page_id and mark.start < start <= at)
        if behind:
            return max(behind)[1]
        return min(ahead)[1] if ahead else False

    # --- join ---

    def _join(self, item: Join, page: Page) -> None:
        held = [self._held(part, page) for part in item.parts]
        order = [draft for at, (_, draft, _) in enumerate(held) if not at or draft is not held[at - 1][1]]
        if len(order) > len(set(order)):
            raise FixInput(
                "{place} and others stand in one article that comes twice in this order",
                remedy="name each article once, or move passages with [[move]]",
                place=item.parts[0].said,
            )
        first = order[0]
        for other in order[1:]:
            self._append(first, other)
            self.drafts.all.remove(other)
        self._set(first, item.fields)
        if len(order) > 1 or item.fields != Fields():
            self.drafts.finish(first)

    def _append(self, first: Draft, other: Draft) -> None:
        """Put an article behind another: its headline becomes text, unless it says the other's again after a jump."""
        heads = other.heads()
        jumped = any(mark.role == "jump" for mark in other.marks)
        wanted = "".join(first.title.split())
        echoes = [mark for mark in heads if "".join(self.drafts.words(mark).split()) in wanted]
        turned = [] if jumped or not first.title else [mark for mark in heads if mark not in echoes]
        lead = self.drafts.as_text(other, turned)
        below = self.drafts.seam(lead, other.pieces, apart=True)
        there = {self.drafts.pages[piece.page_id].number for piece in other.pieces}
        here = {self.drafts.pages[piece.page_id].number for piece in first.pieces}
        first.open_jumps = [jump for jump in first.open_jumps if jump.direction == "from" or jump.number not in there]
        first.open_jumps += [jump for jump in other.open_jumps if jump.direction == "to" or jump.number not in here]
        first.pieces = self.drafts.seam(first.pieces, below, apart=bool(lead))
        first.marks += other.marks
        first.dropped += other.dropped
        for name in ("title", "kicker", "subtitle", "byline", "dateline"):
            if not getattr(first, name) and name not in first.said and (name != "kicker" or not turned):
                setattr(first, name, getattr(other, name))

    # --- move and drop ---

    def _passage(self, start: Anchor, end: Anchor | None, page: Page) -> tuple[Piece, bool]:
        """The range of a page from one anchor to another, and whether it is whole lines up to a paragraph's end.

        Whole lines come with the white space behind them.
        """
        first = self._anchors.find(start, page)
        lines = self._anchors.of(first.page)
        begin = lines.from_line_start(first.start)
        stop = self._paragraph(first.page, first.end - 1).end
        if end is not None:
            last = self._anchors.find(end, first.page)
            if last.page is not first.page or last.end <= begin:
                raise FixInput(
                    "{end} stands in front of {start}",
                    remedy="quote first words and last words in order",
                    end=end.said,
                    start=start.said,
                )
            stop = lines.with_closing(last.end)
        text = first.page.text
        whole = begin == lines.line_range(lines.line_at(begin))[0]
        whole = whole and stop == self._paragraph(first.page, stop - 1).end
        if whole:
            while stop < len(text) and text[stop].isspace():
                stop += 1
        return Piece(first.page.id, begin, stop), whole

    def _paragraph(self, page: Page, at: int) -> Piece:
        """The paragraph around a character as its article reads it, else (for a mark) its line."""
        held = self.drafts.holder(page.id, at)
        if held is not None and isinstance(held[1], Piece):
            return self.drafts.paragraph(held[0], held[1], at)
        lines = self._anchors.of(page)
        return Piece(page.id, *lines.line_range(lines.line_at(at)))

    def _move(self, item: Move, page: Page) -> None:
        passage, whole = self._passage(item.start, item.end, page)
        place, target, _ = self._held(item.target, page)
        if place.page.id == passage.page_id and passage.start <= place.start < passage.end:
            raise FixInput(
                "{place} is inside the passage that moves", remedy="name a place outside of it", place=item.target.said
            )
        texts = (place for draft in self.drafts.all for place in [*_pieces(draft.heads()), *draft.pieces])
        if not any(_touch(place, passage) for place in texts):
            raise FixInput(
                "{place} is no text of an article", remedy="quote the passage where it is kept", place=item.start.said
            )
        run: list[Piece] = []
        touched = []
        for draft in self.drafts.all:
            pieces, marks = self.drafts.take(draft, passage, whole)
            run += pieces
            run += _pieces(mark for mark in marks if mark.role in HEADS)
            target.marks += [mark for mark in marks if mark.role not in HEADS]
            touched += [draft] if pieces or marks else []
        run = self._in_page_order(run)
        index = self._insertion(target, item.side, place)
        above, below = target.pieces[:index], target.pieces[index:]
        # In front of a place means no more than that: the sentence above it does not go on in the passage.
        target.pieces = self.drafts.seam(self.drafts.seam(above, run, apart=item.side == "before"), below)
        for draft in dict.fromkeys([*touched, target]):
            if draft is not target and self._says_nothing(draft.pieces, draft.marks):
                self._dissolve(draft, target)
            else:
                self.drafts.finish(draft)

    def _in_page_order(self, pieces: Iterable[Piece]) -> list[Piece]:
        run: list[Piece] = []
        waiting = sorted(pieces)
        for at, piece in enumerate(waiting):
            run = self.drafts.seam(run, [self.drafts.with_line_break(piece, [*run, *waiting[at + 1 :]])])
        return run

    def _insertion(self, target: Draft, side: str, place: Place) -> int:
        """The index in an article's pieces where a passage goes that comes to a side of a place."""
        if side == "into":
            return len(target.pieces)
        page_id = place.page.id
        if not any(p.page_id == page_id and p.start <= place.start < p.end for p in target.pieces):
            return next_piece(target, page_id, place.start)
        if side == "before":
            return self.drafts.cut(target, page_id, self._paragraph(place.page, place.start).start)
        end, text = self._paragraph(place.page, place.start).end, place.page.text
        index = self.drafts.cut(target, page_id, end - 1)
        while end < len(text) and text[end].isspace():
            end += 1
        if end < target.pieces[index].end:
            return self.drafts.cut(target, page_id, end)
        while index + 1 < len(target.pieces) and self.drafts.is_empty([target.pieces[index + 1]]):
            index += 1
        return index + 1

    def _drop(self, item: Drop, page: Page) -> None:
        if item.at is not None:
            _, draft, _ = self._held(item.at, page)
            draft.dropped += [*draft.pieces, *_pieces(draft.marks)]
            draft.pieces, draft.marks = [], []
            self._give_away(draft)
            return
        if item.start is None:
            raise ValueError(f"a drop needs a place, got {item}")
        passage, whole = self._passage(item.start, item.end, page)
        for draft in list(self.drafts.all):
            pieces, marks = self.drafts.take(draft, passage, whole)
            draft.dropped += [*pieces, *_pieces(marks)]
            if not pieces and not marks:
                continue
            if self._says_nothing(draft.pieces, draft.marks):
                self._give_away(draft)
            else:
                self.drafts.finish(draft)

    def _give_away(self, draft: Draft) -> None:
        """Give what is left of an article without text to its neighbour; without one it stays, with empty fields."""
        places = sorted([*draft.dropped, *_pieces(draft.marks)])
        page_id, start = places[0].page_id, places[0].start
        near = [
            (place.start, order)
            for order, other in enumerate(self.drafts.all)
            for place in _places(other)
            if other is not draft and place.page_id == page_id
        ]
        above = [at for at in near if at[0] < start]
        if near:
            self._dissolve(draft, self.drafts.all[max(above)[1] if above else min(near)[1]])
            return
        draft.title = draft.kicker = draft.subtitle = draft.byline = draft.dateline = ""
        draft.pieces, draft.changed = [], True

    def _dissolve(self, draft: Draft, into: Draft) -> None:
        into.marks += draft.marks
        into.dropped += draft.dropped
        into.open_jumps += draft.open_jumps
        into.changed = True
        self.drafts.all.remove(draft)


def _places(draft: Draft) -> list[Piece]:
    return [*draft.pieces, *draft.dropped, *_pieces(draft.marks)]


def _pieces(marks: Iterable[Mark]) -> list[Piece]:
    return [Piece(mark.page_id, mark.start, mark.end) for mark in marks]


def _same(one: Piece, other: Piece | Mark) -> bool:
    return one.page_id == other.page_id


def _touch(place: Piece, passage: Piece) -> bool:
    return place.page_id == passage.page_id and place.start < passage.end and passage.start < place.end
