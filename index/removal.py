"""Removal: issues that a keeper took out of a library; their pages stay in it unread until they are brought back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import FixInput
from index.messages import Message
from index.records import Page
from index.store import REMOVED_ISSUES, Store


@dataclass(frozen=True, slots=True)
class IssueName:
    """An issue as a person names it, by newspaper and date, either of which may be unknown (None)."""

    newspaper: str | None
    date: date | None


@dataclass(frozen=True, slots=True)
class RemovedIssue:
    """An issue that was taken out, how many pages of it are kept, and when, in ISO 8601."""

    name: IssueName
    pages: int
    when: str


def removed_issues(store: Store) -> tuple[RemovedIssue, ...]:
    """What was taken out and not brought back, the latest first."""
    found = [
        RemovedIssue(IssueName(newspaper, date.fromisoformat(day) if day else None), pages, when)
        for newspaper, day, when, pages in json.loads(store.meta(REMOVED_ISSUES) or "[]")
    ]
    return tuple(reversed(found))


def issues_removed_from(library: Path) -> tuple[RemovedIssue, ...]:
    """As `removed_issues`, of a library that is not open. Raises as `Store.open` does."""
    store = Store.open(library)
    try:
        return removed_issues(store)
    finally:
        store.close()


def is_removed(page: Page, removed: Sequence[RemovedIssue]) -> bool:
    """Whether a page is of an issue that was taken out."""
    return any(one.name == IssueName(page.newspaper, page.date) for one in removed)


def mark_issues(store: Store, remove: Sequence[IssueName], restore: Sequence[IssueName], when: str) -> tuple[int, int]:
    """Take issues out and bring others back, to be built in so; how many pages that brings back and takes out.

    Raises FixInput, with nothing changed, where an issue to take out has no page, and where one to bring back was not
    taken out.
    """
    with store.transaction():
        known = {one.name: one for one in removed_issues(store)}
        out = {name: store.unsegment(name.newspaper, name.date) for name in remove if name not in known}
        back = {name: store.unsegment(name.newspaper, name.date) for name in restore}
        unknown = [name for name, pages in out.items() if not pages]
        unknown += [name for name in back if name not in known]
        if unknown:
            raise FixInput(
                "there is no such issue to take out, or to bring back",
                where=Message(
                    "{newspaper}, {day}",
                    newspaper=unknown[0].newspaper or Message("newspaper unknown"),
                    day=unknown[0].date or Message("date unknown"),
                ),
                remedy="look at the list of issues again",
            )
        kept = [one for name, one in reversed(known.items()) if name not in back]
        kept += [RemovedIssue(name, pages, when) for name, pages in out.items()]
        rows = [
            [one.name.newspaper, one.name.date.isoformat() if one.name.date else None, one.when, one.pages]
            for one in kept
        ]
        store.set_meta(REMOVED_ISSUES, json.dumps(rows, ensure_ascii=False))
    return sum(back.values()), sum(out.values())
