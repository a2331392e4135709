"""Facts: what in a sentence can be right or wrong by itself, such as its dates, figures, names and quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from index.dates import find_dates
from qa.checking.quantities import Quantity, level, quantities

Kind = Literal["date", "pair", "share", "quantity", "name", "latin", "title", "quote"]

_PAIR = re.compile(
    r"(?<![\d.:])(?P<one>\d{1,3})(?:\s?(?P<link>[:比–-]|时|点|\.(?=\d\d ?[ap]\.?m))\s?)(?P<other>\d{1,3})(?![\d.]*\d)"
)
_SHARE = re.compile(
    r"(?<!百)[一二两三四五六七八九十]+分之[一二三四五六七八九十]+|[一二两三四五六七八九]成(?![为功员立果本分长熟年人])"
)
_QUOTE = re.compile(r"[“「『](?P<said>[^“”「」『』]{2,})[”」』]|(?<![\w])\"(?P<straight>[^\"]{2,})\"(?!\w)")
_TITLE = re.compile(r"[《〈](?P<title>[^《》〈〉]{1,60})[》〉]")
_LATIN = re.compile(r"[a-z][a-z0-9'’.-]*[a-z0-9]", re.IGNORECASE)
_CAPITALISED = re.compile(r"[A-Z][\w'’-]+")
_HAN = re.compile(r"[\u3400-\u9fff·•]")

_PLACES, _BODIES = frozenset({"ns"}), frozenset({"nt", "nz"})
_PERSONS = frozenset({"nr", "nrt", "nrfg"})
_BODY_END = re.compile(
    r"(?:管理局|委员会|[省市县镇]|公安局|水务局|[^格结布棋]局|厅|法院|医院|学院|大学|中学|小学|公司|集团|银行|协会|学会|联合会|基金会|日报|晚报)$"
)
EDGES = "由从使为在被把将已对向与和及或因以让给到至于是有仍还也都就才又再说称"
"""Small words that a wrong cut leaves at the ends of a word that no dictionary knows: 由霁川市."""

_COMMON = 1000
"""So often as this stands a word in the dictionary's corpus that is tagged as a person's name by mistake (洪水)."""

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭"
    "洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊甄曲家封储靳段富巫乌焦巴弓牧隗谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙"
    "叶幸司韶黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀尚农温别庄"
    "晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩聂晁勾敖融冷辛阚那简饶空曾沙养"
    "鞠须丰巢关查后荆红游竺权盖益桓公岳缑亢况有商牟佘伯赏墨哈谯年爱阳佟肖闫付代邝苑蒲"
)
"""Family names of one character (百家姓 and the simplified forms 肖, 闫, 付, 代)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of a statement's facts: `text` is what stands at `statement[start:end]`, folded.

    `days` are those of a date, first and last, `quantity` that of a figure, `pair` the two numbers of a score or a
    time of day with minutes; `tag` the part of speech of a name.
    """

    kind: Kind
    start: int
    end: int
    text: str
    days: tuple[date, date] | None = None
    quantity: Quantity | None = None
    pairs: frozenset[tuple[int, int]] = frozenset()
    tag: str = ""


@lru_cache(maxsize=256)
def facts(statement: str, issued: date | None) -> tuple[Fact, ...]:
    """The facts of a statement in the order of their kinds, no place of it in two of them but names in quotes.

    `issued` is the date of the article that it is held against: 19日 and 昨日 are reckoned from it.
    """
    text = level(statement)
    found = list(_quoted(text))
    rest = text
    for fact in (*_dates(statement, text, issued), *pair_facts(text), *_shares(text)):
        if rest[fact.start : fact.end] == fact.text:
            found.append(fact)
            rest = rest[: fact.start] + "\0" * (fact.end - fact.start) + rest[fact.end :]
    for one in quantities(rest):
        found.append(Fact("quantity", one.start, one.end, rest[one.start : one.end], quantity=one))
    found.extend(_latin(statement))
    found.extend(names(text))
    return tuple(found)


def _dates(statement: str, text: str, issued: date | None) -> Iterator[Fact]:
    for event in find_dates(statement, issued):
        yield Fact("date", event.start, event.end, text[event.start : event.end], days=(event.first, event.last))


def pair_facts(text: str) -> Iterator[Fact]:
    """The scores and the times of day with minutes in a text that `level` gave: 2:1 and 2比1, 3:40 and 3时40分."""
    for match in _PAIR.finditer(text):
        one, other = int(match["one"]), int(match["other"])
        said = {(one, other)}
        clock = match["link"] in ":时点." and one < 12 and other < 60
        after, before = text[match.end() : match.end() + 5], text[max(0, match.start() - 4) : match.start()]
        if clock and (re.search(r"下午|午后|傍晚|晚|夜", before) or re.match(r" ?p\.?m", after)):
            said.add((one + 12, other))
        yield Fact("pair", match.start(), match.end(), match[0], pairs=frozenset(said))


def _shares(text: str) -> Iterator[Fact]:
    for match in _SHARE.finditer(text):
        yield Fact("share", match.start(), match.end(), match[0])


def _quoted(text: str) -> Iterator[Fact]:
    for match in _QUOTE.finditer(text):
        group = "said" if match["said"] else "straight"
        yield Fact("quote", match.start(group), match.end(group), match[group])
    for match in _TITLE.finditer(text):
        yield Fact("title", match.start("title"), match.end("title"), match["title"])


def _latin(statement: str) -> Iterator[Fact]:
    """Latin words: all of them in a Chinese sentence, in an English one those with a capital within the sentence."""
    if _HAN.search(statement):
        for match in _LATIN.finditer(statement):
            yield Fact("latin", match.start(), match.end(), match[0].lower())
        return
    for match in _CAPITALISED.finditer(statement):
        opens = not statement[: match.start()].strip(" \"'“‘(") or statement[: match.start()].rstrip()[-1:] in '.!?:“"'
        if not opens and match[0] != "I":
            yield Fact("latin", match.start(), match.end(), match[0].lower())


def names(text: str) -> Iterator[Fact]:
    """The names of persons, places and organisations in a Chinese text that `level` gave."""
    import rjieba

    at = 0
    for word, tag in rjieba.tag(text):
        start = text.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        if len(word) < 2 or not _HAN.match(word):
            continue
        bare = word if rjieba.has_word(word) else word.strip(EDGES)
        if len(bare) < 2:
            continue
        start += word.find(bare)
        body = len(bare) > 2 and bool(_BODY_END.search(bare)) and tag.startswith("n")
        if body or tag in _PLACES | _BODIES or (tag in _PERSONS and is_person(bare, tag)):
            person = tag in _PERSONS and not body
            yield Fact("name", start, start + len(bare), bare, tag="nr" if person else "nt" if body else tag)


def is_person(word: str, tag: str) -> bool:
    """Whether a word with the tag of a person's name is likely one: a family name in front, or a foreign name."""
    import rjieba

    if rjieba.has_word(word) and rjieba.suggest_freq(word) >= _COMMON:
        return False
    return tag == "nrt" or len(word) > 3 or word[0] in SURNAMES
