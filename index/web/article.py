"""Article: the article of a web page, as those who look at the page read it."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from lxml import etree, html

from index.errors import FixInput
from index.messages import Message
from index.web.visible import parse_page, take_out_hidden

MOST_CHARACTERS = 10_000_000
"""The largest page that is read; articles have some ten thousand, the rest of their page some hundred thousand."""

MOST_ELEMENTS = 100_000

SHORTEST = 12
"""Characters of prose that make an article: the shortest item of news has a sentence."""

_TEASER = 200
"""Where a page asks its readers to sign in, text shorter than this is what stands before the wall."""

_PROSE = re.compile(r"[。！？；…，：”」]|[.!?,;:](?=\s|$|[\"”'])")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(1[0-2]|0?[1-9])\s*[-/.月]\s*(3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
)
_ADDRESS_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ABOUT = re.compile(
    r"^By [A-Z]|\d\d:\d\d|来源|來源|字号|字號|编辑[:：]|編輯[:：]|作者[:：]|责编|責編|浏览|點擊|点击|分享|打印"
)
_SIGNED = re.compile(
    r"((?:本报|本報)?(?:记者|記者|通讯员|通訊員)|作者|文/)\s*[:：]?\s*([^\s|｜,，;；:：/（(]{2,24})"
    r"|\b(?i:by)\s+([A-Z][\w.'’-]+(?: (?:and |[A-Z])[\w.'’-]*){0,5})"
)
_WALL = re.compile(
    r"登[录錄陆]后|[请請]先?(?:登[录錄陆]|[注註][册冊])|[订訂][阅閱]后|[会會][员員](?:专享|專享|可[读讀看])|付[费費](?:阅读|閱讀|内容)|开通会员"
    r"|(?:log|sign) ?in to (?:read|continue|view)|subscribe(?:rs)? (?:to (?:read|continue)|only)|already a subscriber",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_BLANK = " \t\r\n"
_CUT = re.compile(r"[^\s。！？!?：:；;”」』）)…　]$")
_FOREIGN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
# What parsers of other people's pages stumble over; any of it is a page that cannot be read.
_TROUBLES = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, etree.LxmlError)


@dataclass(frozen=True, slots=True)
class WebArticle:
    """An article of a web page: `text` has a line for each paragraph; what the page does not say is "" or None."""

    title: str
    byline: str
    newspaper: str
    date: date | None
    text: str


def read_article(page: str, address: str, where: str) -> WebArticle:
    """The article of a page's HTML; `address` is where the page stands on the web, "" where that is not known.

    Only what readers see counts: title and author that stand nowhere in the text are not taken from the page's
    head. Raises FixInput for a page without an article (a list of links, a wall to sign in at) and for one that
    cannot be read; `where` is the file or address to name then.
    """
    if len(page) > MOST_CHARACTERS:
        size, limit = len(page), MOST_CHARACTERS
        what = Message("the page has {size:,} characters, at most {limit:,} are read", size=size, limit=limit)
        raise _unusable(what, where)
    try:
        tree = parse_page(page)
        if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
            raise _unusable(Message("the page has more than {limit:,} elements", limit=MOST_ELEMENTS), where)
        said = _said_of_itself(tree, address)
        asks = bool(tree.xpath("//input[translate(@type, 'PASWORD', 'pasword')='password']"))
        take_out_hidden(tree)
        _split_at_breaks(tree)
        return _article(tree, said, address, where, asks=asks)
    except FixInput:
        raise
    except _TROUBLES as error:
        reason = f"{type(error).__name__}: {error}"[:300]
        raise _unusable(Message("the page cannot be read ({reason})", reason=reason), where) from error


def _unusable(what: Message, where: str) -> FixInput:
    return FixInput(what, where=where, remedy="save the article's own page, or its text in a .txt file")


def _article(tree: html.HtmlElement, said: Any, address: str, where: str, *, asks: bool) -> WebArticle:
    seen = _plain(tree.text_content())
    links = {_plain(link.text_content()) for link in tree.iter("a")}
    title = _title(tree, said.title or "", seen)
    lines = [line for line in _lines(_extracted(tree, address)) if line != title]
    about = [line for line in lines[:3] if len(line) <= 80 and "。" not in line and _ABOUT.search(line)]
    lines = [line for line in lines if line not in about and (line not in links or len(line) > 60)]
    prose = sum(len(line) for line in lines if len(line) >= 8 and _PROSE.search(line))
    walled = _WALL.search(seen) is not None
    if prose < _TEASER and (asks or walled):
        raise FixInput(
            "the page shows its article only to those who sign in: it has {prose} characters of text",
            where=where,
            remedy="open it in a browser where you are signed in, save the page, and add that file",
            prose=prose,
        )
    if prose < SHORTEST:
        raise FixInput(
            "the page holds no article: it has {prose} characters of text and {links} links",
            where=where,
            remedy="give the page of an article, or a .txt file of its text",
            prose=prose,
            links=len(links),
        )
    above = _above(seen, title, lines[0])
    return WebArticle(
        title=title,
        byline=_byline(tree, [*about, above], seen),
        newspaper=_newspaper(said.sitename or "", address),
        date=_date(said.date, [*about, above], address),
        text="\n".join(lines),
    )


def _said_of_itself(tree: html.HtmlElement, address: str) -> Any:
    """What a page says of itself in its head, as trafilatura reads it."""
    _silence()
    from trafilatura.metadata import extract_metadata

    return extract_metadata(tree, default_url=address or None, extensive=False)


def _extracted(tree: html.HtmlElement, address: str) -> etree._Element | None:
    _silence()
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    # A Chinese item of news says in sixty characters what takes 250 in English.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    found = bare_extraction(tree, url=address or None, include_comments=False, config=config)
    return found.body if found is not None and not isinstance(found, dict) else None


@cache
def _silence() -> None:
    # What is wrong with a page is told as its error, not on the terminal.
    for name in ("trafilatura", "htmldate", "justext", "courlan", "readability"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False


def _split_at_breaks(tree: html.HtmlElement) -> None:
    """Make paragraphs of what `<br>` parts within one; a break within a sentence only ends a line and goes."""
    for around in list(dict.fromkeys(line_break.getparent() for line_break in tree.iter("br"))):
        if around.tag in _BOXES and not any(element.tag in _WITHIN for element in around.iterdescendants()):
            around.tag = "p"
        if around.tag == "p" and around.getparent() is not None:
            _split(around)


def _split(paragraph: html.HtmlElement) -> None:
    children, tail = list(paragraph), paragraph.tail
    paragraph.tail = None
    for child in children:
        paragraph.remove(child)
    at, last, run = paragraph, None, [paragraph.text or ""]

    def end_run() -> None:
        if last is None:
            at.text = "".join(run)
        else:
            last.tail = "".join(run)

    for child in children:
        behind = child.tail or ""
        if child.tag == "br" and _is_one_sentence(run[-1], behind):
            run[-1] = run[-1].rstrip(_BLANK)
            run.append(behind.lstrip(_BLANK))
            continue
        end_run()
        if child.tag == "br":
            rest = etree.Element("p")
            at.addnext(rest)
            at, last = rest, None
        else:
            at.append(child)
            last = child
        run = [behind]
    end_run()
    at.tail = tail


def _is_one_sentence(ahead: str, behind: str) -> bool:
    ahead = ahead.rstrip(_BLANK)
    if behind.startswith("\u3000") or not _CUT.search(ahead):
        return False
    return _FOREIGN.match(behind.lstrip(_BLANK)) is not None and _FOREIGN.match(ahead[-1]) is not None


def _plain(text: str) -> str:
    """Text on one line, without what has no width."""
    return " ".join(_INVISIBLE.sub("", text).encode("utf-8", "ignore").decode().split())


def _lines(body: etree._Element | None) -> Iterator[str]:
    """The paragraphs of what was extracted; a row of a table is one, its cells apart."""
    for block in _blocks(body) if body is not None else ():
        for line in block.split("\n"):
            plain = _plain(line)
            if plain:
                yield plain


def _blocks(element: etree._Element) -> Iterator[str]:
    if element.tag == "row":
        yield " ".join(_plain("".join(cell.itertext())) for cell in element)
        return
    if not any(child.tag in _BLOCKS for child in element.iter() if child is not element):
        yield "".join(element.itertext())
        return
    run = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield run
            yield from _blocks(child)
            run = ""
        else:
            run += "".join(child.itertext())
        run += child.tail or ""
    yield run


_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "code", "div", "fw", "ab"})


_BOXES = ("div", "section", "article")
_WITHIN = frozenset({*_BOXES, "p", "table", "ul", "ol", "dl", "h1", "h2", "h3", "blockquote", "pre", "form", "figure"})
"""What a box that is one run of text has not in it."""


def _title(tree: html.HtmlElement, said: str, seen: str) -> str:
    """The headline: what the page says it is where readers see it, else its first large heading, else its window's."""
    headings = [_plain(heading.text_content()) for heading in tree.iter("h1", "h2")]
    window = _plain(" ".join(title.text_content() for title in tree.iter("title")))
    for candidate in [_plain(said), *headings, re.split(r"\s*[-_|–—]+\s*", window)[0]]:
        if candidate and len(candidate) <= 200 and candidate in seen:
            return candidate
    return ""


