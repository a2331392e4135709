from __future__ import annotations

import pytest

from ui.people import Person, Role
from ui.render_sign_in import who_html
from ui.texts import CHINESE, ENGLISH, Texts


@pytest.mark.parametrize("texts", [CHINESE, ENGLISH])
@pytest.mark.parametrize("role", Role)
def test_who_is_signed_in_is_shown_with_the_role_and_the_way_out(texts: Texts, role: Role) -> None:
    shown = who_html(Person("沈砚秋", role, "hash of it"), texts)
    assert "沈砚秋" in shown and f">{texts.sign_in.roles[role]}<" in shown
    assert f'href="logout">{texts.sign_in.sign_out}</a>' in shown
    assert "hash of it" not in shown


def test_a_name_is_text() -> None:
    shown = who_html(Person("<img src=x>", Role.READER, ""), ENGLISH)
    assert "<img" not in shown and "&lt;img src=x&gt;" in shown


def test_without_sign_in_nothing_is_shown() -> None:
    assert who_html(None, ENGLISH) == ""
