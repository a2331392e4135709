"""The architecture: which package may import which, how large a module may be, and what a module must say of itself."""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("index", "qa", "ui")
MODULES = sorted(path for package in PACKAGES for path in (PROJECT / package).glob("**/*.py"))
NAMED = [path for path in MODULES if path.name != "__init__.py"]
FOLDERS = sorted({path.parent for path in MODULES})
ALLOWED = {"index": {"index"}, "qa": {"index", "qa"}, "ui": {"index", "qa", "ui"}}
LONGEST = 400
MODULE_NAMES_THAT_SAY_NOTHING = re.compile(r"(^|_)(utils?|common|helpers?|managers?|misc|base)(_|$)")


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported anywhere in a module, inside functions as well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def test_there_are_modules() -> None:
    assert len(NAMED) > 40


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_flow_from_ui_to_qa_to_index(path: Path) -> None:
    package = path.relative_to(PROJECT).parts[0]
    own = {name.split(".")[0] for name in imported(tree_of(path))} & {*PACKAGES, "tests"}
    assert own <= ALLOWED[package]


@pytest.mark.parametrize("path", NAMED, ids=name_of)
def test_only_the_page_knows_gradio_and_only_asking_knows_langchain(path: Path) -> None:
    package = path.relative_to(PROJECT).parts[0]
    libraries = {re.split(r"[._]", name)[0] for name in imported(tree_of(path))}
    assert "gradio" not in libraries or package == "ui"
    assert not libraries & {"langchain", "openai", "openvino", "xllamacpp"} or package == "qa"
    assert not libraries & {"faiss", "tantivy", "torch"} or package == "index"
    # What readers leave behind stands in a file of its own, which the index knows nothing of.
    assert "sqlite3" not in libraries or package == "index" or path.parent.name == "kept"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", NAMED, ids=name_of)
def test_a_module_s_first_line_says_which_stage_it_is(path: Path) -> None:
    docstring = ast.get_docstring(tree_of(path))
    assert docstring, "a module says what it is"
    first = docstring.splitlines()[0]
    assert first.endswith("."), first
    assert ":" in first or len(first.split()) >= 4, first
    assert first[0].isupper() or first[0] == "`", first


@pytest.mark.parametrize("path", NAMED, ids=name_of)
def test_a_module_s_name_says_something(path: Path) -> None:
    assert not MODULE_NAMES_THAT_SAY_NOTHING.search(path.stem)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_error_is_swallowed_unseen(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        assert node.type is not None, f"line {node.lineno}: a bare except"
        caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
        silent = all(isinstance(line, ast.Pass | ast.Continue) for line in node.body)
        assert not (silent and caught & {"Exception", "BaseException"}), f"line {node.lineno}: an error is swallowed"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_is_public_says_what_it_does(path: Path) -> None:
    tree = tree_of(path)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def room_of(module: str) -> str:
    """What a module of `qa` is a part of: its subpackage, or for one at the top itself."""
    return ".".join(module.split(".")[:2])


def test_no_two_rooms_of_qa_need_each_other() -> None:
    needs: dict[str, set[str]] = {}
    for path in NAMED:
        module = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        if module.startswith("qa."):
            others = {room_of(name) for name in imported(tree_of(path)) if name.startswith("qa.")}
            needs.setdefault(room_of(module), set()).update(others - {room_of(module)})
    assert {"qa.checking", "qa.shown"} <= needs.keys()
    # Raises CycleError, which names the rooms on the way around.
    graphlib.TopologicalSorter(needs).prepare()


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.name != "ui"], ids=name_of)
def test_a_package_names_every_module_and_room_of_its_own(folder: Path) -> None:
    said = ast.get_docstring(tree_of(folder / "__init__.py")) or ""
    own = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    rooms = {inner.name for inner in FOLDERS if inner.parent == folder}
    assert own | rooms <= set(re.findall(r"\w+", said))


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.parent != PROJECT], ids=name_of)
def test_a_room_only_says_what_is_in_it(folder: Path) -> None:
    """Whoever imports one module of a room, such as the model's process, gets no other with it."""
    assert set(imported(tree_of(folder / "__init__.py"))) == set()
