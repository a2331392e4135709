"""HTML of pages: what was recovered from one, in the list and as a view coloured by article. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from index.corrections import CORRECTIONS_SUFFIX
from index.page_report import PageReport
from ui.error_words import error_words
from ui.hues import hue_of
from ui.language import say_date, say_newspaper, say_pages
from ui.page_map import Passage, map_page
from ui.page_words import PageWords, page_words_in, say_facts, say_oddity
from ui.records import OpenedSheet, Sheet
from ui.render_sources import READER_LIMIT
from ui.texts import Texts
from ui.titles import shown_title

MOST_LEGENDS = 300
"""Articles that the legend of a page's view lists; it says how many more there are."""


def sheet_html(sheet: Sheet, texts: Texts) -> str:
    """A page in the library's list: a link to its view, its file, what was counted, and what is odd."""
    words = page_words_in(texts.language)
    facts = " · ".join((sheet.name, *say_facts(sheet.report, words)))
    return (
        f'<div class="ap-sheet"><a class="ap-open ap-view" href="#page" data-page="{escape(sheet.report.page_id)}">'
        f'{escape(words.view)}</a> <span class="ap-file">{escape(facts)}</span>'
        f"{oddities_html(sheet.report, words)}{refused_html(sheet.report, texts)}</div>"
    )


def oddities_html(report: PageReport, words: PageWords) -> str:
    """What is odd about a page, as a list; "" where nothing is."""
    items = "".join(
        f'<li data-oddity="{oddity.code}">{escape(say_oddity(oddity, words))}</li>' for oddity in report.oddities
    )
    return f'<ul class="ap-odd">{items}</ul>' if items else ""


def refused_html(report: PageReport, texts: Texts) -> str:
    """The corrections of a page that do not fit: what is wrong, where in their file, how to mend it; "" without."""
    words = page_words_in(texts.language)
    items = "".join(
        f"<li><strong>{escape(words.refused_title)}</strong><p>{escape(said.what)}</p>"
        f'<p class="ap-remedy">{escape(texts.where)}: {escape(said.where)}</p>'
        f'<p class="ap-remedy">{escape(texts.remedy)}: {escape(said.remedy)}</p></li>'
        for said in (error_words(one.error, texts) for one in report.refused)
    )
    return f'<div class="ap-problems ap-refused"><ul>{items}</ul></div>' if items else ""


def page_view_html(opened: OpenedSheet, texts: Texts) -> str:
    """The reader with a page as it stands in its file, each article on a colour of its own, and who is who."""
    page, words = opened.page, page_words_in(texts.language)
    where = (
        say_newspaper(page.newspaper, texts),
        say_date(page.date, page.date_inferred, texts),
        say_pages((page.number,) if page.number is not None else (), texts),
    )
    name = page.path.replace("\\", "/").rsplit("/", 1)[-1]
    body = passages_html(page.text, map_page(page, opened.articles), opened, texts)
    facts = " · ".join(say_facts(opened.report, words)) if opened.report else ""
    odd = oddities_html(opened.report, words) + refused_html(opened.report, texts) if opened.report else ""
    how = escape(words.button_corrects.format(button=texts.keeping.correct, name=f"{name}{CORRECTIONS_SUFFIX}"))
    correct = f'<p class="ap-hint">{how}</p>' if opened.report else ""
    return (
        f'<div class="ap-reader ap-page-view" lang="{texts.html_language}" role="dialog" aria-label="{escape(name)}">'
        f'<button type="button" class="ap-close" data-close="1">✕ {escape(texts.back)}</button>'
        f'<p class="ap-meta">{escape(" · ".join(where))}</p><h2>{escape(name)}</h2>'
        f'<p class="ap-meta">{escape(facts)}</p>{odd}{correct}{legend_html(opened, texts, words)}'
        f'<div class="ap-scroll ap-text ap-coloured" tabindex="0">{body}</div></div>'
    )


def legend_html(opened: OpenedSheet, texts: Texts, words: PageWords) -> str:
    """The articles of the page, each with its number and colour, as links to them; and what the looks mean."""
    items = "".join(
        f'<li><span class="ap-swatch ap-hue-{hue_of(number)}">{number}</span> <a class="ap-open" href="#article"'
        f' data-article="{escape(article.id)}">{escape(shown_title(article) or texts.untitled)}</a></li>'
        for number, article in enumerate(opened.articles[:MOST_LEGENDS], 1)
    )
    more = len(opened.articles) - MOST_LEGENDS
    note = f'<p class="ap-hint">{escape(texts.not_listed.format(count=more))}</p>' if more > 0 else ""
    dropped = ("dropped",) if any(mark.role == "dropped" for one in opened.articles for mark in one.marks) else ()
    roles = "".join(
        f'<li><span class="ap-passage ap-role-{role}{"" if role in ("unclaimed", "dropped") else " ap-hue-0"}">'
        f"{escape(words.roles[role])}</span></li>"
        for role in ("headline", "kicker", "byline", "jump", "repeat", "unclaimed", *dropped)
    )
    return (
        f'<ol class="ap-legend" aria-label="{escape(words.legend)}">{items}</ol>{note}<ul class="ap-roles">{roles}</ul>'
    )


def passages_html(text: str, passages: Sequence[Passage], opened: OpenedSheet, texts: Texts) -> str:
    """The page's text escaped, each passage in a span with the colour of its article and the looks of its role."""
    pieces = []
    before: int | None = None
    for passage in passages:
        if passage.start >= READER_LIMIT:
            break
        piece = escape(text[passage.start : min(passage.end, READER_LIMIT)])
        if passage.number is None:
            pieces.append(f'<span class="ap-passage ap-role-unclaimed">{piece}</span>' if piece.strip() else piece)
            continue
        if passage.role == "dropped":
            said = escape(page_words_in(texts.language).roles["dropped"])
            pieces.append(f'<span class="ap-passage ap-role-dropped" title="{said}">{piece}</span>')
            continue
        looks = f"ap-passage ap-hue-{hue_of(passage.number)} ap-role-{passage.role}"
        looks += " ap-cut-before" if passage.cut_before else ""
        looks += " ap-cut-after" if passage.cut_after else ""
        # The number is the style sheet's, so that what can be copied from the view is the page's text and no more.
        number = f' data-begins="{passage.number}"' if passage.number != before else ""
        title = escape(f"{passage.number} {shown_title(opened.articles[passage.number - 1]) or texts.untitled}")
        pieces.append(f'<span class="{looks}" title="{title}"{number}>{piece}</span>')
        before = passage.number
    if len(text) > READER_LIMIT:
        pieces.append(f'<span class="ap-cut">{escape(texts.cut.format(count=len(text) - READER_LIMIT))}</span>')
    return "".join(pieces)
