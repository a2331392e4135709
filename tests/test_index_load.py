import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decode import decode
from index.errors import AskpressError, FixInput, FixPermissions
from index.issue import IssueGiven
from index.load import NOTHING_GIVEN, SIZE_LIMIT, find_files, load_file
from index.page_ids import page_id
from index.records import GivenArticle, Page

SIMPLIFIED = "昨天下午,记者来到江边看到,新修的堤岸已经完工,市民三三两两在这里散步,孩子们在草地上放风筝。"
TRADITIONAL = "昨天下午,記者來到江邊看到,新修的堤岸已經完工,市民三三兩兩在這裡散步,孩子們在草地上放風箏。"


def pages(path: Path, options: IssueGiven = NOTHING_GIVEN) -> list[Page]:
    items = list(load_file(path, options))
    assert all(isinstance(item, Page) for item in items), items
    return [item for item in items if isinstance(item, Page)]


def errors(path: Path) -> list[AskpressError]:
    return [item for item in load_file(path) if isinstance(item, AskpressError)]


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (SIMPLIFIED[:20], "gb18030", "gb18030"),
        (TRADITIONAL[:20], "big5", "big5"),
        (SIMPLIFIED * 3000, "gb18030", "gb18030"),
        (TRADITIONAL * 3000, "big5", "big5"),
        ("x" + SIMPLIFIED * 3000, "gb18030", "gb18030"),
        ("Plain ASCII.", "ascii", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, text: str, codec: str, found: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode(codec))
    (page,) = pages(path)
    assert (page.text, page.encoding, page.raw) == (text, found, text.encode(codec))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf8_text_comes_back_as_it_is(text: str) -> None:
    controls = sum(1 for character in text if character < " " and character not in "\t\n\f\r\x1a\x1b")
    if controls == 0 and not text.startswith("\ufeff"):
        assert decode(text.encode(), "x") == ("utf-8", text)


