from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asked.slots import at_other_time, is_time, latin_names, names_in, subject_of
from tests.strategies import any_text


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("霁河三桥的总工程师是谁？", "霁河三桥"),
        ("5月19日18时鹿鸣涧水库的水位是多少米？", "鹿鸣涧水库"),
        ("今年端午龙舟赛为什么延期？", "端午龙舟赛"),
        ("截至5月20日，市二院接诊了多少人？", "市二院"),
        ("《渡口》的导演是谁？", "《渡口》"),
        ("谁用任意球破门？", ""),
        ("是谁？", ""),
        ("", ""),
    ],
)
def test_what_a_question_is_about(question: str, subject: str) -> None:
    assert subject_of(question) == subject


@pytest.mark.parametrize(
    ("question", "time", "written"),
    [
        ("5月19日18时的水位？", "20日", "5月20日18时的水位？"),
        ("5月19日18时的水位？", "6月1日", "6月1日18时的水位？"),
        ("2022年3月的产量？", "4月", "2022年4月的产量？"),
        ("2022年3月的产量？", "2023年", "2023年3月的产量？"),
        ("去年的产量？", "今年", "今年的产量？"),
        ("5月31日的水位？", "第二天", "6月1日的水位？"),
        ("2024年2月28日的水位？", "次日", "2024年2月29日的水位？"),
        ("2月28日的水位？", "次日", None),
        ("2月30日的水位？", "次日", None),
        ("水位？", "昨天", "昨天水位？"),
        ("水位？", "第二天", None),
    ],
)
def test_another_time_takes_the_place_of_the_first(question: str, time: str, written: str | None) -> None:
    assert at_other_time(question, time) == written


def test_names() -> None:
    assert names_in("上海和北京，上海", frozenset({"ns"})) == ["上海", "北京"]
    assert latin_names("Who is Pei Ruozhou of the Third Bridge? The mayor.") == ["Pei Ruozhou", "Third Bridge"]
    assert is_time("5月20日") and is_time("第二天") and not is_time("上海") and not is_time("5月的雨")


@given(any_text, st.sampled_from(["第二天", "昨天", "2021年", "20日", "5月"]))
def test_any_text_is_read(text: str, time: str) -> None:
    assert subject_of(text) in text
    written = at_other_time(text, time)
    assert written is None or written
    assert all(name in text for name in names_in(text))
