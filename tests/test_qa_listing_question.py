from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import DateRange
from qa.listing.question import ListingQuestion, read_listing
from qa.listing.slots import page_number, read_slots

CLOCK = date(2024, 5, 21)
COVERAGE = DateRange(date(2024, 5, 20), date(2024, 5, 21))
PAPERS = ("霁川日报", "江城 Weekly")


def day(number: int) -> DateRange:
    return DateRange(date(2024, 5, number), date(2024, 5, number))


def read(question: str) -> ListingQuestion | None:
    return read_listing(question, CLOCK, PAPERS, COVERAGE)


ASKED = [
    ("1版有哪些文章?", {"kind": "articles", "page": "1"}),
    ("第三版有哪些报道？", {"kind": "articles", "page": "3"}),
    ("請列出1版的所有文章", {"kind": "articles", "page": "1"}),
    ("A4版有几篇文章", {"kind": "articles", "page": "A4", "counted": True}),
    ("头版有什么？", {"kind": "articles", "page": "1", "front": True}),
    ("哪些文章登在2版？", {"kind": "articles", "page": "2"}),
    ("頭版頭條是什麼?", {"kind": "lead", "page": "1", "front": True}),
    ("5月20日头版头条是什么？", {"kind": "lead", "page": "1", "front": True, "days": day(20)}),
    ("5月20日有哪些报道?", {"kind": "articles", "days": day(20), "day_words": "5月20日"}),
    ("昨天的报纸有哪些报道？", {"kind": "articles", "days": day(20), "day_words": "昨天"}),
    ("5月20日的报纸都登了什么", {"kind": "articles", "days": day(20)}),
    ("霁川日报5月20日第3版有哪些文章", {"page": "3", "days": day(20), "newspaper": "霁川日报"}),
    ("《霁川日报》5月20日有多少篇报道？", {"newspaper": "霁川日报", "days": day(20), "counted": True}),
    ("最新一期有哪些报道？", {"kind": "articles", "newest_issue": True}),
    ("资料库里有多少篇文章？", {"kind": "articles", "counted": True}),
    ("彭瑜写了哪些报道?", {"kind": "articles", "signer": "彭瑜", "unsure": False}),
    ("記者彭瑜寫了幾篇報道？", {"signer": "彭瑜", "counted": True}),
    ("彭瑜5月20日写了哪些报道", {"signer": "彭瑜", "days": day(20)}),
    ("人民日报评论员的文章题目是什么", {"kind": "articles", "signer": "人民日报评论员", "newspaper": ""}),
    ("本报评论员的那篇文章的标题叫什么？", {"kind": "articles", "signer": "本报评论员"}),
    ("彭瑜写的报道题目是什么？", {"kind": "articles", "signer": "彭瑜"}),
    ("彭瑜写了哪些关于万州的报道？", {"signer": "彭瑜", "phrase": "万州"}),
    ("哪些文章是彭瑜写的？", {"signer": "彭瑜"}),
    ("由彭瑜采写的文章有哪些", {"signer": "彭瑜"}),
    ("Lin Suye写了哪些文章", {"signer": "Lin Suye"}),
    ("彭瑜写了什么", {"signer": "彭瑜", "unsure": True}),
    ("彭瑜的文章有哪些？", {"signer": "彭瑜", "unsure": True}),
    ("有多少篇文章提到疫苗?", {"kind": "articles", "phrase": "疫苗", "counted": True, "unsure": False}),
    ("哪些报道提到了“加装电梯”？", {"phrase": "加装电梯"}),
    ("提到疫苗的文章有哪些", {"phrase": "疫苗"}),
    ("疫苗在哪些文章里出现过？", {"phrase": "疫苗"}),
    ("有没有文章提到地铁", {"phrase": "地铁"}),
    ("有多少篇文章提到5月19日？", {"phrase": "5月19日", "days": None}),
    ("1版有哪些文章提到疫苗", {"phrase": "疫苗", "page": "1"}),
    ("哪些报道提到了大桥合龙的时间", {"phrase": "大桥合龙的时间", "unsure": True}),
    ("关于龙舟赛的报道有哪些", {"phrase": "龙舟赛", "unsure": True}),
    ("5月20日有哪些关于防汛的报道?", {"phrase": "防汛", "days": day(20), "unsure": True}),
    ("谁写了《渡口的钟》?", {"kind": "signer", "title": "渡口的钟"}),
    ("《渡口的钟》是谁写的?", {"kind": "signer", "title": "渡口的钟"}),
    ("《渡口的钟》这篇文章的作者是谁？", {"kind": "signer", "title": "渡口的钟"}),
    ("《渡口的钟》登在第几版?", {"kind": "page", "title": "渡口的钟"}),
    ("《5月21日至22日天气预报》在哪一版？", {"kind": "page", "title": "5月21日至22日天气预报"}),
    ("《渡口的钟》是哪天登的", {"kind": "date", "title": "渡口的钟"}),
    ("资料库里有哪些报纸?", {"kind": "newspapers"}),
    ("资料库里有哪几天的报纸?", {"kind": "dates"}),
    ("最新一期是哪天?", {"kind": "newest"}),
    ("最早的报纸是哪天的", {"kind": "oldest"}),
    ("5月20日有哪些版面？", {"kind": "pages", "days": day(20)}),
    ("5月20日有几个版", {"kind": "pages", "days": day(20)}),
    ("how many articles mention the bridge?", {"phrase": "bridge", "counted": True, "unsure": False}),
    ("which articles mention “三桥”?", {"phrase": "三桥"}),
    ("which articles are on page 1?", {"kind": "articles", "page": "1"}),
    ("which articles are on page 2 of the May 20 issue?", {"page": "2", "days": day(20)}),
    ("What is on the front page?", {"page": "1", "front": True}),
    ("what is the lead story on the front page?", {"kind": "lead", "front": True}),
    ("what did 彭瑜 write?", {"signer": "彭瑜", "unsure": True}),
    ("How many articles did Lin Suye write?", {"signer": "Lin Suye", "counted": True, "unsure": False}),
    ("which articles did Lin Suye write on May 20?", {"signer": "Lin Suye", "days": day(20)}),
    ("articles by Lin Suye", {"signer": "Lin Suye"}),
    ('who wrote "Ferry Service Suspended"?', {"kind": "signer", "title": "Ferry Service Suspended"}),
    ('what page is "Ferry Service Suspended" on?', {"kind": "page", "title": "Ferry Service Suspended"}),
    ('when was "Ferry Service Suspended" published?', {"kind": "date", "title": "Ferry Service Suspended"}),
    ("how many articles are there in the archive?", {"kind": "articles", "counted": True}),
    ("what newspapers are in the archive?", {"kind": "newspapers"}),
    ("which dates does the archive cover?", {"kind": "dates"}),
    ("what is the latest issue?", {"kind": "newest"}),
    ("which pages does 5月20日 have", {"kind": "pages", "days": day(20)}),
    ("how many pages are there for May 20?", {"kind": "pages", "days": day(20)}),
    ("Which articles of 江城 Weekly are there?", None),
]