def test_line_breaks_stay(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("甲。\r\n\r\n乙。\r丙。\n".encode())
    assert pages(path)[0].text == "甲。\r\n\r\n乙。\r丙。\n"


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        (b"", "no text"),
        (b" \r\n\t\n", "no text"),
        (b"\xef\xbb\xbf\n", "no text"),
        (b"%PDF\0\1\2", "binary"),
        (bytes(range(1, 32)) * 40, "binary"),
        (b"\xff\xfeab\0\0", "binary"),
        (b"\xff\xfea", "does not decode"),
        (SIMPLIFIED.encode() + b"\n\xe6\x98", "does not decode as UTF-8"),
        (SIMPLIFIED.encode("gb18030") * 9 + b"\n\xff\xff", "does not decode"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, raw: bytes, part: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    (error,) = errors(path)
    assert isinstance(error, FixInput)
    assert part in error.what
    assert str(path) in error.where
    assert error.remedy


def test_the_line_of_the_byte_that_does_not_decode_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(SIMPLIFIED.encode() + b"\n\n" + b"\xe6\x98" + SIMPLIFIED.encode())
    assert errors(path)[0].where == f"{path}:3"


def test_other_kinds_are_named_with_those_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"%PDF")
    (error,) = errors(path)
    assert isinstance(error, FixInput)
    assert ".txt" in error.what
    assert ".pdf" in error.what


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as handle:
        handle.truncate(SIZE_LIMIT + 1)  # sparse: takes no room
    (error,) = errors(path)
    assert isinstance(error, FixInput)
    assert "200,000,001" in error.what


def test_missing_and_special_files(tmp_path: Path) -> None:
    assert isinstance(errors(tmp_path / "none.txt")[0], FixInput)
    os.mkfifo(tmp_path / "pipe.txt")
    assert "regular" in errors(tmp_path / "pipe.txt")[0].what
    assert "UTF-8" in errors(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xd6\xd8.txt")))[0].what


@pytest.mark.parametrize("name", ['it\'s "quoted".txt', "two\nlines.txt", "😀 页.txt", "%00;--.txt", "  .txt"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("正文。", encoding="utf-8")
    assert find_files([tmp_path]).files == (path,)
    assert pages(path)[0].path == str(path)


def test_folders_are_walked(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.txt", "a.txt.toml", "pages.toml", ".hidden.txt", ".git/x.txt", "c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("正文。", encoding="utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = find_files([tmp_path, tmp_path / "b", tmp_path / "nowhere", tmp_path / "a.txt"])
    assert [str(path.relative_to(tmp_path)) for path in found.files] == ["a.txt", "b/1.md", "b/2.txt", "c.png"]
    (problem,) = found.problems
    assert isinstance(problem, FixInput)
    assert "nowhere" in problem.where


def test_correction_files_are_passed_over_unless_they_correct_nothing(tmp_path: Path) -> None:
    names = ["1.txt", "1.txt.corrections.toml", "2.txt.corrections.toml", "a.jsonl", "a.jsonl.corrections.toml"]
    for name in names:
        (tmp_path / name).write_text("", encoding="utf-8")
    found = find_files([tmp_path])
    assert [path.name for path in found.files] == ["1.txt", "a.jsonl"]
    first, second = found.problems
    assert isinstance(first, FixInput) and isinstance(second, FixInput)
    assert (first.where, "expected the page file 2.txt" in first.what) == (str(tmp_path / names[2]), True)
    assert (second.where, "takes corrections" in second.what) == (str(tmp_path / names[4]), True)
    assert find_files([tmp_path / names[1]]).files == ()  # as a shell's * names it


def test_corrections_come_with_their_page_and_make_another_id(tmp_path: Path) -> None:
    path, file = tmp_path / "1.txt", tmp_path / "1.txt.corrections.toml"
    path.write_text("正文。", encoding="utf-8")
    (plain,) = pages(path)
    assert plain.corrections == ""
    ids = {plain.id}
    for text in ("[[drop]]\nat = 1\n", "[[drop]]\nat = 2\n"):
        file.write_text(text, encoding="utf-8")
        (page,) = pages(path)
        assert page.corrections == text
        ids.add(page.id)
    assert len(ids) == 3
    file.unlink()
    assert pages(path) == [plain]


def test_the_id_of_a_page_without_corrections_is_what_it_was() -> None:
    """Libraries hold these ids: another one would have every page taken in again."""
    known = page_id("/pages/1.txt", 0, "正文。".encode(), "晚报", date(2024, 5, 20), 1)
    assert known == "5177acb9c8081c7c6aeab828aaf94ef9"


def test_broken_corrections_come_in_place_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("正文。", encoding="utf-8")
    (tmp_path / "1.txt.corrections.toml").write_text("[[drop]]\n", encoding="utf-8")
    assert errors(tmp_path / "1.txt")[0].where == f"{tmp_path}/1.txt.corrections.toml:1"


def test_json_lines_have_no_corrections(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [{"id": "a1", "title": "题", "text": "甲。"}])
    (tmp_path / "a.jsonl.corrections.toml").write_text("[[drop]]\n", encoding="utf-8")
    assert [page.corrections for page in pages(tmp_path / "a.jsonl")] == [""]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_folder_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o000)
    (tmp_path / "z.txt").write_text("正文。", encoding="utf-8")
    found = find_files([tmp_path])
    assert [path.name for path in found.files] == ["z.txt"]
    assert isinstance(found.problems[0], FixPermissions)


def test_a_broken_sidecar_comes_in_place_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("正文。", encoding="utf-8")
    (tmp_path / "pages.toml").write_text("[", encoding="utf-8")
    assert "pages.toml" in errors(tmp_path / "page.txt")[0].where


def test_metadata_raw_path_and_position_make_the_id(tmp_path: Path) -> None:
    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    for each in (path, other):
        each.write_text("正文。", encoding="utf-8")
    ids = {
        pages(path)[0].id,
        pages(other)[0].id,
        pages(path, IssueGiven(newspaper="甲报"))[0].id,
        pages(path, IssueGiven(date=date(2020, 2, 11)))[0].id,
        pages(path, IssueGiven(page=1))[0].id,
        pages(path, IssueGiven(page="1"))[0].id,
    }
    assert len(ids) == 6
    assert pages(path)[0].id == pages(path)[0].id
    path.write_text("正文。\n", encoding="utf-8")
    assert pages(path)[0].id not in ids


def write_lines(path: Path, rows: list[object]) -> None:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    row = {"id": "a1", "title": "题", "date": "2020-02-11", "text": "甲。\n乙。", "page": "A04", "newspaper": "甲报"}
    write_lines(path, [row, "", {"id": 2, "title": "", "date": "", "text": "丙。", "byline": "王宁", "more": [1]}])
    first, second = pages(path)
    assert first.given == GivenArticle("a1", "题")
    assert (first.newspaper, first.date, first.number, first.position) == ("甲报", date(2020, 2, 11), "A4", 0)
    assert (first.text, json.loads(first.raw)) == ("甲。\n乙。", row)
    assert second.given == GivenArticle("2", "", "王宁")
    assert (second.newspaper, second.date, second.number, second.position) == (None, None, None, 2)


@pytest.mark.parametrize(
    ("bad", "part"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"id": 1' + "0" * 5000 + "}", "not JSON"),
        ("[1]", "list"),
        ({"id": "x", "title": "t", "date": ""}, '"text"'),
        ({"id": "x", "title": "t", "date": "", "text": "  "}, '"text"'),
        ({"id": "x", "title": "t", "date": "", "text": 5}, "int"),
        ({"id": "x", "title": ["t"], "date": "", "text": "甲"}, '"title"'),
        ({"title": "t", "date": "", "text": "甲"}, '"id"'),
        ({"id": True, "title": "t", "date": "", "text": "甲"}, '"id"'),
        ({"id": "x", "title": "t", "date": "gestern", "text": "甲"}, "gestern"),
        ({"id": "x", "title": "t", "date": "", "text": "甲", "page": 1.5}, "1.5"),
        ({"id": "a", "title": "t", "date": "", "text": "甲"}, "unique"),
        (r'{"id": "x", "title": "t", "date": "", "text": "\ud800"}', "surrogate"),
    ],
)
def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path, bad: object, part: str) -> None:
    path = tmp_path / "articles.jsonl"
    good = [{"id": name, "title": "题", "date": "", "text": "甲。"} for name in ("a", "b")]
    write_lines(path, [good[0], bad, good[1]])
    first, error, last = load_file(path)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(error, FixInput)
    assert error.where == f"{path}:2"
    assert part in error.what


def test_a_line_that_does_not_decode_is_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    line = json.dumps({"id": "a", "title": "题", "text": SIMPLIFIED}, ensure_ascii=False).encode()
    path.write_bytes(b"\n".join([line, line[:-4] + b'\xe6"}', line.replace(b'"a"', b'"b"')]))
    items = list(load_file(path))
    assert [isinstance(item, Page) for item in items] == [True, False, True]
    assert isinstance(items[1], FixInput)
    assert items[1].where == f"{path}:2"


@pytest.mark.parametrize("codec", ["gb18030", "utf-8-sig", "utf-16"])
def test_json_lines_in_other_encodings(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "articles.jsonl"
    rows = [{"id": str(n), "title": "上", "text": SIMPLIFIED + "上下"} for n in range(3)]
    path.write_bytes("\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(codec))
    assert [page.text for page in pages(path)] == [SIMPLIFIED + "上下"] * 3


def test_an_empty_json_lines_file(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("\n\n", encoding="utf-8")
    assert "no text" in errors(path)[0].what
