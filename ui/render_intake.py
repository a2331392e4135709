"""HTML of taking pages in: where to drop them, the queue, the progress of a build, the look ahead. Pure functions."""

from __future__ import annotations

import math
from dataclasses import replace
from html import escape

from ui.error_words import error_words, say_message
from ui.queued import Outlook, Queue, QueueLine, Watched
from ui.records import Building
from ui.render import error_html
from ui.render_library import build_done_html
from ui.texts import Texts

MOST_LINES = 80
"""Lines of the queue that are shown; it says how many more there are."""

_ORDER = {"working": 0, "failed": 1, "waiting": 2, "cancelled": 3, "done": 4, "same": 4}


def drop_html(texts: Texts, kinds: tuple[str, ...]) -> str:
    """The place where files and folders are dropped or chosen; what is said while they are sent is in its data."""
    said = texts.intake
    accepted = ",".join(kinds)
    return (
        f'<div class="ap-drop" lang="{texts.html_language}" data-sending="{escape(said.sending)}"'
        f' data-nothing="{escape(said.nothing_to_send)}">'
        f'<p>{escape(said.drop)}</p><p class="ap-drop-buttons">'
        f'<label class="ap-choose"><input type="file" multiple accept="{escape(accepted)}" class="ap-hidden"'
        f' id="choose-files">{escape(said.choose_files)}</label>'
        f'<label class="ap-choose"><input type="file" webkitdirectory class="ap-hidden" id="choose-folder">'
        f"{escape(said.choose_folder)}</label></p>"
        f'<form class="ap-address"><label for="web-address">{escape(said.address)}</label>'
        f'<span><input id="web-address" type="url" required maxlength="4000" autocomplete="off"'
        f' placeholder="https://…"><button type="submit" class="ap-choose">{escape(said.fetch)}'
        f"</button></span></form>"
        f'<p class="ap-sending" role="status"></p></div>'
    )


def building_html(building: Building | None, queue: Queue, texts: Texts) -> str:
    """Progress of a running build, or how the last one ended; "" where there was none.

    What is wrong with a file that has a line in the queue is said there.
    """
    if building is None:
        return ""
    at_lines = {id(error) for line in queue.lines for error in line.errors}
    if building.error is not None:
        body = "" if id(building.error) in at_lines else error_html(building.error, texts)
    elif building.stopped:
        body = f'<p class="ap-note">{escape(texts.intake.stopped)}</p>'
    elif building.done is not None:
        others = tuple(problem for problem in building.done.problems if id(problem.error) not in at_lines)
        body = build_done_html(replace(building.done, problems=others), texts)
    else:
        body = _progress_html(building, texts)
    return f'<div class="ap-building" lang="{texts.html_language}" role="status">{body}</div>'


def _progress_html(building: Building, texts: Texts) -> str:
    stage = texts.stages[building.stage]
    count = f" {building.at}/{building.total}" if building.total else ""
    bar = f' value="{building.at}" max="{building.total}"' if building.total else ""
    pace = []
    if building.speed and building.stage in texts.intake.speed:
        pace.append(texts.intake.speed[building.stage].format(rate=say_rate(building.speed)))
    if building.left is not None and building.left >= 1:
        pace.append(texts.intake.left.format(time=say_duration(building.left, texts)))
    said = f'<span class="ap-pace">{escape(" · ".join(pace))}</span>' if pace else ""
    return (
        f'<div class="ap-progress" data-stage="{building.stage}"><strong>{escape(texts.building)}</strong>'
        f'<span>{escape(stage)}{count}</span>{said}<progress aria-label="{escape(stage)}"{bar}></progress>'
        f'<span class="ap-file">{escape(say_message(building.detail, texts))}</span></div>'
    )


