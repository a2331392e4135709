"""The guard: what only keepers may do is refused to others where every event of the page passes, on the server."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

from ui.language import choose_language
from ui.people import Role
from ui.sign_in import SignIn
from ui.texts import texts_in

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
    """Gradio's Blocks, where the events of keepers are refused to whom the people's file does not call one."""

    sign_in: SignIn | None = None

    def is_keeper(self, request: gr.Request) -> bool:
        """Whether the person at the other end may add, correct and remove: without sign-in everyone may."""
        return self.sign_in is None or self.sign_in.role(getattr(request, "username", None)) is Role.KEEPER

    async def process_api(self, block_fn: Any, *arguments: Any, **options: Any) -> dict[str, Any]:
        """As Gradio's, the one way to every event, from a browser or from a program.

        Raises gr.Error, which the page shows, where only keepers may. Without a request nobody is known, and refused.
        """
        event = self.fns[block_fn] if isinstance(block_fn, int) else block_fn
        request: Any = options.get("request")
        if is_keepers_only(event.fn) and not self.is_keeper(request):
            headers = getattr(request, "headers", None) or {}
            texts = texts_in(choose_language(headers.get("accept-language")))
            raise gr.Error(f"{texts.sign_in.keepers_only}", title="Askpress", print_exception=False)
        return await super().process_api(block_fn, *arguments, **options)
