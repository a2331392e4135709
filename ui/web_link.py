"""Web link: the address of a web page as a link to it, in HTML and in Markdown, and of which page a quote is."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from qa.records import Citation

LONGEST_ADDRESS = 120
"""Characters of a web address that are shown; the link goes to all of it."""

_LEFT_AS_THEY_ARE = "%/:?#[]@!$&'()*+,;="
"""What has a meaning of its own in an address (RFC 3986, 2.1 and 2.2); all else but letters and digits is encoded."""


def web_addresses(citation: Citation) -> list[str]:
    """The addresses of the web pages that a quote stands in, each once; none for pages that came as files."""
    return [one for one in dict.fromkeys(place.address for place in citation.places) if is_web_address(one)]


def is_web_address(address: str) -> bool:
    """Whether an address may be made a link of: no other scheme than the web's two, which run nothing."""
    return address.lower().startswith(("https://", "http://"))


def shown_address(address: str) -> str:
    """An address as it is shown, cut off where it is very long."""
    return address if len(address) <= LONGEST_ADDRESS else f"{address[:LONGEST_ADDRESS]}…"


def web_link_html(address: str) -> str:
    """The link, which opens beside the page and does not tell the site where it was followed; shortened if long."""
    shown = escape(shown_address(address))
    return f'<a class="ap-web" href="{escape(address)}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def web_link_markdown(address: str, escaped: str) -> str:
    """The link in Markdown, `escaped` being the text to show (`shown_address`) as Markdown shows it."""
    # An ampersand could begin an entity, which Markdown reads in addresses as well (CommonMark 0.31, 2.5).
    target = quote(address, safe=_LEFT_AS_THEY_ARE).replace("&", "&amp;")
    return f"[{escaped}](<{target}>)"
