"""Screenshots: `python -m tests.screenshots` makes a picture of each state of the reading room, to be looked at.

The example pages, the real models (`askpress models fetch`) and a real chromium: what stands in a picture is what a
reader sees. A picture's name says state, width, light or dark and language: `answer-wide-light-zh.png`.
"""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from index.build import build
from index.embed import Encoder
from index.errors import AskpressError
from qa.model.llm import ChatModel, open_chat_model
from qa.settings import Settings, load_settings
from tests.test_ui_browser_craft import BULLETINS, CASES
from tests.test_ui_reading_room import write
from ui.app import start
from ui.opening import open_encoder
from ui.people import Person, Role, changing_people, hash_password
from ui.reading_room import ReadingRoom
from ui.sign_in import SignIn
from ui.texts import Texts, texts_in

PAGES = Path(__file__).parent.parent / "examples" / "pages"
SIZES = {"wide": (1440, 900), "narrow": (390, 844), "widest": (1680, 950)}
PATIENCE = 240_000
"""Milliseconds for what the model writes; a machine that is busy takes that long for an answer."""

Look = tuple[str, str]
"""Width and colours of a picture."""

ALL: Sequence[Look] = [("wide", "light"), ("wide", "dark"), ("narrow", "light"), ("narrow", "dark")]
BOTH: Sequence[Look] = [("wide", "light"), ("narrow", "dark")]
ONE: Sequence[Look] = [("wide", "light")]

TO_SECOND_ARTICLE = """() => {
  const pane = document.querySelector('#library-reader .ap-coloured');
  const begins = pane.querySelector('[data-begins="2"]');
  pane.scrollTop += begins.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
}"""

PASSWORD = "a password for the pictures"


@dataclass(frozen=True)
class Questions:
    """What is asked in a language: something that is told, something that `page` tells, what no page says."""

    answered: str
    narrowed: str
    page: str
    refused: str


QUESTIONS = {
    "zh": Questions(
        "鹿鸣涧水库预计什么时候可以降到汛限水位以下？",
        "霁河三桥的项目总工程师是谁？",
        "1",
        "霁川地铁2号线什么时候开通？",
    ),
    "en": Questions(
        "How many old wells has Gu Tingfang found, and how many of them still hold water?",
        "Why was the ferry service suspended?",
        "4",
        "Who won the 2024 Jichuan Marathon?",
    ),
}
TAGS = {"zh": "zh", "en": "en", "hant": "zh-Hant"}
"""The language of the page's texts, by the reader's language as it stands in a picture's name."""

LOCALES = {"zh": "zh-CN", "en": "en-GB", "hant": "zh-TW"}
"""The reader's language, as it stands in a picture's name, and what the browser asks for."""


