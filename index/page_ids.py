"""Page ids: one for all that makes a page what it is."""

from __future__ import annotations

import hashlib
from datetime import date


def page_id(
    path: str,
    position: int,
    raw: bytes,
    newspaper: str | None,
    day: date | None,
    number: object,
    beside: str = "",
) -> str:
    """32 hex digits of the sha256 over all that makes a page what it is: other metadata, other id.

    `beside` is what else is said of it: the keeper's corrections, or where it stands on the web.
    """
    digest = hashlib.sha256()
    for part in (path, str(position), newspaper or "", day.isoformat() if day else "", repr(number)):
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    digest.update(raw)
    if beside:
        digest.update(b"\0corrections\0" + beside.encode())
    return digest.hexdigest()[:32]
