from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.build import build
from index.encoder_folder import DEFAULT_ENCODER, encoder_folder
from qa.settings import load_settings
from tests.fakes import HashingEncoder
from ui.cli import main

PROJECT = Path(__file__).parent.parent
EXAMPLES = PROJECT / "examples"
PAGE = "霁川大桥昨日合龙\n\n本报讯(记者 王宁)霁川大桥昨日合龙。大桥全长1200米。\n"
LINE = '{"id": "a1", "title": "渡口", "date": "2024-05-21", "page": "A4", "text": "渡口恢复通航。"}\n'


@dataclass
class Ran:
    code: int
    out: str
    error: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, with empty settings and an empty cache."""
    for name in [name for name in os.environ if name.upper().startswith("ASKPRESS_")]:
        monkeypatch.delenv(name)
    config = tmp_path / "config.toml"
    config.write_text(f"cache = {json.dumps(str(tmp_path / 'cache'))}\n", encoding="utf-8")
    monkeypatch.setenv("ASKPRESS_CONFIG", str(config))

    def run_command(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["askpress", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        return Ran(code, *capsys.readouterr())

    return run_command


@pytest.fixture
def library(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "霁川日报_2024-05-20_01.txt").write_text(PAGE, encoding="utf-8")
    (pages / "more.jsonl").write_text(LINE, encoding="utf-8")
    build(tmp_path / "library", [pages], encoder=HashingEncoder())
    return tmp_path / "library"


def assert_one_named_line(ran: Ran, name: str, *parts: object) -> None:
    assert ran.code == 1 and ran.out == ""
    assert len(ran.error.splitlines()) == 1 and ran.error.startswith(f"askpress: {name}: ")
    for part in parts:
        assert str(part) in ran.error


# Wrong usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("--unknown",),
        ("unknown",),
        ("ask",),
        ("ask", "q", "-k", "0"),
        ("ask", "q", "-k", "many"),
        ("ask", "one", "two"),
        ("search", "q", "--unknown"),
        ("build", "--date"),
        ("eval",),
        ("eval", "set", "--limit", "0"),
        ("models", "fetch", "--source", "nowhere"),
        ("models", "unknown"),
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2 and ran.out == "" and "Traceback" not in ran.error


@pytest.mark.parametrize("arguments", [(), ("models",)])
def test_without_a_command_the_commands_are_listed(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert "Usage" in ran.out + ran.error


@pytest.mark.parametrize(
    "command", ["build", "ask", "search", "articles", "pages", "page", "status", "eval", "models", "ui"]
)
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0 and "Usage" in ran.out and ran.error == ""
    assert run(command, "-h").out == ran.out


# Named errors


@pytest.mark.parametrize(
    "arguments", [("ask", "何时？", "-k", "3"), ("search", "桥", "-k", "3"), ("articles",), ("status",)]
)
def test_without_a_library_the_keeper_is_told_to_build(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    for where in (("--library", tmp_path / "none", *arguments), (*arguments, "--library", tmp_path / "none")):
        assert_one_named_line(run(*where), "BuildFirst", tmp_path / "none", "askpress build")
    assert not (tmp_path / "none").exists()


def test_the_library_may_be_named_by_the_environment(run: Run, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKPRESS_LIBRARY", str(library))
    assert json.loads(run("status", "--json").out)["library"] == str(library)
    assert_one_named_line(run("--library", library.parent / "none", "status"), "BuildFirst")


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("option", ["--from", "--to"])
@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "2024-02-30", ""])
def test_a_date_that_is_none_is_named_with_its_option(run: Run, command: str, option: str, value: str) -> None:
    assert_one_named_line(run(command, "何时？", option, value), "FixSettings", option, repr(value), "2020-02-11")


def test_a_date_of_a_build_is_checked_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    assert_one_named_line(run("build", tmp_path, "--date", "soon"), "FixSettings", "--date")
    assert_one_named_line(run("build", tmp_path, "--page", " "), "FixSettings", "--page")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_page_that_is_none_is_named(run: Run, command: str) -> None:
    assert_one_named_line(run(command, "何时？", "--page", " "), "FixSettings", "--page")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_dates_that_run_backwards_are_named(run: Run, command: str) -> None:
    ran = run(command, "何时？", "--from", "2024-05-21", "--to", "2024年5月20日")
    assert_one_named_line(ran, "FixInput", "2024-05-21 is after date_to 2024-05-20")


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(("question", "error"), [(" ", "FixInput"), ("长" * 20_000, "ShortenInput")])
def test_nothing_asked_and_too_much_asked_are_named(
    run: Run, library: Path, command: str, question: str, error: str
) -> None:
    assert_one_named_line(run("--library", library, command, question), error, "question")


@pytest.mark.parametrize(
    ("name", "value", "parts"),
    [
        ("ASKPRESS_HITS", "many", ["ASKPRESS_HITS", "'many'"]),
        ("ASKPRESS_LIBARY", "/x", ["'ASKPRESS_LIBARY'", "'ASKPRESS_LIBRARY'"]),
        ("ASKPRESS_CONFIG", "/nowhere/config.toml", ["/nowhere/config.toml"]),
        ("ASKPRESS_BASE_URL", "nowhere", ["ASKPRESS_BASE_URL"]),
    ],
)
def test_broken_settings_are_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, parts: list[str]
) -> None:
    monkeypatch.setenv(name, value)
    for command in (["status"], ["ask", "何时？"], ["models", "list"]):
        assert_one_named_line(run(*command), "FixSettings", *parts)


def test_a_broken_settings_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("hits = \n")
    assert_one_named_line(run("status"), "FixSettings", tmp_path / "config.toml")


@pytest.mark.parametrize(
    "command", [["build", EXAMPLES / "pages"], ["search", "桥"], ["ask", "桥？"], ["eval", EXAMPLES]]
)
def test_where_models_are_missing_it_is_told_how_to_fetch_them(run: Run, library: Path, command: list[object]) -> None:
    before = json.loads(run("--library", library, "status", "--json").out)
    assert_one_named_line(run("--library", library, *command), "FetchModel", "askpress models fetch")
    assert json.loads(run("--library", library, "status", "--json").out) == before


def test_a_model_that_there_is_not_is_named(run: Run, tmp_path: Path) -> None:
    assert_one_named_line(run("models", "fetch", "nobody"), "FixInput", "nobody", "multilingual-e5-small")
    assert_one_named_line(
        run("models", "fetch", "--file", tmp_path / "none.gguf"), "FetchModel", tmp_path / "none.gguf"
    )


# What needs no model


def test_status_for_people_and_for_scripts(run: Run, library: Path) -> None:
    found = json.loads(run("--library", library, "status", "--json").out)
    assert (found["generation"], found["pages"], found["articles"], found["chunks"]) == (1, 2, 2, 2)
    assert (found["encoder"], found["newspapers"]) == ("hashing", ["霁川日报"])
    ran = run("--library", library, "status")
    assert ran.code == 0 and "2 pages, 2 articles, 2 passages" in ran.out and "霁川日报" in ran.out


def test_articles_are_an_object_a_line(run: Run, library: Path) -> None:
    rows = [json.loads(line) for line in run("articles", "--library", library, "--json").out.splitlines()]
    assert {"id", "title", "kicker", "byline", "date", "newspaper", "pages", "text"} <= rows[0].keys()
    by_title = {row["title"]: row for row in rows}
    bridge, ferry = by_title["霁川大桥昨日合龙"], by_title["渡口"]
    assert (bridge["newspaper"], bridge["date"], bridge["pages"]) == ("霁川日报", "2024-05-20", [1])
    assert bridge["byline"] == "记者 王宁" and "大桥全长1200米。" in bridge["text"]
    assert (ferry["id"], ferry["newspaper"], ferry["pages"], ferry["text"]) == ("a1", None, ["A4"], "渡口恢复通航。")
    lines = run("articles", "--library", library).out.splitlines()
    assert len(lines) == 2 and any("霁川大桥昨日合龙" in line for line in lines)


def test_models_are_listed_with_what_is_at_hand(run: Run) -> None:
    rows = json.loads(run("models", "list", "--json").out)
    assert [row["name"] for row in rows] == ["multilingual-e5-small", "qwen2.5-coder-1.5b-instruct-q4_k_m"]
    for row in rows:
        assert (row["wanted"], row["fetched"], row["path"]) == (True, 0, None)
        assert len(row["sha256"]) == 64 and row["size"] > 10**7
    lines = run("models", "list").out.splitlines()
    assert len(lines) == 2 and all("not fetched" in line for line in lines)


HEAVY = ["torch", "gradio", "langchain", "langchain_core", "langchain_openai", "sentence_transformers", "transformers"]
HEAVY += ["faiss", "tantivy", "huggingface_hub", "opencc", "xllamacpp", "openai"]


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["articles"], ["pages"], ["ask", "--help"]])
def test_what_is_quick_imports_nothing_heavy(library: Path, arguments: list[str]) -> None:
    code = (
        "import atexit, sys\n"
        f"atexit.register(lambda: sys.stderr.write(repr([name for name in {HEAVY!r} if name in sys.modules])))\n"
        "from ui.cli import main\n"
        "main()\n"
    )
    environment = {**os.environ, "ASKPRESS_LIBRARY": str(library)}
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (0, "[]")


def test_the_reader_of_a_pipe_may_go(library: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "--library", str(library), "articles", "--json"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (0, b"")


def test_a_terminal_without_chinese_gets_substitutes(library: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ui.cli", "--library", str(library), "articles"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
    )
    assert ran.returncode == 0 and ran.stderr == b"" and b"2024-05-20" in ran.stdout


# With the real encoder


def askpress(*arguments: object) -> Ran:
    """Run a command in a process of its own, with the user's cache."""
    command = [sys.executable, "-m", "ui.cli", *map(str, arguments)]
    ran = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8")
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("cli") / "library"
    ran = askpress("build", EXAMPLES / "pages", "--library", library, "--json")
    assert ran.code == 0, ran.error
    report = json.loads(ran.out)
    assert (report["generation"], report["changed"], report["pages_added"], report["problems"]) == (1, True, 8, [])
    assert report["articles"] > 30 and report["embedded"] == report["chunks"] > report["articles"]
    return library


