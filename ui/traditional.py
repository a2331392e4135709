"""Traditional characters: the page's Chinese texts in the words of Taiwan and Hong Kong, made from the simplified."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from opencc import OpenCC

TRADITIONAL = "zh-Hant"
"""The language tag of Chinese in traditional characters (BCP 47, the script of RFC 5646, 2.2.3)."""

_RECIPE = "s2twp"
"""OpenCC's: traditional characters with the words of Taiwan (檔案, 預設, 程式), which Hong Kong reads as well."""

_NAMES_OF_FILES = re.compile(r"(\w+_[\w-]+\.\w+)")
"""An example of a file's name, such as 重庆日报_2020-02-11_01.txt: it shows what is read, and stays as it is."""

# What OpenCC makes of some words out of their sentences is not what is said there.
_MENDED = {
    "許可權": "權限",
    "最多隻": "最多只",
    "隻讀": "唯讀",
    "支援這句話": "支持這句話",
    "退出，程式碼": "退出，代碼",
    "退出登入": "登出",
    "二進位制": "二進位",
    "連字元": "連字號",
    "設為映象": "設為鏡像",
    "報道里": "報道裡",
    "窗口": "視窗",
    "文本": "文字",
    "壓縮包": "壓縮檔",
    "下劃線": "底線",
    "“": "「",
    "”": "」",
    "‘": "『",
    "’": "』",
}

Said = TypeVar("Said")

_MADE: dict[int, tuple[Any, Any]] = {}


def is_chinese(language: str) -> bool:
    """Whether a language of the page is Chinese, in either kind of characters."""
    return language in ("zh", TRADITIONAL)


def said_in(language: str, english: Said, chinese: Said) -> Said:
    """Which texts are a language's, of the English and the simplified Chinese ones, which are constants of a module.

    Those in traditional characters are made once. English for a language that there is not.
    """
    if language == TRADITIONAL:
        # By identity, since dictionaries within them cannot be hashed; held with the key, so that it stays theirs.
        if id(chinese) not in _MADE:
            _MADE[id(chinese)] = chinese, traditional(chinese)
        return cast(Said, _MADE[id(chinese)][1])
    return chinese if language == "zh" else english


def traditional(said: Said) -> Said:
    """Simplified texts in traditional characters: a text, or all within a dictionary or a dataclass of texts.

    What a text leaves blank (`{name}`) and examples of files' names stay; so do a dictionary's keys. A `language` and
    an `html_language` among the fields become `TRADITIONAL`.
    """
    converted: Any = said
    if isinstance(said, str):
        converted = _converted(said)
    elif isinstance(said, dict):
        converted = {key: traditional(value) for key, value in said.items()}
    elif dataclasses.is_dataclass(said) and not isinstance(said, type):
        fields = {field.name: getattr(said, field.name) for field in dataclasses.fields(said)}
        tags = dict.fromkeys(fields.keys() & {"language", "html_language"}, TRADITIONAL)
        converted = dataclasses.replace(said, **({name: traditional(value) for name, value in fields.items()} | tags))
    return cast(Said, converted)


@cache
def _converted(text: str) -> str:
    # Every other part is a file's name, since the pattern has one group.
    parts = [part if at % 2 else _words(part) for at, part in enumerate(_NAMES_OF_FILES.split(text))]
    return "".join(parts)


def _words(text: str) -> str:
    converted = str(_converter().convert(text))
    for wrong, right in _MENDED.items():
        converted = converted.replace(wrong, right)
    return converted


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC(_RECIPE)
