from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui_samples import assert_harmless, read, text_of
from ui.render_keys import keys_html
from ui.texts import CHINESE, ENGLISH, Texts
from ui.texts_craft import craft_texts_in

UI = Path(__file__).parent.parent / "ui"


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH])
def test_every_key_is_told_with_what_it_does(texts: Texts) -> None:
    html = keys_html(texts)
    assert_harmless(html)
    craft = craft_texts_in(texts.language)
    told = dict(zip(re.findall(r"<dd>(.*?)</dd>", html), re.findall(r"<dt>(.*?)</dt>", html), strict=True))
    assert text_of(told[craft.key_question]) == "/"
    assert text_of(told[craft.key_sources]) == "↑ ↓"
    assert text_of(told[craft.key_close]) == "Esc"
    button = next(attributes for tag, attributes in read(html).tags if attributes.get("class") == "ap-keys-open")
    assert button["aria-label"] == craft.keys


def test_the_box_for_quotes_is_there_and_empty() -> None:
    assert re.search(
        r'<div class="ap-quote-box" id="ap-quote-box" role="tooltip" popover="manual"></div>', keys_html(ENGLISH)
    )


def test_the_scripts_find_what_is_drawn() -> None:
    drawn = keys_html(ENGLISH)
    script = (UI / "keys.js").read_text(encoding="utf-8") + (UI / "hover.js").read_text(encoding="utf-8")
    for name in ("ap-keys", "ap-keys-open", "ap-keys-close", "ap-quote-box"):
        assert f"'.{name}'" in script and f'class="{name}"' in drawn
