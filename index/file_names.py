"""File names: the newspaper, date and page number that a page file's name and folders give."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import Path

from index.issue import IssueGiven, page_number
from index.records import PageNumber

_NAME_DATE = re.compile(
    r"(?<!\d)((?:1[6-9]|20)\d\d)(?:([-_. ])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d)|年(\d{1,2})月(\d{1,2})日?)(?!\d)"
)
_NAME_PAGE = re.compile(r"第?(?:[A-Za-z]-?)?\d{1,3}版?|(?:p|page|pg)\.?\d{1,3}", re.IGNORECASE)
_PAPER_WORD = re.compile(
    r".*(?:报|報|刊)|.*\b(?:daily|times|post|news|herald|gazette|tribune|journal|weekly)", re.IGNORECASE
)
_PAPER_FOLDER = re.compile(
    r"[^\W\d_]{1,11}(?:报|報|周刊|週刊)|(?:[A-Z]\w* ){1,4}(?:Daily|Times|Post|News|Herald|Gazette|Tribune)"
)
_NESTED_DATE = re.compile(r"(?:^|/)((?:1[6-9]|20)\d\d)年?[-/.]?(\d{1,2})月?/(\d{1,2})日?$")
_FOLDERS = 4
_NO_PAPER = frozenset({"scan", "page", "pages", "img", "image", "front", "issue", "ocr", "text", "file", "版", "第"})


def from_file_name(name: str) -> IssueGiven:
    """Newspaper, date and page out of a name such as `重庆日报_2020-02-11_01.txt` or `2020-02-11 重庆日报 第1版.txt`.

    A name without a date counts as a newspaper's only where it looks like one (`…报`) and a page stands beside it.
    """
    stem = unicodedata.normalize("NFKC", re.sub(r"\.[A-Za-z]{1,5}$", "", name))
    found, before, after = None, stem, ""
    for match in _NAME_DATE.finditer(stem):
        year, _, *rest = match.groups()
        month, day = [part for part in rest if part]
        # What looks like a date and is none (30 February) is set aside all the same: its digits are no page.
        before, after = stem[: match.start()], stem[match.end() :]
        with suppress(ValueError):
            found = date(int(year), int(month), int(day))
            break
    fronts, backs = _tokens(before), _tokens(after)
    numbers = [token for token in backs + fronts if _NAME_PAGE.fullmatch(token)]
    page = _name_page(numbers[0]) if numbers else None
    names = [token for token in fronts if token not in numbers] or [token for token in backs if token not in numbers]
    paper = next((token for token in names if _PAPER_WORD.fullmatch(token)), None)
    if paper is not None and not paper.isascii():
        newspaper: str | None = paper
    else:
        newspaper = " ".join(token for token in names if token.casefold() not in _NO_PAPER) or None
    if found is None:
        if page is None or newspaper is None or not _PAPER_WORD.fullmatch(newspaper):
            return IssueGiven()
        return IssueGiven(newspaper, None, page)
    return IssueGiven(newspaper, found, page)


def _tokens(text: str) -> list[str]:
    spaced = re.sub(r"(第?[A-Za-z]?\d{1,3}版)", r" \1 ", text)
    return [token for token in re.split(r"[\s_\-.·,，、()（）\[\]【】]+", spaced) if token]


def from_path(path: Path) -> IssueGiven:
    """What the file's name says, and where it leaves something open, what the folders around it say.

    `重庆日报/2020-02-11/01.txt`, `2020/02/11/1.txt`, `2020-02-11/第3版.txt`: a name that is a page number counts as
    one where a folder is a date's; a folder is a newspaper's where its name looks like one.
    """
    said = from_file_name(path.name)
    folders = [unicodedata.normalize("NFKC", name) for name in path.parent.parts[-_FOLDERS:]]
    around = IssueGiven()
    for name in reversed(folders):
        folder = from_file_name(name + ".")
        is_paper = _PAPER_FOLDER.fullmatch(name) is not None
        around = around.over(IssueGiven(name if is_paper else folder.newspaper if folder.date else None, folder.date))
    nested = _NESTED_DATE.search("/".join(folders))
    if around.date is None and nested:
        with suppress(ValueError):
            around = IssueGiven(around.newspaper, date(int(nested[1]), int(nested[2]), int(nested[3])))
    stem = unicodedata.normalize("NFKC", path.stem)
    if said.page is None and said.date is None and around.date is not None and _NAME_PAGE.fullmatch(stem):
        around = IssueGiven(around.newspaper, around.date, _name_page(stem))
    return said.over(around)


def _name_page(token: str) -> PageNumber:
    return page_number(re.sub(r"(?i)^p(?:age|g)?\.?(?=\d)", "", token))


def year_in_path(path: Path) -> int | None:
    """The only year that the file's name has, else the one that is the name of a folder around it."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", unicodedata.normalize("NFKC", path.name)))
    if len(years) == 1:
        return int(years.pop())
    named = [re.fullmatch(r"((?:19|20)\d\d)年?", name) for name in path.parent.parts[-_FOLDERS:]]
    return next((int(match[1]) for match in reversed(named) if match), None)
