from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from index.correct import correct
from index.corrections import CORRECTIONS_SUFFIX
from index.errors import AskpressError, FixInput, RestartModel
from index.load import load_file
from index.messages import Message
from index.page_report import report_from_json, report_issue, report_json
from index.segment import segment
from qa.kept.conversations import Conversations
from tests.strategies import page_of
from ui.conversation import kept_exchange, shown_exchange
from ui.error_words import error_line, error_rows, error_words, say_message
from ui.records import Exchange
from ui.render import error_html
from ui.texts import CHINESE, ENGLISH

HAN_OR_FILE = "文件里没有文字（2 字节）"


@pytest.fixture
def empty(tmp_path: Path) -> AskpressError:
    """What is said of a page without text."""
    file = tmp_path / "{页}.txt"
    file.write_text(" \n", encoding="utf-8")
    (error,) = load_file(file)
    assert isinstance(error, AskpressError)
    return error


def test_an_error_of_the_index_is_said_in_the_reader_s_language(empty: AskpressError) -> None:
    assert error_words(empty, CHINESE) == (HAN_OR_FILE, empty.where, "请拿走，或者补上内容")
    assert error_words(empty, ENGLISH) == (empty.what, empty.where, empty.remedy)
    assert empty.where.endswith("{页}.txt")
    page = error_html(empty, CHINESE)
    assert HAN_OR_FILE in page and "the file holds" not in page and "take it out" not in page


def test_a_line_names_what_is_known_of_it(empty: AskpressError) -> None:
    said = error_line(FixInput("the question is empty", remedy="type\n a question"), ENGLISH)
    assert said == "the question is empty · What to do: type a question"
    assert error_line(empty, CHINESE) == f"{HAN_OR_FILE} · 位置: {empty.where} · 处理办法: 请拿走，或者补上内容"
    assert error_rows(FixInput("no"), CHINESE) == []


def test_corrections_that_do_not_fit_are_told_in_chinese_with_the_keeper_s_words(tmp_path: Path) -> None:
    file = tmp_path / "霁川日报" / "2021-03-05-01.txt"
    file.parent.mkdir()
    file.write_text("市民广场今起开放\n本报讯 市民广场昨日完工。\n", encoding="utf-8")
    beside = file.with_name(file.name + CORRECTIONS_SUFFIX)
    beside.write_text('[[split]]\nbefore = "{没有}的字句"\n', encoding="utf-8")
    pages = [page for page in load_file(file) if not isinstance(page, AskpressError)]
    (error,) = correct(segment(pages), pages)[1]
    words = error_words(error, CHINESE)
    assert words.what == "“{没有}的字句”不在此版上"
    assert words.where == f"{beside}:1"
    assert words.remedy.startswith("请照版面文件原样抄几个字")
    assert error.what == '"{没有}的字句" stands nowhere on the page'


def test_what_the_system_says_is_said_in_chinese_too() -> None:
    error = OSError(errno.ENOSPC, "No space left on device")
    said = error_words(FixInput("the library cannot be written ({error})", error=error), CHINESE)
    assert said.what == "资料库无法写入（磁盘已满（错误号 28））"


def test_what_is_text_already_stays_as_it_is() -> None:
    assert say_message("{x}", CHINESE) == "{x}"
    assert say_message(Message("another process"), CHINESE) == "另一个进程"
    assert say_message(Message("another process"), ENGLISH) == "another process"


def test_texts_of_the_page_are_templates_as_well() -> None:
    error = FixInput(CHINESE.bad_date, remedy=CHINESE.bad_date_remedy, value="{x}")
    assert error_words(error, CHINESE).what == "“{x}”不是日期"


def test_a_kept_error_is_said_in_the_language_that_the_page_has_when_it_is_shown_again(tmp_path: Path) -> None:
    error = RestartModel("the language model did not start within {seconds:g} s", where="/日志", seconds=2.5)
    kept = kept_exchange(Exchange("何时？", state="failed", error=error))
    assert kept is not None
    conversations = Conversations(tmp_path)
    name, _ = conversations.keep("", "", kept)
    (stored,) = conversations.read("", name) or ()
    again = shown_exchange(stored).error
    assert isinstance(again, RestartModel) and str(again) == str(error)
    assert error_words(again, CHINESE) == ("语言模型没有在 2.5 秒内启动", "/日志", "")


def test_a_report_keeps_its_corrections_in_vain_for_either_language_and_older_reports_are_read() -> None:
    page = page_of("市民广场今起开放\n本报讯 市民广场昨日完工。\n")
    where = f"{page.path}{CORRECTIONS_SUFFIX}:3"
    error = FixInput("line {line} of the page is empty", where=where, remedy="check the file", line=7)
    (report,) = report_issue([page], [], 0.0, [error])
    written = json.loads(json.dumps(report_json(report)))
    again = report_from_json(written)
    assert again == report
    assert error_words(again.refused[0].error, CHINESE) == ("此版第 7 行是空行", where, "请检查文件")
    del written["refused"][0]["said"]
    older = report_from_json(written).refused[0].error
    assert error_words(older, CHINESE) == ("line 7 of the page is empty", where, "check the file")
