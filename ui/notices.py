"""Notices: what Gradio itself says on the page when something went wrong, and what the page says in its place."""

from __future__ import annotations

from ui.door import NOT_SIGNED_IN
from ui.texts import Language
from ui.traditional import TRADITIONAL, traditional

LOST = "Connection to the server was lost. Attempting reconnection..."
"""What Gradio 6 says when the server does not answer, or does not know the window after it was started anew; it loads
the page anew by itself once the server is there."""


_SAID: dict[Language, dict[str, str]] = {
    "zh": {
        "Error": "出错了",
        "Warning": "请注意",
        "Info": "提示",
        "Close": "关闭",
        LOST: "与服务器的连接已断开。正在重新连接，连上后会自动重新载入页面。",
        NOT_SIGNED_IN.strip(): "登录已失效，请重新载入页面，再登录一次。",
        "This application is currently busy. Please try again.": "程序正忙，请稍后再试。",
    },
    "en": {
        LOST: "The connection to the server is lost. Once it is there again, this page is loaded anew.",
        NOT_SIGNED_IN.strip(): "You are no longer signed in: load this page anew and sign in again.",
    },
}


def notices_in(language: Language) -> dict[str, str]:
    """By what Gradio says what stands in its place in the language; notices.js puts it there."""
    return traditional(_SAID["zh"]) if language == TRADITIONAL else _SAID[language]
