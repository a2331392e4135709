"""Export: a conversation as a Markdown text with footnotes, and what a saved conversation's file is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from qa.cite import readable
from qa.records import CITATION_MARK, Answer, Citation, Disagreement
from ui.error_words import error_words
from ui.language import say_date, say_newspaper, say_pages
from ui.marks import find_sentences
from ui.records import Exchange
from ui.references import reference
from ui.render import answer_notes, filter_texts
from ui.render_sources import CARD_CONTEXT
from ui.texts import Texts
from ui.texts_craft import craft_texts_in
from ui.texts_references import reference_texts_in
from ui.web_link import is_web_address, shown_address, web_addresses, web_link_markdown

NEAREST = 5
"""Passages that are given of an answer that cites none."""

NAME_LENGTH = 40
"""Characters of a conversation's title in a file's name at most."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$])")
_SPECIAL_AT_START = re.compile(r"^(\d{1,9})([.)])|^([-+=#:])")
_ESCAPED_MARK = re.compile(r"\\\[(\d{1,3})\\\]")
_MARKS_BEHIND = re.compile(rf"(?:{CITATION_MARK.pattern})+")
_NOT_IN_A_NAME = re.compile(r"[^\w（）《》·-]+")


def file_name(title: str, now: datetime, suffix: str, texts: Texts) -> str:
    """`title` as every file system can take it, the day, and the suffix: `霁河三桥何时通车-2026-11-24.md`."""
    bare = _NOT_IN_A_NAME.sub("-", title).strip("-_")[:NAME_LENGTH].strip("-_")
    return f"{bare or reference_texts_in(texts.language).file_name}-{now.date().isoformat()}{suffix}"


def saved_text(now: datetime, texts: Texts) -> str:
    """That the file was saved by this program, and when, in the reader's time."""
    said = reference_texts_in(texts.language)
    return said.exported.format(day=say_date(now.date(), False, texts), time=now.strftime("%H:%M"))


def mark_notes(exchanges: Sequence[Exchange], texts: Texts) -> list[str]:
    """What the marks behind sentences mean, of those that the answers have."""
    said = reference_texts_in(texts.language)
    answers = [exchange.answer for exchange in exchanges if exchange.answer]
    notes = []
    if any(answer.unverified for answer in answers):
        notes.append(said.unverified_mark.format(help=texts.unverified_help))
    if any(answer.repaired for answer in answers):
        notes.append(said.repaired_mark)
    return notes


def file_names(citation: Citation) -> list[str]:
    """The page files that a quote stands in, without their folders, which are the server's own.

    None for a web page: whoever reads the saved conversation has its address instead.
    """
    files = (place.path for place in citation.places if not is_web_address(place.address))
    return list(dict.fromkeys(re.split(r"[/\\]", path)[-1] for path in files))


