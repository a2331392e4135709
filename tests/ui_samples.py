"""Records for the tests of the page: one article on a page of its own, hits and answers made of it."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from typing import Any

from index.records import Article, Chunk, Hit, Page, Span
from qa.records import Answer, Citation, Place, Timings

HOSTILE = """<script>alert("1")</script>&amp;'**b**[x](http://example.com)<img src=x onerror=alert(1)>"""

TEXT = "霁河三桥昨日合龙。\n大桥全长2360米，双向六车道。工程师裴若舟说，年底前通车。\n通车后车程缩短到15分钟。"


def page(text: str = TEXT, path: str = "/pages/霁川日报_2024-05-20_01.txt", **fields: Any) -> Page:
    return Page("page-1", path, 0, text.encode(), "utf-8", text, "霁川日报", date(2024, 5, 20), number=1, **fields)


def article(text: str = TEXT, title: str = "霁河三桥合龙", shift: int = 0, **fields: Any) -> Article:
    """An article whose text begins at `shift` of page-1."""
    values = {
        "id": "article-1",
        "title": title,
        "kicker": "重点工程",
        "byline": "记者 阮经纬",
        "dateline": "",
        "newspaper": "霁川日报",
        "date": date(2024, 5, 20),
        "date_inferred": False,
        "pages": (1,),
    }
    spans = (Span(0, len(text), "page-1", shift, shift + len(text)),) if text else ()
    return Article(**{**values, **fields}, text=text, spans=spans)


def hit(rank: int = 1, of: Article | None = None, start: int = 0, end: int | None = None) -> Hit:
    of = of or article()
    end = len(of.text) if end is None else end
    return Hit(rank, 1 / rank, 0.8, 2.0, Chunk(f"chunk-{rank}", of.id, start, end, of.text[start:end], "context"), of)


def citation(number: int = 1, quote: str = "年底前通车", of: Article | None = None) -> Citation:
    of = of or article()
    start = of.text.index(quote)
    place = Place("/pages/a.txt", "page-1", 1, start, start + len(quote))
    return Citation(number, quote, of, start, start + len(quote), (place,))


def answer(text: str, *citations: Citation, **fields: Any) -> Answer:
    values: dict[str, Any] = {
        "question": "何时通车？",
        "refused": False,
        "reason": None,
        "unverified": (),
        "hits": (hit(),),
        "timings": Timings(12.3, 840.0, 3210.0),
        "searched_for": "何时通车？",
    }
    return Answer(**{**values, **fields}, text=text, citations=citations)


def refusal(**fields: Any) -> Answer:
    text = fields.pop("text", "其中没有写明这个问题的答案。")
    return answer(text, **{"refused": True, "reason": "not_answered", **fields})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> _Reader:
    """Parse HTML as a browser would see its tags and texts; unbalanced tags fail the test."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader


def text_of(html: str) -> str:
    return "".join(read(html).text)


def assert_harmless(html: str, *, drawn: bool = False) -> None:
    """No element that runs or fetches anything, no handler, no link but to a place of the page itself.

    A drawing only where one is to be there.
    """
    for tag, attributes in read(html).tags:
        assert tag not in {"script", "img", "iframe", "object", "style", "form", "input", "b"}, tag
        assert tag != "svg" or drawn
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            if name in {"href", "src"}:
                assert (value or "").startswith("#"), (tag, name, value)
