"""Writing: the model reads what was found, writes and confirms its answer, each part of a question for itself."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from index.search import Library
from qa.chain import complete, stream
from qa.checking.compose import Composed, compose, merged
from qa.model.llm import ChatModel
from qa.prompt import answer_messages
from qa.records import CITATION_MARK, Reason
from qa.refuse import Signals, says_no
from qa.shown.gather import Gathered
from qa.verdicts import Reading, confirmed, read, read_on


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the checked answer, or None and the reason to refuse it.

    `doubted` are sentences that the model wrote and that are not shown; `unanswered` the parts of the question that
    have no answer where others have one.
    """

    composed: Composed | None
    reason: Reason | None
    doubted: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


class Writer:
    """Writes from what was `found` for a question, `seen` in it; `dated` writes out the days that a question names."""

    def __init__(
        self, model: ChatModel, library: Library, found: Gathered, seen: Signals, dated: Callable[[str], str]
    ) -> None:
        self._model, self._library, self._found, self._seen, self._dated = model, library, found, seen, dated

    def write(self, parts: Sequence[str]) -> Generator[str, None, Written]:
        """Give the pieces of the answer as they are written, at last what came of it.

        A small model that is asked for two things at once writes the first, or refuses both for want of one; so each
        part is asked by itself, which costs little, as all have the same extracts in front. An answer that does not
        stand is written once more from more evidence, unseen, before it is refused. Raises what
        `qa.model.llm.translate_model_errors` names; ValueError where there is no part.
        """
        if not parts:
            raise ValueError("a question has at least one part, got none")
        told: list[Composed] = []
        doubted: list[str] = []
        without: dict[str, Reason] = {}
        for part in parts:
            if told:
                yield "\n"
            reason, composed, struck = yield from self._write_part(part, one_of_several=len(parts) > 1)
            if composed:
                told.append(composed)
            else:
                without[part] = reason
                doubted += struck
        if not told:
            return Written(None, next(iter(without.values())), tuple(dict.fromkeys(doubted)))
        return Written(merged(told), None, tuple(dict.fromkeys(doubted)), tuple(without))

    def _write_part(
        self, part: str, *, one_of_several: bool
    ) -> Generator[str, None, tuple[Reason, Composed | None, tuple[str, ...]]]:
        reading = read(self._model, self._dated(part), self._found, self._seen)
        if reading.reason is not None:
            return reading.reason, None, ()
        written = ""
        for piece in stream(self._model, answer_messages(self._dated(part), reading.passages, part=one_of_several)):
            written += piece
            yield piece
        composed, doubted = self._checked(part, written, reading)
        wider = None if composed else read_on(self._model, self._dated(part), self._found, self._seen, reading)
        if wider and wider.reason is None:
            written = complete(self._model, answer_messages(self._dated(part), wider.passages, part=one_of_several))
            composed, doubted = self._checked(part, written, wider)
        return "not_answered", composed, doubted

    def _checked(self, part: str, written: str, reading: Reading) -> tuple[Composed | None, tuple[str, ...]]:
        """The checked answer, or None and the sentences that are not shown.

        None where the model says that there is no answer (and no page it cites says so for it), where it only asks
        again, where nothing of what it wrote stands in the passages, or where it answers something else: shown as an
        answer it would be an invention.
        """
        passages = reading.passages
        composed = compose(written, part, passages, self._library.encoder, self._library.page)
        asks = CITATION_MARK.sub("", composed.text).rstrip().endswith(("?", "？"))
        denies = asks or (says_no(written) and not any(says_no(citation.quote) for citation in composed.citations))
        held = {sentence.hit.chunk.id for _, sentence in composed.held}
        cited = [passage for passage in passages if passage.sentences[0].hit.chunk.id in held]
        asked = self._dated(part)
        stands = composed.citations and not denies
        if stands and confirmed(self._model, asked, composed.text, passages, cited, reading.verdict):
            return composed, ()
        return None, tuple(dict.fromkeys((*composed.struck, *composed.unverified)))
