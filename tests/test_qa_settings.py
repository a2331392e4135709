from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixPermissions, FixSettings
from qa.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    import os

    for name in list(os.environ):
        if name.upper().startswith("ASKPRESS_"):
            monkeypatch.delenv(name)
    file = tmp_path / "config.toml"
    file.write_text("", encoding="utf-8")
    monkeypatch.setenv("ASKPRESS_CONFIG", str(file))
    return file


def test_argument_wins_over_environment_wins_over_file(_own_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _own_environment.write_text("hits = 3\nevidence_tokens = 300\nanswer_tokens = 100\n", encoding="utf-8")
    monkeypatch.setenv("ASKPRESS_HITS", "4")
    monkeypatch.setenv("ASKPRESS_EVIDENCE_TOKENS", "310")
    settings = load_settings(hits=5, library=None)
    assert (settings.hits, settings.evidence_tokens, settings.answer_tokens) == (5, 310, 100)


def test_defaults_are_good_and_none_means_not_given() -> None:
    assert load_settings(**dict.fromkeys(Settings.model_fields)) == load_settings()


@pytest.mark.parametrize(
    ("text", "wrong", "near"),
    [("libary = '/x'", "libary", "library"), ("context_token = 1", "context_token", "context_tokens")],
)
def test_unknown_key_in_the_file_names_the_nearest(_own_environment: Path, text: str, wrong: str, near: str) -> None:
    _own_environment.write_text(text, encoding="utf-8")
    with pytest.raises(FixSettings) as caught:
        load_settings()
    assert repr(wrong) in caught.value.what and repr(near) in caught.value.remedy
    assert caught.value.where == str(_own_environment)


def test_unknown_variable_names_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKPRESS_BASEURL", "http://127.0.0.1")
    with pytest.raises(FixSettings, match="ASKPRESS_BASEURL") as caught:
        load_settings()
    assert "'ASKPRESS_BASE_URL'" in caught.value.remedy


def test_unknown_argument_is_an_error() -> None:
    with pytest.raises(FixSettings, match="hit"):
        load_settings(hit=3)


@given(st.sampled_from(sorted(Settings.model_fields)), st.integers(0, 20), st.sampled_from("abcxyz_"))
def test_a_slip_of_one_letter_finds_the_field(field: str, at: int, letter: str) -> None:
    wrong = field[: at % len(field)] + letter + field[at % len(field) :]
    if wrong in Settings.model_fields:
        return
    with pytest.raises(FixSettings) as caught:
        load_settings(**{wrong: "1"})
    assert f"the nearest is {field!r}" in caught.value.remedy


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ASKPRESS_HITS", "many"),
        ("ASKPRESS_HITS", "0"),
        ("ASKPRESS_TIMEOUT_SECONDS", "-1"),
        ("ASKPRESS_BASE_URL", "not a url"),
        ("ASKPRESS_THREADS", "0"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_place(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(FixSettings) as caught:
        load_settings()
    assert caught.value.where == variable
    assert value in caught.value.what


def test_wrong_value_in_the_file_names_the_file(_own_environment: Path) -> None:
    _own_environment.write_text("answer_tokens = 'x'", encoding="utf-8")
    with pytest.raises(FixSettings, match="answer_tokens") as caught:
        load_settings()
    assert caught.value.where == str(_own_environment)


@pytest.mark.parametrize(
    "overrides",
    [
        {"model": "gpt-of-some-sort"},
        {"base_url": "http://127.0.0.1:1/v1"},
        {"context_tokens": 512, "evidence_tokens": 400, "answer_tokens": 200},
    ],
)
def test_what_does_not_go_together(overrides: dict[str, object]) -> None:
    with pytest.raises(FixSettings):
        load_settings(**overrides)


def test_what_goes_together() -> None:
    assert load_settings(model="none").model == "none"
    assert load_settings(model="/x/y.GGUF").model == "/x/y.GGUF"
    endpoint = load_settings(model="gpt", base_url="http://127.0.0.1:1/v1/", api_key="secret")
    assert endpoint.base_url == "http://127.0.0.1:1/v1"
    assert "secret" not in repr(endpoint)
    assert load_settings(model="none", base_url="http://127.0.0.1:1").model == "none"


def test_broken_toml_and_missing_file(_own_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _own_environment.write_bytes(b"hits = = 3")
    with pytest.raises(FixSettings, match="not TOML"):
        load_settings()
    _own_environment.write_bytes("hits = 3 # 报".encode("gb18030"))
    with pytest.raises(FixSettings, match="not TOML"):
        load_settings()
    monkeypatch.setenv("ASKPRESS_CONFIG", str(_own_environment.with_name("missing.toml")))
    with pytest.raises(FixSettings, match="does not exist"):
        load_settings()
    monkeypatch.setenv("ASKPRESS_CONFIG", str(_own_environment.parent))
    with pytest.raises(FixPermissions):
        load_settings()


def test_byte_order_mark_home_and_empty_variables(_own_environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _own_environment.write_bytes(b"\xef\xbb\xbfcache = '~/somewhere'")
    monkeypatch.setenv("ASKPRESS_HITS", "")
    settings = load_settings()
    assert settings.cache == Path.home() / "somewhere"
    assert settings.hits == 6


def test_every_field_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())
