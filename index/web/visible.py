"""Visible: the tree of a web page without what its readers do not see.

Text that is hidden from readers (in white on white, beside the screen, switched off) is there for machines: it would
be found, quoted, and read by the language model, and nobody who looks at the page could check it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import cssselect
import tinycss2
import tinycss2.color3
from lxml import etree, html

MOST_LOOKS = 1_000_000
"""Elements times rules of style sheets that are looked at, about a second. A newspaper's page has a tenth of it."""

MOST_STEPS = 1
"""Combinators of a selector that is looked at; what it takes to find its elements grows with their power."""

_UNSEEN = (
    "script", "style", "template", "noscript", "iframe", "object", "embed", "canvas", "svg", "math", "audio", "video",
    "textarea", "select", "datalist", "head//meta", "head//link",
)  # fmt: skip
_UNSEEN_CLASSES = frozenset(
    {
        *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"),
        *("d-none", "hidden", "is-hidden", "u-hidden", "hide"),
    }
)
"""Classes that hide in the style sheets which most sites share; the sheets themselves are not fetched."""

_FAR = 900
"""Pixels (or what stands for them) beside the screen."""
_PIXELS = {"px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "vw": 12.0, "vh": 8.0, "%": 10.0, "": 1.0}
_WHITE = (1.0, 1.0, 1.0)
_ALIKE = 0.06

Style = dict[str, list[Any]]
"""The declarations of one element: tokens by the name of their property."""


def parse_page(text: str) -> html.HtmlElement:
    """The tree of a page's HTML, whatever is wrong with it. Raises ValueError where there is none in it."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from error
    return tree


def take_out_hidden(tree: html.HtmlElement) -> None:
    """Take out of a page's tree what its readers do not see; text that follows it stays.

    By attributes, by the style of an element, by the style sheets within the page (rules that hold for every screen;
    the later of two wins), and by classes that hide on most sites.
    """
    sheets = _hidden_by_sheets(tree)
    for element in list(tree.iter(etree.Element)):
        if element in sheets or _is_hidden(element):
            _drop(element)
    for element in tree.xpath("|".join(f"//{path}" for path in _UNSEEN)):
        _drop(element)


def _drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None and element.tag not in ("html", "body"):
        element.drop_tree()
    elif element.tag == "body":
        element.clear()


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.get("hidden") is not None or (element.tag == "dialog" and element.get("open") is None):
        return True
    if _UNSEEN_CLASSES.intersection((element.get("class") or "").split()):
        return True
    style = _declared(element.get("style") or "")
    return hides(style) or _is_background(element, style)


def _declared(style: str) -> Style:
    parts = tinycss2.parse_blocks_contents(style[:10_000], skip_comments=True, skip_whitespace=True) if style else ()
    return _style(parts)


def _style(parts: Iterable[Any]) -> Style:
    return {
        part.lower_name: [token for token in part.value if token.type not in ("whitespace", "comment")]
        for part in parts
        if part.type == "declaration"
    }


def hides(style: Style) -> bool:
    """Whether declarations hide what they are said of: switched off, without size, or beside the screen."""
    words = {name: " ".join(getattr(token, "lower_value", "") for token in value) for name, value in style.items()}
    if words.get("display", "").strip() == "none" or words.get("visibility", "").strip() in ("hidden", "collapse"):
        return True
    if words.get("content-visibility", "").strip() == "hidden":
        return True
    opacity, size = _number(style.get("opacity")), _pixels(style.get("font-size"))
    if (opacity is not None and opacity < 0.05) or (size is not None and size < 2):
        return True
    if (_pixels(style.get("text-indent")) or 0) <= -_FAR or _is_clear(style.get("color")):
        return True
    moved = [_pixels(style.get(side)) for side in ("left", "top", "right", "bottom", "margin-left", "margin-top")]
    if any(by is not None and by <= -_FAR for by in moved):
        return True
    if words.get("position", "").strip() in ("absolute", "fixed") and ("clip" in style or "clip-path" in style):
        return True
    clipped = words.get("overflow", "").strip() in ("hidden", "clip")
    return clipped and any((px := _pixels(style.get(side))) is not None and px <= 1 for side in ("height", "width"))


def _number(value: list[Any] | None) -> float | None:
    if not value or value[0].type not in ("number", "percentage"):
        return None
    return float(value[0].value) / (100 if value[0].type == "percentage" else 1)


def _pixels(value: list[Any] | None) -> float | None:
    if not value or value[0].type not in ("number", "dimension", "percentage"):
        return None
    unit = {"number": "", "percentage": "%"}.get(value[0].type) if value[0].type != "dimension" else value[0].lower_unit
    return float(value[0].value) * _PIXELS.get(unit or "", 1.0)


def _color(value: list[Any] | None) -> tuple[float, ...] | None:
    found = tinycss2.color3.parse_color(value[0]) if value else None
    return tuple(found[:4]) if found is not None and found != "currentColor" else None


def _is_clear(value: list[Any] | None) -> bool:
    color = _color(value)
    return color is not None and len(color) > 3 and color[3] < 0.05


def _is_background(element: html.HtmlElement, style: Style) -> bool:
    """Whether an element's own colour is that of what is behind it, as far as the page itself says."""
    color = _color(style.get("color"))
    if color is None and element.tag == "font":
        color = _color(tinycss2.parse_component_value_list(element.get("color") or ""))
    if color is None:
        return False
    for around in [element, *element.iterancestors()]:
        said = style if around is element else _declared(around.get("style") or "")
        behind = said.get("background-color") or said.get("background")
        if behind is None and around.get("bgcolor"):
            behind = tinycss2.parse_component_value_list(around.get("bgcolor"))
        if behind:
            known = _color(behind)
            return known is not None and _alike(color, known)
    return _alike(color, _WHITE)


def _alike(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one[:3], other[:3], strict=True))


