"""HTML of the sources: the cards beside an answer, and the reader with the article and its page. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from index.records import Article, Hit
from index.sentences import is_soft_break, split_sentences
from qa.cite import readable
from qa.records import Answer, Citation
from qa.shown.guard import kept_from_model
from ui.language import say_date, say_newspaper, say_pages
from ui.page_words import page_words_in, say_missing_half
from ui.records import Exchange, Opened, OpenedPage
from ui.render_references import copy_line_html
from ui.texts import Texts
from ui.texts_craft import craft_texts_in
from ui.titles import shown_title
from ui.web_link import is_web_address, web_addresses, web_link_html

Range = tuple[int, int]

CARD_CONTEXT = 120
"""Characters shown on each side of a quote in its card."""

CARD_REPRINTS = 3
"""Reprints that a card names; the reader names all."""

READER_LIMIT = 60_000
"""Characters of one article or page that the reader shows; a page of many megabytes would stop the browser."""


def sources_html(turn: int, exchange: Exchange | None, texts: Texts) -> str:
    """The cards of one exchange: what is cited, numbered, then the other passages; before the answer, all passages."""
    if exchange is None or (exchange.state == "failed" and not exchange.hits):
        return _panel(f'<p class="ap-hint">{escape(texts.sources_hint)}</p>', texts)
    answer = exchange.answer
    if answer is None or not answer.citations:
        hits = answer.hits if answer else exchange.hits
        if not hits:
            waiting = exchange.state in ("searching", "writing")
            return _panel("" if waiting else f'<p class="ap-hint">{escape(texts.no_passages)}</p>', texts)
        title = texts.nearest if answer and answer.refused else texts.passages
        cards = hit_cards_html(turn, hits, texts, exchange.question)
        return _panel(f"<h3>{escape(title)}</h3>{cards}", texts, len(hits))
    told: set[str] = set()
    cited = ""
    for citation in answer.citations:
        name = citation.article.id
        # Once for each article, however often it is cited.
        reprints = () if name in told else exchange.reprints.get(name, ())
        told.add(name)
        cited += citation_card_html(turn, citation, texts, question=exchange.question, reprints=reprints)
    others = uncited(answer)
    more = ""
    if others:
        label = escape(texts.more_passages.format(count=len(others)))
        cards = hit_cards_html(turn, others, texts, exchange.question)
        more = f'<details class="ap-more"><summary>{label}</summary>{cards}</details>'
    return _panel(f"<h3>{escape(texts.cited)}</h3>{cited}{more}", texts, len(answer.citations) + len(others))


def uncited(answer: Answer) -> tuple[Hit, ...]:
    """The hits whose chunk holds no quote of the answer."""

    def quoted(hit: Hit) -> bool:
        return any(
            citation.article.id == hit.article.id
            and citation.article_start < hit.chunk.end
            and hit.chunk.start < citation.article_end
            for citation in answer.citations
        )

    return tuple(hit for hit in answer.hits if not quoted(hit))


def _panel(body: str, texts: Texts, count: int | None = None) -> str:
    """`count` sources have a handle, which is seen on a phone, where they are a sheet at the window's foot."""
    handle = ""
    if count is not None:
        said = escape(craft_texts_in(texts.language).sheet_count.format(count=count))
        handle = f'<button type="button" class="ap-handle" aria-expanded="false">{said}</button>'
    return (
        f'<div class="ap-sources" role="region" lang="{texts.html_language}"'
        f' aria-label="{escape(texts.sources)}">{handle}{body}</div>'
    )


def hit_cards_html(turn: int, hits: Sequence[Hit], texts: Texts, question: str = "") -> str:
    """Cards without numbers, since an answer's `[n]` would be taken for them; they open by the hit's rank."""
    return "".join(hit_card_html(turn, hit, texts, question) for hit in hits)


def hit_card_html(turn: int, hit: Hit, texts: Texts, question: str = "") -> str:
    """The card of a passage that was found but is not (yet) cited."""
    start, end, text = hit.chunk.start, hit.chunk.end, hit.article.text
    shown = escape(text[start : min(end, start + 2 * CARD_CONTEXT)].strip())
    cut = "…" if end - start > 2 * CARD_CONTEXT else ""
    link = f'href="#passage-{turn}-{hit.rank}" data-turn="{turn}" data-hit="{hit.rank}"'
    return (
        f'<article class="ap-card" id="passage-{turn}-{hit.rank}">{_card_head(hit.article, link, "", texts)}'
        f'<p class="ap-quote">{shown}{cut}</p>{withheld_html(text, (start, end), None, texts, question)}'
        f"{copy_line_html(hit.article, texts)}</article>"
    )


