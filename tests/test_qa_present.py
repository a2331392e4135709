from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from index.records import Annotation, Article, DateRange, EventDate, OpenJump, Span
from qa.cite import cite
from qa.present import answer_json, article_json, citation_json, hit_json, source_json, whole_article_json
from qa.records import Answer, Claim, Disagreement, LookedAt, Place, Repair, Timings
from tests.strategies import article_of, hit_of, page_of

PAGE = page_of("大桥昨日合龙。\n\n大桥全长1200米。", "p1", newspaper="霁川日报", date=date(2024, 5, 20), number=1)
NEXT = page_of("工期两年。", "p2", newspaper="霁川日报", date=date(2024, 5, 20), number="A2")
CUT = article_of(
    PAGE,
    "大桥合龙",
    byline="记者 王宁",
    pages=(1, "A2"),
    text="大桥全长1200米。工期两年。",
    spans=(Span(0, 10, "p1", 9, 19), Span(10, 15, "p2", 0, 5)),
)
PAGES = {"p1": PAGE, "p2": NEXT}
ARTICLE = {
    "id": "article-p1",
    "title": "大桥合龙",
    "kicker": "",
    "subtitle": "",
    "byline": "记者 王宁",
    "dateline": "",
    "newspaper": "霁川日报",
    "date": "2024-05-20",
    "date_inferred": False,
    "pages": [1, "A2"],
}


def nowhere(article: Article) -> list[Article]:
    """It is printed in no other issue."""
    return []


def test_an_article_without_its_text() -> None:
    assert article_json(CUT) == ARTICLE
    assert article_json(article_of(page_of("甲")))["date"] is None


def test_an_article_whole_has_its_text_and_the_words_of_every_place_in_it() -> None:
    article = replace(
        CUT,
        subtitle="工期两年",
        annotations=(Annotation("section_head", 10, 15),),
        events=(EventDate(0, 2, date(2024, 5, 1), date(2024, 5, 31)),),
        open_jumps=(OpenJump("to", "A9", "p2", 1, 4), OpenJump("from", 3, "gone", 0, 1)),
    )
    row = json.loads(json.dumps(whole_article_json(article, PAGES.get)))
    assert {key: row[key] for key in ARTICLE} == {**ARTICLE, "subtitle": "工期两年"}
    assert row["text"] == article.text
    assert row["annotations"] == [{"role": "section_head", "start": 10, "end": 15, "words": "工期两年。"}]
    assert row["events"] == [{"start": 0, "end": 2, "words": "大桥", "first": "2024-05-01", "last": "2024-05-31"}]
    assert row["open_jumps"] == [
        {"direction": "to", "number": "A9", "path": NEXT.path, "start": 1, "end": 4},
        {"direction": "from", "number": 3, "path": None, "start": 0, "end": 1},
    ]


def test_a_source_is_its_first_place_with_all_of_them() -> None:
    first = {"path": PAGE.path, "page": 1, "start": 9, "end": 19}
    second = {"path": NEXT.path, "page": "A2", "start": 0, "end": 5}
    citation = citation_json(cite(1, CUT, 0, 15, PAGES.get), nowhere)
    assert citation == {
        "number": 1,
        "quote": CUT.text,
        "article": {**ARTICLE, "reprints": []},
        "source": {**first, "places": [first, second]},
    }


def test_a_source_without_a_place_has_the_same_keys() -> None:
    whole = source_json((Place("a", "p1", None, 0, 1),))
    assert source_json(()).keys() == whole.keys()
    assert source_json(())["places"] == []


def test_a_hit_says_where_its_text_stands_on_the_raw_page() -> None:
    row = hit_json(hit_of(CUT, 0, 10, rank=3, score=0.123456789), PAGES.get, nowhere)
    assert (row["rank"], row["score"], row["text"]) == (3, 0.12346, "大桥全长1200米。")
    assert row["article"] == {**ARTICLE, "reprints": []}
    assert PAGE.text[row["source"]["start"] : row["source"]["end"]] == row["text"]


