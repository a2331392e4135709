"""Names: which words of a text are names, organisations by their parts, and the short forms that texts explain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import cut, names_in, organisations_in, pairs_in, pieces
from index.tokens import fold


def found(text: str) -> set[str]:
    return set(names_in(pieces(text)))


def test_persons_places_and_organisations_are_names() -> None:
    text = "本报讯(记者 彭瑜)王晓明昨日在北京大学说，黄霞到重庆。"
    assert {"彭瑜", "王晓明", "北京大学", "黄霞", "重庆"} <= found(text)
    assert not {"昨日", "记者", "说"} & found(text)


def test_traditional_names_are_folded_and_latin_ones_in_lower_case() -> None:
    assert {"张伟国", "microsoft"} <= found("張偉國到 Microsoft 任職")


def test_single_characters_of_an_unknown_name_are_joined() -> None:
    assert "霁河" in found("裴若舟在霁河")


@given(st.text(max_size=60))
def test_pieces_are_the_folded_text_and_names_stand_in_it(text: str) -> None:
    words = pieces(text)
    assert "".join(word.text for word in words) == fold(text)
    assert all(name in fold(text) and len(name) > 1 for name in names_in(words))
    assert all("".join(parts) in fold(text) and len(parts) > 1 for parts in organisations_in(words))


def test_an_organisation_has_the_words_it_is_put_together_of() -> None:
    text = "他对国家卫生健康委员会和世界卫生组织说"
    assert {("国家", "卫生", "健康", "委员会"), ("世界", "卫生", "组织")} <= set(organisations_in(pieces(text)))
    assert cut("世界卫生组织") == ("世界", "卫生", "组织")
    assert cut("王晓明") == ("王晓明",)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("他说世界卫生组织（以下简称世卫组织）已经到了", ("世卫组织", "世界卫生组织")),
        ("由国家卫生健康委员会(简称“国家卫健委”)通报", ("国家卫健委", "国家卫生健康委员会")),
        ("感染新型冠状病毒肺炎（简称“新冠肺炎”）的人", ("新冠肺炎", "新型冠状病毒肺炎")),
        ("据世界卫生组织（WHO）通报", ("WHO", "世界卫生组织")),
        ("据WHO（世界卫生组织）通报", ("WHO", "世界卫生组织")),
    ],
)
def test_short_forms_that_a_text_explains(text: str, pair: tuple[str, str]) -> None:
    assert list(pairs_in(text)) == [pair]


@pytest.mark.parametrize("text", ["大桥（全长1200米）合龙", "这种模型（GPT）很大", "他说（笑）", "没有括号"])
def test_what_stands_in_brackets_otherwise_is_no_short_form(text: str) -> None:
    assert list(pairs_in(text)) == []
