"""Building: incremental equals full, nothing lost at a kill, files edited, gone and broken, lock and pointer."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from index.build import BuildOptions, BuildProgress, build
from index.catalogue import open_catalogue
from index.chunk import ChunkSettings
from index.errors import FixInput, FixPermissions, RebuildLibrary, RepairLibrary, TryLater
from index.generation import current_number, folder_of, read_manifest
from index.issue import IssueGiven
from index.page_report import PageReport
from index.search import Library
from index.serialise import text_digest
from index.store import Store
from tests.fakes import HashingEncoder

BRIDGE = "跨江大桥昨日合龙\n\n本报讯(记者 王宁)霁川跨江大桥昨日合龙。大桥全长1200米。\n"
FLOOD = "水位继续上涨\n\n本报讯(记者 李朗)昨日8时，江城水文站水位28.4米。全市转移群众3200人。\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "霁川日报_2024-05-20_01.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "霁川日报_2024-05-21_01.txt").write_text(FLOOD, encoding="utf-8")
    return folder


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "library"


def texts(library: Path, query: str = "大桥 水位", k: int = 10) -> list[str]:
    reader = Library.open(library, HashingEncoder())
    try:
        return [hit.chunk.text for hit in reader.search(query, k)]
    finally:
        reader.close()


def test_a_generation_without_names_serves_and_the_next_build_makes_it_anew(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    _forget_names(opened)
    assert any("大桥" in text for text in texts(opened))
    report = build(opened, [], encoder=HashingEncoder())
    assert (report.generation, report.changed, report.embedded) == (2, True, 0)
    assert "lexical/names.json" in read_manifest(opened, 2).files
    assert not build(opened, [], encoder=HashingEncoder()).changed


def _forget_names(library: Path) -> None:
    """Leave the serving generation as a program made it that wrote no names."""
    folder = folder_of(library, current_number(library))
    (folder / "lexical" / "names.json").unlink()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    del manifest["files"]["lexical/names.json"]
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_second_build_of_the_same_files_does_no_work(pages: Path, opened: Path) -> None:
    first = build(opened, [pages], encoder=HashingEncoder())
    encoder = HashingEncoder()
    second = build(opened, [pages], encoder=encoder)
    assert (first.changed, first.pages_added, first.articles) == (True, 2, 2)
    assert (second.changed, second.pages_added, second.generation) == (False, 0, first.generation)
    assert encoder.calls == []


def test_only_new_passages_are_embedded_and_an_edit_is_noticed(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    file = pages / "霁川日报_2024-05-21_01.txt"
    file.write_text(FLOOD.replace("3200", "4100"), encoding="utf-8")
    report = build(opened, [], encoder=HashingEncoder())
    assert (report.changed, report.pages_added, report.pages_removed, report.embedded) == (True, 1, 1, 1)
    found = "".join(texts(opened))
    assert "4100" in found and "3200" not in found


def test_a_deleted_file_is_told_and_goes_only_when_pruned(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    gone = pages / "霁川日报_2024-05-20_01.txt"
    gone.unlink()
    kept = build(opened, [], encoder=HashingEncoder())
    assert kept.missing == (str(gone),)
    assert any("大桥" in text for text in texts(opened))
    pruned = build(opened, [], encoder=HashingEncoder(), options=BuildOptions(prune=True))
    assert (pruned.missing, pruned.pages_removed) == ((), 1)
    assert not any("大桥" in text for text in texts(opened))


def test_a_folder_that_is_not_there_is_not_pruned_away(pages: Path, opened: Path) -> None:
    """An unmounted disk looks like a deleted folder; only naming it says that it is meant."""
    build(opened, [pages], encoder=HashingEncoder())
    shutil.move(pages, pages.with_name("elsewhere"))
    report = build(opened, [], encoder=HashingEncoder(), options=BuildOptions(prune=True))
    assert (len(report.missing), report.articles) == (2, 2)
    report = build(opened, [pages], encoder=HashingEncoder(), options=BuildOptions(prune=True))
    assert report.articles == 0


def test_a_file_that_became_unreadable_keeps_its_pages(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    (pages / "霁川日报_2024-05-20_01.txt").write_bytes(b"\x00\x01\x02")
    for _ in range(2):
        report = build(opened, [], encoder=HashingEncoder())
        assert [type(problem.error) for problem in report.problems] == [FixInput]
    assert any("大桥" in text for text in texts(opened))


def test_bad_files_are_reported_and_the_rest_goes_on(pages: Path, opened: Path) -> None:
    (pages / "empty.txt").write_text("")
    (pages / "binary.txt").write_bytes(bytes(range(256)))
    (pages / "lines.jsonl").write_text(
        json.dumps({"id": "a1", "title": "市集开张", "date": "2024-05-22", "text": "南门市集开张。"}) + "\n{broken\n"
    )
    (pages / 'quote"new\nline.txt').write_text("渡口恢复通航。\n", encoding="utf-8")
    report = build(opened, [pages], encoder=HashingEncoder())
    assert {Path(problem.path).name for problem in report.problems} == {"empty.txt", "binary.txt", "lines.jsonl"}
    assert any("2" in problem.error.where for problem in report.problems if "lines" in problem.path)
    found = texts(opened, "市集 渡口")
    assert any("市集" in text for text in found) and any("渡口" in text for text in found)


def test_a_given_newspaper_is_remembered_when_the_library_is_built_again(tmp_path: Path, opened: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(BRIDGE, encoding="utf-8")
    build(opened, [file], encoder=HashingEncoder(), options=BuildOptions(given=IssueGiven("晚报")))
    assert not build(opened, [], encoder=HashingEncoder()).changed
    reader = Library.open(opened, HashingEncoder())
    assert reader.newspapers() == ["晚报"]
    reader.close()


def test_a_reader_keeps_its_generation_until_it_refreshes(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    reader = Library.open(opened, HashingEncoder())
    (pages / "霁川日报_2024-05-21_01.txt").write_text(FLOOD.replace("3200", "4100"), encoding="utf-8")
    build(opened, [], encoder=HashingEncoder())
    assert any("3200" in hit.chunk.text for hit in reader.search("转移群众"))
    assert reader.refresh() and not reader.refresh()
    assert any("4100" in hit.chunk.text for hit in reader.search("转移群众"))
    reader.close()


def test_a_reader_left_far_behind_takes_up_the_newest_generation(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    reader = Library.open(opened, HashingEncoder())
    for number in ("1111", "2222", "3333"):
        (pages / "霁川日报_2024-05-21_01.txt").write_text(FLOOD.replace("3200", number), encoding="utf-8")
        build(opened, [], encoder=HashingEncoder())
    assert any("3333" in hit.chunk.text for hit in reader.search("转移群众"))
    reader.close()


def test_another_encoder_is_named_with_both_and_a_build_mends_it(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    other = HashingEncoder(dimension=64, name="other")
    with pytest.raises(RebuildLibrary, match=r"hashing .*128 dimensions.* other .*64 dimensions"):
        Library.open(opened, other)
    assert build(opened, [], encoder=other).changed
    Library.open(opened, other).close()
    with pytest.raises(RebuildLibrary):
        Library.open(opened, HashingEncoder())


def test_other_chunk_sizes_make_other_chunks(pages: Path, opened: Path) -> None:
    before = build(opened, [pages], encoder=HashingEncoder())
    after = build(opened, [], encoder=HashingEncoder(), options=BuildOptions(chunker=ChunkSettings(8, 12)))
    assert after.chunks > before.chunks


@pytest.mark.parametrize("damage", ["pointer", "manifest", "dense", "lexical"])
def test_damaged_indexes_are_named_and_made_anew_by_a_build(pages: Path, opened: Path, damage: str) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    folder = folder_of(opened, 1)
    target = {
        "pointer": opened / "current",
        "manifest": folder / "manifest.json",
        "dense": folder / "dense.faiss",
        "lexical": folder / "lexical" / "meta.json",
    }[damage]
    target.write_text("nonsense")
    with pytest.raises(RepairLibrary):
        Library.open(opened, HashingEncoder())
    encoder = HashingEncoder()
    assert build(opened, [], encoder=encoder).changed
    assert encoder.calls == []  # vectors are kept in the library file
    assert len(texts(opened)) == 2


def test_a_second_writer_is_told_who_builds(pages: Path, opened: Path) -> None:
    def second_writer(at: BuildProgress) -> None:
        if at.stage == "embed":
            with pytest.raises(TryLater, match=f"process {os.getpid()}"):
                build(opened, [pages], encoder=HashingEncoder())

    assert build(opened, [pages], encoder=HashingEncoder(), progress=second_writer).changed


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_named_as_its_owner_sees_it(pages: Path, opened: Path) -> None:
    opened.mkdir()
    opened.chmod(0o500)
    with pytest.raises(FixPermissions):
        build(opened, [pages], encoder=HashingEncoder())


def test_a_library_where_no_folder_can_be_is_named(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FixPermissions, match="cannot be written"):
        build(tmp_path / "file" / "library", [pages], encoder=HashingEncoder())


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from index.build import build
    from tests.fakes import HashingEncoder

    wanted, seen = sys.argv[3], 0
    def die(at):
        global seen
        seen += at.stage == wanted
        if seen == int(sys.argv[4]):
            os.kill(os.getpid(), signal.SIGKILL)
    build(Path(sys.argv[1]), [Path(sys.argv[2])], encoder=HashingEncoder(), progress=die)
"""


