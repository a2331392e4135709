from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.records import Page
from qa.checking.compose import UNRESOLVED, Composed, compose, extract, merged
from qa.records import CITATION_MARK, Answer, Repair, Timings
from qa.shown.evidence import Passage
from tests.fakes import HashingEncoder
from tests.strategies import article_of, page_of, passage_of

BRIDGE = page_of("霁川大桥昨日合龙。大桥全长1200米。总工程师是裴若舟。", "1")
FLOOD = page_of("江城水文站水位28.4米。全市转移群众3200人。", "2")
FERRY = page_of("The ferry stopped on Sunday. It will run again below 24.00 metres.", "3")
PAGES: dict[str, Page] = {page.id: page for page in (BRIDGE, FLOOD, FERRY)}
PASSAGES: list[Passage] = [passage_of(int(page.id), article_of(page)) for page in PAGES.values()]


def composed(written: str, question: str = "") -> Composed:
    return compose(written, question, PASSAGES, HashingEncoder(), PAGES.get)


def quotes(found: Composed) -> list[tuple[int, str]]:
    return [(citation.number, citation.quote) for citation in found.citations]


@pytest.mark.parametrize(
    "written",
    [
        "大桥全长1200米[1]。",
        "大桥全长1200米。[1]",
        "大桥全长1200米。 [1]",
        "[1] 大桥全长1200米。",
        "[1]：大桥全长1200米。",
        "大桥全长1200米【1】。",
        "大桥全长1200米［１］。",
        "大桥全长1200米[1,2]。",
        "大桥全长1200米[1][2]。",
        "大桥全长1200米[2、1]。",
        "大桥全长1200米[2]。",
        "大桥全长1200米，摘录编号[1]。",
        "大桥全长1200米。见摘录：[1]",
        "大桥全长1200米。",
        "  大桥全长1200米[1]。\n\n",
    ],
)
def test_wherever_the_mark_stands_and_whatever_it_says_the_passage_that_bears_the_sentence_is_cited(
    written: str,
) -> None:
    found = composed(written)
    assert found.text == "大桥全长1200米。[1]"
    assert quotes(found) == [(1, "大桥全长1200米。")]
    assert (found.unverified, found.unresolved) == ((), ())


def test_numbers_are_given_anew_in_the_order_of_the_text() -> None:
    found = composed("全市转移群众3200人[2]。大桥全长1200米[1]。水位28.4米[2]。")
    assert found.text == "全市转移群众3200人。[1]大桥全长1200米。[2]水位28.4米。[3]"
    assert quotes(found) == [(1, "全市转移群众3200人。"), (2, "大桥全长1200米。"), (3, "江城水文站水位28.4米。")]


def test_the_same_quote_has_one_number() -> None:
    found = composed("大桥全长1200米[1]。大桥的全长是1200米[1]。")
    assert found.text == "大桥全长1200米。[1]大桥的全长是1200米。[1]"
    assert len(found.citations) == 1


@pytest.mark.parametrize(
    "written",
    [
        "大桥全长1200米[1]。水位28.4米[2]。",
        "大桥全长1200米。[1]水位28.4米。[2]",
        "[1] 大桥全长1200米。\n[2] 水位28.4米。",
    ],
)
def test_a_mark_between_two_sentences_goes_with_the_right_one(written: str) -> None:
    found = composed(written)
    assert found.text == "大桥全长1200米。[1]水位28.4米。[2]"
    assert [quote for _, quote in quotes(found)] == ["大桥全长1200米。", "江城水文站水位28.4米。"]


def test_a_mark_behind_a_closing_quote_belongs_to_the_sentence_that_was_quoted() -> None:
    found = composed("他说：“月亮昨夜很圆。”[7]大桥全长1200米[1]。")
    assert found.unverified == (f"他说：“月亮昨夜很圆。”{UNRESOLVED}",)
    assert found.unresolved == (7,)


@pytest.mark.parametrize("mark", ["{}. ", "{}、", "（{}）", "- ", "* ", "• "])
def test_the_items_of_a_list_are_sentences_without_its_numbers_and_the_line_over_it(mark: str) -> None:
    items = ["**总工程师是裴若舟。**[1]", "大桥全长1200米。[1]"]
    listed = "\n".join(mark.format(number) + item for number, item in enumerate(items, start=1))
    assert composed(f"大桥的情况如下：\n{listed}").text == "总工程师是裴若舟。[1]大桥全长1200米。[2]"


@pytest.mark.parametrize(
    "label", ["as reported in ", "according to the extract ", ", as stated in extract ", "Extract: "]
)
def test_words_that_only_lead_to_the_mark_are_left_out(label: str) -> None:
    assert composed(f"The ferry stopped on Sunday {label}[3].").text == "The ferry stopped on Sunday.[1]"


def test_a_figure_at_the_start_of_a_line_is_no_number_of_a_list() -> None:
    assert "1.2" in composed("1.2公里长的大桥合龙。[1]\n-3度。").text