def test_an_answer_has_the_shape_that_scripts_hold_on_to() -> None:
    answer = Answer(
        question="多长？",
        text="全长1200米。[1]月亮很圆。[?]",
        refused=False,
        reason=None,
        citations=(cite(1, CUT, 0, 10, PAGES.get),),
        unverified=("月亮很圆。[?]",),
        hits=(hit_of(CUT),),
        timings=Timings(1.26, 2.0, 33.33),
        searched_for="大桥多长？",
        unresolved=(9,),
    )
    row = json.loads(json.dumps(answer_json(answer, PAGES.get, nowhere)))
    assert row.keys() == {
        *("question", "searched_for", "answer", "refused", "reason", "extractive", "citations", "unverified"),
        *("unresolved", "hits", "timings", "dates", "disagreements", "repaired", "struck", "from_records", "covered"),
        "unanswered",
    }
    assert (row["question"], row["answer"], row["refused"], row["reason"]) == ("多长？", answer.text, False, None)
    assert (row["unverified"], row["unresolved"]) == (["月亮很圆。[?]"], [9])
    assert row["timings"] == {"search_ms": 1.3, "first_token_ms": 2.0, "total_ms": 33.3}
    assert [hit["rank"] for hit in row["hits"]] == [1]


def test_an_answer_tells_its_days_what_sources_disagree_in_and_what_became_of_the_model_s_sentences() -> None:
    day = DateRange(date(2024, 5, 20), date(2024, 5, 20))
    answer = Answer(
        *("多长？", "报道说法不一。[1][2]", False, None),
        citations=(cite(1, CUT, 0, 10, PAGES.get), cite(2, CUT, 10, 15, PAGES.get)),
        unverified=(),
        hits=(),
        timings=Timings(1, None, 2),
        dates=(LookedAt("昨天", day, only=False),),
        disagreements=(Disagreement((Claim("1200米", day.first, 1), Claim("两年", None, 2))),),
        repaired=(Repair("全长1300米。", "全长1200米。"),),
        struck=("月亮很圆。",),
        from_records=True,
    )
    row = json.loads(json.dumps(answer_json(answer, PAGES.get, nowhere)))
    assert row["dates"] == [{"words": "昨天", "first": "2024-05-20", "last": "2024-05-20", "only": False}]
    claims = [
        {"value": "1200米", "date": "2024-05-20", "citation": 1},
        {"value": "两年", "date": None, "citation": 2},
    ]
    assert row["disagreements"] == [{"claims": claims}]
    assert row["repaired"] == [{"written": "全长1300米。", "shown": "全长1200米。"}]
    assert (row["struck"], row["from_records"], row["covered"]) == (["月亮很圆。"], True, None)


def test_a_refusal_has_a_reason_and_no_citations() -> None:
    covered = DateRange(date(2024, 5, 20), date(2024, 5, 21))
    refusal = Answer("q", "没有。", True, "nothing_found", (), (), (), Timings(1, None, 2), covered=covered)
    row = answer_json(refusal, PAGES.get, nowhere)
    assert row["covered"] == {"first": "2024-05-20", "last": "2024-05-21"}
    assert (row["refused"], row["reason"], row["citations"]) == (True, "nothing_found", [])
    assert row["timings"]["first_token_ms"] is None


def test_where_an_article_is_printed_again_stands_with_it_and_is_looked_up_once() -> None:
    evening = page_of("甲。", "p3", newspaper="霁川晚报", date=date(2024, 5, 21), number="A4")
    reprints = [article_of(evening, "大桥合龙了"), article_of(page_of("乙。", "p4"))]
    asked: list[str] = []

    def reprints_of(article: Article) -> list[Article]:
        asked.append(article.id)
        return reprints

    citations = (cite(1, CUT, 0, 10, PAGES.get), cite(2, CUT, 10, 15, PAGES.get))
    answer = Answer("q", "甲[1]乙[2]。", False, None, citations, (), (hit_of(CUT),), Timings(1, 1, 1))
    row = json.loads(json.dumps(answer_json(answer, PAGES.get, reprints_of)))
    shown = [
        {
            "id": "article-p3",
            "title": "大桥合龙了",
            "newspaper": "霁川晚报",
            "date": "2024-05-21",
            "pages": ["A4"],
        },
        {"id": "article-p4", "title": "", "newspaper": None, "date": None, "pages": []},
    ]
    assert [found["article"]["reprints"] for found in (*row["citations"], *row["hits"])] == [shown] * 3
    assert asked == [CUT.id]


def test_a_break_that_a_column_s_width_made_is_a_blank_in_what_is_shown_and_the_places_stay() -> None:
    page = page_of("The flood wall of the lower city is three\r\nkilometres long.\nIt was built in May.", "p5")
    article = article_of(page, "Flood wall")
    end = page.text.index("\nIt")
    row = citation_json(cite(1, article, 0, end, {"p5": page}.get), nowhere)
    assert row["quote"] == "The flood wall of the lower city is three kilometres long."
    assert (row["source"]["start"], row["source"]["end"]) == (0, end)
    text = hit_json(hit_of(article), {"p5": page}.get, nowhere)["text"]
    assert text == f"{row['quote']}\nIt was built in May."
