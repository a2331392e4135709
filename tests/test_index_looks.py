import pytest

from index.looks import is_labelled, is_section_head, is_wire_headline, looks_like_title, opens_article


@pytest.mark.parametrize("text", ["（完）", "(未完待续)", "【全文完】"])
def test_the_mark_at_an_articles_end_is_no_headline(text: str) -> None:
    assert not looks_like_title(text)


@pytest.mark.parametrize(
    "text", ["霁川社5月19日体育专电（记者王宁）", "本報訊（記者 陳大文）", "霁川社5月19日电 会议。"]
)
def test_openings(text: str) -> None:
    assert opens_article(text)


def test_heads_of_kinds() -> None:
    assert all(map(is_section_head, ["一、加强领导", "（二）巡查", "一问:能不能补", "【链接】", "●相关"]))
    assert not is_section_head("城西新桥通车")
    assert is_labelled("上渡村：一艘冲锋舟")
    assert not is_labelled("城西新桥今日通车：居民说好")
    assert is_wire_headline("（国际）两国代表团会谈")
    assert not is_wire_headline("两国代表团会谈")
