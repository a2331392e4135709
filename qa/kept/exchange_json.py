"""Exchanges to and from JSON: records as objects by their fields, an article that stands in several places once.

A field that an older version did not write takes its default, one that a newer version wrote is passed over: a
conversation outlives the version that kept it.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import date
from functools import cache
from typing import Any

from index.records import Article
from qa.kept.records import KeptExchange


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


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _record(kind: Any, row: dict[str, Any], articles: typing.Sequence[Article]) -> Any:
    hints = _hints(kind)
    known = {one.name for one in dataclasses.fields(kind)} & row.keys()
    return kind(**{name: _value(hints[name], row[name], articles) for name in known})


def _value(hint: Any, value: Any, articles: typing.Sequence[Article]) -> Any:
    """`value` as JSON has it, turned into what a field of the type `hint` holds."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        # Of the unions that records have, those of plain values (a page's number) are what JSON says already.
        [*others] = [one for one in inner if one is not types.NoneType]
        return _value(others[0], value, articles) if len(others) == 1 else value
    if hint is Article:
        return articles[value]
    if dataclasses.is_dataclass(hint):
        return _record(hint, value, articles)
    if origin is tuple:
        return tuple(_value(inner[0], one, articles) for one in value)
    if origin is dict:
        return {name: _value(inner[1], one, articles) for name, one in value.items()}
    return date.fromisoformat(value) if hint is date else value
