"""Assemble: articles out of parts and links, with the place on a page of every character."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from index.bylines import read_byline, read_dateline
from index.lines import Line, has_open_end
from index.parts import Part
from index.records import Article, Mark, OpenJump, Page, PageNumber, Span
from index.repeats import kept_copy
from index.roles import annotate


def roots_of(parts: Sequence[Part], cuts: Mapping[int, int]) -> dict[Part, Part]:
    """For each part the one that its article begins with on its page: itself, unless a cut leads to its first line."""
    holder = {at: part for part in parts for at in part.body}
    before = {after: first for first, after in cuts.items()}
    roots: dict[Part, Part] = {}
    for part in parts:  # in page order, and a continuation stands behind what it continues
        first = part.body[0] if part.body else -1
        above = holder[before[first]] if first in before and part.origin in ("piece", "rest", "jump") else part
        roots[part] = part if above is part else roots[above]
    return roots


def assemble(
    parts: Sequence[Part],
    roots: Mapping[Part, Part],
    cuts: Mapping[int, int],
    jumps: Mapping[Part, Part],
    followed: Collection[int],
    repeated: Mapping[int, int],
    lines: Sequence[Line],
    pages: Sequence[Page],
    taken: dict[str, int],
) -> list[Article]:
    """One article for each root that no jump leads to; `taken` holds the ids given so far, and is added to."""
    starts = {part.body[0]: part for part in parts if part.body and roots[part] is not part}
    members: dict[Part, list[Part]] = {}
    for part in parts:
        members.setdefault(roots[part], []).append(part)
    continued = set(jumps.values())
    chains: list[list[Part]] = []
    home: dict[int, int] = {}
    for root in members:
        if root in continued:
            continue
        chain, waiting = [], [root]
        while waiting:
            at = waiting.pop(0)
            chain.append(at)
            waiting.extend(jumps[part] for part in members[at] if part in jumps)
        for each in chain:
            for part in members[each]:
                for position in _positions(part):
                    home[position] = len(chains)
        chains.append(chain)
    repeats: dict[int, list[int]] = {}
    for position in repeated:
        repeats.setdefault(home[kept_copy(repeated, position)], []).append(position)
    articles = []
    for number, chain in enumerate(chains):
        body = [at for root in chain for at in _reading(root, starts, cuts)]
        articles.append(
            _article(
                chain,
                [p for r in chain for p in members[r]],
                body,
                repeats.get(number, []),
                cuts,
                jumps,
                followed,
                lines,
                pages,
                taken,
            )
        )
    return articles


def _positions(part: Part) -> list[int]:
    return part.titles + part.kickers + part.subtitles + part.body + [at for at, _ in part.marks]


def _reading(root: Part, starts: Mapping[int, Part], cuts: Mapping[int, int]) -> list[int]:
    """Body positions in the order they are read: where a cut leads to another part, that part comes in between."""
    found: list[int] = []
    stack = [iter(root.body)]
    while stack:
        at = next(stack[-1], None)
        if at is None:
            stack.pop()
            continue
        found.append(at)
        part = starts.get(cuts.get(at, -1))
        if part is not None:
            stack.append(iter(part.body))
    return found


def _article(
    chain: list[Part],
    parts: list[Part],
    body: list[int],
    repeats: list[int],
    cuts: Mapping[int, int],
    jumps: Mapping[Part, Part],
    followed: Collection[int],
    lines: Sequence[Line],
    pages: Sequence[Page],
    taken: dict[str, int],
) -> Article:
    titles = next((part.titles for part in chain if part.titles), [])
    spans, text = _tile(body, chain, cuts, lines, pages)
    marks = [Mark("headline", *_place(at, lines, pages)) for part in parts for at in part.titles]
    marks += [Mark("kicker", *_place(at, lines, pages)) for part in parts for at in part.kickers]
    marks += [Mark("subtitle", *_place(at, lines, pages)) for part in parts for at in part.subtitles]
    marks += [Mark(role, *_place(at, lines, pages)) for part in parts for at, role in part.marks]
    marks += [Mark("repeat", *_place(at, lines, pages)) for at in repeats]
    marks += [Mark("hyphen", pages[lines[at].page].id, *gone) for at in body for gone in lines[at].dropped]
    title = _joined(titles, lines)
    if not title and chain[0].origin == "headline" and body:
        title = _joined(chain[0].body[:1], lines)
    if not title and chain[0].jump_in is not None:
        title = next(lines[at].text for at, role in chain[0].marks if role == "jump")
    signed = [lines[at].text for part in parts for at, role in part.marks if role == "byline"]
    first = pages[chain[0].page]
    numbers = dict.fromkeys(pages[lines[at].page].number for at in body or _positions(chain[0]))
    printed = tuple(number for number in numbers if number is not None)
    return Article(
        id=article_id(first, printed, title, text, taken),
        title=title,
        kicker=_joined([at for part in chain for at in part.kickers], lines),
        byline=read_byline(signed, [lines[at].text for at in body]),
        dateline=read_dateline(lines[body[0]].text) if body else "",
        newspaper=first.newspaper,
        date=first.date,
        date_inferred=first.date_inferred,
        pages=printed,
        text=text,
        spans=tuple(spans),
        marks=tuple(marks),
        subtitle=_joined([at for part in chain for at in part.subtitles], lines),
        annotations=annotate(text),
        open_jumps=tuple(_open_jumps(chain, parts, jumps, followed, lines, pages)),
    )


def _open_jumps(
    chain: Sequence[Part],
    parts: Sequence[Part],
    jumps: Mapping[Part, Part],
    followed: Collection[int],
    lines: Sequence[Line],
    pages: Sequence[Page],
) -> Iterator[OpenJump]:
    """The jump marks of an article that lead nowhere: in front of its first part, and behind parts not continued."""
    marks = [(part, at) for part in parts for at, role in part.marks if role == "jump"]
    for part, at in marks:
        number = lines[at].jump
        if number is None or at in followed:
            continue
        if lines[at].kind == "jump_in":
            if part is chain[0]:
                yield OpenJump("from", number, *_place(at, lines, pages))
        elif part not in jumps:
            yield OpenJump("to", number, *_place(at, lines, pages))


def _joined(positions: Sequence[int], lines: Sequence[Line]) -> str:
    return " ".join(re.sub(r"\s+", " ", lines[at].text) for at in positions)


def _place(at: int, lines: Sequence[Line], pages: Sequence[Page]) -> tuple[str, int, int]:
    line = lines[at]
    return pages[line.page].id, line.start, line.end


def _tile(
    body: Sequence[int], chain: Sequence[Part], cuts: Mapping[int, int], lines: Sequence[Line], pages: Sequence[Page]
) -> tuple[list[Span], str]:
    spans: list[Span] = []
    texts: list[str] = []
    size = 0
    jumped = {part.body[0] for part in chain[1:] if part.body}
    for order, at in enumerate(body):
        line = lines[at]
        following = body[order + 1] if order + 1 < len(body) else None
        # A sentence that was cut must not have a line break within.
        whole = following is not None and (cuts.get(at) == following or (following in jumped and has_open_end(line)))
        page = pages[line.page]
        if whole and following is not None:
            pieces = [*line.pieces, (line.end, line.end + _blank_behind(line, lines[following]))]
        else:
            pieces = [*line.pieces, (line.end, line.stop)]
            if following is not None:
                pieces.append(_break_behind_mark(at, lines, page))
        for start, end in pieces:
            if start == end:
                continue
            texts.append(page.text[start:end])
            last = spans[-1] if spans else None
            if last and last.page_id == page.id and last.page_end == start:
                spans[-1] = Span(last.start, size + end - start, page.id, last.page_start, end)
            else:
                spans.append(Span(size, size + end - start, page.id, start, end))
            size += end - start
    return spans, "".join(texts)


def _blank_behind(line: Line, following: Line) -> int:
    """1 where a blank (or line break) must part the halves of a cut sentence: between words of Latin script."""
    last, first = line.text[-1], following.text[0]
    words = first < "\u0250" and first.isalpha() and last < "\u0250" and (last.isalpha() or last in ",;")
    return int(words and line.end < line.stop)


def _break_behind_mark(at: int, lines: Sequence[Line], page: Page) -> tuple[int, int]:
    """The line break behind a jump mark that stands on the line's own line; an empty range without one.

    Without it the paragraph in front of the mark and the one that follows on the other page would be one.
    """
    mark = lines[at + 1] if at + 1 < len(lines) else None
    if mark is None or mark.page != lines[at].page or mark.kind != "jump_out":
        return (0, 0)
    if "\n" in page.text[lines[at].end : mark.start]:
        return (0, 0)
    return (mark.end, mark.stop)


def article_id(page: Page, numbers: tuple[PageNumber, ...], title: str, text: str, taken: dict[str, int]) -> str:
    """16 hex digits of the sha256 over newspaper, date, pages, title and text; counted on where that is taken.

    `taken` gives for each id how often it was asked for: the next count to try, so that a page of a thousand equal
    notices takes a thousand steps and not a million.
    """
    day = page.date.isoformat() if page.date else ""
    parts = (page.newspaper or "", day, repr(numbers), title, text)
    plain = _digest(parts)
    count = taken.get(plain, 0)
    identifier = plain if not count else _digest((*parts, str(count)))
    while identifier in taken:
        count += 1
        identifier = _digest((*parts, str(count)))
    taken[plain] = count + 1
    taken.setdefault(identifier, 1)
    return identifier


def _digest(parts: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:16]


def whole_page_article(page: Page, taken: dict[str, int]) -> Article:
    """The article that a page with `given` is: text whole, one span, the id it came with."""
    given = page.given
    if given is None:
        raise ValueError(f"page {page.id} does not say which article it is")
    identifier = given.id
    if identifier in taken:
        identifier = article_id(page, (), given.title, f"{given.id}\n{page.id}\n{page.text}", taken)
    taken.setdefault(identifier, 1)
    return Article(
        id=identifier,
        title=given.title,
        kicker="",
        byline=given.byline or read_byline([], [page.text[:400]]),
        dateline=read_dateline(page.text[:200]),
        newspaper=page.newspaper,
        date=page.date,
        date_inferred=page.date_inferred,
        pages=() if page.number is None else (page.number,),
        text=page.text,
        spans=(Span(0, len(page.text), page.id, 0, len(page.text)),),
        annotations=annotate(page.text),
    )
