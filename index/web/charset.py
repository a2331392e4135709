"""Charset: the bytes of a web page to text, by what its server or the page itself says of its encoding."""

from __future__ import annotations

import codecs
import re

from index.decode import decode
from index.errors import FixInput

_HEAD = 4096
"""Bytes at the start of a page within which it names its encoding; the HTML standard looks at 1024."""

_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)

_AS_BROWSERS_READ = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
"""Encodings that pages name and browsers read as a larger one (https://encoding.spec.whatwg.org/#names-and-labels)."""

_UTF_16 = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")

MOST_BROKEN = 0.002
"""Share of characters that may be broken: a site cuts a character in two somewhere, and the rest can be read."""


def decode_page(raw: bytes, served: str, where: str) -> tuple[str, str]:
    """The encoding of a web page (a Python codec name) and its text, without byte order mark.

    In this order: a byte order mark, `served` (what the server said, "" for nothing), UTF-8 where it fits, what the
    page says of itself, what it looks like. A few broken characters become U+FFFD. Raises FixInput where the text
    cannot be read; `where` is the file to name then.
    """
    if raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(raw, where)
    found = _DECLARED.search(raw[:_HEAD])
    # What names itself in ASCII is not UTF-16, whatever it says (HTML standard, 13.2.3.2, step 14).
    declared = [name for name in [codec_of(found[1].decode("ascii"))] if name not in _UTF_16] if found else []
    broken: FixInput | None = None
    try:
        return "utf-8", raw.decode() if b"\0" not in raw else decode(raw, where)[1]
    except UnicodeDecodeError:
        pass
    for codec in filter(None, [codec_of(served), *declared]):
        text = raw.decode(codec, "replace")
        if "\0" not in text and text.count("\ufffd") <= len(text) * MOST_BROKEN:
            return codec, text
    try:
        return decode(raw, where)
    except FixInput as error:
        broken = error
    text = raw.decode("utf-8", "replace")
    if "\0" in text or text.count("\ufffd") > len(text) * MOST_BROKEN:
        raise broken
    return "utf-8", text


def codec_of(name: str) -> str:
    """The Python codec that reads what `name` stands for on the web; "" for one that is unknown."""
    try:
        codec = codecs.lookup(name.strip()).name
        "".encode(codec)  # rot13, zlib and their like are codecs too, but not of text
    except (LookupError, TypeError, ValueError):
        return ""
    return _AS_BROWSERS_READ.get(codec, codec)
