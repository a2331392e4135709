"""What the page says of who is signed in, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


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

WELCOME = (
    '<span lang="zh-CN">向报纸提问。请用管理员给您的用户名和密码登录。</span><br>'
    '<span lang="en">Ask the newspaper. Sign in with the name and the password that the keeper gave you.</span>'
)
"""On the page where people sign in, which Gradio words in the browser's language."""
