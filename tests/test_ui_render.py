from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import AskpressError, RestartModel
from index.records import DateRange, Filters
from qa.records import Answer, Claim, Disagreement, LookedAt, Reason, Repair
from qa.texts import holds_text, refusal_text
from tests.ui_samples import HOSTILE, answer, article, assert_harmless, citation, hit, read, refusal, text_of
from ui.marks import find_sentences
from ui.records import Exchange
from ui.render import answer_html, conversation_html, error_html, reply_html
from ui.texts import CHINESE, ENGLISH, Texts


def done(text: str = "年底前通车[1]。", **fields: object) -> Exchange:
    return Exchange("何时通车？", state="done", answer=answer(text, citation(1), **fields))


def test_a_mark_is_a_link_to_its_card_and_shows_the_quote() -> None:
    html = answer_html(3, answer("年底前通车[1]。", citation(1)), CHINESE)
    links = [attributes for tag, attributes in read(html).tags if tag == "a"]
    assert len(links) == 1
    assert links[0]["href"] == "#source-3-1"
    assert (links[0]["data-turn"], links[0]["data-number"]) == ("3", "1")
    assert links[0]["data-quote"] == "年底前通车" and "title" not in links[0]
    assert "年底前通车[1]。" in text_of(html)


def test_marks_are_no_links_while_the_answer_is_unchecked() -> None:
    html = reply_html(0, Exchange("q", state="writing", streamed="年底[1]通车[2]"), CHINESE)
    assert not [tag for tag, _ in read(html).tags if tag == "a"]
    assert "年底[1]通车[2]" in text_of(html)


def test_an_unverified_sentence_is_set_apart_with_its_tag_and_keeps_its_marks() -> None:
    text = "年底前通车[1]。桥上可以骑马[1]。"
    html = answer_html(0, answer(text, citation(1), unverified=("桥上可以骑马[1]。",)), CHINESE)
    assert '<span class="ap-unverified">桥上可以骑马<a' in html
    assert html.count("ap-unverified") == 1
    assert CHINESE.unverified in text_of(html)
    assert text_of(html).replace(CHINESE.unverified, "").startswith(text)


def test_an_unverified_sentence_that_is_not_in_the_text_is_not_dropped() -> None:
    html = answer_html(0, answer("年底前通车[1]。", citation(1), unverified=("丢了的句子。",)), ENGLISH)
    assert '<span class="ap-unverified">丢了的句子。</span>' in html


def test_an_answer_without_unverified_sentences_has_no_tag() -> None:
    assert ENGLISH.unverified not in text_of(answer_html(0, answer("年底前通车[1]。", citation(1)), ENGLISH))


@given(st.text("ab。", max_size=30), st.lists(st.text("ab。", min_size=1, max_size=4), max_size=5))
def test_found_sentences_are_disjoint_in_order_and_true(text: str, sentences: list[str]) -> None:
    ranges, lost = find_sentences(text, sentences)
    assert len(ranges) + len(lost) == len(sentences)
    assert all(text[start:end] in sentences for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))


def test_the_marks_behind_a_mended_sentence_go_with_it() -> None:
    repaired = (Repair("全长2630米。", "全长2360米。"),)
    html = answer_html(
        0, answer("全长2360米。[1][2]年底前通车。", citation(1), citation(2), repaired=repaired), CHINESE
    )
    inside = html[html.index('<span class="ap-repaired"') :].split("</span>")[0]
    assert text_of(f"{inside}</span>") == "全长2360米。[1][2]"
    bare = answer_html(0, answer("全长2360米。", repaired=repaired), CHINESE)
    assert ">全长2360米。</span>" in bare


def test_a_mended_sentence_is_set_apart_and_what_the_model_wrote_can_be_read() -> None:
    text = "年底前通车[1]。全长2360米[1]。"
    repaired = (Repair("全长2630米。", "全长2360米[1]。"), Repair("四车道。", "不在回答里。"))
    html = answer_html(0, answer(text, citation(1), repaired=repaired), CHINESE)
    [span] = [found for tag, found in read(html).tags if found.get("class") == "ap-repaired"]
    assert span["title"] == CHINESE.repaired_help.format(written="全长2630米。")
    inside = html[html.index('<span class="ap-repaired"') :].split("</span>")[0]
    assert text_of(f"{inside}</span>") == "全长2360米[1]。"
    [fold] = re.findall(r"<details.*?</details>", html)
    assert CHINESE.repaired_count.format(count=2) in text_of(fold)
    assert "全长2630米。 → 全长2360米[1]。" in text_of(fold) and "四车道。 → 不在回答里。" in text_of(fold)


