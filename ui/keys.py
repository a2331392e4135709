"""The page as a whole: its keys, quotes on hovering, the phone's sheet of sources, Gradio's notices, in one part."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

PAGE_WIDE = "".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("hover.js", "sheet.js", "keys.js", "notices.js")
)


def keys_part() -> gr.HTML:
    """The part, made within a `gr.Blocks`; its value is `ui.render_keys.keys_html`."""
    return gr.HTML(elem_id="keys", js_on_load=PAGE_WIDE, apply_default_css=False)
