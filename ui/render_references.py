"""HTML of the line that copies an article's reference, in a card and in the reader; `copying.js` does it."""

from __future__ import annotations

from html import escape

from index.records import Article
from ui.references import gb_reference, plain_reference
from ui.texts import Texts
from ui.texts_references import reference_texts_in


def copy_line_html(article: Article, texts: Texts) -> str:
    """A button for each style of reference, which holds it; what comes of a click is said at the line's end.

    That is `data-copied` or `data-failed`, in which the script puts the reference for `{citation}`.
    """
    said = reference_texts_in(texts.language)
    styles = ((said.gb_style, gb_reference(article)), (said.plain_style, plain_reference(article, texts)))
    buttons = "".join(
        f'<button type="button" class="ap-copy" data-copy="{escape(citation)}" title="{escape(citation)}"'
        f' aria-label="{escape(said.copy)} ({escape(style)})">{escape(style)}</button>'
        for style, citation in styles
    )
    return (
        f'<div class="ap-cite" data-copied="{escape(said.copied)}" data-failed="{escape(said.copy_failed)}">'
        f'<span>{escape(said.copy)}</span>{buttons}<span class="ap-copied" role="status"></span></div>'
    )
