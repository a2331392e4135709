"""Numbers: the figures in a text in one form, however they are written, so that an answer's can be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.tokens import fold

_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: value for value, word in enumerate(_SMALL.split(), start=1)}
_ENGLISH |= {word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
_ENGLISH_WORD = "|".join(_ENGLISH)
NUMBER = re.compile(
    r"(?P<parts>\d+(?:\.\d+){2,})"
    r"|(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<percent> ?%| per ?cent\b)|(?P<large>[百千](?![米克瓦卡赫帕])[万亿]*|[万亿]+|"
    r" ?(?:hundred|thousand|million|billion)\b))?"
    r"|(?P<share>百分之)?(?P<chinese>[〇零一二两三四五六七八九十百千万亿]+)"
    rf"|\b(?P<english>(?:{_TENS.replace(' ', '|')})[- ](?:{'|'.join(_SMALL.split()[:9])})|{_ENGLISH_WORD})\b"
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LARGE |= {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}


def numbers(text: str, *, words: bool = False) -> set[str]:
    """The numbers in a text in one form: "４１", "41" and "四十一" are the same, "1,200" is 1200, "1.2万" 12000.

    A percentage keeps its sign. A Chinese character alone (一定, 万州) and an English word (one of them) are more
    often no number; with `words` they count as one all the same, as befits a text that figures are looked up in.
    """
    return {number for match in NUMBER.finditer(_folded(text)) for number in read_number(match, words)}


def in_figures(text: str) -> str:
    """The text folded, every number in the form that `numbers` gives it: 一千二百米 and 1,200米 are 1200米."""
    return NUMBER.sub(lambda match: " ".join(read_number(match, words=False)) or match[0], _folded(text))


def _folded(text: str) -> str:
    # In 12，300 a full-width comma parts two numbers, in １２，３００ it belongs to one.
    return fold(re.sub(r"(?<=[0-9])，", " ", text))


def read_number(match: re.Match[str], words: bool) -> Iterator[str]:
    """What a match of `NUMBER` says, as `numbers` gives it; nothing where it is no number, three for 2024.5.20."""
    if match["parts"]:
        # A date or an address: 2024.5.20 is three numbers.
        yield from (_plain(Decimal(part)) for part in match["parts"].split("."))
    elif match["digits"]:
        value = Decimal(match["digits"].replace(",", ""))
        large = (match["large"] or "").strip()
        for unit in [large] if large.isascii() and large else large:
            value *= _LARGE[unit]
        yield _plain(value) + ("%" if match["percent"] else "")
    elif match["chinese"]:
        number = _chinese_value(match["chinese"])
        if number is not None and (len(match["chinese"]) > 1 or match["share"] or words):
            yield f"{number}%" if match["share"] else str(number)
    elif words:
        yield str(sum(_ENGLISH[word] for word in re.split("[- ]", match["english"])))


def _plain(value: Decimal) -> str:
    """A number without what does not change its value: 05 is 5, 9.40 is 9.4."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _chinese_value(text: str) -> int | None:
    """The value of a Chinese number such as 三百二十 or 二〇二四; None where the characters make none."""
    if len(text) > 2 and all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        elif character == "万":
            total += ((section + digit) or 1) * _LARGE[character]
            section = digit = 0
        else:
            total = ((total + section + digit) or 1) * _LARGE[character]
            section = digit = 0
    return total + section + digit
