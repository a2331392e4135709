import time
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Article, GivenArticle, Page, PageNumber
from index.segment import segment

DAY = date(2024, 5, 20)


def page(text: str, number: PageNumber | None = 1, name: str = "", article: GivenArticle | None = None) -> Page:
    identifier = name or f"page-{number}"
    return Page(identifier, identifier, 0, text.encode(), "utf-8", text, "霁川日报", DAY, False, number, article)


def check_tiling(pages: Sequence[Page], articles: Sequence[Article]) -> None:
    """Every character that is not white space is in exactly one span or mark, and spans hold what they say."""
    texts = {each.id: each.text for each in pages}
    times = {each.id: [0] * len(each.text) for each in pages}
    for article in articles:
        for span in article.spans:
            assert article.text[span.start : span.end] == texts[span.page_id][span.page_start : span.page_end]
            for at in range(span.page_start, span.page_end):
                times[span.page_id][at] += 1
        for mark in article.marks:
            assert mark.start < mark.end <= len(texts[mark.page_id])
            for at in range(mark.start, mark.end):
                times[mark.page_id][at] += 1
    for name, text in texts.items():
        wrong = [(at, text[at], count) for at, count in enumerate(times[name]) if count != 1 and not text[at].isspace()]
        assert wrong == []
        assert max(times[name], default=0) <= 1
    assert len({article.id for article in articles}) == len(articles)


LINES = st.sampled_from(
    [
        "堤岸加高工程昨日完工",
        "城西新桥通车 居民出行便利",
        "——记守桥人老周",
        "图片新闻",
        "本报讯(记者 王宁 通讯员 李朗)昨日下午,城西的堤岸加高工程完工,比计划提前了十天。",
        "新华社北京2月10日电 会议听取了关于防汛工作的汇报。",
        "工程负责人说,堤岸全长三公里,可以抵御二十年一遇的洪水,沿线居民",
        "可以放心过夏天了。",
        "了重大贡献。",
        "□本报评论员",
        "(本报记者 王宁 李朗)",
        "本报记者 王宁",
        "By Staff Reporter Lin Suye",
        "(上接1版)",
        "(下转2版)",
        "(上接2版)居民们表示,这样的工程来得及时。",
        "他们还将继续巡查。(下转1版)",
        "Continued on A4",
        "（紧接第3版）",
        "2024年5月20日 星期一 第1版",
        "白菜 2.5 3.0 3.1",
        "一、加强领导",
        "“今年不怕了。”住在河边的老人说。",
        "The bridge was opened on Monday.",
        "and nobody was hurt.",
        "",
        "\u3000\u3000",
        "\x1f",
    ]
) | st.text(max_size=40)
TEXTS = st.lists(LINES, min_size=1, max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", " \n\u3000"]).map(lambda glue: glue.join(lines))
)
NUMBERS = st.sampled_from([None, 1, 1, 2, 3, "A4"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TEXTS, NUMBERS), min_size=1, max_size=4))
def test_nothing_is_lost_and_nothing_stands_twice(issue: list[tuple[str, PageNumber | None]]) -> None:
    pages = [page(text, number, f"p{index}") for index, (text, number) in enumerate(issue)]
    check_tiling(pages, segment(pages))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(TEXTS, NUMBERS), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_pages_does_not_matter(issue: list[tuple[str, PageNumber | None]], random: object) -> None:
    pages = [page(text, number, f"p{index}") for index, (text, number) in enumerate(issue)]
    shuffled = list(pages)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert segment(shuffled) == segment(pages)


def by_title(articles: Sequence[Article]) -> dict[str, Article]:
    return {article.title: article for article in articles}


BRIDGE = "城西新桥通车 居民出行便利"
DAM = "堤岸加高工程昨日完工"
BRIDGE_TEXT = "本报讯(记者 王宁 通讯员 李朗)城西新桥昨日通车,两岸居民出行不再绕道。新桥全长八百米。"
DAM_TEXT = "霁川社5月19日电 堤岸加高工程昨日完工,比计划提前十天,可以抵御二十年一遇的洪水。"


