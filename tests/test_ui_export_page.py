from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.errors import RestartModel
from index.records import Filters
from qa.records import Claim, Disagreement, Repair
from tests.ui_samples import HOSTILE, answer, article, assert_harmless, citation, hit, read, refusal, text_of
from ui import export_page
from ui.export_page import POLICY, export_html, styles
from ui.records import Exchange
from ui.references import reference
from ui.texts import CHINESE, ENGLISH, Texts
from ui.texts_references import CHINESE as SAID

NOW = datetime(2026, 11, 24, 16, 5, tzinfo=UTC)


def page(*exchanges: Exchange, texts: Texts = CHINESE, title: str = "何时通车？") -> str:
    return export_html(title, exchanges, texts, NOW)


def body(html: str) -> str:
    return html[html.index("<main>") : html.index("</main>") + len("</main>")]


def done() -> Exchange:
    given = answer(
        "年底前通车[1]。大象免费骑马。",
        citation(1),
        unverified=("大象免费骑马。",),
        repaired=(Repair("全长3000米。", "全长2360米。"),),
        struck=("市长剪彩。",),
        disagreements=(Disagreement((Claim("年底前", date(2024, 5, 20), 1), Claim("明年", None, 1))),),
    )
    return Exchange("何时通车？", state="done", answer=given, filters=Filters(newspaper="霁川日报"))


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH])
def test_it_holds_the_question_the_answer_and_each_source_in_full(texts: Texts) -> None:
    html = body(page(done(), texts=texts))
    text = text_of(html)
    for said in (
        "1. 何时通车？",
        "《霁川日报》",
        reference(article(), texts),
        "a.txt",
        texts.unverified,
        texts.disagreement,
    ):
        assert said in text
    assert "<mark" in html and "/pages/" not in html


def test_every_mark_leads_to_a_source_of_its_own_turn() -> None:
    html = body(page(done(), done()))
    ids = [attributes["id"] for _, attributes in read(html).tags if attributes.get("id")]
    targets = {attributes["href"] for tag, attributes in read(html).tags if tag == "a"}
    assert targets == {"#source-0-1", "#source-1-1"}
    assert len(ids) == len(set(ids)) and {target[1:] for target in targets if target} <= set(ids)


def test_nothing_is_folded_up_and_no_timings_are_told() -> None:
    html = body(page(done()))
    assert [attributes for tag, attributes in read(html).tags if tag == "details"]
    assert all("open" in attributes for tag, attributes in read(html).tags if tag == "details")
    for said in ("全长3000米。", "市长剪彩。", SAID.repaired_mark):
        assert said in text_of(html)
    assert "毫秒" not in text_of(html)


def test_it_needs_and_allows_nothing_from_outside() -> None:
    html = page(done())
    assert POLICY in html.replace("&#x27;", "'")
    assert not re.search(r"url\(['\"]?(?:https?:)?//|@import|<script|<link|src=", html)
    assert "</style" not in styles()


def test_a_refusal_gives_the_nearest_passages_and_an_error_says_what_happened() -> None:
    refused = Exchange("q", state="done", answer=refusal(hits=(hit(),)))
    failed = Exchange("q", state="failed", error=RestartModel("the model ended"))
    text = text_of(body(page(refused, failed, Exchange("q", state="stopped", streamed="年底"))))
    for said in (CHINESE.refusals["not_answered"], CHINESE.nearest, reference(article(), CHINESE), "the model ended"):
        assert said in text
    assert CHINESE.stopped in text


def test_nothing_hostile_gets_through() -> None:
    of = article(text=HOSTILE + "年底前通车", title=HOSTILE, byline=HOSTILE, newspaper=HOSTILE)
    exchanges = [
        Exchange(HOSTILE, state="stopped", streamed=HOSTILE, filters=Filters(newspaper=HOSTILE)),
        Exchange(HOSTILE, state="done", answer=refusal(hits=(hit(1, of),))),
        Exchange(HOSTILE, state="done", answer=answer(HOSTILE + "[1]", citation(1, HOSTILE, of), struck=(HOSTILE,))),
    ]
    html = page(*exchanges, title=HOSTILE)
    assert_harmless(body(html))
    assert "<script" not in html
    assert text_of(body(html)).count(HOSTILE) >= 10


def test_no_dark_rule_is_left_out_and_what_is_printed_is_light() -> None:
    own = "".join((Path(export_page.__file__).parent / name).read_text("utf-8") for name in ("style.css", "export.css"))
    rules = len(re.findall(r"\.dark\b", own))
    assert rules >= 3 and ".dark" not in styles()
    assert styles().count("@media screen and (prefers-color-scheme: dark) { .ap-saved") == rules
