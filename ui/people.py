"""People: who may sign in, in a file of names, roles and scrypt hashes of passwords; read, written and checked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import FixInput, FixPermissions, FixSettings, TryLater
from index.messages import Message

# OWASP Password Storage Cheat Sheet, one of its equal choices for scrypt: N=2^15 (32 MiB), r=8, p=3.
_COST, _BLOCK, _LANES = 15, 8, 3
_SALT_BYTES, _HASH_BYTES = 16, 32
_MOST_MEMORY = 256 * 2**20
"""What a hash of the file may ask for at most, so that a damaged line cannot take the machine."""

SHORTEST_PASSWORD, LONGEST_PASSWORD, LONGEST_NAME = 8, 1024, 64
LOCK_SECONDS = 10.0

_HEAD = "# Who may sign in, made by `askpress user`. A password is an scrypt hash; a role may be changed by hand.\n"
_HASH = re.compile(r"\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)")


class Role(StrEnum):
    """What a person may do: a reader asks and reads, a keeper also adds, corrects and removes."""

    READER = "reader"
    KEEPER = "keeper"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in; `password` is the hash of it."""

    name: str
    role: Role
    password: str


People = Mapping[str, Person]
"""By their names."""


def checked_name(name: str) -> str:
    """The name in its NFC form. Raises FixInput where it is empty, too long, or has blanks around it or signs in it
    that do not print."""
    kept = unicodedata.normalize("NFC", name)
    if not 0 < len(kept) <= LONGEST_NAME or kept != kept.strip() or not kept.isprintable():
        raise FixInput(
            "a name has 1 to {longest} characters that print and no blanks around it, got {name!r}",
            remedy="choose another name",
            longest=LONGEST_NAME,
            name=name,
        )
    return kept


def hash_password(password: str) -> str:
    """The salted scrypt hash (RFC 7914) of a password, as `$scrypt$ln=15,r=8,p=3$salt$hash` in base64 without padding.

    The password is taken in its NFC form (RFC 8265, OpaqueString), since keyboards differ in how they write an accent.
    Takes about half a second and 32 MiB. Raises FixInput where it is too short or too long.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise FixInput(
            "a password has {shortest} to {longest} characters, got {count}",
            remedy="choose another one; a few words are easy to remember and hard to guess",
            shortest=SHORTEST_PASSWORD,
            longest=LONGEST_PASSWORD,
            count=len(password),
        )
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = _scrypt(password, salt, _COST, _BLOCK, _LANES, _HASH_BYTES)
    return f"$scrypt$ln={_COST},r={_BLOCK},p={_LANES}${_encode(salt)}${_encode(digest)}"


def fits(password: str, hashed: str) -> bool:
    """Whether this is the password of a hash that `hash_password` made; takes as long as making it."""
    if len(password) > LONGEST_PASSWORD:
        return False
    cost, block, lanes, salt, digest = _parts(hashed)
    return hmac.compare_digest(_scrypt(password, salt, cost, block, lanes, len(digest)), digest)


def read_people(path: Path) -> dict[str, Person]:
    """The people of a file, in its order. Raises FixSettings where it is not there or not such a file,
    FixPermissions where it cannot be read."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FixSettings(
            "there is no such file of people",
            where=str(path),
            remedy="make one: askpress user add NAME --auth {path}",
            path=path,
        ) from error
    except OSError as error:
        raise FixPermissions(
            "the file of people cannot be read: {error}", where=str(path), error=error.strerror
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FixSettings(
            "this is no file of people: {error}", where=str(path), remedy="mend it", error=error
        ) from error
    return {name: _person(name, entry, path) for name, entry in document.items()}


def _person(name: str, entry: object, path: Path) -> Person:
    remedy = Message("mend it, or take it out and add the person anew: askpress user add NAME --auth {path}", path=path)
    try:
        if not isinstance(entry, dict) or entry.keys() != {"role", "password"}:
            raise ValueError("an entry has a role and a password and nothing else")
        _parts(str(entry["password"]))
        return Person(checked_name(name), Role(entry["role"]), str(entry["password"]))
    except FixInput as error:
        raise FixSettings(error.parts.what, where=f"{path}, {name}", remedy=remedy) from error
    except ValueError as error:
        raise FixSettings(
            "this entry cannot be used: {error}", where=f"{path}, {name}", remedy=remedy, error=error
        ) from error


@contextmanager
def changing_people(path: Path) -> Iterator[dict[str, Person]]:
    """The people of a file (none where it is not there yet) to change; written when the block ends well.

    Only its owner may read the file. Raises as `read_people`, and TryLater where another program changes it.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=LOCK_SECONDS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with lock:
            people = read_people(path) if path.exists() else {}
            yield people
            _write(people, path)
    except Timeout as error:
        raise TryLater("another program is changing the file of people", where=str(path), remedy="try again") from error
    except OSError as error:
        raise FixPermissions(
            "the file of people cannot be written: {error}", where=str(path), error=error.strerror
        ) from error


def _write(people: People, path: Path) -> None:
    """Put the whole file in its place at once, so that who reads it meanwhile sees the old or the new one."""
    entries = [
        # A JSON string without control characters is a basic string of TOML.
        f'[{json.dumps(person.name, ensure_ascii=False)}]\nrole = "{person.role}"\npassword = "{person.password}"\n'
        for person in people.values()
    ]
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        # Nobody else may read it from the first byte on.
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write("\n".join([_HEAD, *entries]))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int, size: int) -> bytes:
    kept = unicodedata.normalize("NFC", password).encode()
    return hashlib.scrypt(kept, salt=salt, n=2**cost, r=block, p=lanes, maxmem=2 * _MOST_MEMORY, dklen=size)


def _parts(hashed: str) -> tuple[int, int, int, bytes, bytes]:
    """Cost, block size, lanes, salt and digest of a hash. Raises ValueError where it is none."""
    found = _HASH.fullmatch(hashed)
    if not found:
        raise ValueError("the password is not a scrypt hash")
    cost, block, lanes = (int(found[number]) for number in (1, 2, 3))
    if not (cost >= 10 and block >= 1 and 1 <= lanes <= 16 and 128 * 2**cost * block <= _MOST_MEMORY):
        raise ValueError("the hash asks for too little or too much work")
    salt, digest = _decode(found[4]), _decode(found[5])
    if len(salt) < _SALT_BYTES or len(digest) < _HASH_BYTES:
        raise ValueError("the hash is too short")
    return cost, block, lanes, salt, digest


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
