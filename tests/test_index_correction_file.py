"""The correction file as it is written: read back as it was meant, tried before, kept whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from index.catalogue import open_catalogue
from index.correction_file import (
    article_anchor,
    correction_file,
    correction_text,
    correction_toml,
    keep_corrections,
    try_corrections,
)
from index.corrections import Anchor, Correction, Drop, Fields, Join, Move, SetFields, Split, parse_corrections
from index.errors import FixInput, FixPermissions, TryLater
from index.records import Page
from index.recover import recover_issue
from tests.fakes import HashingEncoder
from tests.strategies import page_of

TEXT = """市委召开防汛工作会议 部署下一阶段工作

本报讯(记者 沈砚秋)5月19日，全市防汛工作会议召开。会议要求把人员转移放在第一位，落实巡堤责任。

霁河三桥昨日合龙 年底前建成通车

本报讯(首席记者 阮经纬)5月19日17时许，霁河三桥大桥合龙。霁河三桥全长2360米，双向六车道。
"""

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(lambda t: " ".join(t.split()))
SAID = WORDS.filter(lambda text: bool("".join(text.split())))
NUMBERS = st.one_of(st.none(), st.integers(1, 40), st.sampled_from(["A4", "B12"]))
ANCHORS = st.one_of(
    st.builds(Anchor, words=SAID.filter(lambda w: _readable(w)), page=NUMBERS),
    st.builds(Anchor, line=st.integers(1, 900), page=NUMBERS),
)
MAYBE = st.one_of(st.none(), WORDS)
FIELDS = st.builds(Fields, MAYBE, MAYBE, MAYBE, MAYBE)
CORRECTIONS: st.SearchStrategy[Correction] = st.one_of(
    st.builds(SetFields, st.just(1), ANCHORS, FIELDS.filter(lambda fields: fields != Fields())),
    st.builds(Split, st.just(1), ANCHORS, FIELDS),
    st.builds(Join, st.just(1), st.lists(ANCHORS, min_size=2, max_size=4).map(tuple), FIELDS),
    st.builds(Move, st.just(1), ANCHORS, st.one_of(st.none(), ANCHORS), st.sampled_from(["after", "into"]), ANCHORS),
    st.builds(Drop, st.just(1), ANCHORS),
    st.builds(Drop, st.just(1), st.none(), ANCHORS, st.one_of(st.none(), ANCHORS)),
)


def _readable(words: str) -> bool:
    import unicodedata

    return bool("".join(unicodedata.normalize("NFKC", words).split()))


@given(CORRECTIONS)
def test_a_correction_that_was_written_is_read_back_as_it_was_meant(correction: Correction) -> None:
    assert parse_corrections(correction_toml(correction), "file").items == (correction,)


@given(st.lists(CORRECTIONS, max_size=4))
def test_several_are_read_back_in_their_order(corrections: list[Correction]) -> None:
    from dataclasses import replace

    text = "\n".join(correction_toml(one) for one in corrections)
    assert [replace(one, line=1) for one in parse_corrections(text, "file").items] == corrections


def numbered(text: str, name: str = "p1", number: int = 1) -> Page:
    return page_of(text, name, newspaper="霁川日报", date=date(2024, 5, 20), number=number)


def test_an_article_is_named_by_words_that_name_it() -> None:
    page = numbered(TEXT)
    for article in recover_issue([page]).articles:
        line = correction_toml(SetFields(1, article_anchor(page, article), Fields(title="新题")))
        _, recovered = try_corrections([page], page, line)
        assert [one.title for one in recovered.articles].count("新题") == 1
        assert next(one for one in recovered.articles if one.title == "新题").text == article.text


def test_where_no_words_of_an_article_stand_once_its_line_names_it() -> None:
    page = numbered(TEXT + "\n\n" + TEXT)
    for article in recover_issue([page]).articles:
        anchor = article_anchor(page, article)
        line = correction_toml(SetFields(1, anchor, Fields(byline="记者 新")))
        assert any(one.byline == "记者 新" for one in try_corrections([page], page, line)[1].articles)


def test_what_is_tried_has_the_ids_of_the_next_build(tmp_path: Path) -> None:
    for number, text in ((1, TEXT), (2, TEXT.replace("合龙", "通车"))):
        (tmp_path / f"霁川日报_2024-05-20_0{number}.txt").write_text(text, encoding="utf-8")
    library = tmp_path / "library"
    build(library, [tmp_path], encoder=HashingEncoder())
    correction = correction_toml(Split(1, Anchor("会议要求把人员"), Fields(title="人员转移")))
    with open_catalogue(library) as catalogue:
        wanted = next(page.id for page in catalogue.pages() if page.number == 1)
        pages = catalogue.issue_pages(wanted)
        assert len(pages) == 2 and not catalogue.issue_pages("no such page")
    page = next(one for one in pages if one.id == wanted)
    tried, recovered = try_corrections(pages, page, correction)
    assert "人员转移" in [article.title for article in recovered.articles]
    assert not correction_file(Path(page.path)).exists(), "a trial writes nothing"
    keep_corrections(Path(page.path), "", correction)
    build(library, [], encoder=HashingEncoder())
    with open_catalogue(library) as catalogue:
        assert catalogue.page(tried.id) == tried
        assert {article.id for article in catalogue.articles()} == {article.id for article in recovered.articles}


@pytest.mark.parametrize("text", ['[[split]]\nbefore = "no such words"\n', "[[split]]\n", "not toml"])
def test_what_does_not_fit_or_is_not_read_is_told_with_its_line(text: str) -> None:
    page = numbered(TEXT)
    with pytest.raises(FixInput) as caught:
        try_corrections([page], page, text)
    assert caught.value.where.startswith(str(correction_file(Path(page.path))) + ":") and caught.value.remedy


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


GOOD = '[[drop]]\nat = "霁河三桥全长"\n'


def test_corrections_are_kept_beside_the_page_and_taken_away_again(page_file: Path) -> None:
    keep_corrections(page_file, "", GOOD)
    assert correction_text(page_file) == correction_file(page_file).read_text(encoding="utf-8") == GOOD
    keep_corrections(page_file, GOOD, " ")
    assert not correction_file(page_file).exists() and correction_text(page_file) == ""
    assert [file.name for file in page_file.parent.iterdir()] == [page_file.name], "nothing half-made is left"


def test_a_change_of_somebody_else_is_not_lost(page_file: Path) -> None:
    keep_corrections(page_file, "", GOOD)
    with pytest.raises(TryLater):
        keep_corrections(page_file, "", "")
    assert correction_text(page_file) == GOOD


def test_what_is_not_corrections_is_not_kept(page_file: Path) -> None:
    with pytest.raises(FixInput):
        keep_corrections(page_file, "", "[[split]]")
    assert not correction_file(page_file).exists()


def test_a_page_whose_file_is_gone_cannot_be_corrected(tmp_path: Path) -> None:
    with pytest.raises(FixInput):
        keep_corrections(tmp_path / "gone.txt", "", GOOD)


def test_what_cannot_be_read_or_written_is_named(page_file: Path) -> None:
    correction_file(page_file).mkdir()
    with pytest.raises(FixPermissions) as caught:
        keep_corrections(page_file, "", GOOD)
    assert caught.value.where == str(correction_file(page_file))
