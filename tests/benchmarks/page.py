"""The page in a browser: how soon it is there, sources after a question, frames while an answer is written, 100 turns.

usage: python -m tests.benchmarks.page [--articles 5000] [--turns 100]
Both models are stand-ins, so that what is measured is the search, the page and the way between them: the encoder takes
no time to speak of (the real one takes about 15 ms a question), the model writes 200 characters a second.
Aims: first view at most 2 s, sources at most 0.5 s after the question, a source open at most 150 ms after the click,
no frame over 100 ms while an answer is written; the same in a conversation of 100 turns with 30 marks each.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from index.records import Article, Filters, Span
from qa.kept.records import KeptExchange
from qa.records import Answer, AnswerDelta, AnswerDone, AskEvent, Citation, Place, SourcesFound, Timings, Turn
from qa.settings import Settings
from tests.benchmarks.corpus import sentences, write_lines
from tests.benchmarks.machine import describe
from tests.fakes import HashingEncoder, ScriptedChatModel
from ui.app import start
from ui.reading_room import ReadingRoom

PACE = 0.005
"""Seconds for a character: a model of 30 tokens a second writes about as many."""

MARKS = 30
CHARACTERS = 2000

_FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const tick = (now) => { window.frames_.push(now - last); last = now; window.ticking = requestAnimationFrame(tick); };
  window.ticking = requestAnimationFrame(tick);
}"""
_UNTIL = """([action, selector]) => new Promise((resolve) => {
  const found = () => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
  const begun = performance.now();
  const look = () => (found() ? resolve(performance.now() - begun) : requestAnimationFrame(look));
  new Function(action)();
  look();
})"""
"""Milliseconds from an action (JavaScript) until an element that fits the selector is seen."""


def long_answer(number: int) -> KeptExchange:
    """An exchange of 2,000 characters with 30 marks, each of another article."""
    pool = sentences()
    said = [pool[(number * MARKS + at) % len(pool)] for at in range(MARKS)]
    width = CHARACTERS // MARKS
    text, cited = "", []
    for at, sentence in enumerate(said, start=1):
        shown = (sentence * 9)[: width - 4]
        body = shown + "".join(pool[:4])
        spans = (Span(0, len(body), f"page-{at}", 0, len(body)),)
        article = Article(
            f"long-{number}-{at}",
            sentence[:14],
            "",
            "记者 王宁",
            "",
            "霁川日报",
            date(2024, 5, at),
            False,
            (1,),
            body,
            spans,
        )
        cited.append(Citation(at, shown, article, 0, len(shown), (Place("a.txt", f"page-{at}", 1, 0, len(shown)),)))
        text += f"{shown}[{at}]"
    question = f"第{number + 1}个问题：泵站有多少？"
    answer = Answer(question, text, False, None, tuple(cited), (), (), Timings(20.0, 900.0, 9000.0), question)
    return KeptExchange(question=question, state="done", answer=answer)


class WritingRoom(ReadingRoom):
    """A reading room whose search is the real one, and whose answers are long and written at an even pace."""

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Generator[AskEvent, None, None]:
        events = super().ask(question, history, filters)
        yield next(one for one in events if isinstance(one, SourcesFound))
        events.close()
        answer = long_answer(len(history)).answer
        assert answer is not None
        for character in answer.text:
            time.sleep(PACE)
            yield AnswerDelta(character)
        yield AnswerDone(answer)


def frames(page: Page) -> str:
    """What the frames since `_FRAMES` were like."""
    taken = sorted(page.evaluate("() => { cancelAnimationFrame(window.ticking); return window.frames_; }"))
    over = sum(frame > 50 for frame in taken)
    return (
        f"{len(taken)} frames, median {statistics.median(taken):.0f} ms, "
        f"95th {taken[int(len(taken) * 0.95)]:.0f} ms, longest {taken[-1]:.0f} ms, over 50 ms: {over}"
    )


def ask(page: Page, question: str) -> float:
    """Ask; milliseconds until the first source is seen."""
    box = page.locator("#question textarea")
    box.fill(question)
    page.locator("#question .submit-button").wait_for()
    action = "document.querySelector('#question .submit-button').click()"
    turn = page.locator(".ap-exchange").count()
    return float(page.evaluate(_UNTIL, [action, f"#sources [id^=passage-{turn}-], #sources [id^=source-{turn}-]"]))


def measure(page: Page, address: str, turns: int) -> Iterator[str]:
    """Lines of what was measured."""
    for visit in ("first", "again"):
        page.goto("about:blank")
        page.goto(address, wait_until="commit")
        page.locator(".ap-greeting").wait_for()
        page.locator("#question .submit-button").wait_for()
        yield f"view ({visit}): {page.evaluate('performance.now()'):.0f} ms"
    yield from exchange(page, "a conversation's first question", "临江水库的库容是多少？")
    page.locator(".ap-conversations [data-event=select]").last.wait_for(state="attached")
    opener = "[...document.querySelectorAll('.ap-conversations [data-event=select]')].at(-1).click()"
    page.evaluate(_FRAMES)
    shown = page.evaluate(_UNTIL, [opener, f"#turn-{turns - 1} .ap-mark"])
    yield f"{turns} turns of {CHARACTERS} characters and {MARKS} marks: open after {shown:.0f} ms"
    page.evaluate(
        """async () => { const column = document.querySelector('#conversation');
        for (let at = column.scrollHeight; at > 0; at -= 1500) {
          column.scrollTop = at;
          await new Promise(requestAnimationFrame);
        } column.scrollTop = column.scrollHeight; }"""
    )
    yield f"  scrolled through: {frames(page)}"
    yield from exchange(page, f"question {turns + 1}", "石桥的通车时间是哪天？")
    elements = page.evaluate("document.querySelectorAll('*').length")
    yield f"  page: {len(page.content()) / 1e6:.1f} MB, {elements} elements"


def exchange(page: Page, name: str, question: str) -> Iterator[str]:
    """A question from its sources to its end, then a source opened."""
    page.evaluate(_FRAMES)
    sent: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.dataReceived", lambda event: sent.append(event["dataLength"]))
    yield f"{name}: sources after {ask(page, question):.0f} ms, {sum(sent) / 1e3:.0f} kB received"
    page.locator(".ap-exchange.ap-done").last.wait_for(timeout=120_000)
    page.locator("#question .submit-button").wait_for()
    length = len(page.locator(".ap-exchange").last.locator(".ap-answer .ap-text").first.inner_text())
    yield f"  while {length} characters were written: {frames(page)}"
    opened = page.evaluate(_UNTIL, ["document.querySelector('#sources .ap-open').click()", "#reader .ap-reader"])
    yield f"  a source open after {opened:.0f} ms"
    page.keyboard.press("Escape")
    page.locator("#reader .ap-reader").wait_for(state="detached")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000, help="two chunks each")
    parser.add_argument("--turns", type=int, default=100)
    arguments = parser.parse_args()
    print(describe())
    folder = Path(tempfile.mkdtemp())
    settings = Settings(library=folder / "library", cache=folder / "cache")
    room = WritingRoom(settings.library, HashingEncoder(), ScriptedChatModel("。"), settings)
    write_lines(folder / "articles.jsonl", arguments.articles)
    room.start_build([folder / "articles.jsonl"])
    while room.building is None or room.building.running:
        time.sleep(0.2)
    name = ""
    for number in range(arguments.turns):
        name, _ = room.conversations.keep("", name, long_answer(number))
    app, address = start(room)
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        for line in measure(page, address, arguments.turns):
            print(line, flush=True)
        browser.close()
    app.close(verbose=False)
    room.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
