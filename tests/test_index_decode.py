import pytest

from index.decode import decode, locate
from index.errors import FixInput

SIMPLIFIED = (
    "昨天下午,记者来到江边看到,新修的堤岸已经完工,市民三三两两在这里散步,孩子们在草地上放风筝。工程负责人说,"
    "堤岸全长三公里,可以抵御二十年一遇的洪水,沿线居民不必再为汛期发愁。今年的防汛准备工作从三月开始,各区都检查了排水管网。"
)
TRADITIONAL = (
    "昨天下午,記者來到江邊看到,新修的堤岸已經完工,市民三三兩兩在這裡散步,孩子們在草地上放風箏。工程負責人說,"
    "堤岸全長三公里,可以抵禦二十年一遇的洪水,沿線居民不必再為汛期發愁。今年的防汛準備工作從三月開始,各區都檢查了排水管網。"
)


@pytest.mark.parametrize("length", [20, 40, 100])
@pytest.mark.parametrize(
    ("text", "codec"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "big5"), (SIMPLIFIED, "utf-8")]
)
def test_every_window_of_a_text_is_told_right(text: str, codec: str, length: int) -> None:
    wrong = []
    for start in range(len(text) - length):
        window = text[start : start + length]
        found, back = decode(window.encode(codec), "x")
        if found != codec or back != window:
            wrong.append((start, found))
    assert wrong == []


def test_latin_text_of_a_western_encoding() -> None:
    text = "Le café du théâtre était fermé; “fermé”, répéta le garçon, très gêné. " * 5
    encoding, back = decode(text.encode("cp1252"), "x")
    assert back == text, encoding


def test_one_bad_byte_in_utf8_is_an_error_and_no_other_encoding() -> None:
    raw = SIMPLIFIED.encode()
    with pytest.raises(FixInput, match="UTF-8"):
        decode(raw[:60] + b"\xff" + raw[60:], "x")


def test_lines_are_counted_from_one() -> None:
    assert [locate(b"a\nb\nc", at) for at in (0, 1, 2, 4)] == [1, 1, 2, 3]
