"""The page: its tabs in one Gradio app, in the reader's language, served on this machine."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any, cast

import gradio as gr
from starlette.middleware import Middleware

from index.errors import TryLater
from ui.asking_again import AskingAgain
from ui.browse import Reading
from ui.chat import HIDDEN, ChatTab, Update
from ui.conversation import Conversation, reader_of
from ui.conversations import RESUME, SideBar
from ui.door import Door, check_host, is_loopback
from ui.guard import GuardedBlocks
from ui.intake_panel import LARGEST_UPLOAD
from ui.keys import keys_part
from ui.language import choose_language
from ui.library import LibraryTab
from ui.own_page import OwnPage
from ui.reading_room import QUESTIONS_AT_ONCE, ReadingRoom
from ui.render_keys import keys_html
from ui.render_sign_in import who_html
from ui.sign_in import Sessions, SignIn
from ui.status import StatusTab
from ui.texts import texts_in
from ui.texts_sign_in import welcome_html
from ui.traditional import TRADITIONAL

FONTS = ["system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
"""Fonts of the reader's own system, those with Chinese glyphs among them: nothing is fetched for them."""


LANGUAGES: list[str | int | float | tuple[str, str | int | float]] = [
    ("中文", "zh"),
    ("繁體", TRADITIONAL),
    ("English", "en"),
]
"""The languages that readers choose from, each by its own name."""

OTHER_THREADS = 40
"""Threads for all else that windows ask of the program, beside one for each question that waits for its answer."""


def create_app(room: ReadingRoom, sign_in: SignIn | None = None) -> GuardedBlocks:
    """The app over a reading room; `launch` it with `launch_options()`.

    With `sign_in`, what is for keepers is refused to everybody else.
    """
    # The environment variable stops what the argument does not: Gradio's look for a newer version of itself.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    app = GuardedBlocks(title="Askpress", analytics_enabled=False, delete_cache=(3600, 86400), fill_width=True)
    app.sign_in = sign_in
    with app:
        kept = gr.BrowserState("", storage_key="askpress-language", secret="not-a-secret")  # noqa: S106
        bar = SideBar(room)
        with gr.Row(elem_id="top"):
            title = gr.HTML(elem_id="title", apply_default_css=False)
            who = gr.HTML(elem_id="who", apply_default_css=False, visible=sign_in is not None)
            language = gr.Radio(LANGUAGES, value=None, elem_id="language", show_label=False, container=False)
            app.language = language
            keys = keys_part()
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", id="ask") as ask_tab:
                chat = ChatTab(room, language)
            with gr.Tab("Library", id="library") as library_tab:
                library = LibraryTab(room, language)
            with gr.Tab("Status", id="status") as status_tab:
                status = StatusTab(room)

        for part in library.for_keepers:
            part.visible = sign_in is None
        asking = AskingAgain(chat, language)
        bar.wire(chat, language)
        tabs = [ask_tab, library_tab, status_tab]
        labelled = [title, who, *tabs, language, keys, *chat.labelled, *library.labelled, *bar.labelled]

        def label(request: gr.Request, chosen: str, conversation: Conversation, reading: Reading) -> list[Update]:
            texts = texts_in(chosen)
            head = f'<div lang="{texts.html_language}"><h1>Askpress</h1><p>{texts.tagline}</p></div>'
            names = [gr.update(label=name) for name in (texts.ask_tab, texts.library_tab, texts.status.tab)]
            switch = gr.update(value=texts.language, label=texts.language_label)
            there = who_html(sign_in.person(request.username) if sign_in else None, texts)
            parts = [keys_html(texts), *chat.label(conversation, texts), *library.label(reading, texts)]
            return [head, there, *names, switch, *parts, *bar.label(conversation, texts, reader_of(request))]

        def enter(request: gr.Request, before: str, conversation: Conversation, reading: Reading) -> list[Update]:
            chosen = before or choose_language(request.headers.get("accept-language"))
            reading.keeper = app.is_keeper(request)
            keepers = [gr.update(visible=reading.keeper) for _ in library.for_keepers]
            return [*label(request, chosen, conversation, reading), *keepers]

        def switch(request: gr.Request, chosen: str, conversation: Conversation, reading: Reading) -> list[Update]:
            return [chosen, *label(request, chosen, conversation, reading), status.look(reading, chosen)]

        def come_back(chosen: str | None, conversation: Conversation) -> list[Update]:
            # Also comes, without a language yet, as the page loads: `enter` labels then.
            return chat.label(conversation, texts_in(chosen)) if chosen else [gr.skip() for _ in chat.labelled]

        states = [chat.state, library.state]
        entered = app.load(enter, [kept, *states], [*labelled, *library.for_keepers], **HIDDEN)
        again = [bar.before, bar.wide, chat.state, language]
        resumed = entered.then(bar.resume, again, [*chat.asked, bar.list, bar.bar], js=RESUME, **HIDDEN)
        asking.arriving(resumed)
        language.input(switch, [language, *states], [kept, *labelled, status.part], **HIDDEN)
        library_tab.select(library.look, [*library.looks, language], library.looked, **HIDDEN)
        # A build may have brought the first pages, other newspapers and other headlines.
        for other in (ask_tab, status_tab):
            other.select(library.rest, None, [library.timer], **HIDDEN)
        status_tab.select(status.look, [library.state, language], [status.part], **HIDDEN)
        ask_tab.select(come_back, [language, chat.state], chat.labelled, **HIDDEN)
    app.queue(default_concurrency_limit=20)
    return app


