import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["今天下雨。", "明天晴！", "后天呢？"],
        ["他说:“好。”", "大家都笑了。"],
        ["价格为3.5元。", "增长2.8%。"],
        ["一是快;", "二是好；", "三是省。"],
        ["他走了……", "没有回来。"],
        ["（记者注：完。）", "下文。"],
        ["“好！”，他说。", "走了。"],
        ["《为什么？》一书出版。", "卖得很好。"],
        ['他说:"好。"', '"不好。"', "她说。"],
        ["Mr. Li met Dr. Wang on Feb. 10. ", "They talked."],
        ["The U.S. team won 3.5 points.", "It rained!", "Really?"],
        ["J. R. Smith said no.", "“Yes.”", "He left."],
        ["See https://example.com/a?b=c;d=e!f for more.", "Thanks."],
        ["网址是www.example.com。", "请看。"],
        ["标题没有句号\n", "正文。"],
        ["one two\r\n\r\n", "three"],
        ["什么?!", "真的!!!", "好。"],
        ["「走吧。」", "他說。"],
        ["Wait... ", "What?"],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    glue = " " if sentences[-1].isascii() and sentences[-1] != "three" else ""
    assert split(glue.join(sentences)) == [sentence.strip() for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He carries a folding\nruler, and a plumb\nline. He is 71.", 2),
        ("Over six years the retired water engineer\nGu Tingfang has found old wells.", 1),
        ("Over six years the retired water engineer,\r\n71, has found old wells.", 1),
        ("The wells\nOver six years he has found them.", 2),
        ("the wells\n\nof the town", 2),
        ("Monday\n20 degrees\n21 degrees", 3),
        ("他带着GPS\n上堤。", 2),
    ],
)
def test_a_line_break_between_latin_words_is_a_blank(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_nothing() -> None:
    assert split("") == []
    assert split(" \n\u3000\n") == []


@given(st.text(st.sampled_from("甲乙。！？；…\"'”“’》）().!?; \n\r\tABcd1239:/w，、")) | st.text())
def test_cover_without_overlap(text: str) -> None:
    spans = split_sentences(text)
    covered: set[int] = set()
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert re.search(r"[^a-zA-Z0-9,'’)\r]\n|\n[^a-zA-Z0-9“‘\"'(]", text[start:end]) is None
        last = end
        covered.update(range(start, end))
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)


@pytest.mark.parametrize(
    "unit",
    [
        "今天下雨，明天晴。他说：“好！”\n",
        "a.b.c.d.",
        "http://",
        "...",
        '。"',
        "U.S.",
        "!?",
        "Mr. ",
        " \n",
        "\u3000",
        "》！",
        "A",
    ],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = min(_timed(text) for _ in range(3))
        return best + 1e-3

    small, large = seconds(50_000), seconds(400_000)
    assert large / small < 40  # linear would be 8, quadratic 64


def _timed(text: str) -> float:
    began = time.perf_counter()
    split_sentences(text)
    return time.perf_counter() - began