def test_english_sentences_stay_apart() -> None:
    found = composed("The ferry stopped on Sunday.[3] It will run again below 24.00 metres.[3]")
    assert found.text == "The ferry stopped on Sunday.[1] It will run again below 24.00 metres.[2]"
    assert [quote for _, quote in quotes(found)] == FERRY.text.replace("Sunday. ", "Sunday.\n").split("\n")


def test_an_english_answer_is_one_however_many_chinese_names_it_has() -> None:
    found = compose(
        "The engineer is 霁川大桥总工程师裴若舟同志. [1]", "Who is the engineer?", PASSAGES, HashingEncoder(), PAGES.get
    )
    assert found.struck == () and "is 霁川" in found.text


def test_a_sentence_that_nobody_bears_out_is_unverified() -> None:
    found = composed("大桥全长1200米[1]。大桥造价90亿元[1]。")
    assert found.text == "大桥全长1200米。[1]大桥造价90亿元。"
    assert found.unverified == ("大桥造价90亿元。",)
    assert found.unresolved == ()


def test_a_wrong_digit_is_mended_where_the_passage_leaves_no_doubt() -> None:
    found = composed("大桥全长1300米[1]。")
    assert found.text == "大桥全长1200米。[1]"
    assert found.repaired == (Repair("大桥全长1300米。", "大桥全长1200米。"),)
    assert (quotes(found), found.unverified, found.struck) == ([(1, "大桥全长1200米。")], (), ())


def test_what_the_evidence_speaks_against_is_struck_out_where_something_else_holds() -> None:
    false = "王宁说：“水位明天下降。”"
    page = page_of("李明说：“水位明天下降。”全市转移群众3200人。", "1")
    found = compose(
        f"全市转移群众3200人[1]。{false}[1]", "", [passage_of(1, article_of(page))], HashingEncoder(), {"1": page}.get
    )
    assert (found.text, found.struck, found.unverified) == ("全市转移群众3200人。[1]", (false,), ())
    alone = compose(false, "", [passage_of(1, article_of(page))], HashingEncoder(), {"1": page}.get)
    assert (alone.text, alone.struck, alone.unverified) == (false, (), (false,))


def test_a_sentence_that_two_passages_bear_out_together_cites_both() -> None:
    found = composed("大桥全长1200米，江城水文站水位28.4米[1]。")
    assert found.text == "大桥全长1200米，江城水文站水位28.4米。[1][2]"
    assert {quote for _, quote in quotes(found)} == {"大桥全长1200米。", "江城水文站水位28.4米。"}


def test_the_day_of_one_passage_does_not_go_with_the_figure_of_another() -> None:
    pages = [page_of("截至5月19日，转移群众4216人。", "1"), page_of("截至5月20日，转移群众6873人。", "2")]
    passages = [passage_of(number, article_of(page)) for number, page in enumerate(pages, start=1)]
    by_id = {page.id: page for page in pages}
    found = compose("截至5月20日，转移群众4216人[1][2]。", "", passages, HashingEncoder(), by_id.get)
    assert found.text != "截至5月20日，转移群众4216人。[1][2]"
    assert found.unverified or found.repaired


def test_a_mark_that_names_no_passage_is_shown_as_a_question() -> None:
    found = composed("月亮昨夜很圆[9]。大桥全长1200米[1]。")
    assert found.text == f"月亮昨夜很圆。{UNRESOLVED}大桥全长1200米。[1]"
    assert found.unverified == (f"月亮昨夜很圆。{UNRESOLVED}",)
    assert found.unresolved == (9,)


def test_a_mark_that_names_no_passage_is_told_even_where_another_bears_the_sentence() -> None:
    found = composed("大桥全长1200米[9]。")
    assert (found.text, found.unresolved) == ("大桥全长1200米。[1]", (9,))


def test_a_statement_has_two_citations_at_most() -> None:
    same = [passage_of(number, article_of(page_of("大桥全长1200米。", str(number)))) for number in range(1, 6)]
    pages = {str(number): page_of("大桥全长1200米。", str(number)) for number in range(1, 6)}
    found = compose("大桥全长1200米[1][2][3][4]。", "", same, HashingEncoder(), pages.get)
    assert found.text == "大桥全长1200米。[1][2]"


@pytest.mark.parametrize("written", ["", " \n", "[1]", "[1][2]。", "……"])
def test_marks_and_white_space_alone_are_no_answer(written: str) -> None:
    found = composed(written)
    assert (found.citations, found.unverified) == ((), ())


def test_without_passages_all_is_unverified() -> None:
    found = compose("大桥全长1200米[1]。", "", [], HashingEncoder(), PAGES.get)
    assert found == Composed(f"大桥全长1200米。{UNRESOLVED}", (), (f"大桥全长1200米。{UNRESOLVED}",), (1,))


MARKS = ["[", "]", "[1]", "[2]", "[9]", "[1,3]", "[１]", "１", "【2】", "[[1]]", "[1[2]]", "[?]", "12", "\u0661"]
WORDS = ["大桥全长1200米", "全市转移群众3200人", "The ferry stopped", "没有提到", "月亮", "<b>", "\0"]
STOPS = ["。", ".", "\n", " ", "，", "”", "？！"]
model_text = st.lists(st.sampled_from([*MARKS, *WORDS, *STOPS]) | st.text(max_size=3), max_size=20).map("".join)