@pytest.mark.parametrize("stage", ["read", "segment", "embed", "index", "verify"])
@pytest.mark.parametrize("time", [1, 2])
def test_a_killed_build_leaves_the_old_generation_and_the_next_one_goes_on(
    pages: Path, opened: Path, stage: str, time: int
) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    before = texts(opened)
    (pages / "霁川日报_2024-05-20_01.txt").write_text(BRIDGE.replace("1200", "1300"), encoding="utf-8")
    (pages / "霁川日报_2024-05-22_01.txt").write_text("渡口恢复通航\n\n渡口今日恢复通航。\n", encoding="utf-8")
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(opened), str(pages), stage, str(time)]
    killed = subprocess.run(command, cwd=Path(__file__).parent.parent)
    if time == 1:
        assert killed.returncode == -signal.SIGKILL
    if killed.returncode and current_number(opened) == 1:
        assert texts(opened) == before
    build(opened, [pages], encoder=HashingEncoder())
    with tempfile.TemporaryDirectory() as clean:
        build(Path(clean), [pages], encoder=HashingEncoder())
        assert texts(opened, "大桥 水位 渡口") == texts(Path(clean), "大桥 水位 渡口")


class BuildMachine(RuleBasedStateMachine):
    """Any sequence of adds, edits and removals gives the search results of a clean build."""

    @initialize()
    def start(self) -> None:
        self.top = Path(tempfile.mkdtemp())
        self.pages, self.library = self.top / "pages", self.top / "library"
        self.pages.mkdir()
        self.built = False

    @rule(day=st.integers(1, 4), page=st.integers(1, 2), bridge=st.integers(1, 3), jump=st.booleans())
    def write(self, day: int, page: int, bridge: int, jump: bool) -> None:
        text = f"大桥第{bridge}段合龙\n\n本报讯(记者 王宁)大桥第{bridge}段昨日合龙。\n\n大桥长{bridge * 100}米。\n"
        if jump and page == 1:
            text += "\n(下转2版)\n"
        (self.pages / f"霁川日报_2024-05-0{day}_0{page}.txt").write_text(text, encoding="utf-8")

    @rule(day=st.integers(1, 4), page=st.integers(1, 2))
    def delete(self, day: int, page: int) -> None:
        (self.pages / f"霁川日报_2024-05-0{day}_0{page}.txt").unlink(missing_ok=True)

    @rule(salt=st.sampled_from(["", "other"]))
    def rebuild(self, salt: str) -> None:
        self.salt = salt
        build(self.library, [self.pages], encoder=HashingEncoder(salt=salt), options=BuildOptions(prune=True))
        self.built = True

    @invariant()
    def as_a_clean_build(self) -> None:
        if not getattr(self, "built", False):
            return
        build(self.library, [self.pages], encoder=HashingEncoder(salt=self.salt), options=BuildOptions(prune=True))
        clean = self.top / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        build(clean, [self.pages], encoder=HashingEncoder(salt=self.salt))
        assert self._found(self.library) == self._found(clean)

    def _found(self, library: Path) -> list[tuple[str, str, float]]:
        reader = Library.open(library, HashingEncoder(salt=self.salt))
        try:
            hits = reader.search("大桥第2段合龙", 20)
            assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
            return [(hit.chunk.id, hit.article.id, round(hit.score, 4)) for hit in hits]
        finally:
            reader.close()

    def teardown(self) -> None:
        shutil.rmtree(self.top, ignore_errors=True)