@dataclass
class Studio:
    """Where pictures are made: the models, the folder of libraries, the browser, and where pictures go."""

    settings: Settings
    encoder: Encoder
    model: ChatModel
    folder: Path
    browser: Browser
    to: Path
    language: str = "zh"
    made: list[Path] = field(default_factory=list)

    @property
    def texts(self) -> Texts:
        """What the page says in the language of the pictures."""
        return texts_in(TAGS[self.language])

    @property
    def questions(self) -> Questions:
        """What is asked in the language of the pictures."""
        return QUESTIONS["en" if self.language == "en" else "zh"]

    def library(self, name: str) -> Path:
        """The folder of a library of the example pages, without conversations yet; `name` is that of the walk."""
        built, path = self.folder / "examples", self.folder / f"{name}-{self.language}" / "library"
        if not built.exists():
            build(built, [PAGES], encoder=self.encoder)
        shutil.copytree(built, path)
        return path

    @contextmanager
    def served(
        self, library: Path, model: ChatModel | None = None, sign_in: SignIn | None = None
    ) -> Iterator[tuple[ReadingRoom, str]]:
        """The reading room of a library and its address."""
        settings = self.settings.model_copy(update={"library": library})
        room = ReadingRoom(library, self.encoder, model or self.model, settings)
        app, address = start(room, sign_in=sign_in)
        try:
            yield room, address
        finally:
            app.close(verbose=False)
            room.close()

    @contextmanager
    def window(self, address: str) -> Iterator[Page]:
        """A new reader's window at an address, whatever stands there."""
        with self.context() as context:
            page = context.new_page()
            page.goto(address)
            yield page

    @contextmanager
    def room_window(self, address: str) -> Iterator[Page]:
        """A new reader's window at the reading room, ready to ask."""
        with self.window(address) as page:
            page.locator("#present .ap-conversation").wait_for()
            expect(page.locator("#question button")).to_have_text(self.texts.ask)
            yield page

    @contextmanager
    def context(self) -> Iterator[BrowserContext]:
        """A browser of its own, as another reader has it."""
        width, height = SIZES["wide"]
        locale = LOCALES[self.language]
        with self.browser.new_context(locale=locale, viewport={"width": width, "height": height}) as context:
            context.set_default_timeout(30_000)
            yield context

    def take(
        self, page: Page, state: str, looks: Sequence[Look] = BOTH, before: Callable[[], Any] | None = None
    ) -> None:
        """Pictures of a state, one for each look; `before` is done in each, for what a change of width takes away."""
        for width, colours in looks:
            page.set_viewport_size({"width": SIZES[width][0], "height": SIZES[width][1]})
            dark = "dark" if colours == "dark" else "light"
            page.emulate_media(color_scheme=dark)
            # Gradio looks at the reader's colours as the page loads alone.
            page.evaluate("dark => document.body.classList.toggle('dark', dark)", dark == "dark")
            close_bar(page)
            if before is not None:
                before()
            page.wait_for_timeout(400)  # until what fades or unfolds stands still
            path = self.to / f"{state}-{width}-{colours}-{self.language}.png"
            page.screenshot(path=path)
            self.made.append(path)
            say(path.name)
        page.set_viewport_size({"width": SIZES["wide"][0], "height": SIZES["wide"][1]})
        page.evaluate("document.body.classList.remove('dark')")


def say(line: str) -> None:
    """Write a line of what is done."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def ask(page: Page, question: str) -> Locator:
    """Ask in the question box; the exchange that it makes, not yet answered."""
    before = page.locator(".ap-exchange").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".ap-exchange")).to_have_count(before + 1)
    return page.locator(".ap-exchange").last


def answered(page: Page, question: str, texts: Texts) -> Locator:
    """Ask, and wait until the answer is whole and checked; its exchange."""
    exchange = ask(page, question)
    page.locator("#sources .ap-card, #present .ap-error").first.wait_for()
    expect(page.locator("#question button")).to_have_text(texts.ask, timeout=PATIENCE)
    expect(exchange.locator(".ap-unchecked, .ap-waiting")).to_have_count(0)
    return exchange


def close_bar(page: Page) -> None:
    """Close the bar of conversations, which stays as it was where the window becomes narrow."""
    if page.locator(".sidebar.open").count():
        page.locator(".sidebar .toggle-button").click()
        page.locator(".sidebar:not(.open)").wait_for()


def raise_sheet(page: Page) -> None:
    """On a phone, raise the sheet of the sources."""
    handle = page.locator("#side .ap-handle")
    if handle.is_visible() and not page.locator("#side.ap-raised").count():
        handle.click()


def lower_sheet(page: Page) -> None:
    """On a phone, lower the sheet of the sources."""
    if page.locator("#side.ap-raised .ap-handle").is_visible():
        page.locator("#side .ap-handle").click()


def to_library(page: Page, texts: Texts) -> None:
    """Go to the library's tab."""
    page.get_by_role("tab", name=texts.library_tab).click()
    page.locator("#overview .ap-overview").wait_for()


def wait_for_empty_line(room: ReadingRoom) -> None:
    """Until no question is being answered any longer."""
    deadline = time.monotonic() + PATIENCE / 1000
    while len(room.line) and time.monotonic() < deadline:
        time.sleep(0.1)


# The walks: each goes through states that follow from one another, and takes their pictures