def export_markdown(title: str, exchanges: Sequence[Exchange], texts: Texts, now: datetime) -> str:
    """The conversation as Markdown, its sources as footnotes (GitHub's and pandoc's), which word processors take over.

    Nothing that a page or a model wrote is read as Markdown or HTML.
    """
    said = reference_texts_in(texts.language)
    blocks = [f"# {escape_markdown(_one_line(title))}", f"{saved_text(now, texts)} "]
    blocks[-1] += said.asked_count.format(count=len(exchanges))
    for turn, exchange in enumerate(exchanges, 1):
        blocks += _exchange_blocks(turn, exchange, texts)
    notes = mark_notes(exchanges, texts)
    if notes:
        blocks += ["---", f"{said.key}\n\n" + "\n".join(f"- {escape_markdown(note)}" for note in notes)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escape_markdown(text: str) -> str:
    """`text` as Markdown shows it: its lines stay lines, none of its characters means anything."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(_escape_line(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join("\\\n".join(paragraph) for paragraph in paragraphs if paragraph)


def _escape_line(line: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", line)
    return _SPECIAL_AT_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _exchange_blocks(turn: int, exchange: Exchange, texts: Texts) -> list[str]:
    said = reference_texts_in(texts.language)
    blocks = [f"## {turn}\\. {escape_markdown(_one_line(exchange.question))}"]
    filters = filter_texts(exchange.filters, texts)
    if filters:
        blocks.append(escape_markdown(said.narrowed_to.format(filters=" · ".join(filters))))
    if exchange.error is not None:
        error = " ".join(filter(None, error_words(exchange.error, texts)))
        return [*blocks, escape_markdown(exchange.streamed), escape_markdown(error)]
    if exchange.answer is None:
        note = texts.stopped if exchange.streamed else said.no_answer
        return [*blocks, escape_markdown(exchange.streamed), escape_markdown(note)]
    return blocks + _answer_blocks(turn, exchange.answer, texts)


def _answer_blocks(turn: int, answer: Answer, texts: Texts) -> list[str]:
    blocks = [_answer_text(turn, answer, texts)]
    if answer.reason is not None:
        blocks.insert(0, f"**{escape_markdown(texts.refusals[answer.reason])}**")
    if answer.from_records:
        blocks.insert(0, escape_markdown(f"{texts.from_records}: {texts.from_records_help}"))
    blocks += [_disagreement_table(turn, answer, one, texts) for one in answer.disagreements]
    blocks += _taken_out(answer, texts)
    blocks += [escape_markdown(note) for note in answer_notes(answer, texts, timings=False)]
    marked = {int(number) for number in CITATION_MARK.findall(answer.text)}
    marked |= {claim.citation for one in answer.disagreements for claim in one.claims}
    loose = "".join(_mark(turn, one.number) for one in answer.citations if one.number not in marked)
    if loose:
        # A footnote that nothing leads to would not be shown.
        blocks.append(f"{texts.cited}{loose}")
    if not answer.citations and answer.hits:
        blocks += [f"{texts.nearest if answer.refused else texts.passages}", _passages(answer, texts)]
    return blocks + [_footnote(turn, citation, texts) for citation in answer.citations]


def _answer_text(turn: int, answer: Answer, texts: Texts) -> str:
    """The answer's text, its marks as footnotes, a word behind each sentence that is not verified or was mended."""
    unverified, lost = find_sentences(answer.text, answer.unverified)
    words = {end: texts.unverified for _, end in unverified}
    for repair in answer.repaired:
        for _, end in find_sentences(answer.text, (repair.shown,), taken=tuple(unverified))[0]:
            marks = _MARKS_BEHIND.match(answer.text, end)
            words[marks.end() if marks else end] = texts.repaired
    text = answer.text
    for end in sorted(words, reverse=True):
        text = f"{text[:end]}{_tag(words[end], texts)}{text[end:]}"
    text += "".join(f"\n\n{sentence}{_tag(texts.unverified, texts)}" for sentence in lost)
    return _ESCAPED_MARK.sub(lambda mark: _mark(turn, int(mark[1])), escape_markdown(text))


def _tag(word: str, texts: Texts) -> str:
    return f"〔{word}〕" if texts.chinese else f" [{word}]"


def _mark(turn: int, number: int) -> str:
    return f"[^{turn}-{number}]"


def _footnote(turn: int, citation: Citation, texts: Texts) -> str:
    """The source of a mark: its reference, the quote, and the files that it stands in."""
    said = reference_texts_in(texts.language)
    quote = _one_line(readable(citation.article.text, citation.article_start, citation.article_end))
    names = file_names(citation)
    parts = [reference(citation.article, texts), said.quoted.replace("{quote}", quote)]
    parts += [said.page_file.format(name=", ".join(names))] if names else []
    lines = [escape_markdown(part) for part in parts]
    for address in web_addresses(citation):
        link = web_link_markdown(address, escape_markdown(shown_address(address)))
        lines.append(escape_markdown(said.web_page).replace("{address}", link))
    return f"{_mark(turn, citation.number)}: " + " ".join(lines)


def _disagreement_table(turn: int, answer: Answer, disagreement: Disagreement, texts: Texts) -> str:
    citations = {citation.number: citation for citation in answer.citations}
    craft = craft_texts_in(texts.language)
    rows = [(craft.day_printed, craft.figure, craft.printed_in), ("---", "---", "---")]
    for claim in disagreement.claims:
        article = citations[claim.citation].article
        day = say_date(claim.date, article.date_inferred and claim.date == article.date, texts)
        paper = f"{say_newspaper(article.newspaper, texts)} {say_pages(article.pages, texts)}"
        value = escape_markdown(_one_line(claim.value)) + _mark(turn, claim.citation)
        rows.append((escape_markdown(day), value, escape_markdown(_one_line(paper))))
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    return f"{texts.disagreement}\n\n{table}"


def _taken_out(answer: Answer, texts: Texts) -> list[str]:
    """The sentences that the model wrote and that are not shown so, as lists."""
    mended = [
        f"- ~~{escape_markdown(_one_line(one.written))}~~ → {escape_markdown(_one_line(one.shown))}"
        for one in answer.repaired
    ]
    struck = [f"- ~~{escape_markdown(_one_line(sentence))}~~" for sentence in answer.struck]
    lists = ((texts.repaired_count, mended), (texts.struck_count, struck))
    return [f"{label.format(count=len(items))}\n\n" + "\n".join(items) for label, items in lists if items]


def _passages(answer: Answer, texts: Texts) -> str:
    """The passages nearest to a question that was not answered from them, each with its reference."""
    lines = []
    for hit in answer.hits[:NEAREST]:
        passage = readable(hit.article.text, hit.chunk.start, hit.chunk.end)
        cut = _one_line(passage)[: 2 * CARD_CONTEXT] + ("…" if len(_one_line(passage)) > 2 * CARD_CONTEXT else "")
        quote = reference_texts_in(texts.language).quoted.replace("{quote}", cut)
        lines.append(f"- {escape_markdown(reference(hit.article, texts))} {escape_markdown(quote)}")
    return "\n".join(lines)