def _hidden_by_sheets(tree: html.HtmlElement) -> set[html.HtmlElement]:
    """The elements that the style sheets within a page hide, and show nowhere after."""
    hidden: set[html.HtmlElement] = set()
    left = MOST_LOOKS
    size = sum(1 for _ in tree.iter())
    for selector, style in _rules(tree):
        # Set to nothing for a box of columns, to close the gaps between them, and set again for what is in them.
        style.pop("font-size", None)
        off = hides(style)
        # A rule that says nothing of what hides changes nothing.
        if not off and not {"display", "visibility", "opacity"} & style.keys():
            continue
        for one in _selectors(selector):
            left -= size
            if left < 0:
                return hidden
            found = _select(tree, one)
            if off:
                hidden.update(found)
            else:
                hidden.difference_update(found)
    return hidden


def _rules(tree: html.HtmlElement) -> Iterator[tuple[str, Style]]:
    for sheet in tree.iter("style"):
        if (sheet.get("media") or "all").strip().lower() not in ("all", "screen"):
            continue
        for rule in tinycss2.parse_stylesheet(sheet.text or "", skip_comments=True, skip_whitespace=True):
            # Rules within @media hold for some screens only.
            if rule.type != "qualified-rule":
                continue
            yield (
                tinycss2.serialize(rule.prelude),
                _style(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)),
            )


def _selectors(selector: str) -> Iterator[str]:
    """Those of a list of selectors that can be looked at, one by one: an unknown one does not undo the others."""
    for one in re.split(r",(?![^(\[]*[)\]])", selector):
        steps = re.findall(r"[\s>+~]+", one.strip())
        if "::" not in one and len(one) <= 200 and len(steps) <= MOST_STEPS:
            yield one


def _select(tree: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    try:
        return list(tree.xpath(cssselect.HTMLTranslator().css_to_xpath(selector)))
    except (cssselect.SelectorError, etree.XPathError, RecursionError):
        return []