def test_headline_kicker_subtitle_byline_dateline() -> None:
    first, second = segment(
        [page(f"\n\n{'为民办实事'}\n\n{BRIDGE}\n\n——一座桥的故事\n\n{BRIDGE_TEXT}\n\n{DAM}\n\n{DAM_TEXT}\n")]
    )
    assert (first.title, first.byline, first.dateline) == (BRIDGE, "记者 王宁 通讯员 李朗", "")
    assert first.kicker == "为民办实事"
    assert first.subtitle == "——一座桥的故事"
    assert first.text == BRIDGE_TEXT + "\n\n"
    assert (second.title, second.byline, second.dateline) == (DAM, "", "霁川社5月19日电")
    assert (second.pages, second.date, second.newspaper) == ((1,), DAY, "霁川日报")


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("□本报评论员", "本报评论员"),
        ("本报记者 鲁知微", "本报记者 鲁知微"),
        ("By Staff Reporter Lin Suye", "Staff Reporter Lin Suye"),
        ("（本报记者 王宁 李朗）", "本报记者 王宁 李朗"),
    ],
)
def test_bylines_on_a_line_of_their_own(line: str, byline: str) -> None:
    (article,) = segment([page(f"{DAM}\n\n{line}\n\n昨日下午,城西的堤岸加高工程完工。\n")])
    assert (article.title, article.byline) == (DAM, byline)
    assert line not in article.text
    assert [mark.role for mark in article.marks] == ["headline", "byline"]


def test_a_byline_at_the_end_of_a_page() -> None:
    pages = [page(f"{DAM}\n\n昨日下午,城西的堤岸加高工程完工。\n\n居民们说,今年不怕了。\n\n(本报记者 王宁 李朗)")]
    (article,) = segment(pages)
    assert article.byline == "本报记者 王宁 李朗"
    check_tiling(pages, [article])


@pytest.mark.parametrize(
    ("leave", "arrive"),
    [
        ("(下转3版)", "(上接1版)"),
        ("（下转第3版）", "（上接第1版）"),
        ("(紧接第3版)", "(上接1版)"),
        ("Continued on 3", "Continued from 1"),
        ("(Continued on Page 3)", "(Continued from Page 1)"),
    ],
)
def test_jumps_are_joined(leave: str, arrive: str) -> None:
    pages = [
        page(f"{DAM}\n\n{DAM_TEXT}\n\n工程负责人说,沿线居民\n{leave}\n\n{BRIDGE}\n\n{BRIDGE_TEXT}\n", 1),
        page(f"{arrive}\n可以放心过夏天了。\n\n堤岸全长三公里。\n", 3),
    ]
    articles = by_title(segment(pages))
    assert set(articles) == {DAM, BRIDGE}
    assert articles[DAM].pages == (1, 3)
    assert "沿线居民可以放心过夏天了。" in articles[DAM].text
    assert articles[DAM].text.endswith("堤岸全长三公里。\n")
    check_tiling(pages, list(articles.values()))


def test_of_two_jumps_between_the_same_pages_each_finds_its_own() -> None:
    pages = [
        page(f"{DAM}\n\n{DAM_TEXT}\n\n(下转2版)\n\n{BRIDGE}\n\n{BRIDGE_TEXT}\n\n(下转2版)\n", 1),
        page("(上接1版)\n\n新桥的两岸居民说,出行不再绕道。\n\n(上接1版)\n\n堤岸可以抵御洪水,加高工程提前完工。\n", 2),
    ]
    articles = by_title(segment(pages))
    assert "出行不再绕道。\n" in articles[BRIDGE].text
    assert "提前完工。\n" in articles[DAM].text
    assert len(articles) == 2