def test_a_sentence_is_unverified_or_mended_and_never_marked_twice() -> None:
    repaired = (Repair("桥上骑象。", "桥上骑马[1]。"),)
    html = answer_html(
        0, answer("桥上骑马[1]。", citation(1), unverified=("桥上骑马[1]。",), repaired=repaired), ENGLISH
    )
    assert "ap-unverified" in html and 'class="ap-repaired"' not in html and "桥上骑象。" in text_of(html)


@pytest.mark.parametrize(
    "shown", [answer("年底前通车[1]。", citation(1), struck=("甲。", "乙[3]。")), refusal(struck=("甲。", "乙[3]。"))]
)
def test_what_was_taken_out_is_folded_up_below_the_answer(shown: Answer) -> None:
    html = answer_html(0, shown, CHINESE)
    [fold] = re.findall(r"<details.*?</details>", html)
    assert "已删去 2 句与版面不符的话" in text_of(fold) and "open" not in dict(read(fold).tags[0][1])
    assert re.findall(r"<del>(.*?)</del>", fold) == ["甲。", "乙[3]。"]
    assert "<details" not in answer_html(0, answer("年底前通车[1]。", citation(1)), CHINESE)


def test_sources_that_disagree_stand_below_the_answer() -> None:
    claims = (Claim("2360米", date(2024, 5, 20), 1), Claim("年底前", None, 2))
    shown = answer("说法不一[1][2]。", citation(1), citation(2), disagreements=(Disagreement(claims),))
    html = answer_html(5, shown, CHINESE)
    assert html.index("说法不一") < html.index('class="ap-disagreement"') < html.index('class="ap-note"')
    assert "<section" not in answer_html(0, answer("年底前通车[1]。", citation(1)), CHINESE)


def test_an_answer_says_which_days_were_looked_at_and_that_it_is_from_the_records() -> None:
    dates = (LookedAt("昨天的报纸", DateRange(date(2024, 5, 19), date(2024, 5, 19)), only=True),)
    shown = answer("年底前通车[1]。", citation(1), dates=dates, from_records=True, extractive=True)
    text = text_of(answer_html(0, shown, ENGLISH))
    assert "Only the papers of 19 May 2024 were looked at" in text and "昨天的报纸" in text
    assert ENGLISH.from_records in text and ENGLISH.extractive not in text
    plain = text_of(answer_html(0, answer("年底前通车[1]。", citation(1)), ENGLISH))
    assert ENGLISH.from_records not in plain and "looked at" not in plain


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH])
def test_every_kind_of_refusal_has_its_heading_and_says_once_what_the_archive_covers(texts: Texts) -> None:
    covered = DateRange(date(2024, 5, 20), date(2024, 5, 22))
    days = DateRange(date(2024, 5, 25), date(2024, 5, 25))
    dates = (LookedAt("25日的报纸", days, only=True),)
    for reason in get_args(Reason):
        for written_in in ("zh", "en"):
            said = refusal_text(reason, written_in, Filters(), covered, dates)
            shown = refusal(reason=reason, covered=covered, dates=dates, text=said)
            html = answer_html(0, shown, texts)
            assert f'data-reason="{reason}"' in html and "ap-error" not in html
            text = text_of(html)
            assert texts.refusals[reason] in text and said in text
            assert text.count("22 May 2024") + text.count("22日") == 1
    bare = text_of(answer_html(0, refusal(covered=covered, dates=dates), texts))
    assert holds_text(covered, texts.language) in bare
    assert ("只看了" if texts is CHINESE else "Only the papers of") in bare
    assert len(set(texts.refusals.values())) == 3


def test_a_refusal_is_no_error_and_has_no_links() -> None:
    html = answer_html(0, refusal(), CHINESE)
    assert 'class="ap-answer ap-refusal"' in html
    assert 'data-reason="not_answered"' in html
    assert "ap-error" not in html
    assert CHINESE.refusals["not_answered"] in text_of(html)
    assert "其中没有写明这个问题的答案。" in text_of(html)
    assert not [tag for tag, _ in read(html).tags if tag == "a"]


