"""Lexical tokens: bigrams for Chinese, words for the rest, traditional and simplified alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import fold, simplified, tokens


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
        ("裏面 裡面", "里面 里面"),
        ("皇后在後面", "皇后在后面"),
        ("頭髮發現", "头发发现"),
        ("乾淨的幹部", "干净的干部"),
        ("週刊 複習 麵條 稻穀 鬥爭 瀋陽 鍾鐘", "周刊 复习 面条 稻谷 斗争 沈阳 钟钟"),
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


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("臺灣《聯合報》Ａ1版", "台湾《联合报》Ａ1版"),
        ("霁川大桥2024年合龙。The Ferry", "霁川大桥2024年合龙。The Ferry"),
        ("防\u200b汛\n工作\ud800", "防\u200b汛\n工作\ud800"),
        ("薴", "苎"),
    ],
)
def test_the_encoder_sees_simplified_characters_and_all_else_as_printed(printed: str, seen: str) -> None:
    assert simplified(printed) == seen


@given(st.text(max_size=60) | st.text(st.characters(min_codepoint=0x3400, max_codepoint=0xFAFF), max_size=60))
def test_simplified_text_has_the_tokens_and_the_length_of_the_printed(text: str) -> None:
    assert tokens(simplified(text)) == tokens(text)
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


def test_no_character_is_folded_otherwise_for_having_been_simplified() -> None:
    everything = "".join(map(chr, (*range(0x20, 0xD800), *range(0xE000, 0x30000))))
    assert fold(simplified(everything)) == fold(everything)
