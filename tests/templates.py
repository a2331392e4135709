"""The templates of errors in the source: what each raise says, where its words come from, and what is wrong with it."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index import errors

PROJECT = Path(__file__).parent.parent
KINDS = {
    name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.AskpressError)
}
ASIDE = {"where", "remedy"}


@dataclass(frozen=True, slots=True)
class Template:
    """A template that the source gives an error or a message, and the names of the values that go with it."""

    place: str
    text: str
    values: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """The names of its blanks. Raises ValueError where it is no template."""
        return fields_of(self.text)


def fields_of(template: str) -> frozenset[str]:
    """The names of a template's blanks. Raises ValueError where it is none, or a blank is more than a name."""
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    wrong = sorted(name for name in names if not name.isidentifier())
    if wrong:
        raise ValueError(f"a blank is a name, got {wrong} in {template!r}")
    return frozenset(names)


def sources() -> list[Path]:
    """The modules of the program, by their paths."""
    return sorted(path for package in ("index", "qa", "ui") for path in (PROJECT / package).glob("**/*.py"))


def templates_in(source: str, place: str) -> Iterator[Template | str]:
    """The templates of one module, and a line for each error whose words are put together in some other way."""
    tree = ast.parse(source)
    known = _Names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        here = f"{place}:{node.lineno}"
        kind = node.func.id if isinstance(node.func, ast.Name) else ""
        values = frozenset(word.arg for word in node.keywords if word.arg) - ASIDE
        if kind == "Message":
            yield from _of(node.args[0], values, here, known)
        elif kind in KINDS:
            if len(node.args) != 1 or any(word.arg is None for word in node.keywords):
                yield f"{here}: an error has one template, and values by name"
                continue
            yield from _of(node.args[0], values, here, known)
            for word in node.keywords:
                if word.arg == "remedy" and not (isinstance(word.value, ast.Constant) and not word.value.value):
                    yield from _of(word.value, values, here, known)
                elif word.arg == "where":
                    yield from _of_place(word.value, here)


def _of(node: ast.expr, values: frozenset[str], here: str, known: _Names) -> Iterator[Template | str]:
    """What the words of an error are made of: their templates, or what is wrong with them."""
    match node:
        case ast.Constant(value=str(text)):
            yield Template(here, text, values)
        case ast.IfExp(body=body, orelse=other):
            yield from (*_of(body, values, here, known), *_of(other, values, here, known))
        case ast.Name(id=name) if name in known.constants:
            yield Template(here, known.constants[name], values)
        case ast.Name(id=name) if name in known.messages:
            return
        case ast.Call(func=ast.Name(id="Message" | "finished" | "system_reason")):
            return
        case ast.Attribute() if _of_the_page(node):
            return
        case _:
            yield f"{here}: words come as a template or a Message, not from {ast.unparse(node)}"


def _of_place(node: ast.expr, here: str) -> Iterator[str]:
    """A place stands as it is, in every language: what is wrong where it has words of ours in it."""
    for one in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
        if isinstance(one, ast.Constant) and any(letter.isspace() for letter in str(one.value)):
            yield f"{here}: a place with words in it is a Message: {one.value!r}"


def _of_the_page(node: ast.Attribute) -> bool:
    """Whether it is one of the page's own texts, in the reader's language already, or the words of another error."""
    names = ast.unparse(node).split(".")
    return names[0] in ("texts", "said", "words") or names[-2] == "parts"


class _Names:
    """What the names of a module stand for, where that is a template or a message."""

    def __init__(self, tree: ast.Module) -> None:
        self.constants: dict[str, str] = {}
        self.messages: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name, value = node.targets[0].id, node.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    self.constants[name] = value.value
                elif isinstance(value, ast.Call) and ast.unparse(value.func) in ("Message", "finished"):
                    self.messages.add(name)
            elif isinstance(node, ast.arg) and node.annotation and "Message" in ast.unparse(node.annotation):
                self.messages.add(node.arg)
            elif isinstance(node, ast.AnnAssign) and "Message" in ast.unparse(node.annotation):
                self.messages.add(ast.unparse(node.target))
            elif isinstance(node, ast.ImportFrom):
                self.messages.update(_messages_of(node))


def _messages_of(node: ast.ImportFrom) -> set[str]:
    """Of the names that one module takes from another those that are messages there."""
    module = PROJECT / f"{(node.module or '').replace('.', '/')}.py"
    if not module.is_file() or not module.is_relative_to(PROJECT):
        return set()
    wanted = {alias.name for alias in node.names if alias.name.isupper()}
    return wanted & _Names(ast.parse(module.read_text(encoding="utf-8"))).messages if wanted else set()
