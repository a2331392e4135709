"""Page: a web page's file to the page that the index keeps: its article's paragraphs, and where it stands."""

from __future__ import annotations

from pathlib import Path

from index.errors import FixInput
from index.identify import identify_web_page
from index.issue import IssueGiven
from index.page_ids import page_id
from index.records import GivenArticle, Page
from index.sidecars import read_sidecars, read_web_source
from index.web.article import read_article
from index.web.charset import decode_page
from index.web.saved import saved_from


def load_web_page(path: Path, raw: bytes, given: IssueGiven) -> Page:
    """The page of a `.html` file; what is `given`, then its sidecar, then the page itself say what it is.

    Raises FixInput (encoding, sidecar, no article, a wall to sign in at) and FixPermissions.
    """
    source = read_web_source(path)
    encoding, markup = decode_page(raw, source.charset, str(path))
    if not markup.strip():
        raise FixInput(
            "the file holds no text ({size} bytes)", where=str(path), remedy="take it out, or fill it", size=len(raw)
        )
    address = source.address or saved_from(markup)
    article = read_article(markup, address, str(path))
    said = given.over(read_sidecars(path)).over(IssueGiven(article.newspaper or None, article.date))
    # The name of a file that was fetched was given to it here: it says nothing that the page does not.
    who = identify_web_page(path, article.text, said, named=not source.address)
    beside = f"{source.charset} {address}" if address else ""
    identifier = page_id(str(path), 0, raw, who.newspaper, who.date, who.number, beside)
    return Page(
        id=identifier,
        path=str(path),
        position=0,
        raw=raw,
        encoding=encoding,
        text=article.text,
        newspaper=who.newspaper,
        date=who.date,
        date_inferred=who.date_inferred,
        number=who.number,
        given=GivenArticle(f"web-{identifier[:16]}", article.title, article.byline, address=address),
    )
