from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from index.errors import FixSettings
from ui.people import Person, Role, changing_people, hash_password
from ui.sign_in import FORGET_SECONDS, FREE_TRIES, LONGEST_DELAY, SESSION_SECONDS, Sessions, SignIn

PASSWORD, OTHER = "水库的水位三十米", "another password"
HASH, OTHER_HASH = hash_password(PASSWORD), hash_password(OTHER)


class Clock:
    """Seconds that go on only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "people.toml"
    with changing_people(path) as people:
        people["沈砚秋"] = Person("沈砚秋", Role.KEEPER, HASH)
        people["reader"] = Person("reader", Role.READER, HASH)
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sign_in(path: Path, clock: Clock) -> SignIn:
    return SignIn(path, clock, clock.sleep)


def check(sign_in: SignIn, *attempts: tuple[str, str]) -> list[bool]:
    async def all_of_them() -> list[bool]:
        return [await sign_in.check(*attempt) for attempt in attempts]

    return asyncio.run(all_of_them())


def test_only_the_right_name_with_the_right_password_comes_in(sign_in: SignIn) -> None:
    attempts = [("沈砚秋", PASSWORD), ("沈砚秋", OTHER), ("nobody", PASSWORD), ("沈砚秋", ""), ("", "")]
    assert check(sign_in, *attempts) == [True, False, False, False, False]


def test_nobody_comes_in_by_what_nobody_s_password_is_compared_with(sign_in: SignIn) -> None:
    assert check(sign_in, ("nobody", "nobody has this password")) == [False]


def test_guessing_becomes_slow_for_one_name_and_never_impossible(sign_in: SignIn, clock: Clock) -> None:
    assert not any(check(sign_in, *[("reader", OTHER)] * (FREE_TRIES + 7)))
    assert clock.waits == [1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_DELAY, LONGEST_DELAY]
    assert check(sign_in, ("沈砚秋", PASSWORD)) == [True] and len(clock.waits) == 7
    assert check(sign_in, ("reader", PASSWORD)) == [True] and len(clock.waits) == 8
    assert check(sign_in, ("reader", OTHER)) == [False] and len(clock.waits) == 8


def test_guesses_at_once_wait_for_each_other(sign_in: SignIn, clock: Clock) -> None:
    async def at_once() -> list[bool]:
        return await asyncio.gather(*(sign_in.check("reader", OTHER) for _ in range(FREE_TRIES + 2)))

    assert not any(asyncio.run(at_once()))
    assert clock.waits == [1.0, 2.0]


def test_names_that_are_not_there_are_slowed_together(sign_in: SignIn, clock: Clock) -> None:
    check(sign_in, *[(f"name {number}", OTHER) for number in range(FREE_TRIES + 1)])
    assert clock.waits == [1.0]


def test_wrong_passwords_are_forgotten_after_a_while(sign_in: SignIn, clock: Clock) -> None:
    check(sign_in, *[("reader", OTHER)] * FREE_TRIES)
    clock.now += FORGET_SECONDS + 1
    check(sign_in, ("reader", OTHER))
    assert clock.waits == []


def test_a_change_of_the_file_holds_at_once(sign_in: SignIn, path: Path) -> None:
    assert (sign_in.role("reader"), sign_in.role("nobody"), sign_in.role(None)) == (Role.READER, None, None)
    with changing_people(path) as people:
        people["reader"] = Person("reader", Role.KEEPER, OTHER_HASH)
        people["new"] = Person("new", Role.READER, HASH)
    assert (sign_in.role("reader"), sign_in.role("new")) == (Role.KEEPER, Role.READER)
    assert check(sign_in, ("reader", PASSWORD), ("reader", OTHER)) == [False, True]


def test_a_file_that_breaks_leaves_the_people_as_they_were(sign_in: SignIn, path: Path) -> None:
    path.write_text("[broken", encoding="utf-8")
    assert sign_in.role("沈砚秋") is Role.KEEPER
    path.unlink()
    assert sign_in.role("沈砚秋") is Role.KEEPER


def test_without_anybody_it_does_not_begin(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    with pytest.raises(FixSettings):
        SignIn(path)
    with changing_people(path):
        pass
    with pytest.raises(FixSettings, match="nobody can sign in") as caught:
        SignIn(path)
    assert "--role keeper" in caught.value.remedy


# Sessions


@pytest.fixture
def sessions(sign_in: SignIn, clock: Clock) -> Sessions:
    sessions = Sessions(sign_in, clock)
    sessions["k"], sessions["r"], sessions["r2"] = "沈砚秋", "reader", "reader"
    return sessions


def test_a_session_is_found_by_its_token_alone(sessions: Sessions) -> None:
    assert sessions.get("k") == "沈砚秋" and sessions.get("x") is None and sessions.get(None) is None  # type: ignore[call-overload]
    assert list(sessions) == ["k", "r", "r2"] and len(sessions) == 3
    del sessions["r2"]
    assert "r2" not in sessions and "r" in sessions


def test_a_session_ends_when_the_person_is_taken_out(sessions: Sessions, path: Path) -> None:
    with changing_people(path) as people:
        del people["reader"]
    assert list(sessions) == ["k"]
    with changing_people(path) as people:
        people["reader"] = Person("reader", Role.READER, HASH)
    assert "r" not in sessions


def test_a_session_ends_with_the_password_and_not_with_the_role(sessions: Sessions, path: Path) -> None:
    with changing_people(path) as people:
        people["reader"] = Person("reader", Role.READER, OTHER_HASH)
        people["沈砚秋"] = Person("沈砚秋", Role.READER, HASH)
    assert list(sessions) == ["k"]


def test_a_session_ends_after_a_week(sessions: Sessions, clock: Clock) -> None:
    clock.now = SESSION_SECONDS
    assert "k" in sessions
    clock.now += 1
    assert "k" not in sessions and len(sessions) == 0


def test_nobody_has_a_session_who_is_not_in_the_file(sessions: Sessions) -> None:
    sessions["n"] = "nobody"
    assert "n" not in sessions
