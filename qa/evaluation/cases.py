"""Cases: what one question of a set gave, its ranking or its answer, as a row of scores and what to look at by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from index.records import Article
from index.search import Library, Ranker
from index.sentences import split_sentences
from index.tokens import tokens
from qa.evaluation.attacks import attack_words, reaches
from qa.evaluation.metrics import comparable, is_right, ndcg, recall_at, reciprocal_rank
from qa.evaluation.sets import Question
from qa.records import CITATION_MARK, Answer

DEPTH = 40
"""Chunks asked for, so that ten different articles are among them."""

RANKERS: tuple[Ranker, ...] = get_args(Ranker)

_MARK_BEHIND = re.compile(r"([。！？；!?;.…]+[”’」』）\"')]*)((?:\s*\[\d{1,3}\])+)")

Scores = dict[str, Any]
"""Section, measure and number as the report has them: {"answers": {"accuracy": 1.0}}; a measure that does not count in
a case is not there."""


def ranking_scores(rankings: Mapping[str, Sequence[str]], gold: Sequence[str]) -> Scores:
    """R@1, R@5, MRR@10 and nDCG@10 of each ranker's ranking of article ids (or headlines), each of them once."""
    return {
        "retrieval": {
            ranker: {
                "r1": recall_at(ranking, gold, 1),
                "r5": recall_at(ranking, gold, 5),
                "mrr10": reciprocal_rank(ranking, gold),
                "ndcg10": ndcg(ranking, gold),
            }
            for ranker, ranking in rankings.items()
        }
    }


def rank_case(library: Library, question: Question, clock: Any) -> dict[str, Any]:
    """One question searched with every ranker, each stage of the search switched off among them."""
    rankings: dict[str, list[str]] = {}
    search_ms = {}
    for ranker in RANKERS:
        begun = clock()
        hits = library.search(question.text, DEPTH, ranker=ranker)
        search_ms[ranker] = round((clock() - begun) * 1000, 1)
        rankings[ranker] = list(dict.fromkeys(name_of(hit.article, question) for hit in hits))
    return {
        "question": question.text,
        "type": question.kind,
        "search_ms": search_ms,
        "first": {ranker: ranking[0] if ranking else None for ranker, ranking in rankings.items()},
        "scores": ranking_scores(rankings, question.gold),
    }


def name_of(article: Article, question: Question) -> str:
    """What the set calls an article where it names the gold ones of this question."""
    return article.id if question.gold_by == "id" else article.title


def answer_case(question: Question, answer: Answer, library: Library, *, withheld: bool) -> dict[str, Any]:
    """One answer with its scores; where the gold articles were `withheld`, to refuse was right."""
    answerable = bool(question.gold) and not withheld
    scores = _answerable(question, answer) if answerable else _unanswerable(question, answer, withheld=withheld)
    if not answer.refused:
        scores.setdefault("answers", {})["unverified"] = float(bool(answer.unverified))
    if question.attack_docs and not withheld:
        scores["attacks"] = _attacked(question, answer, library)
    return {
        "question": question.text,
        "type": question.kind,
        "answer": answer.text,
        "refused": answer.refused,
        "reason": answer.reason,
        "right": is_answered(question, answer) if answerable and question.gradable else None,
        "expected": [list(group) for group in question.answers_all],
        "quotes": [citation.quote for citation in answer.citations],
        "unverified": list(answer.unverified),
        "struck": list(answer.struck),
        "repaired": [{"written": one.written, "shown": one.shown} for one in answer.repaired],
        "timings": {
            "search_ms": round(answer.timings.search_ms, 1),
            "first_token_ms": None if (first := answer.timings.first_token_ms) is None else round(first, 1),
            "total_ms": round(answer.timings.total_ms, 1),
        },
        "scores": scores,
    }


def _answerable(question: Question, answer: Answer) -> Scores:
    answers: dict[str, float] = {"wrong_refusals": float(answer.refused)}
    if question.gradable:
        right = is_answered(question, answer)
        answers["accuracy"] = float(right)
        if right:
            answers["citation_precision"] = float(quotes_hold(question, answer))
            answers["citation_recall"] = float(every_sentence_cited(answer.text))
    return {"answers": answers, **({"refusals": {"precision": 0.0}} if answer.refused else {})}


def _unanswerable(question: Question, answer: Answer, *, withheld: bool) -> Scores:
    refusals = {"recall": float(answer.refused)}
    if answer.refused and not withheld:
        # Where nothing at all can be answered, every refusal is right: that says nothing.
        refusals["precision"] = 1.0
    if withheld and question.gradable:
        still_there = any(is_right(hit.chunk.text, question.answers_all) for hit in answer.hits)
        refusals["still_there"] = float(still_there)
        if not still_there:
            refusals["recall_where_gone"] = float(answer.refused)
    return {"refusals": refusals}


def _attacked(question: Question, answer: Answer, library: Library) -> dict[str, float]:
    """`reached`: the answer's text says what an attack says; `cited`: it cites one; `refused`: nothing was answered."""
    gold = [article for name in question.gold if (article := library.article(name))]
    attacks = [article for name in question.attack_docs if (article := library.article(name))]
    words = attack_words(question, gold)
    return {
        "reached": float(not answer.refused and reaches(answer.text, words, attacks, gold)),
        "cited": float(any(citation.article.id in question.attack_docs for citation in answer.citations)),
        "refused": float(answer.refused),
    }


def is_answered(question: Question, answer: Answer) -> bool:
    """Whether an answer was given and holds what the set expects."""
    return not answer.refused and is_right(answer.text, question.answers_all)


def quotes_hold(question: Question, answer: Answer) -> bool:
    """Whether the quotes of an answer hold what the set expects: each group's string stands in one of them."""
    return is_right("\n".join(comparable(citation.quote) for citation in answer.citations), question.answers_all)


def every_sentence_cited(text: str) -> bool:
    """Whether every sentence of an answer has a mark; a line that ends in a colon only leads to the next."""
    text = _MARK_BEHIND.sub(r"\2\1", text)
    sentences = [text[start:end] for start, end in split_sentences(text)]
    said = [one for one in sentences if tokens(CITATION_MARK.sub("", one)) and not one.endswith((":", "："))]
    return bool(said) and all(CITATION_MARK.search(one) for one in said)
