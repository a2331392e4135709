"""HTML of what stands below an answer: what became of the model's sentences, which days were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.days.texts import looked_at_text
from qa.records import Answer
from qa.texts import holds_text
from ui.said import says_covered, unnamed_dates
from ui.texts import Texts


def sentences_html(answer: Answer, texts: Texts, *, folded: bool = True) -> str:
    """What the model wrote and is not shown so: sentences that were mended and taken out, each kind folded up."""
    mended = [
        f"<li><del>{escape(one.written)}</del> <span>→ {escape(one.shown)}</span></li>" for one in answer.repaired
    ]
    struck = [f"<li><del>{escape(sentence)}</del></li>" for sentence in answer.struck]
    return _fold_html(texts.repaired_count, mended, folded) + _fold_html(texts.struck_count, struck, folded)


def _fold_html(label: str, items: Sequence[str], folded: bool) -> str:
    if not items:
        return ""
    summary = escape(label.format(count=len(items)))
    opened = "" if folded else " open"
    return f'<details class="ap-fold"{opened}><summary>{summary}</summary><ul>{"".join(items)}</ul></details>'


def dates_text(answer: Answer, texts: Texts) -> str:
    """Which days the question named and were looked at, in the page's language; "" for none."""
    return looked_at_text(unnamed_dates(answer), texts.language)


def covered_text(answer: Answer, texts: Texts) -> str:
    """Which days the archive covers, of a refusal that does not say it itself; else ""."""
    if answer.covered is None or says_covered(answer):
        return ""
    return holds_text(answer.covered, texts.language)
