"""Exchanges to and from JSON: records as objects by their fields, an article that stands in several places once.

A field that an older version did not write takes its default, one that a newer version wrote is passed over: a
conversation outlives the version that kept it.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from index.records import Article
from qa.kept.records import KeptExchange

Articles = Sequence[Article]

Read = Callable[[Any, Articles], Any]
"""Gives a value as JSON has it, and the articles that it may name by their places, as a field holds it."""


def exchange_to_json(exchange: KeptExchange) -> str:
    """The exchange as one JSON object: `articles` as a list, and `exchange`, where an article is its place in it."""
    articles: list[Article] = []
    body = _plain(exchange, articles)
    return json.dumps({"articles": [_fields(one, articles) for one in articles], "exchange": body}, ensure_ascii=False)


def exchange_from_json(text: str) -> KeptExchange:
    """The exchange that `exchange_to_json` wrote. Raises ValueError, KeyError or TypeError where it is none."""
    written = json.loads(text)
    articles = [_record(Article, row, ()) for row in written["articles"]]
    exchange: KeptExchange = _record(KeptExchange, written["exchange"], articles)
    return exchange


def _plain(value: Any, articles: list[Article]) -> Any:
    if isinstance(value, Article):
        if value not in articles:
            articles.append(value)
        return articles.index(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value, articles)
    if isinstance(value, tuple):
        return [_plain(one, articles) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one, articles) for name, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _fields(record: Any, articles: list[Article]) -> dict[str, Any]:
    return {one.name: _plain(getattr(record, one.name), articles) for one in dataclasses.fields(record)}


def _record(kind: Any, row: dict[str, Any], articles: Articles) -> Any:
    read = {name: (one(row[name], articles) if one else row[name]) for name, one in _fields_of(kind) if name in row}
    return kind(**read)


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, Read | None], ...]:
    """The fields of a record, each with what reads its value, None where that is as JSON has it."""
    hints = typing.get_type_hints(kind)
    return tuple((one.name, _reading(hints[one.name])) for one in dataclasses.fields(kind))


def _reading(hint: Any) -> Read | None:
    """What turns a value as JSON has it into what a field of the type `hint` holds."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        # Of the unions that records have, those of plain values (a page's number) are what JSON says already.
        others = [_reading(one) for one in inner if one is not types.NoneType]
        read = others[0] if len(others) == 1 else None
        return read and (lambda value, articles: None if value is None else read(value, articles))
    if hint is Article:
        return lambda value, articles: articles[value]
    if dataclasses.is_dataclass(hint):
        return lambda value, articles: _record(hint, value, articles)
    if origin is tuple:
        item = _reading(inner[0])
        return lambda value, articles: tuple(item(one, articles) for one in value) if item else tuple(value)
    if origin is dict:
        entry = _reading(inner[1])
        return entry and (lambda value, articles: {name: entry(one, articles) for name, one in value.items()})
    return (lambda value, _: date.fromisoformat(value)) if hint is date else None
