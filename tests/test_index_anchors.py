"""Anchors: quoted words are found where they stand, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.anchors import AnchoredPage, Anchors
from index.corrections import Anchor
from index.errors import FixInput
from tests.strategies import page_of

NUMBERED = replace(page_of("第一行。\r\n\r\n  第三行,Ａ４ 版。\r第四行 第一", "p1"), number=1)


def never(page_id: str, at: int) -> bool:
    return False


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in AnchoredPage(page_of(text)).find(words)]


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("大桥合龙。", "合龙", ["合龙"]),
        ("大 桥\n合\u3000龙。", "大桥合龙", ["大 桥\n合\u3000龙"]),
        ("全长１２００米", "1200米", ["１２００米"]),
        ("全长1200米", "１２００ 米", ["1200米"]),
        ("the com-\nmittee met", "committee", ["com-\nmittee"]),
        ("a state-of-the-art ship", "state-of-the-art", ["state-of-the-art"]),
        ("大\u200b桥", "大桥", ["大\u200b桥"]),
        ("共㎏", "k", ["㎏"]),
        ("啊啊啊", "啊啊", ["啊啊", "啊啊"]),
        ("大桥", "小桥", []),
        ("大桥", "-", []),
        ("", "大桥", []),
    ],
)
def test_words_are_found_whatever_white_space_width_and_hyphens(text: str, words: str, places: list[str]) -> None:
    assert found(text, words) == places


@given(st.text(st.sampled_from("大桥ab１ \n\r-\u200b㎏”。"), min_size=1, max_size=30), st.data())
def test_what_is_quoted_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    places = AnchoredPage(page_of(text)).find(text[start:end])
    seen = text[start:end].translate({ord(sign): None for sign in " \n\r-\u200b"})
    if seen:
        assert any(start <= first and last <= end for first, last in places)
    else:
        assert places == []


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    page = AnchoredPage(NUMBERED)
    assert page.line_count() == 4
    shown = [NUMBERED.text[slice(*page.line_range(line))] for line in range(1, 5)]
    assert shown == ["第一行。", "", "第三行,Ａ４ 版。", "第四行 第一"]
    assert [page.line_at(NUMBERED.text.index(words)) for words in ("第一行", "第三行", "第四行")] == [1, 3, 4]


@given(st.text(st.sampled_from("大 \n\r\u2028"), max_size=20))
def test_every_line_has_a_range_on_itself(text: str) -> None:
    page = AnchoredPage(page_of(text))
    for line in range(1, page.line_count() + 1):
        start, end = page.line_range(line)
        assert start <= end <= len(text)
        assert text[start:end] == text[start:end].strip()
        if start < end:
            assert page.line_at(start) == page.line_at(end - 1) == line


def test_an_anchor_is_a_line_or_words_that_stand_once() -> None:
    other = replace(page_of("第一版上没有的话。", "p2"), number="A4")
    anchors = Anchors([NUMBERED, other], never)
    assert anchors.find(Anchor("第三行"), NUMBERED).start == NUMBERED.text.index("第三行")
    assert anchors.find(Anchor(line=3), NUMBERED).end == NUMBERED.text.index("\r第四")
    assert anchors.find(Anchor("没有的话", page="A4"), NUMBERED).page is other
    with pytest.raises(FixInput, match=r"2 times: on line 1, line 4"):
        anchors.find(Anchor("第一"), NUMBERED)
    with pytest.raises(FixInput, match=r"nowhere on the page, but on page A4"):
        anchors.find(Anchor("没有的话"), NUMBERED)
    with pytest.raises(FixInput, match="no page 7 in this issue, it has 1, A4"):
        anchors.find(Anchor("第一", page=7), NUMBERED)


def test_of_places_in_copies_and_in_lines_the_kept_one_and_the_whole_line_are_meant() -> None:
    page = page_of("大桥合龙\n\n昨日大桥合龙。\n\n昨日大桥合龙。")
    last = page.text.rindex("昨日")
    copies = Anchors([page], lambda _, at: at >= last)
    assert copies.find(Anchor("昨日大桥"), page).start == page.text.index("昨日")
    assert copies.find(Anchor("大桥合龙"), page).start == 0
    with pytest.raises(FixInput, match="2 times"):
        Anchors([page], never).find(Anchor("昨日大桥"), page)


def test_two_pages_of_one_number_are_told_apart_by_words_only() -> None:
    one, two = (replace(page_of(text, text), number=1) for text in ("甲文。", "乙文。"))
    anchors = Anchors([one, two], never)
    assert anchors.find(Anchor("乙文", page=1), one).page is two
    with pytest.raises(FixInput, match="2 pages have the number 1"):
        anchors.find(Anchor(line=1, page=1), one)


def test_marks_beside_quoted_words_go_with_them() -> None:
    page = AnchoredPage(page_of("他说:“好。”大家笑。\n  “再来!”他们说。(完)"))
    text = page.page.text
    assert text[page.from_line_start(text.index("再来")) :].startswith("“再来")
    assert page.from_line_start(text.index("好")) == text.index("好")
    assert text[: page.with_closing(text.index("好") + 1)].endswith("好。”")
    assert text[: page.with_closing(text.index("完") + 1)].endswith("(完)")
