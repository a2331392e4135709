"""Speakers: who says what in a news text, in quotation marks or without, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.checking.facts import SURNAMES

_SAYS = (
    r"(?:告诉(?:本报|新华社)?记者|表示|指出|介绍|认为|强调|透露|坦言|解释|回应|补充|提醒|宣布|呼吁|感叹|回忆|反问|批评|评价|坚称"
    r"|写道|问道|喊道|说道|直言|笑言|说|称|(?<![\u4e00-\u9fff])道)"
)
_ENGLISH_SAYS = r"(?:said|says|told \w+|added|explained|wrote|asked|replied|warned|noted|recalled)"
_BEFORE = re.compile(rf"(?P<who>[^,，。；;：:！!？?“”\"\n]{{0,40}}?){_SAYS}[道着了]?[^“”，。,]{{0,6}}[,，:：]?\s*$")
_AFTER = re.compile(
    rf"[,，]?\s*(?P<who>[^,，。；;：:！!？?“”\"\n]{{1,40}}?){_SAYS}[道着了]?(?=[,，。；;]|$)(?!\s*[:：]?\s*[“\"])"
)
_ENGLISH_BEFORE = re.compile(rf"(?P<who>[^.!?,\"“”\n]{{1,60}}?) {_ENGLISH_SAYS}[,:]?\s*$")
_ENGLISH_AFTER = re.compile(
    rf",?\s*(?:{_ENGLISH_SAYS} (?P<who>[^.!?,\"“”\n]{{1,60}})|(?P<first>[^.!?,\"“”\n]{{1,40}}?) {_ENGLISH_SAYS}\b)"
)
_QUOTE = re.compile(r"“(?P<said>[^“”]{4,})”|(?<!\w)\"(?P<straight>[^\"]{4,})\"(?!\w)|「(?P<corner>[^「」]{4,})」")
_REPORTED = re.compile(
    rf"(?:^|[,，。；;！？\n])(?P<who>[^,，。；;：:！!？?“”\"\n]{{2,40}}?){_SAYS}[,，:：]\s*(?P<said>[^“”\"。！？\n]{{6,}})"
)
_PRONOUN = re.compile(r"^(?:他|她|他们|她们|其|该人|he|she|they|it|who)?$", re.IGNORECASE)
_NOBODY = re.compile(r"(?:我们?|负责人|发言人|人士|官员|专家|记者|方面|工作人员|代表|网友|市民|居民)$")
"""Who is told by no name may be anybody of the body that a sentence names in their place."""

_NAME_END = re.compile(r"[\u4e00-\u9fff·]{2,}$")
_TIME_END = re.compile(
    r"(?:昨[日天]|今[日天]|当[日天]|\d+日|日前|近日|随后|此前|接受采访时|在会上|赛后|在致辞中|也|还|则|又|就此)+$"
)
_REACH = 60


@dataclass(frozen=True, slots=True)
class Attribution:
    """`text[start:end]` is what `speaker` says (as the text calls them); `quoted` where quotation marks stand."""

    speaker: str
    said: str
    start: int
    end: int
    quoted: bool


def attributions(text: str) -> list[Attribution]:
    """What is said by somebody in a text that `qa.checking.quantities.level` gave, in order.

    The speaker is looked for in front of the quote and behind it, in the same sentence; a quote that only 他 or she
    speaks is given to whoever spoke last. A quote of whom the text does not tell has the speaker "".
    """
    found: list[Attribution] = []
    last = ""
    for one in sorted((*_quotes(text), *_reports(text)), key=lambda item: item.start):
        speaker = last if _PRONOUN.match(one.speaker) and one.speaker else one.speaker
        found.append(Attribution(speaker, one.said, one.start, one.end, one.quoted))
        last = speaker or last
    return found


def _quotes(text: str) -> Iterator[Attribution]:
    for match in _QUOTE.finditer(text):
        group = next(name for name in ("said", "straight", "corner") if match[name])
        before, after = text[max(0, match.start() - _REACH) : match.start()], text[match.end() : match.end() + _REACH]
        who = _BEFORE.search(before) or _ENGLISH_BEFORE.search(before)
        speaker = who["who"] if who else ""
        if not who and (behind := _AFTER.match(after) or _ENGLISH_AFTER.match(after)):
            groups = behind.groupdict()
            speaker = groups.get("who") or groups.get("first") or ""
        yield Attribution(_name(speaker), match[group], match.start(group), match.end(group), quoted=True)


def _reports(text: str) -> Iterator[Attribution]:
    for match in _REPORTED.finditer(text):
        yield Attribution(_name(match["who"]), match["said"], match.start("said"), match.end("said"), quoted=False)


def _name(who: str) -> str:
    return _TIME_END.sub("", who.strip(" ,，")).strip()


def same_speaker(one: str, other: str) -> bool | None:
    """Whether two texts' words for a speaker mean the same person; None where one of them names nobody.

    A Chinese name stands at the end (市水务局局长桂南樵): its last two characters must stand in the other's words. Of
    an English name one capitalised word must.
    """
    if any(_PRONOUN.match(who) or _NOBODY.search(who) for who in (one, other)):
        return None
    han = _NAME_END.search(one)
    if han and not any(han[0][-length] in SURNAMES for length in (2, 3) if len(han[0]) >= length) and "·" not in one:
        return None
    ends = [match[0][-2:] for text in (one, other) if (match := _NAME_END.search(text))]
    if len(ends) == 2:
        return ends[0] in other or ends[1] in one
    if not ends:
        words = [set(re.findall(r"\w{3,}", text.lower())) - {"the", "mr", "mrs", "who"} for text in (one, other)]
        return bool(words[0] & words[1]) if all(words) else None
    return None
