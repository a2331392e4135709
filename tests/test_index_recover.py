from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path

import pytest

from index.build import build
from index.catalogue import open_catalogue
from index.errors import FixInput
from index.issue import IssueGiven
from index.recover import recover
from tests.fakes import HashingEncoder

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"


def test_what_is_shown_is_what_a_build_makes(tmp_path: Path) -> None:
    build(tmp_path / "library", [EXAMPLES], encoder=HashingEncoder())
    recovery = recover([EXAMPLES], IssueGiven())
    with open_catalogue(tmp_path / "library") as catalogue:
        built = {article.id: article for article in catalogue.articles()}
        reports = {report.page_id: report.without_time() for report in catalogue.page_reports()}
    assert {article.id: article for article in recovery.articles} == built
    shown = {page.id: page for page in recovery.pages if page.given is None}
    assert {r.page_id: r.without_time() for r in recovery.reports if r.page_id in shown} == reports
    assert [report.page_id for report in recovery.reports] == [page.id for page in recovery.pages]


def test_pages_of_one_issue_come_in_reading_order_and_pages_without_a_date_stand_alone(tmp_path: Path) -> None:
    for name in ("N_2024-05-20_10.txt", "N_2024-05-20_02.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_text("大桥合龙\n\n本报讯(记者 王宁)大桥昨日合龙。\n", encoding="utf-8")
    ticks = count()
    recovery = recover([tmp_path], IssueGiven(), clock=lambda: float(next(ticks)))
    assert [Path(page.path).name for page in recovery.pages] == [
        "N_2024-05-20_02.txt",
        "N_2024-05-20_10.txt",
        "a.txt",
        "b.txt",
    ]
    assert [round(report.seconds, 2) for report in recovery.reports] == [0.5, 0.5, 1.0, 1.0]
    given = IssueGiven("霁川日报", date(2024, 5, 20))
    assert {page.newspaper for page in recover([tmp_path], given).pages} == {"霁川日报"}


def test_what_cannot_be_read_is_told_and_raised_only_where_nothing_else_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("大桥合龙。", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    recovery = recover([tmp_path], IssueGiven())
    assert len(recovery.pages) == 1 and [problem.where for problem in recovery.problems] == [str(tmp_path / "b.pdf")]
    with pytest.raises(FixInput, match="not supported"):
        recover([tmp_path / "b.pdf"], IssueGiven())
    (tmp_path / "empty").mkdir()
    with pytest.raises(FixInput, match="no page here"):
        recover([tmp_path / "empty"], IssueGiven())
