from __future__ import annotations

import time
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.damage import DAMAGE_KINDS, find_damage
from tests.strategies import any_text, newspaper_text

EXAMPLES = Path(__file__).parent.parent / "examples"
CHINESE = "霁河三桥昨日合龙，大桥全长两千三百六十米。"
ENGLISH = "The bridge was closed on Monday, Zoë Müller said."


def told(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_damage(text)]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("大桥昨日合\ufffd龙。", "replacement", "\ufffd"),
        ("大桥\ue65f昨日\x03合龙。", "replacement", "\ue65f"),
        ("前锟斤拷锟斤拷后", "mojibake", "锟斤拷锟斤拷"),
        ("会议于2O20年召开", "look_alike", "O"),
        ("the c0mmittee met", "look_alike", "0"),
        ("the c\u043emmittee met", "look_alike", "\u043e"),
        ("大桥有三ニ层", "look_alike", "ニ"),
        ("讯 本 报 记 者 昨 日 从市政府获悉", "spaced", "本 报 记 者 昨"),
        ("合龙龙龙龙龙龙龙。", "run", "龙龙龙龙龙龙龙"),
        ("大桥 ~^`|\\; 合龙", "run", "~^`|\\;"),
    ],
)
def test_each_kind_is_found_where_it_stands(text: str, kind: str, place: str) -> None:
    found = find_damage(text)
    assert kind in DAMAGE_KINDS and kind in {one.kind for one in found}, found
    assert any(one.kind == kind and place in text[one.start : one.end] for one in found) or (
        kind == "spaced" and found[0].start < text.index(place) < found[0].end
    )


@pytest.mark.parametrize(
    "wrong",
    [
        CHINESE.encode().decode("latin-1"),
        CHINESE.encode().decode("gb18030", "replace"),
        ENGLISH.replace("said", "said “hi”").encode().decode("cp1252", "replace"),
        CHINESE.encode("gb18030").decode("latin-1"),
    ],
    ids=["utf-8 as latin-1", "utf-8 as gbk", "utf-8 as cp1252", "gbk as latin-1"],
)
def test_a_wrong_decoding_is_mojibake(wrong: str) -> None:
    assert "mojibake" in {kind for kind, _ in told(wrong)}


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        ENGLISH,
        "本报讯(记者 王宁 通讯员 李 强)5月19日，气温28.4℃，同比增长3.5%——“好！”",
        "编 辑:王宁",
        "——————————",
        "............",
        "电话：000000000，网址 http://www.example.com/a_b?c=1&d=2",
        "コンサートホールの二階にて、カナダの楽団が演奏した。",
        "GB/T 19001-2016；20kV；№ 5；α射线；1·17案",
        "哈哈哈哈！",
        "目录 …… 3 ..... *** ===== 4",
        "",
    ],
)
def test_what_newspapers_print_is_no_damage(text: str) -> None:
    assert told(text) == []


def test_the_example_pages_are_not_damaged() -> None:
    pages = sorted(EXAMPLES.glob("pages/*.txt"))
    assert pages and [told(page.read_text(encoding="utf-8")) for page in pages] == [[]] * len(pages)


@given(st.one_of(any_text, newspaper_text, st.text(st.sampled_from("ÃÂ©â€™\ufffd\x01锟斤拷龙 本报|~^0Oo1l"))))
def test_places_are_within_the_text_in_order_and_apart(text: str) -> None:
    found = find_damage(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))


@pytest.mark.parametrize("text", ["." * 200_000, "!?" * 100_000, "大 " * 100_000, "é" * 200_000, "0l" * 100_000])
def test_a_page_of_one_sign_takes_no_longer_than_any_other(text: str) -> None:
    begun = time.process_time()
    find_damage(text)
    assert time.process_time() - begun < 5


def test_no_mojibake_is_of_characters_that_pages_are_not_searched_for() -> None:
    from ftfy.badness import BADNESS_RE

    alphabet = "“”‘’…—–·aA1- .\n中，《ニ"
    for piece in product(alphabet, repeat=3):
        assert not BADNESS_RE.search("".join(piece))
    assert find_damage("“Ã©tÃ©”") != []
