"""HTML of the list of conversations: by day, each to be opened, renamed and deleted. Pure functions of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape
from itertools import groupby

from qa.kept.records import ConversationLine
from ui.language import say_date
from ui.texts import Texts

WEEK = timedelta(days=7)


def conversations_html(
    lines: Sequence[ConversationLine],
    texts: Texts,
    now: datetime,
    *,
    current: str | None = None,
    deleting: str = "",
    searched: bool = False,
) -> str:
    """The conversations, latest first, under the days they were had on, in the time zone of `now`.

    `current` is the id of the one that the window shows ("" for a new one, None while that is not known yet),
    `deleting` the id of one that is about to be deleted, which asks whether to. `searched` says that `lines` are what
    a search has found.
    """
    said = texts.conversations
    body = "".join(_groups(lines, texts, now, current, deleting))
    if not lines:
        body = f'<p class="ap-hint">{escape(said.none_found if searched else said.none_yet)}</p>'
    shown = "" if current is None else f' data-current="{escape(current)}"'
    return (
        f'<nav class="ap-conversations" lang="{texts.html_language}" aria-label="{escape(said.title)}"'
        f' data-toggle="{escape(said.toggle)}"{shown}>{body}</nav>'
    )


def _groups(
    lines: Sequence[ConversationLine], texts: Texts, now: datetime, current: str | None, deleting: str
) -> Iterator[str]:
    for heading, group in groupby(lines, key=lambda line: _heading(line, texts, now)):
        rows = "".join(
            _deleting_html(line, texts) if line.id == deleting else _line_html(line, texts, now, line.id == current)
            for line in group
        )
        yield f"<h3>{escape(heading)}</h3><ul>{rows}</ul>"


def _heading(line: ConversationLine, texts: Texts, now: datetime) -> str:
    age = now.date() - _day(line, now)
    if age <= timedelta():
        return texts.conversations.today
    return texts.conversations.last_week if age < WEEK else texts.conversations.earlier


def _day(line: ConversationLine, now: datetime) -> date:
    return line.changed.astimezone(now.tzinfo).date()


def _line_html(line: ConversationLine, texts: Texts, now: datetime, current: bool) -> str:
    said, named = texts.conversations, f'data-conversation="{escape(line.id)}"'
    title = escape(line.title)
    here = ' aria-current="true"' if current else ""
    about = f"{say_date(_day(line, now), False, texts)} · {said.turns.format(count=line.turns)}"
    rename, delete = said.rename.format(title=line.title), said.delete.format(title=line.title)
    return (
        f'<li class="ap-line"><a class="ap-open" href="#conversation-{escape(line.id)}" data-event="select" {named}'
        f'{here} title="{title}&#10;{escape(about)}">{title}</a>'
        f'<button type="button" class="ap-icon" data-event="edit" {named} aria-label="{escape(rename)}"'
        f' title="{escape(rename)}">✎</button>'
        f'<button type="button" class="ap-icon" data-event="delete" {named} aria-label="{escape(delete)}"'
        f' title="{escape(delete)}">✕</button></li>'
    )


def _deleting_html(line: ConversationLine, texts: Texts) -> str:
    said, named = texts.conversations, f'data-conversation="{escape(line.id)}"'
    return (
        '<li class="ap-line"><div class="ap-deleting" role="group">'
        f"<span>{escape(said.delete_sure.format(title=line.title))}</span>"
        f'<button type="button" class="ap-button ap-danger" data-event="delete" data-sure="yes" {named}>'
        f"{escape(said.delete_yes)}</button>"
        f'<button type="button" class="ap-button" data-event="clear" {named} data-focus="yes">'
        f"{escape(said.delete_no)}</button></div></li>"
    )