def test_a_headline_echo_joins_and_is_no_headline_of_its_own() -> None:
    pages = [
        page(f"{BRIDGE}\n\n{BRIDGE_TEXT}\n\n(下转2版)\n", 1),
        page(f"{BRIDGE}\n\n(上接1版)\n\n他们还将继续巡查。\n", 2),
    ]
    (article,) = segment(pages)
    assert (article.title, article.pages) == (BRIDGE, (1, 2))
    check_tiling(pages, [article])


def test_a_continuation_without_its_first_half_is_an_article() -> None:
    (article,) = segment([page("(上接1版)\n\n他们还将继续巡查。\n", 2)])
    assert (article.title, article.text) == ("(上接1版)", "他们还将继续巡查。\n")
    (article,) = segment([page(f"{BRIDGE}\n\n(上接1版)\n\n他们还将继续巡查。\n", 2)])
    assert article.title == BRIDGE


def test_a_cut_sentence_is_whole_again() -> None:
    pages = [
        page(
            f"{DAM}\n\n{DAM_TEXT}\n\n广大党员干部做了大量艰苦工作,付出了巨大努力,为防汛工作作出\n\n"
            f"{BRIDGE}\n\n{BRIDGE_TEXT}\n\n了重大贡献。\n\n防汛工作还在继续,党员干部守在堤岸上。\n"
        )
    ]
    articles = by_title(segment(pages))
    assert "为防汛工作作出了重大贡献。\n\n防汛工作还在继续" in articles[DAM].text
    assert articles[BRIDGE].text == BRIDGE_TEXT + "\n\n"
    check_tiling(pages, list(articles.values()))


def test_a_passage_that_stands_twice_is_kept_once() -> None:
    pages = [page(f"{DAM}\n\n{DAM_TEXT}\n\n堤岸全长三公里,工程完工。\n\n{BRIDGE}\n\n{BRIDGE_TEXT}\n\n{DAM_TEXT}\n")]
    articles = by_title(segment(pages))
    assert articles[DAM].text.count("提前十天") == 1
    assert "提前十天" not in articles[BRIDGE].text
    assert [mark.role for mark in articles[DAM].marks] == ["headline", "repeat"]
    check_tiling(pages, list(articles.values()))


def test_a_page_that_says_which_article_it_is_stays_untouched() -> None:
    text = f"{DAM}\n\n(下转2版)\n{DAM_TEXT}{DAM_TEXT}"
    given_pages = [page(text, 1, "a", GivenArticle("x1", "题")), page(text, None, "b", GivenArticle("x1", "题", "甲"))]
    first, second = segment(given_pages)
    assert (first.id, first.title, first.text, first.pages, first.marks) == ("x1", "题", text, (1,), ())
    assert (second.byline, second.pages) == ("甲", ())
    assert second.id != "x1"


def test_ids_hold_and_differ() -> None:
    text = f"{DAM}\n\n{DAM_TEXT}\n"
    (one,) = segment([page(text)])
    (again,) = segment([page(text)])
    (other,) = segment([page(text, 2)])
    assert one.id == again.id != other.id
    assert len(one.id) == 16


@pytest.mark.parametrize(
    "text",
    [
        "一行没有结尾",
        "\n".join(f"{number}号桥今日通车" for number in range(300)),
        "\n\n".join(f"第{number}条街的消息\n\n本报讯 {number}街昨天开始修路。" for number in range(300)),
        "雨还在下，" * 40_000,
        "\n".join("白菜 2.5 3.0\n萝卜 1.5 2.0" for _ in range(100)),
        "锟斤拷烫烫烫" * 300,
        "(下转1版)\n\n(上接1版)\n",
        "(下转1版)" * 50,
        "2024年5月20日 星期一 第1版",
        "(本报记者 王宁)",
    ],
)
def test_odd_pages_lose_nothing(text: str) -> None:
    pages = [page(text, 1, "a"), page(text + "\n另一页。", 1, "b")]
    check_tiling(pages, segment(pages))


