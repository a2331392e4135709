from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import build
from index.records import DateRange, Filters
from index.search import Library
from index.selection import Selection
from index.tokens import fold
from qa.listing.answer import Listed, answer_listing
from qa.listing.question import ListingQuestion, read_listing
from qa.records import CITATION_MARK, Answer, Timings
from tests.fakes import HashingEncoder

PAGES = {
    "霁川日报_2024-05-20_01.txt": (
        "霁河三桥昨日合龙\n\n本报讯(记者 王宁 通讯员 李进发)霁河三桥昨日合龙。大桥全长1200米。\n\n"
        "疫苗接种点增至十处\n\n本报讯(记者 陈默)市疾控中心增设疫苗接种点。市民可预约。\n"
    ),
    "霁川日报_2024-05-20_02.txt": (
        "老城修缮古樟\n\n本报讯(记者 李 朗)园林部门给古樟挂牌[1]。\n\n"
        "再接再厉\n\n□本报评论员\n\n大家要继续努力，把事情办好。\n"
    ),
    "霁川日报_2024-05-21_01.txt": (
        "搜救隊仍在下遊搜尋\n\n本報訊(記者 王寧)截至21日18時，搜救隊沒有找到失蹤的漁船。霁河水位上漲，霁河三橋封閉。\n"
    ),
    "江城晚报_2024-05-21_A1.txt": (
        "江城开通夜班公交\n\n本报讯(记者 赵一)夜班公交昨日开通。市民说方便多了。\n\n"
        "Bridge Opens Early\n\nBy Lin Suye\n\nThe bridge over the Ji River opened on Monday. Crowds came to see it.\n"
    ),
}
ARTICLES = [
    {
        "id": "given-1",
        "title": "疫 苗研发进展",
        "date": "2024-05-22",
        "newspaper": "江城晚报",
        "text": "专家谈疫\n苗研发。",
    },
    {
        "id": "given-2",
        "title": "没有正文",
        "date": "2024-05-22",
        "newspaper": "江城晚报",
        "text": "完。",
        "byline": "王宁",
    },
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    top = tmp_path_factory.mktemp("listing")
    (top / "pages").mkdir()
    for name, text in PAGES.items():
        (top / "pages" / name).write_text(text, encoding="utf-8")
    rows = "\n".join(json.dumps(row, ensure_ascii=False) for row in ARTICLES)
    (top / "pages" / "given.jsonl").write_text(rows, encoding="utf-8")
    build(top / "library", [top / "pages"], encoder=HashingEncoder())
    opened = Library.open(top / "library", HashingEncoder())
    yield opened
    opened.close()


def ask(library: Library, question: str, filters: Filters | None = None) -> Listed:
    coverage = DateRange(date(2024, 5, 20), date(2024, 5, 22))
    asked = read_listing(question, coverage.last, library.newspapers(), coverage)
    assert asked is not None
    listed = answer_listing(asked, question, library, filters or Filters())
    assert listed is not None
    check(library, question, listed)
    return listed


def check(library: Library, question: str, listed: Listed) -> None:
    """What every answer holds: it makes an `Answer`, each quote stands at its places and at its article's offsets."""
    refused = listed.reason is not None
    Answer(question, listed.text, refused, listed.reason, listed.citations, (), (), Timings(0, None, 0))
    assert {int(mark) for mark in CITATION_MARK.findall(listed.text)} == {one.number for one in listed.citations}
    for citation in listed.citations:
        pages = {place.page_id: library.page(place.page_id) for place in citation.places}
        pieces = [pages[place.page_id].text[place.start : place.end] for place in citation.places]  # type: ignore[union-attr]
        assert "".join(pieces) == citation.quote
        assert citation.article.text[citation.article_start : citation.article_end] == citation.quote != ""


def titles(listed: Listed) -> list[str]:
    return [citation.article.title for citation in listed.citations]


def test_a_page_without_a_day_is_the_newest_issues(library: Library) -> None:
    listed = ask(library, "霁川日报1版有哪些文章？")
    assert titles(listed) == ["搜救隊仍在下遊搜尋"]
    assert "以最新一期2024年5月21日为准" in listed.text
    assert titles(ask(library, "霁川日报5月20日1版有哪些文章？")) == ["霁河三桥昨日合龙", "疫苗接种点增至十处"]


def test_the_front_page_may_be_called_a1(library: Library) -> None:
    assert "江城开通夜班公交" in titles(ask(library, "江城晚报头版有哪些文章？"))
    lead = ask(library, "江城晚报头版头条是什么？")
    assert titles(lead) == ["江城开通夜班公交"]
    assert ask(library, "江城晚报1版有哪些文章？").reason == "nothing_found"


def test_a_day_lists_all_of_its_articles_and_says_which_days_were_looked_at(library: Library) -> None:
    listed = ask(library, "5月20日有哪些报道？")
    assert len(listed.citations) == 4
    assert "共有4篇" in listed.text
    assert [one.words for one in listed.dates] == ["5月20日"]
    assert listed.dates[0].only


def test_a_day_without_issue_is_outside_the_dates(library: Library) -> None:
    listed = ask(library, "5月18日有哪些报道？")
    assert listed.reason == "outside_dates"
    assert "2024年5月20日至2024年5月22日" in listed.text


def test_filters_of_the_reader_hold(library: Library) -> None:
    only = Filters(date_from=date(2024, 5, 21), date_to=date(2024, 5, 21))
    assert titles(ask(library, "王宁写了哪些报道？", only)) == ["搜救隊仍在下遊搜尋"]
    assert ask(library, "5月20日有哪些报道？", only).reason == "outside_dates"
    assert ask(library, "陈默写了哪些报道？", only).reason == "outside_dates"
    assert titles(ask(library, "有多少篇报道？", Filters(newspaper="霁川日报")))[-1] == "搜救隊仍在下遊搜尋"


def test_signers_are_whole_names_in_any_script_and_role(library: Library) -> None:
    assert titles(ask(library, "王宁写了哪些报道？")) == ["没有正文", "霁河三桥昨日合龙", "搜救隊仍在下遊搜尋"]
    assert titles(ask(library, "李进发写了哪些报道？")) == ["霁河三桥昨日合龙"]
    assert titles(ask(library, "李朗写了几篇文章？")) == ["老城修缮古樟"]
    assert titles(ask(library, "which articles did Lin Suye write?")) == ["Bridge Opens Early"]
    quote = ask(library, "王宁写了哪些报道？").citations[1].quote
    assert "记者 王宁" in quote


def test_an_unknown_signer_is_refused_with_similar_names(library: Library) -> None:
    listed = ask(library, "李进写了哪些报道？")
    assert listed.reason == "nothing_found"
    assert "李进发" in listed.text


def test_mentions_are_complete_whatever_way_they_are_printed(library: Library) -> None:
    listed = ask(library, "有多少篇文章提到疫苗？")
    assert titles(listed) == ["疫 苗研发进展", "疫苗接种点增至十处"]
    assert listed.citations[0].quote == "专家谈疫\n苗研发。"
    assert titles(ask(library, "哪些文章提到霁河三桥？")) == ["霁河三桥昨日合龙", "搜救隊仍在下遊搜尋"]
    assert titles(ask(library, "how many articles mention the bridge?")) == ["Bridge Opens Early"]
    assert ask(library, "有多少篇文章提到地铁？").reason == "nothing_found"


def test_two_names_joined_are_looked_for_each(library: Library) -> None:
    assert titles(ask(library, "哪些文章提到霁河三桥和渔船？")) == ["搜救隊仍在下遊搜尋"]


def test_a_word_is_looked_for_in_the_language_of_the_pages(library: Library) -> None:
    asked = ListingQuestion("articles", phrase="vaccine", counted=True)
    question = "how many articles mention the vaccine?"
    refused = answer_listing(asked, question, library, Filters())
    assert refused is not None
    assert refused.reason == "nothing_found"
    listed = answer_listing(asked, question, library, Filters(), {"vaccine": "疫苗"}.get)
    assert listed is not None
    check(library, question, listed)
    assert len(listed.citations) == 2


def test_author_and_place_of_a_headline(library: Library) -> None:
    assert "记者 王宁 通讯员 李进发" in ask(library, "谁写了《霁河三桥昨日合龙》？").text
    assert "《霁川日报》2024年5月20日第2版" in ask(library, "《再接再厉》登在第几版？").text
    assert "2024年5月21日" in ask(library, "《搜救队仍在下游搜寻》是哪天登的？").text


@pytest.mark.parametrize(
    "question", ["《红楼梦》的作者是谁？", "谁写了《合龙》？", "关于地铁的报道有哪些？", "孙七写了什么？"]
)
def test_what_the_records_cannot_tell_goes_its_way(library: Library, question: str) -> None:
    asked = read_listing(question, None, library.newspapers())
    assert asked is not None
    assert answer_listing(asked, question, library, Filters()) is None


def test_what_is_held(library: Library) -> None:
    papers = ask(library, "资料库里有哪些报纸？")
    assert "江城晚报" in papers.text
    assert "《霁川日报》：2024年5月20日至2024年5月21日，2期，3个版面" in papers.text
    assert "4期" in ask(library, "资料库里有哪几天的报纸？").text
    assert "《江城晚报》2024年5月22日" in ask(library, "最新一期是哪天？").text
    assert "《霁川日报》2024年5月20日" in ask(library, "最早一期是哪天？").text
    assert "共有2个版面" in ask(library, "5月20日有几个版？").text
    assert ask(library, "人民日报有哪些文章？").reason == "nothing_found"


def test_marks_in_headlines_are_no_citations(tmp_path: Path) -> None:
    row = {"id": "a", "title": "数据[12]与[3]", "date": "2024-05-22", "text": "正文第一句。", "byline": "记者 [4]"}
    (tmp_path / "given.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    build(tmp_path / "library", [tmp_path / "given.jsonl"], encoder=HashingEncoder())
    library = Library.open(tmp_path / "library", HashingEncoder())
    try:
        listed = ask(library, "资料库里有多少篇文章？")
        assert [one.number for one in listed.citations] == [1]
    finally:
        library.close()


def test_a_long_list_is_cut_but_its_count_is_true(tmp_path: Path) -> None:
    rows = [{"id": f"a{at}", "title": f"第{at}篇", "date": "2024-05-22", "text": f"大桥{at}号。"} for at in range(45)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "given.jsonl").write_text(lines, encoding="utf-8")
    build(tmp_path / "library", [tmp_path / "given.jsonl"], encoder=HashingEncoder())
    library = Library.open(tmp_path / "library", HashingEncoder())
    try:
        listed = ask(library, "哪些文章提到大桥？")
        assert len(listed.citations) == 30
        assert "共有45篇" in listed.text
        assert "另有15篇" in listed.text
    finally:
        library.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_nothing_that_holds_the_words_is_left_out(library: Library, data: st.DataObject) -> None:
    articles = library.articles()

    def bare(text: str) -> str:
        return "".join(fold(text).split())

    whole = data.draw(st.sampled_from([bare(one.text) for one in articles]))
    start = data.draw(st.integers(0, len(whole) - 1))
    phrase = "".join(sign for sign in whole[start : start + data.draw(st.integers(1, 4))] if sign >= "\u4e00")
    if not phrase or not phrase.isalpha():
        return
    fields = {one.id: (one.text, one.title, one.kicker, one.subtitle) for one in articles}
    expected = {key for key, texts in fields.items() if any(phrase in bare(text) for text in texts)}
    assert {one.id for one in library.select(Selection(phrases=(phrase,)))} == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(
    st.builds(
        ListingQuestion,
        st.sampled_from(
            ["articles", "lead", "signer", "page", "date", "newspapers", "dates", "newest", "oldest", "pages"]
        ),
        page=st.sampled_from(["", "1", "9", "A1"]),
        front=st.booleans(),
        days=st.none() | st.dates(date(2024, 5, 18), date(2024, 5, 24)).map(lambda one: DateRange(one, one)),
        newest_issue=st.booleans(),
        newspaper=st.sampled_from(["", "霁川日报", "海桥日报"]),
        signer=st.sampled_from(["", "王宁", "[1]"]),
        phrase=st.sampled_from(["", "疫苗", "霁河和渔船", "[2]", "地铁"]),
        title=st.sampled_from(["", "再接再厉", "？"]),
        counted=st.booleans(),
    ),
    st.sampled_from(["问题", "a question"]),
    st.sampled_from([Filters(), Filters(newspaper="江城晚报"), Filters(date_to=date(2024, 5, 20))]),
)
def test_every_answer_holds_together(library: Library, asked: ListingQuestion, question: str, filters: Filters) -> None:
    listed = answer_listing(asked, question, library, filters)
    if listed is not None:
        check(library, question, listed)
        assert listed.text
