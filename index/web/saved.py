"""Saved: where a web page came from that a browser saved, by the comment that browsers leave in the file."""

from __future__ import annotations

import re

# Written by Internet Explorer, Edge and Chrome: the length of the address in four digits, then the address.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{4}\)(https?://[^\s<>\"]{1,4000}?)\s*-->", re.IGNORECASE)

_HEAD = 2000


def saved_from(markup: str) -> str:
    """The address that a browser saved a page from, "" where the file does not say it."""
    found = _SAVED_FROM.search(markup[:_HEAD])
    return found[1] if found else ""
