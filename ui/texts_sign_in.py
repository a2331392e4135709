"""What the page says of who is signed in, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from ui.traditional import TRADITIONAL, traditional


@dataclass(frozen=True, slots=True)
class SignInTexts:
    """Texts in one language; `{names}` are filled in with `str.format`, none holds HTML."""

    signed_in: str
    roles: dict[str, str]
    sign_out: str
    keepers_only: str


ENGLISH = SignInTexts(
    signed_in="Signed in",
    roles={"reader": "reader", "keeper": "keeper"},
    sign_out="Sign out",
    keepers_only="Only keepers may add, correct and remove pages: ask one of them.",
)

CHINESE = SignInTexts(
    signed_in="已登录",
    roles={"reader": "读者", "keeper": "管理员"},
    sign_out="退出登录",
    keepers_only="添加、更正和移除版面仅限管理员，请与管理员联系。",
)

_WELCOME_CHINESE = "向报纸档案提问，每个回答都附出处。请用管理员给您的用户名和密码登录。"
_WELCOME_ENGLISH = (
    "Ask newspaper archives: every answer comes with its sources."
    " Sign in with the name and the password that the keeper gave you."
)


def welcome_html() -> str:
    """What this is and how to come in, in every language, for the page where people sign in.

    Gradio words the rest of it in the browser's language, but has one such message for all.
    """
    said = (("zh-CN", _WELCOME_CHINESE), (TRADITIONAL, traditional(_WELCOME_CHINESE)), ("en", _WELCOME_ENGLISH))
    lines = "<br>".join(f'<span lang="{language}">{text}</span>' for language, text in said)
    return f'<strong style="font-size: 1.5em">Askpress</strong><br>{lines}'
