"""HTML of what stands below an answer: where sources disagree, what became of the model's sentences, days looked at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.days.texts import looked_at_text
from qa.records import Answer, Claim, Disagreement
from qa.texts import holds_text
from ui.language import say_date, say_newspaper
from ui.marks import mark_html
from ui.said import says_covered, unnamed_dates
from ui.texts import Texts


def disagreements_html(turn: int, answer: Answer, texts: Texts) -> str:
    """A box for each matter that sources disagree in, their claims side by side; "" where they agree."""
    return "".join(_disagreement_html(turn, answer, one, texts) for one in answer.disagreements)


def _disagreement_html(turn: int, answer: Answer, disagreement: Disagreement, texts: Texts) -> str:
    claims = "".join(_claim_html(turn, answer, claim, texts) for claim in disagreement.claims)
    title = escape(texts.disagreement)
    return f'<section class="ap-disagreement" aria-label="{title}"><strong>{title}</strong><ol>{claims}</ol></section>'


def _claim_html(turn: int, answer: Answer, claim: Claim, texts: Texts) -> str:
    """What one source says: its day, the value as printed with the link to its source, its newspaper."""
    citation = next(one for one in answer.citations if one.number == claim.citation)
    article = citation.article
    day = say_date(claim.date, article.date_inferred and claim.date == article.date, texts)
    return (
        f'<li><span class="ap-claim-day">{escape(day)}</span>'
        f'<span class="ap-claim-value">{escape(claim.value.strip())}{mark_html(turn, citation, texts)}</span>'
        f'<span class="ap-claim-paper">{escape(say_newspaper(article.newspaper, texts))}</span></li>'
    )


def sentences_html(answer: Answer, texts: Texts) -> str:
    """What the model wrote and is not shown so: sentences that were mended and taken out, each kind folded up."""
    mended = [
        f"<li><del>{escape(one.written)}</del> <span>→ {escape(one.shown)}</span></li>" for one in answer.repaired
    ]
    struck = [f"<li><del>{escape(sentence)}</del></li>" for sentence in answer.struck]
    return _fold_html(texts.repaired_count, mended) + _fold_html(texts.struck_count, struck)


def _fold_html(label: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    summary = escape(label.format(count=len(items)))
    return f'<details class="ap-fold"><summary>{summary}</summary><ul>{"".join(items)}</ul></details>'


def dates_text(answer: Answer, texts: Texts) -> str:
    """Which days the question named and were looked at, in the page's language; "" for none."""
    return looked_at_text(unnamed_dates(answer), texts.language)


def covered_text(answer: Answer, texts: Texts) -> str:
    """Which days the archive covers, of a refusal that does not say it itself; else ""."""
    if answer.covered is None or says_covered(answer):
        return ""
    return holds_text(answer.covered, texts.language)
