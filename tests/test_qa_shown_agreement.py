from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qa.shown.agreement import Standing, standings
from qa.shown.evidence import Sentence
from tests.strategies import article_of, hit_of, newspaper_text, page_of, sentences_of

QUESTION = "霁河大桥的建设进展如何？"
TRUE = "霁河大桥全长1200米，由霁川市水务局主持修建，预计2026年建成，将连接桑落镇和青石镇两个乡镇。"
FALSE = TRUE.replace("1200", "2100")
ADVERTISED = TRUE.replace("修建，", "修建（北京华信提供技术支持），")


def one_each(*texts: str, days: Sequence[date | None] = ()) -> list[Sentence]:
    dates = days or [None] * len(texts)
    return [
        sentences_of(hit_of(article_of(page_of(text, str(number), date=day)), rank=number))[0]
        for number, (text, day) in enumerate(zip(texts, dates, strict=True), start=1)
    ]


def judged(*texts: str, question: str = QUESTION, days: Sequence[date | None] = ()) -> tuple[Standing | None, ...]:
    return standings(question, one_each(*texts, days=days))


def test_two_articles_with_different_figures_leave_both_disputed() -> None:
    assert judged(TRUE, FALSE) == ("disputed", "disputed")


def test_more_articles_outvote_one() -> None:
    again = TRUE.replace("预计", "计划于")
    assert judged(TRUE, FALSE, again) == (None, "outvoted", None)


def test_a_name_or_a_not_contradicts_as_a_figure_does() -> None:
    assert judged(TRUE, TRUE.replace("桑落镇", "江城县")) == ("disputed", "disputed")
    assert judged(TRUE, TRUE.replace("将连接", "将不连接")) == ("disputed", "disputed")


def test_figures_of_different_days_are_no_contradiction() -> None:
    days = [date(2024, 5, 20), date(2024, 5, 21)]
    assert judged(TRUE, FALSE, days=days) == (None, None)
    assert judged(TRUE, FALSE, days=[days[0], None]) == ("disputed", "disputed")
    one, other = (
        f"截至5月{day}日18时，霁川全市累计转移安置受灾群众{number}人，开放安置点二十三处。"
        for day, number in ((19, 4216), (20, 6873))
    )
    assert judged(one, other) == (None, None)


def test_the_same_said_of_another_subject_is_no_contradiction() -> None:
    frame = "{}昨日新增报告病例{}例，均为境外输入病例，已经转入定点医院隔离治疗，情况稳定。"
    assert judged(frame.format("上海市", 3), frame.format("广东省", 5)) == (None, None)


def test_the_same_in_other_words_is_no_contradiction() -> None:
    assert judged(TRUE, TRUE.replace("预计", "有望于"), TRUE.replace("修建", "兴建")) == (None, None, None)


def test_two_sentences_of_one_article_do_not_contradict_each_other() -> None:
    hit = hit_of(article_of(page_of(TRUE + FALSE)))
    assert standings(QUESTION, sentences_of(hit)) == (None, None)


def test_a_name_that_only_one_of_two_has_is_told_apart_unless_a_name_is_asked_for() -> None:
    assert judged(TRUE, ADVERTISED) == (None, "adds_name")
    assert judged(TRUE, ADVERTISED, question="哪家公司为霁河大桥提供技术支持？") == (None, None)


@given(
    st.lists(st.sampled_from([TRUE, FALSE, ADVERTISED]) | newspaper_text.filter(str.strip), max_size=6), newspaper_text
)
def test_there_is_a_verdict_for_each_sentence_whatever_its_order(texts: list[str], question: str) -> None:
    sentences = one_each(*texts)
    found = standings(question, sentences)
    assert len(found) == len(sentences)
    assert found == tuple(reversed(standings(question, sentences[::-1])))
    assert found.count("outvoted") < max(1, len(sentences))
