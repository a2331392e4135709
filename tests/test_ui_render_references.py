from __future__ import annotations

import pytest

from tests.ui_samples import HOSTILE, article, assert_harmless, read
from ui.references import gb_reference, plain_reference
from ui.render_references import copy_line_html
from ui.texts import CHINESE, ENGLISH, Texts


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH])
def test_a_button_for_each_style_holds_its_reference(texts: Texts) -> None:
    read_line = read(copy_line_html(article(), texts))
    buttons = [attributes for tag, attributes in read_line.tags if tag == "button"]
    assert [one["data-copy"] for one in buttons] == [gb_reference(article()), plain_reference(article(), texts)]
    assert len({one["aria-label"] for one in buttons}) == 2
    assert all(one["type"] == "button" for one in buttons)
    assert [attributes.get("role") for _, attributes in read_line.tags].count("status") == 1
    line = dict(read_line.tags[0][1])
    assert "{citation}" in (line["data-copied"] or "") and "{citation}" in (line["data-failed"] or "")


def test_a_headline_is_never_read_as_html() -> None:
    html = copy_line_html(article(title=HOSTILE, newspaper=HOSTILE, byline=HOSTILE), CHINESE)
    assert_harmless(html)
    assert any(HOSTILE.split(">")[0] in (attributes.get("data-copy") or "") for _, attributes in read(html).tags)
