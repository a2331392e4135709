from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import find_dates
from index.records import DateRange
from qa.checking.disagree import Differing, cited_disagreement, disagreement_text, find_disagreements
from qa.shown.evidence import Sentence
from tests.strategies import article_of, hit_of, newspaper_text, page_of, sentences_of

FIRST, SECOND, THIRD = date(2024, 5, 20), date(2024, 5, 21), date(2024, 5, 22)
MOVED = "截至5月{}日18时，全市累计转移安置群众{}人。"


def told(text: str, printed: date | None = None, identifier: str = "p") -> Sentence:
    page = page_of(text, f"{identifier}-{printed}-{text}", date=printed)
    return sentences_of(hit_of(article_of(page, events=find_dates(text, printed))))[0]


def values(found: Sequence[Differing]) -> list[list[str]]:
    return [[claim.value for claim in one.claims] for one in found]


def differing(*texts: tuple[str, date | None], asked: Sequence[DateRange] = ()) -> tuple[Differing, ...]:
    """What is found where the answer is the first text, and cites it."""
    sentences = [told(text, printed) for text, printed in texts]
    return find_disagreements([(texts[0][0], sentences[0])], sentences, asked)


def test_a_figure_that_grew_is_shown_for_each_day_the_oldest_first() -> None:
    found = differing((MOVED.format(20, 6873), SECOND), (MOVED.format(19, 4216), FIRST))
    assert values(found) == [["4216人", "6873人"]] and found[0].by_day
    assert [claim.printed for claim in found[0].claims] == [FIRST, SECOND]


def test_a_question_that_names_its_day_gets_that_days_figure_alone() -> None:
    day = DateRange(date(2024, 5, 20), date(2024, 5, 20))
    texts = (MOVED.format(20, 6873), SECOND), (MOVED.format(19, 4216), FIRST)
    assert differing(*texts, asked=[day]) == ()


def test_what_is_said_of_one_day_in_two_ways_is_a_disagreement_though_that_day_is_asked_for() -> None:
    day = DateRange(date(2024, 5, 19), date(2024, 5, 19))
    found = differing((MOVED.format(19, 4216), FIRST), (MOVED.format(19, 4261), FIRST), asked=[day])
    assert values(found) == [["4216人", "4261人"]] and not found[0].by_day


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全省新增确诊病例41例。", "全省累计确诊病例518例。"),
        ("湖北省累计确诊病例518例。", "湖南省累计确诊病例203例。"),
        ("全国累计确诊病例518例。", "湖北全省累计确诊病例203例。"),
        ("霁河大桥主桥全长1200米。", "霁河大桥主桥宽36米。"),
        ("霁河大桥主桥全长1200米。", "霁河大桥主桥全长1.2公里。"),
        ("大会选出第16届理事会理事41人。", "大会选出第17届理事会理事43人。"),
        ("2021年全市粮食总产量130万吨。", "2022年全市粮食总产量120万吨。"),
        ("粮食总产量130万吨，比上年增加20万吨。", "据统计，粮食总产量130万吨，增加20万吨。"),
        ("全市转移安置群众约4200人。", "全市转移安置群众4216人。"),
    ],
)
def test_other_matters_and_the_same_in_other_figures_are_no_disagreement(one: str, other: str) -> None:
    assert differing((one, FIRST), (other, FIRST)) == ()


def test_what_each_day_counts_anew_does_not_disagree_from_day_to_day() -> None:
    assert differing(("昨日全市新增病例41例。", FIRST), ("昨日全市新增病例35例。", SECOND)) == ()


def test_a_reprint_is_no_second_source() -> None:
    text, other = MOVED.format(19, 4216), MOVED.format(19, 4261)
    found = differing((text, FIRST), (text + " ", SECOND), (other, FIRST), (other, THIRD))
    assert values(found) == [["4216人", "4261人"]]


def test_a_figure_that_the_answer_does_not_tell_is_passed_over() -> None:
    sentences = [told(MOVED.format(19, 4216), FIRST), told(MOVED.format(19, 4261), FIRST)]
    assert find_disagreements([("群众已经转移。", sentences[0])], sentences) == ()


def test_a_name_that_another_article_gives_otherwise_is_shown() -> None:
    text = "霁河大桥由霁川市水务局主持修建，总工程师是裴若舟，预计明年建成，将连接{}和青石镇两个乡镇。"
    found = differing((text.format("桑落镇"), FIRST), (text.format("柳林镇"), FIRST))
    assert values(found) == [["桑落镇", "柳林镇"]]


def test_the_record_and_the_words_name_day_value_and_citation() -> None:
    found = differing((MOVED.format(20, 6873), SECOND), (MOVED.format(19, 4216), FIRST))[0]
    numbers = {claim.sentence.text: at for at, claim in enumerate(found.claims, start=1)}
    record = cited_disagreement(found, lambda sentence: numbers[sentence.text])
    assert [(one.value, one.date, one.citation) for one in record.claims] == [
        ("4216人", FIRST, 1),
        ("6873人", SECOND, 2),
    ]
    number = lambda sentence: numbers[sentence.text]  # noqa: E731
    assert disagreement_text(found, number, "zh") == "各日数字不同：2024年5月19日 4216人[1]；2024年5月20日 6873人[2]。"
    assert (
        disagreement_text(found, number, "en")
        == "Figures of different days: 2024-05-19, 4216人[1]; 2024-05-20, 6873人[2]."
    )


TEXTS = st.sampled_from([MOVED.format(19, 4216), MOVED.format(19, 4261), MOVED.format(20, 6873), "大桥全长1200米。"])
PRINTED = st.sampled_from([None, FIRST, SECOND])


@given(st.lists(st.tuples(TEXTS | newspaper_text.filter(str.strip), PRINTED), min_size=1, max_size=6))
def test_claims_are_two_or_more_verbatim_and_of_different_values(texts: list[tuple[str, date | None]]) -> None:
    for one in differing(*texts):
        assert len(one.claims) >= 2 and len({claim.value for claim in one.claims}) == len(one.claims)
        assert all(claim.value and claim.value in claim.sentence.text for claim in one.claims)
        printed = [claim.told.last if claim.told else claim.printed or date.max for claim in one.claims]
        assert printed == sorted(printed) or None in [claim.printed for claim in one.claims]
        assert not re.search(r"\[\d+\]\[\d+\]", disagreement_text(one, lambda _: 1, "zh"))