def test_an_error_says_what_where_and_what_to_do() -> None:
    error = RestartModel("the model ended", where="the embedded model", remedy="ask again")
    html = error_html(error, ENGLISH)
    assert 'role="alert"' in html and 'data-error="RestartModel"' in html
    for said in (ENGLISH.error_titles["RestartModel"], "the model ended", "the embedded model", "ask again"):
        assert said in text_of(html)
    assert "ap-refusal" not in html


def test_an_error_of_no_named_kind_is_shown_as_unexpected() -> None:
    assert ENGLISH.unexpected.format(kind="AskpressError") in text_of(error_html(AskpressError("x"), ENGLISH))


def test_an_error_midway_keeps_what_was_written() -> None:
    html = reply_html(0, Exchange("q", state="failed", streamed="年底", error=RestartModel("ended")), CHINESE)
    assert "年底" in text_of(html) and "ap-error" in html


def test_a_stopped_answer_says_that_it_is_unchecked() -> None:
    html = reply_html(0, Exchange("q", state="stopped", streamed="年底"), CHINESE)
    assert "年底" in text_of(html) and CHINESE.stopped in text_of(html)


def test_notes_tell_the_rewritten_question_missing_passages_and_the_extract() -> None:
    text = text_of(
        answer_html(
            0, answer("通车[1]。", citation(1), searched_for="三桥 通车", unresolved=(7,), extractive=True), ENGLISH
        )
    )
    assert "Searched for: 三桥 通车" in text
    assert "[7]" in text
    assert ENGLISH.extractive in text
    assert "search 12 ms · first word 0.8 s · in all 3.2 s" in text


def test_the_question_s_filters_are_shown() -> None:
    exchange = done()
    exchange.filters = Filters(date(2024, 5, 1), None, "霁川日报")
    text = text_of(conversation_html([exchange], ENGLISH))
    assert "《霁川日报》" in text and "from 1 May 2024" in text


def test_turns_are_counted_through_two_parts() -> None:
    html = conversation_html([done()], CHINESE, first_turn=4)
    assert 'id="turn-4"' in html and 'data-turn="4"' in html


@pytest.mark.parametrize("empty", [True, False])
def test_without_a_question_the_page_says_what_to_do(empty: bool) -> None:
    text = text_of(conversation_html([], CHINESE, library_empty=empty))
    assert (CHINESE.empty in text) is empty
    assert (CHINESE.welcome in text) is not empty


def test_nothing_hostile_gets_through() -> None:
    of = article(text=HOSTILE + "年底前通车", title=HOSTILE)
    exchanges = [
        Exchange(HOSTILE, state="writing", streamed=HOSTILE + "[1]"),
        Exchange(HOSTILE, state="stopped", streamed=HOSTILE),
        Exchange(HOSTILE, state="failed", error=AskpressError(HOSTILE, where=HOSTILE, remedy=HOSTILE)),
        Exchange(HOSTILE, state="done", answer=refusal(hits=(hit(1, of),), searched_for=HOSTILE)),
        Exchange(
            HOSTILE,
            state="done",
            answer=answer(HOSTILE + "[1]", citation(1, HOSTILE, of), unverified=(HOSTILE,), searched_for=HOSTILE),
        ),
        Exchange(
            HOSTILE,
            state="done",
            answer=answer(
                HOSTILE + "[1]",
                citation(1, HOSTILE, article(text=HOSTILE + "年底前通车", newspaper=HOSTILE)),
                dates=(LookedAt(HOSTILE, DateRange(date(2024, 5, 1), date(2024, 5, 1)), only=False),),
                disagreements=(Disagreement((Claim(HOSTILE, None, 1), Claim("另一说", None, 1))),),
                repaired=(Repair(HOSTILE, HOSTILE),),
                struck=(HOSTILE,),
            ),
        ),
    ]
    exchanges[0].filters = Filters(newspaper=HOSTILE)
    html = conversation_html(exchanges, ENGLISH)
    assert_harmless(html)
    assert text_of(html).count(HOSTILE) >= 17


@given(st.text(max_size=60))
def test_every_text_comes_out_as_it_went_in(text: str) -> None:
    html = conversation_html([Exchange(text, state="writing", streamed=text)], CHINESE)
    assert_harmless(html)
    # A parser reads a lone carriage return and NUL in its own way; no such thing survives in a page's text either.
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if plain.strip():
        assert text_of(html).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").count(plain) >= 2
