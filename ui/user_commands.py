"""User commands: `askpress user`, who may sign in to the chat window, kept in a file with hashed passwords."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from index.errors import FixInput
from ui.options import JsonOption
from ui.people import Person, Role, changing_people, checked_name, hash_password, read_people
from ui.printing import print_json, print_line, print_lines

user_app = typer.Typer(help="Who may sign in to the chat window (`askpress ui --auth FILE`).", no_args_is_help=True)

FileOption = Annotated[Path, typer.Option("--auth", metavar="FILE", help="File of people, with hashed passwords.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME")]
_ROLE = typer.Option("--role", help="A reader asks and reads; a keeper also adds, corrects and removes pages.")


@user_app.command("add")
def add(name: NameArgument, file: FileOption, role: Annotated[Role, _ROLE] = Role.READER) -> None:
    """Let somebody sign in; asks for the password, or reads it from a pipe. Makes FILE where there is none."""
    name = checked_name(name)
    if file.exists() and name in read_people(file):
        raise _there_already(name, file)
    hashed = hash_password(_asked_password(name))
    with changing_people(file) as people:
        if name in people:
            raise _there_already(name, file)
        people[name] = Person(name, role, hashed)
    print_line(f"{name} can sign in as {role}")


@user_app.command("change")
def change(name: NameArgument, file: FileOption, role: Annotated[Role | None, _ROLE] = None) -> None:
    """Give somebody another role with --role, without it another password, which ends what sessions there are."""
    name = checked_name(name)
    before = _found(name, read_people(file), file)
    hashed = hash_password(_asked_password(name)) if role is None else None
    with changing_people(file) as people:
        person = _found(name, people, file)
        people[name] = Person(name, role or person.role, hashed or person.password)
    print_line(f"{name} has another password" if role is None else f"{name}: {before.role} before, now {role}")


@user_app.command("remove")
def remove(name: NameArgument, file: FileOption) -> None:
    """Let somebody sign in no longer; open windows of theirs end at once."""
    name = checked_name(name)
    with changing_people(file) as people:
        _found(name, people, file)
        del people[name]
    print_line(f"{name} can no longer sign in")


@user_app.command("list")
def list_people(file: FileOption, as_json: JsonOption = False) -> None:
    """List who may sign in, and as what."""
    people = read_people(file)
    if as_json:
        print_json([{"name": person.name, "role": str(person.role)} for person in people.values()])
    else:
        print_lines(f"{person.role:8}{person.name}" for person in people.values())


def _found(name: str, people: dict[str, Person], file: Path) -> Person:
    if name not in people:
        raise FixInput(
            "nobody is called {name}",
            where=str(file),
            remedy="see who there is: askpress user list --auth {file}",
            name=name,
            file=file,
        )
    return people[name]


def _there_already(name: str, file: Path) -> FixInput:
    return FixInput(
        "{name} is there already",
        where=str(file),
        remedy="new password: askpress user change {name} --auth {file}",
        name=name,
        file=file,
    )


def _asked_password(name: str) -> str:
    """The password that is typed twice and not shown, or the first line of a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True, err=True))
