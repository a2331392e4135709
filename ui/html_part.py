"""The page's own HTML parts: Gradio's HTML with the behaviour that turns links and buttons into events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MethodType
from typing import Any

import gradio as gr
from gradio.events import EventListener

BEHAVIOUR = "".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("copying.js", "behaviour.js")
)


def html_part(name: str, **options: Any) -> gr.HTML:
    """One of the page's own HTML parts, by its id; it raises the events `open` and `shut`."""
    return gr.HTML(elem_id=name, js_on_load=BEHAVIOUR, apply_default_css=False, **options)


def raised(event: str, parts: Sequence[gr.HTML]) -> list[Any]:
    """The event of this name of any of the parts, as triggers for `gr.on`: one entry in the page for all of them.

    What Gradio itself gives for a part's own event can only be called.
    """
    return [MethodType(EventListener(event).listener, part) for part in parts]
