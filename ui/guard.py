"""The guard: where each event passes on the server, keepers' ones are refused to others, what fails is put in words."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from html import escape
from typing import Any, TypeVar

import gradio as gr

from index.errors import AskpressError
from ui.error_words import error_line
from ui.language import choose_language
from ui.people import Role
from ui.sign_in import SignIn
from ui.texts import Texts, texts_in

log = logging.getLogger(__name__)

Handler = TypeVar("Handler", bound=Callable[..., Any])

_MARK = "__keepers_only__"


def keepers_only(handler: Handler) -> Handler:
    """Mark what happens on an event as the keepers' (adding, correcting, removing); without sign-in everyone is one."""
    setattr(handler, _MARK, True)
    return handler


def is_keepers_only(handler: Any) -> bool:
    """Whether the handler of an event was marked with `keepers_only`."""
    while isinstance(handler, functools.partial):
        handler = handler.func
    return bool(getattr(handler, _MARK, False))


class GuardedBlocks(gr.Blocks):
    """Gradio's Blocks, where the events of keepers are refused to whom the people's file does not call one.

    `language` is the component that holds the language of a window.
    """

    sign_in: SignIn | None = None
    language: gr.Radio | None = None

    def is_keeper(self, request: gr.Request) -> bool:
        """Whether the person at the other end may add, correct and remove: without sign-in everyone may."""
        return self.sign_in is None or self.sign_in.role(getattr(request, "username", None)) is Role.KEEPER

    async def process_api(self, block_fn: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        """As Gradio's, the one way to every event, from a browser or from a program.

        Raises gr.Error, which the page shows, where only keepers may, and for whatever an event did not expect: Gradio
        would show the word "Error" alone. Without a request nobody is known, and refused.
        """
        event = self.fns[block_fn] if isinstance(block_fn, int) else block_fn
        request: Any = options.get("request")
        texts = self._texts(event, arguments[0] if arguments else options.get("inputs"), request)
        if is_keepers_only(event.fn) and not self.is_keeper(request):
            raise gr.Error(f"{texts.sign_in.keepers_only}", title="Askpress", print_exception=False)
        try:
            return await super().process_api(block_fn, *arguments, **options)
        except gr.Error:
            raise
        except AskpressError as error:
            log.exception("an event failed")
            raise gr.Error(escape(error_line(error, texts)), title="Askpress", print_exception=False) from error
        except Exception as error:
            log.exception("an event failed")
            what = f"{texts.unexpected.format(kind=type(error).__name__)} · {texts.unexpected_remedy}"
            raise gr.Error(what, title="Askpress", print_exception=False) from error

    def _texts(self, event: Any, inputs: Any, request: Any) -> Texts:
        """The texts in the language of the window, where the event comes with it, else in that of the browser."""
        for part, value in zip(event.inputs, inputs or (), strict=False):
            if part is self.language and value:
                return texts_in(str(value))
        headers = getattr(request, "headers", None) or {}
        return texts_in(choose_language(headers.get("accept-language")))