def empty_library(studio: Studio) -> None:
    """A reading room without a library, and a question to it."""
    with (
        studio.served(studio.folder / f"none-{studio.language}") as (_, address),
        studio.room_window(address) as page,
    ):
        page.locator(".ap-empty").wait_for()
        studio.take(page, "empty", ALL)
        page.get_by_role("tab", name=studio.texts.library_tab).click()
        page.locator("#drop .ap-drop").wait_for()
        studio.take(page, "empty-library", BOTH)


def first_view(studio: Studio) -> None:
    """The page as it greets a reader, and the keys that it has."""
    with studio.served(studio.library("first_view")) as (_, address), studio.room_window(address) as page:
        page.locator("#examples button").first.wait_for()
        studio.take(page, "first", ALL)
        page.locator("#language input").first.focus()
        page.keyboard.press("?")
        page.get_by_role("dialog").wait_for()
        studio.take(page, "keys", ALL)


def waiting(studio: Studio) -> None:
    """A question whose sources stand there: second in line, then while the answer is being written."""
    with studio.served(studio.library("waiting")) as (room, address), studio.room_window(address) as page:
        with room.line.place():
            exchange = ask(page, studio.questions.answered)
            expect(exchange).to_contain_text(studio.texts.asking.in_line.format(place=2))
            page.locator("#sources .ap-card").first.wait_for()
            studio.take(page, "in-line", ALL)
        text = exchange.locator(".ap-unchecked .ap-text")
        expect(text).to_have_text(re.compile(r"\S"), timeout=PATIENCE)
        studio.take(page, "writing", ONE)
        expect(page.locator("#question button")).to_have_text(studio.texts.ask, timeout=PATIENCE)


def answer(studio: Studio) -> None:
    """An answer: its marks, a quote, the opened page, another conversation, the bar and what is saved of it."""
    with studio.served(studio.library("answer")) as (_, address), studio.room_window(address) as page:
        exchange = answered(page, studio.questions.answered, studio.texts)
        mark = exchange.locator(".ap-mark").first
        studio.take(page, "answer", ALL)
        studio.take(page, "sources", [("narrow", "light"), ("narrow", "dark")], before=lambda: raise_sheet(page))
        page.locator("#sources details summary").first.click()
        studio.take(page, "sources-more", ONE)

        def hover() -> None:
            lower_sheet(page)
            page.mouse.move(5, 5)
            page.locator(".ap-quote-box").wait_for(state="hidden")
            mark.hover()
            page.locator(".ap-quote-box").wait_for()

        studio.take(page, "quote", ALL, before=hover)
        page.mouse.move(5, 5)
        mark.click()
        page.locator("#reader .ap-reader").wait_for()
        studio.take(page, "opened", ALL)

        def reopen() -> None:
            page.keyboard.press("Escape")
            page.locator("#reader .ap-reader").wait_for(state="detached")
            mark.click()
            page.locator("#reader .ap-scroll mark").first.wait_for()

        studio.take(page, "opened", [("widest", "light")], before=reopen)
        page.keyboard.press("Escape")
        exported(studio, page)
        answered(page, studio.questions.refused, studio.texts)
        studio.take(page, "refusal", ALL)
        studio.take(page, "nearest", [("narrow", "light")], before=lambda: raise_sheet(page))
        page.locator("#thumb-0-down").click()
        page.locator("#feedback").wait_for()
        studio.take(page, "feedback", BOTH, before=lambda: lower_sheet(page))
        page.locator("#feedback-leave").click()
        conversations(studio, page)


def exported(studio: Studio, page: Page) -> None:
    """What is saved of a conversation, as a page."""
    with page.expect_download() as download:
        page.locator("#export-html").click()
    path = studio.folder / f"export-{studio.language}.html"
    download.value.save_as(path)
    with studio.window(path.as_uri()) as saved:
        saved.locator("h1").wait_for()
        studio.take(saved, "export", [("wide", "light"), ("narrow", "light")])


