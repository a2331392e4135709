"""Evidence: of the passages that were found, the sentences worth reading, within a budget of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.chunk import context_line
from index.embed import Encoder
from index.records import Article, Hit
from index.sentences import split_sentences
from index.tokens import simplified
from qa.asked.answer_types import answer_type, holds
from qa.asked.question import covered_share, word_shares
from qa.cite import readable

_HAN = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_COVERAGE_WEIGHT, _PASSAGE_WEIGHT, _TYPE_BONUS = 0.03, 0.06, 0.04
_NEW_WORDS_WEIGHT = 0.1
"""What words of the question that no chosen sentence holds yet are worth: the second sentence should not say the first
one's again."""

_LEANS = re.compile(r"\W*(?:[他她它]们?(?!乡|人|国|杀)|(?:he|she|they|it)\b)", re.IGNORECASE)
_PARTING = "。！？；…”’」』）》"
_MARK_TOKENS = 4
"""What a passage's number costs, and the brackets around its heading."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage that was found: `article.text[start:end] == text`.

    `similarity` is its cosine to the question, `coverage` the share (0 to 1) of the question's weight whose words
    stand in the sentence or its article's headline, `score` what both and the passage's own score make of it. `words`
    are those of the question's words that it holds.
    """

    hit: Hit
    start: int
    end: int
    text: str
    similarity: float
    coverage: float
    score: float
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Passage:
    """What a model is shown under one number: sentences of one passage, in their order."""

    number: int
    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences, one after the other, with a space where they would run into each other.

        A blank stands for each break that a column's width put between two words.
        """
        text, end = "", -1
        for sentence in self.sentences:
            # Rows of a table and sentences of Latin script end in nothing that parts them from the next.
            apart = not text or sentence.start == end or text[-1] in _PARTING
            read = readable(self.article.text, sentence.start, sentence.end)
            text += read if apart else f" {read}"
            end = sentence.end
        return text


def score_sentences(
    question: str, hits: Sequence[Hit], encoder: Encoder, weights: Mapping[str, float]
) -> list[Sentence]:
    """Every sentence of the hits with its score, best first; `weights` gives the question's words their weight."""
    places = [
        (hit, hit.chunk.start + start, hit.chunk.start + end)
        for hit in hits
        for start, end in split_sentences(hit.chunk.text)
    ]
    if not places:
        return []
    texts = [hit.article.text[start:end] for hit, start, end in places]
    vectors = encoder.encode_passages([simplified(text) for text in texts])
    similarities = vectors @ encoder.encode_queries([simplified(question)])[0]
    wanted = answer_type(question)
    scored = []
    for (hit, start, end), text, similarity in zip(places, texts, similarities, strict=True):
        shares = word_shares(weights, f"{context_line(hit.article)}\n{text}")
        coverage = covered_share(weights, shares)
        score = float(similarity) + _COVERAGE_WEIGHT * coverage + _PASSAGE_WEIGHT * hit.score
        score += _TYPE_BONUS * bool(wanted and holds(wanted, text, question))
        whole = frozenset(word for word, share in shares.items() if share == 1.0)
        scored.append(Sentence(hit, start, end, text, float(similarity), coverage, score, whole))
    return sorted(scored, key=lambda sentence: (-sentence.score, sentence.hit.rank, sentence.start))


def choose(
    sentences: Sequence[Sentence],
    budget: int,
    weights: Mapping[str, float] | None = None,
    shown: Sequence[Passage] = (),
) -> list[Passage]:
    """The best sentences that fit into `budget` tokens, as numbered passages, the best passage first.

    Of `shown` passages nothing is taken again, and the numbers go on from theirs.

    With the question's `weights`, a sentence is worth more where it holds words that none before it did (a greedy
    maximum coverage, after Nemhauser, Wolsey and Fisher, 1978). At least one sentence is taken, however long. A
    sentence that stands in several passages is taken once.
    """
    chosen: dict[str, list[Sentence]] = {}
    left: dict[str, Sentence] = {}
    seen = {_bare(sentence.text) for passage in shown for sentence in passage.sentences}
    for sentence in sentences:
        if (text := _bare(sentence.text)) not in seen:
            left.setdefault(text, sentence)
    covered = frozenset(word for passage in shown for sentence in passage.sentences for word in sentence.words)
    spent = 0
    while left:
        key = max(left, key=lambda key: worth(left[key], covered, weights or {}))
        sentence = left.pop(key)
        new_passage = sentence.hit.chunk.id not in chosen
        heading = estimate_tokens(context_line(sentence.hit.article)) + _MARK_TOKENS if new_passage else 0
        cost = estimate_tokens(sentence.text) + heading
        if chosen and spent + cost > budget:
            continue
        spent += cost
        covered |= sentence.words
        chosen.setdefault(sentence.hit.chunk.id, []).append(sentence)
    return as_passages(chosen.values(), sentences, len(shown) + 1)


def as_passages(groups: Iterable[Sequence[Sentence]], sentences: Sequence[Sentence], first: int = 1) -> list[Passage]:
    """The chosen sentences of each passage, in their order, numbered from `first`.

    One that begins with 他 or she brings the sentence before it along, if that is among `sentences`: behind another one
    its words would be put into the wrong mouth.
    """
    passages = []
    for number, group in enumerate(groups, start=first):
        whole = {one.start: one for one in group}
        same = sorted(
            (one for one in sentences if one.hit.chunk.id == group[0].hit.chunk.id), key=lambda one: one.start
        )
        for before, one in reversed(list(pairwise(same))):
            if one.start in whole and _LEANS.match(one.text):
                whole[before.start] = before
        passages.append(Passage(number, group[0].hit.article, tuple(whole[start] for start in sorted(whole))))
    return passages


def _bare(text: str) -> str:
    return "".join(text.split())


def worth(sentence: Sentence, covered: frozenset[str], weights: Mapping[str, float]) -> float:
    """A sentence's score with what the words add that it holds beyond those `covered` already."""
    new = sum(weights.get(word, 0.0) for word in sentence.words - covered)
    added = _NEW_WORDS_WEIGHT * new / sum(weights.values()) if new else 0.0
    return sentence.score + added


def estimate_tokens(text: str) -> int:
    """About how many tokens a text costs a model of Qwen's vocabulary; measured within 10 % on newspaper text.

    A Chinese character is 0.65 token, a digit one, a Latin word 1.3, any other two characters one.
    """
    han, digits = len(_HAN.findall(text)), len(_DIGIT.findall(text))
    words = _WORD.findall(text)
    rest = len(text) - han - digits - sum(map(len, words))
    return round(0.65 * han + digits + 1.3 * len(words) + 0.5 * rest) + 1
