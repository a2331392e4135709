from __future__ import annotations

import stat
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import AskpressError, FixInput, FixPermissions, FixSettings
from ui.people import (
    LONGEST_NAME,
    LONGEST_PASSWORD,
    Person,
    Role,
    changing_people,
    checked_name,
    fits,
    hash_password,
    read_people,
)

HASH = hash_password("水库的水位三十米")

NAMES = st.text(min_size=1, max_size=LONGEST_NAME).filter(lambda name: name == name.strip() and name.isprintable())


def test_a_hash_fits_its_password_and_no_other() -> None:
    assert fits("水库的水位三十米", HASH)
    assert not fits("水库的水位三十一米", HASH) and not fits("", HASH)
    assert "水库" not in HASH and HASH.startswith("$scrypt$ln=15,r=8,p=3$")


def test_the_same_password_has_another_hash_each_time() -> None:
    assert hash_password("水库的水位三十米") != HASH


def test_an_accent_is_the_same_in_one_character_and_in_two() -> None:
    assert fits("cafe\u0301 au lait", hash_password("caf\u00e9 au lait"))


def test_a_hash_of_scrypt_by_its_specification_is_read() -> None:
    """The third test vector of RFC 7914, section 12, with its salt lengthened as the file asks for."""
    import base64
    import hashlib

    salt = b"SodiumChloride--"
    digest = hashlib.scrypt(b"pleaseletmein", salt=salt, n=2**14, r=8, p=1, maxmem=2**26, dklen=64)
    in_base64 = [base64.b64encode(part).decode().rstrip("=") for part in (salt, digest)]
    assert fits("pleaseletmein", "$scrypt$ln=14,r=8,p=1$" + "$".join(in_base64))


@pytest.mark.parametrize("password", ["", "short", "x" * (LONGEST_PASSWORD + 1)])
def test_a_password_that_is_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(FixInput) as caught:
        hash_password(password)
    assert str(len(password)) in caught.value.what
    assert not fits(password, HASH)


@pytest.mark.parametrize("name", ["", " a", "a ", "a\nb", "a\x00", "\u200b", "x" * (LONGEST_NAME + 1)])
def test_a_name_that_nobody_could_type_is_refused(name: str) -> None:
    with pytest.raises(FixInput):
        checked_name(name)


@settings(max_examples=60, deadline=None)
@given(names=st.lists(NAMES, max_size=6), role=st.sampled_from(Role))
def test_what_is_written_is_read_again(names: list[str], role: Role, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("people") / "people.toml"
    written = {name: Person(name, role, HASH) for name in map(checked_name, names)}
    with changing_people(path) as people:
        people.update(written)
    assert read_people(path) == written
    assert list(read_people(path)) == list(written)


def test_only_its_owner_may_read_the_file_and_no_password_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "of" / "people.toml"
    with changing_people(path) as people:
        people["沈砚秋"] = Person("沈砚秋", Role.KEEPER, HASH)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "水库" not in path.read_text(encoding="utf-8")
    assert {file.name for file in path.parent.iterdir()} <= {"people.toml", "people.toml.lock"}


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    with changing_people(path) as people:
        people["a"] = Person("a", Role.READER, HASH)
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), changing_people(path) as people:
        people.clear()
        raise ZeroDivisionError
    assert path.read_bytes() == before


def test_no_change_is_lost_where_several_programs_change_the_file(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"

    def add(name: str) -> None:
        with changing_people(path) as people:
            people[name] = Person(name, Role.READER, HASH)

    threads = [threading.Thread(target=add, args=(f"reader {number}",)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_people(path)) == 12


def entry(role: str = '"reader"', password: str = f'"{HASH}"', more: str = "") -> str:
    return f'["a"]\nrole = {role}\npassword = {password}\n{more}'


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "a = 1",
        entry(role='"owner"'),
        entry(role="1"),
        entry(password='"水库的水位三十米"'),
        entry(password=f'"{HASH[:-4]}"'),
        entry(password='"$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$' + "A" * 43 + '"'),
        entry(password='"$scrypt$ln=1,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$' + "A" * 43 + '"'),
        entry(password='"$scrypt$ln=15,r=8,p=3$AA$' + "A" * 43 + '"'),
        entry(more='email = "a@example.com"\n'),
        entry().replace("a", " a ", 1),
    ],
)
def test_a_file_that_is_none_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FixSettings) as caught:
        read_people(path)
    assert str(path) in caught.value.where and caught.value.remedy
    assert "水库" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FixSettings, match="no such file") as caught:
        read_people(tmp_path / "none.toml")
    assert "askpress user add" in caught.value.remedy


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FixPermissions):
        read_people(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(AskpressError), changing_people(tmp_path / "file" / "people.toml"):
        pass
