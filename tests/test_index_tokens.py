"""Lexical tokens: bigrams for Chinese, words for the rest, traditional and simplified alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import fold, tokens


def test_chinese_gives_bigrams_numbers_and_words_stay_whole() -> None:
    assert tokens("新冠肺炎41例") == ["新冠", "冠肺", "肺炎", "41", "例"]
    assert tokens("GDP增长3.5%") == ["gdp", "增长", "3.5"]
    assert tokens("The Bridge's 1,200 metres") == ["the", "bridge", "s", "1,200", "metres"]


def test_traditional_full_width_and_case_are_folded() -> None:
    assert tokens("臺灣ＧＤＰ４１") == tokens("台湾gdp41")
    assert tokens("疫情") == tokens("疫情")


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("ﬁnal oﬀer ﬂood", "final offer flood"),
        ("Ｆ１赛车２０２４年", "F1赛车2024年"),
        ("１，２００米", "1,200米"),
        ("transmis\u00adsion", "transmission"),
        ("防\u200b汛\ufeff工\u2060作", "防汛工作"),
        ("⼀⽉", "一月"),
        ("臺灣", "台湾"),
        ("㎞ ㈱ ℃", "km (株) °C"),
    ],
)
def test_what_is_printed_otherwise_is_found_alike(printed: str, asked: str) -> None:
    assert tokens(printed) == tokens(asked)


def test_marks_and_query_syntax_are_no_tokens() -> None:
    assert tokens("（）“”，。 AND* ~^:") == ["and"]
    assert tokens("") == []


@given(st.text(alphabet="臺灣疫情防控abcＡ41", max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_any_text_has_tokens_without_spaces(text: str) -> None:
    assert all(token and not any(character.isspace() for character in token) for token in tokens(text))