@pytest.mark.models
def test_a_second_build_does_no_work_and_says_so(built: Path) -> None:
    report = json.loads(askpress("--library", built, "build", "--json").out)
    assert (report["changed"], report["generation"], report["embedded"], report["missing"]) == (False, 1, 0, [])


@pytest.mark.models
def test_a_build_that_found_nothing_usable_fails_and_one_bad_file_among_others_does_not(
    built: Path, tmp_path: Path
) -> None:
    nothing = askpress("build", tmp_path / "none", "--library", built)
    assert (nothing.code, nothing.error.startswith("askpress: FixInput")) == (1, True)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("渡口今日恢复通航。\n", encoding="utf-8")
    assert askpress("build", tmp_path, "--library", tmp_path / "library").code == 0


@pytest.mark.models
def test_a_search_has_the_shape_that_scripts_hold_on_to(built: Path) -> None:
    ran = askpress("search", "鹿鸣涧水库水位", "-k", 3, "--library", built, "--json", "--from", "2024-05-21")
    found = json.loads(ran.out)
    assert found.keys() >= {"query", "hits", "timings"} and found["query"] == "鹿鸣涧水库水位"
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3] and found["timings"]["search_ms"] > 0
    for hit in found["hits"]:
        assert hit.keys() >= {"rank", "score", "text", "article", "source"}
        assert hit["article"].keys() >= {"id", "title", "newspaper", "date", "pages", "byline"}
        assert hit["article"]["date"] == "2024-05-21"
        assert_cut_out_of_the_files(hit["text"], hit["source"])
    nothing = json.loads(askpress("search", "水库", "--newspaper", "无", "--library", built, "--json").out)
    assert nothing["hits"] == []
    second = json.loads(askpress("search", "水库", "--page", "02", "--library", built, "--json").out)
    assert second["hits"] and all(2 in hit["article"]["pages"] for hit in second["hits"])
    elsewhere = json.loads(askpress("search", "水库", "--section", "A", "--library", built, "--json").out)
    assert elsewhere["hits"] == []