def test_three_hundred_articles_stand_apart() -> None:
    names = [chr(0x6000 + 7 * number) + chr(0x5E00 + 5 * number) for number in range(300)]
    text = "\n\n".join(f"{name}街今日动工\n\n本报讯 {name}街昨天开始修路,工期三个月。" for name in names)
    assert len(segment([page(text)])) == 300


def test_no_pages() -> None:
    assert segment([]) == []
    assert segment([page(" \n")]) == []


@pytest.mark.parametrize(
    "unit",
    [
        "雨还在下，",
        "雨还在下的\n",
        "号桥今日通车\n",
        "(下转2版)\n(上接2版)\n",
        "同样的一行字同样的一行字。\n",
        "甲 2.5 3.0\n",
    ],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = 1e9
        for _ in range(2):
            began = time.process_time()
            segment([page(text, 1, "a"), page(text, 2, "b")])
            best = min(best, time.process_time() - began)
        return best + 5e-3

    assert seconds(80_000) / seconds(10_000) < 30  # linear would be 8, quadratic 64


def test_a_jump_mark_that_stands_behind_strange_text_still_leads_its_own_article_on() -> None:
    first = page(
        "堤岸加高工程昨日完工\n\n"
        "本报讯(记者 王宁)昨日下午,城西的堤岸加高工程完工,堤岸可以抵御二十年一遇的洪水,下游村庄的居民\n\n"
        "城西新桥通车\n\n本报讯(记者 李朗)城西新桥昨天通车,车辆不必再绕行北门,行车时间缩短了一半。\n\n(下转3版)\n",
        1,
    )
    third = page("(上接1版)\n\n们从此可以放心过夏天,堤岸加高工程还要在下游继续。\n", 3)
    articles = segment([first, third])
    dam = next(article for article in articles if article.title.startswith("堤岸"))
    assert "下游村庄的居民们从此可以放心过夏天" in dam.text
    assert dam.pages == (1, 3)
    assert [mark.role for mark in dam.marks].count("jump") == 2
    assert all(not article.open_jumps for article in articles)
    check_tiling([first, third], articles)


def test_a_jump_without_its_other_half_says_so_and_is_closed_when_that_page_comes() -> None:
    first = page("堤岸加高工程昨日完工\n\n本报讯(记者 王宁)昨日下午,堤岸加高工程完工。\n\n(下转3版)\n", 1)
    third = page("(上接1版)\n\n堤岸加高工程还要在下游继续,堤岸全长三公里。\n", 3)
    (alone,) = segment([first])
    (jump,) = alone.open_jumps
    assert (jump.direction, jump.number) == ("to", 3)
    assert first.text[jump.start : jump.end] == "(下转3版)"
    (other,) = segment([third])
    assert [(jump.direction, jump.number) for jump in other.open_jumps] == [("from", 1)]
    for pages in ([first, third], [third, first]):
        (whole,) = segment(pages)
        assert whole.open_jumps == () and whole.pages == (1, 3)


def test_on_a_page_without_blank_lines_the_line_above_the_headline_is_its_kicker() -> None:
    only = page(
        "为民办实事\n堤岸加高工程昨日完工\n本报讯(记者 王宁)昨日下午,城西的堤岸加高工程完工,比计划提前了十天。\n"
        "城西新桥通车\n本报讯(记者 李朗)城西新桥昨天通车,车辆不必再绕行北门。\n",
    )
    first, second = segment([only])
    assert (first.kicker, first.title) == ("为民办实事", "堤岸加高工程昨日完工")
    assert (second.kicker, second.title) == ("", "城西新桥通车")


def test_a_running_head_on_several_lines_is_no_headline() -> None:
    only = page(
        "霁川日报\n2024年5月20日\n第1版\n\n"
        "堤岸加高工程昨日完工\n\n本报讯(记者 王宁)昨日下午,城西的堤岸加高工程完工,比计划提前了十天。\n",
    )
    (article,) = segment([only])
    assert article.title == "堤岸加高工程昨日完工"
    assert article.kicker == ""
    assert [mark.role for mark in article.marks].count("running_head") == 3