def launch_options(host: str, port: int | None, sign_in: SignIn | None = None) -> dict[str, Any]:
    """What the app is launched with: this machine only unless `host` says otherwise, nothing from or to outside.

    Raises FixSettings where others could come in without `sign_in`.
    """
    check_host(host, signed=sign_in is not None)
    return {
        "server_name": host,
        "server_port": port,
        "share": False,
        "auth": sign_in.check if sign_in else None,
        "auth_message": welcome_html() if sign_in else None,
        "app_kwargs": {"middleware": [Middleware(Door, sign_in=sign_in), Middleware(OwnPage)]},
        "quiet": True,
        "prevent_thread_lock": True,
        # Gradio's own red is too light under white letters, on the sign-in page as well, which has no style of ours.
        "theme": gr.themes.Base(primary_hue="red", neutral_hue="stone", font=FONTS, font_mono=["monospace"]).set(
            button_primary_background_fill="*primary_700", button_primary_background_fill_hover="*primary_800"
        ),
        "css_paths": [Path(__file__).parent / "style.css"],
        "footer_links": [],
        # Gradio would keep every question in the browser and show it on a page of its own.
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "pwa": False,
        "max_file_size": LARGEST_UPLOAD,
        "max_threads": QUESTIONS_AT_ONCE + OTHER_THREADS,
    }


def start(
    room: ReadingRoom, host: str = "127.0.0.1", port: int | None = None, sign_in: SignIn | None = None
) -> tuple[gr.Blocks, str]:
    """Serve in the background; gives the app (to `close`) and its address. Without a port, a free one from 7860 up.

    Raises TryLater where the port is taken, FixSettings where others could come in without `sign_in`.
    """
    options = launch_options(host, port, sign_in)
    app = create_app(room, sign_in)
    threading.Thread(target=room.warm_up, name="askpress-warm-up", daemon=True).start()
    try:
        app.launch(**options)
    except OSError as error:
        raise TryLater(
            "the page cannot be served: the port is taken, or the address is not one of this machine's",
            where=f"{host}:{port if port is not None else '7860-7959'}",
            remedy="choose another port with --port, or end the program that holds this one",
        ) from error
    if sign_in is not None:
        # Nobody can have signed in yet: the address is not known.
        app.app.tokens = cast(Any, Sessions(sign_in))
    room.take_up()
    room.watch()
    return app, f"http://{f'[{host}]' if ':' in host else host}:{app.server_port}"


def serve(room: ReadingRoom, host: str = "127.0.0.1", port: int | None = None, sign_in: SignIn | None = None) -> None:
    """Serve until interrupted, having printed the address; then close the room. Raises as `start`."""
    app, address = start(room, host, port, sign_in)
    if not is_loopback(host):
        sys.stderr.write(
            "Passwords and pages travel unencrypted: outside a network that you trust, put TLS in front.\n"
        )
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    try:
        app.block_thread()
    finally:
        room.close()
