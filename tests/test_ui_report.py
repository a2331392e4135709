from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build import BuildProgress, BuildReport
from index.errors import FixInput
from index.ingest import Problem
from index.page_report import Refused, report_page
from index.records import Article, DateRange, Filters, OpenJump
from qa.cite import cite
from qa.records import Answer, Claim, Disagreement, LookedAt, Repair, Timings
from qa.texts import refusal_text
from tests.strategies import article_of, hit_of, page_of
from ui.report import (
    MOST_PAGES,
    answer_lines,
    article_line,
    build_report_json,
    build_report_lines,
    hit_lines,
    page_line,
    page_report_lines,
    progress_shown,
    status_lines,
)

PAGE = page_of("大桥昨日合龙。\n大桥全长1200米。", "p1", newspaper="霁川日报", date=date(2024, 5, 20), number=1)
ARTICLE = article_of(PAGE, "大桥合龙")
ODD = report_page(PAGE, [ARTICLE], 0.5)
PROBLEM = Problem("/pages/a.jsonl", FixInput("no JSON", where="/pages/a.jsonl:3", remedy="mend it"))


def report(**fields: object) -> BuildReport:
    values: dict[str, object] = {
        "generation": 3,
        "changed": True,
        "files": 5,
        "pages_added": 4,
        "pages_removed": 1,
        "articles": 20,
        "chunks": 50,
        "embedded": 12,
        "problems": (PROBLEM,),
        "missing": ("/pages/gone.txt",),
        "seconds": 1.234,
    }
    return BuildReport(**{**values, **fields})  # type: ignore[arg-type]


def answer(text: str, **fields: object) -> Answer:
    values: dict[str, object] = {"refused": False, "reason": None, "citations": (), "unverified": (), "hits": ()}
    return Answer(question="q", text=text, timings=Timings(1, None, 2), **{**values, **fields})  # type: ignore[arg-type]


def once(of: Article) -> list[Article]:
    """It is printed in no other issue."""
    return []


def text_of(lines: Iterator[str]) -> str:
    listed = list(lines)
    assert all("\n" not in line and line == line.rstrip() for line in listed)
    return "\n".join(listed)


def test_a_build_for_scripts() -> None:
    row = json.loads(json.dumps(build_report_json(report())))
    assert row == {
        "generation": 3,
        "changed": True,
        "files": 5,
        "pages_added": 4,
        "pages_removed": 1,
        "articles": 20,
        "chunks": 50,
        "embedded": 12,
        "problems": [
            {
                "path": "/pages/a.jsonl",
                "error": "FixInput",
                "what": "no JSON",
                "where": "/pages/a.jsonl:3",
                "remedy": "mend it",
            }
        ],
        "missing": ["/pages/gone.txt"],
        "seconds": 1.23,
        "pages": [],
    }
    [page] = json.loads(json.dumps(build_report_json(report(pages=(ODD,)))))["pages"]
    assert page["path"] == PAGE.path and [oddity["code"] for oddity in page["oddities"]] == ["no_headline"]


def test_a_build_says_what_it_recovered_and_which_pages_are_odd() -> None:
    lines = list(build_report_lines(report(pages=(ODD,)), Path("/library")))
    assert "Recovered from 1 pages: 1 articles, 0 repeats folded, 0 cut sentences joined" in lines[-3]
    odd = "articles without a headline: 1 (大桥昨日合龙。 大桥全长1200米。)"
    assert lines[-2] == f"? {PAGE.path}  霁川日报 2024-05-20 p. 1  1 article  ! {odd}"
    many = list(page_report_lines([ODD] * (MOST_PAGES + 5)))
    assert f"from {MOST_PAGES + 5} pages: 1 articles" in many[0], "one that stands on several pages is one"
    assert len(many) == MOST_PAGES + 2 and many[-1] == "… and 5 more, see askpress pages"
    assert list(page_report_lines([replace(ODD, oddities=())]))[1:] == []


