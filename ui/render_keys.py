"""HTML of the page as a whole: its keys, the box that shows a quote on hovering, the words of Gradio's notices."""

from __future__ import annotations

import json
from html import escape

from ui.notices import notices_in
from ui.texts import Texts
from ui.texts_craft import craft_texts_in


def keys_html(texts: Texts) -> str:
    """The button that shows the keys, the dialog with them, and the box for quotes, empty; keys.js and hover.js act."""
    craft = craft_texts_in(texts.language)
    rows = (
        (("/",), craft.key_question),
        (("↑", "↓"), craft.key_sources),
        (("←", "→"), craft.key_beside),
        (("←", "→"), craft.key_marks),
        (("Esc",), craft.key_close),
        (("?",), craft.key_help),
    )
    said = "".join(
        f"<dt>{' '.join(f'<kbd>{escape(key)}</kbd>' for key in keys)}</dt><dd>{escape(what)}</dd>"
        for keys, what in rows
    )
    notices = escape(json.dumps(notices_in(texts.language), ensure_ascii=False))
    title, close = escape(craft.keys), escape(craft.keys_close)
    return (
        f'<div lang="{texts.html_language}" data-notices="{notices}">'
        f'<button type="button" class="ap-keys-open" aria-haspopup="dialog"'
        f' aria-label="{title}" title="{title}"><kbd aria-hidden="true">?</kbd></button>'
        f'<dialog class="ap-keys" aria-label="{title}"><h2>{title}</h2><dl>{said}</dl>'
        f'<button type="button" class="ap-keys-close">{close}</button></dialog>'
        f'<div class="ap-quote-box" id="ap-quote-box" role="tooltip" popover="manual"></div></div>'
    )
