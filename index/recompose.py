"""Recompose: drafts that corrections changed become articles again, with new ids and the notes that still hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.assemble import article_id
from index.drafts import Draft, Drafts, Piece
from index.records import Annotation, Article, EventDate, Mark, MarkRole, OpenJump
from index.spans import page_ranges

DROPPED: MarkRole = "dropped"


def recompose(drafts: Drafts, taken_ids: Iterable[str]) -> list[Article]:
    """The drafts as articles, in their order: those that nothing changed as they were, the others with new ids.

    `taken_ids` are ids that other articles of the issue have. Annotations and event dates stay with the characters
    that they stand at, and go where these no longer stand together; an open jump stays with its mark.
    """
    taken = dict.fromkeys([*taken_ids, *(draft.source.id for draft in drafts.all if not draft.changed)], 1)
    jumps = [jump for draft in drafts.all if draft.changed for jump in draft.open_jumps]
    made = {at: _article(drafts, draft, jumps, taken) for at, draft in enumerate(drafts.all) if draft.changed}
    touched = {id(draft.source) for draft in drafts.all if not draft.changed}
    _carry([source for source in drafts.sources if id(source) not in touched], made)
    return [made[at] if draft.changed else draft.source for at, draft in enumerate(drafts.all)]


def _article(drafts: Drafts, draft: Draft, jumps: Sequence[OpenJump], taken: dict[str, int]) -> Article:
    dropped = list(_dropped(drafts, draft.dropped))
    places = [p.page_id for p in draft.pieces] or [m.page_id for m in draft.marks] or [m.page_id for m in dropped]
    first = drafts.pages[places[0]]
    numbers = dict.fromkeys(drafts.pages[page_id].number for page_id in places)
    printed = tuple(number for number in numbers if number is not None)
    text = drafts.text(draft.pieces)
    at_mark = {(mark.page_id, mark.start) for mark in draft.marks if mark.role == "jump"}
    return replace(
        draft.source,
        id=article_id(first, printed, draft.title, text, taken),
        title=draft.title,
        kicker=draft.kicker,
        subtitle=draft.subtitle,
        byline=draft.byline,
        dateline=draft.dateline,
        newspaper=first.newspaper,
        date=first.date,
        date_inferred=first.date_inferred,
        pages=printed,
        text=text,
        spans=drafts.spans(draft),
        marks=(*draft.marks, *dropped),
        annotations=(),
        events=(),
        open_jumps=tuple(jump for jump in jumps if (jump.page_id, jump.start) in at_mark),
    )


def _dropped(drafts: Drafts, pieces: Iterable[Piece]) -> Iterator[Mark]:
    """What was dropped as marks, adjoining pieces as one, white space around them left out."""
    held: Piece | None = None
    for piece in [*sorted(pieces), None]:
        if held and piece and (held.page_id, held.end) == (piece.page_id, piece.start):
            held = Piece(held.page_id, held.start, piece.end)
            continue
        words = drafts.text([held]) if held else ""
        if held and words.strip():
            start = held.start + len(words) - len(words.lstrip())
            yield Mark(DROPPED, held.page_id, start, start + len(words.strip()))
        held = piece


def _carry(sources: Iterable[Article], made: dict[int, Article]) -> None:
    """Bring annotations and event dates of articles as they were to those that hold the characters now."""
    where = sorted(
        (span.page_id, span.page_start, span.page_end, span.start, at)
        for at, article in made.items()
        for span in article.spans
    )
    notes: dict[int, tuple[list[Annotation], list[EventDate]]] = {at: ([], []) for at in made}
    for source in sources:
        all_notes: tuple[Annotation | EventDate, ...] = (*source.annotations, *source.events)
        for note in all_notes:
            ranges = list(page_ranges(source, note.start, note.end))
            index = bisect_right(where, (ranges[0][0], ranges[0][1], float("inf"))) - 1 if ranges else -1
            if index < 0:
                continue
            page_id, page_start, page_end, start, at = where[index]
            begin = start + ranges[0][1] - page_start
            end = begin + note.end - note.start
            if page_id != ranges[0][0] or ranges[0][1] >= page_end or list(page_ranges(made[at], begin, end)) != ranges:
                continue
            moved = replace(note, start=begin, end=end)
            if isinstance(moved, Annotation):
                notes[at][0].append(moved)
            else:
                notes[at][1].append(moved)
    for at, (texts, days) in notes.items():
        texts.sort(key=lambda note: (note.start, note.end))
        days.sort(key=lambda note: (note.start, note.end))
        made[at] = replace(made[at], annotations=tuple(texts), events=tuple(days))