def citation_card_html(
    turn: int, citation: Citation, texts: Texts, *, question: str = "", reprints: Sequence[Article] = ()
) -> str:
    """The card of a numbered source: where it stands, its headline and byline, the quote marked in its paragraph,
    the same article in other issues."""
    number, article = citation.number, citation.article
    quoted = (citation.article_start, citation.article_end)
    start, end = paragraph(article.text, *quoted)
    quote = marked_html(article.text, (start, end), quote=[quoted])
    before = "…" if start and article.text[start - 1] != "\n" else ""
    after = "…" if end < len(article.text) and article.text[end] != "\n" else ""
    link = f'href="#source-{turn}-{number}" data-turn="{turn}" data-number="{number}"'
    badge = f'<span class="ap-number">{number}</span>'
    web = "".join(f'<p class="ap-meta">{web_link_html(address)}</p>' for address in web_addresses(citation))
    return (
        f'<article class="ap-card ap-cited" id="source-{turn}-{number}">{_card_head(article, link, badge, texts)}{web}'
        f'<p class="ap-quote">{before}{quote}{after}</p>'
        f"{withheld_html(article.text, (start, end), quoted, texts, question)}"
        f"{card_reprints_html(article, reprints, texts)}{copy_line_html(article, texts)}</article>"
    )


def withheld_html(text: str, window: Range, quote: Range | None, texts: Texts, question: str) -> str:
    """That `text[window]` holds a sentence, apart from the quote, which is kept from the model; "" where none is."""
    sentences = [(window[0] + start, window[0] + end) for start, end in split_sentences(text[slice(*window)])]
    suspicions = kept_from_model([text[start:end] for start, end in sentences], question)
    for (start, end), suspicion in zip(sentences, suspicions, strict=True):
        if suspicion is not None and not (quote and start < quote[1] and quote[0] < end):
            return f'<p class="ap-withheld">{escape(texts.withheld[suspicion.reason])}</p>'
    return ""


def card_reprints_html(article: Article, reprints: Sequence[Article], texts: Texts) -> str:
    """Where a cited article is printed again, each a link that opens it there; the newspaper only where another."""
    links = []
    for one in reprints[:CARD_REPRINTS]:
        paper = [say_newspaper(one.newspaper, texts)] if one.newspaper != article.newspaper else []
        said = " ".join([*paper, say_date(one.date, one.date_inferred, texts), say_pages(one.pages, texts)])
        links.append(f'<a class="ap-again" href="#article" data-article="{escape(one.id)}">{escape(said)}</a>')
    if not links:
        return ""
    left = len(reprints) - len(links)
    more = f" {escape(texts.more_reprints.format(count=left))}" if left else ""
    join = "、" if texts.chinese else ", "
    return f'<p class="ap-card-reprints">{escape(texts.reprints)} {join.join(links)}{more}</p>'


def _card_head(article: Article, link: str, badge: str, texts: Texts) -> str:
    byline = f'<div class="ap-byline">{escape(article.byline)}</div>' if article.byline else ""
    headline = f'<span class="ap-headline">{escape(shown_title(article) or texts.untitled)}</span>'
    return (
        f'<a class="ap-open" {link}>{badge}{headline}</a>'
        f'<div class="ap-meta">{escape(origin_text(article, texts))}</div>{byline}'
    )


def origin_text(article: Article, texts: Texts) -> str:
    """Newspaper, date and pages in a line, each of them shown as unknown where it is."""
    return " · ".join(
        (
            say_newspaper(article.newspaper, texts),
            say_date(article.date, article.date_inferred, texts),
            say_pages(article.pages, texts),
        )
    )


def paragraph(text: str, start: int, end: int, context: int = CARD_CONTEXT) -> Range:
    """The paragraph(s) around `text[start:end]`, at most `context` characters on each side of it.

    A break that a column's width put between two words ends none.
    """
    lowest, highest = max(0, start - context), min(len(text), end + context)
    first = next((at + 1 for at in range(start - 1, lowest - 1, -1) if _ends_paragraph(text, at)), lowest)
    last = next((at for at in range(end, highest) if _ends_paragraph(text, at)), highest)
    return first, last


def _ends_paragraph(text: str, at: int) -> bool:
    if text[at] != "\n":
        return False
    return not is_soft_break(text, at - (at > 0 and text[at - 1] == "\r"), at + 1)


def marked_html(
    text: str, window: Range, *, quote: Sequence[Range], article: Sequence[Range] = (), as_printed: bool = True
) -> str:
    """`text[window]` escaped, the quote in <mark>, the rest of the article in a span; no character added or lost.

    Unless it is to stand `as_printed`: then a break that a column's width put between two words is a blank.
    """
    first, last = window
    cuts = sorted({first, last, *(at for pair in (*quote, *article) for at in pair if first < at < last)})
    pieces = []
    for start, end in pairwise(cuts):
        piece = escape(text[start:end] if as_printed else readable(text, start, end))
        if any(begin <= start and end <= stop for begin, stop in quote):
            piece = f'<mark class="ap-mark-quote">{piece}</mark>'
        elif any(begin <= start and end <= stop for begin, stop in article):
            piece = f'<span class="ap-mark-article">{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


