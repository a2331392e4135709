"""Correction files: what they may say, in which order, and what a wrong one is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections import (
    CORRECTIONS_SUFFIX,
    Anchor,
    Drop,
    Fields,
    Join,
    Move,
    SetFields,
    Split,
    parse_corrections,
    read_corrections,
)
from index.errors import FixInput, FixPermissions

WHOLE = """
# The second headline stands in the first article's text.
[[split]]
before = "城西新桥通车"

[[join]]
parts = ["工程负责人说", {page = 4, words = "居民们表示"}, {line = 7}]
title = " 新桥  通车 "

[[split]]
before = 12
title = ""

[[article]]
at = {page = "A04", line = 3}
kicker = "民生"
subtitle = "——记老周"
byline = "记者 王宁"

[[move]]
from = "来了三批"
to = "扫干净。"
after = "统一负责"

[[move]]
from = 5
into = "统一负责"

[[drop]]
at = "广告"

[[drop]]
from = "广告"
to = "电话"
"""


def test_every_operation_in_the_order_of_the_file() -> None:
    corrections = parse_corrections(WHOLE, "01.txt.corrections.toml")
    assert corrections.where == "01.txt.corrections.toml"
    assert corrections.items == (
        Split(3, Anchor("城西新桥通车"), Fields()),
        Join(6, (Anchor("工程负责人说"), Anchor("居民们表示", page=4), Anchor(line=7)), Fields(title="新桥 通车")),
        Split(10, Anchor(line=12), Fields(title="")),
        SetFields(14, Anchor(line=3, page="A4"), Fields(kicker="民生", subtitle="——记老周", byline="记者 王宁")),
        Move(20, Anchor("来了三批"), Anchor("扫干净。"), "after", Anchor("统一负责")),
        Move(25, Anchor(line=5), None, "into", Anchor("统一负责")),
        Drop(29, at=Anchor("广告")),
        Drop(32, start=Anchor("广告"), end=Anchor("电话")),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\r\n"])
def test_a_file_may_hold_no_correction(text: str) -> None:
    assert parse_corrections(text, "x").items == ()


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("[[split]]\nbefore = “引号”", 2, "not TOML"),
        ("[[split]]\nbefore", None, "not TOML"),
        ("\n[[cut]]\nat = 1", 2, "expected one of [[article]], [[split]], [[join]], [[move]], [[drop]], got 'cut'"),
        ('before = "x"', 1, "'before'"),
        ('[split]\nbefore = "x"', 1, "must begin with a line [[split]]"),
        ("split = [{before = 1}]", 1, "must begin with a line [[split]]"),
        ('[[split]]\nbefore = """\n[[split]]\n"""', 1, "must begin with a line [[split]]"),
        ("[[split]]\nbefore = 1\nafter = 2", 3, "after: expected one of before, title"),
        ("[[split]]", 1, "[[split]] expects before"),
        ("[[split]]\nbefore = 1\n[[split]]\ntitle = 'x'\nbefore = ' \u3000'", 5, "words of the page"),
        ("[[split]]\nbefore = 0", 2, "got 0"),
        ("[[split]]\nbefore = true", 2, "got True"),
        ("[[split]]\nbefore = 1.5", 2, "got 1.5"),
        ("[[split]]\nbefore = {page = 4}", 2, "words of the page"),
        ("[[split]]\nbefore = {words = 4}", 2, "words of the page"),
        ("[[split]]\nbefore = {line = 'x'}", 2, "words of the page"),
        ("[[split]]\nbefore = {words = 'x', line = 4}", 2, "words of the page"),
        ("[[split]]\nbefore = {words = 'x', pages = 4}", 2, "words of the page"),
        ("[[split]]\nbefore = {words = 'x', page = -4}", 2, "a page such as 4"),
        ("[[split]]\nbefore = {words = 'x', page = true}", 2, "a page such as 4"),
        ("[[split]]\nbefore = 1\n\n# and\ntitle = 3", 5, "title: expected words in quotes, got 3"),
        ("[[article]]\nat = 1", 1, "expects one of title, kicker, subtitle, byline"),
        ("[[join]]\nparts = ['x']", 2, "two or more"),
        ("[[join]]\nparts = 'x'", 2, "two or more"),
        ("[[join]]", 1, "two or more"),
        ("[[move]]\nfrom = 1", 1, "one of after, before, into, got 0"),
        ("[[move]]\nfrom = 1\nafter = 2\ninto = 3", 1, "got 2"),
        ("[[move]]\nto = 1\nafter = 2", 1, "expects from"),
        ("[[drop]]", 1, "at, or from and to, got none"),
        ("[[drop]]\nat = 1\nfrom = 2", 1, "got at, from"),
        ("[[drop]]\nat = 1\nto = 2", 1, "got at, to"),
        ("[[drop]]\nto = 2", 1, "got to"),
        ("[[split]]\n" + "a = " + "[" * 100_000, None, "not TOML"),
    ],
)
def test_a_wrong_file_is_told_where_and_what_is_expected(text: str, line: int | None, part: str) -> None:
    with pytest.raises(FixInput) as caught:
        parse_corrections(text, "x.toml")
    assert part in caught.value.what
    assert caught.value.where == (f"x.toml:{line}" if line else "x.toml (at its end)")
    assert caught.value.remedy


TOML = st.lists(
    st.sampled_from(
        ["[[split]]", "[[join]]", "before = 1", 'parts = ["a", 2]', 'title = ""', "x = [{}]", "at = {", "'''"]
    )
).map("\n".join)


@given(TOML | st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        items = parse_corrections(text, "x").items
    except FixInput as error:
        assert error.where.startswith("x") and error.remedy
    else:
        assert [item.line for item in items] == sorted(item.line for item in items)


def test_the_file_beside_a_page_is_read(tmp_path: Path) -> None:
    page = tmp_path / "01.txt"
    file = tmp_path / f"01.txt{CORRECTIONS_SUFFIX}"
    assert read_corrections(page) == ""
    file.write_bytes("\ufeff".encode() + WHOLE.encode())
    assert read_corrections(page) == WHOLE
    file.write_text(" \n")
    assert read_corrections(page) == ""
    assert read_corrections(page.with_name("x" * 250)) == ""


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    page = tmp_path / "01.txt"
    file = tmp_path / f"01.txt{CORRECTIONS_SUFFIX}"
    file.write_bytes(b"[[drop]]\nat = '\xff\xfe'")
    with pytest.raises(FixInput, match="UTF-8") as caught:
        read_corrections(page)
    assert caught.value.where == f"{file}:2"
    file.write_text("#" * 1_000_001)
    with pytest.raises(FixInput, match="1,000,001"):
        read_corrections(page)
    file.write_text("[[drop]]")
    with pytest.raises(FixInput) as caught:
        read_corrections(page)
    assert caught.value.where == f"{file}:1"
    file.unlink()
    file.mkdir()
    with pytest.raises(FixInput, match="cannot be read"):
        read_corrections(page)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    file = tmp_path / f"01.txt{CORRECTIONS_SUFFIX}"
    file.write_text("")
    file.chmod(0)
    with pytest.raises(FixPermissions):
        read_corrections(tmp_path / "01.txt")