@given(model_text, st.sampled_from(["", "大桥全长多少米？", "Has the ferry stopped?"]))
def test_whatever_a_model_writes_every_mark_resolves(written: str, question: str) -> None:
    found = composed(written, question)
    answer = Answer(
        question=question,
        text=found.text,
        refused=False,
        reason=None,
        citations=found.citations,
        unverified=found.unverified,
        hits=(),
        timings=Timings(0, None, 0),
        unresolved=found.unresolved,
    )
    marks = [int(number) for number in CITATION_MARK.findall(answer.text)]
    assert set(marks) == {citation.number for citation in answer.citations}
    assert list(dict.fromkeys(marks)) == list(range(1, len(answer.citations) + 1))
    assert all(sentence in answer.text for sentence in answer.unverified)
    assert all(one.shown in answer.text for one in found.repaired)
    assert not set(found.struck) & set(found.unverified)
    assert not set(found.unresolved) & {1, 2, 3}
    for citation in answer.citations:
        cut = "".join(PAGES[place.page_id].text[place.start : place.end] for place in citation.places)
        assert cut == citation.quote == citation.article.text[citation.article_start : citation.article_end]


@given(model_text)
def test_what_a_model_writes_is_neither_lost_nor_made_up(written: str) -> None:
    """The answer holds what was written once.

    White space, brackets, digits, the punctuation around marks and the marks of lists and of emphasis are left out.
    """
    left = r"[\s\[\]【】［］\d,，、:：?]+"
    pieces = [piece for piece in re.split(left, written) if piece]
    assume(len(set(pieces)) == len(pieces))
    sentences = [one for one in re.split(r"(?<=[。！？!?.;；…])", re.sub(left, "", written)) if one]
    assume(len(set(sentences)) == len(sentences))
    assume(not re.search(r"^\s*(?:[-*•·#]|[(（]?\d+[.、)）])|\*\*|__", written, re.MULTILINE))
    found = composed(written)
    if not found.struck and not found.repaired:
        assert re.sub(left, "", found.text) == re.sub(left, "", written)


@given(
    st.sampled_from(["大桥全长{}米", "转移群众{}人", "The bridge is {} metres long", "水位{}米"]),
    st.integers(2, 99_999),
)
def test_a_number_that_stands_nowhere_is_never_shown_as_verified(sentence: str, number: int) -> None:
    there = {"1200", "28", "4", "3200", "24", "1", "2", "3"}
    assume(str(number) not in there)
    written = sentence.format(number)
    found = composed(f"{written}。")
    assert f"{written}。[" not in found.text


@given(st.sampled_from(PASSAGES), st.data())
def test_a_sentence_of_a_passage_is_shown_as_it_is_and_cited(passage: Passage, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(passage.sentences))
    found = composed(f"{sentence.text}[{passage.number}]")
    assert found.text == f"{sentence.text}[1]"
    assert (found.unverified, found.struck, found.repaired) == ((), (), ())


def test_a_sentence_that_is_written_again_is_shown_once() -> None:
    found = composed("大桥全长1200米。[1]大桥全长1200米。[1]全市转移群众3200人。[2]大桥全长1200米。[1]")
    assert found.text == "大桥全长1200米。[1]全市转移群众3200人。[2]"


def test_parts_become_one_answer_numbered_anew() -> None:
    one = composed("大桥全长1200米。[1]")
    other = composed("全市转移群众3200人。[2]")
    whole = merged([one, other, one])
    assert whole.text == "大桥全长1200米。[1]\n全市转移群众3200人。[2]"
    assert quotes(whole) == [(1, "大桥全长1200米。"), (2, "全市转移群众3200人。")]
    assert whole.held == (*one.held, *other.held)
    assert merged([one]) == one
    with pytest.raises(ValueError, match="at least one"):
        merged([])


@pytest.mark.parametrize(
    ("shorter", "longer", "shown"),
    [
        ("大桥全长1200米。[1]", "大桥昨日合龙，全长1200米。[1]", 1),
        ("The ferry has stopped.[3]", "The ferry stopped on Sunday.[3]", 1),
        ("大桥的总工程师是裴若舟。[1]", "大桥昨日合龙，全长1200米。[1]", 2),
        ("大桥没有合龙。[1]", "大桥昨日合龙，全长1200米。[1]", 2),
    ],
)
def test_a_part_that_another_says_too_is_left_out(shorter: str, longer: str, shown: int) -> None:
    for parts in ([shorter, longer], [longer, shorter]):
        assert merged([composed(part) for part in parts]).text.count("\n") == shown - 1


def test_extracts_are_verbatim_sentences_each_cited() -> None:
    sentences = [PASSAGES[1].sentences[1], PASSAGES[0].sentences[1]]
    found = extract(sentences, PAGES.get)
    assert found.text == "全市转移群众3200人。[1]大桥全长1200米。[2]"
    assert quotes(found) == [(1, "全市转移群众3200人。"), (2, "大桥全长1200米。")]
    assert (found.unverified, found.unresolved) == ((), ())
