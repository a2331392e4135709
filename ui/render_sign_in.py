"""Rendering who is signed in: name, role, and the way out."""

from __future__ import annotations

from html import escape

from ui.people import Person
from ui.texts import Texts


def who_html(person: Person | None, texts: Texts) -> str:
    """Name and role of who is signed in and a link to sign out; "" without sign-in."""
    if person is None:
        return ""
    said = texts.sign_in
    return (
        f'<p class="ap-who" lang="{texts.html_language}"><span class="ap-hidden">{escape(said.signed_in)}: </span>'
        f'<span class="ap-name">{escape(person.name)}</span> <span class="ap-role">{escape(said.roles[person.role])}'
        f'</span> <a class="ap-sign-out" href="logout">{escape(said.sign_out)}</a></p>'
    )