def test_a_build_for_people() -> None:
    text = text_of(build_report_lines(report(), Path("/library")))
    for part in ("4 pages added, 1 removed, 12 passages", "FixInput: no JSON", "/pages/a.jsonl:3", "mend it", "1.2 s"):
        assert part in text
    assert "1 files are gone" in text and "/pages/gone.txt" in text and "--prune" in text
    assert "/library: generation 3, 20 articles, 50 passages" in text


def test_a_build_that_changed_nothing_says_so_and_nothing_else() -> None:
    quiet = report(changed=False, pages_added=0, pages_removed=0, embedded=0, problems=(), missing=())
    lines = list(build_report_lines(quiet, Path("/library")))
    assert len(lines) == 2 and "Nothing has changed" in lines[0]


def test_an_answer_with_its_sources_and_what_is_not_verified() -> None:
    citation = cite(1, ARTICLE, 8, 18, lambda _: PAGE)
    text = text_of(
        answer_lines(answer("全长1200米。[1]月亮很圆。", citations=(citation,), unverified=("月亮很圆。",)), once)
    )
    assert text.startswith("全长1200米。[1]月亮很圆。\n")
    assert "[1] 霁川日报 2024-05-20 大桥合龙" in text
    assert f"{PAGE.path}, page 1, characters 8-18" in text
    assert PAGE.text[8:18] in text and "not verified: 月亮很圆。" in text
    assert "Nearest passages" not in text


def test_what_became_of_an_answer_s_sentences_is_told_and_a_list_is_printed_line_by_line() -> None:
    citations = tuple(cite(number, ARTICLE, at, at + 3, lambda _: PAGE) for number, at in ((1, 0), (2, 8)))
    day = date(2024, 5, 20)
    shown = answer(
        "全长1200米。[1]\n说法不一。[2]",
        citations=citations,
        dates=(LookedAt("昨天", DateRange(day, day), only=False),),
        disagreements=(Disagreement((Claim("1200\n米", day, 1), Claim("1300米", None, 2))),),
        repaired=(Repair("全长1300米。", "全长1200米。"),),
        struck=("桥上\n可以骑马。",),
        unresolved=(9,),
        from_records=True,
    )
    text = text_of(answer_lines(shown, once))
    assert "Sources disagree:\n    2024-05-20  1200 米 [1]\n    date unknown  1300米 [2]\n" in text
    assert text.index("Sources disagree") < text.index("[1] 霁川日报")
    assert "Reports of 20 May 2024, or telling of it, came first (“昨天” in the question)." in text
    assert "~ mended from the page: 全长1200米。\n    the model wrote: 全长1300米。" in text
    assert "- taken out, at odds with the pages: 桥上 可以骑马。" in text
    assert "? cited passages that do not exist: [9]" in text
    assert "From the records of the library." in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_refusal_says_once_which_days_were_asked_and_which_the_library_covers(language: str) -> None:
    days, covered = (DateRange(date(2024, month, 1), date(2024, month, 3)) for month in (4, 5))
    dates = (LookedAt("4月初的报纸", days, only=True),)
    said = refusal_text("outside_dates", language, Filters(), covered, dates)
    lines = list(answer_lines(answer(said, refused=True, reason="outside_dates", dates=dates, covered=covered), once))
    assert lines == [said]
    other = answer("没有。", refused=True, reason="nothing_found", dates=dates, covered=covered)
    text = text_of(answer_lines(other, once))
    assert "The archive holds reports of 1–3 May 2024." in text
    assert "Only the papers of 1–3 April 2024 were looked at" in text


def test_a_refusal_shows_the_nearest_passages() -> None:
    hits = tuple(hit_of(ARTICLE, rank=rank) for rank in (1, 2, 3, 4))
    text = text_of(answer_lines(answer("没有写明。", refused=True, reason="not_answered", hits=hits), once))
    assert "Nearest passages:" in text and "\n3. " in text and "\n4. " not in text
    assert "Nearest" not in text_of(answer_lines(answer("没有。", refused=True, reason="nothing_found"), once))


