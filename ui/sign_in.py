"""Sign-in: who may come in and as what, held against the file of people, which may change while readers read."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import AskpressError, FixSettings
from ui.people import Person, Role, fits, hash_password, read_people

log = logging.getLogger(__name__)

FREE_TRIES = 5
LONGEST_DELAY = 30.0
FORGET_SECONDS = 900.0
HASHES_AT_ONCE = 2
SESSION_SECONDS = 7 * 86400.0


@dataclass
class _Tries:
    """Wrong passwords for one name; one attempt at a time is looked at."""

    wrong: int = 0
    last: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class SignIn:
    """The people of a file, read again whenever the file has changed; what can no longer be read is as it was.

    Raises FixSettings where there is no such file, or nobody in it. `clock` gives seconds that only go on, `sleep`
    waits for seconds.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.path = path
        self._clock = clock
        self._sleep = sleep
        self._stamp = _stamp(path)
        self._people = read_people(path)
        if not self._people:
            raise FixSettings(
                "nobody can sign in: the file of people is empty",
                where=str(path),
                remedy="add a keeper first: askpress user add NAME --role keeper --auth {path}",
                path=path,
            )
        # Whoever is not there is looked at as long as one who is, so that the wait does not tell names.
        self._nobody = hash_password("nobody has this password")
        self._tries: dict[str, _Tries] = {}
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    def person(self, name: str | None) -> Person | None:
        """The person of this name as the file has it now, None where there is none."""
        stamp = _stamp(self.path)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._people = read_people(self.path)
            except AskpressError as error:
                log.error("the people are those of before: %s", error)
        return self._people.get(name) if name is not None else None

    def role(self, name: str | None) -> Role | None:
        """What the person of this name may do now, None where there is no such person."""
        person = self.person(name)
        return person.role if person else None

    async def check(self, name: str, password: str) -> bool:
        """Whether this person has this password; from the sixth wrong one within a quarter of an hour, slower.

        The delay doubles up to half a minute and is each name's own, so that guessing takes years and nobody is locked
        out. (NIST SP 800-63B, 5.2.2, asks for a limit.)
        """
        person = self.person(name)
        tries = self._tries.setdefault(person.name if person else "", _Tries())
        async with tries.turn:
            if self._clock() - tries.last > FORGET_SECONDS:
                tries.wrong = 0
            if tries.wrong >= FREE_TRIES:
                await self._sleep(min(LONGEST_DELAY, 2.0 ** (tries.wrong - FREE_TRIES)))
            async with self._hashing:
                right = await asyncio.to_thread(fits, password, person.password if person else self._nobody)
            if right and person is not None:
                tries.wrong = 0
                return True
            tries.wrong, tries.last = tries.wrong + 1, self._clock()
            return False


@dataclass(frozen=True)
class _Session:
    name: str
    password: str
    since: float


class Sessions(MutableMapping[str, str]):
    """By its token each session's name, as Gradio keeps them, but only while the person is in the file with the same
    password, and for a week at most."""

    def __init__(self, sign_in: SignIn, clock: Callable[[], float] = time.monotonic) -> None:
        self._sign_in = sign_in
        self._clock = clock
        self._held: dict[str, _Session] = {}

    def __setitem__(self, token: str, name: str) -> None:
        person = self._sign_in.person(name)
        if person is not None:
            self._held[token] = _Session(name, person.password, self._clock())

    def __getitem__(self, token: str) -> str:
        session = self._held[token]
        person = self._sign_in.person(session.name)
        stays = person is not None and person.password == session.password
        if not stays or self._clock() - session.since > SESSION_SECONDS:
            self._held.pop(token, None)
            raise KeyError(token)
        return session.name

    def __delitem__(self, token: str) -> None:
        del self._held[token]

    def __iter__(self) -> Iterator[str]:
        return iter([token for token in list(self._held) if token in self])

    def __len__(self) -> int:
        return len(list(iter(self)))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
