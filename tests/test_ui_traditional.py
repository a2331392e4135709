from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixInput
from tests.ui_samples import article
from ui import notices, page_words, texts, texts_craft, texts_errors, texts_references
from ui.error_words import error_words
from ui.language import say_date, say_newspaper, say_pages
from ui.notices import notices_in
from ui.page_words import page_words_in
from ui.references import gb_reference, plain_reference, reference
from ui.render_figures import say_number
from ui.texts import ENGLISH, texts_in
from ui.texts_craft import craft_texts_in
from ui.texts_references import reference_texts_in
from ui.traditional import TRADITIONAL, is_chinese, traditional

SIMPLIFIED: dict[str, Any] = {
    "texts": texts.CHINESE,
    "craft": texts_craft.CHINESE,
    "references": texts_references.CHINESE,
    "page": page_words.CHINESE,
    "errors": texts_errors.CHINESE,
    "notices": notices.notices_in("zh"),
}
TEXTS = texts_in(TRADITIONAL)
ONLY_SIMPLIFIED = re.compile(
    r"[这个们来时说对发长门间问题库资报记议证识语读请谁调试页题颜验驱书东丝两严丧为义乌乐乔习乡买乱争于亏云亚产亩亲亿仅从仑仓仪价众优会伞伟传伤伦伪体余佣侠侣侥侦侧侨]"
)


def flat(said: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its name, in the order of the fields."""
    if dataclasses.is_dataclass(said):
        said = {field.name: getattr(said, field.name) for field in dataclasses.fields(said)}
    if isinstance(said, dict):
        for key, inner in said.items():
            yield from flat(inner, f"{name}.{key}")
    else:
        yield name, said


@pytest.mark.parametrize("kind", sorted(SIMPLIFIED))
def test_a_text_has_its_name_and_its_blanks_in_traditional_characters_too(kind: str) -> None:
    simplified, converted = dict(flat(SIMPLIFIED[kind])), dict(flat(traditional(SIMPLIFIED[kind])))
    assert simplified.keys() == converted.keys()
    for name, text in converted.items():
        assert re.findall(r"{[^{}]*}", text) == re.findall(r"{[^{}]*}", simplified[name]), name
        # What is not Chinese stays: names of settings and commands, forms of dates, signs.
        if name not in (".language", ".html_language"):
            assert re.findall(r"[\x21-\x7e]+", text) == re.findall(r"[\x21-\x7e]+", simplified[name]), name
        plain = re.sub(r"\w+_[\w-]+\.\w+", "", text)
        assert not ONLY_SIMPLIFIED.search(plain), (name, text)
        assert not re.search("[“”‘’]", text), (name, text)


def test_the_words_are_those_that_are_read_in_taiwan() -> None:
    assert TEXTS.library_tab == "資料庫" and TEXTS.stages["copy"] == "儲存檔案" and TEXTS.stages["fetch"] == "抓取網頁"
    assert TEXTS.unverified_help == "沒有找到支持這句話的原文。"
    assert TEXTS.error_titles["FixPermissions"] == "沒有權限" and TEXTS.error_titles["FixSettings"] == "設定有誤"
    assert TEXTS.sign_in.sign_out == "登出" and TEXTS.unanswered.startswith("找到的報道裡")
    assert traditional("默认") == "預設" and traditional("磁盘是只读的") == "磁碟是唯讀的"


def test_the_example_of_a_file_s_name_stays_as_it_is() -> None:
    assert "檔名如「重庆日报_2020-02-11_01.txt」" in TEXTS.intake.add_hint


def test_every_part_knows_the_language() -> None:
    assert TEXTS.language == TEXTS.html_language == "zh-Hant" and TEXTS.chinese and not ENGLISH.chinese
    assert texts_in(TRADITIONAL) is TEXTS
    assert craft_texts_in(TRADITIONAL).figure == "說法" and craft_texts_in(TRADITIONAL) is craft_texts_in(TRADITIONAL)
    assert reference_texts_in(TRADITIONAL).copy == "複製引文"
    assert page_words_in(TRADITIONAL).language == TRADITIONAL and page_words_in(TRADITIONAL).roles["headline"] == "標題"
    assert notices_in(TRADITIONAL)["Error"] == "出錯了" and notices_in(TRADITIONAL).keys() == notices_in("zh").keys()
    assert [is_chinese(language) for language in ("zh", TRADITIONAL, "en", "")] == [True, True, False, False]


def test_dates_pages_numbers_and_lists_are_written_as_chinese_does() -> None:
    assert say_date(date(2020, 2, 11), False, TEXTS) == "2020年2月11日"
    assert say_pages((1, 3), TEXTS) == "第1、3版"
    assert [say_number(Decimal(value), TEXTS) for value in ("41000", "320000000")] == ["4.1萬", "3.2億"]


def test_what_newspapers_wrote_stays_as_it_is() -> None:
    one = article(title="霁河三桥“合龙”", byline="本报记者 阮经纬", pages=(1,), newspaper="霁川日报")
    assert reference(one, TEXTS) == gb_reference(one)
    assert plain_reference(one, TEXTS) == plain_reference(one, texts.CHINESE)
    assert say_newspaper("霁川日报", TEXTS) == "《霁川日报》"


def test_errors_are_said_in_traditional_characters_and_what_they_name_stays() -> None:
    error = FixInput("it is encrypted", where="霁川日报.zip", remedy="pack it again without a password")
    assert error_words(error, TEXTS) == ("它是加密的", "霁川日报.zip", "請不加密碼重新打包")
    other = FixInput("nobody has translated this", remedy="这是原样的")
    assert error_words(other, TEXTS).what == "nobody has translated this"


@given(st.text(alphabet="资料库文件报纸这里设置{}<>&\"'_.0aé \n", max_size=40))
def test_any_text_can_be_converted_and_keeps_what_is_not_chinese(text: str) -> None:
    converted = traditional(text)
    assert re.sub(r"[\u3400-\u9fff]", "", converted) == re.sub(r"[\u3400-\u9fff]", "", text)
    assert traditional({text: text}) == {text: converted}


def test_nothing_is_loaded_for_it_before_it_is_asked_for() -> None:
    code = "import sys, ui.cli, ui.texts, ui.error_words; sys.exit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