def test_a_hit_and_an_article_on_few_lines() -> None:
    assert text_of(hit_lines(hit_of(ARTICLE, rank=2, score=0.5))) == (
        "2. (0.500) 霁川日报 2024-05-20 大桥合龙\n    大桥昨日合龙。 大桥全长1200米。"
    )
    assert article_line(ARTICLE) == "article-p1  霁川日报 2024-05-20 p. 1  大桥合龙"
    assert article_line(article_of(page_of("甲"))) == "article-p1  date unknown  (no headline)"


def test_a_cited_article_says_once_where_else_it_is_printed() -> None:
    citations = tuple(cite(number, ARTICLE, at, at + 1, lambda _: PAGE) for number, at in ((1, 0), (2, 8)))
    others = [
        article_of(page_of("甲", str(number), newspaper="霁川晚报", date=date(2024, 5, number), number=f"A{number}"))
        for number in range(21, 26)
    ]
    text = text_of(answer_lines(answer("一。[1]二。[2]", citations=citations), lambda _: others[:1]))
    assert text.count("also printed in 霁川晚报 2024-05-21 p. A21") == text.count("also printed") == 1
    assert text.index("[2] 霁川日报") > text.index("also printed")
    more = text_of(answer_lines(answer("一。[1]", citations=citations[:1]), lambda _: others))
    assert "p. A21; 霁川晚报 2024-05-22 p. A22; 霁川晚报 2024-05-23 p. A23 and 2 more" in more
    undated = text_of(answer_lines(answer("一。[1]", citations=citations[:1]), lambda _: [article_of(page_of("甲"))]))
    assert undated.endswith("    also printed in date unknown")


def test_an_article_whose_other_half_is_missing_says_so_in_the_list() -> None:
    jump = OpenJump("from", "A1", "p1", 0, 6)
    half = replace(ARTICLE, title="(上接A1版)", open_jumps=(jump, replace(jump, start=1)))
    assert article_line(half) == (
        "article-p1  霁川日报 2024-05-20 p. 1  (上接A1版) 大桥昨日合龙。 大桥全长1200米。"
        "  ! began on page A1, and that part is not in the library"
    )
    assert "goes on on page 4" in article_line(replace(half, open_jumps=(OpenJump("to", 4, "p1", 0, 6),)))
    assert "(上接A1版) 大桥昨日合龙。" in text_of(hit_lines(hit_of(half)))


def test_a_page_s_line_counts_the_corrections_that_do_not_fit() -> None:
    refused = (Refused("no such words", "a.toml:3", "quote others"),) * 2
    [line] = list(page_report_lines([replace(ODD, refused=refused)]))[1:]
    assert line.endswith("; corrections that do not fit: 2")
    assert page_line(replace(ODD, oddities=(), refused=refused)).endswith("1 article  ! corrections that do not fit: 2")


def test_status_for_people() -> None:
    found = {
        "library": "/library",
        "generation": 3,
        "created": "2024-05-21T12:00:00+00:00",
        "pages": 8,
        "articles": 40,
        "chunks": 130,
        "newspapers": ["霁川日报"],
        "dates": ["2024-05-20", "2024-05-21"],
        "undated_articles": 2,
        "encoder": "hashing",
        "sources": ["/pages"],
        "bytes": {"library": 1_500_000, "indexes": 2_500_000},
    }
    text = text_of(status_lines(found))
    for part in (
        "3 of 2024-05-21T12",
        "8 pages, 40 articles, 130 passages",
        "2024-05-20–2024-05-21, 2 articles undated",
    ):
        assert part in text
    assert "1.5 MB and 2.5 MB of indexes" in text
    empty = {**found, "created": None, "newspapers": [], "dates": None, "encoder": None, "sources": [], "generation": 0}
    text = text_of(status_lines(empty))
    assert "none finished yet" in text and "unknown" in text


@pytest.mark.parametrize("quiet", [True, False])
def test_progress_is_not_drawn_where_nobody_sees_it(quiet: bool, capsys: pytest.CaptureFixture[str]) -> None:
    with progress_shown(quiet=quiet) as show:
        for stage in ("read", "segment", "embed", "index", "verify"):
            show(BuildProgress(stage, 1, 2, "a.txt"))  # type: ignore[arg-type]
    assert capsys.readouterr().out == ""
