import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import AskpressError, FixInput
from index.web.charset import codec_of, decode_page

SIMPLIFIED = "昨天下午,记者来到江边看到,新修的堤岸已经完工,市民三三两两在这里散步,孩子们在草地上放风筝。"
TRADITIONAL = "昨天下午,記者來到江邊看到,新修的堤岸已經完工,市民三三兩兩在這裡散步,孩子們在草地上放風箏。"


def page(text: str, charset: str) -> str:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{head}<title>霁川</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "codec", "declared", "served", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8", "", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "", "", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb2312", "", "gb18030"),
        (SIMPLIFIED, "gb18030", "", "", "gb18030"),
        (SIMPLIFIED, "gb18030", "", "GBK", "gb18030"),
        # The server's word is before the page's, and UTF-8 that fits before either.
        (SIMPLIFIED, "gb18030", "utf-8", "gb2312", "gb18030"),
        (SIMPLIFIED, "utf-8", "gb2312", "gbk", "utf-8"),
        (TRADITIONAL, "big5", "big5", "", "big5hkscs"),
        (TRADITIONAL, "big5", "no-such-thing", "rot13", "big5"),
        ("Die Brücke über den Fluß ist eröffnet.", "cp1252", "iso-8859-1", "", "cp1252"),
        ("新聞は今日も届いた。橋が開通した。", "shift_jis", "shift_jis", "", "shift_jis"),
    ],
)
def test_a_page_is_read_in_its_encoding(text: str, codec: str, declared: str, served: str, found: str) -> None:
    markup = page(text, declared).replace("霁", "江") if codec != "gb18030" else page(text, declared)
    if not codec.startswith(("utf", "gb")):
        markup = markup.replace("江川", "x")
    assert decode_page(markup.encode(codec), served, "x") == (found, markup)


def test_a_character_that_is_cut_in_two_does_not_lose_the_page() -> None:
    raw = page(SIMPLIFIED * 20, "gbk").encode("gb18030")
    encoding, text = decode_page(raw.replace("风筝".encode("gb18030"), b"\xb7\xff", 1), "", "x")
    assert encoding == "gb18030"
    assert SIMPLIFIED in text
    assert 1 <= text.count("\ufffd") <= 2


def test_a_cut_character_in_utf_8_does_not_lose_the_page() -> None:
    raw = page(SIMPLIFIED * 20, "utf-8").encode()
    assert decode_page(raw.replace("风筝".encode(), b"\xe9\xa3", 1), "", "x")[0] == "utf-8"


@pytest.mark.parametrize("raw", [b"\x00\x01\x02<html>", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, b"\xff\x00" * 900])
def test_what_is_no_text_is_an_error(raw: bytes) -> None:
    with pytest.raises(FixInput) as caught:
        decode_page(raw, "", "page.html")
    assert "page.html" in caught.value.where


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf_8_comes_back_as_it_is(text: str) -> None:
    assert decode_page(text.encode(), "", "x") == ("utf-8", text)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_are_text_or_a_named_error(raw: bytes, served: str) -> None:
    try:
        encoding, text = decode_page(raw, served, "x")
    except AskpressError:
        return
    assert "\0" not in text
    "".encode(encoding)


@given(st.text(max_size=30))
def test_a_codec_reads_text(name: str) -> None:
    codec = codec_of(name)
    assert not codec or isinstance(b"abcd".decode(codec, "replace"), str)
