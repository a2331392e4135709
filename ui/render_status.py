"""HTML of the status page: the library, what made it, its disk, its last builds, the last answers. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape

from index.build_log import BuildEntry
from qa.records import Timings
from ui.condition import Condition, median
from ui.language import say_date, say_newspaper
from ui.texts import Texts

_UNITS = ("B", "KB", "MB", "GB", "TB")


def status_html(condition: Condition, texts: Texts, *, keeper: bool) -> str:
    """The whole page; folders of the machine are told to a `keeper` only."""
    body = (
        _rows_html(texts.status.holds_title, _holds(condition, texts))
        + _rows_html(texts.status.made_title, _made(condition, texts))
        + _rows_html(texts.status.disk_title, _disk(condition, texts, keeper=keeper))
        + answers_html(condition.answers, texts)
        + builds_html(condition.builds, texts)
    )
    return f'<div class="ap-status" lang="{texts.html_language}">{body}</div>'


def _holds(condition: Condition, texts: Texts) -> list[tuple[str, str]]:
    said, status = texts.status, condition.status
    if status is None:
        return [(said.issues, "0")]
    days = [date.fromisoformat(day) for day in status["dates"] or ()]
    dates = " – ".join(say_date(day, False, texts) for day in dict.fromkeys(days)) or texts.unknown_date
    papers = [say_newspaper(name, texts) for name in status["newspapers"]] or [texts.unknown_newspaper]
    counts = [(said.issues, condition.issues), (said.pages, status["pages"])]
    counts += [(said.articles, status["articles"]), (said.passages, status["chunks"])]
    rows = [(name, f"{count:,}") for name, count in counts]
    rows += [(said.newspapers, ("、" if texts.chinese else ", ").join(papers)), (said.dates, dates)]
    return rows + ([(said.undated, f"{status['undated_articles']:,}")] if status["undated_articles"] else [])


def _made(condition: Condition, texts: Texts) -> list[tuple[str, str]]:
    said, status = texts.status, condition.status or {}
    generation, encoder = said.none_yet, said.none_yet
    if status.get("generation"):
        when = say_moment(status["created"], texts)
        generation = said.generation_of.format(number=status["generation"], when=when)
        encoder = said.dimensions.format(name=status["encoder"], count=status["dimension"])
    return [
        (said.generation, generation),
        (said.encoder, encoder),
        (said.model, condition.model or said.no_model),
    ]


def _disk(condition: Condition, texts: Texts, *, keeper: bool) -> list[tuple[str, str]]:
    said, status = texts.status, condition.status
    rows = []
    if status is not None:
        rows += [(said.library_size, say_bytes(status["bytes"]["library"]))]
        rows += [(said.index_size, say_bytes(status["bytes"]["indexes"]))]
    if condition.free is not None and condition.total is not None:
        free = said.free_of.format(free=say_bytes(condition.free), total=say_bytes(condition.total))
        rows.append((said.free, free))
    if keeper and status is not None:
        rows += [(said.folder, status["library"]), *((said.sources, source) for source in status["sources"])]
    return rows


def _rows_html(title: str, rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows)
    return f"<section><h3>{escape(title)}</h3><dl>{body}</dl></section>"


def answers_html(answers: Sequence[Timings], texts: Texts) -> str:
    """How long search, first word and whole answers took: the median and the slowest of the last answers."""
    said = texts.status
    if not answers:
        return (
            f'<section><h3>{escape(said.answers_title)}</h3><p class="ap-hint">{escape(said.no_answers)}</p></section>'
        )
    times = [
        (said.search, [one.search_ms for one in answers]),
        (said.first_word, [one.first_token_ms for one in answers if one.first_token_ms is not None]),
        (said.whole, [one.total_ms for one in answers]),
    ]
    rows = [
        (name, say_seconds(median(values) / 1000, texts), say_seconds(max(values) / 1000, texts))
        for name, values in times
        if values
    ]
    table = _table_html(("", said.median, said.slowest), rows)
    count = f' <span class="ap-file">{escape(said.answers_count.format(count=len(answers)))}</span>'
    return f"<section><h3>{escape(said.answers_title)}{count}</h3>{table}</section>"


def builds_html(builds: Sequence[BuildEntry], texts: Texts) -> str:
    """The last builds, the latest first: when, how long, what they took in and out."""
    said = texts.status
    title = f"<h3>{escape(said.builds_title)}</h3>"
    if not builds:
        return f'<section>{title}<p class="ap-hint">{escape(said.no_builds)}</p></section>'
    heads = (said.ended, said.generation, said.seconds, said.took_in, said.took_out, said.problems)
    rows = []
    for one in builds:
        number = str(one.generation) if one.changed else f"{one.generation} ({said.unchanged})"
        counts = [f"{count:,}" for count in (one.pages_added, one.pages_removed, one.problems)]
        rows.append((say_moment(one.ended, texts), number, say_seconds(one.seconds, texts), *counts))
    # Wider than a phone: what scrolls must take the focus, to be scrolled by keys.
    name = escape(said.builds_title)
    return f'<section class="ap-builds" tabindex="0" aria-label="{name}">{title}{_table_html(heads, rows)}</section>'


def _table_html(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def say_moment(moment: str, texts: Texts) -> str:
    """A moment in ISO 8601 as day and time of this machine's zone; as it stands where it is none."""
    try:
        at = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return f"{say_date(at.date(), False, texts)} {at:%H:%M}"


def say_seconds(seconds: float, texts: Texts) -> str:
    """Seconds with as many decimals as tell something: 0.03 s, 4.2 s, 1,260 s."""
    decimals = 2 if seconds < 1 else 1 if seconds < 60 else 0
    return texts.status.second_unit.format(count=f"{seconds:,.{decimals}f}")


def say_bytes(count: float) -> str:
    """Bytes in the unit that fits, in steps of 1,000: 12.3 MB."""
    unit = 0
    while count >= 999.95 and unit < len(_UNITS) - 1:
        count, unit = count / 1000, unit + 1
    return f"{count:,.{0 if unit == 0 else 1}f} {_UNITS[unit]}"