def say_rate(rate: float) -> str:
    """A speed in as many digits as one reads at a glance: `0.4`, `3.2`, `88`, `1200`."""
    if rate >= 1000:
        return str(round(rate, -2))[:-2]
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def say_duration(seconds: float, texts: Texts) -> str:
    """How long something takes, rounded up to what can be known of it: seconds in fives, then minutes, then hours."""
    if seconds < 55:
        return texts.intake.seconds.format(count=max(1, math.ceil(seconds / 5) * 5 if seconds > 5 else round(seconds)))
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return texts.intake.minutes.format(count=minutes)
    return texts.intake.hours.format(hours=minutes // 60, minutes=minutes % 60)


def queue_html(queue: Queue, texts: Texts, *, keeper: bool = True) -> str:
    """A line for each file: what is worked on and what failed first; "" where nothing came. Only keepers can cancel."""
    if not queue.lines:
        return ""
    said = texts.intake
    counts = [
        template.format(count=count)
        for state, template in said.queue_counts.items()
        if (count := queue.count("done", "same") if state == "done" else queue.count(state))  # type: ignore[arg-type]
    ]
    lines = sorted(queue.lines, key=lambda line: (_ORDER[line.state], line.id))
    shown = "".join(line_html(line, texts, keeper=keeper) for line in lines[:MOST_LINES])
    more = len(lines) - MOST_LINES
    rest = f'<p class="ap-hint">{escape(said.more_lines.format(count=more))}</p>' if more > 0 else ""
    clear = ""
    if keeper and any(line.ended for line in lines):
        clear = f'<button type="button" class="ap-small" data-clear="1">{escape(said.clear)}</button>'
    return (
        f'<div class="ap-queue" lang="{texts.html_language}"><div class="ap-queue-head"><h3>{escape(said.queue)}'
        f' <span class="ap-file">{escape(" · ".join(counts))}</span></h3>{clear}</div><ul>{shown}</ul>{rest}</div>'
    )


def taken_in_text(pages: int, articles: int, texts: Texts) -> str:
    """How much came of a file, each by its number: 1 page, 3 articles."""
    forms = texts.intake.taken_in
    counted = (("page" if pages == 1 else "pages", pages), ("article" if articles == 1 else "articles", articles))
    return ("，" if texts.chinese else ", ").join(forms[form].format(count=count) for form, count in counted)


def line_html(line: QueueLine, texts: Texts, *, keeper: bool = True) -> str:
    """One file: its name, its size, what has become of it, and each thing that is wrong with how to mend it."""
    said = texts.intake
    told = [said.states[line.state]]
    if line.pages:
        told.append(taken_in_text(line.pages, line.articles, texts))
    elif line.state == "done" and line.name.endswith(".toml"):
        told.append(said.beside)
    if line.replaced:
        told.append(said.replaced)
    cancel = ""
    if keeper and line.state == "waiting":
        label = escape(said.cancel_label.format(name=line.name))
        cancel = (
            f'<button type="button" class="ap-small" data-cancel="{line.id}" aria-label="{label}">'
            f"{escape(said.cancel)}</button>"
        )
    errors = "".join(
        f'<div class="ap-queue-error" data-error="{escape(type(error).__name__)}"><p>{escape(words.what)}</p>'
        + (f'<p class="ap-remedy">{escape(texts.remedy)}: {escape(words.remedy)}</p>' if words.remedy else "")
        + "</div>"
        for error in line.errors
        for words in [error_words(error, texts)]
    )
    return (
        f'<li class="ap-queue-line" data-state="{line.state}"><span class="ap-queue-name">{escape(line.name)}</span>'
        f' <span class="ap-file">{escape(say_size(line.size)) if line.size else ""}</span>'
        f'<span class="ap-queue-state">{escape(" · ".join(told))}</span>{cancel}{errors}</li>'
    )


def say_size(size: int) -> str:
    """Bytes as people say them: `812 B`, `5.1 kB`, `3.0 MB`."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.1f} kB" if size < 999_950 else f"{size / 1_000_000:.1f} MB"


def outlook_html(outlook: Outlook, texts: Texts) -> str:
    """What a look at all known files would do, and how long it takes."""
    said, found = texts.intake, outlook.forecast
    lines = [said.ahead_files.format(new=found.new, changed=found.changed, unchanged=found.unchanged)]
    if found.gone:
        lines.append(said.ahead_gone.format(count=found.gone))
    if not found.chunks:
        lines.append(said.ahead_nothing)
    else:
        if found.every_page:
            lines.append(said.ahead_every_page.format(pages=found.pages))
        if found.passages:
            template = said.ahead_passages_most if found.every_page else said.ahead_passages
            lines.append(template.format(count=found.passages))
        lines.append(said.ahead_index.format(count=found.chunks))
        lines.append(said.ahead_time.format(time=say_duration(outlook.seconds, texts)))
        lines.append(said.ahead_meanwhile)
    body = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<div class="ap-ahead" lang="{texts.html_language}" role="status"><h4>{escape(said.ahead)}</h4>'
        f"<ul>{body}</ul></div>"
    )


def watched_html(watched: Watched | None, texts: Texts) -> str:
    """Which folder is watched; "" without one."""
    if watched is None:
        return ""
    if watched.error is not None:
        what = texts.intake.watching_failed.format(folder=watched.folder, what=error_words(watched.error, texts).what)
    elif watched.files is None:
        what = texts.intake.watching_first.format(folder=watched.folder)
    else:
        what = texts.intake.watching.format(folder=watched.folder, count=watched.files)
    return f'<p class="ap-hint" id="watched">{escape(what)}</p>'
