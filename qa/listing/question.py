"""Listing questions: whether a question asks what the records say: which articles, by whom, on which page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from index.records import DateRange
from qa.listing import chinese, english
from qa.listing.slots import DAYS, FRONT, LATEST, NEWSPAPER, PAGE, QUOTED, Slots, page_number, read_slots

Kind = Literal["articles", "lead", "signer", "page", "date", "newspapers", "dates", "newest", "oldest", "pages"]

_LONGEST = 160
"""Characters of a question: who describes more asks for more than a list."""


@dataclass(frozen=True, slots=True)
class ListingQuestion:
    """What is asked of the records.

    `kind`: the articles that fit the conditions; the "lead" article of a page; who signed the article with `title`
    ("signer"), on which page or date it stands; the newspapers held, the dates held, the newest or oldest issue, the
    pages held. `counted`: how many is asked. Conditions: `page` ("" for any, "1" with `front` for the front page,
    which may be A1), `days` with the question's own `day_words` for them, `newest_issue`, `newspaper`, `signer`,
    `phrase` (words that an article holds), `title`. `unsure`: the words may mean something else; where the records
    hold nothing that fits, the question is none for them.
    """

    kind: Kind
    page: str = ""
    front: bool = False
    days: DateRange | None = None
    day_words: str = ""
    newest_issue: bool = False
    newspaper: str = ""
    signer: str = ""
    phrase: str = ""
    title: str = ""
    counted: bool = False
    unsure: bool = False


def read_listing(
    question: str, clock: date | None, newspapers: Sequence[str] = (), coverage: DateRange | None = None
) -> ListingQuestion | None:
    """What a question asks of the records, None where it asks for what the articles tell, or may do so.

    `clock` is the day that days are reckoned from (the archive's last issue unless told otherwise), `newspapers` are
    the names that the archive knows, `coverage` its first and last day: see `qa.days.when.read_dates`. Chinese
    (simplified or traditional) and English. A question is taken for one only where a form fits it from end to end:
    what the forms do not know goes the way of all other questions. Pure; nothing is raised for any text.
    """
    if not question.strip() or len(question) > _LONGEST or "\n" in question.strip():
        return None
    slots = read_slots(question, clock, newspapers, coverage)
    if slots is None:
        return None
    for plain, forms in (
        (chinese.plain_chinese(slots.text), chinese.FORMS),
        (english.plain_english(slots.text), english.FORMS),
    ):
        for kind, form in forms:
            found = form.fullmatch(plain)
            read = _read(kind, found, slots) if found else None
            if read is not None:
                return read
    return None


def _read(kind: str, found: re.Match[str], slots: Slots) -> ListingQuestion | None:
    """What a form that fits says, None where its words cannot be what the form takes them for."""
    assert kind in get_args(Kind)
    groups = found.groupdict()
    phrase, signer = groups.get("phrase") or "", groups.get("signer") or ""
    outside = found[0]
    for part in (phrase, groups.get("title") or "", signer):
        outside = outside.replace(part, "", 1) if part else outside
    if (phrase and not _is_phrase(phrase, slots)) or (signer and not _is_signer(signer)):
        return None
    pages, front = slots.all(PAGE, outside), slots.all(FRONT, outside)
    days, latest = slots.all(DAYS, outside), slots.all(LATEST, outside)
    papers = slots.all(NEWSPAPER, outside)
    if len(pages) + len(front) > 1 or len(days) + len(latest) > 1 or len(papers) > 1:
        return None
    if kind == "lead" and not pages:
        front = front or [FRONT]
    conditions = (phrase, signer, pages, front, days, latest, papers)
    if kind == "articles" and not any(conditions) and not _OF_ALL.search(outside):
        return None
    return ListingQuestion(
        kind=kind,  # type: ignore[arg-type]
        page=page_number(slots.words[pages[0]]) if pages else "1" if front else "",
        front=bool(front),
        days=slots.days[days[0]] if days else None,
        day_words=slots.words[days[0]] if days else "",
        newest_issue=bool(latest) and kind not in ("newest", "oldest"),
        newspaper=slots.words[papers[0]] if papers else "",
        signer=slots.spoken(signer).strip(),
        phrase=_bare(slots.spoken(phrase)),
        title=slots.spoken(groups.get("title") or "").strip(),
        counted=groups.get("counted") is not None,
        unsure=groups.get("unsure") is not None or groups.get("about") is not None or _describes(phrase),
    )


_HAN = re.compile(r"[\u3400-\u9fff]")
_NAME = 8
"""Characters of a Chinese name or term; what is longer describes something."""

_OF_ALL = re.compile(
    r"库|档案|馆藏|藏报|篇|\b(?:archive|library|collection|database|corpus|records|do you have|are there)\b"
)
_ASKS = re.compile(
    r"哪|谁|什么|啥|多少|几[个篇条次年天人名位种]|如何|怎[么样]|为何|是否|是不是|有没有|何时|何地"
    r"|\b(?:who|what|which|when|where|why|how)\b|[?。;!]",
    re.IGNORECASE,
)
_POINTS = re.compile(r"^(?:这|那|该|此|上述|他|她|它|其)|^(?:it|this|that|these|those|him|her|them)\b", re.IGNORECASE)
_NO_SIGNER = re.compile(
    r"[的了在是有和与或吗把被将对从让给为]|谁|哪|什么|多少|[他她它我你您咱]|这|那|该|此|们$|文章|报道|新闻|报纸|^报|报$|资料|消息"
    r"|^(?:记者|作者|通讯员|评论员|编辑|读者|市民|居民|专家|本报(?!评论员$).*|大家|有人|人们|别人|他人|都|一共|总共|由|并|还|也|曾|共)$"
    r"|[都共]$|^(?:由|并|还|也|曾)"
)
_NO_ENGLISH_SIGNER = re.compile(r"\b(?:he|she|they|it|we|you|i|the|this|that|these|those|a|an)\b", re.IGNORECASE)
_AROUND = re.compile(
    r"^(?:过|了|到|the words? |the names? |the phrase |the term |the |an? )+"
    r"|(?:这一?个?词|一词|这几个字|字样|的名字|的字样|这个名字|这件事|的内容|的事情?|的情况)$",
    re.IGNORECASE,
)
_QUOTES = "“”\"'‘’「」『』《》 "


def _is_phrase(phrase: str, slots: Slots) -> bool:
    """Whether words can be looked for: quoted ones always, others where they neither ask nor point back."""
    spoken = slots.spoken(phrase)
    if not any(sign.isalnum() for sign in _bare(spoken)):
        return False
    return bool(re.fullmatch(QUOTED, phrase)) or not (_ASKS.search(spoken) or _POINTS.search(spoken))


def _describes(phrase: str) -> bool:
    """Whether words are more than a name: pages are likely to say the same in other words."""
    return "的" in phrase or len(_HAN.findall(phrase)) > _NAME or phrase.count(" ") > 2


def _is_signer(signer: str) -> bool:
    if signer.isascii():
        return not _NO_ENGLISH_SIGNER.search(signer)
    return not _NO_SIGNER.search(signer)


def _bare(phrase: str) -> str:
    """The words that are looked for, without the words around them and without quotes."""
    return _AROUND.sub("", phrase.strip(_QUOTES)).strip(_QUOTES)