def conversations(studio: Studio, page: Page) -> None:
    """The bar of conversations, with filters set for the next question."""
    page.locator("#again").click()
    page.locator("#examples button").first.wait_for()
    page.wait_for_timeout(1000)  # until the boxes have been emptied for the new conversation
    filters(studio, page)

    def open_bar() -> None:
        page.locator(".sidebar .toggle-button").click()
        page.locator(".sidebar.open").wait_for()

    studio.take(page, "conversations", ALL, before=open_bar)


def filters(studio: Studio, page: Page) -> None:
    """Filters as chips, set for a question that is then asked."""
    page.locator("#filters > button").first.click()
    for box, value in (
        ("#date-from", "2024-05-20"),
        ("#date-to", "2024-05-21"),
        ("#page-number", studio.questions.page),
    ):
        one = page.locator(f"{box} input, {box} textarea")
        one.fill(value)
        one.press("Tab")
    page.locator("#chip-page").wait_for()
    studio.take(page, "filters", BOTH)
    page.locator("#filters > button").first.click()
    answered(page, studio.questions.narrowed, studio.texts)
    studio.take(page, "filtered", ALL)


def disagreement(studio: Studio) -> None:
    """Figures over several days, which the example pages have not: the table and the chart."""
    library = studio.library("disagreement")
    build(library, [write(studio.folder / "bulletins.jsonl", *BULLETINS)], encoder=studio.encoder)
    with studio.served(library) as (_, address), studio.room_window(address) as page:
        answered(page, CASES, studio.texts)
        page.locator("#present .ap-chart").wait_for()
        studio.take(page, "disagreement", ALL)


def error(studio: Studio) -> None:
    """A question while the model's endpoint is not there."""
    settings = Settings(library=studio.library("error"), base_url="http://127.0.0.1:9/v1", model="gone")
    model = open_chat_model(settings)
    assert model is not None
    with studio.served(settings.library, model=model) as (_, address), studio.room_window(address) as page:
        exchange = answered(page, studio.questions.answered, studio.texts)
        exchange.get_by_role("alert").wait_for()
        studio.take(page, "error", ALL)


def library(studio: Studio) -> None:
    """The library's tab: the calendar, an article, a page by articles, a correction that is tried; then the status."""
    texts = studio.texts
    with studio.served(studio.library("library")) as (_, address), studio.room_window(address) as page:
        answered(page, studio.questions.answered, texts)
        to_library(page, texts)
        studio.take(page, "library", ALL)
        page.locator('[data-shelf="day:2024-05-21"]').click()
        expect(page.locator("#overview .ap-issue")).to_have_count(1)
        studio.take(page, "library-day", BOTH)
        page.locator("#overview .ap-issue .ap-open").nth(1).click()
        page.locator("#library-reader .ap-scroll").first.wait_for()
        studio.take(page, "article", ALL)
        page.keyboard.press("Escape")
        page.locator("#overview .ap-view").first.click()
        page.locator("#library-reader .ap-page-view").wait_for()
        studio.take(page, "page", ALL, before=lambda: page.evaluate(TO_SECOND_ARTICLE))
        correction(studio, page)
        page.get_by_role("tab", name=texts.status.tab).click()
        page.locator("#status .ap-builds").wait_for()
        studio.take(page, "status", ALL)


def correction(studio: Studio, page: Page) -> None:
    """The form of corrections with one that is tried, and the question before an issue is removed."""
    words = studio.texts.keeping
    page.get_by_role("button", name=words.correct).click()
    page.get_by_label(words.kind_drop).check()
    first = page.locator("#library-reader .ap-coloured .ap-role-headline").first.inner_text()
    page.get_by_label(words.first_words).fill(first)
    page.get_by_role("button", name=words.add).click()
    expect(page.locator("#correct-said")).to_have_text(re.compile(r"\S"))
    studio.take(page, "correction", ALL)
    page.get_by_role("button", name=words.close).click()
    page.get_by_role("button", name=words.remove).click()
    page.locator("#remove-now").wait_for()
    studio.take(page, "remove", BOTH)
    page.locator("#remove-cancel").click()


