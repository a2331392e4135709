import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.web.visible import parse_page, take_out_hidden


def seen(markup: str) -> str:
    tree = parse_page(markup)
    take_out_hidden(tree)
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize(
    "markup",
    [
        '<p>a<span style="display:none">X</span>b</p>',
        '<p>a<span style="DISPLAY : None !important">X</span>b</p>',
        '<p>a<span style="visibility:hidden">X</span>b</p>',
        "<p>a<b hidden>X</b>b</p>",
        '<p>a<b class="tip sr-only">X</b>b</p>',
        '<p>a<b style="font-size:0">X</b>b</p>',
        '<p>a<b style="font-size: 1px">X</b>b</p>',
        '<p>a<b style="opacity:0">X</b>b</p>',
        '<p>a<b style="position:absolute;left:-9999px">X</b>b</p>',
        '<p>a<b style="text-indent:-100em">X</b>b</p>',
        '<p>a<b style="position:absolute;clip:rect(0,0,0,0)">X</b>b</p>',
        '<p>a<b style="height:0;overflow:hidden">X</b>b</p>',
        '<p>a<b style="color:#fff">X</b>b</p>',
        '<p>a<font color="white">X</font>b</p>',
        '<p>a<b style="color:transparent">X</b>b</p>',
        '<div bgcolor="#000000">a<b style="color:black">X</b>b</div>',
        '<style>.x{display:none}</style><p>a<b class="x">X</b>b</p>',
        '<style>p > .x, #never::before { visibility: hidden }</style><p>a<b class="x">X</b>b</p>',
        "<p>a<!-- X -->b</p>",
        "<p>a<script>X</script><style>X{}</style><template>X</template><noscript>X</noscript>b</p>",
        "<p>a<textarea>X</textarea><svg><text>X</text></svg>b</p>",
        "a<dialog>X</dialog>b",
    ],
)
def test_what_is_hidden_is_no_text_and_what_follows_it_stays(markup: str) -> None:
    assert seen(markup) == "ab"


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color:#333;text-indent:2em;margin-left:-20px">ab</p>',
        '<div style="background:#000"><p style="color:#fff">ab</p></div>',
        '<div style="background:url(night.jpg)"><p style="color:white">ab</p></div>',
        '<p style="opacity:.9;font-size:12px;height:auto;overflow:hidden">ab</p>',
        "<style>@media print { p { display: none } }</style><p>ab</p>",
        '<style media="print">p{display:none}</style><p>ab</p>',
        "<style>p:hover{display:none}</style><p>ab</p>",
        '<style>.t{display:none} .t.on{display:block}</style><p class="t on">ab</p>',
        "<style>} broken { p{ ; display:</style><p>ab</p>",
        "<style>ul{font-size:0} li{font-size:14px}</style><ul><li>ab</li></ul>",
        "<dialog open>ab</dialog>",
    ],
)
def test_what_is_seen_stays(markup: str) -> None:
    assert seen(markup) == "ab"


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b hidden>", "</b>", "<br>", "<div style='display:none'>", "字", "<"]))
)
def test_nothing_is_seen_that_was_not_there(parts: list[str]) -> None:
    try:
        text = seen("<body>" + "".join(parts))
    except ValueError:
        return
    assert text.count("字") <= parts.count("字")


def test_a_page_that_hides_all_of_itself_says_nothing() -> None:
    assert seen('<body style="display:none">X</body>') == ""
