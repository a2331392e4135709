from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.seams import Seams, closing, unclosed

ISSUE = ["堤岸加高工程昨日完工，沿线居民可以放心。", "沿线居民说，堤岸加高工程来得及时。", "新桥通车，车辆不再绕行。"]


def test_the_issue_itself_tells_which_characters_follow() -> None:
    seams = Seams(ISSUE)
    pair, triples, *_ = seams.fits("人们希望沿线居")("民早日安心")
    other, none, *_ = seams.fits("人们希望沿线居")("车早日安心")
    assert pair > other
    assert (triples, none) == (1.0, 0.0)


def test_newspaper_text_at_large_tells_a_continuation_from_a_start() -> None:
    seams = Seams(ISSUE)
    *_, begun, anywhere = seams.fits("为这项工作作出")("了重大贡献")
    *_, other, _ = seams.fits("为这项工作作出")("本报讯（记者")
    assert begun > 3 and anywhere > 3
    assert other < 0


def test_what_stands_behind_the_same_words_elsewhere() -> None:
    assert "工程" in Seams(ISSUE).followers("去年的堤岸加高")
    assert Seams(ISSUE).followers("无人知道") == frozenset()


@given(st.text("堤岸，。“”《》12", max_size=9), st.text("堤岸，。“”《》12", max_size=9))
def test_any_two_fragments_have_a_finite_fit(before: str, after: str) -> None:
    assert all(abs(value) < 1000 for value in Seams(ISSUE).fits(before)(after))


def test_quotes_that_stay_open_and_quotes_that_only_close() -> None:
    assert unclosed("他说：“今年不怕") == {"“"}
    assert unclosed("他说：“不怕。”") == frozenset()
    assert closing("怕洪水了。”他说。") == {"“"}
    assert closing("“不怕。”他说。") == frozenset()
