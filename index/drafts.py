"""Drafts: recovered articles taken apart into pieces of pages, so that pieces can move, and put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.bylines import read_byline, read_dateline
from index.records import Article, Mark, MarkRole, OpenJump, Page, Span

HEADS: tuple[MarkRole, ...] = ("headline", "kicker", "subtitle")
"""Roles of marks whose words stand in the field of the same meaning and nowhere else."""
_FINAL = frozenset("。！？!?…；;.：:")
_CLOSERS = "”’」』】）》〉)]\"'"
_PARAGRAPH = 25
"""A line shorter than this and without a stop at its end is a head inside an article, not a sentence that was cut."""


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A run of a page's text."""

    page_id: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Draft:
    """An article in pieces, in the order of its text; `said` are the fields that a keeper gave."""

    source: Article
    pieces: list[Piece]
    marks: list[Mark]
    title: str
    kicker: str
    subtitle: str
    byline: str
    dateline: str
    open_jumps: list[OpenJump]
    said: set[str] = field(default_factory=set)
    dropped: list[Piece] = field(default_factory=list)
    changed: bool = False

    @classmethod
    def of(cls, article: Article) -> Draft:
        """An article as it was recovered, in pieces."""
        return cls(
            article,
            [Piece(span.page_id, span.page_start, span.page_end) for span in article.spans],
            list(article.marks),
            article.title,
            article.kicker,
            article.subtitle,
            article.byline,
            article.dateline,
            list(article.open_jumps),
        )

    def heads(self) -> list[Mark]:
        """Its marks that are headline, kicker or subtitle, as they stand on the pages."""
        return sorted((mark for mark in self.marks if mark.role in HEADS), key=_place)