def assert_cut_out_of_the_files(quote: str, source: dict) -> None:  # type: ignore[type-arg]
    texts = [Path(place["path"]).read_bytes().decode()[place["start"] : place["end"]] for place in source["places"]]
    assert "".join(texts) == quote
    assert (source["path"], source["start"]) == (source["places"][0]["path"], source["places"][0]["start"])


@pytest.mark.models
def test_an_answer_without_the_language_model_has_the_shape_that_scripts_hold_on_to(built: Path) -> None:
    ran = askpress("ask", "霁河三桥的项目总工程师是谁？", "--no-llm", "--library", built, "--json")
    answer = json.loads(ran.out)
    assert answer.keys() >= {"question", "answer", "refused", "reason", "citations", "unverified", "hits", "timings"}
    assert answer["timings"].keys() >= {"search_ms", "first_token_ms", "total_ms"}
    assert (ran.code, answer["refused"], answer["reason"], answer["unverified"]) == (0, False, None, [])
    for citation in answer["citations"]:
        assert f"[{citation['number']}]" in answer["answer"]
        assert citation["article"].keys() >= {"id", "title", "newspaper", "date", "pages", "byline"}
        assert_cut_out_of_the_files(citation["quote"], citation["source"])


@pytest.mark.models
def test_without_the_language_model_at_hand_the_pages_own_sentences_answer(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / DEFAULT_ENCODER).symlink_to(encoder_folder(DEFAULT_ENCODER, load_settings().cache))
    monkeypatch.setenv("ASKPRESS_CACHE", str(tmp_path))
    ran = askpress("ask", "霁河三桥全长多少公里？", "--library", built, "--json")
    answer = json.loads(ran.out)
    assert (ran.code, answer["extractive"], answer["refused"]) == (0, True, False)
    assert "2.36" in answer["answer"] and "askpress models fetch" in ran.error


@pytest.mark.models
def test_a_refusal_is_no_error(built: Path) -> None:
    ran = askpress("ask", "霁川地铁2号线什么时候开通？", "--no-llm", "--library", built, "--json")
    answer = json.loads(ran.out)
    assert (ran.code, ran.error, answer["refused"], answer["citations"]) == (0, "", True, [])
    assert answer["reason"] in ("nothing_found", "not_answered") and answer["hits"]


@pytest.mark.models
def test_rankings_are_measured(built: Path) -> None:
    ran = askpress("eval", EXAMPLES, "--retrieval", "--limit", 12, "--json")
    report = json.loads(ran.out)
    assert (ran.code, report["set"], report["n"]) == (0, "examples", 12)
    for ranker in ("dense", "lexical", "fused"):
        assert report["retrieval"][ranker].keys() == {"r1", "r5", "mrr10", "ndcg10"}
    assert report["retrieval"]["fused"]["r5"] >= 0.8


@pytest.mark.models
def test_a_library_of_another_encoder_is_named(library: Path) -> None:
    ran = askpress("search", "大桥", "--library", library)
    assert_one_named_line(ran, "RebuildLibrary", "hashing", "multilingual-e5-small", "askpress build")
