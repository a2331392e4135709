from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.mentions import mention_pattern
from index.tokens import fold


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("疫苗", "接种疫\n苗点"),
        ("台湾", "臺灣同胞"),
        ("臺灣", "台湾同胞"),
        ("20℃", "气温 20°C 左右"),
        ("20°C", "气温20℃"),
        ("bridge", "The BRIDGES were"),
        ("bridge", "the bridge’s towers"),
        ("New York", "in New\nYork City"),
        ("G7峰会", "Ｇ７ 峰会"),
        ("41例", "治愈41例"),
        ("co-operation", "Co-operation Office"),
    ],
)
def test_is_met(phrase: str, text: str) -> None:
    pattern = mention_pattern(phrase)
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("3", "13人"), ("3", "3.5米"), ("5", "3.5米"), ("art", "part"), ("art", "artist"), ("New York", "newyork")],
)
def test_is_not_met_within_another_word_or_number(phrase: str, text: str) -> None:
    pattern = mention_pattern(phrase)
    assert pattern is not None
    assert pattern.search(text) is None


@pytest.mark.parametrize("phrase", ["", "  ", "？！", "（）"])
def test_no_pattern_without_a_letter(phrase: str) -> None:
    assert mention_pattern(phrase) is None


@given(st.text(max_size=20), st.text(max_size=40))
def test_any_phrase_gives_a_pattern_that_runs(phrase: str, text: str) -> None:
    pattern = mention_pattern(phrase)
    if pattern is not None:
        pattern.search(text)


HAN = st.text(st.sampled_from("大桥水位疫苗臺灣台湾峰會会"), min_size=1, max_size=4)


@given(HAN, st.text(st.sampled_from("大桥水位疫苗臺灣台湾峰會会 \n，"), max_size=30))
def test_agrees_with_a_search_in_folded_text(phrase: str, text: str) -> None:
    pattern = mention_pattern(phrase)
    assert pattern is not None
    assert bool(pattern.search(text)) == (fold(phrase) in "".join(fold(text).split()))