CONTENT = [
    "这篇文章提到多少人?",
    "报道了哪些措施?",
    "文章里写了哪些原因",
    "文章提到了哪些措施？",
    "报道提到的三条建议是什么？",
    "5月20日发生了什么？",
    "5月20日报道了哪些措施？",
    "5月20日有多少人被转移？",
    "他写了哪些文章？",
    "谁写了这封信？",
    "谁报道了事故？",
    "“宁可多转移一次”这句话是谁说的？",
    "《红楼梦》讲了什么？",
    "《霁川市老旧住宅加装电梯财政补助办法》规定补助多少？",
    "有多少人提到疫苗？",
    "哪些人参加了会议？",
    "会议提到了哪些工作？",
    "记者采访了哪些人？",
    "彭瑜说了什么？",
    "疫苗是谁研发的？",
    "这本书有多少页？",
    "龙舟赛有哪些报名要求？",
    "1版的照片是谁拍的？",
    "第一版方案什么时候出台？",
    "有多少新闻记者参加了发布会？",
    "最新的办法是哪天公布的？",
    "最早是什么时候？",
    "最后是哪天？",
    "一共有多少天？",
    "最近一次合龙是哪天",
    "哪些报道称大桥垮塌是什么原因？",
    "有多少份报纸被送到安置点？",
    "报纸在哪里可以买到？",
    "报上写了什么",
    "有哪些新闻",
    "头版头条文章说大桥什么时候合龙？",
    "彭瑜的报道里提到多少例患者？",
    "关于疫苗的研发，会议提出了什么要求？",
    "资料库的水位是多少",
    "how many people mention the bridge?",
    "what did the mayor write?",
    "what did the article say?",
    "what does the article mention about the bridge?",
    "which bridges are mentioned?",
    "who wrote the letter?",
    "how many pages does the book have?",
    "what did he write?",
    "what news did the mayor bring?",
    "when was the bridge published?",
    "how many items does the library have",
    "which report says that the bridge will open in July?",
    "what is the last day?",
    "",
    "???",
    "\ue000版有哪些文章",
]
QUESTIONS = [
    json.loads(line)["question"]
    for line in (Path(__file__).parent.parent / "examples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("question", "fields"), ASKED)
def test_questions_of_the_records(question: str, fields: dict[str, object] | None) -> None:
    found = read(question)
    if fields is None:
        assert found is None or found.newspaper
        return
    assert found is not None
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize("question", CONTENT + QUESTIONS)
def test_questions_of_what_the_articles_tell(question: str) -> None:
    assert read(question) is None


def test_nothing_is_read_without_a_clock_that_needs_one() -> None:
    assert read_listing("昨天的报纸有哪些报道？", None) is None
    found = read_listing("2024年5月20日有哪些报道？", None)
    assert found is not None
    assert found.days == day(20)


def test_a_day_is_of_the_year_that_the_archive_has() -> None:
    found = read_listing("5月20日有哪些报道？", date(2026, 1, 3), (), COVERAGE)
    assert found is not None
    assert found.days == day(20)


@pytest.mark.parametrize(
    ("words", "number"), [("第3版", "3"), ("第十二版", "12"), ("A04版", "A04"), ("page one", "1"), ("一版", "1")]
)
def test_page_numbers(words: str, number: str) -> None:
    assert page_number(words) == number


PIECES = st.lists(
    st.sampled_from(
        [
            *"1版有哪些文章5月20日的报道提到“”《》彭瑜写了谁 ?,第几三头条\n",
            "how many ",
            "articles ",
            "mention ",
            "page ",
        ]
    ),
    max_size=24,
).map("".join)


@given(st.text(max_size=60) | PIECES, st.none() | st.dates(), st.lists(st.text(max_size=4), max_size=3))
def test_no_text_raises(question: str, clock: date | None, newspapers: list[str]) -> None:
    read_listing(question, clock, newspapers)


@given(PIECES)
def test_slots_give_the_words_back(question: str) -> None:
    slots = read_slots(question, CLOCK, PAPERS, COVERAGE)
    assert slots is not None
    spoken = slots.spoken(slots.text)
    assert [sign for sign in spoken if sign.isalnum()] == [sign for sign in question if sign.isalnum()]
