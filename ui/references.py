"""References: an article as a footnote or a bibliography names it, by GB/T 7714-2015 and in plain words."""

from __future__ import annotations

import re

from index.records import Article
from ui.authors import NAMED, authors_of, surname_first
from ui.language import say_date, say_pages
from ui.texts import Language, Texts
from ui.texts_references import ReferenceTexts, reference_texts_in
from ui.titles import is_jump_mark, shown_title
from ui.traditional import is_chinese

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_LOOKED_AT = 200
"""Characters of an article's text that tell its language."""

_ENDS_ITSELF = ("?", "!", "？", "！", "…")
_INNER_MARKS = {
    "zh": str.maketrans("《》〈〉", "〈〉《》"),
    "en": str.maketrans('“”"', "‘’'"),
}


def language_of(article: Article) -> Language:
    """The language that an article is written in, by its characters: a reference keeps to it."""
    sample = f"{article.title} {article.newspaper or ''} {article.text[:_LOOKED_AT]}"
    # An English word has about five letters, a Chinese word about two characters.
    return "zh" if 2 * len(_HAN.findall(sample)) >= len(_LATIN.findall(sample)) else "en"


def gb_reference(article: Article) -> str:
    """The article by GB/T 7714-2015, 4.4 (newspapers): `authors. title: subtitle[N]. newspaper, 2024-05-20(1).`

    In the article's own language (6.1). Up to three authors, then 等 or et al.; without any the title comes first
    (8.1). An estimated date stands in square brackets (8.4.3), and so does what the page does not give.
    """
    language = language_of(article)
    said = reference_texts_in(language)
    names = [surname_first(name) for name in authors_of(article)]
    if len(names) > NAMED:
        names = [*names[:NAMED], said.others]
    authors = ", ".join(names)
    # "et al." and initials that keep their point end the element already.
    lead = f"{authors}{' ' if authors.endswith('.') else '. '}" if authors else ""
    title = ": ".join(filter(None, (_title(article, said), _one_line(article.subtitle))))
    newspaper = _one_line(article.newspaper or "") or f"[{said.newspaper_unknown}]"
    pages = f"({', '.join(str(page) for page in article.pages)})" if article.pages else ""
    return _one_line(f"{lead}{title}[N]. {newspaper}, {_iso_day(article, said)}{pages}.")


def plain_reference(article: Article, texts: Texts) -> str:
    """The article as a footnote names it in the page's language; what is not known is said to be so.

    `阮经纬：《霁河三桥合龙》，《霁川日报》2024年5月20日，第1版。`, and in English
    `Jane Smith, “The bridge is closed,” River Daily, 20 May 2024, p. 1.`
    """
    said = reference_texts_in(texts.language)
    names = list(authors_of(article))
    more = len(names) > NAMED
    day = say_date(article.date, article.date_inferred, texts)
    title = _inner(_title(article, said), texts.language)
    subtitle = _inner(_one_line(article.subtitle), texts.language)
    newspaper = _one_line(article.newspaper or "")
    given = not title.startswith("[")
    if texts.chinese:
        authors = "、".join(names[:NAMED]) + (said.others if more else "")
        whole = "——".join(filter(None, (title, subtitle)))
        paper = f"《{newspaper}》" if newspaper else said.newspaper_unknown
        separator = "" if newspaper and article.date else "，"
        lead = f"{authors}：" if authors else ""
        named = f"《{whole}》" if given else whole
        return _one_line(f"{lead}{named}，{paper}{separator}{day}，{say_pages(article.pages, texts)}。")
    authors = ", ".join(names[:NAMED]) + (f" {said.others}" if more else "")
    whole = ": ".join(filter(None, (title, subtitle)))
    comma = "" if whole.endswith(_ENDS_ITSELF) else ","
    lead = f"{authors}, " if authors else ""
    pages = f"{'p.' if len(article.pages) == 1 else 'pp.'} {', '.join(str(page) for page in article.pages)}"
    pages = pages if article.pages else say_pages((), texts)
    named = f"“{whole}{comma}”" if given else f"{whole},"
    return _one_line(f"{lead}{named} {newspaper or said.newspaper_unknown}, {day}, {pages}.")


def reference(article: Article, texts: Texts) -> str:
    """The reference that a saved conversation gives: GB/T 7714 on a Chinese page, the plain one on an English."""
    return gb_reference(article) if texts.chinese else plain_reference(article, texts)


def _title(article: Article, said: ReferenceTexts) -> str:
    """The headline; where the page gives none, in square brackets that, or what a jump mark leads in."""
    title = _one_line(shown_title(article))
    if not title:
        return f"[{said.untitled}]"
    return f"[{title}]" if is_jump_mark(article.title) else title


def _iso_day(article: Article, said: ReferenceTexts) -> str:
    if article.date is None:
        return f"[{said.date_unknown}]"
    day = article.date.isoformat()
    return f"[{day}]" if article.date_inferred else day


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _inner(text: str, language: Language) -> str:
    """Title or quotation marks within others are of the other kind."""
    return text.translate(_INNER_MARKS["zh" if is_chinese(language) else "en"])