def intake(studio: Studio) -> None:
    """Pages being taken in, with a file that is broken: while it goes on, and when it is done."""
    folder = studio.folder / f"intake-{studio.language}"
    (folder / "in").mkdir(parents=True)
    broken = folder / "in" / "霁川日报_2024-05-22_01.txt"
    broken.write_bytes(b"")
    scan = folder / "in" / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    with studio.served(folder / "library") as (room, address), studio.room_window(address) as page:
        page.get_by_role("tab", name=studio.texts.library_tab).click()
        page.locator("#choose-files").set_input_files([*sorted(PAGES.glob("*.txt")), broken, scan])
        page.locator("#building .ap-progress[data-stage=embed]").wait_for()
        studio.take(page, "intake", ONE)
        expect(page.locator("#stop-build")).to_be_hidden(timeout=PATIENCE)
        expect(page.locator('.ap-queue-line[data-state="done"]').first).to_be_visible()
        page.locator("#overview .ap-issue").first.wait_for()
        studio.take(page, "taken-in", ALL)
        page.locator("#rescan").click()
        page.locator("#ahead .ap-ahead").wait_for()
        studio.take(page, "look-again", BOTH)
        wait_for_empty_line(room)


def sign_in(studio: Studio) -> None:
    """The page on which people sign in, and what a reader who has signed in sees."""
    people = studio.folder / f"people-{studio.language}.toml"
    with changing_people(people) as named:
        named["沈砚秋"] = Person("沈砚秋", Role.READER, hash_password(PASSWORD))
    with (
        studio.served(studio.library("sign_in"), sign_in=SignIn(people)) as (_, address),
        studio.window(address) as page,
    ):
        page.locator("input[type=password]").wait_for()
        studio.take(page, "sign-in", ALL)
        page.locator("input:not([type=password])").first.fill("沈砚秋")
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("input[type=password]").press("Enter")
        page.locator("#who .ap-name").wait_for()
        page.locator("#examples button").first.wait_for()
        studio.take(page, "signed-in", BOTH)


WALKS: Sequence[Callable[[Studio], None]] = [
    empty_library,
    first_view,
    waiting,
    answer,
    disagreement,
    error,
    library,
    intake,
    sign_in,
]
TRADITIONAL: Sequence[Callable[[Studio], None]] = [first_view, disagreement]
"""What is taken in traditional characters too."""


@contextmanager
def studio_of(to: Path) -> Iterator[Studio]:
    """Models and browser at hand. Raises FetchModel where the models have not been fetched."""
    settings = load_settings()
    with ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory(prefix="askpress-")))
        encoder = open_encoder(settings)
        model = open_chat_model(settings)
        if model is None:
            raise SystemExit("a language model is needed: unset ASKPRESS_MODEL")
        open_things.callback(model.close)
        playwright = open_things.enter_context(sync_playwright())
        found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        open_things.callback(browser.close)
        yield Studio(settings, encoder, model, folder, browser, to)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pictures; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="Pictures of every state.")
    names = [walk.__name__ for walk in WALKS]
    parser.add_argument("--to", type=Path, default=Path("build/screenshots"), help="folder of the pictures")
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="walks to go, without it all")
    parser.add_argument("--language", nargs="+", choices=list(LOCALES), default=list(LOCALES))
    given = parser.parse_args(arguments)
    given.to.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.WARNING)
    failed: list[str] = []
    try:
        with studio_of(given.to) as studio:
            for studio.language in given.language:
                for walk in TRADITIONAL if studio.language == "hant" else WALKS:
                    if walk.__name__ not in given.only:
                        continue
                    try:
                        walk(studio)
                    except (AssertionError, BrowserError) as wrong:
                        # The other states can be looked at still.
                        failed.append(f"{walk.__name__} ({studio.language}): {wrong}")
            say(f"{len(studio.made)} pictures in {given.to}")
    except AskpressError as wrong:
        failed.append(str(wrong))
    for line in failed:
        sys.stderr.write(line + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
