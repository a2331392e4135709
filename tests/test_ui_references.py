from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui_samples import article
from ui.references import gb_reference, language_of, plain_reference, reference
from ui.texts import CHINESE, ENGLISH

FOUR = "记者 彭瑜 通讯员 李进发 王宁 赵一"
ENGLISH_ARTICLE: dict[str, Any] = {
    "text": "The gymnasium opened on Monday. It has room for six hundred pupils.",
    "title": "Gym of “Hope” opens",
    "byline": "Lin Suye and J. R. Smith in Beijing",
    "newspaper": "River Daily",
    "pages": ("A4",),
}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "阮经纬. 霁河三桥合龙[N]. 霁川日报, 2024-05-20(1)."),
        ({"byline": FOUR, "pages": (1, 3)}, "彭瑜, 李进发, 王宁, 等. 霁河三桥合龙[N]. 霁川日报, 2024-05-20(1, 3)."),
        ({"subtitle": "全长\n2360米"}, "阮经纬. 霁河三桥合龙: 全长 2360米[N]. 霁川日报, 2024-05-20(1)."),
        ({"byline": "", "date_inferred": True}, "霁河三桥合龙[N]. 霁川日报, [2024-05-20](1)."),
        ({"newspaper": None, "date": None, "pages": ()}, "阮经纬. 霁河三桥合龙[N]. [报名不详], [日期不详]."),
        ({"title": ""}, "阮经纬. [无标题][N]. 霁川日报, 2024-05-20(1)."),
        (ENGLISH_ARTICLE, "LIN Suye, SMITH J R. Gym of “Hope” opens[N]. River Daily, 2024-05-20(A4)."),
        (
            {**ENGLISH_ARTICLE, "byline": "A Bee, C Dee, E Eff, G Gee", "date": None},
            "BEE A, DEE C, EFF E, et al. Gym of “Hope” opens[N]. River Daily, [n.d.](A4).",
        ),
    ],
)
def test_gb_reference_in_the_article_s_own_language(fields: dict[str, Any], expected: str) -> None:
    assert gb_reference(article(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "chinese", "english"),
    [
        (
            {},
            "阮经纬：《霁河三桥合龙》，《霁川日报》2024年5月20日，第1版。",
            "阮经纬, “霁河三桥合龙,” 霁川日报, 20 May 2024, p. 1.",
        ),
        (
            {"byline": FOUR, "title": "读《春江》有感", "subtitle": "春水", "pages": (1, 3), "date_inferred": True},
            "彭瑜、李进发、王宁等：《读〈春江〉有感——春水》，《霁川日报》2024年5月20日（推断），第1、3版。",
            "彭瑜, 李进发, 王宁 et al., “读《春江》有感: 春水,” 霁川日报, 20 May 2024 (inferred), pp. 1, 3.",
        ),
        (
            {"byline": "", "title": "", "newspaper": None, "date": None, "pages": ()},
            "[无标题]，报名不详，日期不详，版次不详。",
            "[untitled], newspaper unknown, date unknown, page unknown.",
        ),
        (
            {**ENGLISH_ARTICLE, "title": "Is “it” open?"},
            "Lin Suye、J. R. Smith：《Is “it” open?》，《River Daily》2024年5月20日，第A4版。",
            "Lin Suye, J. R. Smith, “Is ‘it’ open?” River Daily, 20 May 2024, p. A4.",
        ),
    ],
)
def test_plain_reference_in_the_page_s_language(fields: dict[str, Any], chinese: str, english: str) -> None:
    assert plain_reference(article(**fields), CHINESE) == chinese
    assert plain_reference(article(**fields), ENGLISH) == english


def test_an_article_that_has_only_a_jump_mark_is_named_by_its_first_words_in_brackets() -> None:
    assert gb_reference(article(title="(上接1版)")).startswith("阮经纬. [(上接1版) 霁河三桥昨日合龙。")


def test_a_saved_conversation_gives_the_national_standard_in_chinese_and_the_plain_one_in_english() -> None:
    assert reference(article(), CHINESE) == gb_reference(article())
    assert reference(article(), ENGLISH) == plain_reference(article(), ENGLISH)


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("GDP与AI", "全市GDP增长6%。", "zh"),
        ("The 霁河 bridge", "The bridge over the river was closed on Sunday.", "en"),
        ("", "", "zh"),
    ],
)
def test_the_language_of_an_article(title: str, text: str, language: str) -> None:
    newspaper = "River Daily" if language == "en" else "霁川日报"
    assert language_of(article(text, title, newspaper=newspaper)) == language


words = st.text(max_size=30)


@given(words, words, words, words, st.none() | words, st.none() | st.dates(), st.lists(st.integers(1, 99) | words))
def test_a_reference_is_one_line_that_names_what_is_known(
    title: str,
    subtitle: str,
    byline: str,
    dateline: str,
    newspaper: str | None,
    day: date | None,
    pages: list[int | str],
) -> None:
    one = article(
        title=title,
        subtitle=subtitle,
        byline=byline,
        dateline=dateline,
        newspaper=newspaper,
        date=day,
        pages=tuple(pages),
    )
    for said in (gb_reference(one), plain_reference(one, CHINESE), plain_reference(one, ENGLISH)):
        assert len(said.splitlines()) == 1 and said == said.strip() and said[-1] in ".。"
    assert day is None or day.isoformat() in gb_reference(one)
    assert " ".join((newspaper or "").split()) in gb_reference(one)
