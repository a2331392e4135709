"""The model's verdicts: a second look before a no, and a question to it about what it wrote."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.messages import BaseMessage

from index.chunk import context_line
from index.records import Article, Chunk, Hit, Span
from qa.refuse import CONFIRMATIONS, VERDICTS, Signals
from qa.shown.evidence import Sentence, choose
from qa.shown.gather import Gathered
from qa.verdicts import confirmed, read
from tests.fakes import ScriptedChatModel

QUESTION = "大桥全长多少米？"
SEEN = Signals(0.9, 1.0)
TEXTS = ("霁河三桥昨日合龙，两岸居民到场观看。", "大桥全长1200米，双向六车道。", "项目总工程师是裴若舟。")


def sentence_of(number: int, text: str) -> Sentence:
    article = Article(
        f"a{number}", "", "", "", "", None, None, False, (), text, (Span(0, len(text), "p", 0, len(text)),)
    )
    chunk = Chunk(f"c{number}", article.id, 0, len(text), text, context_line(article))
    return Sentence(Hit(number, 1.0, 1.0, 1.0, chunk, article), 0, len(text), text, 0.9, 1.0, 1.0 - number / 10)


SENTENCES = [sentence_of(number, text) for number, text in enumerate(TEXTS, start=1)]
FOUND = Gathered(tuple(one.hit for one in SENTENCES), SENTENCES, choose(SENTENCES, 10), {"大桥": 1.0}, (SENTENCES[0],))


def named(model: ScriptedChatModel) -> ScriptedChatModel:
    """The scripted model under the name of one that was measured."""
    model.name = next(iter(VERDICTS))
    return model


def sees(words: str) -> ScriptedChatModel:
    def verdict(messages: Sequence[BaseMessage]) -> float:
        return 3.0 if words in str(messages[1].content) else -3.0

    return ScriptedChatModel("x", verdict=verdict)


def test_a_sure_model_reads_once_and_no_more_than_was_chosen() -> None:
    model = sees("合龙")
    reading = read(model, QUESTION, FOUND, SEEN)  # type: ignore[arg-type]
    assert (reading.reason, reading.passages, len(model.verdicts)) == (None, tuple(FOUND.passages), 1)


def test_an_unsure_one_reads_as_much_again_behind_what_it_knows() -> None:
    model = sees("1200米")
    reading = read(model, QUESTION, FOUND, SEEN)  # type: ignore[arg-type]
    assert reading.reason is None and reading.verdict == 3.0
    assert [passage.number for passage in reading.passages] == [1, 2]
    first, second = (str(messages[1].content) for messages in model.verdicts)
    assert second.startswith(first[: first.index("\n\n问题")])


def test_what_the_second_look_does_not_find_either_is_not_answered() -> None:
    model = sees("9999")
    assert read(model, QUESTION, FOUND, SEEN).reason == "not_answered"  # type: ignore[arg-type]
    assert len(model.verdicts) == 2


def test_there_is_no_second_look_where_nothing_more_was_found() -> None:
    everything = choose(SENTENCES, 1000)
    found = Gathered(FOUND.hits, SENTENCES, everything, FOUND.weights, FOUND.best)
    model = sees("9999")
    assert read(model, QUESTION, found, SEEN).reason == "not_answered"  # type: ignore[arg-type]
    assert len(model.verdicts) == 1


def test_only_a_model_that_was_measured_is_asked_about_what_it_wrote() -> None:
    unknown = ScriptedChatModel("x", verdict=-9.0)
    assert confirmed(unknown, QUESTION, "大桥全长1200米[1]。", FOUND.passages, FOUND.passages, 1.0)  # type: ignore[arg-type]
    assert unknown.verdicts == []


def test_the_verdicts_together_decide_on_a_written_answer() -> None:
    least = next(iter(CONFIRMATIONS.values()))
    everything = choose(SENTENCES, 1000)
    for each, stands in ((least / 2, True), (least / 2 - 0.01, False)):
        model = named(ScriptedChatModel("x", verdict=each))
        cited = everything[1:2]
        assert confirmed(model, QUESTION, "大桥全长1200米[2]。", everything, cited, 0.0) is stands  # type: ignore[arg-type]
        whole, alone = (str(messages[1].content) for messages in model.verdicts)
        assert "大桥全长1200米。" in whole and "1200米[2]" not in whole
        assert all(text in whole for text in TEXTS)
        assert [text in alone for text in TEXTS] == [False, True, False]


def test_a_model_without_verdicts_is_taken_at_its_word() -> None:
    silent = named(ScriptedChatModel("x", verdict=None))
    assert confirmed(silent, QUESTION, "大桥全长1200米[1]。", FOUND.passages, FOUND.passages, None)  # type: ignore[arg-type]
    assert confirmed(silent, QUESTION, "大桥全长1200米[1]。", FOUND.passages, FOUND.passages, 0.5)  # type: ignore[arg-type]
