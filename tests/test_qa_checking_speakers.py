from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.checking.quantities import level
from qa.checking.speakers import attributions, same_speaker
from tests.strategies import characters


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("项目总工程师裴若舟表示：“目标不变，七月合龙。”", "项目总工程师裴若舟", "目标不变,七月合龙。"),
        ("“最怕的不是水，是慌。”幸如兰说，转移时没有人哭。", "幸如兰", "最怕的不是水,是慌。"),
        (
            "“风速超过每秒13.8米，吊机自动锁死。”起重班班长皮大勇说，停吊期间没有下船。",
            "起重班班长皮大勇",
            "风速超过每秒13.8米,吊机自动锁死。",
        ),
        ("桂南樵昨日表示，“超汛限是拦出来的”。", "桂南樵", "超汛限是拦出来的"),
        ('"We put families near the door," said Ruan Tong, a student.', "ruan tong", "we put families near the door,"),
        ("堤上有人喊。“水涨了，快走吧！”", "", "水涨了,快走吧!"),
    ],
)
def test_the_speaker_of_a_quote(text: str, speaker: str, said: str) -> None:
    (found,) = [one for one in attributions(level(text)) if one.quoted]
    assert (found.speaker, found.said) == (speaker, said)


def test_a_pronoun_is_whoever_spoke_last() -> None:
    text = level("蒙有田说，麦田泡水超过三天，亩产要掉两成。他说：“麦子还站着，人就不能先躺下。”")
    assert attributions(text)[-1].speaker == "蒙有田"


def test_words_without_quotation_marks_have_a_speaker_too() -> None:
    (found,) = attributions(level("巢正阳说，两天里共更换电杆47根。"))
    assert (found.speaker, found.quoted) == ("巢正阳", False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("裴若舟", "项目总工程师裴若舟", True),
        ("市水务局局长桂南樵", "市防指副指挥长桂南樵", True),
        ("裴若舟", "起重班班长皮大勇", False),
        ("他", "皮大勇", None),
        ("证监会", "证监会有关负责人", None),
        ("Ruan Tong", "Ruan Tong, a student", True),
        ("Lin Suye", "Ruan Tong", False),
    ],
)
def test_whether_two_speakers_are_one(one: str, other: str, same: bool | None) -> None:
    assert same_speaker(one, other) is same


@given(st.text(characters | st.sampled_from("“”说，。：表示"), max_size=60))
def test_whatever_the_text_what_is_said_stands_there(text: str) -> None:
    for one in attributions(text):
        assert text[one.start : one.end] == one.said