def _above(seen: str, title: str, first: str) -> str:
    """What stands between the headline and the first paragraph: the day, the source, who wrote it."""
    end = seen.find(first)
    start = seen.rfind(title, 0, end) + len(title) if title and end > 0 else end
    return seen[max(start, end - 300, 0) : end] if end > 0 else ""


def _byline(tree: html.HtmlElement, about: Sequence[str], seen: str) -> str:
    for line in about:
        signed = _SIGNED.search(line)
        if signed:
            return signed[3] or (signed[2] if signed[1] in ("作者", "文/") else f"{signed[1]} {signed[2]}")
    for author in tree.xpath("//meta[translate(@name, 'AUTHOR', 'author')='author']/@content"):
        name = _plain(author)
        if 2 <= len(name) <= 40 and not name.isdecimal() and name in seen:
            return name
    return ""


def _newspaper(said: str, address: str) -> str:
    name = _plain(said)
    if 2 <= len(name) <= 40 and not _PROSE.search(name):
        return name
    return host_of(address).removeprefix("www.")


def host_of(address: str) -> str:
    """The host's name in an address, "" where there is none."""
    found = re.match(r"https?://(?:[^/@?#]*@)?(\[[^\]]*\]|[^/:?#]*)", address, re.IGNORECASE)
    return found[1].lower() if found else ""


def _date(said: str | None, about: Iterable[str], address: str) -> date | None:
    candidates: list[tuple[str, ...]] = []
    for text, pattern in [
        (said or "", _NUMERIC_DATE),
        *((unicodedata.normalize("NFKC", line), _NUMERIC_DATE) for line in about),
        (address, _ADDRESS_DATE),
    ]:
        found = pattern.search(text)
        if found:
            candidates.append(found.groups())
    for year, month, day in candidates:
        with suppress(ValueError):
            return date(int(year), int(month), int(day))
    return None
