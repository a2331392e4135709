import pytest

from index.wrapping import PhysicalLine, display_width, paragraphs

TEXT = (
    "城西的堤岸加高工程昨日完工,比计划提前十天,可以抵御二十年一遇的洪水,沿线的居民可以放心过夏天了,"
    "巡查的人还会守在堤上,直到洪峰过境"
)


def lines_of(*texts: str, gap: int = 0, indent: int = 0) -> list[PhysicalLine]:
    return [PhysicalLine(0, len(text), text, indent, gap) for text in texts]


def wrapped(text: str, width: int) -> list[PhysicalLine]:
    return lines_of(*(text[at : at + width] for at in range(0, len(text), width)))


def sizes(lines: list[PhysicalLine]) -> list[int]:
    return [len(group) for group in paragraphs(lines)]


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc, 12", 7), ("堤岸", 4), ("堤岸abc，", 9), ("é", 1), ("\ud800", 2)]
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_two_columns_of_different_width_on_one_page() -> None:
    narrow, wide = wrapped(TEXT + "。", 13), wrapped(TEXT + TEXT + "。", 24)
    assert sizes(narrow + wide) == [len(narrow), len(wide)]


def test_characters_that_a_scan_lost_leave_the_paragraph_whole() -> None:
    lines = wrapped(TEXT * 2 + "。", 18)
    lines[2:3] = lines_of(lines[2].text[:5] + lines[2].text[6:])
    assert sizes(lines) == [len(lines)]


def test_lines_a_blank_line_apart_are_wrapped_if_all_are() -> None:
    lines = lines_of(*(line.text for line in wrapped(TEXT * 2 + "。", 18)), gap=1)
    assert sizes(lines) == [len(lines)]


def test_a_headline_as_wide_as_the_column_stays_apart() -> None:
    body = wrapped(TEXT + "。", 18)
    assert len(body[-1].text) < 18
    above = lines_of(*(line.text for line in body), "居民们说今年夏天可以放心过了。".rjust(18, "又"))
    headline = lines_of("城西新桥今日通车 居民出行再不绕道路")
    below = lines_of("本报讯(记者 王宁)" + TEXT[:8]) + body
    groups = paragraphs(above + headline + below)
    assert headline in groups


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["堤岸"],
        ["城西新桥通车", "东埠开渡"] * 20,
        ["姓名 王宁 李朗 赵安 孙川 周远"] * 10,
        ["2.5 3.0 3.1 2.5 3.0 3.1 2.5 3.0"] * 10,
        ["床前明月光，", "疑是地上霜。"] * 10,
    ],
)
def test_what_is_no_wrapped_text(texts: list[str]) -> None:
    assert sizes(lines_of(*texts)) == [1] * len(texts)
