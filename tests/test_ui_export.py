from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.errors import RestartModel
from index.records import Filters
from qa.records import Answer, Claim, Disagreement, Repair
from tests.ui_samples import HOSTILE, answer, article, citation, hit, refusal
from ui.export import escape_markdown, export_markdown, file_name
from ui.records import Exchange
from ui.render import filter_texts
from ui.texts import CHINESE, ENGLISH, Texts
from ui.texts_references import CHINESE as SAID

NOW = datetime(2026, 11, 24, 16, 5, tzinfo=UTC)
QUOTE = "年底前通车"


def done(of: Answer, **fields: object) -> Exchange:
    return Exchange(of.question, state="done", answer=of, **fields)  # type: ignore[arg-type]


def markdown(*exchanges: Exchange, texts: Texts = CHINESE, title: str = "何时通车？") -> str:
    return export_markdown(title, exchanges, texts, NOW)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def rendered(text: str) -> _Text:
    """Markdown as a reader of it shows it, with tables, struck words and HTML let through."""
    reader = _Text()
    reader.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))
    reader.close()
    return reader


def test_marks_are_footnotes_with_the_whole_reference_the_quote_and_the_file() -> None:
    lines = markdown(
        done(answer("年底前通车[1]，双向六车道[2]。", citation(1), citation(2, "双向六车道")))
    ).splitlines()
    assert lines[0] == "# 何时通车？"
    assert "2026年11月24日 16:05 由 Askpress 保存。" in lines[2]
    assert "## 1\\. 何时通车？" in lines
    assert "年底前通车[^1-1]，双向六车道[^1-2]。" in lines
    footnote = "阮经纬. 霁河三桥合龙\\[N\\]. 霁川日报, 2024-05-20(1)."
    assert f"[^1-1]: {footnote} “年底前通车” 文件：a.txt" in lines
    assert f"[^1-2]: {footnote} “双向六车道” 文件：a.txt" in lines


def test_footnotes_of_two_turns_are_not_taken_for_each_other() -> None:
    text = markdown(*[done(answer("年底前通车[1]。", citation(1)))] * 2)
    assert text.count("[^1-1]") == text.count("[^2-1]") == 2


def test_the_page_s_own_paths_stay_on_the_server() -> None:
    assert "/pages/" not in markdown(done(answer("年底前通车[1]。", citation(1))))


def test_a_sentence_that_is_not_verified_or_was_mended_has_a_word_behind_it() -> None:
    text = "年底前通车[1]。大象免费骑马。全长2360米[1]。"
    given_answer = answer(
        text,
        citation(1),
        unverified=("大象免费骑马。", "不在文中的一句。"),
        repaired=(Repair("全长3000米。", "全长2360米"),),
        struck=("市长剪彩。",),
    )
    lines = markdown(done(given_answer)).splitlines()
    assert "年底前通车[^1-1]。大象免费骑马。〔未能核实〕全长2360米[^1-1]〔已更正〕。" in lines
    assert "不在文中的一句。〔未能核实〕" in lines
    assert "- ~~全长3000米。~~ → 全长2360米" in lines
    assert "- ~~市长剪彩。~~" in lines
    assert f"- {SAID.unverified_mark.format(help=CHINESE.unverified_help)}" in lines
    assert f"- {SAID.repaired_mark}" in lines
    assert {"s"} <= set(rendered("\n".join(lines)).tags)


def test_what_is_not_there_is_not_explained() -> None:
    assert SAID.key not in markdown(done(answer("年底前通车[1]。", citation(1))))


def test_disagreeing_sources_are_a_dated_table() -> None:
    claims = (Claim("全长|2360米", date(2024, 5, 20), 1), Claim("全长2400米", None, 2))
    text = markdown(
        done(answer("说法不一[1]。", citation(1), citation(2, "双向六车道"), disagreements=(Disagreement(claims),)))
    )
    assert "| 2024年5月20日 | 全长\\|2360米[^1-1] | 《霁川日报》 第1版 |" in text
    assert f"| {CHINESE.unknown_date} | 全长2400米[^1-2] |" in text
    assert "table" in rendered(text).tags


def test_a_source_that_no_mark_leads_to_is_led_to_all_the_same() -> None:
    text = markdown(done(answer("年底前通车。", citation(1))))
    assert f"{CHINESE.cited}[^1-1]" in text