class Drafts:
    """All articles of an issue in pieces, in reading order, and the texts of its pages."""

    def __init__(self, articles: Sequence[Article], pages: Sequence[Page]) -> None:
        self.pages: Mapping[str, Page] = {page.id: page for page in pages}
        self.sources = tuple(articles)
        self.all = [Draft.of(article) for article in articles]

    def text(self, pieces: Iterable[Piece]) -> str:
        """What pieces read, one after the other."""
        return "".join(self.pages[piece.page_id].text[piece.start : piece.end] for piece in pieces)

    def words(self, mark: Mark) -> str:
        """What a mark's place reads, on one line."""
        return " ".join(self.pages[mark.page_id].text[mark.start : mark.end].split())

    def holder(self, page_id: str, at: int) -> tuple[Draft, Piece | Mark] | None:
        """The article that a character belongs to and its piece or mark; None for white space and what was dropped."""
        for draft in self.all:
            places: Iterable[Piece | Mark] = (*draft.pieces, *draft.marks)
            for place in places:
                if place.page_id == page_id and place.start <= at < place.end:
                    return draft, place
        return None

    def cut(self, draft: Draft, page_id: str, at: int) -> int:
        """The index of the piece that begins at a character inside a piece, which is cut in two there if need be."""
        for index, piece in enumerate(draft.pieces):
            if piece.page_id == page_id and piece.start <= at < piece.end:
                if piece.start == at:
                    return index
                halves = [replace(piece, end=at), replace(piece, start=at)]
                draft.pieces[index : index + 1] = halves
                return index + 1
        raise ValueError(f"no piece of {draft.source.id} holds {page_id} {at}")

    def paragraph(self, draft: Draft, piece: Piece, at: int) -> Piece:
        """The range of a page around a character that an article reads as one paragraph.

        It ends at a line break in the text, and where the text goes on elsewhere; what was left out of the text within
        (the break of a hard-wrapped line, its hyphen) does not end it.
        """
        index = draft.pieces.index(piece)
        left_out = {(mark.start, mark.end) for mark in draft.marks if mark.role == "hyphen"}
        text = self.pages[piece.page_id].text
        ends = [found for sign in "\r\n" if (found := text.find(sign, at, piece.end)) >= 0]
        end = min(ends, default=piece.end)
        following = index
        while not ends and following + 1 < len(draft.pieces):
            following += 1
            other = draft.pieces[following]
            if not self._goes_on(end, other.start, piece.page_id, other.page_id, left_out):
                break
            ends = [found for sign in "\r\n" if (found := text.find(sign, other.start, other.end)) >= 0]
            end = min(ends, default=other.end)
        start = max(text.rfind(sign, piece.start, at) for sign in "\r\n") + 1
        before = index
        while start == 0 or start <= draft.pieces[before].start:
            start = draft.pieces[before].start
            before -= 1
            if before < 0:
                break
            other = draft.pieces[before]
            if not self._goes_on(other.end, start, other.page_id, piece.page_id, left_out):
                break
            start = max(text.rfind(sign, other.start, other.end) for sign in "\r\n") + 1
            if start == other.end:
                start = draft.pieces[before + 1].start
                break
        run = text[start:end]
        return Piece(piece.page_id, start + len(run) - len(run.lstrip()), start + len(run.rstrip()))

    def _goes_on(self, end: int, start: int, page_id: str, other_id: str, left_out: set[tuple[int, int]]) -> bool:
        """Whether nothing but white space and what was left out of the text stands between two pieces of a page."""
        if page_id != other_id or start < end:
            return False
        gap = list(self.pages[page_id].text[end:start])
        for first, last in left_out:
            if end <= first and last <= start:
                gap[first - end : last - end] = " " * (last - first)
        return not "".join(gap).strip()

    def take(self, draft: Draft, passage: Piece, whole: bool) -> tuple[list[Piece], list[Mark]]:
        """Take what lies in a passage of a page out of an article: its pieces and marks, those across its edge cut.

        Where whole lines up to a paragraph's end go (`whole`), what stood around them is parted: a sentence that
        seemed to go on in them does not go on in what comes behind them.
        """
        runs: list[list[Piece]] = [[]]
        taken: list[Piece] = []
        marks: list[Mark] = []
        gone: list[Mark] = []
        for piece in draft.pieces:
            for inside, start, end in _parts(piece, passage):
                if inside:
                    taken.append(Piece(piece.page_id, start, end))
                    runs.append([])
                else:
                    runs[-1].append(Piece(piece.page_id, start, end))
        for mark in draft.marks:
            for inside, start, end in _parts(mark, passage):
                (gone if inside else marks).append(Mark(mark.role, mark.page_id, start, end))
        if taken or gone:
            pieces: list[Piece] = []
            for run in runs:
                pieces = self.seam(pieces, run, apart=True) if whole else pieces + run
            draft.pieces, draft.marks, draft.changed = pieces, marks, True
            self.read_heads(draft, gone)
        return taken, gone

    def read_heads(self, draft: Draft, gone: Iterable[Mark]) -> None:
        """Make headline, kicker and subtitle of an article anew out of its marks where some of their marks are gone."""
        for role, name in zip(HEADS, ("title", "kicker", "subtitle"), strict=True):
            if name not in draft.said and any(mark.role == role for mark in gone):
                left = [mark for mark in draft.heads() if mark.role == role]
                words = [self.words(mark) for mark in left if mark.page_id == left[0].page_id]
                setattr(draft, name, " ".join(word for word in words if word))

    def is_free(self, place: Piece, others: Iterable[Piece] = ()) -> bool:
        """Whether a range of a page belongs to no article, and to none of `others`."""
        if any(_overlap(place, other) for other in others):
            return False
        return not any(
            any(_overlap(place, each) for each in (*draft.pieces, *draft.dropped))
            or any(_overlap(place, each) for each in draft.marks)
            for draft in self.all
        )

    def seam(self, above: list[Piece], below: list[Piece], apart: bool = False) -> list[Piece]:
        """Two runs of pieces as one: a sentence that was cut is whole (unless `apart`), paragraphs stay paragraphs.

        A line break comes from the page: it is the one behind the upper run, or behind the mark that stands there.
        """
        if above and below and (above[-1].page_id, above[-1].end) == (below[0].page_id, below[0].start):
            return above + below
        while above and not self.text(above[-1:]).strip():
            last = above[-1]
            if not apart and below and self._is_cut(above):
                above = above[:-1]
                continue
            if "\n" in self.text([last]) or "\r" in self.text([last]):
                return above + below
            break
        if not above or not below:
            return above + below
        last = above[-1]
        text = self.text([last])
        bare = len(text.rstrip())
        if not apart and self._is_cut(above):
            return [*above[:-1], replace(last, end=last.start + bare), *below]
        if any(sign in text[bare:] for sign in "\r\n"):
            return above + below
        behind = self.line_break_behind(last, [*above, *below])
        if behind is None:
            return above + below
        if behind.start == last.end:
            return [*above[:-1], replace(last, end=behind.end), *below]
        return [*above, behind, *below]

    def line_break_behind(self, piece: Piece, others: Sequence[Piece] = ()) -> Piece | None:
        """The free white space with the line break behind a piece, or behind the mark right behind it; None if none."""
        start = piece.end
        for _ in range(2):
            text = self.pages[piece.page_id].text
            end = start
            while end < len(text) and text[end].isspace():
                end += 1
            space = Piece(piece.page_id, start, end)
            if any(sign in text[start:end] for sign in "\r\n"):
                return space if self.is_free(space, others) else None
            marks = (mark for draft in self.all for mark in draft.marks)
            mark = next((mark for mark in marks if (mark.page_id, mark.start) == (piece.page_id, end)), None)
            if mark is None:
                return None
            start = mark.end
        return None

    def _is_cut(self, pieces: Sequence[Piece]) -> bool:
        """Whether the last paragraph of pieces ends before its sentence does."""
        lines = self.text(pieces[-20:]).rstrip().splitlines()
        if not lines or len(lines[-1].strip()) < _PARAGRAPH:
            return False
        bare = lines[-1].rstrip(_CLOSERS)
        bracket = len(bare) < len(lines[-1]) and lines[-1][-1] in "）)】]"
        return not bracket and bool(bare) and bare[-1] not in _FINAL

    def as_text(self, draft: Draft, marks: Iterable[Mark]) -> list[Piece]:
        """Take some of its marks out of an article: their pieces, each with its line break, to become text."""
        pieces: list[Piece] = []
        for mark in marks:
            draft.marks.remove(mark)
            pieces.append(self.with_line_break(Piece(mark.page_id, mark.start, mark.end), pieces))
        return pieces

    def with_line_break(self, piece: Piece, others: Sequence[Piece] = ()) -> Piece:
        """A piece with the line break right behind it, where there is one that belongs to nobody."""
        behind = self.line_break_behind(piece, others)
        return replace(piece, end=behind.end) if behind is not None and behind.start == piece.end else piece

    def is_empty(self, pieces: Iterable[Piece]) -> bool:
        """Whether pieces hold nothing but white space."""
        return not self.text(pieces).strip()

    def finish(self, draft: Draft, new: bool = False) -> None:
        """Mend what an operation left of an article: white space in front, names that are gone, no text at all.

        A `new` article has its byline and dateline read; those of another stay while the words are in it.
        """
        draft.changed = True
        if self.is_empty(draft.pieces):
            # Headlines are all the text there is, and must be found by a search.
            draft.pieces = self.as_text(draft, draft.heads())
        draft.pieces = list(self._tidy(draft.pieces))
        lines = [line for line in self.text(draft.pieces).splitlines() if line.strip()]
        signed = [mark for mark in draft.marks if mark.role == "byline"]
        everything = _plain(self.text(draft.pieces) + "".join(map(self.words, signed)))
        if "byline" not in draft.said and (new or _plain(draft.byline) not in everything):
            draft.byline = read_byline([self.words(mark) for mark in sorted(signed, key=_place)], lines)
        if new or _plain(draft.dateline) not in everything:
            draft.dateline = read_dateline(lines[0]) if lines else ""

    def _tidy(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Pieces without white space in front, adjoining ones as one."""
        held: Piece | None = None
        for piece in pieces:
            if held is None:
                text = self.text([piece])
                start = piece.start + len(text) - len(text.lstrip())
                held = replace(piece, start=start) if start < piece.end else None
            elif (held.page_id, held.end) == (piece.page_id, piece.start):
                held = replace(held, end=piece.end)
            else:
                yield held
                held = piece
        if held is not None:
            yield held

    def spans(self, draft: Draft) -> tuple[Span, ...]:
        """An article's pieces as spans that tile its text."""
        spans, at = [], 0
        for piece in draft.pieces:
            size = piece.end - piece.start
            spans.append(Span(at, at + size, piece.page_id, piece.start, piece.end))
            at += size
        return tuple(spans)


def _parts(place: Piece | Mark, passage: Piece) -> Iterator[tuple[bool, int, int]]:
    """A place cut at a passage's edges: whether inside it, start and end."""
    if not _overlap(place, passage):
        yield False, place.start, place.end
        return
    first, last = max(place.start, passage.start), min(place.end, passage.end)
    for inside, start, end in ((False, place.start, first), (True, first, last), (False, last, place.end)):
        if start < end:
            yield inside, start, end


def _overlap(one: Piece | Mark, other: Piece | Mark) -> bool:
    return one.page_id == other.page_id and one.start < other.end and other.start < one.end


def _place(mark: Mark) -> tuple[str, int]:
    return mark.page_id, mark.start


def _plain(text: str) -> str:
    return "".join(text.split())


def next_piece(draft: Draft, page_id: str, start: int) -> int:
    """The index of the piece that is the next one on a page from a place on; that of the end without one."""
    ahead = [(p.start, index) for index, p in enumerate(draft.pieces) if p.page_id == page_id and p.start >= start]
    return min(ahead)[1] if ahead else len(draft.pieces)
