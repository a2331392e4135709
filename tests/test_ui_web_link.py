from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.records import GivenArticle
from qa.cite import cite
from qa.kept.exchange_json import exchange_from_json, exchange_to_json
from qa.records import Citation
from tests.ui_samples import answer, article, citation, page
from ui.conversation import kept_exchange
from ui.export import escape_markdown, export_markdown, file_names
from ui.export_page import export_html
from ui.records import Exchange
from ui.render_sources import citation_card_html
from ui.texts import CHINESE, ENGLISH
from ui.web_link import LONGEST_ADDRESS, shown_address, web_addresses, web_link_html, web_link_markdown

ADDRESS = "https://paper.example/a_b?x=1&copy;=2#三桥"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def web_citation(address: str = ADDRESS) -> Citation:
    """A citation of a web page that stands at an address."""
    shown = page(path="/library/三桥.html", given=GivenArticle("web-1", "霁河三桥合龙", address=address))
    return cite(1, article(), 0, 4, lambda _: shown)


def exchange(*citations: Citation) -> Exchange:
    return Exchange("何时通车？", state="done", answer=answer("年底前通车[1]。", *citations))


def test_a_citation_knows_the_address_of_its_web_page_also_when_it_was_kept() -> None:
    assert web_addresses(web_citation()) == [ADDRESS] and web_addresses(citation()) == []
    kept = kept_exchange(exchange(web_citation()))
    assert kept
    again = exchange_from_json(exchange_to_json(kept)).answer
    assert again and web_addresses(again.citations[0]) == [ADDRESS]
    # As versions before wrote it.
    older = exchange_from_json(exchange_to_json(kept).replace(f', "address": "{ADDRESS}"', "")).answer
    assert older and web_addresses(older.citations[0]) == []


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//paper.example", ""])
def test_no_other_address_becomes_a_link(address: str) -> None:
    assert web_addresses(web_citation(address)) == []
    card = citation_card_html(0, web_citation(address), ENGLISH)
    assert "ap-web" not in card and "javascript" not in card


def test_the_card_of_a_web_page_leads_to_it_and_that_of_a_file_does_not() -> None:
    card = citation_card_html(0, web_citation(), ENGLISH)
    assert f'href="{escape(ADDRESS)}" target="_blank" rel="noopener noreferrer">{escape(ADDRESS)}</a>' in card
    assert "ap-web" not in citation_card_html(0, citation(), ENGLISH)


def test_a_long_address_is_cut_where_it_is_shown_and_not_where_it_leads() -> None:
    long = "https://paper.example/" + "a" * 200
    assert shown_address(long) == long[:LONGEST_ADDRESS] + "…"
    assert f'href="{long}"' in web_link_html(long) and f">{long}<" not in web_link_html(long)


def test_a_saved_conversation_names_the_address_and_not_the_file() -> None:
    text = export_markdown("何时通车？", [exchange(web_citation())], CHINESE, NOW)
    assert "网页：[https://paper.example/a" in text and "三桥.html" not in text and file_names(web_citation()) == []
    saved = export_html("何时通车？", [exchange(web_citation())], ENGLISH, NOW)
    assert f"web page: {web_link_html(ADDRESS)}" in saved and "三桥.html" not in saved
    mixed = replace(web_citation(), places=(*web_citation().places, *citation().places))
    both = export_html("何时通车？", [exchange(mixed)], ENGLISH, NOW)
    assert "file: a.txt web page: " in both


@given(st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=60))
def test_a_link_in_markdown_leads_where_the_address_says_and_shows_it(rest: str) -> None:
    address = f"https://paper.example/{rest}"
    html = MarkdownIt("commonmark").render(web_link_markdown(address, escape_markdown(shown_address(address))))
    assert html.startswith('<p><a href="https://paper.example/') and html.endswith("</a></p>\n")
    [inline] = [token for token in MarkdownIt("commonmark").parse(web_link_markdown(address, "x")) if token.children]
    link = (inline.children or [])[0]
    assert link.type == "link_open" and unquote(str(link.attrs["href"])) == unquote(address)
    assert html.count("<") == 4, "a paragraph and a link, nothing else"