def test_a_refusal_says_why_and_gives_the_nearest_passages() -> None:
    text = markdown(done(refusal(hits=tuple(hit(rank) for rank in range(1, 9)))))
    assert f"**{CHINESE.refusals['not_answered']}**" in text
    assert text.count("- 阮经纬. 霁河三桥合龙") == 5


def test_filters_are_said() -> None:
    one = done(answer("年底前通车[1]。", citation(1)), filters=Filters(date(2024, 5, 1), None, "霁川日报"))
    said = markdown(one)
    assert SAID.narrowed_to.format(filters=" · ".join(filter_texts(one.filters, CHINESE))) in said
    assert "《霁川日报》" in said and "2024年5月1日" in said


@pytest.mark.parametrize(
    ("exchange", "said"),
    [
        (Exchange("q", state="stopped", streamed="年底"), CHINESE.stopped),
        (Exchange("q", state="searching"), SAID.no_answer),
        (
            Exchange("q", state="failed", error=RestartModel("ended", where="model", remedy="again")),
            "ended model again",
        ),
    ],
)
def test_a_question_without_an_answer_says_so(exchange: Exchange, said: str) -> None:
    text = markdown(exchange)
    assert said in text and exchange.streamed in text


def test_english_texts_and_references_on_an_english_page() -> None:
    text = markdown(done(answer("年底前通车[1]。", citation(1), unverified=("年底前通车[1]。",))), texts=ENGLISH)
    assert "Saved from Askpress on 24 November 2026 at 16:05." in text
    assert "年底前通车[^1-1]。 \\[unverified\\]" in text
    assert "阮经纬, “霁河三桥合龙,” 霁川日报, 20 May 2024, p. 1." in text


def test_nothing_hostile_is_read_as_html_or_markdown() -> None:
    of = article(text=HOSTILE + QUOTE, title=HOSTILE, byline=HOSTILE, newspaper=HOSTILE)
    exchanges = [
        Exchange(HOSTILE, state="stopped", streamed=HOSTILE, filters=Filters(newspaper=HOSTILE)),
        done(refusal(question=HOSTILE, hits=(hit(1, of),), searched_for=HOSTILE)),
        done(
            answer(
                HOSTILE + "[1]",
                citation(1, HOSTILE, of),
                unverified=(HOSTILE,),
                struck=(HOSTILE,),
                repaired=(Repair(HOSTILE, "x"),),
                disagreements=(Disagreement((Claim(HOSTILE, None, 1), Claim("另一说", None, 1))),),
            )
        ),
    ]
    read = rendered(markdown(*exchanges, title=HOSTILE))
    assert not {"script", "img", "a"} & set(read.tags)
    assert not any("<b>" in text for text in read.tags)
    assert "".join(read.text).count(HOSTILE) >= 8


@given(st.text(max_size=80))
def test_escaped_text_comes_out_of_markdown_as_it_was_but_for_its_blanks(text: str) -> None:
    read = rendered(escape_markdown(text))
    assert set(read.tags) <= {"p", "br"}
    # NUL and lone surrogates have no place in a text that is read.
    assert "".join(read.text).split() == text.replace("\x00", "\ufffd").split()


@given(
    st.lists(
        st.sampled_from(
            [
                "#",
                "-",
                "+",
                "1.",
                "12)",
                "===",
                "---",
                "```",
                "~~~",
                "> ",
                "    x",
                "\t",
                "[a]: b",
                "|",
                ":--",
                "\n",
                "<b>",
                "&amp;",
                "\\",
                "*",
                "__",
                "a",
            ]
        )
    )
)
def test_no_line_becomes_a_block_of_its_own(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = rendered(escape_markdown(text))
    assert set(read.tags) <= {"p", "br"}
    assert "".join(read.text).split() == text.split()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("霁河三桥何时通车？", "霁河三桥何时通车-2026-11-24.md"),
        ("What / does: it\\say?", "What-does-it-say-2026-11-24.md"),
        ("../../etc/passwd", "etc-passwd-2026-11-24.md"),
        ("？？", "对话-2026-11-24.md"),
        ("长" * 90, "长" * 40 + "-2026-11-24.md"),
    ],
)
def test_a_file_s_name_is_one_that_every_file_system_takes(title: str, name: str) -> None:
    assert file_name(title, NOW, ".md", CHINESE) == name