def clip(length: int, focus: Range | None, limit: int = READER_LIMIT) -> Range:
    """At most `limit` of `length` characters around the middle of `focus`, from the beginning without one."""
    if length <= limit:
        return 0, length
    middle = (focus[0] + focus[1]) // 2 if focus else 0
    start = min(max(0, middle - limit // 2), length - limit)
    return start, start + limit


def clipped_html(
    text: str,
    focus: Range | None,
    quote: Sequence[Range],
    article: Sequence[Range],
    texts: Texts,
    *,
    as_printed: bool = True,
) -> str:
    """`text` with its marks; of a very long one the part around `focus`, with how much is left out on either side."""
    start, end = clip(len(text), focus)
    before, after = start, len(text) - end
    notes = [
        f'<span class="ap-cut">{escape(texts.cut.format(count=count))}</span>' if count else ""
        for count in (before, after)
    ]
    marked = marked_html(text, (start, end), quote=quote, article=article, as_printed=as_printed)
    return notes[0] + marked + notes[1]


def reader_html(opened: Opened | None, texts: Texts) -> str:
    """The reader: the article whole with its quote marked, beside it the page as it came; "" where nothing is open."""
    if opened is None:
        return ""
    article = opened.article
    quotes = [opened.quote] if opened.quote else []
    heads = [("ap-kicker", "p", article.kicker), ("", "h2", shown_title(article) or texts.untitled)]
    heads += [("ap-byline", "p", article.byline), ("ap-byline", "p", article.dateline)]
    head = "".join(f'<{tag} class="{name}">{escape(value)}</{tag}>' for name, tag, value in heads if value)
    body = clipped_html(article.text.rstrip(), opened.quote, quotes, (), texts, as_printed=False)
    pages = "".join(opened_page_html(page, texts) for page in opened.pages)
    lost = f'<p class="ap-note">{escape(texts.page_lost)}</p>' if opened.lost else ""
    return (
        f'<div class="ap-reader" lang="{texts.html_language}" role="dialog" aria-label="{escape(texts.article)}">'
        f'<button type="button" class="ap-close" data-close="1">✕ {escape(texts.back)}</button>'
        f'<p class="ap-meta">{escape(origin_text(article, texts))}</p>{head}'
        f"{copy_line_html(article, texts)}{missing_halves_html(article, texts)}{reprints_html(opened.reprints, texts)}"
        f'<div class="ap-panes"><section class="ap-pane"><h3>{escape(texts.article)}</h3>'
        f'<div class="ap-scroll ap-text" tabindex="0">{body}</div></section>{pages}{lost}</div></div>'
    )


def missing_halves_html(article: Article, texts: Texts) -> str:
    """That the article goes on or began on a page whose part is not there, a line each; "" where it is whole."""
    words = page_words_in(texts.language)
    said = dict.fromkeys(say_missing_half(jump, words) for jump in article.open_jumps)
    return "".join(f'<p class="ap-missing">{escape(line[:1].upper() + line[1:])}</p>' for line in said)


def reprints_html(reprints: Sequence[Article], texts: Texts) -> str:
    """Where the article is printed again: newspaper, date and pages, each a link that opens it there; "" without."""
    links = "".join(
        f'<li><a class="ap-open" href="#article" data-article="{escape(one.id)}"'
        f' title="{escape(shown_title(one) or texts.untitled)}">{escape(origin_text(one, texts))}</a></li>'
        for one in reprints
    )
    return f'<div class="ap-reprints"><span>{escape(texts.reprints)}</span><ul>{links}</ul></div>' if links else ""


def opened_page_html(opened: OpenedPage, texts: Texts) -> str:
    """One page as it came, the article's own text set off and the quote marked."""
    page = opened.page
    focus = next(iter((*opened.quote, *opened.article)), None)
    body = clipped_html(page.text, focus, opened.quote, opened.article, texts)
    number = say_pages((page.number,) if page.number is not None else (), texts)
    name = escape(page.path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1])
    address = page.given.address if page.given else ""
    if is_web_address(address):
        name = web_link_html(address)
    return (
        f'<section class="ap-pane"><h3>{escape(texts.page_as_printed)} · {escape(number)}'
        f' <span class="ap-file">{name}</span></h3>'
        f'<div class="ap-scroll ap-text ap-page" tabindex="0">{body}</div></section>'
    )
