from __future__ import annotations

import pytest
from hypothesis import given

from qa.checking.figures import Figure, equal, figures, same_matter
from tests.strategies import article_of, hit_of, newspaper_text, page_of, sentences_of


def figures_of(text: str) -> list[Figure]:
    return [one for sentence in sentences_of(hit_of(article_of(page_of(text, "p")))) for one in figures(sentence)]


def figure_of(text: str) -> Figure:
    [figure] = figures_of(text)
    return figure


def test_days_and_hours_are_no_figures() -> None:
    assert [one.printed for one in figures_of("截至5月19日18时，全市累计转移安置群众4216人。")] == ["4216人"]


def test_a_figure_knows_its_scope_and_its_place_among_those_of_its_kind() -> None:
    first, second = figures_of("全省累计确诊病例518例和治愈病例203例。")
    assert (first.place, second.place) == ((0, 2), (1, 2))
    assert first.parting == second.parting == {"全省"}


def test_a_clause_without_a_noun_takes_in_the_one_before_it() -> None:
    assert "粮食" in figure_of("全市粮食总产量稳步提高，达130万吨。").clause


@pytest.mark.parametrize(
    "other", ["全市转移安置群众1.2万人。", "全市转移安置群众12000人。", "全市转移安置群众约12000人。"]
)
def test_one_number_in_other_figures_is_equal_and_no_difference(other: str) -> None:
    one, theirs = figure_of("全市转移安置群众12000人。"), figure_of(other)
    assert equal(one, theirs) and equal(theirs, one) and not same_matter(one, theirs)


def test_another_number_for_the_same_is_the_same_matter() -> None:
    one, other = figure_of("全市转移安置群众4216人。"), figure_of("全市转移安置群众6873人。")
    assert same_matter(one, other) and not equal(one, other)


@pytest.mark.parametrize(
    "other",
    [
        "全省转移安置群众6873人。",
        "全市转移安置群众6873户。",
        "全市接种疫苗居民6873人。",
        "全市没有转移安置群众6873人。",
    ],
)
def test_another_scope_unit_or_word_is_another_matter(other: str) -> None:
    assert not same_matter(figure_of("全市转移安置群众4216人。"), figure_of(other))


@given(newspaper_text.filter(str.strip), newspaper_text.filter(str.strip))
def test_figures_are_printed_and_compare_alike_both_ways(one: str, other: str) -> None:
    ours, theirs = figures_of(one), figures_of(other)
    assert all(figure.printed in one for figure in ours)
    for first in ours:
        assert equal(first, first) and not same_matter(first, first)
        for second in theirs:
            assert equal(first, second) == equal(second, first)
            assert same_matter(first, second) == same_matter(second, first)
