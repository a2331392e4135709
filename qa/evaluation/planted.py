"""Planted errors: true sentences of an article with one figure, date or name changed, to see whether it is noticed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.records import Article
from index.sentences import split_sentences
from index.tokens import fold
from qa.numbers import numbers

Kind = Literal["figure", "date", "name", "place", "organisation"]

SHORTEST, LONGEST = 12, 120
"""Characters of a sentence that an error is planted in."""

_TRIES = 40
_DATE = re.compile(
    r"(?:\d{4}年)?(?<!\d)\d{1,2}月\d{1,2}[日号]|(?<!\d)\d{4}年(?:\d{1,2}月)?|(?<!\d)\d{1,2}(?:日|号(?![线楼院]))"
)
_ENGLISH_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
)
_FIGURE = re.compile(r"(?<![\d.A-Za-z-])\d+(?:\.\d+)?(?![\d.]*[\d年月日号时点分秒])(?![A-Za-z-])")
_TAGS: Mapping[str, Kind] = {"nr": "name", "ns": "place", "nt": "organisation"}
"""Parts of speech (ICTCLAS tags, https://github.com/fxsjy/jieba) of names; `nr` of persons, `nt` of organisations."""

_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,}")
_SOUNDS = (
    "阿埃艾爱安昂奥巴白班邦包鲍贝本比彼别宾波伯博布采查达戴丹道德登邓迪蒂丁东杜多厄恩尔法凡范菲费芬弗福富盖甘冈高戈格"
    "根古顾圭哈海汉汗豪赫亨洪胡华惠霍基吉加贾简江杰金卡凯坎康考柯科克肯孔寇库夸奎昆拉来赖莱兰朗劳勒雷利里丽莉连列林琳"
    "龙隆卢鲁路伦罗洛马玛迈麦曼芒毛茂梅门蒙孟米密缅明摩莫墨姆穆纳娜乃奈南内嫩尼妮宁纽农努诺欧帕派潘庞佩彭蓬皮平泼珀普"
    "齐奇契恰钱乔切钦琼丘曲让荣茹儒瑞若萨塞赛桑瑟森沙莎尚绍舍申什圣施史舒朔丝思斯松苏索塔泰坦汤唐陶特腾提田铁廷图托瓦"
    "万旺威韦维魏温翁沃乌武西希锡夏香向肖谢辛欣兴休许雅亚扬耶叶伊因英尤约泽扎詹哲珍朱兹宗佐罕"
)
"""Characters that foreign names are written in by their sound: the news agency's tables use few others."""
_FOREIGN = re.compile(rf"[{_SOUNDS}]{{2,6}}·[{_SOUNDS}]{{2,6}}")
# The dictionary takes many another word for a name: one counts where the text around it speaks for it.
_PERSON_BEFORE = re.compile(
    r"(?:记者|主席|总统|总理|书记|主任|教授|[部市省县院局校队会厅处科行司村镇]长|经理|董事|教练|总工程师|先生|女士)$"
)
_PERSON_BEHIND = re.compile(r"(?:说|表示|介绍|认为|指出|告诉|强调|透露|坦言|先生|女士|教授)")
_PLACE_BEFORE = re.compile(r"(?:[在到从赴往于自]|抵达|前往|来自|访问)$")
_PLACE_END = re.compile(r"(?![各本全两多几一二三四五六七八九十])(?!.*城市).{2,}[省市县区镇乡州岛]")
_ORGANISATION_END = re.compile(
    r".{2,}(?:部|院|局|委|委员会|大学|公司|集团|社|银行|协会|联合会|政协|人大|队|署|厅|联盟|组织|政府|基金会|研究所|中心)"
)
_OFTEN, _REACH = 0.25, 4


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence of an article (`true`) and what it became (`false`): `new` stands where `old` stood."""

    kind: Kind
    true: str
    false: str
    old: str
    new: str


Names = dict[Kind, list[str]]


def names_in(articles: Sequence[Article]) -> Names:
    """The names of persons, places and organisations in the articles, each once, sorted; few words that are none."""
    found: dict[Kind, set[str]] = {kind: set() for kind in _TAGS.values()}
    # Of a place's occurrences, how many stand where a place does.
    places: dict[str, list[bool]] = {}
    for article in articles:
        found["name"].update(_FOREIGN.findall(article.text))
        for kind, name, before, behind in _tagged(article.text):
            if kind == "place":
                places.setdefault(name, []).append(bool(_PLACE_BEFORE.search(before)))
            elif _ORGANISATION_END.fullmatch(name) if kind == "organisation" else _is_person(before, behind):
                found[kind].add(name)
    for name, seen in places.items():
        if _PLACE_END.fullmatch(name) or (len(seen) > 1 and sum(seen) / len(seen) >= _OFTEN):
            found["place"].add(name)
    return {kind: sorted(names) for kind, names in found.items()}


def _is_person(before: str, behind: str) -> bool:
    return bool(_PERSON_BEFORE.search(before) or _PERSON_BEHIND.match(behind))


def plant(article: Article, names: Names, seed: int = 0) -> list[Planted]:
    """One error of each kind that the article has room for, each in another sentence where it has enough of them.

    What is put in stands nowhere in the article: a figure or a date with one digit or day changed, for a name another
    one of its kind; only `names` (of this and of other articles) are taken for such. The same article, names and seed
    give the same errors.
    """
    chance = random.Random(f"{seed} {article.id}")  # noqa: S311 - for measuring, nothing is secret
    sentences = true_sentences(article)
    chance.shuffle(sentences)
    planted: list[Planted] = []
    for kind in ("figure", "date", "name", "place", "organisation"):
        # A sentence that has an error already is the last to get another.
        used = [one.true for one in planted]
        for sentence in sorted(sentences, key=used.count):
            if error := _in_sentence(kind, sentence, article, names, chance):
                planted.append(error)
                break
    return planted


def true_sentences(article: Article) -> list[str]:
    """The sentences of an article that are neither too short to say something nor too long, in order, each once."""
    cut = (article.text[start:end] for start, end in split_sentences(article.text))
    whole = (" ".join(sentence.split()) for sentence in cut)
    return list(dict.fromkeys(one for one in whole if SHORTEST <= len(one) <= LONGEST and one[-1] in "。！？.!?”"))


def shortened(sentence: str) -> str | None:
    """A true sentence without its first clause, as one writes it who sums up; None where it has no clause to spare."""
    first, comma, rest = sentence.partition("，")
    return rest if comma and len(first) <= len(rest) and len(rest) >= SHORTEST else None


def _in_sentence(kind: Kind, sentence: str, article: Article, names: Names, chance: random.Random) -> Planted | None:
    spots = list(_spots(kind, sentence, names))
    chance.shuffle(spots)
    for old in spots:
        for _ in range(_TRIES):
            new = _changed(kind, old, names, chance)
            if new and not _stands(new, old, article):
                return Planted(kind, sentence, sentence.replace(old, new), old, new)
    return None


def _spots(kind: Kind, sentence: str, names: Names) -> Iterator[str]:
    """What of a kind can be changed in a sentence."""
    dates = [match[0] for match in (*_DATE.finditer(sentence), *_ENGLISH_DATE.finditer(sentence))]
    if kind == "date":
        yield from dates
    elif kind == "figure":
        bare = sentence
        for found in dates:
            bare = bare.replace(found, " ")
        # A single digit is part of another number as often as not: 1 of 3 and 13 both.
        yield from (match[0] for match in _FIGURE.finditer(bare) if sentence.count(match[0]) == 1)
    else:
        here = [name for of, name, *_ in _tagged(sentence) if of == kind]
        here += _FOREIGN.findall(sentence) if kind == "name" else []
        yield from dict.fromkeys(name for name in here if name in names.get(kind, []))


def _tagged(text: str) -> Iterator[tuple[Kind, str, str, str]]:
    """What the dictionary takes for names: kind, name, and a few characters before and behind it."""
    import rjieba

    at = 0
    for word, tag in rjieba.tag(text):
        kind = _TAGS.get(tag)
        if kind and _HAN_NAME.fullmatch(word):
            end = at + len(word)
            yield kind, word, text[max(0, at - _REACH) : at], text[end : end + _REACH]
        at += len(word)


def _changed(kind: Kind, old: str, names: Names, chance: random.Random) -> str | None:
    if kind in ("figure", "date"):
        return _other_digits(old, chance) if kind == "figure" else _other_day(old, chance)
    known = [name for name in names.get(kind, []) if ("·" in name) == ("·" in old)]
    return chance.choice(known) if known else None


def _other_digits(old: str, chance: random.Random) -> str | None:
    """The number with one digit changed, none of them into a leading zero."""
    at = chance.choice([at for at, character in enumerate(old) if character.isdigit()])
    digit = chance.choice([one for one in "123456789" if one != old[at]])
    return old[:at] + digit + old[at + 1 :]


def _other_day(old: str, chance: random.Random) -> str | None:
    """The date with its year, month or day changed into another that there is."""
    parts = [(match.start(), match.end()) for match in re.finditer(r"\d+", old)]
    start, end = chance.choice(parts)
    unit = old[end : end + 1]
    year = int(old[start:end])
    value = {"年": year + chance.choice([-2, -1, 1, 2]), "月": chance.randint(1, 12)}.get(unit, chance.randint(1, 28))
    new = f"{old[:start]}{value}{old[end:]}"
    return new if new != old else None


def _stands(new: str, old: str, article: Article) -> bool:
    """Whether what is to be put in stands in the article already, or is another form of what it replaces."""
    text = fold("\n".join([article.title, article.kicker, article.text]))
    if fold(new) in text or fold(new) in fold(old) or fold(old) in fold(new):
        return True
    if not any(character.isdigit() for character in new):
        return False
    known = numbers(text, words=True) | (_numbers_of(article.date) if article.date else set())
    # The wrong day of a date may well be a number that stands elsewhere: only its own form must be new.
    changed = numbers(new, words=True) - numbers(old, words=True)
    return not changed or (_FIGURE.fullmatch(new) is not None and changed <= known)


def _numbers_of(day: date) -> set[str]:
    return {str(day.year), str(day.month), str(day.day)}