TestBuildMachine = BuildMachine.TestCase
TestBuildMachine.settings = settings(
    max_examples=12, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_the_manifest_says_what_the_generation_is(pages: Path, opened: Path) -> None:
    report = build(opened, [pages], encoder=HashingEncoder())
    manifest = read_manifest(opened, report.generation)
    assert (manifest.encoder, manifest.dimension, manifest.articles, manifest.pages) == ("hashing", 128, 2, 2)
    assert {"dense.faiss", "lexical/meta.json"} <= manifest.files.keys()


def reports_of(library: Path) -> list[PageReport]:
    with open_catalogue(library) as catalogue:
        return list(catalogue.page_reports())


def test_every_page_has_a_report_and_a_build_tells_those_that_it_made(pages: Path, opened: Path) -> None:
    first = build(opened, [pages], encoder=HashingEncoder())
    assert [(report.date, report.number, len(report.articles)) for report in reports_of(opened)] == [
        ("2024-05-20", 1, 1),
        ("2024-05-21", 1, 1),
    ]
    assert {report.page_id for report in first.pages} == {report.page_id for report in reports_of(opened)}
    assert all(report.seconds > 0 and report.headlines == 1 for report in first.pages)
    assert build(opened, [], encoder=HashingEncoder()).pages == ()
    (pages / "霁川日报_2024-05-21_01.txt").write_text(FLOOD + "(下转4版)\n", encoding="utf-8")
    again = build(opened, [], encoder=HashingEncoder())
    assert [[one.code for one in report.oddities] for report in again.pages] == [["jump_open"]]
    assert again.pages[0] in reports_of(opened) and len(reports_of(opened)) == 2


def test_a_library_without_reports_gets_them_by_the_next_build(pages: Path, opened: Path) -> None:
    build(opened, [pages], encoder=HashingEncoder())
    store = Store.open(opened)
    store.connection.execute("DELETE FROM page_reports")
    store.set_meta("rules", "[]")
    store.close()
    assert reports_of(opened) == []
    report = build(opened, [], encoder=HashingEncoder())
    assert (report.changed, report.embedded, len(reports_of(opened))) == (True, 0, 2)
    store = Store.open(opened)
    store.set_meta("rules", "[]")
    store.close()
    again = build(opened, [], encoder=HashingEncoder())
    assert (again.changed, again.generation, len(again.pages)) == (False, report.generation, 2)


def test_a_library_made_before_traditional_was_folded_embeds_the_traditional_passages_anew(
    pages: Path, opened: Path
) -> None:
    flood = "水位繼續上漲\n\n本報訊(記者 李朗)昨日8時，江城水文站水位28.4米。全市轉移群眾3200人。\n"
    (pages / "霁川日报_2024-05-21_01.txt").write_text(flood, encoding="utf-8")
    build(opened, [pages], encoder=HashingEncoder())
    store = Store.open(opened)
    for row in store.chunk_rows(1).fetchall():
        printed = text_digest(f"{row['context']}\n{row['text'][row['start'] : row['end']]}")
        store.connection.execute("UPDATE vectors SET digest = ? WHERE digest = ?", (printed, row["digest"]))
        store.connection.execute("UPDATE chunks SET digest = ? WHERE key = ?", (printed, row["key"]))
    store.set_meta("rules", "[]")
    store.close()
    report = build(opened, [], encoder=HashingEncoder())
    assert (report.changed, report.embedded, report.chunks) == (True, 1, 2)
    assert "轉移群眾3200人" in texts(opened, "转移群众", 1)[0]
    encoder = HashingEncoder()
    again = build(opened, [], encoder=encoder)
    assert (again.changed, again.generation, encoder.calls) == (False, report.generation, [])


def test_given_articles_have_no_report(opened: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "title": "渡口", "text": "渡口恢复通航。"}\n', encoding="utf-8")
    assert build(opened, [tmp_path / "a.jsonl"], encoder=HashingEncoder()).pages == ()
    assert reports_of(opened) == []


def test_a_keepers_correction_changes_the_articles_at_every_build_and_one_that_does_not_fit_is_told_each_time(
    tmp_path: Path,
) -> None:
    pages, library = tmp_path / "pages", tmp_path / "library"
    pages.mkdir()
    (pages / "霁川日报_2024-05-20_01.txt").write_text(
        "堤岸加高工程昨日完工\n\n本报讯(记者 王宁)昨日下午,堤岸加高工程完工。\n\n新桥下月通车,车辆不再绕行。\n",
        encoding="utf-8",
    )
    corrections = pages / "霁川日报_2024-05-20_01.txt.corrections.toml"
    corrections.write_text(
        '[[split]]\nbefore = "新桥下月通车"\ntitle = "新桥下月通车"\n\n[[article]]\nat = "没有这句话"\ntitle = "无"\n',
        encoding="utf-8",
    )

    def titles() -> list[str]:
        with open_catalogue(library) as catalogue:
            return sorted(article.title for article in catalogue.articles())

    for _ in range(2):
        report = build(library, [pages], encoder=HashingEncoder())
        assert titles() == ["堤岸加高工程昨日完工", "新桥下月通车"]
        (problem,) = report.problems
        assert "没有这句话" in str(problem.error) and str(corrections) in problem.path
    corrections.unlink()
    assert build(library, [], encoder=HashingEncoder()).problems == ()
    assert titles() == ["堤岸加高工程昨日完工"]


def test_articles_know_the_days_they_speak_of_and_where_they_were_printed_again(tmp_path: Path) -> None:
    text = (
        "堤岸加高工程昨日完工\n\n本报讯(记者 王宁)昨日下午,城西的堤岸加高工程完工,比计划提前了十天。"
        "工程负责人说,堤岸全长三公里,可以抵御二十年一遇的洪水。沿线居民从此可以放心过夏天。\n"
    )
    for name in ("霁川日报_2024-05-20_01.txt", "东埠晚报_2024-05-22_03.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    build(tmp_path / "library", [tmp_path], encoder=HashingEncoder())
    with open_catalogue(tmp_path / "library") as catalogue:
        first, second = sorted(catalogue.articles(), key=lambda article: str(article.date))
        assert catalogue.reprints(first) == [second] and catalogue.reprints(second) == [first]
    (event,) = first.events
    assert first.text[event.start : event.end].startswith("昨日")
    assert event.first == event.last == date(2024, 5, 19)
